"""What hunspell-sv tells of compounds, learnt once on each machine and then read from a file.

Learning takes some seconds. An index takes a copy of the file, so that it needs neither the cache
nor the seconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from indexer.analyse.cache import cached_file, is_cached
from indexer.analyse.evidence import Families
from indexer.analyse.exceptions import Exceptions
from indexer.analyse.hunspell import PACKAGE
from indexer.analyse.lexicon import Lexicon
from indexer.analyse.tables import NumberTable, WordTable, read_tables, write_tables

Dictionary = tuple[Lexicon, Families]

_LEARNT_BY = (
    "exceptions.txt",
    "families.py",
    "hunspell.py",
    "lexicon.py",
    "tables.py",
    "word_classes.py",
)


def cached_dictionary() -> Path:
    """Return the dictionary's file in the cache, learnt first if it is not there.

    Raises OSError when neither the cache folder nor the temporary one can be written to.
    """
    return cached_file(_name(), _write)


def dictionary_lacks() -> bool:
    """Tell whether this machine has yet to learn the dictionary."""
    return not is_cached(_name())


def read_dictionary(path: Path, *, into_memory: bool) -> Dictionary:
    """Open a dictionary; in place it costs nothing to open, in memory words are found faster.

    Raises OSError or ValueError for a file that is missing or of another kind.
    """
    tables: Mapping[str, WordTable] = read_tables(path)
    if into_memory:
        tables = {name: table.read_all() for name, table in read_tables(path).items()}
    families = Families(
        NumberTable(tables["openers"]), NumberTable(tables["closers"]), frozenset(tables["bound"])
    )
    return Lexicon.stored(tables["lexicon"], tables["linked"]), families


def _write(path: Path) -> None:
    from indexer.analyse.families import learn_families  # noqa: PLC0415 - needs numpy, only here

    lexicon = Lexicon.installed()
    families = learn_families(lexicon, Exceptions.reviewed())
    tables: dict[str, Mapping[str, object]] = {
        "openers": families.openers,
        "closers": families.closers,
        "bound": dict.fromkeys(families.bound, ""),
        "lexicon": lexicon.words,
        "linked": lexicon.linked,
    }
    write_tables(path, tables)


@cache
def _name() -> str:
    room = files("indexer.analyse")
    learnt_by = b"".join(room.joinpath(name).read_bytes() for name in _LEARNT_BY)
    return f"dictionary-{hashlib.sha256(version(PACKAGE).encode() + learnt_by).hexdigest()[:16]}"
