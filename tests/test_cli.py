from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click
import pytest
from rich.console import Console

from indexer import cli, watching
from indexer.app import Library
from indexer.article import Article
from indexer.engines import rungs
from indexer.findings_file import write_findings
from indexer.index import Report
from indexer.progress import PlainProgress
from indexer.read import Finding
from indexer.settings import Settings
from tests.conftest import ROOT
from tests.index.archive import article

COMMANDS = [
    *("analyse", "evaluate", "explain", "reindex", "rollback", "search", "status", "synonyms"),
    *("topics", "watch", "withdraw"),
]


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command as it is typed, in an empty working directory."""
    monkeypatch.chdir(tmp_path)

    def type_in(*words: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["sokverket", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        shown = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), shown.out, shown.err)

    return type_in


def write_source(path: Path, *articles: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in articles), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with three articles."""
    folder = tmp_path_factory.mktemp("cli")
    source = write_source(
        folder / "nyheter.jsonl",
        article("a", "Elevhälsan arbetar förebyggande i skolan.", kind="nyhet", topics=["Hälsa"]),
        article("b", "Buller i skolan.", kind="rapport", publisher="Kommunen", published="2019-05"),
        article("c", "Noise in schools.", language="en", published="2021", reviewed="2021-03-04"),
    )
    library = Library(Settings(index=folder / "index"))
    library.reindex([str(source)], progress=lambda *_: None)
    return folder / "index"


def test_reindex_prints_its_summary_on_stderr(run: Run, tmp_path: Path) -> None:
    source = write_source(tmp_path / "nyheter.jsonl", article("a"), article("b"))
    outcome = run("reindex", source)
    assert (outcome.status, outcome.out) == (0, "")
    assert "svarar med 2 artiklar: 2 nya" in outcome.err
    assert "Allt byggdes på nytt: indexet är nytt." in outcome.err
    assert (tmp_path / ".sokverket" / "current").exists()


def test_reindex_as_json_is_one_value_with_the_keys_of_the_contract(
    run: Run, tmp_path: Path
) -> None:
    source = write_source(tmp_path / "nyheter.jsonl", article("a"), {"id": "b"})
    outcome = run("reindex", source, "--json")
    counts = {"articles": 1, "added": 1, "updated": 0, "unchanged": 0, "removed": 0, "rejected": 1}
    assert outcome.json.items() >= ({"generation": "000001", "engine": "whoosh"} | counts).items()
    assert outcome.json["seconds"] > 0


def test_reindex_shows_whole_names_of_what_was_refused_and_why(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "s"
    source.mkdir()
    (source / "bra.txt").write_text("Titel\n\nText.\n", encoding="utf-8")
    long_name = "en-mycket-lång-mapp-och-ett-mycket-långt-filnamn.txt"
    (source / long_name).write_bytes(b"")
    outcome = run("reindex", source)
    assert outcome.status == 0
    columns = [line.split("│")[1].strip() for line in outcome.err.splitlines() if "│" in line]
    assert f"s/{long_name}" in "".join(columns)
    assert "filen är" in outcome.err


def test_one_is_said_as_one(run: Run, tmp_path: Path) -> None:
    secret = {"id": "b", "title": "Löner", "text": "Hemligt.", "audience": "internal"}
    open_ = {"id": "a", "title": "Buller", "text": "Om buller."}
    source = write_source(tmp_path / "nyheter.jsonl", open_, secret)
    told = run("reindex", source, "--index", tmp_path / "index").err
    assert "svarar med 1 artikel: 1 ny, 0 ändrade," in told
    assert "1 intern artikel hölls" in told
    assert "1 artikel." in run("status", "--index", tmp_path / "index").out


def test_an_archive_too_large_for_its_engine_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_source(tmp_path / "nyheter.jsonl", article("a"), article("b"))
    assert run("reindex", source, "--json").json["advice"] == ""
    assert run("status", "--json").json["advice"] == ""
    monkeypatch.setitem(rungs.RUNGS, "whoosh", rungs.Rung(1, 1, 1.5, next="tantivy"))
    told = "Arkivet har 2 artiklar, men motorn whoosh passar för högst 1."
    assert told in run("reindex", source).err
    assert told in run("status").out
    assert run("status", "--json").json["advice"].startswith(told)


def test_a_run_without_articles_shows_why_and_fails(run: Run, tmp_path: Path) -> None:
    source = write_source(tmp_path / "nyheter.jsonl", {"id": "a"})
    outcome = run("reindex", source, "--json")
    assert (outcome.status, outcome.out) == (1, "")
    assert "title saknas" in outcome.err
    assert "ingen artikel kunde läsas" in outcome.err


def test_reindex_passes_its_flags_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def remember(library: Library, names: object, **flags: Any) -> Report:
        given.update(flags, names=names, engine=library.settings.engine)
        return Report("000001", "x", 1, 1, 0, 0, 0, 0, 0.0, "", ())

    monkeypatch.setattr(Library, "reindex", remember)
    assert run("reindex", "x", "y", "--full", "--allow-shrink", "--engine", "tantivy").status == 0
    assert given["names"] == ("x", "y")
    assert (given["full"], given["allow_shrink"], given["engine"]) == (True, True, "tantivy")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda _: None, "finns inte"),
        (lambda path: path.mkdir(), "mappen är tom"),
        (lambda path: path.write_bytes(b""), "läses inte"),
    ],
)
def test_a_source_that_cannot_be_read_is_named(
    run: Run, tmp_path: Path, make: Callable[[Path], Any], reason: str
) -> None:
    make(tmp_path / "källa")
    outcome = run("reindex", "källa")
    assert outcome.status == 1
    assert outcome.err.startswith("Fel. källa: ")
    assert reason in outcome.err
    assert run("status").status == 1


