"""The fields of the advanced form → a query in the query language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexer.search.lexemes import QUOTES, is_operator
from indexer.search.request import SearchRequest

_PIECE = re.compile(rf'"[^{QUOTES}]*[^\W_{QUOTES}][^{QUOTES}]*"|[^\s(){QUOTES}]+')
_QUOTES = re.compile(f"[{QUOTES}]+")
_BARE = re.compile(r"\w[\w-]*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was written in the fields: words in all, exactly, some, none, and in the title.

    `narrowed` has the values, dates and date that were chosen.
    """

    every: str = ""
    phrase: str = ""
    some: str = ""
    none: str = ""
    title: str = ""
    narrowed: SearchRequest = field(default_factory=SearchRequest)


def compose(wanted: Wanted) -> str:
    """Return the query that asks for what is wanted.

    >>> compose(Wanted(every="buller", some="skola förskola", none="trafik"))
    'buller (skola ELLER förskola) -trafik'
    """
    phrase = _QUOTES.sub(" ", wanted.phrase).strip()
    narrowed = wanted.narrowed
    return " ".join(
        [
            *_pieces(wanted.every),
            *([f'"{phrase}"'] if phrase else []),
            *_either(_pieces(wanted.some)),
            *(f"titel:{piece}" for piece in _pieces(wanted.title)),
            *(f"-{piece}" for piece in _pieces(wanted.none)),
            *_conditions("ämne", narrowed.topics),
            *_conditions("typ", narrowed.kinds),
            *_conditions("utgivare", narrowed.publishers),
            *_conditions("språk", narrowed.languages),
            *_period(narrowed),
        ]
    )


def _pieces(text: str) -> list[str]:
    """Return the words and quoted phrases, none of which says anything to the query language."""
    pieces = (piece.lstrip("-\u2212+!&|") for piece in _PIECE.findall(text))
    return [piece.lower() if is_operator(piece) else piece for piece in pieces if piece]


def _either(pieces: Sequence[str]) -> Iterator[str]:
    if pieces:
        yield f"({' ELLER '.join(pieces)})" if len(pieces) > 1 else pieces[0]


def _conditions(name: str, values: Sequence[str]) -> Iterator[str]:
    yield from _either([f"{name}:{_value(value)}" for value in values])


def _value(value: str) -> str:
    return value if _BARE.fullmatch(value) else f'"{_QUOTES.sub(" ", value)}"'


def _period(narrowed: SearchRequest) -> Iterator[str]:
    name = "granskad" if narrowed.date == "reviewed" else "datum"
    if narrowed.undated:
        yield f"{name}:saknas"
    if not (narrowed.since or narrowed.until):
        return
    since, until = str(narrowed.since or ""), str(narrowed.until or "")
    yield f"{name}:{since}" if since == until else f"{name}:{since}..{until}"
