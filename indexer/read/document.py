"""A written document, of whatever program: its blocks and its properties become an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.errors import ArticleError
from indexer.read.characters import tidy
from indexer.read.file import File
from indexer.read.finish import split_topics
from indexer.read.markup import child_text
from indexer.read.package import Package
from indexer.read.page_dates import take_page_dates
from indexer.read.parsed import Parsed, ParsedArticle
from indexer.read.sections import Block, build_sections
from indexer.read.template import file_dates, is_generic, own_title

TITLE_LEVEL = 1
LONGEST_FIRST_LINE = 150
"""A first line without a heading's style is the title if it is no longer than this."""

_PROMPT = re.compile(
    r"""[\[<]?\s*(?:
    (?:klicka|tryck)\s(?:eller\s(?:klicka|tryck)\s)?(?:här|på\sikonen)\s(?:för\satt|och)\s
        (?:ange|skriv|lägg|infoga|välj|fyll)\w*(?:\s\w+){0,4}
    | (?:click|tap)\s(?:or\s(?:click|tap)\s)?(?:here\s|the\sicon\s)?to\s(?:enter|add|insert|edit)
        (?:\s\w+){0,4}
    | (?:skriv|ange|fyll\si)\s(?:\w+\s){0,3}här | välj\sett\s(?:objekt|datum|alternativ)
    | choose\san\sitem | enter\stext\shere | platshållartext
    )\.?\s*[\]>]?""",
    re.IGNORECASE | re.VERBOSE,
)
_OPENING = re.compile(
    r"(?:[\dIVX.]+\s+)?(?:inledning|bakgrund|sammanfattning|innehåll|förord|introduktion|syfte"
    r"|introduction|background|summary|contents|abstract|foreword|preface)",
    re.IGNORECASE,
)
_NO_TITLE_END = tuple(".:;,…")


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file's properties say, as it is written there."""

    title: str = ""
    created: str = ""
    modified: str = ""
    keywords: str = ""
    language: str = ""
    category: str = ""


NO_PROPERTIES = Properties()


def core_properties(package: Package) -> Properties:
    """Return what the properties of a document of Office say."""
    name = package.first_of("", "core-properties") or "docProps/core.xml"
    root = package.xml(name)
    if root is None:
        return NO_PROPERTIES
    names = ("title", "created", "modified", "keywords", "language", "category")
    return Properties(**{name: tidy(child_text(root, name)) for name in names})


def read_document(file: File, blocks: Sequence[Block], properties: Properties) -> Iterator[Parsed]:
    """Yield the article of the document; raise ArticleError when it has no text."""
    dates, rest = take_page_dates([block for block in blocks if not is_prompt(block.text)])
    title, rest = _titled(rest, own_title(properties.title))
    sections = build_sections(rest)
    if not (title or sections):
        raise ArticleError(file.id, "dokumentet har ingen text", "Fyll det med text.")
    yield ParsedArticle(
        title=title,
        sections=sections,
        kind=properties.category,
        dates=file_dates(dates, properties.created, properties.modified, properties.title),
        topics=split_topics(properties.keywords),
        language=properties.language,
    )


def is_prompt(text: str) -> bool:
    """Tell what a template asks its writer to fill in.

    >>> is_prompt("Klicka eller tryck här för att ange text."), is_prompt("Klicka här för mer om ljud.")
    (True, False)
    """
    return bool(_PROMPT.fullmatch(text))


def _titled(blocks: list[Block], given: str) -> tuple[str, list[Block]]:
    """Return the title and the blocks without it."""
    title = _title(blocks, given)
    for number, block in enumerate(blocks):
        if block.text == title and (block.level or not number):
            return title, blocks[:number] + blocks[number + 1 :]
    return title, blocks


def _title(blocks: list[Block], given: str) -> str:
    """Return what has the title's style, or is given, or is the first heading or line."""
    marked = next((block.text for block in blocks if block.level == TITLE_LEVEL), "")
    own = [text for text in (marked, given) if text and not is_generic(text)]
    if own:
        return own[0]
    heading = next((block.text for block in blocks if block.level > TITLE_LEVEL), "")
    first = blocks[0] if len(blocks) > 1 else Block("")
    if not heading or _OPENING.fullmatch(heading):
        heading = (first.text if _may_be_title(first) else "") or heading
    return (marked or given) if _OPENING.fullmatch(heading) else heading or marked or given


def _may_be_title(block: Block) -> bool:
    """Tell a line that stands first as a title does: short, of some words, and no sentence."""
    text = block.text
    plain = not (block.mark or block.level) and " | " not in text
    few = len(text) <= LONGEST_FIRST_LINE and not text.endswith(_NO_TITLE_END)
    return plain and few and " " in text and text[:1].isupper() and not is_prompt(text)
