"""The history of an index: what its last runs changed.

It holds ids and no other word of an article, and of a public index no id of an article that is
internal or withdrawn: `forgotten` tells which have become so.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from indexer.article import INTERNAL
from indexer.index.difference import Difference, Removal, seal
from indexer.index.durable import replace_text

RUNS = 100
"""So many runs that changed something are remembered, and no more than so many bytes of them."""
BYTES = 8_000_000
MOST_LISTED = 1000
"""So many of the articles that a run added, and that it changed, are named."""
MOST_REMOVED = 10_000


@dataclass(frozen=True, slots=True)
class PastRun:
    """One run that changed something: when it ended, in local time, and what it changed.

    `changes` names some of the articles; `added`, `updated` and `removed` count them all.
    """

    ended: str
    generation: str
    audience: str
    added: int
    updated: int
    removed: int
    changes: Difference

    @classmethod
    def of(cls, changes: Difference, *, ended: str, generation: str, audience: str) -> Self:
        """Return a run that ended so."""
        removed = len(changes.removed) + len(changes.sealed)
        counts = (len(changes.added), len(changes.updated), removed)
        return cls(ended, generation, audience, *counts, shorten(changes))

    def to_json(self) -> str:
        """Return the run as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Return the run that `to_json` wrote; raise ValueError, TypeError or KeyError if none."""
        told: dict[str, Any] = json.loads(line)
        told["changes"] = Difference(
            tuple(told["changes"]["added"]),
            tuple(told["changes"]["updated"]),
            tuple(Removal(**one) for one in told["changes"]["removed"]),
            tuple(Removal(**one) for one in told["changes"]["sealed"]),
        )
        return cls(**told)


def shorten(changes: Difference) -> Difference:
    """Return the first of the changes."""
    return Difference(
        changes.added[:MOST_LISTED],
        changes.updated[:MOST_LISTED],
        changes.removed[:MOST_REMOVED],
        changes.sealed[:MOST_REMOVED],
    )


class History:
    """The file that tells what the last runs changed; without it nothing else is amiss."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def runs(self, audience: str, forgotten: Collection[str] = ()) -> list[PastRun]:
        """Return the runs that may be told of in an index of that audience, the latest first.

        Nothing is told of the `forgotten` ids unless it is internal.
        """
        if audience == INTERNAL:
            return list(self._read())
        public = (one for one in self._read() if one.audience != INTERNAL)
        return [_without(one, forgotten) for one in public]

    def add(self, run: PastRun, forgotten: Collection[str]) -> None:
        """Remember a run; raise OSError when the disk cannot be written to."""
        self._write([run, *self.runs(run.audience, forgotten)])

    def forget(self, ids: Collection[str]) -> None:
        """Forget these articles; raise OSError when the disk cannot be written to."""
        known = list(self._read())
        kept = [_without(one, ids) for one in known]
        if kept != known:
            self._write(kept)

    def removal(self, article_id: str, audience: str) -> tuple[PastRun, Removal] | None:
        """Return the last run that removed the article, if it is remembered, and how it went."""
        names = {article_id, seal(article_id)}
        for run in self.runs(audience):
            for one in (*run.changes.removed, *run.changes.sealed):
                if one.id in names:
                    return run, one
        return None

    def _write(self, runs: Sequence[PastRun]) -> None:
        kept: list[str] = []
        room = BYTES
        for run in runs[:RUNS]:
            line = f"{run.to_json()}\n"
            room -= len(line.encode())
            if kept and room < 0:
                break
            kept.append(line)
        replace_text(self._path, "".join(kept))

    def _read(self) -> Iterator[PastRun]:
        try:
            for line in self._path.read_text(encoding="utf-8").splitlines():
                yield PastRun.from_json(line)
        except (OSError, ValueError, TypeError, KeyError):
            return


def _without(run: PastRun, forgotten: Collection[str]) -> PastRun:
    changes = run.changes
    kept = Difference(
        tuple(id_ for id_ in changes.added if id_ not in forgotten),
        tuple(id_ for id_ in changes.updated if id_ not in forgotten),
        tuple(one for one in changes.removed if not {one.id, one.became} & {*forgotten}),
        changes.sealed,
    )
    return replace(run, changes=kept)
