"""Run a function in a process of its own, so that its memory and caches are its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

PAUSE = 0.1
"""Seconds between two looks at the processes that a function starts."""

_SHARE = re.compile(r"^Pss:\s*(\d+) kB", re.MULTILINE)
_PEAK = re.compile(r"VmHWM:\s*(\d+) kB")


def run_apart(function: str, **arguments: Any) -> dict[str, Any]:
    """Return what `module:function` returns, with its `memory`.

    It is the peak memory of the process and of those that it starts, added up, in MB.
    Raises subprocess.CalledProcessError when the function fails.
    """
    command = [sys.executable, "-m", "tests.bench.apart", function, json.dumps(arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def peak_memory(process: int | str = "self") -> float:
    """Return the most memory that a process has held, in MB; 0 when it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = _PEAK.search(status)
    return int(found[1]) / 1000 if found else 0.0


def held_memory(process: int | str) -> float:
    """Return what a process and all below it hold now, in MB; what they share counts once."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return sum(map(int, _SHARE.findall(rollup))) / 1000 + sum(map(held_memory, children))


def _watch(children: dict[str, float], done: threading.Event) -> None:
    while not done.wait(PAUSE):
        for task in Path("/proc/self/task").glob("*/children"):
            for child in task.read_text(encoding="ascii").split():
                children[child] = max(children.get(child, 0.0), peak_memory(child))


def main() -> None:
    module, _, name = sys.argv[1].partition(":")
    children: dict[str, float] = {}
    done = threading.Event()
    threading.Thread(target=_watch, args=(children, done)).start()
    try:
        result = getattr(import_module(module), name)(**json.loads(sys.argv[2]))
    finally:
        done.set()
    memory = peak_memory() + sum(children.values())
    sys.stdout.write("\n" + json.dumps(result | {"memory": memory}) + "\n")


if __name__ == "__main__":
    main()
