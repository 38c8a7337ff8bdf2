from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.typing_in import Run, write_source
from tests.index.archive import article

LONG = "Nämnden för skolhälsovård"
FILE = "förkortningar.txt"


@pytest.fixture
def index(run: Run, tmp_path: Path) -> Path:
    """The source of an index that has learnt an acronym, and settings that name a file."""
    source = write_source(
        tmp_path / "in.jsonl",
        *(article(f"a{n}", f"{LONG} (NSHV) möts i maj.") for n in range(4)),
        article("kort", "NSHV beslutade i går."),
        article("hemlig", f"{LONG} (NSHV) möts i hemlighet.", audience="internal"),
    )
    assert run("reindex", source).status == 0
    (tmp_path / "sokverket.toml").write_text(f'acronyms = "{FILE}"', encoding="utf-8")
    return source


@pytest.mark.usefixtures("index")
class TestList:
    def test_what_was_learnt_is_told_with_the_places_that_taught_it(self, run: Run) -> None:
        outcome = run("acronyms", "--json")
        assert outcome.json == [
            {
                "acronym": "NSHV",
                "expansion": LONG,
                "articles": 4,
                "places": ["a0", "a1", "a2"],
                "line": None,
                "vetoed": False,
                "by": "texts",
            }
        ]
        assert run("acronyms", "list", "--json").json == outcome.json
        shown = run("acronyms", "list").out
        assert all(word in shown for word in ("NSHV", "Nämnden", "a0", "a2", "texterna"))
        assert "hemlig" not in shown

    def test_withdrawn_and_gone_articles_are_not_listed(self, run: Run, index: Path) -> None:
        run("withdraw", "a1")
        assert run("acronyms", "--json").json[0]["places"] == ["a0", "a2"]
        write_source(index, article("a0", f"{LONG} (NSHV)."), article("kort", "NSHV."))
        run("reindex", index, "--allow-shrink")
        assert run("acronyms", "--json").json[0]["places"] == ["a0"]

    def test_articles_that_became_internal_are_not_listed(self, run: Run, index: Path) -> None:
        texts = (f"{LONG} (NSHV) möts i maj." for _ in range(4))
        internal = [article(f"a{n}", t, audience="internal") for n, t in enumerate(texts)]
        write_source(index, *internal[:2], article("a2"), article("a3"), article("kort"))
        run("reindex", index, "--allow-shrink")
        assert run("acronyms", "--json").json[0]["places"] == ["a2"]


