"""Which articles are the same text under another address, and which of them is shown?

They have the same words in the title and, nearly, in the text. That alone would be too little: of
412 pairs in two public archives whose texts are .9 the same, most are different documents of one
matter, such as a bill before and after its referral, or the same report of two years. So
neither may have something to say against it in the other's place: a word, a date, a reference.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from indexer.analyse.tokens import find_words, surface_form
from indexer.article import Article, DateSpan
from indexer.terms import fields

SIMILARITY = 0.9
"""So large a share of their runs of three words duplicates have in common."""
FEWEST_WORDS = 20
"""Shorter texts tell too little of whether they are the same."""
REPUBLISHED_WORDS = 150
"""From so many words on, exactly the same text is the same document whenever it was published."""
LIKE_LENGTH = 0.8
"""A text with less than this share of another's characters is surely not nearly the same."""

_PRINTED = re.compile(r"(?:^|[^a-zåäö])(?:print|utskrift)(?:$|[^a-zåäö]|s?v)", re.IGNORECASE)

Numbers = npt.NDArray[Any]
Bag = tuple[Numbers, Numbers]
"""Different values, in order, and how many times there is each."""


@dataclass(frozen=True, slots=True)
class DuplicateOf:
    """What a duplicate is shown as: the id of another article.

    `differs` names the facets in which it may have values that the other lacks, and the text when
    that is not word for word the same.
    """

    original: str
    differs: tuple[str, ...]


def block_of(article: Article) -> int:
    """Return a number that all articles share that might be duplicates of each other.

    It fits in 64 bits with a sign.
    """
    words = _title_words(article.title)
    told = "\n".join([*words, article.language, article.audience])
    digest = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def find_duplicates(block: Iterable[Article], *, series: bool = False) -> dict[str, DuplicateOf]:
    """Return the duplicates among the articles of a block, by id, whatever order they come in.

    Shown is what is no print version, then the fullest, the latest, what lies on the web, and what
    has the shortest address. In a `series`, a block of very many, only equal texts of one day are
    duplicates; it takes time and memory that grow with their number and not with its square.
    """
    likely = block if series else _of_like_length(block)
    texts = sorted((_Text.of(one, whole=not series) for one in likely), key=attrgetter("rank"))
    originals: defaultdict[object, list[_Text]] = defaultdict(list)
    duplicates: dict[str, DuplicateOf] = {}
    for text in texts:
        near = originals[(text.exact, text.published) if series else ""]
        original = next((one for one in near if _is_duplicate(text, one)), None)
        if original is None:
            near.append(text)
        else:
            duplicates[text.id] = DuplicateOf(original.id, tuple(_differences(text, original)))
    return duplicates


@dataclass(frozen=True)
class _Text:
    """What tells an article from its duplicates.

    `hashes` are of its words, unless it is in a series; `exact` is the same for the same words in
    the same order.
    """

    id: str
    rank: tuple[Any, ...]
    length: int
    exact: bytes
    hashes: Numbers
    kind: str
    publisher: frozenset[str]
    topics: frozenset[str]
    reference: str
    published: DateSpan | None
    reviewed: DateSpan | None

    @classmethod
    def of(cls, article: Article, *, whole: bool) -> Self:
        words = [word for text in _texts(article) for word in _words(text)]
        told = "\n".join(words).encode("utf-8", "surrogatepass")
        address = article.url or article.id
        printed = bool(_PRINTED.search(address) or _PRINTED.search(article.title))
        place = (not article.url, len(address), article.id)
        return cls(
            id=article.id,
            rank=(printed, -len(words), -_latest(article), *place),
            length=len(words),
            exact=hashlib.blake2b(told, digest_size=16).digest(),
            hashes=np.fromiter(map(hash, words if whole else ()), np.int64),
            kind=article.kind,
            publisher=frozenset(article.publisher),
            topics=frozenset(article.topics),
            reference=article.reference,
            published=article.published,
            reviewed=article.reviewed,
        )

    @cached_property
    def words(self) -> Bag:
        """The hashes of its words."""
        return np.unique(self.hashes, return_counts=True)

    @cached_property
    def runs(self) -> Bag:
        """The hashes of each three words in a row."""
        one, two, three = self.hashes[:-2], self.hashes[1:-1], self.hashes[2:]
        return np.unique(one * 3 + two * 5 + three * 7, return_counts=True)


def _is_duplicate(one: _Text, other: _Text) -> bool:
    same = one.exact == other.exact
    same_day = one.published is not None and one.published == other.published
    if one.length < FEWEST_WORDS or _speak_against(one.reference, other.reference):
        return False
    if one.publisher and other.publisher and one.publisher.isdisjoint(other.publisher):
        return False
    if _speak_against(one.kind, other.kind) and not same_day:
        return False
    if _speak_against(one.published, other.published) and not (
        same and one.length >= REPUBLISHED_WORDS
    ):
        return False
    return same or _is_nearly(one, other)


def _speak_against(one: object, other: object) -> bool:
    return bool(one and other and one != other)


def _is_nearly(one: _Text, other: _Text) -> bool:
    """Tell whether one is the other with some words put in; what has words of its own is another.

    Another year or another name in the same text makes another document.
    """
    lengths = sorted((one.length, other.length))
    if lengths[0] < SIMILARITY * lengths[1]:
        return False
    if _common(one.words, other.words) < lengths[0]:
        return False
    common = _common(one.runs, other.runs)
    return common >= SIMILARITY * (int(one.runs[1].sum() + other.runs[1].sum()) - common)


def _common(one: Bag, other: Bag) -> int:
    _, here, there = np.intersect1d(one[0], other[0], assume_unique=True, return_indices=True)
    return int(np.minimum(one[1][here], other[1][there]).sum())


def _differences(duplicate: _Text, original: _Text) -> Iterable[str]:
    """Yield by what a duplicate might be found where the original is not.

    Topics are also read out of the text, so that they may differ wherever it does.
    """
    if duplicate.exact != original.exact:
        yield fields.TEXT
    if duplicate.exact != original.exact or duplicate.topics != original.topics:
        yield "topic"
    if duplicate.kind not in {"", original.kind}:
        yield "kind"
    if not duplicate.publisher <= original.publisher:
        yield "publisher"
    if duplicate.published not in {None, original.published}:
        yield "year"
    if duplicate.reviewed not in {None, original.reviewed}:
        yield "year_reviewed"


def _latest(article: Article) -> int:
    dates = (article.published, article.reviewed, article.updated)
    return max((date.start.toordinal() for date in dates if date), default=0)


def _of_like_length(block: Iterable[Article]) -> Iterable[Article]:
    """Return the articles that have about as many characters as another one."""
    sized = sorted(((sum(map(len, _texts(one))), one) for one in block), key=itemgetter(0))
    like = {
        either
        for at, ((shorter, _), (longer, _)) in enumerate(pairwise(sized))
        if shorter >= LIKE_LENGTH * longer
        for either in (at, at + 1)
    }
    return [sized[at][1] for at in like]


def _words(text: str) -> list[str]:
    return [surface_form(word) for word in find_words(text)]


def _texts(article: Article) -> Iterable[str]:
    """Return what is compared word for word; titles and references are compared as such."""
    return (text for kind, text in article.texts() if kind not in {"title", "reference"})


def _title_words(title: str) -> Sequence[str]:
    """Return the words of a title without those that only say that it is to be printed."""
    words = _words(title)
    return [word for word in words if not word.startswith("utskrift")] or words
