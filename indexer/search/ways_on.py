"""Nothing was found: which other questions, and which topics, are near?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import islice

from indexer.analyse import Analyser, Standing, Word
from indexer.analyse.tokens import find_words, surface_form
from indexer.search.answer import TopicCount, TopicLink, Way, WaysOn
from indexer.search.lexemes import JOINING, QUOTES
from indexer.search.spelling import Speller
from indexer.search.syntax import IsValue, parse
from indexer.search.tree import (
    Beginning,
    Condition,
    Exact,
    Node,
    Not,
    Pattern,
    Plain,
    Similar,
    subtrees,
)

WAYS = 3
"""So many questions of each kind are offered at most."""
TOPICS = 5
_TRIED = 6
"""So many parts of a question are tried without, since each is a search."""
_PIECE = rf"[^\s{QUOTES}]*[{QUOTES}][^{QUOTES}]*[{QUOTES}]\S*|\S+"
_QUOTED = re.compile(rf"[{QUOTES}](?:~\d+)?")
_JOINED = re.compile(rf"[()]|\b(?:{'|'.join(JOINING)})\b")
"""What joins the parts of a question, so that none can be left out."""

Count = Callable[[str], int]
"""A question → the number of articles that have all of it."""


class WayFinder:
    """Finds ways on from questions that find nothing."""

    def __init__(
        self,
        analyser: Analyser,
        speller: Speller,
        topics: Callable[[], Sequence[TopicCount]],
        is_value: IsValue,
    ) -> None:
        self._analyser = analyser
        self._speller = speller
        self._topics = topics
        self._is_value = is_value

    def find(self, question: str, count: Count, numbers: Sequence[str] = ()) -> WaysOn:
        """Return questions that `count` something, and topics with names like the question.

        `numbers` are the references in it, which are left out whole or not at all.
        """
        count = cache(count)
        asked = parse(question, self._is_value).tree
        words = [word for text in _wanted(asked) for word in self._analyser.words(text)]
        words = [word for word in words if not word.stop]
        return WaysOn(
            fewer=_finding(self._shorter(question, asked, count, numbers), count),
            parts=_finding(self._parts(words), count),
            topics=tuple(TopicLink(topic.id, topic.label) for topic in self._near(words)),
        )

    def _shorter(
        self, question: str, asked: Node, count: Count, numbers: Sequence[str]
    ) -> Iterator[str]:
        """Yield the question without quotes, without what finds nothing, and without each part.

        What would be read as something that was not asked is left out.
        """
        if _JOINED.search(question):
            return
        pieces = re.findall("|".join([*map(re.escape, numbers), _PIECE]), question)
        tried = [_QUOTED.sub("", question)] if _QUOTED.search(question) else []
        if len(pieces) == 1 and not numbers:
            texts = " ".join(_wanted(asked))
            pieces = [word.surface for word in self._analyser.words(texts) if not word.stop]
            tried.append(" ".join(pieces))
        if 1 < len(pieces) <= _TRIED:
            kept = (one for one in pieces if _excludes(one) or self._asks(one, asked, count))
            tried += [" ".join(kept)]
            tried += [" ".join(pieces[:at] + pieces[at + 1 :]) for at in range(len(pieces))]
        yield from (way for way in tried if self._is_asked(way, asked))

    def _asks(self, piece: str, asked: Node, count: Count) -> bool:
        return self._is_asked(piece, asked) and bool(count(piece))

    def _is_asked(self, way: str, asked: Node) -> bool:
        """Tell whether another question wants nothing but what was asked, quoted or not."""
        return _leaves(parse(way, self._is_value).tree) <= _leaves(asked)

    def _parts(self, words: Iterable[Word]) -> Iterator[str]:
        """Yield the words that compounds of the question are built of."""
        for word in words:
            if self._analyser.standing(word.surface) is not Standing.ENGLISH:
                yield from self._analyser.split(word.surface)

    def _near(self, words: Sequence[Word]) -> list[TopicCount]:
        """Return the topics that share a word or a part with the question, or are spelt like it."""
        wanted = {term for word in words for term in word.terms}
        found = []
        for topic, label, terms in self._labels:
            shared = not wanted.isdisjoint(terms)
            if shared or any(self._is_near(one, other) for one in words for other in label):
                found.append((not shared, -topic.count, topic))
        return [topic for *_, topic in sorted(found, key=lambda one: one[:2])[:TOPICS]]

    @cached_property
    def _labels(self) -> list[tuple[TopicCount, list[Word], frozenset[str]]]:
        """The topics with the words of their labels and what these are found under."""
        labels = ((topic, self._analyser.words(topic.label)) for topic in self._topics())
        telling = ((topic, [word for word in words if not word.stop]) for topic, words in labels)
        return [
            (topic, words, frozenset(term for word in words for term in word.terms))
            for topic, words in telling
        ]

    def _is_near(self, typed: Word, word: Word) -> bool:
        return self._speller.is_near(typed.surface, word.surface)


def _wanted(asked: Node) -> list[str]:
    """Return the texts of what an article should hold, and of the topics that it should have."""
    excluded = {one for node in subtrees(asked) if isinstance(node, Not) for one in subtrees(node)}
    wanted = [node for node in subtrees(asked) if node not in excluded]
    topics = (one.value for one in wanted if isinstance(one, Condition) and one.name == "topic")
    texts = (one.text for one in wanted if isinstance(one, Plain | Exact | Beginning | Similar))
    return [*texts, *topics]


def _leaves(asked: Node) -> set[Node | str]:
    """Return what a question is made of, with its words and those of its phrases by themselves."""
    leaves: set[Node | str] = set()
    for one in subtrees(asked):
        match one:
            case Plain(text):
                leaves.update(map(surface_form, find_words(text)))
            case Exact(text):
                leaves.update((one, *map(surface_form, find_words(text))))
            case Condition() | Beginning() | Pattern() | Similar() | Not():
                leaves.add(one)
            case _:
                pass
    return leaves


def _excludes(piece: str) -> bool:
    return piece.startswith("-")


def _finding(questions: Iterable[str], count: Count) -> tuple[Way, ...]:
    """Return the questions that find something, with how much."""
    ways = (Way(question, count(question)) for question in dict.fromkeys(questions) if question)
    return tuple(islice((way for way in ways if way.total), WAYS))
