"""What a full run learnt of the archive's words: reused by increments and queries.

The snapshot holds the terms of every word that the archive had. Any other word is analysed when
it is asked for, with the same dictionary, so that an increment gives the terms that a full run
would have given.

    words         frequencies, the terms of each, the acronyms, and what is written in capitals
    dictionary    what other words are analysed with
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from indexer.analyse.dictionary import cached_dictionary, read_dictionary
from indexer.analyse.known_acronyms import Acronym
from indexer.analyse.swedish import Swedish
from indexer.analyse.tables import NumberTable, Table, read_tables, write_tables
from indexer.analyse.words import Part, Word
from indexer.errors import IndexMissingError

_WORDS, _DICTIONARY = "words", "dictionary"


class Snapshot:
    """The archive's words: how often each stands in it, the terms of each, and its acronyms."""

    def __init__(
        self,
        frequencies: Mapping[str, float],
        words: Mapping[str, str],
        swedish: Callable[[], Swedish],
        acronyms: Sequence[Acronym] = (),
        capitals: Collection[str] = frozenset(),
    ) -> None:
        self.frequencies = frequencies
        self.acronyms = acronyms
        self.capitals = capitals
        self._words = words
        self._make_swedish = swedish

    def word(self, surface: str) -> Word:
        """Return the analysis of a surface form: at once for a word of the archive."""
        packed = self._words.get(surface)
        return self.swedish.word(surface) if packed is None else unpack(surface, packed)

    def base(self, surface: str) -> str | None:
        """Return the base of a word of the archive, None for any other."""
        packed = self._words.get(surface)
        return None if packed is None else packed.split("|", 1)[0].split(maxsplit=1)[0]

    def terms(self, surface: str) -> Collection[str]:
        """Return everything under which a surface form can be found, as its analysis tells it."""
        packed = self._words.get(surface)
        return self.swedish.word(surface).terms if packed is None else unpack_terms(surface, packed)

    @property
    def surfaces(self) -> Collection[str]:
        """The surface forms of the archive's words."""
        return self._words

    def words_by_term(self) -> dict[str, list[str]]:
        """Return the archive's words by everything under which they are found."""
        by_term: dict[str, list[str]] = {}
        for surface, packed in self._words.items():
            for term in unpack_terms(surface, packed):
                by_term.setdefault(term, []).append(surface)
        return by_term

    def read_words(self) -> None:
        """Read the archive's words into memory, where they are found faster."""
        if isinstance(self._words, Table):
            self._words = self._words.read_all()

    @cached_property
    def swedish(self) -> Swedish:
        """What analyses the words that the archive does not have."""
        return self._make_swedish()

    def packed(self, surfaces: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield each surface form with its terms, packed as `save` wants them."""
        for surface in surfaces:
            yield surface, pack(self.word(surface))

    def save(
        self,
        directory: Path,
        words: Mapping[str, str],
        acronyms: Iterable[Acronym] = (),
        capitals: Iterable[str] = (),
    ) -> None:
        """Write the snapshot, with the packed terms of all its words and what else was learnt."""
        directory.mkdir(exist_ok=True)
        tables: dict[str, Mapping[str, object]] = {
            "words": words,
            "frequencies": self.frequencies,
            "acronyms": _packed(acronyms),
            "capitals": dict.fromkeys(capitals, ""),
        }
        write_tables(directory / _WORDS, tables)
        shutil.copyfile(cached_dictionary(), directory / _DICTIONARY)


def learn(frequencies: Mapping[str, int]) -> Snapshot:
    """Return a snapshot of an archive whose surface forms occur so often, without acronyms."""

    def make() -> Swedish:
        return Swedish(*read_dictionary(cached_dictionary(), into_memory=True))

    return Snapshot(frequencies, {}, make)


def load(directory: Path, *, into_memory: bool = False) -> Snapshot:
    """Open a saved snapshot; with its words in memory it opens more slowly, but answers faster.

    Raises IndexMissingError when it is missing or damaged.
    """
    try:
        tables = read_tables(directory / _WORDS)
        words, frequencies = tables["words"], NumberTable(tables["frequencies"])
        acronyms = _unpacked(tables["acronyms"])
        capitals = tables["capitals"].keys()
    except (OSError, ValueError, KeyError) as error:
        raise _damaged(directory) from error

    def make() -> Swedish:
        try:
            dictionary = read_dictionary(directory / _DICTIONARY, into_memory=False)
        except (OSError, ValueError, KeyError) as error:
            raise _damaged(directory) from error
        return Swedish(*dictionary)

    snapshot = Snapshot(frequencies, words, make, acronyms, capitals)
    if into_memory:
        snapshot.read_words()
    return snapshot


def forget_words(
    directory: Path, target: Path, words: Collection[str], articles: Collection[str]
) -> None:
    """Copy a saved snapshot without these words, their acronyms, and the ids of the articles.

    Raises IndexMissingError when it is missing or damaged.
    """
    try:
        tables = read_tables(directory / _WORDS)
        kept: dict[str, dict[str, str]] = {
            name: tables[name].read_all() for name in ("words", "frequencies", "capitals")
        }
        acronyms = _unpacked(tables["acronyms"])
    except (OSError, ValueError, KeyError) as error:
        raise _damaged(directory) from error
    for table in kept.values():
        for word in words:
            table.pop(word, None)
    kept["acronyms"] = _packed(
        one.without(articles)
        for one in acronyms
        if not {one.acronym.casefold(), *map(str.casefold, one.expansion.split())} & {*words}
    )
    target.mkdir(exist_ok=True)
    write_tables(target / _WORDS, kept)
    shutil.copyfile(directory / _DICTIONARY, target / _DICTIONARY)


def _packed(acronyms: Iterable[Acronym]) -> dict[str, str]:
    return {one.acronym: one.pack() for one in acronyms}


def _unpacked(table: Table) -> list[Acronym]:
    return list(map(Acronym.unpack, table.read_all().values()))


def pack(word: Word) -> str:
    """Return a word's terms as a line of text without tabs."""
    parts = " ".join(f"{part.term}:{part.start}:{part.end}" for part in word.parts)
    signs = ("stop" if word.stop else "", "" if word.known else "unknown")
    return "|".join((" ".join(word.main), parts, *signs))


def unpack(surface: str, packed: str) -> Word:
    """Return the word that `pack` packed."""
    main, parts, stop, unknown = packed.split("|")
    found = (part.rsplit(":", 2) for part in parts.split())
    pieces = tuple(Part(term, int(start), int(end)) for term, start, end in found)
    return Word(surface, tuple(main.split()), pieces, bool(stop), not unknown)


def unpack_terms(surface: str, packed: str) -> set[str]:
    """Return all terms of the word that `pack` packed."""
    main, parts, _, _ = packed.split("|")
    terms = {surface, *main.split()}
    if parts:
        terms.update([part.rsplit(":", 2)[0] for part in parts.split()])
    return terms


def _damaged(directory: Path) -> IndexMissingError:
    return IndexMissingError(
        f"Språkdata {directory}", "de saknas eller är skadade", "Kör sokverket reindex --full."
    )
