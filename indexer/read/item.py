"""What readers give the index: articles and findings, and the origins that they come from."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.article import Article


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to report: an item that was refused, or one that was read but looks doubtful.

    `times` tells of how many items it is said at once.
    """

    item: str
    reason: str
    remedy: str
    refused: bool = True
    times: int = 1


@dataclass(frozen=True, slots=True)
class Origin:
    """A file or address that articles come from; its content may differ when its fingerprint does.

    `name` is unique within the source and stable between runs: the path within the source, the
    address, or for a source of one file its name. `fingerprint` is opaque. `placed`, if any, is to
    be remembered in its stead where findings tell of what comes from it, since they name the place.
    """

    name: str
    fingerprint: str
    placed: str = ""


ITSELF = Origin("", "")
"""Leads back to the source itself: the findings that follow are about none of its origins."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An origin whose fingerprint is the known one: nothing of it was read."""

    name: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An origin that could not be read now, or not to its end: what is known of it stays.

    Articles that came from it before and were not read again are not gone, and its fingerprint is
    not to be remembered, so that the next run tries anew. With `beneath` that holds for every
    origin whose name begins with `name`, and which is not told of by itself.
    """

    name: str
    beneath: bool = False


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where a page of the web leads, told only to who asks and never passed on to the index.

    `canonical` is the address that it calls its own, or empty; `indexed` is False for a page that
    asks not to be found.
    """

    urls: tuple[str, ...]
    canonical: str = ""
    indexed: bool = True


Item = Article | Finding
Scanned = Item | Origin | Unchanged | Kept | PageLinks
