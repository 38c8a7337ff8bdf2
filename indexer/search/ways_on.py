"""Nothing was found: which other questions, and which topics, are near?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from indexer.analyse import Analyser, Standing, Word
from indexer.search.answer import TopicCount, TopicLink, Way, WaysOn
from indexer.search.spelling import Speller

WAYS = 3
"""So many questions of each kind are offered at most."""
TOPICS = 5
_TRIED = 6
"""So many parts of a question are tried without, since each is a search."""
_PIECE = re.compile(r'[^\s"]*"[^"]*"|\S+')
_JOINED = re.compile(r"[()]|\b(?:ELLER|OR|OCH|AND|INTE|NOT)\b")
"""What joins the parts of a question, so that none can be left out."""

Count = Callable[[str], int]
"""A question → the number of articles that have all of it."""


class WayFinder:
    """Finds ways on from questions that find nothing."""

    def __init__(
        self, analyser: Analyser, speller: Speller, topics: Callable[[], Sequence[TopicCount]]
    ) -> None:
        self._analyser = analyser
        self._speller = speller
        self._topics = topics

    def find(self, question: str, count: Count) -> WaysOn:
        """Return questions that `count` something, and topics with names like the question."""
        count = cache(count)
        wanted = " ".join(piece for piece in _PIECE.findall(question) if not _excludes(piece))
        words = [word for word in self._analyser.words(wanted) if not word.stop]
        return WaysOn(
            fewer=_finding(self._shorter(question, count), count),
            parts=_finding(self._parts(words), count),
            topics=tuple(TopicLink(topic.id, topic.label) for topic in self._near(words)),
        )

    def _shorter(self, question: str, count: Count) -> Iterator[str]:
        """Yield the question without quotes, without what finds nothing, and without each part."""
        if _JOINED.search(question):
            return
        pieces = _PIECE.findall(question)
        if '"' in question:
            yield question.replace('"', "")
        if len(pieces) == 1:
            words = self._analyser.words(question)
            pieces = [word.surface for word in words if not word.stop]
        if 1 < len(pieces) <= _TRIED:
            yield " ".join(piece for piece in pieces if _excludes(piece) or count(piece))
            for at in range(len(pieces)):
                yield " ".join(pieces[:at] + pieces[at + 1 :])

    def _parts(self, words: Iterable[Word]) -> Iterator[str]:
        """Yield the words that compounds of the question are built of."""
        for word in words:
            if self._analyser.standing(word.surface) is not Standing.ENGLISH:
                yield from self._analyser.split(word.surface)

    def _near(self, words: Sequence[Word]) -> list[TopicCount]:
        """Return the topics that share a word or a part with the question, or are spelt like it."""
        wanted = {term for word in words for term in word.terms}
        found = []
        for topic in self._topics():
            label = [word for word in self._analyser.words(topic.label) if not word.stop]
            shared = not wanted.isdisjoint(term for word in label for term in word.terms)
            if shared or any(self._is_near(one, other) for one in words for other in label):
                found.append((not shared, -topic.count, topic))
        return [topic for *_, topic in sorted(found, key=lambda one: one[:2])[:TOPICS]]

    def _is_near(self, typed: Word, word: Word) -> bool:
        return self._speller.is_near(typed.surface, word.surface)


def _excludes(piece: str) -> bool:
    return piece.startswith("-")


def _finding(questions: Iterable[str], count: Count) -> tuple[Way, ...]:
    """Return the questions that find something, with how much."""
    ways = (Way(question, count(question)) for question in dict.fromkeys(questions) if question)
    return tuple(islice((way for way in ways if way.total), WAYS))
