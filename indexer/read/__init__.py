"""Here is a source; what did the agency publish?

`read` streams articles and findings out of a file or a folder. `folder` finds the files,
`formats` knows which reader takes which suffix, and each reader (`text`, `html`, `jsonlines`)
turns one file into items. `characters` mends what cannot be written, and `findings` gathers what
many articles have in common.
"""

from __future__ import annotations

from collections.abc import Iterator

from indexer.read.characters import make_writable
from indexer.read.findings import gather
from indexer.read.folder import read_source
from indexer.read.item import Finding, Item, Source

__all__ = ["Finding", "Item", "Source", "read"]


def read(source: Source) -> Iterator[Item]:
    """Stream the source's articles and findings; doubts shared by many come once, at the end.

    Raises SourceError, when first asked for an item, if there is no source to read.
    """
    return gather(map(make_writable, read_source(source)))
