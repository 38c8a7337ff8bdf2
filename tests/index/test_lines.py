"""A long file of lines that has changed costs what lies around the change, and forgets nothing."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from indexer.read import Scanned, jsonlines, reading, stretches
from indexer.read.ahead import Reader
from indexer.read.file import File
from indexer.read.wire import Task
from tests.index.archive import Archive, article
from tests.read.test_web import serving

pytestmark = pytest.mark.slow

BYTES = "application/octet-stream"
MANY = 1000
NEAR = 8 * stretches.LINES
"""A change of one line reads fewer lines, but for chance."""


@pytest.fixture
def lines() -> list[dict[str, Any]]:
    return [article(f"a{number}", f"Text {number} om buller.") for number in range(MANY)]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines that have been read; reading is done in the test's own process."""
    seen: list[str] = []
    read_line = jsonlines._read_line

    def remember(line: bytes, file: File, item: str) -> Any:
        seen.append(item)
        return read_line(line, file, item)

    def read_here(_: Reader, stream: Iterable[Scanned | Task]) -> Iterator[Scanned]:
        for item in stream:
            if isinstance(item, Task):
                for items in reading.deliver(item, lambda _: memoryview(b"")):
                    yield from items
            else:
                yield item

    monkeypatch.setattr(jsonlines, "_read_line", remember)
    monkeypatch.setattr(Reader, "read_ahead", read_here)
    return seen


def test_a_changed_line_is_read_with_its_nearest_only(
    archive: Archive, lines: list[dict[str, Any]], read: list[str]
) -> None:
    archive.write("nyheter", *lines)
    archive.reindex()
    assert len(read) == MANY
    read.clear()
    lines[500]["text"] = "Något annat."
    archive.write("nyheter", *lines)
    report = archive.reindex()
    assert (report.added, report.updated, report.unchanged) == (0, 1, MANY - 1)
    assert "nyheter rad 501" in read
    assert len(read) < NEAR


def test_lines_that_come_go_and_move_cost_no_others(
    archive: Archive, lines: list[dict[str, Any]], read: list[str]
) -> None:
    archive.write("nyheter", *lines)
    archive.reindex()
    read.clear()
    moved, _gone = lines.pop(700), lines.pop(300)
    archive.write("nyheter", article("ny"), moved, *lines)
    report = archive.reindex()
    assert (report.added, report.updated, report.removed) == (1, 0, 1)
    assert len(read) < 3 * NEAR


@pytest.mark.usefixtures("read")
def test_a_changed_file_ends_as_a_new_index_does(
    archive: Archive, lines: list[dict[str, Any]]
) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    for _ in range(4):
        chance.shuffle(lines)
        for line in chance.sample(lines, 5):
            line["text"] = f"Text {chance.random()}."
        bad = [{"id": f"fel {number}"} for number in range(3)]
        repeated = article("a1", f"Igen {chance.random()}.")
        archive.write("nyheter", *lines[:400], *bad, repeated, *lines[400:])
        archive.reindex(allow_shrink=True)
        again = archive.reindex()
        full = archive.reindex(full=True)
        assert (full.added, full.updated, full.removed) == (0, 0, 0)
        assert again.findings == full.findings
        assert full.rejected == 4
        lines.pop()


def test_what_was_said_of_a_line_stays_with_it(
    archive: Archive, lines: list[dict[str, Any]], read: list[str]
) -> None:
    archive.write("nyheter", *lines[:500], {"id": "b"}, *lines[500:])
    first = archive.reindex()
    assert [one.item for one in first.findings] == ["nyheter rad 501"]
    read.clear()
    lines[-1]["text"] = "Något annat."
    archive.write("nyheter", *lines[:500], {"id": "b"}, *lines[500:])
    assert archive.reindex().findings == first.findings
    assert "nyheter rad 501" not in read
    archive.write("nyheter", *lines[:490], {"id": "b"}, *lines[490:])
    assert [one.item for one in archive.reindex().findings] == ["nyheter rad 491"]
    archive.write("nyheter", article("först"), *lines[:490], {"id": "b"}, *lines[490:])
    assert [one.item for one in archive.reindex().findings] == ["nyheter rad 492"]