def test_search_as_json_is_the_contract(run: Run, index: Path) -> None:
    outcome = run("--index", index, "search", "förebyggande", "--json")
    answer = outcome.json
    assert answer.keys() >= {
        "query", "total", "relaxed", "hits", "facets", "suggestion", "took_ms"
    }  # fmt: skip
    assert answer["facets"].keys() >= {"topic", "year", "kind", "publisher"}
    (hit,) = answer["hits"]
    assert hit.keys() >= {
        "id", "title", "url", "kind", "published", "reviewed", "topics", "score", "missing"
    }  # fmt: skip
    snippet = hit["snippet"]
    (mark,) = snippet["marks"]
    assert snippet["text"][slice(*mark)] == "förebyggande"
    assert (hit["id"], snippet["heading"], snippet["page"]) == ("a", "", None)
    assert (outcome.status, outcome.err) == (0, "")


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--topic", "Hälsa"], ["a"]),
        (["--kind", "nyhet", "--kind", "rapport"], ["b", "a"]),
        (["--publisher", "Kommunen"], ["b"]),
        (["--language", "en"], ["c"]),
        (["--from", "2020"], ["a", "c"]),
        (["--to", "2019-05-01"], ["b"]),
        (["--from", "2021", "--date", "reviewed"], ["c"]),
        (["--size", "2", "--page", "2"], ["c"]),
        (["--sort", "newest"], ["c", "a", "b"]),
    ],
)
def test_search_filters_sorts_and_pages(
    run: Run, index: Path, options: list[str], found: list[str]
) -> None:
    outcome = run("search", "", "--sort", "oldest", *options, "--json", "--index", index)
    assert [hit["id"] for hit in outcome.json["hits"]] == found


def test_search_for_people_shows_hits_in_swedish(run: Run, index: Path) -> None:
    outcome = run("search", "skolan elevhälsan", "--index", index)
    assert outcome.status == 0
    assert "2 träffar på" in outcome.out
    assert "1. Artikel a" in outcome.out
    assert "publicerad 2019-05" in outcome.out
    assert "Saknar: elevhälsan" in outcome.out


@pytest.mark.parametrize("query", ["", "((", '"', "-", "*", "år:x", "\0", "a\udcffb", "x" * 10_000])
def test_any_question_is_answered(run: Run, index: Path, query: str) -> None:
    outcome = run("search", "--json", "--index", index, "--", query)
    assert outcome.status == 0
    assert outcome.json["query"] == query
    assert run("search", "--index", index, "--", query).status == 0


