"""Topics by what was learnt: a linear model over the terms of articles, in numpy alone.

Each term of an article weighs (1 + ln count) · idf, the article's terms together have length 1, and
a topic's score is their sum of products with its weights. The score stands for a probability by a
table of how often topics with such a score were right in articles that the model had not seen.
"""

from __future__ import annotations

import json
import math
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import repeat
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from indexer.article import Article, Assignment
from indexer.errors import IndexMissingError
from indexer.topics.analysed import Analysed

FILE_NAME = "topics.npz"
MOST_TERMS = 5
TEXT, PART, TITLE, PUBLISHER, KIND = KINDS = ("text", "part", "title", "publisher", "kind")
"""The kinds of terms: of words, of parts of compounds, of the title, and what metadata say."""

_UNKNOWN = -1

Term = tuple[str, str]
"""A kind and a term of it."""

Numbers = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A topic that a model sees in an article: its probability, and the terms that spoke for it.

    `sure` tells that the article would get it. `terms` are pairs of a word and its share of the
    score, the heaviest first.
    """

    topic: str
    probability: float
    sure: bool
    terms: tuple[tuple[Term, float], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """A model's numbers.

    Term r weighs `values[starts[r]:starts[r + 1]]` for the topics of those `columns`, and a topic
    begins at its one of the `intercepts`. `scores` and `probabilities` are a table of the two.
    """

    idf: Numbers
    starts: Numbers
    columns: Numbers
    values: Numbers
    intercepts: Numbers
    scores: Numbers
    probabilities: Numbers


@dataclass
class Model:
    """What was learnt of `tagged` articles; proposes topics that score at least `threshold`."""

    terms: Sequence[Term]
    topics: Sequence[str]
    weights: Weights
    threshold: float
    tagged: int

    def propose(self, article: Article, analysed: Analysed) -> list[Assignment]:
        """Return the topics that the article probably has, the surest first."""
        scores = self.scores(article, analysed)
        sure = np.flatnonzero(scores >= self.threshold)
        if not sure.size:
            return []
        best = sure[np.argsort(-scores[sure], kind="stable")]
        topics = (self.topics[at] for at in best.tolist())
        probabilities = self._probabilities(scores[best]).round(2).tolist()
        return [
            Assignment(topic, "model", (), probability)
            for topic, probability in zip(topics, probabilities, strict=True)
        ]

    def scores(self, article: Article, analysed: Analysed) -> Numbers:
        """Return the article's score for each of the topics."""
        return self._scores(*self._vector(article, analysed))

    def explain(self, article: Article, analysed: Analysed, limit: int) -> list[Proposal]:
        """Return the topics that the article most probably has, sure or not."""
        rows, values = self._vector(article, analysed)
        scores = self._scores(rows, values)
        probabilities = self._probabilities(scores).tolist()
        return [
            Proposal(
                self.topics[at],
                probabilities[at],
                bool(scores[at] >= self.threshold),
                tuple(self._spoke(at, rows, values)),
            )
            for at in np.argsort(-scores, kind="stable")[:limit].tolist()
        ]

    def without(self, terms: Collection[str]) -> Model:
        """Return the model that does not know these terms."""
        known = [(kind, "" if term in terms else term) for kind, term in self.terms]
        return replace(self, terms=known)

    def save(self, directory: Path) -> None:
        """Write the model among the files of a snapshot."""
        facts = {
            "terms": [list(term) for term in self.terms],
            "topics": list(self.topics),
            "threshold": self.threshold,
            "tagged": self.tagged,
        }
        text = np.frombuffer(json.dumps(facts, ensure_ascii=False).encode(), np.uint8)
        names = Weights.__dataclass_fields__
        arrays = {name: getattr(self.weights, name) for name in names}
        np.savez_compressed(directory / FILE_NAME, facts=text, **arrays)

    @cached_property
    def _rows(self) -> dict[str, dict[str, int]]:
        """The row of each term, by kind."""
        rows: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
        for row, (kind, term) in enumerate(self.terms):
            rows[kind][term] = row
        return rows

    @cached_property
    def _by_row(self) -> Numbers:
        """The weight of each row's term for each topic."""
        by_row = np.zeros((len(self.terms), len(self.topics)), np.float32)
        rows = np.repeat(np.arange(len(self.terms)), np.diff(self.weights.starts))
        by_row[rows, self.weights.columns] = self.weights.values
        return by_row

    def _probabilities(self, scores: Numbers) -> Numbers:
        return np.interp(scores, self.weights.scores, self.weights.probabilities)

    def _vector(self, article: Article, analysed: Analysed) -> tuple[Numbers, Numbers]:
        """Return the rows of the article's terms, and what each weighs in it."""
        found: list[int] = []
        counts: list[int] = []
        for kind, terms in article_terms(article, analysed):
            counted = Counter(terms)
            found += map(self._rows[kind].get, counted, repeat(_UNKNOWN))
            counts += counted.values()
        rows = np.array(found, np.int64)
        known = rows != _UNKNOWN
        rows = rows[known]
        values = (1 + np.log(np.array(counts)[known])) * self.weights.idf[rows]
        length = math.sqrt(float(values @ values))
        return rows, values / length if length else values

    def _scores(self, rows: Numbers, values: Numbers) -> Numbers:
        """Return the sum of the rows' weights, all of them: a row's few are looked up in no time.

        To pick out those that are not 0 would take several times longer.
        """
        products: Numbers = values.astype(np.float32) @ self._by_row.take(rows, 0)
        return products + self.weights.intercepts

    def _spoke(self, column: int, rows: Numbers, values: Numbers) -> Iterator[tuple[Term, float]]:
        shares = {}
        for row, value in zip(rows.tolist(), values.tolist(), strict=True):
            places = slice(self.weights.starts[row], self.weights.starts[row + 1])
            found = np.flatnonzero(self.weights.columns[places] == column)
            if found.size:
                shares[self.terms[row]] = value * float(self.weights.values[places][found[0]])
        for term in sorted(shares, key=lambda term: -shares[term])[:MOST_TERMS]:
            if shares[term] > 0:
                yield term, shares[term]


def load_model(directory: Path) -> Model | None:
    """Return the model of a snapshot, None without; raise IndexMissingError if it is damaged."""
    path = directory / FILE_NAME
    if not path.exists():
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            facts = json.loads(arrays["facts"].tobytes())
            weights = Weights(**{name: arrays[name] for name in Weights.__dataclass_fields__})
            terms = [(kind, term) for kind, term in facts.pop("terms")]
            return Model(terms=terms, weights=weights, **facts)
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile, zlib.error) as error:
        raise IndexMissingError(
            f"Ämnesmodellen {path}", "den är skadad", "Kör sokverket reindex --full."
        ) from error


def article_terms(article: Article, analysed: Analysed) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the terms that a model knows an article by, in kinds that speak for themselves."""
    yield TEXT, analysed.content
    yield PART, analysed.parts
    yield TITLE, analysed.title
    yield PUBLISHER, article.publisher
    yield KIND, (article.kind,)
