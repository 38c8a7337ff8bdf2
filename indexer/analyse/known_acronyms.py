"""What do the archive's acronyms stand for, and which words does it write in capitals?

`DefinitionCounts` counts over the archive what its texts say, and accepts what is said often enough
to widen a question.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import astuple, dataclass, replace

from indexer.analyse.acronyms import WORD, Definition

_ARTICLES = 2
_SHARE = 0.2
PLACES = 3
"""So many of the articles that explain an acronym are remembered."""
LONGEST = 6
"""Longer words in capitals are oftener headings than acronyms."""
_ENDING = re.compile(r":[a-zåäö]{1,4}$")


@dataclass(frozen=True, slots=True)
class Acronym:
    """What an acronym stands for, in how many articles it is said, and the ids of the first few.

    One that `is_word` is an ordinary word as well where it is written small, as FaR is far.
    """

    acronym: str
    expansion: str
    articles: int = 0
    places: tuple[str, ...] = ()
    is_word: bool = False

    def pack(self) -> str:
        """Return it as a line of text without tabs."""
        return json.dumps(astuple(self), ensure_ascii=False)

    @classmethod
    def unpack(cls, packed: str) -> Acronym:
        """Return the acronym that `pack` packed; raise ValueError for anything else."""
        acronym, expansion, articles, places, is_word = json.loads(packed)
        return cls(acronym, expansion, articles, tuple(places), is_word)

    def without(self, ids: Collection[str]) -> Acronym:
        """Return it as if these articles had not been among its places."""
        places = tuple(id_ for id_ in self.places if id_ not in ids)
        gone = len(self.places) - len(places)
        return replace(self, articles=self.articles - gone, places=places)


class DefinitionCounts:
    """Counts in how many articles an acronym is defined, and whether a heading does it."""

    def __init__(self, base_of: Callable[[str], str]) -> None:
        self._base_of = base_of
        self._articles: dict[str, Counter[str]] = defaultdict(Counter)
        self._headings: set[tuple[str, str]] = set()
        self._places: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._spellings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def add(
        self, article: str, in_text: Iterable[Definition], in_headings: Iterable[Definition] = ()
    ) -> None:
        """Count what the article with this id defines."""
        headings = set(in_headings)
        seen: dict[tuple[str, str], None] = {}
        for definition in (*in_text, *headings):
            key = (definition.acronym, self._key(definition.expansion))
            self._spellings[key][definition.expansion] += 1
            seen[key] = None
            if definition in headings:
                self._headings.add(key)
        for key in seen:
            acronym, meaning = key
            self._articles[acronym][meaning] += 1
            if len(self._places[key]) < PLACES:
                self._places[key].append(article)

    def accepted(self) -> tuple[Acronym, ...]:
        """Return the acronyms told by two articles, or by a heading, in alphabetical order.

        Each comes with what it most often stands for.
        """
        found = []
        for acronym, meanings in sorted(self._articles.items()):
            enough = _SHARE * meanings.total()
            by_count = sorted(meanings.items(), key=lambda item: (-item[1], item[0]))
            kept = (
                (meaning, count)
                for meaning, count in by_count
                if count >= enough and (count >= _ARTICLES or (acronym, meaning) in self._headings)
            )
            if best := next(kept, None):
                meaning, count = best
                expansion = self._spellings[acronym, meaning].most_common(1)[0][0]
                places = tuple(self._places[acronym, meaning])
                found.append(Acronym(acronym, expansion, count, places))
        return tuple(found)

    def _key(self, expansion: str) -> str:
        return " ".join(self._base_of(word.casefold()) for word in WORD.findall(expansion))


def find_capitals(counts: Mapping[str, int], surface: Callable[[str], str]) -> set[str]:
    """Return the surface forms of the short words that mostly stand in capitals.

    `counts` has how often each word stands as it is written, and `surface` tells its surface form.
    """
    capitals: Counter[str] = Counter()
    for word, count in counts.items():
        letters = without_ending(word)
        if is_in_capitals(letters):
            capitals[surface(letters)] += count
    others: Counter[str] = Counter()
    for word, count in counts.items():
        form = surface(word) if len(word) <= LONGEST and not word.isupper() else ""
        if form in capitals:
            others[form] += count
    return {form for form, n in capitals.items() if n >= _ARTICLES and n > others[form]}


def is_in_capitals(word: str) -> bool:
    """Tell whether a word is written as acronyms are.

    >>> is_in_capitals("CSN"), is_in_capitals("FaR"), is_in_capitals("INLEDNING")
    (True, False, False)
    """
    return word.isupper() and word.isalpha() and 1 < len(word) <= LONGEST


def without_ending(word: str) -> str:
    """Return the word without an ending after a colon: EU of EU:s."""
    return _ENDING.sub("", word)
