"""Words that were analysed on this machine before, whichever archive had them.

The analysis of a word is a function of the word alone, so what one full run found serves the next
one, of any archive. The file is named after everything that decides the analysis; a run that
finds none, or a damaged one, analyses its words itself. Of runs that write at the same time the
last one wins, and what it lacks costs time again, never an answer.
"""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from indexer.analyse.analyser import analysis_fingerprint
from indexer.analyse.cache import find_cached, replace_cached
from indexer.analyse.tables import Table, read_tables, write_tables

MOST = 1_000_000
"""Words that are kept, some 30 MB; when there are more, those of the last run alone."""
WORTH = 2_000
"""Words; fewer are analysed in less time than it takes to write the file."""

_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, zlib.error)


def recall(surfaces: Iterable[str]) -> dict[str, str]:
    """Return the packed terms of those surface forms that are remembered."""
    found: dict[str, str] = {}
    with contextlib.suppress(*_UNREADABLE):
        table = _table()
        for surface in sorted(surfaces):  # words of one block after each other
            if (packed := table.get(surface)) is not None:
                found[surface] = packed
    return found


def remember(words: Mapping[str, str]) -> None:
    """Keep the packed terms of these surface forms, beside what is remembered already."""
    kept: dict[str, str] = {}
    with contextlib.suppress(*_UNREADABLE):
        kept = _table().read_all()
    kept |= words
    if len(kept) > MOST:
        kept = dict(list(words.items())[:MOST])
    with contextlib.suppress(OSError):
        replace_cached(_name(), lambda path: write_tables(path, {"words": kept}))


def forget() -> None:
    """Remove what is remembered of all archives: an article that is withdrawn leaves no word."""
    for path in find_cached(_name()):
        with contextlib.suppress(OSError):
            path.unlink()


def _table() -> Table:
    for path in find_cached(_name()):
        return read_tables(path)["words"]
    raise FileNotFoundError(_name())


@cache
def _name() -> str:
    """Return the file's name; this room's rules are in it, lest a changed one find old answers."""
    room = {path.name: path for path in files("indexer.analyse").iterdir() if path.is_file()}
    rules = b"".join(room[name].read_bytes() for name in sorted(room) if name.endswith(".py"))
    return f"words-{analysis_fingerprint()}-{hashlib.sha256(rules).hexdigest()[:16]}"
