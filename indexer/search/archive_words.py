"""Which words of the archive does a part of a word stand for?"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from indexer.analyse import Analyser, Word
from indexer.engines import port
from indexer.memo import Memo

MOST = 256
"""So many words at most does a part of a word stand for."""
REMEMBERED = 100
"""So many lookups are kept, since the pages of an answer repeat them."""
_SIGNS = re.compile(r"[*?]")


@dataclass(frozen=True, slots=True)
class Lookup:
    """The words found, the commonest first, and whether there are more of them."""

    words: tuple[str, ...]
    is_cut: bool = False


class ArchiveWords:
    """Looks words up in one engine; safe to share between threads.

    What begins with a letter is looked up by the engine. Otherwise all the field's words are gone
    through, which are read from the engine when that is first needed.
    """

    def __init__(self, engine: port.Engine, analyser: Analyser) -> None:
        self._engine = engine
        self._analyser = analyser
        self._matching = Memo(self._find_matching, REMEMBERED)
        self._similar = Memo(self._find_similar, REMEMBERED)
        self._all: dict[str, str] = {}
        self._reading = threading.Lock()

    def matching(self, field: str, pattern: str, limit: int | None = None) -> Lookup:
        """Return the words that look like a pattern of letters, * and ?."""
        return _first(self._matching[field, pattern], limit or MOST)

    def similar(self, field: str, word: str, edits: int, limit: int) -> Lookup:
        """Return the words that differ from the word by so many letters, the nearest first."""
        return _first(self._similar[field, word, edits], limit)

    def forms(self, field: str, word: Word, limit: int) -> Lookup:
        """Return the forms of a word."""
        if word.forms:
            return _first(word.forms, limit)
        mains = set(word.main)
        found = {
            form: number
            for term in mains
            for form, number in self._engine.vocabulary(field, term).items()
            if not mains.isdisjoint(self._analyser.word(form).main)
        }
        words = [word.surface, *(form for form in _commonest(found) if form != word.surface)]
        return _first(words, limit)

    def _find_matching(self, key: tuple[str, str]) -> list[str]:
        field, pattern = key
        prefix = _SIGNS.split(pattern, maxsplit=1)[0]
        if pattern == f"{prefix}*":
            return _commonest(self._engine.vocabulary(field, prefix))
        looks = _expression(pattern)
        if prefix:
            found = self._engine.vocabulary(field, prefix).items()
            return _commonest({term: number for term, number in found if looks.fullmatch(term)})
        return [line[0] for line in islice(looks.finditer(self._whole(field)), MOST + 1)]

    def _find_similar(self, key: tuple[str, str, int]) -> list[str]:
        from rapidfuzz import process  # noqa: PLC0415 - needed only when someone asks so
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        field, word, edits = key
        lengths = range(len(word) - edits, len(word) + edits + 1)
        words = [one for one in self._whole(field).split("\n") if len(one) in lengths]
        near = process.extract(word, words, scorer=OSA.distance, score_cutoff=edits, limit=None)
        ranked = sorted(near, key=lambda one: one[1:])
        fit = (form for form, _, _ in ranked if form == word or self._is_content(form))
        return list(islice(fit, MOST + 1))

    def _is_content(self, form: str) -> bool:
        return form.isalpha() and not self._analyser.word(form).stop

    def _whole(self, field: str) -> str:
        """Return all words of a field, one on each line, the commonest first."""
        with self._reading:
            if field not in self._all:
                numbers = self._engine.vocabulary(field)
                self._all[field] = "\n".join(_by_number(numbers))
        return self._all[field]


def _first(words: Sequence[str], limit: int) -> Lookup:
    return Lookup(tuple(words[:limit]), len(words) > limit)


def _commonest(numbers: Mapping[str, int]) -> list[str]:
    return _by_number(numbers)[: MOST + 1]


def _by_number(numbers: Mapping[str, int]) -> list[str]:
    found = sorted(term for term in numbers if numbers[term])
    return sorted(found, key=numbers.__getitem__, reverse=True)


def _expression(pattern: str) -> re.Pattern[str]:
    r"""Return what matches a line that looks so, in time that grows with the line.

    Each piece between stars is taken where it first stands, which loses nothing; the last one ends
    the line.
    """
    first, *others = (_piece(piece) for piece in pattern.split("*"))
    if not others:
        return re.compile(rf"^{first}$", re.MULTILINE)
    *middle, last = others
    between = "".join(rf"(?>[^\n]*?{piece})" for piece in middle)
    return re.compile(rf"^{first}{between}[^\n]*{last}$", re.MULTILINE)


def _piece(text: str) -> str:
    return "".join(r"[^\n]" if letter == "?" else re.escape(letter) for letter in text)
