"""From the tree of a question to a tree of terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from indexer.analyse import Analyser
from indexer.engines import port
from indexer.search import syntax
from indexer.search.acronyms import Acronyms
from indexer.search.answer import Notice
from indexer.search.queries import all_of, exact_query, read_period, title_query, word_query
from indexer.search.widening import QueryWord
from indexer.terms import fields
from indexer.terms.topic_values import values_of

MAX_EXPANSIONS = 256

LookUpFacet = Callable[[str, str], str | None]
"""(facet, what was typed) → the facet's value, or None when the index has no such value."""


class Compiler:
    """Compiles the parts of one question, and collects notices of what it could not do."""

    def __init__(
        self,
        engine: port.Engine,
        analyser: Analyser,
        facet_value: LookUpFacet,
        acronyms: Acronyms,
        *,
        proposed: bool = True,
    ) -> None:
        self._engine = engine
        self._analyser = analyser
        self._facet_value = facet_value
        self._acronyms = acronyms
        self._proposed = proposed
        self.notices: list[Notice] = []

    def typed_words(self, parts: Iterable[syntax.Plain]) -> list[QueryWord]:
        """Return the words that were typed outside quotes and fields."""
        typed = [
            QueryWord(part.text[token.start : token.end], token.word)
            for part in parts
            for token in self._analyser.tokens(part.text)
        ]
        forms = self._acronyms.read([one.text for one in typed])
        return [
            replace(one, word=one.word.as_acronym(its)) if its else one
            for one, its in zip(typed, forms, strict=True)
        ]

    def compile(self, node: syntax.Node, *, title: bool = False) -> port.Query | None:
        """Return the query of a part, or None when it asks for nothing."""
        match node:
            case syntax.Plain():
                return self._together([node], title=title)
            case syntax.Exact(text):
                words = self._analyser.words(text)
                return exact_query(words, title=title) if words else None
            case syntax.Beginning(text):
                return self._beginning(text, title=title)
            case syntax.InTitle(part):
                return self.compile(part, title=True)
            case syntax.Condition(name, value):
                return self._condition(name, value)
            case syntax.Not(part):
                excluded = self.compile(part, title=title)
                return port.Without(port.Everything(), excluded) if excluded else None
            case syntax.All(parts):
                return self._together(parts, title=title)
            case syntax.Either(parts):
                found = self.compile_all(parts, title=title)
                return port.AnyOf(found) if found else None

    def compile_all(
        self, parts: Iterable[syntax.Node], *, title: bool = False
    ) -> tuple[port.Query, ...]:
        """Return the queries of the parts that ask for something, each once."""
        found = (self.compile(part, title=title) for part in dict.fromkeys(parts))
        return tuple(dict.fromkeys(query for query in found if query))

    def _together(self, parts: Sequence[syntax.Node], *, title: bool) -> port.Query | None:
        plain = [part for part in parts if isinstance(part, syntax.Plain)]
        others = [part for part in parts if not isinstance(part, syntax.Plain | syntax.Not)]
        ask = title_query if title else word_query
        positive = [
            *(ask(one.word) for one in content_words(self.typed_words(plain), alone=not others)),
            *self.compile_all(others, title=title),
        ]
        excluded = [part.part for part in parts if isinstance(part, syntax.Not)]
        negative = self.compile_all(excluded, title=title)
        if negative:
            return port.Without(all_of(positive), port.AnyOf(negative))
        return all_of(positive) if positive else None

    def _beginning(self, text: str, *, title: bool) -> port.Query | None:
        field = fields.TITLE_SURFACE if title else fields.SURFACE
        surfaces = [word.surface for word in self._analyser.words(text)]
        if not surfaces:
            return None
        *whole, prefix = surfaces
        found = self._engine.vocabulary(field, prefix)
        if len(found) > MAX_EXPANSIONS:
            self._note(
                "Många ord börjar på ”{prefix}”. De {number} vanligaste söktes.",
                prefix=prefix,
                number=str(MAX_EXPANSIONS),
            )
        commonest = sorted(found, key=lambda term: (-found[term], term))[:MAX_EXPANSIONS]
        variants = tuple(port.Variant(field, term) for term in commonest or [prefix])
        return all_of([*(port.Term(field, term) for term in whole), port.Word(variants)])

    def _condition(self, name: syntax.ConditionName, value: str) -> port.Query | None:
        if name in {"published", "reviewed"}:
            return self._period(name, value)
        known = self._facet_value(name, value)
        if known is None:
            self._note("Inget i arkivet har värdet ”{value}” där du sökte det.", value=value)
        values = frozenset([known or value])
        if name == "topic":
            values = values_of(values, proposed=self._proposed)
        return port.HasFacet(name, values)

    def _period(self, name: str, value: str) -> port.Query | None:
        period = read_period(value)
        if period is None:
            self._note(
                "”{value}” kunde inte läsas som datum. Skriv till exempel 2020, 2020-05,"
                " 2020-05-17 eller 2019..2021.",
                value=value,
            )
            return None
        return port.InPeriod(name, *period)

    def _note(self, message: str, **values: str) -> None:
        notice = Notice(message, values)
        if notice not in self.notices:
            self.notices.append(notice)


def content_words(typed: Sequence[QueryWord], *, alone: bool) -> list[QueryWord]:
    """Return the words to be matched, each once; stop words only when there is nothing else."""
    kept = [one for one in typed if not one.word.stop]
    if not kept and alone:
        kept = list(typed)
    return list({one.word.stem: one for one in reversed(kept)}.values())[::-1]
