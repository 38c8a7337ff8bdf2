"""Here is a source; what did the agency publish?

`scan` streams what a source holds, origin by origin, and passes over origins that are as they were;
`read` streams only the articles and findings. `folder` finds files and `web` fetches pages; both
have each read by a `process` of its own. There, `reading` takes the reader of its format: `formats`
knows them all, those of one article and those of many (`members`). A reader says what the file
says, and `finish` makes the article of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from indexer.article import Article
from indexer.read.findings import doubts_about, gather
from indexer.read.folder import scan_files
from indexer.read.item import ITSELF, Finding, Item, Kept, Origin, Scanned, Unchanged
from indexer.read.keywords import without_site_keywords
from indexer.read.origins import Expect, KnownOrigins
from indexer.settings import Source, is_address

__all__ = [
    "ITSELF",
    "Expect",
    "Finding",
    "Item",
    "Kept",
    "Origin",
    "Scanned",
    "Source",
    "Unchanged",
    "doubts_about",
    "gather",
    "read",
    "scan",
]

NOTHING: Mapping[str, str] = {}


def scan(
    source: Source,
    known: Mapping[str, str] = NOTHING,
    expect: Expect = lambda _: None,
    *,
    most: int = 0,
) -> Iterator[Scanned]:
    """Stream the source, origin by origin; `known` are the fingerprints of earlier origins by name.

    Where it can be told beforehand how many articles are likely to come, `expect` is. With `most`,
    only so many files of a folder are read, from all over it.

    For every origin comes `Unchanged`, and nothing was read, or `Origin` followed by its articles
    and findings, or `Kept`, after a finding that says why it could not be read. `Kept` after an
    `Origin` says that it was cut short: what was read counts, the rest of it stays. Findings before
    the first origin belong to the source, as do those about what is none (links, unknown formats),
    before which `ITSELF` comes.

    What is known and not told of at all is gone, once the stream has come to its end. Raises
    SourceError, at the first item or later, when the source cannot be read or is cut short: then
    nothing of it is gone.
    """
    if not is_address(source.location):
        found = scan_files(source, KnownOrigins(source, known), expect, most)
    else:
        from indexer.read.web import scan_web  # noqa: PLC0415 - most runs do not ask the web

        found = scan_web(source, KnownOrigins(source, known), expect)
    return without_site_keywords(source, found, known)


def read(source: Source) -> Iterator[Item]:
    """Stream the source's articles and findings; doubts shared by many come once, at the end.

    Raises SourceError as `scan` does.
    """
    return gather(item for item in scan(source) if isinstance(item, Article | Finding))
