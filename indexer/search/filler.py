"""Which words of a question say that someone asks, or when, and not about what?

An archive writes them seldom, so that their rareness there would make them weigh more than what was
asked about: "hjälp till min son som har dyslexi", "pengar till teckenspråk", "radon 1 maj 2019".
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.search.widening import QueryWord
from indexer.written_dates import WRITTEN

WEIGHT = 0.35
"""A word of asking counts this much of what its rareness says; so does a word of a date."""

ASKING = frozenset(
    """
    hjälp hjälpa pengar peng tips råd info information upplysning upplysningar fråga frågor undra
    undrar undran funderar vill vilja önskar söka söker hitta hittar veta vet förstå förstår berätta
    förklara visa kontakta kontaktar ringa ringer mejla mejlar maila mailar skicka skickar problem
    saker sak sätt lättast enklast bäst gratis snabbt snabbast vänligen snälla tack hej hejsan
    son sonen dotter dottern mamma mammas pappa pappas syster bror sambo kompis flickvän pojkvän
    help money please want need know find tell explain information question son daughter
    """.split()
)


def weights(text: str, typed: Sequence[QueryWord]) -> dict[str, float]:
    """Return the words that weigh less than their rareness says, where there are others.

    `text` is the question as it was typed.
    """
    of_dates = {word for date in WRITTEN.finditer(text) for word in date[0].split()}
    less = {
        one.text: WEIGHT
        for one in typed
        if one.word.surface in ASKING or one.text.strip(".,") in of_dates
    }
    content = {one.text for one in typed if not one.word.stop}
    return {} if content <= less.keys() else less
