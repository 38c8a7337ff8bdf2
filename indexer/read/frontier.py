"""Which addresses of a site are still to be visited, and which are traps?

A calendar leads on for ever, a search to every combination of its filters, and a link that is
written wrong to a path that grows with each step. Nothing tells such addresses from others but
their form, so each form is followed only so many times.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from indexer.read.choice import excludes_page
from indexer.read.web_page import page_id, web_address
from indexer.settings import Source

MOST_OF_CALENDAR = 100
"""So many addresses that hold a date and the word of a calendar, of one path."""

MOST_OF_QUERIES = {0: 50_000, 1: 5_000, 2: 300, 3: 100}
"""So many addresses of one path whose queries have so many parameters; with more, `FEW`."""

FEW = 20
MOST_PARAMETERS = 8
MOST_SEGMENTS = 20
LONGEST = 2000
"""Characters of an address that is still followed."""

MOST_REPETITIONS = 3

DEPTH, QUERIES, CALENDAR, PATH, ROBOTS = "depth", "queries", "calendar", "path", "robots"
REASONS = {
    DEPTH: ("ligger djupare än källans depth", "Höj depth, om sidorna ska läsas."),
    QUERIES: ("är kombinationer av val på samma sida", "Ange en sitemap, om de ska läsas."),
    CALENDAR: ("är blad i en kalender", "Ange en sitemap, om de ska läsas."),
    PATH: ("har en sökväg som upprepar sig eller är för lång", "Rätta länkarna på webbplatsen."),
    ROBOTS: ("får enligt robots.txt inte hämtas", "Tillåt dem där, om de ska läsas."),
}
"""Why links are not followed, in Swedish, and the remedy."""

_SESSIONS = frozenset(
    "sid sessionid session_id jsessionid phpsessid aspsessionid cfid cftoken zenid oscsid osid "
    "s_id sessid dswid fbclid gclid msclkid mc_cid mc_eid _ga _gl".split()
)
_OF_SESSION = ("utm_", "aspsessionid")
_SESSION_IN_PATH = re.compile(
    r";(?:jsessionid|sid|phpsessid)=[^/?#]*|/\(S\([a-z0-9]+\)\)", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|2[01])\d\d(?!\d)|(?<!\d)(?:19|20)\d{6}(?!\d)")
_CALENDAR = re.compile(
    r"kalend|calend|evenemang|event|month|m[aå]nad|m%C3%A5nad|vecka|week|datum|date|dagar?\b|\bday"
    r"|\byear|\b[aå]r=|schema|boka|booking",
    re.IGNORECASE,
)
_NO_PAGES = tuple(
    ".7z .apk .avi .bmp .css .csv .dmg .dwg .eot .eps .exe .gif .gz .ico .ics .iso .jar .jpeg .jpg "
    ".js .json .m4a .m4v .mov .mp3 .mp4 .mpeg .mpg .msi .ogg .otf .png .psd .rar .rss .svg .tar "
    ".tgz .tif .tiff .ttf .vcf .wav .webm .webp .wmv .woff .woff2 .xml .xsd .zip".split()
)


@dataclass(frozen=True, slots=True)
class Step:
    """An address to visit, so many links from where the site starts."""

    url: str
    depth: int


@dataclass(slots=True)
class Frontier:
    """The addresses found within a site, the nearest first, each once whatever its spelling."""

    source: Source
    within: list[str]
    """The addresses that those of the site begin with, without scheme."""

    waiting: deque[Step] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)
    passed: Counter[str] = field(default_factory=Counter)
    beyond: set[str] = field(default_factory=set)
    """What was passed over only for its depth, and may be known from before."""

    _refused: set[str] = field(default_factory=set)
    _forms: Counter[str] = field(default_factory=Counter)

    def key(self, url: str) -> str:
        """Return what is the same for all spellings of an address."""
        before, mark, query = url.partition("?")
        return page_id(self.source, f"{before}{mark}{'&'.join(sorted(query.split('&')))}")

    def plain(self, url: str) -> str:
        """Return the address in its plain form if it is one of the site's pages to visit, or ""."""
        url = plain_address(url, self.source.location)
        if not self.holds(url) or urlsplit(url).path.lower().endswith(_NO_PAGES):
            return ""
        return "" if excludes_page(self.source, url) else url

    def is_new(self, url: str) -> bool:
        """Tell whether a plain address has not been found before."""
        return self.key(url) not in self.seen

    def add(self, url: str, depth: int) -> bool:
        """Take a plain address that is found so many links away, unless it is one of a trap.

        Tells whether it is, was or would with a larger depth be visited.
        """
        key = self.key(url)
        if key in self.seen:
            return key not in self._refused
        if depth > self.source.depth:
            self.beyond.add(url)
            return True
        if why := self._trap(url):
            return self.refuse(url, why)
        self.seen.add(key)
        self.waiting.append(Step(url, depth))
        return True

    def refuse(self, url: str, why: str) -> bool:
        """Note that the address is not followed, and why; tell that it is not."""
        key = self.key(url)
        self.passed[why] += key not in self.seen
        self.seen.add(key)
        self._refused.add(key)
        return False

    def holds(self, url: str) -> bool:
        """Tell whether the address lies within the site."""
        return without_scheme(url).startswith(tuple(self.within))

    def _trap(self, url: str) -> str:
        """Return why an address looks like one of a trap, or ""."""
        parts = urlsplit(url)
        segments = [segment for segment in parts.path.split("/") if segment]
        if len(url) > LONGEST or len(segments) > MOST_SEGMENTS or _repeats(segments):
            return PATH
        names = sorted({pair.partition("=")[0] for pair in parts.query.split("&")} - {""})
        if len(names) > MOST_PARAMETERS:
            return QUERIES
        inner = f"{parts.path}?{parts.query}"
        if _YEAR.search(inner) and _CALENDAR.search(inner):
            form, most, why = f"calendar {_NUMBER.sub('#', parts.path)}", MOST_OF_CALENDAR, CALENDAR
        else:
            form, most = f"{parts.path}?{'&'.join(names)}", MOST_OF_QUERIES.get(len(names), FEW)
            why = QUERIES
        self._forms[form] += 1
        return why if self._forms[form] > most else ""