@pytest.mark.parametrize("text", ["2019-05-17skräp", "20_19", "2019-05-", "31 maj"])
def test_only_whole_dates_are_dates(run: Run, index: Path, text: str) -> None:
    assert run("search", "skola", "--from", text, "--index", index).status == 2


def test_dates_in_wrong_order_are_refused(run: Run, index: Path) -> None:
    outcome = run("search", "skola", "--from", "2022", "--to", "2020", "--index", index)
    assert outcome.status == 2
    assert "--from 2022 ligger efter --to 2020" in outcome.err


def test_the_terminal_tells_what_was_searched(run: Run, index: Path) -> None:
    respelled = run("search", "elevhäsla", "--index", index).out
    assert "”elevhäsla” gav inga träffar. Här är träffarna för ”elevhälsan”." in respelled
    widened = run("search", "elev hälsan", "--index", index).out
    assert "Vi sökte även på elevhälsan." in widened
    exact = run("search", "elev hälsan", "--exact", "--index", index).out
    assert "Vi sökte även" not in exact


@pytest.mark.parametrize("option", ["--from", "--to"])
def test_an_impossible_date_is_wrong_usage(run: Run, index: Path, option: str) -> None:
    outcome = run("search", "x", option, "2019-02-31", "--index", index)
    assert outcome.status == 2
    assert f"{option} 2019-02-31" in outcome.err
    assert "Skriv 2019" in outcome.err


@pytest.fixture
def judged(tmp_path: Path) -> list[str]:
    (tmp_path / "queries.tsv").write_text("q1\tbuller\nq2\tnoise\n", encoding="utf-8")
    (tmp_path / "qrels.trec").write_text("q1 0 b 1\nq2 0 a 1\n", encoding="utf-8")
    return ["--queries", str(tmp_path / "queries.tsv"), "--qrels", str(tmp_path / "qrels.trec")]


def test_evaluate_measures_and_writes_a_run(
    run: Run, index: Path, judged: list[str], tmp_path: Path
) -> None:
    outcome = run("evaluate", *judged, "--run", tmp_path / "run", "--json", "--index", index)
    assert outcome.json == {"ndcg@10": 0.5, "mrr@10": 0.5, "recall@10": 0.5, "queries": 2}
    rows = [line.split() for line in (tmp_path / "run").read_text().splitlines()]
    assert ["q1", "Q0", "b", "1"] in [row[:4] for row in rows]
    assert {len(row) for row in rows} == {6}


def test_evaluate_shows_the_worst_questions(run: Run, index: Path, judged: list[str]) -> None:
    outcome = run("evaluate", *judged, "--index", index)
    assert "nDCG@10 0.5000" in outcome.out
    assert "q2 noise" in outcome.out


def test_evaluate_names_what_is_wrong_in_its_files(
    run: Run, index: Path, judged: list[str], tmp_path: Path
) -> None:
    (tmp_path / "qrels.trec").write_text("q1 0 b 1\nq1 b\n", encoding="utf-8")
    outcome = run("evaluate", *judged, "--index", index)
    assert outcome.status == 1
    assert "qrels.trec, rad 2" in outcome.err
    (tmp_path / "queries.tsv").unlink()
    outcome = run("evaluate", *judged, "--index", index)
    assert outcome.status == 1
    assert "queries.tsv" in outcome.err


def test_analyse_shows_tokens_with_terms_and_true_offsets(run: Run) -> None:
    text = "Böckerna i covid-19"
    tokens = run("analyse", text, "--json").json
    assert [token["text"] for token in tokens] == [text[t["start"] : t["end"]] for t in tokens]
    assert tokens[0]["terms"][0] == {"term": "böckerna", "kind": "surface"}
    assert tokens[0]["terms"][1:] == [
        {"term": "böck", "kind": "stem"},
        {"term": "bok", "kind": "lemma"},
    ]
    kinds = {term["kind"] for token in tokens for term in token["terms"]}
    assert kinds == {"surface", "stem", "lemma", "part"}


def test_analyse_shows_what_a_compound_is_built_of(run: Run, index: Path) -> None:
    for options in ([], ["--index", index]):
        ((token),) = run("analyse", "elevhälsoarbete", "--json", *options).json
        parts = [term["term"] for term in token["terms"] if term["kind"] == "part"]
        assert parts == ["elev", "elevhäls", "häls", "hälsoarbet", "arbet"]


