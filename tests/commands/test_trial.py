from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from indexer.index import trial
from tests.commands.typing_in import Run, write_source
from tests.index.archive import article

PAGE = """---
rubrik: Råd {number}
datum: 2020-01-02
beteckning: R {number}
typ: råd
språk: svenska
vikt: 3
---

Inledning.

## Mäta buller

Så här.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of many files, of which one is refused."""
    folder = tmp_path / "arkiv"
    for part in "abc":
        (folder / part).mkdir(parents=True)
        for number in range(20):
            text = PAGE.format(number=number)
            (folder / part / f"{number:02}.md").write_text(text, encoding="utf-8")
    (folder / "0.txt").write_text("", encoding="utf-8")
    return folder


def test_a_trial_shows_what_was_read_from_all_over_and_indexes_nothing(
    run: Run, folder: Path
) -> None:
    outcome = run("reindex", "--try", folder, "--json")
    assert outcome.status == 1
    (told,) = outcome.json
    assert told["refused"] == 1
    assert (told["source"], told["complete"], told["withheld"]) == ("arkiv", False, 0)
    assert {one["id"].split("/")[1] for one in told["articles"]} == {*"abc"}
    assert len(told["articles"]) == 10
    one = told["articles"][0]
    assert (one["title"][:4], one["published"], one["kind"]) == ("Råd ", "2020-01-02", "råd")
    assert (one["reference"][:2], one["language"], one["updated"]) == ("R ", "sv", None)
    assert (one["headings"], one["text"]) == (["Mäta buller"], "Inledning. Så här.")
    reasons = {finding["reason"]: finding["refused"] for finding in told["findings"]}
    assert reasons == {"filen är tom": True, "nyckeln ”vikt” är okänd och lästes inte": False}
    assert not (Path.cwd() / ".sokverket").exists()


def test_a_trial_fails_for_a_refused_article_unless_that_is_accepted(
    run: Run, folder: Path
) -> None:
    refused = run("reindex", "--try", folder)
    assert (refused.status, "1 artikel avvisades." in refused.err) == (1, True)
    assert run("reindex", "--try", folder, "--accept-refused").status == 0
    (folder / "0.txt").unlink()
    assert run("reindex", "--try", folder).status == 0


def test_a_trial_of_a_file_cut_short_fails_whatever_is_accepted(run: Run, tmp_path: Path) -> None:
    packed = gzip.compress("\n".join(json.dumps(article(str(n))) for n in range(20)).encode())
    (tmp_path / "x.jsonl.gz").write_bytes(packed[:-20])
    assert run("reindex", "--try", tmp_path / "x.jsonl.gz", "--accept-refused").status == 1


def test_a_trial_is_a_table(run: Run, folder: Path) -> None:
    outcome = run("reindex", "--try", folder)
    for text in ("Titel", "Råd ", "publicerad 2020-01-02", "Mäta buller", "Inget är indexerat."):
        assert text in outcome.out
    assert "filen är tom" in outcome.err


def test_a_trial_of_a_large_file_reads_only_its_beginning(run: Run, tmp_path: Path) -> None:
    source = write_source(tmp_path / "x.jsonl", *(article(str(number)) for number in range(500)))
    (told,) = run("reindex", "--try", source, "--json").json
    assert (told["read"], told["complete"]) == (trial.READ_FOR_EACH * 10, False)


def test_a_trial_ends_when_its_time_is_out(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "SECONDS", 0)
    (told,) = run("reindex", "--try", folder, "--json").json
    assert (len(told["articles"]) <= 1, told["complete"]) == (True, False)


def test_a_trial_says_nothing_of_what_the_index_may_not_hold(run: Run, tmp_path: Path) -> None:
    secret = {"id": "hemlig", "title": "Löner", "text": "T", "audience": "internal", "vikt": 1}
    source = write_source(tmp_path / "x.jsonl", article("a"), secret)
    outcome = run("reindex", "--try", source, "--json")
    assert "hemlig" not in outcome.out
    assert "Löner" not in outcome.out
    assert outcome.json[0]["withheld"] == 1
    assert "hålls 1 utanför" in run("reindex", "--try", source).out


def test_a_source_that_gives_nothing_fails_and_says_why(run: Run, tmp_path: Path) -> None:
    source = write_source(tmp_path / "x.jsonl", {"id": "a"})
    outcome = run("reindex", "--try", source)
    assert (outcome.status, "title saknas" in outcome.err) == (1, True)
    assert run("reindex", "--try", tmp_path / "finns-inte").status == 1


def test_configured_sources_are_tried_with_their_settings(run: Run, folder: Path) -> None:
    text = f'[sources.a]\npath = "{folder}"\ninclude = "b/*"\nfields = {{kind = "vikt"}}\n'
    (folder.parent / "sokverket.toml").write_text(text, encoding="utf-8")
    (told,) = run("reindex", "--try", "--json").json
    assert {one["id"].split("/")[1] for one in told["articles"]} == {"b"}
    assert {one["kind"] for one in told["articles"]} == {"3"}
