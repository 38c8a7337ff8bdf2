"""The store: each run builds a generation beside the old one, then switches to it at one stroke.

.sokverket/
    current               the name of the generation that answers, and "pinned" after a rollback
    withdrawn.json        the articles that no generation may show
    last-run.json         how the last run ended
    history.jsonl         what the last runs changed
    sources.json          how the last run of each source ended
    ocr/                  what was read by machine of scanned files
    lock, holder          who is writing
    switching             held for the moment that `current` or `withdrawn.json` changes
    generations/000007/   the generations, and NAME.draft while one is built or removed
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
from indexer.index.durable import replace_text, sync, sync_tree
from indexer.index.generation import REBUILD, Generation, parse_name
from indexer.index.history import History
from indexer.index.withdrawals import Withdrawals
from indexer.read.ocr_results import Results

KEPT = 3
"""So many of the newest generations are kept, and the last of each of the latest days."""
KEPT_DAYS = 7
_PINNED = "pinned"


class Store:
    """The directory of an index with its generations."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._current = directory / "current"
        self._switching = FileLock(directory / "switching")
        self.machine_read = Results(directory / "ocr")
        self.withdrawals = Withdrawals(directory / "withdrawn.json", self._switching)

    @property
    def last_run_file(self) -> Path:
        """Where it is told how the last run ended."""
        return self._directory / "last-run.json"

    @property
    def history(self) -> History:
        """What the last runs changed."""
        return History(self._directory / "history.jsonl")

    @property
    def sources_file(self) -> Path:
        """Where it is told how the last run of each source ended."""
        return self._directory / "sources.json"

    def version(self) -> tuple[object, ...]:
        """Return what differs once another generation answers, or the list of withdrawn changes."""
        try:
            facts = self._current.stat()
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise self._pointless(explain_failure(error)) from error
        return facts.st_ino, facts.st_mtime_ns, facts.st_size, self.withdrawals.version()

    def current_name(self) -> str:
        """Return the name of the generation that answers, or an empty string."""
        return next(iter(self._pointer()), "")

    def is_pinned(self) -> bool:
        """Tell whether later runs leave the generation that answers in its place."""
        return _PINNED in self._pointer()

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

    def generations(self) -> list[Generation]:
        """Return all generations, the oldest first."""
        if not self._generations.is_dir():
            return []
        paths = (path for path in self._generations.iterdir() if parse_name(path.name))
        return sorted(map(Generation, paths), key=lambda generation: generation.number)

    def latest(self) -> Generation | None:
        """Return the generation that the next run builds on, or None where there is none."""
        current = self.current()
        return self.generations()[-1:][0] if current and current.path.exists() else current

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the index for writing.

        Raises IndexBusyError when somebody else does, EngineError when writing fails meanwhile.
        """
        with self._explained():
            try:
                if not self._generations.is_dir():
                    self._generations.mkdir(parents=True, exist_ok=True)
                    sync(self._directory.parent)
                with FileLock(self._directory / "lock", timeout=0):
                    now = dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
                    (self._directory / "holder").write_text(f"process {os.getpid()} sedan {now}")
                    self._sweep()
                    yield
            except Timeout as error:
                raise IndexBusyError(
                    f"Indexet {self._directory}",
                    f"det skrivs redan av {self._holder()}",
                    "Vänta tills den körningen är klar.",
                ) from error

    @contextlib.contextmanager
    def drafting(
        self, base: Generation | None, *, anew: bool, name: str = ""
    ) -> Iterator[Generation]:
        """Make a draft, with the manifest of `base` when given; it goes unless it is published.

        Unless it is to be built `anew`, it has the other files of `base` too.
        """
        draft = Generation(self._generations / f"{name or self._next_name()}.draft")
        try:
            draft.path.mkdir()
            if base:
                shutil.copy2(base.manifest_file, draft.manifest_file)
            if base and not anew:
                base.require_files()
                for part in ("engine_directory", "snapshot_directory"):
                    shutil.copytree(getattr(base, part), getattr(draft, part), copy_function=_link)
            draft.engine_directory.mkdir(exist_ok=True)
            yield draft
        finally:
            shutil.rmtree(draft.path, ignore_errors=True)

    def publish(self, draft: Generation, *, release: bool = False) -> Generation:
        """Make the draft a generation, durably, and let it answer unless another is pinned."""
        published = self.keep(draft)
        try:
            self.switch_unless_pinned(published, release=release)
        except BaseException:
            self.discard(published)
            raise
        self._retire()
        return published

    def keep(self, draft: Generation) -> Generation:
        """Make the draft a generation, durably, without letting it answer."""
        kept = Generation(draft.path.with_name(draft.name.removesuffix(".draft")))
        sync_tree(draft.path)
        draft.path.rename(kept.path)
        sync(self._generations)
        return kept

    def renew_manifest(self, base: Generation, draft: Generation) -> None:
        """Give a generation the manifest of a draft that answers the same."""
        sync(draft.manifest_file)
        draft.manifest_file.replace(base.manifest_file)
        sync(base.path)

    def switch_unless_pinned(self, generation: Generation, *, release: bool) -> None:
        """Let the generation answer, at one stroke, unless another is pinned and not released."""
        with self._switching:
            pinned = False
            with contextlib.suppress(IndexMissingError):  # what cannot be read holds nothing
                pinned = self.is_pinned()
            if release or not pinned:
                self._point(generation.name)

    def pin(self, generation: Generation) -> None:
        """Let the generation answer, at one stroke, until it is released."""
        with self._explained(), self._switching:
            if not generation.path.is_dir():
                raise generation.damaged("det finns inte längre")
            self._point(f"{generation.name} {_PINNED}")

    def replace(self, old: Generation, new: Generation) -> None:
        """Let the new generation answer if the old one does, pinned if it is; the old one goes."""
        with self._switching:
            if self.current_name() == old.name:
                self._point(f"{new.name} {_PINNED}" if self.is_pinned() else new.name)
        self.discard(old)

    def discard(self, generation: Generation) -> None:
        """Remove a generation, which until then is whole."""
        shutil.rmtree(self._condemn(generation), ignore_errors=True)

    def forget_current(self) -> None:
        """Let nothing answer."""
        with self._switching:
            self._current.unlink(missing_ok=True)
            sync(self._directory)

    @property
    def _generations(self) -> Path:
        return self._directory / "generations"

    def _pointer(self) -> list[str]:
        try:
            told = self._current.read_text(encoding="ascii").split()
        except (FileNotFoundError, NotADirectoryError):
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise self._pointless(explain_failure(error)) from error
        if told and not parse_name(told[0]):
            raise self._pointless(f"”{told[0]}” är ingen generation")
        return told

    def _pointless(self, why: str) -> IndexMissingError:
        return IndexMissingError(str(self._current), f"filen kan inte läsas ({why})", REBUILD)

    def _point(self, text: str) -> None:
        replace_text(self._current, text)

    def _next_name(self) -> str:
        last = max((one.number[0] for one in self.generations()), default=0)
        return f"{last + 1:06}"

    def _sweep(self) -> None:
        """Remove what a run that was killed has left."""
        for left in self._generations.glob("*.draft"):
            shutil.rmtree(left)

    def _retire(self) -> None:
        """Remove the generations that need not be kept; what cannot go now goes another time."""
        with contextlib.suppress(OSError):
            with self._switching:
                kept = self._to_keep()
                condemned = [self._condemn(one) for one in self.generations() if one not in kept]
            for path in condemned:
                shutil.rmtree(path)

    def _to_keep(self) -> set[Generation]:
        everything = self.generations()
        last_of_day: dict[dt.date, Generation] = {}
        for generation in everything:
            with contextlib.suppress(IndexMissingError):
                last_of_day[generation.record().summary.made.date()] = generation
        latest_days = sorted(last_of_day)[-KEPT_DAYS:]
        answering = [one for one in everything if one.name == self.current_name()]
        return {*answering, *everything[-KEPT:], *(last_of_day[day] for day in latest_days)}

    def _condemn(self, generation: Generation) -> Path:
        """Let the generation be one no longer, at one stroke; return where its files are."""
        condemned = generation.path.with_name(f"{generation.name}.draft")
        shutil.rmtree(condemned, ignore_errors=True)
        return generation.path.rename(condemned)

    def _holder(self) -> str:
        try:
            return (self._directory / "holder").read_text()
        except OSError:
            return "en annan körning"

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise EngineError(
                f"Indexet {self._directory}",
                f"det går inte att skriva ({explain_failure(error)})",
                "Kontrollera rättigheter och plats på disken."
                " Fanns det ett index svarar det fortfarande.",
            ) from error


def _link(source: str, target: str) -> None:
    """Give the file a second name, or copy it where the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