def test_analyse_shows_people_a_table(run: Run) -> None:
    outcome = run("analyse", "Eleverna")
    assert outcome.status == 0
    assert "eleverna (ordform), elev (stam)" in outcome.out


def test_explain_tells_the_rank_or_that_there_is_no_such_article(run: Run, index: Path) -> None:
    assert run("explain", "buller", "b", "--json", "--index", index).json["rank"] == 1
    assert "plats 1" in run("explain", "buller", "b", "--index", index).out
    outcome = run("explain", "buller", "okänd", "--index", index)
    assert outcome.status == 1
    assert "Artikeln ”okänd”: den finns inte i indexet." in outcome.err


class TestSynonymsCheck:
    right = "förskola, dagis\nsurfplatta -> pekplatta\n"
    wrong = "# ord\nförskola, dagis\nensam\na -> b -> c\n"

    def test_a_right_file_is_counted(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "ord.txt").write_text(self.right, encoding="utf-8")
        outcome = run("synonyms", "check", "ord.txt")
        assert (outcome.status, outcome.out, outcome.err) == (0, "2 regler, 0 fel.\n", "")

    def test_what_is_wrong_is_said_with_its_line(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "ord.txt").write_text(self.wrong, encoding="utf-8")
        outcome = run("synonyms", "check", "ord.txt")
        assert (outcome.status, outcome.out) == (1, "1 regel, 2 fel.\n")
        first, second = outcome.err.splitlines()
        assert first.startswith("ord.txt, rad 3: ”ensam” har ingen synonym. ")
        assert second.startswith("ord.txt, rad 4: ")

    def test_as_json(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "ord.txt").write_text(self.wrong, encoding="utf-8")
        outcome = run("synonyms", "check", "ord.txt", "--json")
        assert outcome.status == 1
        assert outcome.json["rules"] == 1
        assert [problem["line"] for problem in outcome.json["problems"]] == [3, 4]
        assert all(one["reason"] and one["remedy"] for one in outcome.json["problems"])

    def test_the_file_of_the_settings_is_checked_when_none_is_named(
        self, run: Run, tmp_path: Path
    ) -> None:
        assert "ingen fil är angiven" in run("synonyms", "check").err
        (tmp_path / "sokverket.toml").write_text('synonyms = "ord.txt"', encoding="utf-8")
        outcome = run("synonyms", "check")
        assert outcome.status == 1
        assert "ord.txt" in outcome.err
        (tmp_path / "ord.txt").write_text(self.right, encoding="utf-8")
        assert run("synonyms", "check").status == 0


def test_status_tells_what_answers(run: Run, index: Path) -> None:
    told = run("status", "--json", "--index", index).json
    assert told.items() >= {"generation": "000001", "engine": "whoosh", "articles": 3}.items()
    assert "3 artiklar" in run("status", "--index", index).out


@pytest.mark.parametrize("command", [["status"], ["search", "x"], ["explain", "x", "y"]])
def test_a_missing_index_is_said_with_the_remedy(run: Run, command: list[str]) -> None:
    outcome = run(*command, "--json", "--index", "ingenstans")
    assert (outcome.status, outcome.out) == (1, "")
    assert "ingenstans: det finns inte" in outcome.err
    assert "sokverket reindex" in outcome.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["sök", "x"], "Kommandot sök finns inte."),
        (["search", "x", "--form", "2019"], "Flaggan --form finns inte. Menade du --from?"),
        (["search", "x", "--zzz"], "Flaggan --zzz finns inte."),
        (["search", "-skola"], "skriv -- och blanksteg före den"),
        (["search", "x", "--sort", "upp"], "Välj bland relevance, newest, oldest."),
        (
            ["search", "x", "--size", "101"],
            "--size har ett värde som inte passar. Skriv ett heltal",
        ),
        (["search", "x", "--page", "noll"], "Skriv ett heltal från 1 och uppåt."),
        (["search", "x", "--size"], "Flaggan --size saknar värde."),
        (["search", "x", "--json=1"], "Flaggan --json tar inget värde."),
        (["search"], "FRÅGA saknas."),
        (["search", "två", "ord"], "För många ord efter kommandot: ord. Sätt citattecken"),
        (["evaluate", "--queries", "x"], "--qrels saknas."),
        (["explain", "x"], "ID saknas."),
        (["--index"], "Flaggan --index saknar värde."),
    ],
)
def test_wrong_usage_is_explained_in_swedish(run: Run, words: list[str], message: str) -> None:
    outcome = run(*words)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("Fel. ")
    assert message in outcome.err
    assert not ENGLISH.search(outcome.err), outcome.err


ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|args|commands?|path|integer|range|required|default|show|exit|"
    r"missing|error|invalid|such|no|try|for|the|directory|file)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("command", ["", *COMMANDS, "synonyms check", "demo", "serve"])
