from __future__ import annotations

from pathlib import Path

from indexer.commands.findings import write_findings
from indexer.read import Finding
from tests.commands.typing_in import Run


def test_findings_are_written_as_a_table_that_no_spreadsheet_runs(
    run: Run, own: Path, tmp_path: Path
) -> None:
    for command in (["reindex", own, "--accept-refused"], ["status"]):
        assert run(*command, "--findings", "fynd.csv").status == 0
        table = (tmp_path / "fynd.csv").read_bytes()
        assert table.startswith(b"\xef\xbb\xbfvad;orsak;")
        assert b"in.jsonl rad 3;title saknas;Ange title.;ja;1" in table
    refused = run("status", "--findings", "ingen/mapp.csv")
    assert (refused.status, "kan inte skrivas" in refused.err) == (1, True)


def test_formulas_in_findings_are_made_inert(tmp_path: Path) -> None:
    write_findings(tmp_path / "fynd.csv", [Finding("=1+1", " -x", "＝y")])
    assert "'=1+1;'-x;'＝y" in (tmp_path / "fynd.csv").read_text("utf-8")
