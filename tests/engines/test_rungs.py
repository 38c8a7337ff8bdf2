from __future__ import annotations

import re

import pytest

from indexer.engines import ENGINES
from indexer.engines.rungs import RUNGS, advise
from tests.conftest import ROOT

RESULTS = ROOT / "tests" / "bench" / "results.md"
SIZE = re.compile(r"^## ([\d,]+) articles$", re.MULTILINE)
MEASURED_ROW = re.compile(r"^\| \*\*(\w+)\*\* \|.* ([\d.]+) \| [\d.]+ \|$", re.MULTILINE)
TABLE_ROW = re.compile(r"^\| `(\w+)` \| (?:.*?) ([\d ]+) artiklar", re.MULTILINE)


def test_every_engine_has_its_rung_and_each_leads_to_a_larger_one() -> None:
    assert set(RUNGS) == set(ENGINES)
    for rung in RUNGS.values():
        assert not rung.next or RUNGS[rung.next].most > rung.most


@pytest.mark.parametrize("engine", RUNGS)
def test_an_archive_within_its_rung_needs_no_advice(engine: str) -> None:
    assert advise(engine, RUNGS[engine].most) == ""


def test_an_archive_too_large_is_told_with_figures_and_what_to_do() -> None:
    told = advise("whoosh", 80_000)
    assert "80\N{NO-BREAK SPACE}000 artiklar" in told
    assert "högst 50\N{NO-BREAK SPACE}000" in told
    assert "22\N{NO-BREAK SPACE}335 artiklar på 2 kärnor" in told
    assert f"högst {RUNGS['whoosh'].p95} ms".replace(".", ",") in told
    assert 'engine = "tantivy"' in told


def test_the_figures_are_those_of_the_last_benchmark() -> None:
    _, *parts = SIZE.split(RESULTS.read_text(encoding="utf-8"))
    measured = {
        (engine, int(size.replace(",", ""))): float(p95)
        for size, part in zip(parts[::2], parts[1::2], strict=True)
        for engine, p95 in MEASURED_ROW.findall(part.partition("p95 in ms by kind")[0])
    }
    for engine, rung in RUNGS.items():
        assert measured[engine, rung.measured] == rung.p95


def test_beyond_the_last_rung_the_archive_is_to_be_parted() -> None:
    assert "Dela upp arkivet" in advise("tantivy", 2_000_000)


def test_an_engine_without_a_rung_is_passed_over() -> None:
    assert advise("memory", 10**9) == ""


def test_the_readme_tells_the_same_limits() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = {name: int(most.replace(" ", "")) for name, most in TABLE_ROW.findall(readme)}
    assert told == {name: rung.most for name, rung in RUNGS.items()}