def test_help_is_swedish_throughout(run: Run, command: str) -> None:
    outcome = run(*command.split(), "--help")
    if outcome.status == 2:
        pytest.skip(f"{command} kommer ur paketets ingångar, och det är inte installerat")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith(f"Så skrivs det: sokverket {command}".rstrip())
    words = re.sub(r"--\S+|sokverket \w+|\[\w+(\|\w+)+\]", "", outcome.out)
    assert not ENGLISH.search(words), words


def test_every_option_is_explained(run: Run) -> None:
    for command in [*cli.cli.commands.values(), *cli.synonyms.commands.values()]:
        for param in command.params:
            assert not isinstance(param, click.Option) or param.help, (command.name, param.name)
    assert (
        "--queries SÖKVÄG  Frågorna: id, tabb, text. Måste anges." in run("evaluate", "--help").out
    )


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    outcome = run()
    assert (outcome.status, outcome.out) == (2, "")
    for name in COMMANDS:
        assert f"\n  {name} " in outcome.err


def test_the_version_is_the_packages(run: Run) -> None:
    try:
        expected = version("sokverket")
    except PackageNotFoundError:
        pytest.skip("paketet är inte installerat")
    assert run("--version").out == f"{expected}\n"


def test_the_index_may_be_named_before_and_after_the_command(run: Run, index: Path) -> None:
    assert run("--index", index, "status").status == 0
    assert run("status", "--index", index).status == 0
    assert run("--index", "ingenstans", "status", "--index", index).status == 0
    assert run("analyse", "x", "--index", index).status == 0


def test_settings_come_from_file_environment_and_command_line_in_rising_order(
    run: Run, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sokverket.toml").write_text('index = "ur-filen"\n', encoding="utf-8")
    assert "ur-filen" in run("status").err
    monkeypatch.setenv("SOKVERKET_INDEX", "ur-miljön")
    assert "ur-miljön" in run("status").err
    assert run("status", "--index", index).status == 0


def test_a_configured_source_is_reindexed_by_name(run: Run, tmp_path: Path) -> None:
    write_source(tmp_path / "in.jsonl", article("a"))
    settings = tmp_path / "arkiv.toml"
    settings.write_text('[sources.nyheter]\npath = "in.jsonl"\nkind = "nyhet"\n', encoding="utf-8")
    assert run("--settings", settings, "reindex", "nyheter").status == 0
    assert run("search", "", "--json").json["hits"][0]["kind"] == "nyhet"


def test_an_unknown_source_is_said_with_those_that_are_named(run: Run, tmp_path: Path) -> None:
    write_source(tmp_path / "in.jsonl", article("a"))
    (tmp_path / "sokverket.toml").write_text('[sources.nyheter]\npath = "in.jsonl"\n')
    outcome = run("reindex", "nyhter")
    assert outcome.status == 1
    assert "”nyhter”: det finns ingen källa, fil eller mapp med det namnet" in outcome.err
    assert "nyheter" in outcome.err


def test_a_malformed_settings_file_is_named_with_the_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sokverket.toml").write_text('engine = "whoosh"\nindex = \n', encoding="utf-8")
    outcome = run("status")
    assert outcome.status == 1
    assert "sokverket.toml: filen är inte giltig TOML. Rätta rad 2" in outcome.err


@pytest.mark.parametrize("error", [KeyboardInterrupt, click.Abort])
def test_an_interrupted_command_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def interrupt(*_: object, **__: object) -> Article:
        raise error

    monkeypatch.setattr(Library, "health", interrupt)
    outcome = run("status")
    assert (outcome.status, outcome.err.strip()) == (1, "Avbrutet.")


def test_the_module_is_the_command(tmp_path: Path, index: Path) -> None:
    def start(*words: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "indexer", "--index", str(index), *words]
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, **more)

    found = start("search", "buller", "--json", env={"LANG": "C"})
    assert (found.returncode, found.stderr) == (0, b"")
    assert json.loads(found.stdout)["hits"][0]["id"] == "b"
    failed = start("reindex", str(tmp_path / "saknas"))
    assert failed.returncode == 1
    assert "finns inte" in failed.stderr.decode()


