"""Names and headings of what stands around a page's text, as publishing systems write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.read.markup import Element

BOX_HEADINGS = frozenset(
    "relaterat|relaterad information|relaterade länkar|relaterade sidor|relaterade nyheter"
    "|relaterat innehåll|läs mer|läs också|läs även|se även|se också|mer information|mer om ämnet"
    "|mer hos oss|länkar|dela|dela sidan|dela artikeln|dela med andra|dela denna sida|skriv ut"
    "|tipsa en vän|på den här sidan|på denna sida|på sidan|hitta på sidan|innehåll på sidan"
    "|innehåll på denna sida|i den här artikeln|innehållsförteckning|innehåll|genvägar"
    "|snabblänkar|hitta snabbt|nyckelord|etiketter|taggar|kategorier|ämnesord|ordförklaringar"
    "|den här sidan är uppmärkt med följande kategorier|följ oss|sociala medier|språk|languages"
    "|andra språk|other languages|lyssna|meny|menu|undermeny|senaste nytt|senaste nyheterna"
    "|fler nyheter|aktuella nyheter|senaste inläggen|senaste inlägg"
    "|du kanske också är intresserad av"
    "|hjälpte informationen dig?|hjälpte sidan dig?|var sidan till hjälp?|kommentarer"
    "|hjälpte den här informationen dig?|hade du nytta av informationen?"
    "|var informationen till hjälp?"
    "|fick du hjälp av informationen?|hittade du det du sökte?|hjälp oss att bli bättre"
    "|lämna en kommentar|lämna synpunkter|synpunkter på sidan|tyck till om sidan|related|see also"
    "|read more|share|share this page|on this page|in this article|related content|related links"
    "|contents|table of contents|was this page helpful?|del|del siden|les også|les mer|relatert"
    "|innhold på siden|innhold|på denne siden|lue myös|lue lisää|jaa|tällä sivulla".split("|")
)
CONTACT_HEADINGS = frozenset(
    "kontakt|kontakta oss|kontakter|kontaktuppgifter|kontaktinformation|kontaktperson"
    "|kontaktpersoner|contact|contact us|yhteystiedot|ota yhteyttä".split("|")
)
TOOL_LINES = frozenset(
    "lyssna|lyssna på sidan|lyssna på sidans text|läs upp|skriv ut|skriv ut sidan"
    "|skriv ut den här sidan"
    "|dela|dela sidan|dela på facebook|dela på twitter|dela på linkedin|facebook|twitter|linkedin"
    "|ladda ner sida|rss|till toppen|till sidans topp|upp|tillbaka|tillbaka till toppen|sök|stäng"
    "|hoppa till innehåll|hoppa till innehållet|hoppa till huvudinnehåll|visa mer"
    "|visa alla|visa fler"
    "|öppna alla|stäng alla|fäll ut alla|tipsa|tipsa en vän|ja|nej|föregående|nästa|kopiera länk"
    "|lämna synpunkter|e-post|mejla|läs mer|print|share|listen|back to top|next|previous"
    "|tulosta|jaa|kuuntele|skriv ut siden|del siden|til toppen|loading|laddar|laddar ...".split("|")
)
"""Lines that are only there for what can be done with the page."""

LONGEST_NAME = 80
"""Longer classes and ids are no names, and would only cost time."""

LONGEST_CLASS = 1000
"""What an element has of classes beyond so many characters is passed over."""

_END = (
    r"(?:[-_](?:container|wrapper|box|list|lista|bar|banner|nav|block|section|area|links?|lankar"
    r"|länkar|menu|buttons?|knappar|inner|content|message|notice|modal|dialog|overlay|page"
    r"|information|info|news|nyheter|pages|form|rating))*"
)
_SURE = re.compile(
    r"skip|comments|comment-?list|comments?-(?:area|section|respond)|kommentarer|kommentarsf[aä]lt|(?:.*[-_])?(?:bread-?crumbs?|brodsmul\w*|brödsmul\w*|l[aä]nkstig|smulor|share|sharing|addthis"
    r"|some-?links|social-?media|social-?(?:share|links)|dela(?:-?(?:sida|sidan|artikel\w*))?|footer"
    r"|sidfot|sidhuvud|sidomeny|navbar|navigation|submenu|subnav|topnav|sidenav|skip-?links?|skip-?(?:to|nav)\w*"
    r"|pager|pagination|paging|rs_skip|toolbar|tool-?links|readspeaker|rsbtn|lyssna|site-?search|searchbox"
    r"|search-?form|sokruta|visually-?hidden-?focusable"
    r"|(?:cookies?|kakor|kak|consent|gdpr)[-_](?:bar|banner|notice|message|consent|dialog|modal|popup|info|overlay|wrapper))"
    + _END,
    re.IGNORECASE,
)
_DOUBTFUL = re.compile(
    r"(?:.*[-_])?(?:cookies?|kakor|kakinfo|consent|gdpr|meny|menu|feedback|newsletter|nyhetsbrev)"
    + _END,
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:.*[-_])?(?:related|relaterat|relaterade?|sidebar|toc|innehallsforteckning"
    r"|right-?col(?:umn)?|left-?col(?:umn)?|sidokolumn|h[oö]gerspalt|v[aä]nsterspalt|teasers?|puff(?:ar)?|promo|no-?print)"
    + _END,
    re.IGNORECASE,
)
_TEASER = re.compile(
    r"(?:.*[-_])?(?:teasers?|puff(?:ar|en)?|cards?|kort|promo|news-?(?:item|list|teaser)s?|nyhets?-?(?:list[ae]?|puff)"
    r"|comments?|kommentar(?:er)?|comment-?list|related|relaterat|relaterade?|calendar|kalender"
    r"|kalendarium|events?|listing|search-?(?:hits?|results?|list)|tr[aä]ff(?:lista|ar)?|latest|senaste)"
    + _END,
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:.*[-_])?(?:ingress|lead|lede|preamble|intro|introduction|sammanfattning)(?:[-_]text)?",
    re.IGNORECASE,
)
_QUESTION_OF_USE = re.compile(
    r"(?:hjälpte|hade du (?:någon )?nytta|var (?:sidan|informationen|innehållet|den här)|fick du"
    r"|hittade du|vad tyck(?:er|te) du om|tyck till|är du nöjd|(?:was|did) (?:this|you)"
    r"|fant du|var denne|löysitkö|oliko)\b.{0,60}(?:sida|information|svar|hjälp|nytta|inneh|söker"
    r"|sökte|page|helpful|find|siden|nyttig|sivu|tieto).{0,40}",
)
_COOKIE = re.compile(r"cookie|kak(?:or|info)|consent|gdpr", re.IGNORECASE)
_FACT_BOX = re.compile(
    r"(?:.*[-_])?(?:fakta|faktaruta|factbox|facts?|infobox|inforuta|exempel(?:ruta)?|notis(?:ruta)?)"
    + _END,
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])")
_HIDDEN_NAMES = frozenset(
    "hidden is-hidden u-hidden d-none display-none hide is-hide u-hide".split()
)
_SHOWN_SOMEWHERE = re.compile(
    r"(?:d|display)-(?:xs|sm|md|lg|xl|xxl)-(?!none)\w+|(?:xs|sm|md|lg|xl|2xl):(?!hidden)\S+"
    r"|visible(?:-\w+)*"
)


@dataclass(frozen=True, slots=True)
class Names:
    """What an element's classes and id make of it.

    `furniture` never is text, whatever stands in it. Of what is `doubtful` the content has to
    decide, and of what stands `aside` its prose, if it has any. `cookies` are spoken of in it.
    """

    furniture: bool = False
    doubtful: bool = False
    aside: bool = False
    cookies: bool = False
    teaser: bool = False


NAMELESS = Names()


def judge_names(element: Element) -> Names:
    """Return what the element's classes and id make of it."""
    class_, identity = element.get("class", ""), element.get("id", "")
    return (
        _judge(class_[:LONGEST_CLASS], identity[:LONGEST_CLASS]) if class_ or identity else NAMELESS
    )


