from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.typing_in import Run

pytestmark = pytest.mark.slow


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
