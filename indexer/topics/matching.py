"""Topics by words of the text: where an article says what a topic is called.

A name of one word is found in any inflection, and less surely as the first part of a compound
(elevhälsa in elevhälsokompetens); one of several words where they stand in a row. The longest name
takes its words. Each word of a text is looked up once, however many topics there are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product

from indexer.analyse import Analyser
from indexer.article import Assignment
from indexer.memo import Memo
from indexer.topics.analysed import Analysed
from indexer.topics.vocabulary import Vocabulary

ENOUGH = 3.0
"""So much evidence gives a topic: the title once, a heading and a paragraph, or three times."""
PART_WEIGHT = 0.5
"""A name as the first part of a compound, against the name by itself."""
TOP_FACTOR = 3.0
"""The widest topics, such as Arbete, are words of any text: they need so much more evidence."""
WORDS_PER_MENTION = 250
"""A long text needs more: one mention for so many words beyond the first thousand."""
SHORT = 1000
MOST_TOPICS = 5
MOST_EVIDENCE = 3
_MOST_VARIANTS = 16
_WORDS = 300_000
_LANGUAGES = 100
"""So many words of texts, and labels in so many languages, are remembered."""


@dataclass(slots=True)
class _Node:
    """A place in the tree of names: what may follow, and the topics whose name ends here."""

    after: dict[str, _Node] = field(default_factory=dict)
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Start:
    """What a word of a text can mean: names that begin with it, and topics of its first part."""

    nodes: tuple[_Node, ...]
    part_of: tuple[str, ...]


@dataclass(slots=True)
class _Sightings:
    """What speaks for a topic so far: its weight, and the forms of words it was found in."""

    weight: float = 0.0
    forms: dict[str, float] = field(default_factory=dict)

    def add(self, form: str, weight: float) -> None:
        self.weight += weight
        self.forms[form] = self.forms.get(form, 0.0) + weight

    @property
    def best(self) -> tuple[str, ...]:
        """The forms that weigh most."""
        heaviest = sorted(self.forms, key=lambda form: -self.forms[form])
        return tuple(heaviest[:MOST_EVIDENCE])


class Matcher:
    """Finds the topics of a vocabulary in analysed texts, by names in the language of each."""

    def __init__(self, vocabulary: Vocabulary, analyser: Analyser) -> None:
        self._vocabulary = vocabulary
        self._labels = Memo(partial(_LabelIndex, vocabulary, analyser), _LANGUAGES)
        above = {broader for topic in vocabulary for broader in topic.all_broader}
        self._top = {topic for topic in above if not vocabulary.broader(topic)}

    def match(self, language: str, analysed: Analysed) -> list[Assignment]:
        """Return the topics that a text has enough evidence of, the surest first."""
        if not len(self._vocabulary):
            return []
        labels = self._labels[language]
        found: dict[str, _Sightings] = {}
        for forms, weight in analysed.passages:
            for topic, form, sureness in labels.find(forms):
                found.setdefault(topic, _Sightings()).add(form, weight * sureness)
        if not found:
            return []
        enough = _enough(sum(len(forms) for forms, _ in analysed.passages))
        sure = [
            (topic, one)
            for topic, one in found.items()
            if one.weight >= (TOP_FACTOR * enough if topic in self._top else enough)
        ]
        sure.sort(key=lambda pair: (-pair[1].weight, pair[0]))
        return [Assignment(topic, "vocabulary", one.best) for topic, one in sure[:MOST_TOPICS]]


class _LabelIndex:
    """The names of topics in one language, as a tree of the terms of their words."""

    def __init__(self, vocabulary: Vocabulary, analyser: Analyser, language: str) -> None:
        self._analyser = analyser
        self._root = _Node()
        self._single: dict[str, tuple[str, ...]] = {}
        self._starts = Memo(self._find_start, _WORDS)
        owners: dict[tuple[str, ...], dict[str, None]] = {}
        for topic in vocabulary:
            for name in topic.names(language):
                if vocabulary.resolve(name) != topic.id:
                    continue
                variants = [word.main for word in analyser.words(name)]
                if variants and math.prod(map(len, variants)) <= _MOST_VARIANTS:
                    for terms in product(*variants):
                        owners.setdefault(terms, {})[topic.id] = None
        for terms, topics in owners.items():
            self._plant(terms, tuple(topics))

    def find(self, forms: Sequence[str]) -> Iterator[tuple[str, str, float]]:
        """Yield (topic, words found, sureness) of each name in the words of a passage."""
        starts = self._starts
        covered = 0
        for place, form in enumerate(forms):
            start = starts[form]
            if start is None or place < covered:
                continue
            end, topics = self._longest(start.nodes, forms, place + 1)
            if topics:
                covered = end
                words = " ".join(forms[place:end])
                yield from ((topic, words, 1.0) for topic in topics)
            else:
                yield from ((topic, form, PART_WEIGHT) for topic in start.part_of)

    def _plant(self, terms: Sequence[str], topics: tuple[str, ...]) -> None:
        node = self._root
        for term in terms:
            node = node.after.setdefault(term, _Node())
        node.topics = tuple(dict.fromkeys((*node.topics, *topics)))
        if len(terms) == 1:
            self._single[terms[0]] = node.topics

    def _find_start(self, form: str) -> _Start | None:
        word = self._analyser.word(form)
        begun = [self._root.after[term] for term in word.main if term in self._root.after]
        first = sorted((part for part in word.parts if part.start == 0), key=lambda p: -p.end)
        part_of = next((self._single[p.term] for p in first if p.term in self._single), ())
        return _Start(tuple(begun), part_of) if begun or part_of else None

    def _longest(
        self, nodes: Sequence[_Node], forms: Sequence[str], place: int
    ) -> tuple[int, tuple[str, ...]]:
        """Return where the longest name that goes on from these nodes ends, and its topics."""
        end, topics = place, _topics(nodes)
        while any(node.after for node in nodes) and place < len(forms):
            terms = self._analyser.word(forms[place]).main
            nodes = [node.after[term] for node in nodes for term in terms if term in node.after]
            place += 1
            if longer := _topics(nodes):
                end, topics = place, longer
        return end, topics


def _topics(nodes: Sequence[_Node]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topic for node in nodes for topic in node.topics))


def _enough(words: int) -> float:
    return ENOUGH + max(0, words - SHORT) / WORDS_PER_MENTION
