"""Which words of a question say that someone asks, or when, and not about what?

An archive may write them so seldom that they would weigh more than what was asked about: "hjälp
till min son som har dyslexi", "pengar till teckenspråk", "radon 1 maj 2019". In Swedish at large
they are common, so they weigh at most as much as common words do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.search.offers import find_time
from indexer.search.query_words import QueryWord
from indexer.written_dates import WRITTEN

MOST = 3.0
"""The idf of a word in every twentieth article, which is as much as such words weigh."""

QUESTION_WORDS = frozenset("hur när vad var varför vart vem vems vilka vilken vilket".split())
ASKING = frozenset(
    """
    hjälp hjälpa hjälper pengar tips råd info information upplysning upplysningar fråga frågor
    undra undrar undran funderar vill vilja önskar söka söker hitta hittar veta vet förstå förstår
    berätta förklara visa säger handlar kontakta kontaktar ringa ringer mejla mejlar maila mailar
    skicka skickar
    problem saker sak sätt lättast enklast bäst snabbt snabbast vänligen snälla tack hej hejsan
    son sonen dotter dottern mamma mammas pappa pappas syster bror sambo kompis flickvän pojkvän
    barnet barnets
    help money please want need know find tell explain question son daughter
    do does did say says said about can could would should will shall have has had
    me my you your he she they them their we our what when where why which how there
    """.split()
)


def ceilings(text: str, typed: Sequence[QueryWord]) -> Mapping[str, float]:
    """Return how much each of such words may weigh, by the word, where there are others too.

    Together they weigh what one word may. `text` is the question as it was typed.
    """
    times = [date[0] for date in WRITTEN.finditer(text)]
    if (named := find_time(text)) and not any(map(str.isdigit, named.text)):  # förra året
        times.append(named.text)
    of_dates = {word.strip(".,") for time in times for word in time.split()}
    filler = {one.text for one in typed if one.word.surface in ASKING or one.text in of_dates}
    content = {one.text for one in typed if not one.word.stop}
    return {} if content <= filler else dict.fromkeys(filler, MOST / max(len(filler), 1))
