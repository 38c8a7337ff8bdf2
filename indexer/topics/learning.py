"""Learning topics: what do the articles that editors have tagged teach of the rest?

Held-out articles, one half and then the other, choose the threshold: the lowest score from which
the proposals are right as often as the operator asks, with two standard errors to spare.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain
from typing import Any

import numpy as np

from indexer.article import Article
from indexer.topics.analysed import Analysed
from indexer.topics.assigning import is_tagged
from indexer.topics.model import Model, Numbers, Term, Weights, article_terms
from indexer.topics.vocabulary import Vocabulary

FEWEST_TAGGED = 200
FEWEST_OF_TOPIC = 5
"""A topic is learnt from at least so many articles."""
MOST_TAGGED = 20_000
"""Of more tagged articles an even selection is learnt from, so that time and memory are bounded."""
FEWEST_WITH_TERM = 2
FOLDS = 2
NEGLIGIBLE = 0.04
"""Weights this near zero are left out of a model."""
TOLERANCE = 0.01
EVEN = 0.5
_SPARE = 2.0
_TABLE_SIZE = 200


TermCounts = Mapping[str, Mapping[str, int]]
"""How often an article has each term, by kind, in the order in which it has them first."""

CountTerms = Callable[[Iterable[Article]], Iterable[TermCounts]]
"""Returns the counts of each article."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Tagged articles as numbers: row by row their term counts, and which topics they have."""

    terms: Sequence[Term]
    topics: Sequence[str]
    counts: Any
    tags: Numbers

    def __len__(self) -> int:
        return int(self.tags.shape[0])


@dataclass(frozen=True, slots=True)
class LearntModel:
    """What learning from `tagged` articles came to: a model, or the reason why there is none."""

    model: Model | None
    tagged: int = 0
    reason: str = ""


def can_learn() -> bool:
    """Tell whether the library that learns is installed."""
    return find_spec("sklearn") is not None


def count_terms(article: Article, analysed: Analysed) -> TermCounts:
    """Return the counts of one article, given its words."""
    return {kind: Counter(terms) for kind, terms in article_terms(article, analysed)}


def learn_model(
    articles: Iterable[Article], count: CountTerms, vocabulary: Vocabulary, precision: float
) -> LearntModel:
    """Learn from the tagged articles among these, or tell in Swedish why that cannot be done."""
    if not can_learn():
        return LearntModel(None, reason="scikit-learn saknas (pip install 'sokverket[topics]')")
    lesson = prepare_lesson(articles, count, vocabulary)
    if len(lesson) < FEWEST_TAGGED or not lesson.topics:
        tagged = "1 artikel" if len(lesson) == 1 else f"{len(lesson)} artiklar"
        reason = f"{tagged} har redaktionens ämnen, och det behövs minst {FEWEST_TAGGED}"
        return LearntModel(None, len(lesson), reason)
    scores = held_out_scores(lesson)
    threshold = choose_threshold(scores, lesson.tags, precision)
    if threshold is None:
        share = f"{100 * precision:.0f} %"
        return LearntModel(
            None, len(lesson), f"i prov blev för få förslag rätt ({share} ska vara det)"
        )
    return LearntModel(fit(lesson, scores, threshold), len(lesson))


def prepare_lesson(
    articles: Iterable[Article], count: CountTerms, vocabulary: Vocabulary
) -> Lesson:
    """Return the tagged articles, with the topics that enough of them have."""
    rows: dict[Term, int] = {}
    examples: list[tuple[tuple[str, ...], Numbers, Numbers]] = []
    chosen = _evenly(one for one in articles if is_tagged(one, vocabulary))
    for article, counts in zip(chosen, count(chosen), strict=True):
        terms = ((kind, term) for kind, counted in counts.items() for term in counted)
        places = np.array([rows.setdefault(term, len(rows)) for term in terms], np.int32)
        held = chain.from_iterable(counted.values() for counted in counts.values())
        numbers = np.fromiter(held, np.float32, len(places))
        topics = dict.fromkeys(vocabulary.resolve(name) for name in article.topics)
        examples.append((tuple(topics), places, numbers))
    tagged = Counter(topic for topics, _, _ in examples for topic in topics)
    learnable = sorted(
        topic
        for topic, count in tagged.items()
        if count >= FEWEST_OF_TOPIC and (topic in vocabulary or not len(vocabulary))
    )
    return Lesson([*rows], learnable, _matrix(examples, len(rows)), _tags(examples, learnable))


def held_out_scores(lesson: Lesson) -> Numbers:
    """Return each article's score for each topic, learnt from the others."""
    scores = np.full(lesson.tags.shape, -np.inf, np.float32)
    for training, testing in split_folds(len(lesson)):
        idf = _idf(lesson.counts[training])
        coefficients, intercepts = _fit(_weigh(lesson.counts[training], idf), lesson.tags[training])
        scores[testing] = _weigh(lesson.counts[testing], idf) @ coefficients.T + intercepts
    return scores


