"""A run that is to be killed: python -m tests.safety.victim INDEX ENGINE MODE STEP BYTES SOURCE …

It kills itself at the step that is told (a sync, rename or removal; 0 is never), and no file may
grow beyond so many bytes (0 is no limit). It writes "ready" when the run begins.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
from itertools import count
from pathlib import Path
from typing import Any

from indexer.app import Library
from indexer.errors import SokverketError
from indexer.settings import Settings

STEPS = ((os, "fsync"), (Path, "rename"), (Path, "replace"), (shutil, "rmtree"))


def die_at(step: int) -> None:
    """Let the process be killed just before its step of that number."""
    numbers = count(1)

    def counted(honest: Any) -> Any:
        def do(*args: Any, **more: Any) -> Any:
            if next(numbers) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return honest(*args, **more)

        return do

    for owner, name in STEPS:
        setattr(owner, name, counted(getattr(owner, name)))


def main() -> None:
    index, engine, mode, step, limit, *sources = sys.argv[1:]
    library = Library(Settings(index=Path(index), engine=engine))
    die_at(int(step))
    if int(limit):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    try:
        library.reindex(sources, full=mode == "full", allow_shrink=True, progress=lambda *_: None)
    except SokverketError as error:
        sys.exit(f"{error}")


if __name__ == "__main__":
    main()
