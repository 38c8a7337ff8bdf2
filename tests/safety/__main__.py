"""The proof of safety in its long form: python -m tests.safety [--seed N]"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.safety import experiments
from tests.safety.figures import Figures, as_table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.safety", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--reindexes", type=int, default=20)
    options = parser.parse_args()
    sys.stderr.write(f"--seed {options.seed}\n")
    with TemporaryDirectory() as folder:
        results = run(Path(folder), options)
    sys.stdout.write(as_table(results))
    losses = [loss for one in results for loss in one.lost]
    sys.stderr.write("".join(f"FÖRLORAD: {loss}\n" for loss in losses))
    sys.exit(bool(losses))


def run(folder: Path, options: argparse.Namespace) -> list[Figures]:
    seed = options.seed
    results: list[Figures] = []
    for name, arguments in (
        ("kill_at_moments", (options.kills, seed)),
        ("kill_at_steps", (range(1, 200, 3), seed)),
        ("fill_the_disk", ([1_000, 8_000, 16_000, 30_000, 60_000, 200_000, 1_000_000], seed)),
        ("fail_calls", (4, seed)),
        ("lose_the_source", (12, seed)),
        ("set_the_clock_back", (4, seed)),
        ("switch_under_readers", (options.readers, options.reindexes, seed)),
    ):
        began = time.monotonic()
        results += getattr(experiments, name)(folder / name, *arguments)
        sys.stderr.write(f"{name}: {time.monotonic() - began:.0f} s\n")
    return results


if __name__ == "__main__":
    main()
