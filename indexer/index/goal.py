"""What is a run to make, and what did it take in of the sources?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.index.manifest import Changes, Entry
from indexer.index.record import Facts
from indexer.index.report import Unread
from indexer.settings import Source
from indexer.topics import Vocabulary


@dataclass(frozen=True, slots=True)
class Goal:
    """What a run is to make: an index with these facts and topics of what the sources hold.

    The articles `withdrawn` are left out, and so is the source `dropped`, if it is not empty.
    """

    sources: Sequence[Source]
    facts: Facts
    vocabulary: Vocabulary
    withdrawn: frozenset[str]
    dropped: str = ""

    @property
    def named(self) -> frozenset[str]:
        """The names of the sources that the run reads, or drops."""
        return frozenset({source.name for source in self.sources} | {self.dropped} - {""})


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run took in.

    `added`, `updated` and `unchanged` count the `entries`, which are all that the draft is to hold.
    `removed` are ids of the base that went, `internal` those left out of a public index, of which
    `carried_internal` were of sources that the run did not read. `unread` counts what was not read
    of those that it did.
    """

    entries: Mapping[str, Entry]
    added: int
    updated: int
    unchanged: int
    removed: Sequence[str]
    internal: frozenset[str]
    carried_internal: int
    unread: Unread
    changes: Changes
