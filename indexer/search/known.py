"""Is the question what some publication is called?

Then that one is what is looked for, however long it is and whoever else writes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.engines import port
from indexer.search.queries import all_of, title_query
from indexer.search.widening import QueryWord
from indexer.terms import fields
from indexer.terms.names import Analyse, find_names, whole

IS_NAME = 20_000.0
"""Above whatever words can give together."""
BEGINS_NAME = 10.0
IN_TITLE = 1.0


def known_item(
    texts: Iterable[str], sought: Sequence[QueryWord], analyse: Analyse
) -> tuple[port.Query, ...]:
    """Return what an article is better for whose title is the question, begins so or holds it.

    `texts` are forms of the question as a whole, and `sought` its words.
    """
    names = dict.fromkeys(name for text in texts for name in find_names(text, analyse))
    words = tuple(title_query(one.word) for one in sought if not one.word.stop)
    if not names or not words:
        return ()
    begins = tuple(_phrase(name) for name in names)
    entire = tuple(_phrase(whole(name)) for name in names)
    return (
        port.Constant(port.AnyOf(entire), IS_NAME),
        port.Constant(port.AnyOf(begins), BEGINS_NAME),
        port.Boost(all_of(words), IN_TITLE),
    )


def _phrase(terms: tuple[str, ...]) -> port.Query:
    if len(terms) == 1:
        return port.Term(fields.NAMES, terms[0])
    return port.Phrase(fields.NAMES, terms)
