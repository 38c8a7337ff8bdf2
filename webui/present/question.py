"""A query in words: what does the search engine read in it?"""

from __future__ import annotations

from indexer.search.reading import explain
from indexer.search.syntax import parse
from webui.language import said


def explain_question(query: str) -> tuple[str, ...]:
    """Return what a query asks for, one line for each of its parts; nothing for an empty one.

    >>> explain_question('buller -"buller från trafik" år:2019..')
    ('”buller” i någon form', 'inte precis ”buller från trafik”', 'publicerad från 2019')
    """
    return explain(parse(query).tree, said)
