"""Why does an article rank where it does?"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from indexer.analyse import Analyser
from indexer.analyse.tokens import find_spans, surface_form
from indexer.article import Article
from indexer.engines import port
from indexer.search.answer import Notice, in_swedish
from indexer.search.marks import Marker
from indexer.search.plan import Plan
from indexer.terms import fields
from indexer.terms.topic_values import editors_values

_CONDITIONS = {
    "topic": "ämne",
    "kind": "typ",
    "publisher": "utgivare",
    "language": "språk",
    "published": "datum",
    "reviewed": "granskad",
    fields.YEARS["published"]: "datum",
    fields.YEARS["reviewed"]: "granskad",
}
"""The facets and dates as the query language writes them, whatever the reader's language."""
_AS_WRITTEN = frozenset({fields.SURFACE, fields.TITLE_SURFACE})
_MOST_FORMS = 3
"""So many of the words that some beginning may go on to are named."""

Written = Mapping[str, str]
"""Terms, with the words or parts of words of a question that they are made of."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one part of the question adds to an article's score; 0 when the article lacks it.

    `found` has what matched, as it stands in the article, with how often, the commonest first.
    """

    part: Notice
    score: float
    found: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article's place (from 1, None when it is not found), its score, and the shares of it.

    `searched` is the question that was answered, another when only that had an answer.
    """

    id: str
    title: str
    searched: str
    rank: int | None
    score: float
    shares: tuple[Share, ...]


def name_parts(plan: Plan, written: Written, *, relaxed: bool) -> list[tuple[Notice, port.Query]]:
    """Return the parts of a question that a score is the sum of, with their names."""
    parts: list[tuple[Notice, port.Query]] = []
    for word in plan.words:
        parts.append((Notice("ordet ”{word}”", {"word": word.text}), word.query))
        if relaxed:
            parts.append((Notice("att ”{word}” finns", {"word": word.text}), plan.coverage(word)))
    parts += [
        (Notice("villkoret {condition}", {"condition": describe(query, written)}), query)
        for query in plan.required
    ]
    if plan.known.named:
        parts.append((Notice("att titeln är det som söktes"), plan.known.named))
    parts += plan.known.alike
    if plan.bonus:
        parts += [(_bonus(query, written), query) for query in plan.bonus.parts]
    parts += [(Notice("artikelns egen beteckning"), query) for query in plan.bearers]
    parts += [(Notice("redaktionens val"), query) for query in plan.chosen]
    return parts


def weigh_parts(
    parts: Iterable[tuple[Notice, port.Query]],
    article: Article,
    engine: port.Engine,
    marker: Callable[[port.Query], Marker],
) -> tuple[Share, ...]:
    """Return what each part adds to an article's score, parts of one name together.

    `marker` finds what of the text matched.
    """
    shares: dict[str, Share] = {}
    for name, query in parts:
        score = _score(engine, query, article.id)
        counted = score > 0 and not isinstance(query, port.Constant)
        found = find_forms(article, marker(query)) if counted else ()
        before = shares.setdefault(in_swedish(name), Share(name, 0.0))
        shares[in_swedish(name)] = Share(name, before.score + score, before.found or found)
    return tuple(shares.values())


def words_by_term(texts: Iterable[str], analyser: Analyser) -> Written:
    """Return the words of the texts by everything under which they can be found."""
    tokens = [
        (text[token.start : token.end], token.word)
        for text in texts
        for token in analyser.tokens(text)
    ]
    written: dict[str, str] = {}
    for typed, word in tokens:
        for term in (word.surface, *word.main):
            written.setdefault(term, typed)
    for _, word in tokens:
        for part in word.parts:
            written.setdefault(part.term, word.surface[part.start : part.end])
    return written


def find_forms(article: Article, marker: Marker) -> tuple[tuple[str, int], ...]:
    """Return the words of an article that match, in their commonest spelling, with how often."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, text in article.texts():
        for start, end in marker.marks(text):
            words = [text[a:b] for a, b in find_spans(text) if a < end and b > start]
            spellings[" ".join(map(surface_form, words))][" ".join(words)] += 1
    forms = [(_commonest(counts), counts.total()) for counts in spellings.values()]
    return tuple(sorted(forms, key=lambda form: -form[1]))


def _commonest(spellings: Counter[str]) -> str:
    """Return the spelling that is most common, rather one without capitals."""
    return max(spellings, key=lambda one: (spellings[one], one.islower())).replace("\u00ad", "")


def describe(query: port.Query, written: Written) -> str:
    """Return the words of a query, and its conditions as they could be typed."""
    match query:
        case port.HasFacet(facet, values):
            named = editors_values(values) if facet == "topic" else values
            return ", ".join(f"{_CONDITIONS[facet]}:{value}" for value in sorted(named))
        case port.InPeriod(date, first, last):
            days = (dt.date.fromordinal(first), dt.date.fromordinal(last))
            return f"{_CONDITIONS[date]}:{days[0]}..{days[1]}"
        case port.AllOf(parts) | port.AnyOf(parts):
            return ", ".join(filter(None, (describe(part, written) for part in parts)))
        case port.Prefer(part, _) | port.Without(part, _):
            return describe(part, written)
        case port.Boost(part, _) | port.Constant(part, _):
            return describe(part, written)
        case port.Everything() | port.Ids() | port.Near():
            return ""
        case port.Term() | port.Phrase() | port.Word():
            named_words = list(dict.fromkeys(_words(query, written)))
            more = " …" if len(named_words) > _MOST_FORMS else ""
            return ", ".join(f"”{word}”" for word in named_words[:_MOST_FORMS]) + more


def _words(query: port.Term | port.Phrase | port.Word, written: Written) -> Iterator[str]:
    """Yield how people write what is looked for; a base word that nobody has typed is left out."""
    match query:
        case port.Term(field, term):
            pieces = [term] if field in _AS_WRITTEN else term.split()
            named = [written.get(one, one if field in _AS_WRITTEN else "") for one in pieces]
            if all(named):
                yield " ".join(named)
        case port.Phrase(_, terms):
            yield " ".join(written.get(term, term) for term in terms)
        case port.Word(variants):
            own = [one for one in variants if one.field in {fields.TEXT, fields.TITLE}]
            named = [
                w
                for one in own or variants
                for w in _words(port.Term(one.field, one.term), written)
            ]
            yield from named[:1] if own else named


def _bonus(query: port.Query, written: Written) -> Notice:
    words = {"words": describe(query, written)}
    match query:
        case port.Boost(port.Term(), _):
            return Notice("ordparet {words}", words)
    return Notice("delen {words}", words)


def _score(engine: port.Engine, query: port.Query, article_id: str) -> float:
    only = port.AllOf((port.Ids(frozenset([article_id])), query))
    hits = engine.match(port.Search(only, limit=1)).hits
    return hits[0].score if hits else 0.0
