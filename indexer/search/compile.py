"""From the tree of a question to a tree of terms."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, product, repeat
from math import prod

from indexer.analyse import Token, Word
from indexer.analyse.tokens import surface_form
from indexer.engines import port
from indexer.search import tree
from indexer.search.acronyms import Acronyms
from indexer.search.answer import Notice
from indexer.search.archive_words import ArchiveWords
from indexer.search.lexemes import find_patterns
from indexer.search.periods import means_undated, read_period
from indexer.search.queries import all_of, any_of, exact_query, title_query, word_query
from indexer.search.query_words import QueryWord, content_words
from indexer.search.references import References
from indexer.terms import fields
from indexer.terms.topic_values import values_of

MOST_FORMS = 12
"""So many forms of a word are looked for near another."""
MOST_PHRASES = 100
"""So many phrases does one with * or ? stand for."""
MOST_SIMILAR = 32
SIMILAR_WEIGHT = 0.5
"""A word that resembles the one that was typed counts this much of it."""
_TOLD = 12
"""So many of the words that a sign stood for are told."""

LookUpFacet = Callable[[str, str], str | None]
"""(facet, what was typed) → the facet's value, or None when the index has no such value."""


class Compiler:
    """Compiles the parts of one question, and collects notices of what it could not do."""

    def __init__(
        self,
        words: ArchiveWords,
        acronyms: Acronyms,
        facet_value: LookUpFacet,
        *,
        references: References | None,
        proposed: bool = True,
    ) -> None:
        self._words = words
        self._references = references
        self._facet_value = facet_value
        self._acronyms = acronyms
        self._proposed = proposed
        self.notices: list[Notice] = []

    def typed_words(self, parts: Iterable[tree.Plain]) -> list[QueryWord]:
        """Return the words that were typed outside quotes and fields."""
        text = " ".join(part.text for part in parts)
        return [
            QueryWord(text[token.start : token.end], token.word)
            for token in self._acronyms.tokens(text)
        ]

    def typed_references(self, parts: Sequence[tree.Plain]) -> list[QueryWord]:
        """Return the typed words, those of a reference as one; of an unknown one there is a note.

        What was typed is read without blanks where a reference may have them or not.
        """
        text = " ".join(part.text for part in parts)
        found = list(self._references.find(text)) if self._references else []
        if not found:
            return self.typed_words(parts)
        for one in found:
            if not one.is_known:
                self._note(
                    "Inget i arkivet har numret ”{number}”.", number=text[one.start : one.end]
                )
        tokens = deque(self._acronyms.tokens(text))
        typed: list[QueryWord] = []
        for one in found:
            typed += _words(text, tokens, one.start)
            written = text[one.start : one.end]
            typed.append(QueryWord(written, Word(written.casefold(), (one.key,)), one))
            _words(text, tokens, one.end)
        return [*typed, *_words(text, tokens, len(text))]

    def compile(self, node: tree.Node, *, title: bool = False) -> port.Query | None:  # noqa: C901 one case for each kind of part
        """Return the query of a part, or None when it asks for nothing."""
        match node:
            case tree.Plain() | tree.Must(tree.Plain()):
                return self._together([node], title=title)
            case tree.Exact(text, apart):
                return self._exact(text, apart, title=title)
            case tree.Beginning(text):
                return self._pattern(f"{text}*", title=title)
            case tree.Pattern(text):
                return self._pattern(text, title=title)
            case tree.Similar(text, edits):
                words = self._similar(text, edits, title=title)
                weights = [1.0 if word == surface_form(text) else SIMILAR_WEIGHT for word in words]
                return port.Word(
                    tuple(map(port.Variant, repeat(_field(title=title)), words, weights))
                )
            case tree.Nearby(first, second, apart):
                options = [self._options(part, title=title) for part in (first, second)]
                return self._near(options, apart, title=title)
            case tree.InTitle(part):
                return self.compile(part, title=True)
            case tree.Condition(name, value):
                return self._condition(name, value)
            case tree.Must(part):
                return self.compile(part, title=title)
            case tree.Not(part):
                excluded = self.compile(part, title=title)
                return port.Without(port.Everything(), excluded) if excluded else None
            case tree.All(parts):
                return self._together(parts, title=title)
            case tree.Either(parts):
                found = self.compile_all(parts, title=title)
                return port.AnyOf(found) if found else None

    def compile_all(
        self, parts: Iterable[tree.Node], *, title: bool = False
    ) -> tuple[port.Query, ...]:
        """Return the queries of the parts that ask for something, each once."""
        found = (self.compile(part, title=title) for part in dict.fromkeys(parts))
        return tuple(dict.fromkeys(query for query in found if query))

    def _together(self, parts: Sequence[tree.Node], *, title: bool) -> port.Query | None:
        bare = [part.part if isinstance(part, tree.Must) else part for part in parts]
        plain = [part for part in bare if isinstance(part, tree.Plain)]
        others = [part for part in bare if not isinstance(part, tree.Plain | tree.Not)]
        typed = self.typed_words(plain) if title else self.typed_references(plain)
        positive = [
            *(_ask(one, title=title) for one in content_words(typed, alone=not others)),
            *self.compile_all(others, title=title),
        ]
        excluded = [part.part for part in bare if isinstance(part, tree.Not)]
        negative = self.compile_all(excluded, title=title)
        if negative:
            return port.Without(all_of(positive), port.AnyOf(negative))
        return all_of(positive) if positive else None

    def _exact(self, text: str, apart: int, *, title: bool) -> port.Query | None:
        patterns = find_patterns(text)
        if not (apart or any(wild for _, wild in patterns)):
            words = self._acronyms.words(text)
            return exact_query(words, title=title) if words else None
        most = MOST_FORMS if apart and len(patterns) > 1 else None
        options = self._words_of(patterns, title=title, most=most)
        if apart and len(options) > 1:
            return self._near(options, apart, title=title)
        field = _field(title=title)
        if len(options) == 1:
            return self._any(options[0], title=title)
        if not all(options):
            return port.Term(field, text)
        if prod(map(len, options)) > MOST_PHRASES:
            self._note_cut(text, MOST_PHRASES)
        combined = _some_of_each(options, MOST_PHRASES)
        return any_of([port.Phrase(field, terms) for terms in combined])

    def _note_cut(self, text: str, number: int) -> None:
        self._note(
            "”{text}” kan stå för många fraser. De {number} med de vanligaste orden söktes.",
            text=text,
            number=str(number),
        )

    def _pattern(self, text: str, *, title: bool) -> port.Query:
        return self._any(self._matching(text, title=title) or (text,), title=title)

    def _words_of(
        self, patterns: Sequence[tuple[str, bool]], *, title: bool, most: int | None
    ) -> list[tuple[str, ...]]:
        """Return of each word of a phrase the words of the archive that it stands for."""
        return [
            self._matching(word, title=title, most=most) if wild else (surface_form(word),)
            for word, wild in patterns
        ]

    def _matching(self, pattern: str, *, title: bool, most: int | None = None) -> tuple[str, ...]:
        pattern = surface_form(pattern)
        found = self._words.matching(_field(title=title), pattern, most)
        if found.is_cut:
            self._note(
                "Många ord i arkivet ser ut som ”{pattern}”. De {number} vanligaste söktes.",
                pattern=pattern,
                number=str(len(found.words)),
            )
        elif not found.words:
            self._note("Inget ord i arkivet ser ut som ”{pattern}”.", pattern=pattern)
        return found.words

    def _similar(self, text: str, edits: int, *, title: bool) -> tuple[str, ...]:
        surface = surface_form(text)
        found = self._words.similar(_field(title=title), surface, edits, MOST_SIMILAR)
        if others := [word for word in found.words if word != surface]:
            told = ", ".join(others[:_TOLD]) + (" …" if len(others) > _TOLD else "")
            self._note("Ord som liknar ”{word}” i arkivet: {words}.", word=text, words=told)
        else:
            self._note("Inget annat ord i arkivet liknar ”{word}”.", word=text)
        return found.words or (surface,)

    def _options(self, node: tree.Node, *, title: bool) -> tuple[str, ...]:
        """Return the words that a part of NÄRA stands for, just as they stand in texts."""
        field = _field(title=title)
        match node:
            case tree.Plain(text):
                words = [token.word for token in self._acronyms.tokens(text)]
                found = [self._words.forms(field, word, MOST_FORMS).words for word in words]
            case tree.Exact(text):
                found = self._words_of(find_patterns(text), title=title, most=MOST_FORMS)
            case tree.Beginning(text):
                found = [self._matching(f"{text}*", title=title, most=MOST_FORMS)]
            case tree.Pattern(text):
                found = [self._matching(text, title=title, most=MOST_FORMS)]
            case tree.Similar(text, edits):
                found = [self._similar(text, edits, title=title)]
            case tree.Either(parts):
                found = [self._options(part, title=title) for part in parts]
            case _:
                found = []
        return tuple(dict.fromkeys(word for words in found for word in words[:MOST_FORMS]))

    def _near(
        self, options: Sequence[tuple[str, ...]], apart: int, *, title: bool
    ) -> port.Query | None:
        """Return the query for words of which each stands near the next."""
        field = _field(title=title)
        some = [words[:MOST_FORMS] for words in options]
        scored = [self._any(words, title=title) for words in some]
        near = [port.Near(field, first, second, apart + 1) for first, second in pairwise(some)]
        return all_of([*near, *dict.fromkeys(scored)])

    def _any(self, words: Sequence[str], *, title: bool) -> port.Word:
        field = _field(title=title)
        return port.Word(tuple(port.Variant(field, word) for word in words))

    def _condition(self, name: tree.ConditionName, value: str) -> port.Query | None:
        if name in fields.YEARS:
            return self._period(name, value)
        known = self._facet_value(name, value)
        if known is None:
            self._note("Inget i arkivet har värdet ”{value}” där du sökte det.", value=value)
        values = frozenset([known or value])
        if name == "topic":
            values = values_of(values, proposed=self._proposed)
        return port.HasFacet(name, values)

    def _period(self, name: str, value: str) -> port.Query | None:
        if means_undated(value):
            return port.HasFacet(fields.YEARS[name], frozenset([fields.UNDATED]))
        period = read_period(value)
        if period is None:
            self._note(
                "”{value}” kunde inte läsas som datum. Skriv till exempel 2020, 2020-05,"
                " 17 maj 2020, 2019–2021 eller förra året.",
                value=value,
            )
            return None
        return port.InPeriod(name, *period.ordinals)

    def _note(self, message: str, **values: str) -> None:
        notice = Notice(message, values)
        if notice not in self.notices:
            self.notices.append(notice)


def _words(text: str, tokens: deque[Token], end: int) -> list[QueryWord]:
    """Take the tokens that begin before a place of the text."""
    words = []
    while tokens and tokens[0].start < end:
        token = tokens.popleft()
        words.append(QueryWord(text[token.start : token.end], token.word))
    return words


def _ask(one: QueryWord, *, title: bool) -> port.Query:
    if one.reference:
        return one.reference.bearers_first
    return title_query(one.word) if title else word_query(one.word)


def _field(*, title: bool) -> str:
    return fields.TITLE_SURFACE if title else fields.SURFACE


def _some_of_each(options: Sequence[Sequence[str]], limit: int) -> list[tuple[str, ...]]:
    """Return combinations of one word of each, of the first words of those that have many."""
    each = limit
    while each > 1 and prod(min(len(words), each) for words in options) > limit:
        each -= 1
    return list(product(*(words[:each] for words in options)))