@pytest.fixture
def own(run: Run, tmp_path: Path) -> Path:
    """An index of two generations in the working directory."""
    source = write_source(tmp_path / "in.jsonl", article("a"), {"id": "=fel"})
    assert run("reindex", source).status == 0
    write_source(tmp_path / "in.jsonl", article("a"), article("b"), {"id": "=fel"})
    assert run("reindex", source).status == 0
    return source


@pytest.mark.usefixtures("own")
def test_status_tells_of_generations_and_the_last_run(run: Run) -> None:
    told = run("status").out
    assert "Generation 000002, whoosh, 2 artiklar." in told
    assert "000001" in told
    assert "1 ny, 0 ändrade, 0 borttagna, 1 avvisad" in told
    known = run("status", "--json").json
    assert (known["generation"], known["pinned"], known["withdrawn"]) == ("000002", False, 0)
    assert [one["articles"] for one in known["generations"]] == [1, 2]
    assert known["last_run"]["added"] == 1


def test_findings_are_written_as_a_table_that_no_spreadsheet_runs(
    run: Run, own: Path, tmp_path: Path
) -> None:
    for command in (["reindex", own], ["status"]):
        assert run(*command, "--findings", "fynd.csv").status == 0
        table = (tmp_path / "fynd.csv").read_bytes()
        assert table.startswith(b"\xef\xbb\xbfvad;orsak;")
        assert b"in.jsonl rad 3;title saknas;Ange title.;ja;1" in table
    refused = run("status", "--findings", "ingen/mapp.csv")
    assert (refused.status, "kan inte skrivas" in refused.err) == (1, True)


def test_formulas_in_findings_are_made_inert(tmp_path: Path) -> None:
    write_findings(tmp_path / "fynd.csv", [Finding("=1+1", "-x", "@y")])
    assert "'=1+1;'-x;'@y" in (tmp_path / "fynd.csv").read_text("utf-8")


def test_a_rollback_is_told_of_until_it_is_released(run: Run, own: Path) -> None:
    assert "Generation 000001 svarar" in run("rollback").out
    assert "Den som svarar är fäst." in run("status").out
    waiting = run("reindex", own)
    assert "Generation 000002 (whoosh) är byggd med 2 artiklar" in waiting.err
    assert "Men generation 000001 svarar, eftersom den är fäst." in waiting.err
    assert run("rollback", "--json").status == 1
    assert run("reindex", own, "--release", "--json").json["generation"] == "000002"


@pytest.mark.usefixtures("own")
def test_articles_are_withdrawn_listed_and_released(run: Run) -> None:
    assert run("withdraw").out == "Ingen artikel är undantagen.\n"
    assert "visas inte längre" in run("withdraw", "b").out
    assert run("withdraw").out.split()[1:] == ["b"]
    assert run("search", "", "--json").json["total"] == 1
    assert run("withdraw", "b", "--release").status == 0
    nothing = {"withdrawn": [], "pending": "", "unheld": [], "duplicates": []}
    assert run("withdraw", "--json").json == nothing
    assert run("withdraw", "--release").status == 2
    ahead = run("withdraw", "okänd")
    assert (ahead.status, ahead.out) == (0, "")
    assert "hålls utanför kommande" in ahead.err
    assert run("withdraw", "två ord").status == 1


def test_watch_reindexes_at_once_and_again_when_told(
    run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def three_times(paths: list[Path], _: int) -> Iterator[None]:
        assert paths == [own]
        yield
        write_source(own, article("a"), article("c"))
        yield
        own.unlink()
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "watch_paths", three_times)
    outcome = run("watch", own, "--every", "5")
    assert outcome.status == 1
    assert "Generation 000002" in outcome.err
    assert "Generation 000003" in outcome.err
    assert "finns inte" in outcome.err


