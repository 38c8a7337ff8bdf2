"""Is the question what some publication is called?

Then that one is what is looked for, however long it is and whoever else writes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.analyse import Analyser
from indexer.engines import port
from indexer.search import filler
from indexer.search.answer import Notice
from indexer.search.compile import LookUpFacet
from indexer.search.queries import title_query
from indexer.search.query_words import QueryWord, content_words, text_of
from indexer.terms import fields
from indexer.terms.names import Name, find_names, whole

IS_NAME = 20_000.0
"""Above whatever words can give together, and below what editors choose."""
NEWER = 1_000.0
"""For each that is older with the same name: an act is newer than its bill and what it replaces."""
BEGINS_NAME = 8.0
"""What each word after the first adds, since ever fewer titles begin so by chance."""
IN_TITLE = 1.0
"""All the words in the title, by their BM25 there: the less else it holds, the more."""
_MOST_NAMED = 20
_LONGEST_PUBLISHER = 4
"""Words of a publisher's name."""


@dataclass(frozen=True, slots=True)
class KnownItem:
    """What finds the articles that are called as the question is, and what ranks those nearly so.

    Each of `alike` has its reason.
    """

    named: port.AnyOf | None = None
    alike: tuple[tuple[Notice, port.Query], ...] = ()


class NameFinder:
    """Finds the articles of one index by what they are called."""

    def __init__(self, engine: port.Engine, analyser: Analyser, facet_value: LookUpFacet) -> None:
        self._engine = engine
        self._analyser = analyser
        self._facet_value = facet_value

    def find(self, text: str, sought: Sequence[QueryWord], *, asks: bool) -> KnownItem:
        """Return what is known of a question.

        `sought` are its words without such as tell a place in a publication. Where it `asks`,
        titles that merely hold its words are no answer to it.
        """
        shorter = (sought, _asked_about(sought), *self._without_publisher(sought))
        forms = [text, *map(text_of, shorter)]
        names = list(self._names(dict.fromkeys(forms)))
        alike = _alike(names, () if asks else content_words(sought, alone=False))
        return KnownItem(self._named(names), tuple(alike))

    def _names(self, texts: Iterable[str]) -> Iterator[Name]:
        """Yield the names that any of the texts may be, unless no title has some word of theirs."""
        words = self._analyser.words
        for name in dict.fromkeys(name for text in texts for name in find_names(text, words)):
            if all(self._engine.frequencies(fields.NAMES, [term])[0] for term in name):
                yield name

    def _without_publisher(self, sought: Sequence[QueryWord]) -> Iterator[Sequence[QueryWord]]:
        for length in range(1, min(_LONGEST_PUBLISHER, len(sought) - 1) + 1):
            if self._facet_value("publisher", text_of(sought[-length:])):
                yield sought[:-length]
            if self._facet_value("publisher", text_of(sought[:length])):
                yield sought[length:]

    def _named(self, names: Sequence[Name]) -> port.AnyOf | None:
        """Return the query for the articles that bear a name, the newest with the highest score.

        Those of the whole name come first: the question may tell one by a number or an addition.
        """
        hits = self._newest(names)
        wholly = [name for name in names if len(name) == max(map(len, names))]
        if len(hits) > 1 and len(wholly) < len(names):
            first = {hit.id for hit in self._newest(wholly)}
            hits = sorted(hits, key=lambda hit: hit.id not in first)
        scores = (IS_NAME + NEWER * older for older in range(len(hits) - 1, -1, -1))
        ids = (frozenset([hit.id]) for hit in hits)
        named = tuple(port.Constant(port.Ids(one), s) for one, s in zip(ids, scores, strict=True))
        return port.AnyOf(named) if named else None

    def _newest(self, names: Sequence[Name]) -> Sequence[port.Match]:
        if not names:
            return ()
        newest = port.Sort("newest", "published")
        called = _any_name([whole(name) for name in names])
        return self._engine.match(port.Search(called, sort=newest, limit=_MOST_NAMED)).hits


def _asked_about(sought: Sequence[QueryWord]) -> Sequence[QueryWord]:
    """Return the one word that is asked about, if it is one: vad är arbetsmiljölagen?"""
    telling = [one for one in sought if not (one.word.stop or one.word.surface in filler.ASKING)]
    return telling if len(telling) == 1 else sought


def _alike(
    names: Sequence[Name], words: Sequence[QueryWord]
) -> Iterator[tuple[Notice, port.Query]]:
    if longer := [name for name in names if len(name) > 1]:  # one word begins too many titles
        begun = port.Constant(_any_name(longer), BEGINS_NAME * (max(map(len, longer)) - 1))
        yield Notice("att titeln börjar med det som söktes"), begun
    if len(words) > 1:
        held = port.AllOf(tuple(title_query(one.word) for one in words))
        yield Notice("att titeln har alla ord"), port.Boost(held, IN_TITLE)


def _any_name(names: Sequence[Name]) -> port.Query:
    return port.AnyOf(tuple(port.Phrase(fields.NAMES, name) for name in names))
