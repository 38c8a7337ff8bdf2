"""HTML: the main content of a page as sections, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.article import Section
from indexer.errors import ArticleError
from indexer.read.characters import decode, tidy
from indexer.read.file import File, load
from indexer.read.html_content import (
    find_lead,
    is_box_heading,
    main_content,
    read_blocks,
)
from indexer.read.html_metadata import Metadata, read_metadata
from indexer.read.item import Finding
from indexer.read.markup import Element, parse_html
from indexer.read.named import with_chosen_fields
from indexer.read.official.page import read_page
from indexer.read.page_dates import take_page_dates
from indexer.read.parsed import Dates, Parsed, ParsedArticle
from indexer.read.sections import Block, build_sections
from indexer.read.web_page import web_address

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_PATH = re.compile(r"(?:du är här|you are here)\b.*[:>/»›]", re.IGNORECASE)


def read_html(file: File) -> Iterator[Parsed]:
    """Read an HTML page as one article; raise ArticleError when it has neither title nor text."""
    data = load(file)
    head = data[:_HEAD_BYTES]
    declared = _CHARSET.search(head) or _XML_ENCODING.search(head)
    charset = file.charset or (declared[1].decode("ascii") if declared else "")
    text, doubts = decode(data, file.id, charset, stray_nul=True)
    yield from doubts
    yield from read_markup(text, file)


def read_markup(text: str, file: File) -> Iterator[Parsed]:
    """Read a page that is decoded already; raise ArticleError as `read_html` does."""
    root, too_deep = parse_html(text)
    if too_deep:
        yield Finding(
            file.id,
            "sidan är nästlad djupare än vad som läses, och slutet kan saknas",
            "Förenkla sidans HTML.",
            refused=False,
        )
    if root is None:
        raise _empty(file)
    values = read_metadata(root).values if file.source.fields else {}
    for item in _read_page(root, file):
        if values and isinstance(item, ParsedArticle):
            yield with_chosen_fields(item, values, file.source, file.id)
        else:
            yield item


def read_fragment(html: str) -> tuple[Section, ...]:
    """Return the sections of a piece of HTML that is all content, such as a field of a record.

    >>> read_fragment("<h2>Skola</h2><p>Elev&shy;hälsa &amp; stöd</p>")
    (Section(heading='Skola', paragraphs=('Elevhälsa & stöd',), page=None),)
    """
    root, _ = parse_html(html)
    return build_sections(read_blocks(root)) if root is not None else ()


def _read_page(root: Element, file: File) -> Iterator[Parsed]:
    metadata = read_metadata(root)
    main, furniture = main_content(root)
    lead = find_lead(main, furniture)
    skipped = furniture if lead is None else {*furniture, lead}
    found = read_blocks(main, skipped)
    title, blocks = _titled(found, metadata, root)
    summary = " ".join(block.text for block in read_blocks(lead)) if lead is not None else ""
    headed = any(block.level == 1 for block in found)
    official = read_page(title, blocks, headed=headed, lead=summary)
    dates, blocks = _dates(blocks, main, root, metadata)
    dates = Dates(published=official.decided).or_else(dates)
    sections = build_sections(_without_leftovers(blocks))
    if not (title or sections or summary):
        raise _empty(file)
    yield ParsedArticle(
        title=official.title or title,
        sections=sections,
        summary=summary,
        url=web_address(metadata.address(), file.url),
        kind=metadata.kind(),
        dates=dates,
        topics=metadata.topics(),
        publisher=metadata.publisher(),
        reference=metadata.reference() or official.reference,
        language=metadata.language,
    )


def _titled(blocks: list[Block], metadata: Metadata, root: Element) -> tuple[str, list[Block]]:
    """Return the title and the blocks without it: of h1, the head, or the first heading."""
    own = [number for number, block in enumerate(blocks) if block.level == 1]
    anywhere = (tidy("".join(h1.itertext())) for h1 in root.iter("h1"))
    title = blocks[own[0]].text if own else metadata.title() or next(filter(None, anywhere), "")
    if not title:
        title = next((block.text for block in blocks if block.level), "")
    for number, block in enumerate(blocks):
        if block.level and block.text == title:
            return title, blocks[:number] + blocks[number + 1 :]
    return title, blocks


def _dates(
    blocks: list[Block], main: Element, root: Element, metadata: Metadata
) -> tuple[Dates, list[Block]]:
    """Return the page's dates, and the blocks without the lines that only state them.

    What the text states goes first, then its footer, the metadata, and what is marked as a time.
    """
    stated, rest = take_page_dates(blocks)
    teasers = {*root.iter("nav", "aside", "ul", "ol", "article")}
    around, _ = take_page_dates(
        read_blocks(root, teasers.difference([main], main.iterancestors())), edges=False
    )
    times = [Block(_line_of(time)) for time in main.iter("time") if not time.get("itemprop")]
    timed, _ = take_page_dates(times, edges=len(times) == 1)
    timed = replace(timed, impossible=())
    return stated.or_else(around).or_else(metadata.dates()).or_else(timed), rest


def _line_of(time: Element) -> str:
    """Return the line that a time stands in, with the day that it means for what it shows."""
    parent = time.getparent()
    before = parent.text if parent is not None and parent[0] is time else ""
    return tidy(f"{before or ''} {time.get('datetime', '')[:10]} {time.tail or ''}")


def _without_leftovers(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks without the path to the page, and without "Läs mer" over links left out."""
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        last = following is None or following.level > 0
        box = last and block.level > 0 and is_box_heading(block.text)
        if not box and not _PATH.match(block.text):
            yield block


def _empty(file: File) -> ArticleError:
    return ArticleError(
        file.id,
        "sidan har ingen text",
        "Kontrollera exporten: texten kan ha hämtats av ett skript.",
    )
