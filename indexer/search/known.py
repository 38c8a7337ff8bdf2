"""Is the question what some publication is called?

Then that one is what is looked for, however long it is and whoever else writes of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.engines import port
from indexer.search.answer import Notice
from indexer.search.compile import content_words
from indexer.search.queries import title_query
from indexer.search.widening import QueryWord
from indexer.terms import fields
from indexer.terms.names import Analyse, Name, find_names, whole

IS_NAME = 20_000.0
"""Above whatever words can give together, and below what editors choose."""
NEWER = 1_000.0
"""For each that is older of those with the same name: an act comes after its bill, its successor later."""
MOST_NAMED = 20
BEGINS_NAME = 8.0
"""What each word after the first adds, since ever fewer titles begin so by chance."""
IN_TITLE = 1.0
"""All the words in the title, by their BM25 there: the less else it holds, the more."""

Reasoned = tuple[Notice, port.Query]
"""What an article is better for, and the query that tells."""


def known_item(
    text: str,
    sought: Sequence[QueryWord],
    engine: port.Engine,
    analyse: Analyse,
    *,
    asks: bool,
) -> Iterator[Reasoned]:
    """Yield what an article is better for that is called as the question is.

    `sought` are the words of the question without such as tell a place in a publication. Where it
    `asks`, titles that merely hold its words are no answer to it.
    """
    forms = (text, " ".join(one.text for one in sought))
    names = list(dict.fromkeys(name for form in forms for name in find_names(form, analyse)))
    if not names:
        return
    if named := _newest(engine, _any_of([whole(name) for name in names])):
        yield Notice("att titeln är det som söktes"), named
    # one word begins too many titles
    if longer := [name for name in names if len(name) > 1]:
        yield (
            Notice("att titeln börjar med det som söktes"),
            port.Constant(_any_of(longer), BEGINS_NAME * (max(map(len, longer)) - 1)),
        )
    words = content_words(sought, alone=False)
    if len(words) > 1 and not asks:
        held = port.AllOf(tuple(title_query(one.word) for one in words))
        yield Notice("att titeln har alla ord"), port.Boost(held, IN_TITLE)


def _newest(engine: port.Engine, named: port.Query) -> port.AnyOf | None:
    """Return the query for the articles that bear a name, the newest with the highest score."""
    newest = port.Search(named, sort=port.Sort("newest", "published"), limit=MOST_NAMED)
    found = engine.match(newest).hits
    scores = (IS_NAME + NEWER * older for older in range(len(found) - 1, -1, -1))
    each = zip(found, scores, strict=True)
    ids = tuple(port.Constant(port.Ids(frozenset([hit.id])), score) for hit, score in each)
    return port.AnyOf(ids) if ids else None


def _any_of(names: Sequence[Name]) -> port.Query:
    return port.AnyOf(tuple(port.Phrase(fields.NAMES, name) for name in names))
