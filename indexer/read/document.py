"""A written document, of whatever program: its blocks and its properties become an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.article import CELL
from indexer.errors import ArticleError
from indexer.read.characters import tidy
from indexer.read.file import File
from indexer.read.finish import split_topics
from indexer.read.markup import child_text
from indexer.read.official import named_title, take_official
from indexer.read.package import Package
from indexer.read.page_dates import take_page_dates
from indexer.read.parsed import Dates, Parsed, ParsedArticle
from indexer.read.sections import Block, build_sections, join_cells
from indexer.read.template import file_dates, is_generic, own_title

TITLE_LEVEL = 1
LONGEST_FIRST_LINE = 150
"""A first line without a heading's style is the title if it is no longer than this."""

LONGEST_CELL = 300
"""A row whose cells hold several paragraphs, longer than this together, is there for layout."""

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
    r"(?:kapitel|kap\.?|del|chapter|part)\s*[\dIVX]+\b.*"
    r"|(?:[\dIVX.]+\s+)?(?:inledning|bakgrund|sammanfattning|innehåll|förord|introduktion|syfte"
    r"|introduction|background|summary|contents|abstract|foreword|preface)",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"innehåll|innehållsförteckning|(?:table\sof\s)?contents", re.IGNORECASE)
_LEADER = re.compile(r".{1,300}?(?:\.\s?|…\s?|_){4,}\s*\d{1,4}")
_PLACE_AND_DAY = re.compile(r"\w+(?:,| den|, den)\s+\d")
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
    official, rest = take_official(list(_without_contents(blocks)))
    stated, rest = take_page_dates(rest)
    dates = Dates(published=official.decided).or_else(stated)
    title = official.title
    if not title:
        title, rest = _titled(rest, own_title(properties.title))
    sections = build_sections(rest)
    if not (title or sections):
        raise ArticleError(file.id, "dokumentet har ingen text", "Fyll det med text.")
    yield ParsedArticle(
        title=named_title(title, official),
        sections=sections,
        kind=properties.category,
        reference=official.reference,
        dates=file_dates(dates, properties.created, properties.modified, properties.title),
        topics=split_topics(properties.keywords),
        language=properties.language,
    )


def table_row(cells: Sequence[Sequence[Block]], *, nested: bool = False) -> Iterator[Block]:
    """Yield a row of data as one line, or what stands in its cells where they are for layout.

    `nested` tells that there are tables within its cells.
    """
    texts = [" ".join(block.text for block in cell) for cell in cells]
    headed = any(block.level for cell in cells for block in cell)
    pairs = zip(cells, texts, strict=True)
    long = any(len(cell) > 1 and len(text) > LONGEST_CELL for cell, text in pairs)
    if sum(map(bool, texts)) > 1 and not (nested or headed or long):
        yield Block(join_cells(texts))
    else:
        for cell in cells:
            yield from cell


def is_prompt(text: str) -> bool:
    """Tell what a template asks its writer to fill in.

    >>> is_prompt("Klicka eller tryck här för att ange text."), is_prompt("Klicka här för mer.")
    (True, False)
    """
    return bool(_PROMPT.fullmatch(text))


def _without_contents(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks without prompts and lines of a list of contents, nor its heading."""
    kept = [one for one in blocks if not (is_prompt(one.text) or _LEADER.fullmatch(one.text))]
    for block, following in zip(kept, [*kept[1:], None], strict=False):
        over_nothing = following is None or following.level
        if not (over_nothing and _CONTENTS.fullmatch(block.text)):
            yield block


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
        plain = not (first.mark or first.level) and may_be_title(first.text)
        heading = first.text if plain else heading
    return (marked or given) if _OPENING.fullmatch(heading) else heading or marked or given


def may_be_title(text: str) -> bool:
    """Tell a line that stands first as a title does: short, of some words, and no sentence."""
    few = len(text) <= LONGEST_FIRST_LINE and not text.endswith(_NO_TITLE_END)
    worded = " " in text and CELL not in text and text[:1].isupper()
    return few and worded and not _PLACE_AND_DAY.match(text)
