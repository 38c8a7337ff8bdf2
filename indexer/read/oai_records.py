"""Records of OAI-PMH, in Dublin Core or MODS: what an archive of publications says of each.

The protocol: https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import partial

from babel.core import get_global
from lxml import etree

from indexer.article import Section
from indexer.errors import ArticleError
from indexer.read.dates import parse, parse_dates
from indexer.read.file import File, escape_name
from indexer.read.html import read_fragment
from indexer.read.item import Finding, Origin
from indexer.read.markup import Element, child_text, local_name
from indexer.read.members import Member, Piece
from indexer.read.origins import KnownOrigins
from indexer.read.parsed import Dates, Parsed, ParsedArticle

OAI = "OAI-PMH"

KINDS = {
    "art": "artikel",
    "article": "artikel",
    "bachelorthesis": "studentuppsats",
    "bok": "bok",
    "book": "bok",
    "bookpart": "kapitel",
    "chapter": "kapitel",
    "collection": "samlingsverk",
    "conferenceobject": "konferensbidrag",
    "conferencepaper": "konferensbidrag",
    "conferenceproceedings": "proceedings",
    "doctoralthesis": "doktorsavhandling",
    "dok": "doktorsavhandling",
    "for": "översikt",
    "journal-article": "artikel",
    "kap": "kapitel",
    "kon": "konferensbidrag",
    "lic": "licentiatavhandling",
    "licentiatethesis": "licentiatavhandling",
    "masterthesis": "studentuppsats",
    "rap": "rapport",
    "report": "rapport",
    "review": "översikt",
    "studentthesis": "studentuppsats",
    "workingpaper": "arbetsrapport",
}
"""Kinds of publications as the codes of DiVA, svep and info:eu-repo say them, in Swedish."""

_CLASSES = frozenset({"hsv", "uka.se"})
"""Classifications of research, each from the broadest class to the narrowest."""

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SERIES = re.compile(r"(?P<series>[^,;]+?)(?:,\s*\d{4}-\d{3}[\dXx])?\s+;\s+(?P<number>\S.{0,40})")
_FULL_TEXT = re.compile(r"\.pdf$|/FULLTEXT", re.IGNORECASE)


def origin_of(origin: str, identifier: str) -> str:
    """Return the name of a record's origin in an archive whose own is `origin`."""
    return f"{origin}/{escape_name(identifier)}"


def headers(root: Element) -> Iterator[tuple[str, str, bool]]:
    """Yield the identifier and date stamp of each record, and whether it is deleted."""
    for header in root.iter("{*}header"):
        yield (
            child_text(header, "identifier"),
            child_text(header, "datestamp"),
            header.get("status", "").lower() == "deleted",
        )


def read_records(root: Element, file: File, known: KnownOrigins) -> Iterator[Piece]:
    """Yield the records of an answer that are not deleted; what went wrong is said."""
    for error in root.iterchildren("{*}error"):
        yield Finding(
            file.id,
            f"svaret säger {escape_name(error.get('code', 'fel'))[:80]}",
            "Hämta posterna på nytt.",
            refused=False,
        )
    if next(root.iter("{*}record", "{*}error"), None) is None:
        yield Finding(
            file.id,
            "svaret har inga poster",
            "Spara svaret på ListRecords, eller ange arkivets adress som källa.",
            refused=False,
        )
    for record in root.iter("{*}record"):
        header = next(record.iterchildren("{*}header"), None)
        if header is None or header.get("status", "").lower() == "deleted":
            continue
        identifier = child_text(header, "identifier")
        id_ = f"{file.source.name}/{escape_name(identifier)}"
        content = hashlib.sha256(etree.tostring(record)).hexdigest()[:16]
        yield Member(
            id_,
            file,
            partial(_read_record, record, id_),
            Origin(origin_of(file.origin, identifier), known.fingerprint(content)),
        )


def _read_record(record: Element, id_: str) -> Iterator[Parsed]:
    """Yield what a record says; raise ArticleError for one that says nothing that is read."""
    metadata = next(record.iterchildren("{*}metadata"), None)
    content = next(metadata.iterchildren("*"), None) if metadata is not None else None
    if content is None:
        raise ArticleError(id_, "posten har inga metadata", "Rätta den i arkivet.")
    name = local_name(content)
    if name == "modsCollection":
        content = next(content.iterchildren("*"), content)
        name = local_name(content)
    if name == "mods":
        yield _of_mods(content, id_)
    elif _texts(content, "title"):
        yield _of_dublin_core(content, id_)
    else:
        raise ArticleError(
            id_,
            f"posten är i formatet {escape_name(name)[:40]} eller saknar titel",
            "Välj prefix oai_dc eller mods.",
        )


def _of_dublin_core(content: Element, id_: str) -> ParsedArticle:
    languages = [_language(text) for text in _texts(content, "language")]
    language = next(filter(None, languages), "")
    addresses = [text for text in _texts(content, "identifier") if _is_address(text)]
    descriptions = [*_in_language(content, ("abstract", "description"), language)]
    return ParsedArticle(
        title=next(iter(_in_language(content, ("title",), language)), ""),
        sections=_sections(descriptions),
        id=id_,
        url=_landing(addresses),
        kind=_kind(_texts(content, "type")),
        dates=_dates([*_texts(content, "issued"), *_texts(content, "date")]),
        topics=tuple(_texts(content, "subject")),
        publisher=tuple(_texts(content, "publisher")),
        reference=_number_in_series([*_texts(content, "relation"), *_texts(content, "source")]),
        language=language,
    )