def test_an_id_that_is_repeated_further_on_takes_its_turn(
    archive: Archive, lines: list[dict[str, Any]], read: list[str]
) -> None:
    twice = article("a1", "Andra lydelsen.")
    archive.write("nyheter", *lines, twice)
    report = archive.reindex()
    assert [one.item for one in report.findings] == ["a1 (nyheter rad 2, nyheter rad 1001)"]
    read.clear()
    assert archive.reindex().findings == report.findings
    assert read == []
    archive.write("nyheter", *lines[:1], *lines[2:], twice)
    report = archive.reindex()
    assert (report.updated, report.removed, report.findings) == (1, 0, ())
    assert archive.found("lydelsen") == ["a1"]


def test_a_repeated_id_takes_its_turn_although_its_neighbours_are_refused(
    archive: Archive, lines: list[dict[str, Any]]
) -> None:
    rest = [article("a1", "Andra lydelsen."), {"id": "fel"}, {"id": "fel igen"}]
    archive.write("nyheter", *lines, *rest)
    assert archive.reindex().rejected == 3
    lines[1] = article("b1", "En annan artikel.")
    archive.write("nyheter", *lines, *rest)
    report = archive.reindex()
    assert (report.added, report.updated, report.removed, report.rejected) == (1, 1, 0, 2)
    assert archive.found("lydelsen") == ["a1"]


def test_the_same_lines_twice_in_a_file_are_each_refused_once(
    archive: Archive, lines: list[dict[str, Any]]
) -> None:
    archive.write("nyheter", *lines[:300], *lines[:300])
    assert archive.reindex().rejected == 300
    archive.write("nyheter", *lines[:300], *lines[:300], article("ny"))
    report = archive.reindex()
    assert (report.added, report.updated, report.removed, report.rejected) == (1, 0, 0, 300)


@pytest.mark.parametrize("full", [False, True])
def test_a_packed_file_that_breaks_off_keeps_the_rest_and_repeats_nothing(
    archive: Archive, lines: list[dict[str, Any]], *, full: bool
) -> None:
    archive.write("nyheter", *lines)
    plain = archive.path("nyheter")
    packed = plain.with_suffix(".jsonl.gz")
    archive.sources["nyheter"]["path"] = str(packed)
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    archive.reindex()
    lines[0]["text"] = lines[700]["text"] = "Något annat."
    archive.write("nyheter", *lines)
    whole = gzip.compress(plain.read_bytes())
    packed.write_bytes(whole[: len(whole) // 2])
    for updated in (1, 0):
        report = archive.reindex(full=full)
        assert (report.added, report.updated, report.removed) == (0, updated, 0)
        (finding,) = report.findings
        assert "avbruten eller skadad" in finding.reason
    packed.write_bytes(whole)
    report = archive.reindex()
    assert (report.updated, report.removed, report.findings) == (1, 0, ())


def test_internal_lines_stay_counted_and_may_become_public(
    archive: Archive, lines: list[dict[str, Any]], read: list[str]
) -> None:
    for line in lines[::2]:
        line["audience"] = "internal"
    archive.write("nyheter", *lines)
    assert archive.reindex().withheld == MANY // 2
    read.clear()
    lines[0]["audience"] = "public"
    archive.write("nyheter", *lines)
    report = archive.reindex()
    assert (report.added, report.withheld) == (1, MANY // 2 - 1)
    assert len(read) < NEAR


def test_a_withdrawn_line_stays_out_and_comes_back_when_released(
    archive: Archive, lines: list[dict[str, Any]]
) -> None:
    archive.write("nyheter", *lines)
    archive.reindex()
    archive.library().withdraw(["a7"])
    lines[800]["text"] = "Något annat."
    archive.write("nyheter", *lines)
    report = archive.reindex()
    assert (report.updated, report.articles) == (1, MANY - 1)
    archive.library().release(["a7"])
    assert archive.reindex().added == 1


def test_lines_at_an_address_go_when_they_are_gone_there(archive: Archive) -> None:
    with serving() as site:
        for path in ("/a.jsonl", "/sitemap.xml"):
            archive.write_many("nyheter", ["a", "b", "c"])
            site.put("/a.jsonl", archive.path("nyheter").read_bytes(), kind=BYTES)
            site.list_pages("/a.jsonl")
            archive.sources = {"webb": {"path": site.address + path, "delay": 0}}
            archive.reindex()
            assert len(archive.found()) == 3
            if path == "/sitemap.xml":
                site.put("/a.jsonl", status=500)
                assert archive.reindex().removed == 0
            archive.write_many("nyheter", ["a", "b"])
            site.put("/a.jsonl", archive.path("nyheter").read_bytes(), kind=BYTES)
            assert archive.reindex(allow_shrink=True).removed == 1