@pytest.mark.usefixtures("index")
class TestReview:
    def test_an_acronym_is_added_and_used(self, run: Run) -> None:
        outcome = run("acronyms", "add", "KMR", "Kommunernas  miljöråd")
        assert outcome.status == 0
        assert "KMR = Kommunernas miljöråd" in outcome.out
        assert "Servern" in outcome.out
        last = Path(FILE).read_text(encoding="utf-8").splitlines()[-1]
        assert last == "KMR = Kommunernas miljöråd"
        assert run("search", "KMR", "--json").json["widened"] == ["Kommunernas miljöråd"]
        added = run("acronyms", "--json").json[0]
        assert (added["by"], added["articles"], added["places"]) == ("file", 0, [])

    def test_a_veto_ends_the_use_of_what_was_learnt(self, run: Run) -> None:
        assert run("search", "NSHV", "--json").status == 1  # the settings name a file to be made
        outcome = run("acronyms", "veto", "NSHV", "--json")
        assert outcome.json == {
            "file": str(Path(FILE).resolve()),
            "changed": True,
            "added": "-NSHV",
            "removed": [],
        }
        assert run("search", "NSHV", "--json").json["widened"] == []
        assert run("acronyms", "--json").json[0]["vetoed"] is True
        assert "nej, veto" in run("acronyms").out

    def test_what_is_there_already_changes_nothing(self, run: Run) -> None:
        for words in (("veto", "NSHV"), ("add", "KMR", "Kommunernas miljöråd")):
            run("acronyms", *words)
            before = (Path(FILE).read_bytes(), Path(FILE).stat().st_ino)
            outcome = run("acronyms", *words)
            assert outcome.status == 0
            assert "Ingenting är ändrat" in outcome.out
            assert run("acronyms", *words, "--json").json["changed"] is False
            assert (Path(FILE).read_bytes(), Path(FILE).stat().st_ino) == before

    def test_a_veto_tells_what_it_took_out_and_that_nothing_was_learnt(self, run: Run) -> None:
        run("acronyms", "add", "KMR", "Kommunernas miljöråd")
        outcome = run("acronyms", "veto", "KMR")
        assert "KMR = Kommunernas miljöråd" in outcome.out
        assert "har inte lärt någon förkortning KMR" in outcome.err

    @pytest.mark.parametrize(
        "words", [("veto", "ab"), ("add", "ab", "bolag"), ("add", "AB", ""), ("add", "", "x")]
    )
    def test_what_can_be_no_rule_is_refused(self, run: Run, words: tuple[str, ...]) -> None:
        outcome = run("acronyms", *words)
        assert outcome.status == 1
        assert not Path(FILE).exists()

    def test_a_folder_that_is_missing_is_said(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "sokverket.toml").write_text('acronyms = "nej/f.txt"', encoding="utf-8")
        outcome = run("acronyms", "veto", "AB")
        assert outcome.status == 1
        assert "kan inte skrivas (det finns ingen sådan fil eller mapp)" in outcome.err

    def test_a_link_stays_a_link(self, run: Run) -> None:
        Path("riktig.txt").write_text("-AB\n", encoding="utf-8")
        Path(FILE).symlink_to("riktig.txt")
        run("acronyms", "veto", "NSHV")
        assert Path(FILE).is_symlink()
        assert Path("riktig.txt").read_text(encoding="utf-8") == "-AB\n-NSHV\n"


@pytest.mark.usefixtures("index")
class TestCheck:
    def test_a_right_file_is_counted(self, run: Run) -> None:
        Path("ord.txt").write_text("-AB\nLAS = lagen\n", encoding="utf-8")
        outcome = run("acronyms", "check", "ord.txt")
        assert (outcome.status, outcome.out, outcome.err) == (0, "2 regler, 0 fel.\n", "")

    def test_what_is_wrong_is_said_with_its_line(self, run: Run) -> None:
        Path(FILE).write_text("# ord\nfel\n-AB\nlas = lagen\n", encoding="utf-8")
        outcome = run("acronyms", "check")
        assert (outcome.status, outcome.out) == (1, "1 regel, 2 fel.\n")
        assert [line.partition(":")[0][-5:] for line in outcome.err.splitlines()] == [
            "rad 2",
            "rad 4",
        ]
        problems = run("acronyms", "check", "--json").json["problems"]
        assert [problem["line"] for problem in problems] == [2, 4]
        for words in (("list",), ("veto", "LAS"), ("add", "LAS", "lagen")):
            refused = run("acronyms", *words)
            assert (refused.status, "rad 2" in refused.err) == (1, True)


def test_nothing_learnt_is_said(run: Run, tmp_path: Path) -> None:
    run("reindex", write_source(tmp_path / "in.jsonl", article("a")))
    outcome = run("acronyms")
    assert outcome.status == 0
    assert "inte lärt någon förkortning" in outcome.out
    assert run("acronyms", "--json").json == []


def test_without_an_index_it_is_said(run: Run) -> None:
    outcome = run("acronyms")
    assert outcome.status == 1
    assert "det finns inte" in outcome.err


@pytest.mark.parametrize("words", [("veto", "AB"), ("add", "AB", "bolag"), ("check",)])
def test_without_the_setting_the_line_to_write_is_told(run: Run, words: tuple[str, ...]) -> None:
    outcome = run("acronyms", *words)
    assert outcome.status == 1
    assert 'acronyms = "förkortningar.txt"' in outcome.err
    assert "sokverket.toml" in outcome.err
