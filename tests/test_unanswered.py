"""From a question on the page to `sokverket status --queries`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.app import Library
from indexer.cli import cli
from indexer.search.unanswered import FILE_NAME
from indexer.settings import Settings
from tests.index.archive import article
from webui.app import create_app

pytestmark = pytest.mark.slow


def library_over(folder: Path, **settings: bool) -> Library:
    source = folder / "a.jsonl"
    source.write_text(json.dumps(article("a", title="Elevhälsa")) + "\n", encoding="utf-8")
    library = Library(Settings(index=folder / "index", **settings))
    library.reindex([str(source)], progress=lambda *_: None)
    return library


def ask(library: Library, *addresses: str) -> None:
    client = create_app(library).test_client()
    for address in addresses:
        assert client.get(address).status_code == 200
    if library._unanswered:
        library._unanswered.wait()


def shown(folder: Path, *options: str) -> str:
    words = ["--index", str(folder / "index"), "status", "--queries", *options]
    done = CliRunner().invoke(cli, words, obj={})
    assert done.exit_code == 0, done.output
    return done.output


def test_questions_without_answers_are_shown_to_staff(tmp_path: Path) -> None:
    assert "Inga frågor utan träffar" in shown(tmp_path)
    ask(
        library_over(tmp_path),
        *("/sok?q=Xyzzy", "/api/v1/search?q=xyzzy", "/sok?q=811218-9876", "/sok?q=8112189876"),
        *("/sok?q=en+gång", "/sok?q=elevhälsa&typ=rapport", "/sok?q=elevhälsa&typ=rapport"),
        *("/sok?q=elevhälsa", "/sok?q=elevhälsa"),
    )
    questions = json.loads(shown(tmp_path, "--json"))
    assert [(one["question"], one["count"]) for one in questions] == [("[nummer]", 2), ("xyzzy", 2)]
    assert "xyzzy" in shown(tmp_path)


def test_nothing_is_counted_when_the_setting_says_no(tmp_path: Path) -> None:
    library = library_over(tmp_path, count_unanswered=False)
    ask(library, "/sok?q=xyzzy", "/sok?q=xyzzy")
    assert not (tmp_path / "index" / FILE_NAME).exists()


def test_a_damaged_file_hinders_no_answer_and_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = library_over(tmp_path)
    (tmp_path / "index" / FILE_NAME).write_bytes(b"ingen databas " * 100)
    ask(library, "/sok?q=xyzzy")
    assert "räknades inte" in caplog.text
    words = ["--index", str(tmp_path / "index"), "status", "--queries"]
    done = CliRunner().invoke(cli, words, obj={})
    assert "frågorna kan inte läsas" in str(done.exception)