def split_folds(size: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the rows to learn from and those to judge by, for each fold."""
    folds = np.random.default_rng(0).permutation(size) % FOLDS
    for fold in range(FOLDS):
        yield np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)


def choose_threshold(scores: Numbers, tags: Numbers, precision: float) -> float | None:
    """Return the lowest score from which so large a share is right, or None when none is.

    It is never one at which a proposal is more probably wrong than right.
    """
    order = np.argsort(-scores, axis=None, kind="stable")
    numbers = np.arange(1, order.size + 1)
    right = np.cumsum(tags.ravel()[order]) / numbers
    spare = _SPARE * np.sqrt(precision * (1 - precision) / numbers)
    enough = np.flatnonzero(right - spare >= precision)
    if not enough.size:
        return None
    table, probabilities = _probabilities(scores, tags)
    even = table[np.argmax(probabilities >= EVEN)]
    return max(float(scores.ravel()[order[enough[-1]]]), float(even))


def fit(lesson: Lesson, scores: Numbers, threshold: float) -> Model:
    """Return the model of all tagged articles, whose held-out scores tell of probabilities."""
    idf = _idf(lesson.counts)
    coefficients, intercepts = _fit(_weigh(lesson.counts, idf), lesson.tags)
    coefficients[np.abs(coefficients) < NEGLIGIBLE] = 0
    used = np.flatnonzero(np.any(coefficients != 0, axis=0))
    by_term = coefficients[:, used].T
    rows, columns = np.nonzero(by_term)
    table = _probabilities(scores, lesson.tags)
    weights = Weights(
        idf=idf[used].astype(np.float32),
        starts=np.searchsorted(rows, np.arange(used.size + 1)).astype(np.int32),
        columns=columns.astype(np.min_scalar_type(len(lesson.topics))),
        values=by_term[rows, columns].astype(np.float16),
        intercepts=intercepts,
        scores=table[0],
        probabilities=table[1],
    )
    terms = [lesson.terms[row] for row in used.tolist()]
    return Model(terms, lesson.topics, weights, threshold, len(lesson))


def _evenly(articles: Iterable[Article]) -> Sequence[Article]:
    """Return the articles, or when they are too many about every second, fourth, … of them."""
    kept: list[Article] = []
    step = 1
    for place, article in enumerate(articles):
        if place % step == 0:
            kept.append(article)
        if len(kept) > MOST_TAGGED:
            kept = kept[::2]
            step *= 2
    return kept


def _matrix(examples: Sequence[tuple[Any, Numbers, Numbers]], width: int) -> Any:
    from scipy.sparse import csr_array  # noqa: PLC0415 - only where topics are learnt

    starts = np.cumsum([0, *(len(places) for _, places, _ in examples)], dtype=np.int32)
    places = np.concatenate([np.zeros(0, np.int32), *(places for _, places, _ in examples)])
    numbers = np.concatenate([np.zeros(0, np.float32), *(numbers for *_, numbers in examples)])
    return csr_array((numbers, places, starts), shape=(len(examples), width))


def _tags(examples: Sequence[tuple[Sequence[str], Any, Any]], topics: Sequence[str]) -> Numbers:
    columns = {topic: column for column, topic in enumerate(topics)}
    tags = np.zeros((len(examples), len(topics)), bool)
    for row, (named, _, _) in enumerate(examples):
        tags[row, [columns[topic] for topic in named if topic in columns]] = True
    return tags


def _idf(counts: Any) -> Numbers:
    """Return the smooth idf of each term, 0 for one that too few articles have."""
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log((1 + counts.shape[0]) / (1 + frequency)) + 1
    return np.where(frequency >= FEWEST_WITH_TERM, idf, 0.0)


def _weigh(counts: Any, idf: Numbers) -> Any:
    """Return (1 + ln count) · idf, each row of length 1, without what weighs nothing."""
    weighed = counts.astype(np.float64)
    weighed.data = (1 + np.log(weighed.data)) * idf[weighed.indices]
    squares = np.add.reduceat(np.append(np.square(weighed.data), 0.0), weighed.indptr[:-1])
    lengths = np.sqrt(np.where(np.diff(weighed.indptr) > 0, squares, 0.0))
    weighed.data /= np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(weighed.indptr))
    weighed.eliminate_zeros()
    return weighed


def _fit(weighed: Any, tags: Numbers) -> tuple[Numbers, Numbers]:
    """Return the coefficients and the intercept of each topic against all others."""
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - an extra, and slow to import

    def learn(column: int) -> tuple[Numbers, float]:
        named = tags[:, column]
        if named.all() or not named.any():  # in all articles, or in none of this part of them
            return np.zeros(weighed.shape[1]), 1.0 if named.any() else -1.0
        machine = LinearSVC(tol=TOLERANCE, random_state=0).fit(weighed, named)
        return machine.coef_[0], machine.intercept_[0]

    with ThreadPoolExecutor() as pool:
        learnt = list(pool.map(learn, range(tags.shape[1])))
    return np.array([weights for weights, _ in learnt]), np.array([start for _, start in learnt])


def _probabilities(scores: Numbers, tags: Numbers) -> tuple[Numbers, Numbers]:
    """Return a table of how probable a topic is by its held-out score, rising with it."""
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 - an extra

    near = scores > max(float(np.quantile(scores, 0.5)), -1.0)
    rising = IsotonicRegression(out_of_bounds="clip").fit(scores[near], tags[near])
    low, high = float(scores[near].min()), float(scores.max())
    table = np.linspace(low, high, _TABLE_SIZE)
    return table, rising.predict(table)
