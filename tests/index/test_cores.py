from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
