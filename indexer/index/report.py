"""What a run did to the index, and what it refused."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from indexer.engines.rungs import advise
from indexer.errors import SourceError
from indexer.index.difference import Difference
from indexer.index.durable import replace_text
from indexer.read import Finding, Source

Progress = Callable[[str, int | None], None]
"""Called for each article with the stage of the run and, when it is known, how many there are."""


@dataclass(frozen=True, slots=True)
class Unread:
    """How many origins could not be read now, or not to their end; what is known of them stays.

    `addresses` could not be fetched and `files` not opened; `cut_short` are some of either kind.
    """

    addresses: int = 0
    files: int = 0
    cut_short: int = 0

    @property
    def total(self) -> int:
        """How many they are in all."""
        return self.addresses + self.files + self.cut_short


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. `withheld` counts internal articles kept out of a public index.

    `rebuilt` tells why all was built anew, or is empty; `topics` what was learnt of topics, or why
    nothing was. `waiting` is the generation that the run left for later, since another is pinned,
    or is empty.
    """

    generation: str
    engine: str
    articles: int
    added: int
    updated: int
    unchanged: int
    removed: int
    withheld: int
    seconds: float
    rebuilt: str
    findings: tuple[Finding, ...]
    waiting: str = ""
    topics: str = ""
    unread: Unread = field(default_factory=Unread)
    changes: Difference = field(default_factory=Difference)

    @property
    def advice(self) -> str:
        """What to do when the archive is too large for its engine, in Swedish; else nothing."""
        return advise(self.engine, self.articles)

    @property
    def rejected(self) -> int:
        """How many items were refused, or not read."""
        return sum(finding.times for finding in self.findings if finding.refused)

    @property
    def refused(self) -> int:
        """How many articles were refused."""
        return max(0, self.rejected - self.unread.total)


@dataclass(frozen=True, slots=True)
class LastRun:
    """How the last run ended: when, in local time, and why it failed, if it did."""

    ended: str
    error: str = ""
    added: int = 0
    updated: int = 0
    removed: int = 0
    rejected: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, report: Report | None, error: str = "") -> LastRun:
        """Return how a run ended now, with its report or its error."""
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        if report is None:
            return cls(now, error)
        done = (report.added, report.updated, report.removed, report.rejected, report.seconds)
        return cls(now, error, *done)

    def save(self, path: Path) -> None:
        """Write it; raise OSError when the disk cannot be written to."""
        replace_text(path, json.dumps(asdict(self), ensure_ascii=False))


def read_last_run(path: Path) -> LastRun | None:
    """Return how the last run ended, or None where it is not known."""
    try:
        return LastRun(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


@dataclass(frozen=True, slots=True)
class SourceRun:
    """How the last run of a source ended: when, in local time, and why it failed, if it did."""

    ended: str
    error: str = ""


def read_source_runs(path: Path) -> dict[str, SourceRun]:
    """Return how the last run of each source ended, by name, as far as it is known."""
    try:
        return {name: SourceRun(**run) for name, run in json.loads(path.read_bytes()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def save_source_runs(path: Path, runs: Mapping[str, SourceRun]) -> None:
    """Write how the last run of each source ended; raise OSError when it cannot be written."""
    records = {name: asdict(run) for name, run in runs.items()}
    replace_text(path, json.dumps(records, ensure_ascii=False))


class NothingReadError(SourceError):
    """The sources gave no article for the index; `findings` tell why."""

    def __init__(
        self, sources: Sequence[Source], findings: Sequence[Finding], *, internal: bool
    ) -> None:
        super().__init__(
            ", ".join(source.location for source in sources),
            "alla artiklar är interna" if internal else "ingen artikel kunde läsas",
            'Ett index åt personalen har inställningen audience = "internal".'
            if internal
            else "Se i tabellen varför, och rätta källan.",
        )
        self.findings = tuple(findings)
