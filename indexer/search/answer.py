"""What a search answers: hits with snippets, facets, and what the person should know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.article import Article, DateSpan, TopicOrigin
from indexer.search.tree import NOTHING, Node

Mark = tuple[int, int]
"""Start and end of a matched word, in Unicode code points of its text."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the search to tell the person.

    `message` is Swedish and may hold {names} that `values` fill, so that it can be translated.
    Whoever shows it says in which language, so that none is said in Swedish by chance.
    """

    message: str
    values: Mapping[str, str | int] = field(default_factory=dict)


def in_swedish(notice: Notice) -> str:
    """Return the notice as the command line says it.

    >>> in_swedish(Notice("ordet ”{word}”", {"word": "skola"}))
    'ordet ”skola”'
    """
    return notice.message.format(**notice.values)


@dataclass(frozen=True, slots=True)
class Snippet:
    """The passage that answers best, the heading above it, and its page in a paged document.

    A line break in `text` is where a paragraph of the article ends.
    """

    text: str
    marks: tuple[Mark, ...]
    heading: str = ""
    page: int | None = None
    heading_marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic of an article: its id as filters take it, and its label as people read it.

    `by` tells who says so, `evidence` gives words of the text that did, and `probability` how
    sure a model is.
    """

    id: str
    label: str
    by: TopicOrigin = "metadata"
    evidence: tuple[str, ...] = ()
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found; `missing` are the words of the query that it lacks.

    `chosen` tells that editors have chosen the article for this question, `duplicates` are others
    with the same text, and `reference_marks` are places in the article's own reference.
    """

    article: Article
    title_marks: tuple[Mark, ...]
    topics: tuple[TopicLink, ...]
    score: float
    missing: tuple[str, ...]
    chosen: bool
    snippet: Snippet
    duplicates: tuple[Article, ...] = ()
    reference_marks: tuple[Mark, ...] = ()

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id


@dataclass(slots=True)
class FacetValue:
    """A value of a facet with the number of articles that a choice of it would show.

    Of a topic, `broader` is the id of the topic above it, or empty, and `by` tells how many of the
    articles have it from whom. There are so many of these that to freeze them takes time.
    """

    value: str
    label: str
    count: int
    broader: str = ""
    by: Mapping[TopicOrigin, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Way:
    """Another question, which `total` articles answer."""

    query: str
    total: int


@dataclass(frozen=True, slots=True)
class WaysOn:
    """What a question that found nothing may become.

    `fewer` are questions without some of its words, `parts` the words that its compounds are built
    of, and `topics` those whose names share a word with it or are spelt like it.
    """

    fewer: tuple[Way, ...]
    parts: tuple[Way, ...]
    topics: tuple[TopicLink, ...]


@dataclass(frozen=True, slots=True)
class OfferedFilter:
    """A time that the words of a question name: as typed, its ends, and the words without it."""

    text: str
    since: DateSpan | None
    until: DateSpan | None
    query: str


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """One page of the answer; `facets` are keyed topic, year, kind, publisher and language.

    `relaxed` tells that articles which lack some of the words are among the hits, and `complete`
    how many have them all, or None where that was not counted. From the hit at `first_lacking` on
    all lack some, and those before have them all; None where there is no such place. `searched` is
    the question that was answered (another than `query` when that found nothing), `widened` what
    was searched besides what was typed, `suggestion` a question that finds more, and `explore` the
    topics that the answer is about. `ways` lead on from a question that found nothing. `tree` is
    how the question was read, and `offers` what it may be narrowed to. `quoted` is the hit whose
    snippet clearly answers the question, if any does.
    """

    query: str
    searched: str
    total: int
    relaxed: bool
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    notices: tuple[Notice, ...]
    suggestion: str | None
    widened: tuple[str, ...]
    took_ms: float
    explore: tuple[TopicLink, ...] = ()
    complete: int | None = None
    first_lacking: int | None = None
    ways: WaysOn | None = None
    tree: Node = NOTHING
    offers: tuple[OfferedFilter, ...] = ()
    quoted: Hit | None = None


@dataclass(frozen=True, slots=True)
class MarkedSection:
    """A section of a shown article, with the marks of its heading and of each paragraph."""

    heading: str
    heading_marks: tuple[Mark, ...]
    paragraphs: tuple[tuple[str, tuple[Mark, ...]], ...]
    page: int | None


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article as a page shows it, with the marks of the words that were searched for."""

    article: Article
    title_marks: tuple[Mark, ...]
    sections: tuple[MarkedSection, ...]
    topics: tuple[TopicLink, ...]
    summary_marks: tuple[Mark, ...] = ()
    duplicates: tuple[Article, ...] = ()
    reference_marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic of the index: `broader` is the id of the topic above it, or empty.

    `by` tells how many of the articles have it from whom, and `note` what it covers.
    """

    id: str
    label: str
    broader: str
    count: int
    by: Mapping[TopicOrigin, int] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article with the labels of its topics, and the words of the query that it lacks."""

    article: Article
    topics: tuple[TopicLink, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleList:
    """One page of a result as articles; `total` is the number in the whole result."""

    total: int
    articles: tuple[LabelledArticle, ...]
