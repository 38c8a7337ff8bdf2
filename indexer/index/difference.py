"""What a run added, changed and took away: ids, and why those went that are gone.

An id of an article that is internal or withdrawn is named only where the index is internal. Of one
that went out of a public index therefore only a digest is kept, by which whoever knows the id can
ask what became of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Why = Literal["gone", "refused", "renamed", "internal", "withdrawn", "dropped"]
"""Why an article went: its source has it no longer or was dropped, it could not be read now, it has
another id, or it may not be in the index."""

SECRET: frozenset[Why] = frozenset({"internal", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Removal:
    """An id that went, the source that it was of, and why; `became` is its new id, if any."""

    id: str
    source: str
    why: Why
    became: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """The ids that a run added, changed and removed.

    `sealed` are removals that may not be named: of their ids they have a digest.
    """

    added: Sequence[str] = ()
    updated: Sequence[str] = ()
    removed: Sequence[Removal] = ()
    sealed: Sequence[Removal] = ()


def seal(article_id: str) -> str:
    """Return what tells an id to whoever knows it, and to nobody else."""
    return hashlib.sha256(article_id.encode()).hexdigest()[:24]
