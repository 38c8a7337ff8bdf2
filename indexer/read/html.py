"""HTML: the main content of a page as sections, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.article import Section
from indexer.errors import ArticleError
from indexer.read.characters import decode, tidy
from indexer.read.file import File, load
from indexer.read.html_blocks import read_blocks
from indexer.read.html_content import find_lead, main_content
from indexer.read.html_dates import read_dates
from indexer.read.html_elsewhere import find_elsewhere
from indexer.read.html_hidden import find_panels
from indexer.read.html_metadata import Metadata, read_metadata
from indexer.read.html_names import TOOL_LINES, is_box_heading
from indexer.read.item import Finding
from indexer.read.markup import Element, parse_html
from indexer.read.named import with_chosen_fields
from indexer.read.official.page import read_page
from indexer.read.parsed import Dates, Parsed, ParsedArticle
from indexer.read.sections import Block, build_sections
from indexer.read.web_page import web_address

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_MAY_HIDE = ("hidden", "aria-expanded", "isplay:", "isplay :", "ISPLAY", "d-none")
_PATH = re.compile(r"(?:du är här|you are here)\b.*[:>/»›]", re.IGNORECASE)

LONGEST_STUB = 300
LONGEST_STEP = 60
LONGEST_PATH = 300
"""What stands before the title and is longer, a line or all of it, is text."""


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
    if root is None:
        return ()
    if not any(word in html for word in _MAY_HIDE):
        return build_sections(read_blocks(root))
    panels = find_panels(root)
    return build_sections(read_blocks(root, panels.unseen, panels.labels))


def _read_page(root: Element, file: File) -> Iterator[Parsed]:
    metadata = read_metadata(root)
    content = main_content(root)
    lead = find_lead(content)
    found = content.blocks() if lead is None else content.blocks(lead)
    title, before, blocks = _titled(found, metadata, root)
    summary = " ".join(block.text for block in read_blocks(lead)) if lead is not None else ""
    headed = any(block.level == 1 for block in found)
    official = read_page(title, blocks, headed=headed, lead=summary, above=before)
    dates, blocks = read_dates(before, blocks, content, root, metadata)
    dates = Dates(published=official.decided).or_else(dates)
    sections = build_sections(_without_leftovers(blocks))
    if elsewhere := find_elsewhere(root):
        sections = sections or build_sections(elsewhere.blocks)
        if elsewhere.framed or _is_stub(sections):
            yield elsewhere.finding(file.id)
            if not (elsewhere.framed and sections):
                return
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


def _is_stub(sections: tuple[Section, ...]) -> bool:
    """Tell a page that says no more than that it has moved."""
    return sum(len(p) for section in sections for p in section.paragraphs) <= LONGEST_STUB


def _titled(
    blocks: list[Block], metadata: Metadata, root: Element
) -> tuple[str, list[Block], list[Block]]:
    """Return the title, and the blocks before and after it: of h1, the head, or the first heading.

    Only dates are taken of what stands before an h1, which is the path to the page.
    """
    said = metadata.title()
    own = [block.text for block in blocks if block.level == 1]
    anywhere = (tidy("".join(h1.itertext())) for h1 in root.iter("h1"))
    heading = said if said in own else next(iter(own), "")
    title = heading or said or next(filter(None, anywhere), "")
    if not title:
        title = next((block.text for block in blocks if block.level), "")
    for number, block in enumerate(blocks):
        if block.level and block.text == title:
            before, after = blocks[:number], blocks[number + 1 :]
            if heading and (more := _beside_title(root, title, said)):
                title, after = said, [Block(more), *after]
            if block.level == 1 and _is_path(before):
                return title, before, after
            return title, [], before + after
    return title, [], blocks


def _beside_title(root: Element, heading: str, said: str) -> str:
    """Return what a title holds more than the page calls itself, in an element of its own."""
    if not heading.startswith(f"{said} "):
        return ""
    whole = (h1 for h1 in root.iter("h1") if tidy(h1.text or "") == said)
    return heading[len(said) :].strip() if any(True for _ in whole) else ""


def _is_path(blocks: list[Block]) -> bool:
    """Tell a few short lines before the title, such as links to the pages above it."""
    lengths = [len(block.text) for block in blocks if not block.text.endswith((".", "!", "?"))]
    short = max(lengths, default=0) <= LONGEST_STEP and sum(lengths) <= LONGEST_PATH
    return len(lengths) == len(blocks) and short and not any(block.level for block in blocks)


def _without_leftovers(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks without the path to the page, tools, and "Läs mer" over links left out."""
    kept = [
        block
        for block in blocks
        if not _PATH.match(block.text) and (block.level or block.text.casefold() not in TOOL_LINES)
    ]
    for block, following in zip(kept, [*kept[1:], None], strict=False):
        last = following is None or following.level > 0
        if not (last and block.level > 0 and is_box_heading(block.text)):
            yield block


def _empty(file: File) -> ArticleError:
    return ArticleError(
        file.id,
        "sidan har ingen text",
        "Kontrollera exporten: texten kan ha hämtats av ett skript.",
    )
