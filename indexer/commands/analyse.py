"""`sokverket analyse`: under which terms can each word of a text be found?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.analyse import Token
from indexer.commands.options import as_json, index_option, open_library, print_json
from indexer.commands.swedish_click import SwedishCommand

_KINDS = {"surface": "ordform", "stem": "stam", "lemma": "grundform", "part": "del"}


@click.command(cls=SwedishCommand)
@click.argument("text", metavar="TEXT")
@as_json
@index_option
@click.pass_context
def analyse(ctx: click.Context, text: str, as_json: bool) -> None:  # noqa: FBT001
    """Visa under vilka termer varje ord i en text går att hitta."""
    tokens = open_library(ctx).analyse(text)
    if as_json:
        print_json([_token_as_json(token, text) for token in tokens])
    else:
        _print_tokens(tokens, text)


def _token_as_json(token: Token, text: str) -> dict[str, Any]:
    """Return a token with its terms and what kind each is of."""
    return {
        "text": text[token.start : token.end],
        "start": token.start,
        "end": token.end,
        "terms": [{"term": term, "kind": kind} for term, kind in _terms(token)],
    }


def _print_tokens(tokens: Sequence[Token], text: str) -> None:
    """Print each word of a text with its terms."""
    table = Table("Ord", "Från", "Till", "Termer")
    for token in tokens:
        terms = ", ".join(f"{term} ({_KINDS[kind]})" for term, kind in _terms(token))
        word = text[token.start : token.end]
        table.add_row(Text(word), str(token.start), str(token.end), Text(terms))
    Console(markup=False, highlight=False).print(table)


def _terms(token: Token) -> Iterator[tuple[str, str]]:
    word = token.word
    yield word.surface, "surface"
    yield from ((term, "lemma" if word.known else "stem") for term in word.main)
    yield from dict.fromkeys((part.term, "part") for part in word.parts)