def test_a_change_is_seen_long_before_the_time_is_out(tmp_path: Path) -> None:
    ticks = watching.watch_paths([tmp_path], 3600)
    next(ticks)
    waiting = threading.Thread(target=next, args=(ticks,), daemon=True)
    waiting.start()
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text("ny")
        waiting.join(2)
        if not waiting.is_alive():
            break
    assert not waiting.is_alive()


@pytest.mark.parametrize("name", ["", "saknas"])
def test_where_nothing_changes_the_time_runs_out(tmp_path: Path, name: str) -> None:
    ticks = watching.watch_paths([tmp_path / name], 1)
    assert [next(ticks), next(ticks)] == [None, None]


def test_long_runs_are_told_of_in_lines_where_there_is_no_terminal() -> None:
    now = [0.0]
    shown = io.StringIO()
    progress = PlainProgress(Console(file=shown, width=200), clock=lambda: now[0])
    for _ in range(40):
        now[0] += 1
        progress("Indexerar", 100)
    assert shown.getvalue().splitlines()[0] == "Indexerar: 10 av 100, 81 s kvar (1/s)"
    assert len(shown.getvalue().splitlines()) == 4
    for stage, total in (("Läser nytt", 5), ("Läser nytt", 5), ("Läser mer", None), ("Lär", 1)):
        now[0] += 10
        progress(stage, total)
    assert shown.getvalue().splitlines()[4:] == [
        "Läser nytt: 1 av 5, 0 s kvar (1000/s)",
        "Läser nytt: 2 av 5, 15 s kvar (0/s)",
        "Läser mer: 1 (1000/s)",
        "Lär",
    ]


class TestTopics:
    def test_a_list_is_checked(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "amnen.csv"
        path.write_text("id,label,broader\na,Ljud,\nb,ljud,\nc,,\nd,D,borta\n", encoding="utf-8")
        outcome = run("topics", "check", path)
        assert outcome.status == 1
        assert outcome.out == "3 ämnen, 2 fel, 1 varning.\n"
        assert f"Varning: {path}, rad 3: ”b” och ”a” heter båda ”ljud”." in outcome.err
        assert f"{path}, rad 4: id eller label saknas." in outcome.err
        assert f"{path}, rad 5: det överordnade ämnet ”borta”" in outcome.err
        record = json.loads(run("topics", "check", path, "--json").out)
        assert (record["topics"], len(record["problems"])) == (3, 3)

    def test_the_sample_list_is_right(self, run: Run) -> None:
        assert run("topics", "check", ROOT / "data" / "amnen.ttl").out.endswith(
            "ämnen, 0 fel, 0 varningar.\n"
        )

    def test_without_a_list_it_says_so(self, run: Run) -> None:
        outcome = run("topics", "check")
        assert outcome.status == 1
        assert "ingen fil är angiven" in outcome.err

    def test_an_index_tells_of_its_topics(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "amnen.csv").write_text("id,label\nbuller,Buller\n", encoding="utf-8")
        (tmp_path / "sokverket.toml").write_text('topics = "amnen.csv"\n', encoding="utf-8")
        source = tmp_path / "nyheter.jsonl"
        source.write_text(json.dumps(article("a", title="Buller")) + "\n", encoding="utf-8")
        assert run("reindex", source).status == 0
        record = json.loads(run("topics", "untagged", "--json").out)
        assert record["total"] == 1
        topic = {"id": "buller", "label": "Buller", "by": "vocabulary", "evidence": ["buller"]}
        assert record["articles"][0]["topics"] == [topic]
        assert "Buller (ord i texten)" in " ".join(run("topics", "untagged").out.split())
        shown = run("topics", "suggest", "a")
        assert "buller" in shown.out
        assert "Indexet har ingen ämnesmodell." in shown.out
        assert json.loads(run("topics", "suggest", "a", "--json").out)["has_model"] is False
        assert run("topics", "suggest", "borta").status == 1
        outcome = run("topics", "evaluate")
        assert outcome.status == 1
        assert "för få artiklar har redaktionens ämnen (0 av 200)" in outcome.err
