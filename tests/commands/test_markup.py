"""What is printed stands as it is: brackets in a name or a question are no markup."""

from __future__ import annotations

import re
from pathlib import Path

from tests.commands.typing_in import Run, write_source
from tests.conftest import ROOT


def test_no_console_reads_markup() -> None:
    made = [
        found
        for path in (ROOT / "indexer" / "commands").glob("*.py")
        for found in re.findall(r"\bConsole\([^)]*\)", path.read_text(encoding="utf-8"))
    ]
    assert made
    assert all("markup=False" in one for one in made), made


def test_an_id_is_named_with_its_brackets(run: Run, tmp_path: Path) -> None:
    record = {"id": "beslut[bold]", "title": "T", "text": "Text.", "published": "2020"}
    outcome = run("reindex", write_source(tmp_path / "in.jsonl", record))
    assert "beslut[bold]" in outcome.err
