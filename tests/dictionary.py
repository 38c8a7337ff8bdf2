"""`python -m tests.dictionary` learns the dictionary that stored articles are packed with.

A new one needs a new format of generations (`indexer.index.record.FORMAT`).
"""

from __future__ import annotations

import sys

from zstandard import train_dictionary

from indexer.engines.stored import FILE_NAME
from indexer.read import Finding, Source, read
from tests.conftest import ROOT

SIZE = 65_536
"""Bytes; twice as many would make articles 1 % smaller."""
TARGET = ROOT / "indexer" / "engines" / FILE_NAME


def main() -> None:
    articles = read(Source(name="data", location=str(ROOT / "data")))
    samples = [one.to_json().encode() for one in articles if not isinstance(one, Finding)]
    TARGET.write_bytes(train_dictionary(SIZE, samples).as_bytes())
    sys.stderr.write(f"{TARGET.name}: {TARGET.stat().st_size} bytes of {len(samples)} articles\n")


if __name__ == "__main__":
    main()
