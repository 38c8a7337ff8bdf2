"""`python -m tests.pins` writes anew which versions are installed, in .ci/.

constraints.txt has the exact versions, for pip's --constraint; requirements.txt the same with the
hashes of their files, for --require-hashes. Both hold for every Python and platform that we run on.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.conftest import ROOT

CONSTRAINTS = ROOT / ".ci" / "constraints.txt"
REQUIREMENTS = ROOT / ".ci" / "requirements.txt"
_HEAD = "# Written by `python -m tests.pins`.\n"
_VERSION = re.compile(r"^[\w.-]+==[^\\\n]+", re.MULTILINE)


def read_versions(path: Path) -> list[str]:
    """Return the lines `name==version`, with their markers, of a requirements file."""
    return [line.strip() for line in _VERSION.findall(path.read_text(encoding="utf-8"))]


def main() -> None:
    """Resolve the newest versions that pyproject.toml allows."""
    resolve = ["uv", "pip", "compile", "pyproject.toml", "--quiet", "--universal"]
    everything = ["--all-extras", "--group", "build", "--python-version", "3.11"]
    output = ["--generate-hashes", "--no-annotate", "--no-header", "--output-file", REQUIREMENTS]
    subprocess.run([*resolve, *everything, *output, "--upgrade"], cwd=ROOT, check=True)
    REQUIREMENTS.write_text(_HEAD + REQUIREMENTS.read_text(encoding="utf-8"), encoding="utf-8")
    versions = "\n".join(read_versions(REQUIREMENTS))
    CONSTRAINTS.write_text(f"{_HEAD}{versions}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
