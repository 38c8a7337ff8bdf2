"""What a reader gives of its file: an article in the file's own words, and doubts.

`finish` makes the article of it; what the file leaves out, its source says.
"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.article import DateSpan, Section
from indexer.read.item import Finding, PageLinks


@dataclass(frozen=True, slots=True)
class Dates:
    """When an article was published, reviewed and updated, and what should tell it and cannot."""

    published: DateSpan | None = None
    reviewed: DateSpan | None = None
    updated: DateSpan | None = None
    impossible: tuple[str, ...] = ()

    def or_else(self, other: Dates) -> Dates:
        """Return these dates, and those of the other where one is missing."""
        return Dates(
            self.published or other.published,
            self.reviewed or other.reviewed,
            self.updated or other.updated,
            self.impossible + other.impossible,
        )

    def or_of_file(self, created: DateSpan | None, modified: DateSpan | None) -> Dates:
        """Return these dates, or those that the program noted that the file was written with."""
        if self.published or modified == created:
            modified = None
        return self.or_else(Dates(published=created, updated=modified))


NO_DATES = Dates()


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """One article in the words of its file; what the file does not say is empty.

    `id` is empty where the file is one article, and has the file's id, address and name. Each of
    `topics` is one; see `finish.split_topics`. `language` is a tag such as "sv-SE" or a
    name of a language, if it is any. `audience` is None where the file does not speak of it.
    """

    title: str = ""
    sections: tuple[Section, ...] = ()
    summary: str = ""
    id: str = ""
    url: str = ""
    kind: str = ""
    dates: Dates = NO_DATES
    topics: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    reference: str = ""
    language: str = ""
    audience: str | None = None
    machine_read: bool = False


Parsed = ParsedArticle | Finding | PageLinks
"""What readers yield: articles, doubts that only they can have, and where a page leads."""
