"""Here is a source; what did the agency publish?

`scan` streams what a source holds, origin by origin, and passes over origins that are as they were;
`read` streams only the articles and findings. `folder` finds the files, `formats` knows which
reader takes which suffix, and each reader (`text`, `html`, `jsonlines`) turns one file into items.
`characters` mends what cannot be written, and `findings` gathers what many articles have in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from indexer.article import Article
from indexer.read.characters import make_writable
from indexer.read.findings import doubts_about, gather
from indexer.read.folder import scan_source
from indexer.read.item import ITSELF, Finding, Item, Kept, Origin, Scanned, Source, Unchanged
from indexer.read.origins import Known

__all__ = [
    "ITSELF",
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


def scan(source: Source, known: Mapping[str, str] = NOTHING) -> Iterator[Scanned]:
    """Stream the source, origin by origin; `known` are the stamps of earlier origins by name.

    For every origin comes `Unchanged`, and nothing was read, or `Origin` followed by its articles
    and findings, or `Kept`, after a finding that says why it could not be read. `Kept` after an
    `Origin` says that it was cut short: what was read counts, the rest of it stays. Findings before
    the first origin belong to the source, as do those about what is none (links, unknown formats),
    before which `ITSELF` comes.

    What is known and not told of at all is gone, once the stream has come to its end. Raises
    SourceError, at the first item or later, when the source cannot be read or is cut short: then
    nothing of it is gone.
    """
    for item in scan_source(source, Known(source, known)):
        yield make_writable(item) if isinstance(item, Article | Finding) else item


def read(source: Source) -> Iterator[Item]:
    """Stream the source's articles and findings; doubts shared by many come once, at the end.

    Raises SourceError as `scan` does.
    """
    return gather(item for item in scan(source) if isinstance(item, Article | Finding))
