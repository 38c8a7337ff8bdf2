"""`python3 -m tests` installs what the tests need in .venv and runs linter, type check and tests.

`--fast` leaves out what takes long: what is marked slow, and the browser. `--hashed` installs only
what has the hashes of .ci/requirements.txt, as CI does. What else stands after `tests` is given to
pytest: python3 -m tests --fast -k syntax
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CI = ROOT / ".ci"
FAST = ("-m", "not slow", "-n", "auto")
"""What pytest is told of the fast tests: which they are, and to use all cores."""
PROGRAMS = {
    "chromium": ("chromium", "fonts-liberation"),
    "ocrmypdf": ("ocrmypdf", "tesseract-ocr-swe"),
}
"""Debian's packages of the programs that slow tests use; without them these skip."""


def run(*command: str | Path) -> None:
    print("→", *(Path(part).name for part in command[:1]), *command[1:], flush=True)  # noqa: T201
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    if status:
        sys.exit(status)


def install(*, hashed: bool, everything: bool) -> None:
    if not (BIN / "python").exists():
        run(sys.executable, "-m", "venv", ROOT / ".venv")
    pip = (BIN / "python", "-m", "pip", "install", "--quiet")
    if hashed:
        run(*pip, "--require-hashes", "--requirement", CI / "requirements.txt")
        run(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    else:
        run(*pip, "--constraint", CI / "constraints.txt", "--editable", ".[test]")
    missing = [packages for command, packages in PROGRAMS.items() if not shutil.which(command)]
    if everything and missing and shutil.which("apt-get") and os.geteuid() == 0:
        run("apt-get", "-qq", "update")
        run("apt-get", "-qq", "install", "--yes", *(one for many in missing for one in many))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m tests", add_help=False)
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--hashed", action="store_true")
    asked, others = parser.parse_known_args()
    install(hashed=asked.hashed, everything=not asked.fast)
    run(BIN / "ruff", "format", "--check", ".")
    run(BIN / "ruff", "check", ".")
    run(BIN / "mypy")
    run(BIN / "python", "-m", "pytest", *(FAST if asked.fast else ()), *others)


if __name__ == "__main__":
    main()
