"""A question is being typed: what may it become? Answered from titles, topics and words."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal

from indexer.analyse import Analyser, Word
from indexer.article import Article
from indexer.engines import port
from indexer.search.answer import TopicCount
from indexer.search.near_words import undotted
from indexer.terms import fields
from indexer.terms.references import possible_references

WORDS = 4
TITLES = 4
TOPICS = 3
"""So many of each kind are suggested at most."""
LONGEST = 100
"""Characters that are read of what is typed."""
_INITIALS = "abcdefghijklmnopqrstuvwxyzåäö"
_MOST = 10_000
"""So many words of each initial are remembered, the most common ones."""
_AS_TYPED = 8
"""A word with the dots as typed counts as so many times as common."""
_EXPANSIONS = 64
_CANDIDATES = 12
_SHORTEST = 3
_ENDING = 2
"""Characters of an ending that a word may lose: skolan, skola. With three, lärare would be lär."""

Kind = Literal["word", "topic", "title"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant; `target` is the question, the topic's id or the article's id."""

    text: str
    kind: Kind
    target: str


class Completer:
    """Completes words from a field of the index, forgiving of missing dots; read-only."""

    def __init__(self, engine: port.Engine, field: str) -> None:
        words = [word for initial in _INITIALS for word in _most_common(engine, field, initial)]
        self._forms = sorted((undotted(word), word, count) for word, count in words)

    def complete(self, beginning: str, limit: int) -> list[str]:
        """Return the most common words that begin so, dots forgiven but worth something."""
        found = self._between(undotted(beginning), undotted(beginning) + "\U0010ffff")
        return _first(found, beginning, limit)

    def forms(self, word: str) -> list[str]:
        """Return the words that differ from this one in dots at most."""
        folded = undotted(word)
        return _first(self._between(folded, folded + "\0"), word, _EXPANSIONS)

    def _between(self, first: str, beyond: str) -> Sequence[tuple[str, str, int]]:
        start = bisect_left(self._forms, (first,))
        return self._forms[start : bisect_left(self._forms, (beyond,), lo=start)]


