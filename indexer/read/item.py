"""The values between readers and the index: sources in, articles and findings out."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.article import PUBLIC, Article


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from, and what they are taken to be when they do not say it themselves.

    `location` is a file, a folder or a web address; `url` is put before the path of a file to make
    its address. `named` tells whether somebody chose the name; else it is only the last part of the
    location. Of the web, only `hosts` (and that of the location) are asked, every `delay` seconds,
    for at most `limit` pages.
    """

    name: str
    location: str
    kind: str = ""
    publisher: tuple[str, ...] = ()
    language: str = "sv"
    audience: str = PUBLIC
    url: str = ""
    named: bool = True
    hosts: tuple[str, ...] = ()
    delay: float = 1.0
    limit: int = 50_000


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
    address, or for a source of one file its name. `fingerprint` is opaque.
    """

    name: str
    fingerprint: str


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


Item = Article | Finding
Scanned = Item | Origin | Unchanged | Kept