def _of_mods(content: Element, id_: str) -> ParsedArticle:
    language = next(filter(None, map(_language, _texts(content, "language/languageTerm"))), "")
    titles = [one for one in content.iterchildren("{*}titleInfo") if not one.get("type")]
    title = _title(titles[0]) if titles else ""
    if not title:
        raise ArticleError(id_, "posten saknar titel", "Rätta den i arkivet.")
    told = [*_texts(content, "identifier"), *_texts(content, "location/url")]
    addresses = [text for text in told if _is_address(text)]
    issued = ("originInfo/dateIssued", "originInfo/copyrightDate", "originInfo/dateCreated")
    return ParsedArticle(
        title=title,
        sections=_sections([*_in_language(content, ("abstract",), language)]),
        id=id_,
        url=_landing(addresses),
        kind=_kind_of_mods(content),
        dates=_dates([text for path in issued for text in _texts(content, path)]),
        topics=tuple(_topics_of_mods(content)),
        publisher=tuple(_texts(content, "originInfo/publisher")),
        reference=_series_of_mods(content),
        language=language,
    )


def _topics_of_mods(content: Element) -> Iterator[str]:
    """Yield the subjects; a class comes with all that it lies under, of which none is told."""
    for subject in content.iterchildren("{*}subject"):
        topics = _texts(subject, "topic")
        yield from topics[-1:] if subject.get("authority") in _CLASSES else topics


def _children(content: Element, path: str) -> Iterator[Element]:
    name, _, rest = path.partition("/")
    for child in content.iterchildren("{*}" + name):
        yield from _children(child, rest) if rest else (child,)


def _texts(content: Element, path: str) -> list[str]:
    return [text for text in map(_line, _children(content, path)) if text]


def _line(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _in_language(content: Element, names: tuple[str, ...], language: str) -> Iterator[str]:
    """Yield the texts, those in the language of the publication first."""
    found = [child for name in names for child in content.iterchildren("{*}" + name)]
    found.sort(key=lambda one: _language(one.get(_LANG) or one.get("lang") or "") != language)
    yield from filter(None, ("".join(one.itertext()).strip() for one in found))


def _sections(texts: list[str]) -> tuple[Section, ...]:
    return tuple(section for text in dict.fromkeys(texts) for section in read_fragment(text))


def _title(info: Element) -> str:
    parts = [child_text(info, name) for name in ("nonSort", "title")]
    main = " ".join(" ".join(parts).split())
    sub = " ".join(child_text(info, "subTitle").split())
    return f"{main}: {sub}" if sub else main


def _dates(texts: list[str]) -> Dates:
    """Return the day of publication; one with a time is when the archive got it."""
    texts.sort(key=lambda text: "T" in text)
    told = next((text for text in texts if parse(text)), texts[0] if texts else "")
    return parse_dates(told)


def _kind(types: list[str]) -> str:
    """Return the kind of publication in Swedish, or as it is written, or ""."""
    for text in types:
        code = text.rpartition("/")[2].replace(" ", "").casefold()
        if code in KINDS:
            return KINDS[code]
    said = (text for text in types if ":" not in text and text.casefold() not in {"text", "other"})
    return next(said, "").partition(",")[0]


def _kind_of_mods(content: Element) -> str:
    """Return the kind that a code tells, or else a Swedish word, or what has no code at all."""
    genres = list(content.iterchildren("{*}genre"))
    for type_ in ("publicationTypeCode", "publicationType", "outputType"):
        codes = [
            _line(one).rpartition("/")[2].casefold() for one in genres if one.get("type") == type_
        ]
        if kind := next((KINDS[code] for code in codes if code in KINDS), ""):
            return kind
    named = (one for one in genres if one.get("type") == "publicationType")
    word = next((_line(one).lower() for one in named if one.get("lang") in {"swe", "sv"}), "")
    return word or _kind([_line(one) for one in genres if not one.get("type")])


def _number_in_series(relations: list[str]) -> str:
    """Return the series and number of a publication as DiVA writes them.

    >>> _number_in_series(["Rapport, 1403-8099 ; 2004:30"])
    'Rapport 2004:30'
    """
    found = (_SERIES.fullmatch(relation) for relation in relations)
    return next((f"{match['series'].strip()} {match['number']}" for match in found if match), "")


def _series_of_mods(content: Element) -> str:
    for item in content.iterchildren("{*}relatedItem"):
        if item.get("type") != "series":
            continue
        numbers = [
            *_texts(item, "titleInfo/partNumber"),
            *(_line(one) for one in item.iterchildren("{*}identifier")
              if one.get("type") == "issue number"),
        ]  # fmt: skip
        if numbers and (titles := _texts(item, "titleInfo/title")):
            return f"{titles[0]} {numbers[0]}"
    return ""


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _landing(addresses: list[str]) -> str:
    """Return the address of the publication's page rather than that of its file."""
    return next((one for one in addresses if not _FULL_TEXT.search(one)), "".join(addresses[:1]))


def _language(code: str) -> str:
    """Return the language as BCP 47 has it; libraries write three letters.

    >>> _language("swe"), _language("sv")
    ('sv', 'sv')
    """
    code = code.strip().lower()
    return str(get_global("language_aliases").get(code, code))
