from __future__ import annotations

import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from indexer import machine
from indexer.index.cores import meanwhile

SCRIPT = """
import time

from indexer.index.cores import processes


def start():
    pass


if __name__ == "__main__":
    with processes(1, start) as pool:
        pool.submit(start).result()
        print("begun", flush=True)
        time.sleep(600)
"""


def test_the_processes_of_a_killed_run_end_with_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        process.kill()
        process.communicate(timeout=60)  # ends when no process is left that could write


def test_what_is_done_meanwhile_is_done_when_the_block_ends(tmp_path: Path) -> None:
    with meanwhile([partial(touch, tmp_path / "a"), partial(touch, tmp_path / "b"), fail]):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_what_is_done_meanwhile_ends_with_a_block_that_fails() -> None:
    with pytest.raises(ValueError, match="block"), meanwhile([partial(time.sleep, 600)]):
        raise ValueError("block")


def touch(path: Path) -> None:
    path.touch()


def fail() -> None:
    raise OSError


def test_processes_are_as_many_as_memory_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "cores", lambda: 32)
    monkeypatch.setattr(machine, "_memory", lambda: 8e9)
    assert [machine.workers(size) for size in (1_000, 400_000_000, 10**12)] == [32, 10, 1]
