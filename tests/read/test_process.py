"""The process that reads: what ends it costs one article, and it outlives nobody."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.article import Article
from indexer.read import Finding, Kept, Origin, Scanned, Source, ahead, process, scan
from indexer.read.process import Limits
from tests.conftest import ROOT
from tests.read.conftest import outcome
from tests.read.hostile import zipped
from tests.read.test_folder import write
from tests.read.test_scan import fingerprints, told

pytestmark = pytest.mark.slow

SLOW = "<table>" + "<tr><td>hej</td></tr>" * 200_000 + "</table>"
"""Some seconds of work."""


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(process, "LIMITS", Limits(seconds=0.8))
    yield
    process._end_idle()


def lines(*htmls: str) -> str:
    records = ({"id": str(n), "title": f"T{n}", "html": html} for n, html in enumerate(htmls))
    return "".join(json.dumps(record) + "\n" for record in records)


@pytest.mark.usefixtures("limits")
class TestTime:
    def test_a_slow_file_is_refused_alone(self, tmp_path: Path) -> None:
        write(tmp_path, "a.txt", "c.txt")
        (tmp_path / "b.html").write_text(SLOW)
        articles, (finding,) = outcome(Source("arkiv", str(tmp_path)))
        assert [article.id for article in articles] == ["arkiv/a.txt", "arkiv/c.txt"]
        assert (finding.item, finding.refused) == ("arkiv/b.html", True)
        assert finding.reason == "läsningen tog mer än 0,8 sekunder"

    def test_a_slow_line_is_refused_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text(lines("<p>a</p>", SLOW, "<p>c</p>", SLOW, "<p>e</p>"))
        articles, findings = outcome(Source("arkiv", str(path)))
        assert [article.title for article in articles] == ["T0", "T2", "T4"]
        assert [f.item for f in findings if f.refused] == ["arkiv rad 2", "arkiv rad 4"]

    def test_a_slow_member_is_refused_alone_and_remembered(self, tmp_path: Path) -> None:
        members = (("a.html", b"<h1>A</h1>"), ("b.html", SLOW.encode()), ("c.html", b"<h1>C</h1>"))
        (tmp_path / "x.zip").write_bytes(zipped(*members))
        source = Source("arkiv", str(tmp_path))
        items = list(scan(source))
        assert [item.title for item in items if isinstance(item, Article)] == ["A", "C"]
        assert [item.item for item in items if isinstance(item, Finding)] == ["arkiv/x.zip/b.html"]
        assert set(fingerprints(items)) == {"x.zip", *(f"x.zip/{name}" for name, _ in members)}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no such limit")
def test_a_file_that_takes_too_much_memory_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "LIMITS", Limits(memory=300_000_000))
    write(tmp_path, "a.txt", "c.txt")
    (tmp_path / "b.html").write_text("<h1>T</h1>" + "<p>a</p>" * 2_400_000)
    articles, (finding,) = outcome(Source("arkiv", str(tmp_path)))
    assert [article.id for article in articles] == ["arkiv/a.txt", "arkiv/c.txt"]
    assert finding.item == "arkiv/b.html"
    assert finding.refused
    process._end_idle()


def kill_reader() -> None:
    (idle,) = process._idle
    idle._process.kill()
    idle._process.wait()


def test_a_process_that_died_while_idle_costs_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    source = Source("arkiv", str(tmp_path))
    assert len(outcome(source)[0]) == 1
    kill_reader()
    assert outcome(source) == outcome(source)
    assert len(outcome(source)[0]) == 1


def test_one_process_serves_many_readings(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    source = Source("arkiv", str(tmp_path))
    outcome(source)
    first = process._idle[0]
    outcome(source)
    assert process._idle == [first]


def test_readings_side_by_side_have_a_process_each(tmp_path: Path) -> None:
    write(tmp_path, "a/a.txt", "a/b.txt", "b/c.txt", "b/d.txt")
    one, other = (scan(Source(name, str(tmp_path / name))) for name in "ab")
    pairs = [told(pair) for pair in zip(one, other, strict=True)]
    assert pairs[1] == ["Article a/a.txt", "Article b/c.txt"]
    assert len(process._idle) == 1


def test_a_reading_given_up_leaves_no_process(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    outcome(Source("arkiv", str(tmp_path)))
    reading: Iterator[Scanned] = scan(Source("arkiv", str(tmp_path)))
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert process._idle == []


def test_a_container_that_ends_the_process_twice_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "b.txt")
    (tmp_path / "a.zip").write_bytes(zipped(("a.txt", b"Hej")))
    honest = process.ReadingProcess.tell

    def tell(self: process.ReadingProcess, task: process.Task) -> None:
        if task.file.name == "a.zip":
            self._process.kill()
            self._process.wait()
        honest(self, task)

    monkeypatch.setattr(process.ReadingProcess, "tell", tell)
    items = list(scan(Source("arkiv", str(tmp_path))))
    origin, finding, kept, beneath, _, article = items
    assert isinstance(origin, Origin)
    assert isinstance(finding, Finding)
    assert "minnet" in finding.reason
    assert [kept, beneath] == [Kept("a.zip"), Kept("a.zip/", beneath=True)]
    assert isinstance(article, Article)


PARENT = """
import gc, sys, time
from indexer.read import Source, scan
from indexer.read.ahead import Reader
reading = scan(Source("arkiv", sys.argv[1]))
next(reading)
reader = next(one for one in gc.get_objects() if isinstance(one, Reader))
print(reader._lanes[0].process._process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGINT])
def test_the_process_ends_with_its_caller(tmp_path: Path, signum: int) -> None:
    write(tmp_path, "a.txt", "b.txt")
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        os.kill(child, 0)
        parent.send_signal(signum)
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the reading process outlived its caller")


def test_several_processes_read_what_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, *(f"{number:02}.txt" for number in range(20)))
    (tmp_path / "05.jsonl").write_text(lines("<p>a</p>", "<p>b</p>"))
    (tmp_path / "07.zip").write_bytes(zipped(("a.txt", b"Hej"), ("b.txt", b"")))
    (tmp_path / "09.png").write_bytes(b"")
    source = Source("arkiv", str(tmp_path))
    monkeypatch.setattr(ahead, "MOST", 1)
    alone = list(scan(source))
    for held in (ahead.HELD, 1):
        monkeypatch.setattr(ahead, "MOST", 3)
        monkeypatch.setattr(ahead, "WAITED", 0)
        monkeypatch.setattr(ahead, "HELD", held)
        assert list(scan(source)) == alone
    assert len(process._idle) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_dies_among_others_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, *(f"{number:02}.txt" for number in range(12)))
    honest = process.ReadingProcess.tell

    def tell(self: process.ReadingProcess, task: process.Task) -> None:
        honest(self, task)
        if task.file.name in {"03.txt", "07.txt"} and not task.refusal:
            self._process.kill()

    monkeypatch.setattr(process.ReadingProcess, "tell", tell)
    monkeypatch.setattr(ahead, "MOST", 3)
    monkeypatch.setattr(ahead, "WAITED", 0)
    articles, _ = outcome(Source("arkiv", str(tmp_path)))
    names = [article.id[-6:] for article in articles]
    assert names == sorted(names)
    assert len(names) >= 10
    assert {"02.txt", "04.txt", "06.txt", "08.txt"} <= set(names)
