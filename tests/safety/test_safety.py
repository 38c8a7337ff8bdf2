"""The proof of safety in its short form; the long one is a command, python -m tests.safety."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.safety import experiments
from tests.safety.figures import Figures, as_table

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="processer dödas här på Linux sätt"),
]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("kill_at_moments", (4,)),
        ("kill_at_steps", (range(2, 40, 17),)),
        ("fill_the_disk", ([8_000, 60_000],)),
        ("fail_calls", (1,)),
        ("lose_the_source", (3,)),
        ("set_the_clock_back", (2,)),
        ("switch_under_readers", (3, 5)),
    ],
)
def test_nothing_is_lost(tmp_path: Path, name: str, arguments: tuple[Any, ...]) -> None:
    for figures in getattr(experiments, name)(tmp_path, *arguments, 20261123):
        assert figures.injected
        assert figures.lost == []


def test_figures_tell_what_was_lost() -> None:
    figures, answers = Figures("fel"), Figures("svar", faults=False)
    figures.add("")
    figures.add("svarade inte")
    answers.add("")
    rows = as_table([figures, answers]).splitlines()[2:]
    assert rows == ["| fel | 2 | 1 | 1 |", "| **alla fel** | 2 | 1 | 1 |", "| svar | 1 | 1 | 0 |"]
