"""`python3 -m tests` installs what the tests need in .venv and runs linter, type check and tests.

What stands after `tests` is given to pytest: python3 -m tests -k syntax
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"


def run(*command: str | Path) -> None:
    print("→", *(Path(part).name for part in command[:1]), *command[1:], flush=True)  # noqa: T201
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    if status:
        sys.exit(status)


def install() -> None:
    if not (BIN / "python").exists():
        run(sys.executable, "-m", "venv", ROOT / ".venv")
    run(BIN / "python", "-m", "pip", "install", "--quiet", "--editable", ".[test]")
    if not shutil.which("chromium") and shutil.which("apt-get") and os.geteuid() == 0:
        run("apt-get", "-qq", "update")
        run("apt-get", "-qq", "install", "--yes", "chromium", "fonts-liberation")


def main() -> None:
    install()
    run(BIN / "ruff", "format", "--check", ".")
    run(BIN / "ruff", "check", ".")
    run(BIN / "mypy")
    run(BIN / "python", "-m", "pytest", *sys.argv[1:])


if __name__ == "__main__":
    main()