class Suggester:
    """Suggests how to go on with a question over one index; safe to share between threads."""

    def __init__(
        self, engine: port.Engine, analyser: Analyser, topics: Sequence[TopicCount]
    ) -> None:
        self._engine = engine
        self._analyser = analyser
        self._topics = sorted(topics, key=lambda topic: -topic.count)

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """Return words that end the question, then topics and titles with words that begin so."""
        text = typed[:LONGEST]
        words = self._analyser.words(text)
        if not words:
            return ()
        if bearing := self._bearing(text):
            return bearing
        topics = islice(self._find_topics(words), TOPICS)
        return (*self._words(text, words), *topics, *self._titles(words))

    def warm_up(self) -> None:
        """Read the words of the index."""
        self.suggest("a")

    @cached_property
    def _text(self) -> Completer:
        return Completer(self._engine, fields.SURFACE)

    @cached_property
    def _title(self) -> Completer:
        return Completer(self._engine, fields.TITLE_SURFACE)

    def _words(self, text: str, words: Sequence[Word]) -> Iterator[Suggestion]:
        """Yield the question with its last word ended in ways that some article has."""
        if not text[-1].isalnum():
            return
        *before, last = words
        start = text[: text.casefold().rfind(last.surface)] if before else ""
        holding = [_any_form(fields.SURFACE, self._text.forms(word.surface)) for word in before]
        endings = self._one_of_each(self._text.complete(last.surface, _EXPANSIONS))
        if before:
            endings = self._likeliest(before[-1], endings)
        found = (end for end in endings if not holding or self._finds(holding, end))
        questions = (start + end.surface for end in found)
        for question in islice((one for one in questions if one != text), WORDS):
            yield Suggestion(question, "word", question)

    def _one_of_each(self, forms: Iterable[str]) -> list[Word]:
        """Return each content word, without its ending if it stands so too."""
        first: list[Word] = []
        for word in map(self._analyser.word, forms):
            if word.stop or len(word.surface) < _SHORTEST:
                continue
            same = (at for at, one in enumerate(first) if not set(one.main).isdisjoint(word.main))
            at = next(same, len(first))
            if at == len(first) or 0 < len(first[at].surface) - len(word.surface) <= _ENDING:
                first[at : at + 1] = [word]
        return first

    def _likeliest(self, before: Word, words: Sequence[Word]) -> list[Word]:
        """Return the words that most often follow this one, and then the most common."""
        pairs = [fields.pair_term(before, word) for word in words]
        follow = self._engine.frequencies(fields.PAIRS, pairs)
        places = sorted(range(len(words)), key=lambda at: -follow[at])
        return [words[at] for at in places[:_CANDIDATES]]

    def _finds(self, holding: list[port.Query], word: Word) -> bool:
        query = port.AllOf((*holding, port.Term(fields.SURFACE, word.surface)))
        return self._engine.match(port.Search(query, limit=0)).total > 0

    def _find_topics(self, words: Sequence[Word]) -> Iterator[Suggestion]:
        *before, last = (undotted(word.surface) for word in words)
        for topic in self._topics:
            parts = [undotted(word.surface) for word in self._analyser.words(topic.label)]
            if set(before) <= set(parts) and any(part.startswith(last) for part in parts):
                yield Suggestion(topic.label, "topic", topic.id)

    def _bearing(self, text: str) -> tuple[Suggestion, ...]:
        """Return the articles whose own reference begins as the number that is being typed."""
        readings = [one for ways in possible_references(text) for one in ways]
        keys = {one.keys[0] for one in readings if one.end == len(text)}
        known = (self._engine.vocabulary(fields.REFERENCE, key) for key in sorted(keys))
        terms = sorted(term for found in known for term in found)[:_EXPANSIONS]
        query = port.AnyOf(tuple(port.Term(fields.REFERENCE, term) for term in terms))
        matches = self._engine.match(port.Search(query, limit=TITLES)).hits if terms else ()
        articles = [Article.from_json(match.stored) for match in matches]
        return tuple(
            Suggestion(f"{one.reference}: {one.title}", "title", one.id) for one in articles
        )

    def _titles(self, words: Sequence[Word]) -> tuple[Suggestion, ...]:
        *before, last = words
        completions = self._title.complete(last.surface, _EXPANSIONS)
        queries = [_any_form(fields.TITLE_SURFACE, self._title.forms(w.surface)) for w in before]
        query = port.AllOf((*queries, _any_form(fields.TITLE_SURFACE, completions)))
        matches = self._engine.match(port.Search(query, limit=_CANDIDATES)).hits
        titles: dict[str, str] = {}
        for match in matches:
            article = Article.from_json(match.stored)
            titles.setdefault(article.title, article.id)
        beginning = undotted(" ".join(word.surface for word in words))
        ranked = sorted(
            titles, key=lambda title: not undotted(title.casefold()).startswith(beginning)
        )
        return tuple(Suggestion(title, "title", titles[title]) for title in ranked[:TITLES])


def _any_form(field: str, forms: Sequence[str]) -> port.Query:
    return port.AnyOf(tuple(port.Term(field, form) for form in forms))


def _first(found: Iterable[tuple[str, str, int]], typed: str, limit: int) -> list[str]:
    def worth(form: tuple[str, str, int]) -> int:
        _, word, count = form
        return count * _AS_TYPED if word.startswith(typed) else count

    return [word for _, word, _ in heapq.nlargest(limit, found, key=worth)]


def _most_common(engine: port.Engine, field: str, initial: str) -> list[tuple[str, int]]:
    known = engine.vocabulary(field, initial)
    return heapq.nlargest(_MOST, known.items(), key=lambda item: item[1])
