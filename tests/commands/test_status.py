from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.typing_in import Run


def test_status_tells_what_answers(run: Run, index: Path) -> None:
    told = run("status", "--json", "--index", index).json
    assert told.items() >= {"generation": "000001", "engine": "whoosh", "articles": 3}.items()
    assert "3 artiklar" in run("status", "--index", index).out


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
