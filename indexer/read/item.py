"""The values between readers and the index: sources in, articles and findings out."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.article import PUBLIC, Article


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from, and what they are taken to be when they do not say it themselves.

    `location` is a file or a folder; `url` is put before the path of a file to make its address.
    `named` tells whether somebody chose the name; else it is only the last part of the location.
    """

    name: str
    location: str
    kind: str = ""
    publisher: tuple[str, ...] = ()
    language: str = "sv"
    audience: str = PUBLIC
    url: str = ""
    named: bool = True


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


Item = Article | Finding
