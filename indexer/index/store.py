"""The store: each run builds a generation beside the old one, then switches to it at one stroke.

.sokverket/
    current               the name of the generation that answers
    lock, holder          who is writing
    generations/000007/   the generations, and NUMBER.draft while one is built
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from indexer.errors import EngineError, IndexBusyError, IndexMissingError, explain_failure
from indexer.index.generation import REBUILD, Generation

KEPT = 3
"""So many generations are kept, the one that answers among them."""


class Store:
    """The directory of an index with its generations."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._current = directory / "current"

    def current_name(self) -> str:
        """Return the name of the generation that answers, or an empty string."""
        try:
            return self._current.read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise IndexMissingError(
                str(self._current), f"filen kan inte läsas ({explain_failure(error)})", REBUILD
            ) from error

    def current(self) -> Generation | None:
        """Return the generation that answers, or None where there is none."""
        name = self.current_name()
        return Generation(self._generations / name) if name else None

    def require(self) -> Generation:
        """Return the generation that answers; raise IndexMissingError where there is none."""
        generation = self.current()
        if generation is None:
            raise IndexMissingError(
                f"Indexet {self._directory}",
                "det finns inte",
                "Bygg det med: sokverket reindex MAPP, eller peka ut ett annat med --index.",
            )
        return generation

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the index for writing.

        Raises IndexBusyError when somebody else does, EngineError when writing fails meanwhile.
        """
        try:
            self._generations.mkdir(parents=True, exist_ok=True)
            with FileLock(self._directory / "lock", timeout=0):
                now = dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
                (self._directory / "holder").write_text(f"process {os.getpid()} sedan {now}")
                yield
        except Timeout as error:
            raise IndexBusyError(
                f"Indexet {self._directory}",
                f"det skrivs redan av {self._holder()}",
                "Vänta tills den körningen är klar.",
            ) from error
        except OSError as error:
            raise EngineError(
                f"Indexet {self._directory}",
                f"det går inte att skriva ({explain_failure(error)})",
                "Kontrollera rättigheter och plats på disken. Ett äldre index svarar fortfarande.",
            ) from error

    @contextlib.contextmanager
    def drafting(self, base: Generation | None) -> Iterator[Generation]:
        """Make a draft, with the files of `base` when given; it goes unless it is published."""
        for left in self._generations.glob("*.draft"):
            shutil.rmtree(left)
        draft = Generation(self._generations / f"{self._next_number():06}.draft")
        try:
            draft.path.mkdir()
            if base:
                base.require_directories()
                for name in ("engine_directory", "snapshot_directory"):
                    shutil.copytree(getattr(base, name), getattr(draft, name), copy_function=_link)
                shutil.copy2(base.manifest_file, draft.manifest_file)
            draft.engine_directory.mkdir(exist_ok=True)
            yield draft
        finally:
            shutil.rmtree(draft.path, ignore_errors=True)

    def publish(self, draft: Generation) -> Generation:
        """Make the draft the generation that answers, durably and at one stroke."""
        published = Generation(draft.path.with_suffix(""))
        fresh = self._current.with_suffix(".new")
        fresh.write_text(published.name, encoding="ascii")
        _sync(fresh)
        _sync_tree(draft.path)
        draft.path.rename(published.path)
        _sync(self._generations)
        fresh.replace(self._current)
        _sync(self._directory)
        for number in self._numbers()[:-KEPT]:
            shutil.rmtree(self._generations / f"{number:06}", ignore_errors=True)
        return published

    @property
    def _generations(self) -> Path:
        return self._directory / "generations"

    def _numbers(self) -> list[int]:
        names = (path.name for path in self._generations.iterdir())
        return sorted(int(name) for name in names if name.isdecimal())

    def _next_number(self) -> int:
        return max(self._numbers(), default=0) + 1

    def _holder(self) -> str:
        try:
            return (self._directory / "holder").read_text()
        except OSError:
            return "en annan körning"


def _link(source: str, target: str) -> None:
    """Give the file a second name, or copy it where the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _sync_tree(path: Path) -> None:
    for found in path.rglob("*"):
        _sync(found)
    _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