def plain_address(url: str, start: str) -> str:
    """Return an address without fragment, session and tracking, or "" where it is none.

    What is on the host of the start has its scheme.

    >>> plain_address("http://a.se/x;jsessionid=1?b=2&utm_source=x&a=1#top", "https://a.se/")
    'https://a.se/x?b=2&a=1'
    """
    address = web_address(url)
    if not address:
        return ""
    parts, first = urlsplit(address), urlsplit(start)
    scheme = first.scheme if parts.netloc == first.netloc else parts.scheme
    query = "&".join(pair for pair in parts.query.split("&") if not _is_of_session(pair))
    path = _SESSION_IN_PATH.sub("", parts.path) or "/"
    return urlunsplit((scheme.lower(), parts.netloc.lower(), path, query, ""))


def _is_of_session(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _SESSIONS or name.startswith(_OF_SESSION)


def without_scheme(url: str) -> str:
    """Return the address from its host on."""
    return url.partition("://")[2]


def _repeats(segments: list[str]) -> bool:
    """Tell a path that goes in circles, as one of a link that is written wrong."""
    words = [segment for segment in segments if not segment.isdecimal()]
    if words and Counter(words).most_common(1)[0][1] > MOST_REPETITIONS:
        return True
    return any(
        words[at : at + size] == words[at + size : at + 2 * size]
        for size in range(2, len(words) // 2 + 1)
        for at in range(len(words) - 2 * size + 1)
    )


def folder_of(url: str) -> str:
    """Return what the addresses of a site begin with, without scheme.

    >>> folder_of("https://a.se"), folder_of("https://a.se/amne/index.html")
    ('a.se/', 'a.se/amne/')
    """
    host, _, path = without_scheme(url.partition("?")[0].partition("#")[0]).partition("/")
    return f"{host.lower()}/{path.rpartition('/')[0]}/".replace("//", "/")
