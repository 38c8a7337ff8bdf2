"""A trial: how would some articles of a source be read, before any of it is indexed?"""

from __future__ import annotations

import time
from collections.abc import Collection, Generator
from contextlib import closing
from dataclasses import dataclass

from indexer.article import INTERNAL, Article
from indexer.errors import SourceError
from indexer.index.manifest import OriginRecord
from indexer.read import Expect, Finding, Kept, Source, doubts_about, gather, scan

READ_FOR_EACH = 3
"""So many articles are read for each that is shown, to show some from all over."""

SECONDS = 30
"""No article is begun after this."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial read; `articles` are some of them.

    `read` counts all articles that were read, `withheld` those that the index may not hold, and
    `complete` tells whether that was the whole source. `refused` counts the articles that were
    refused and `unread` what could not be read now, or not to its end. `seconds` is the time that
    it took.
    """

    source: Source
    articles: tuple[Article, ...]
    findings: tuple[Finding, ...]
    read: int
    withheld: int
    complete: bool
    refused: int
    unread: int
    seconds: float


def try_source(source: Source, audience: str, withdrawn: Collection[str], limit: int) -> Trial:
    """Read a few articles from all over the source, and return `limit` of them at most.

    Nothing is said of an article that is internal or withdrawn. What keeps the source as a whole
    from being read is the last finding. Raises SourceError when there is nothing else to tell.
    """
    began = time.monotonic()
    most = READ_FOR_EACH * limit
    told = OriginRecord("")
    shown: list[Article] = []
    expected: list[int] = []
    withheld, unread, complete = 0, 0, True
    try:
        with closing(_scan(source, most, expected.append)) as items:
            for item in items:
                if isinstance(item, Kept):
                    unread += not item.beneath
                elif isinstance(item, Finding):
                    told.findings.append(item)
                elif item.id in withdrawn or INTERNAL == item.audience != audience:
                    told.leave_out(item)
                    withheld += 1
                else:
                    shown.append(item)
                    told.findings += doubts_about(item)
                if len(shown) + withheld >= most or time.monotonic() - began > SECONDS:
                    complete = False
                    break
    except SourceError as error:
        if not (shown or withheld or told.findings):
            raise
        told.findings.append(Finding(error.thing, error.reason, error.remedy))
        unread += 1
    findings = (one for one in gather(told.mentionable()) if isinstance(one, Finding))
    picked = min(limit, len(shown))
    return Trial(
        source=source,
        articles=tuple(shown[number * len(shown) // picked] for number in range(picked)),
        findings=tuple(findings),
        read=len(shown) + withheld,
        withheld=withheld,
        complete=complete and all(number <= most for number in expected),
        refused=max(sum(finding.refused for finding in told.findings) - unread, 0),
        unread=unread,
        seconds=round(time.monotonic() - began, 2),
    )


def _scan(
    source: Source, most: int, expect: Expect
) -> Generator[Article | Finding | Kept, None, None]:
    for item in scan(source, expect=expect, most=most):
        if isinstance(item, Article | Finding | Kept):
            yield item
