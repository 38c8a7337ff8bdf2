"""Which titles and dates of a file come from its template, and say nothing of the document?"""

from __future__ import annotations

import re

from indexer.article import DateSpan
from indexer.read.characters import tidy
from indexer.read.dates import parse
from indexer.read.parsed import Dates

_SUFFIX = (
    r"docx?|dotx?|docm|dotm|pptx?|potx?|ppsx?|xlsx?|xltx?|xlsm|od[tsp]|ott|rtf|pdf|html?"
    r"|txt|md|indd"
)
_TEMPLATE = re.compile(
    rf"""microsoft\s(?:office\s)?(?:word|excel|powerpoint)\b.*
    | (?:powerpoint|word|excel)[\s-]*(?:presentation|dokument|document|mall)
    | (?:dokument|document|presentation|bok|book|kalkylark|utkast|draft|mapp|arbetsbok|workbook)
        \s?-?\d*
    | (?:blad|sheet|bild|slide|sida|page)\s?\d+
    | (?:namnlös|untitled|no\stitle|unbenannt|nimetön|ingen\srubrik|ingen\stitel|utan\stitel)\b.*
    | [\[<{{(«‹][^\]>}})»›]*[\]>}})»›]
    | (?:skriv|ange|fyll\si|klicka|lägg\still|infoga|välj|click|type|enter|insert|add)\b.*
        (?:titel|rubrik|rubriken|titeln|title|heading|\b(?:här|here|name|namn|text))\b.*
    | (?:titel|title|rubrik|heading|dokumenttitel|dokumentnamn|dokumentets\s(?:titel|namn|rubrik)
        |rubrik\s\d|ämne|subject|test|x+|n/?a|null|none|standard|normal|brödtext|default|tom|blank)
    | .*(?<!s)mall(?:en|ar|arna|er)?(?:[\s_-]*(?:\(?(?:v|ver|version)?[\s.]*[\d.]+\)?))?
    | mall(?:en)?\b.* | \w*mall\s(?:för|till|med|i)\b.*
    | .*\btemplate\b.* | .*(?:document|report|letter)template
    | .*\.(?:{_SUFFIX})
    | (?-i:[A-ZÅÄÖa-zåäö]?[a-zåäö]{{3,}}(?:[A-ZÅÄÖ][a-zåäö]{{3,}})+)
    | [a-zåäö]?:?[\\/].*
    | [\W\d_]+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_GENERIC = frozenset(
    "rapport|pm|promemoria|beslut|yttrande|remissvar|remiss|protokoll|brev|skrivelse|bilaga|rutin"
    "|riktlinjer|policy|handbok|broschyr|faktablad|svar|meddelande|minnesanteckningar|anteckningar"
    "|report|letter|memo|minutes|agenda|dagordning|tjänsteskrivelse|kallelse|anteckning".split("|")
)
_TEMPLATE_TIMES = frozenset(
    "2013-12-23T23:15:00Z 2013-01-27T09:14:16Z 2006-09-16T00:00:00Z 2006-08-16T00:00:00Z"
    " 1996-10-14T23:33:28Z 1996-12-17T01:32:42Z 2015-06-05T18:19:34Z 2015-06-05T18:17:20Z"
    " 2008-08-01T09:00:00Z 1601-01-01T00:00:00Z 1899-12-30T00:00:00Z 1970-01-01T00:00:00Z"
    " 1980-01-01T00:00:00Z 2000-01-01T00:00:00Z".split()
)
"""When the templates of Word, Excel, PowerPoint and of common libraries were made, and zeros."""

_EARLIEST = 1985
_LONGEST_WORK = 2
"""Years; a document changed so much later was made from another that was there before."""


def own_title(given: str) -> str:
    """Return the title that a file's properties give, or "" where it is the template's.

    >>> own_title("Rapportmall"), own_title("Microsoft Word - Dokument1"), own_title("Elevhälsa")
    ('', '', 'Elevhälsa')
    """
    title = tidy(given)
    return "" if _TEMPLATE.fullmatch(title) else title


def is_generic(title: str) -> bool:
    """Tell a title that only says of what kind a document is."""
    return title.lower().rstrip(" .:") in _GENERIC


def own_dates(created: str, modified: str, title: str) -> tuple[DateSpan | None, DateSpan | None]:
    """Return when the document was made and changed, as far as that is not said of its template.

    `title` is the one its properties give: with that of a template, the day comes from there too.
    """
    first, last = _day(created), _day(modified)
    borrowed = bool(tidy(title)) and not own_title(title)
    if first and (borrowed or (last and last.start.year - first.start.year > _LONGEST_WORK)):
        first = None
    return first, last


def file_dates(dates: Dates, created: str, modified: str, title: str) -> Dates:
    """Return the dates that the text states, or else those of the file's properties."""
    return dates.or_of_file(*own_dates(created, modified, title))


def _day(text: str) -> DateSpan | None:
    if text.strip() in _TEMPLATE_TIMES:
        return None
    day = parse(text.strip()[:10])
    return day if day and day.start.year >= _EARLIEST else None
