"""What formats with named fields call the facts of an article, in Swedish and in English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

NAMES: Mapping[str, str] = {
    "id": "id",
    "title": "title titel rubrik huvudrubrik headline dokumenttitel",
    "summary": "summary sammanfattning ingress description beskrivning abstract excerpt",
    "text": "text brödtext innehåll contenttext",
    "html": "html contenthtml",
    "url": "url webbadress webblänk länk link",
    "kind": "kind typ type dokumenttyp documenttype slag",
    "published": (
        "published publicerad publicerat publicering publicerades date datum datepublished"
        " publishedon publish publiceras publishdate pubdate utgiven utgivet utgivning"
        " utfärdad utfärdat utfärdande utfärdandedatum beslutad beslutat beslut issued created"
        " skapad skapat"
    ),
    "reviewed": "reviewed granskad granskat granskning faktagranskad",
    "updated": (
        "updated uppdaterad uppdaterat uppdatering ändrad ändrat reviderad reviderat modified"
        " lastmod"
    ),
    "topics": (
        "topics topic tags tag taggar keywords keyword nyckelord subjects subject ämnen ämne"
        " ämnesord categories category kategorier kategori"
    ),
    "publisher": "publisher utgivare avsändare myndighet organisation departement",
    "reference": (
        "reference referens beteckning diarienummer diarienr dnr ärendenummer ärendenr målnummer"
        " målnr referensnummer registreringsnummer rapportnummer sfsnummer sfsnr dokumentnummer"
        " casenumber registrationnumber"
    ),
    "language": "language lang språk språkkod languagecode locale",
    "audience": "audience målgrupp",
    "draft": "draft utkast internal intern private privat confidential",
    "status": "status visibility synlighet åtkomst access",
}
"""The names of each fact, the likeliest first; how they are written is as in `plain`."""

FACTS = tuple(NAMES)
SEVERAL = frozenset({"topics", "publisher"})
"""The facts that an article may have several of."""

DATES = ("published", "reviewed", "updated")

_PREFIX = re.compile(r"(?:dc|dcterms|og|article|schema)[.:]")
_DATE = ("", "sdatum", "datum", "date", "at", "on")
_LAST = ("", "senast", "sist", "last")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_MARKS = re.compile(r"[\u0300-\u036f]")


@lru_cache(maxsize=4096)
def fact_of(name: str) -> str:
    """Return which fact a field of this name holds, or "".

    >>> fact_of("Utfärdad_datum"), fact_of("dcterms:title"), fact_of("SFS-nummer"), fact_of("vikt")
    ('published', 'title', 'reference', '')
    """
    return _FACT_OF.get(_listed(name), "")


@lru_cache(maxsize=4096)
def rank(name: str) -> int:
    """Return how far from the likeliest name of its fact a name is."""
    return _RANK.get(_listed(name), len(_RANK))


def plain(name: str) -> str:
    """Return a name in small letters without marks, spaces and signs.

    >>> plain("Senast ändrad"), plain("datePublished")
    ('senastandrad', 'datepublished')
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    return _NO_LETTERS.sub("", bare)


def _listed(name: str) -> str:
    """Return the name as it is listed, or as it is for one that is not.

    A name of a date may say that it is one, and that it is the last of its kind.
    """
    bare = plain(_PREFIX.sub("", name.strip().lower(), count=1))
    if bare in _FACT_OF:
        return bare
    without = (bare.removeprefix(word) for word in _LAST)
    of_dates = (
        part
        for each in without
        for word in _DATE
        for part in (each.removesuffix(word), each.removeprefix(word))
    )
    return next((part for part in of_dates if _FACT_OF.get(part) in DATES), bare)


_FACT_OF = {plain(name): fact for fact, names in NAMES.items() for name in names.split()}
_RANK = {name: number for number, name in enumerate(_FACT_OF)}