@lru_cache(maxsize=2048)
def _judge(class_: str, identity: str) -> Names:
    given = [*class_.split(), identity]
    names = [_CAMEL.sub("-", name) for name in given if 0 < len(name) <= LONGEST_NAME]
    return judge(names) if names else NAMELESS


def judge(names: Sequence[str]) -> Names:
    """Return what names make of an element, each with hyphens between its words."""
    furniture, doubtful, aside, teaser, cookies = (
        any(map(pattern, names))
        for pattern in (
            *(one.fullmatch for one in (_SURE, _DOUBTFUL, _ASIDE, _TEASER)),
            _COOKIE.search,
        )
    )
    return Names(furniture, doubtful, aside, cookies, teaser)


def has_lead_name(element: Element) -> bool:
    """Tell whether a class of the element is that of a lead."""
    return any(map(_LEAD.fullmatch, element.get("class", "")[:LONGEST_CLASS].split()))


def is_fact_box(element: Element) -> bool:
    """Tell whether a class of the element is that of a box of facts, which belongs to the text."""
    return any(map(_FACT_BOX.fullmatch, element.get("class", "")[:LONGEST_CLASS].split()))


def looks_hidden(class_: str) -> bool:
    """Tell by its classes what style sheets hide on every screen."""
    names = class_.split()
    return not _HIDDEN_NAMES.isdisjoint(names) and not any(map(_SHOWN_SOMEWHERE.match, names))


def is_box_heading(text: str) -> bool:
    """Tell headings over links and buttons, such as "Läs mer", from those over text."""
    plain = text.lower().rstrip(":")
    return plain in BOX_HEADINGS or bool(_QUESTION_OF_USE.fullmatch(plain))
