"""How good are the topics that a model proposes? Cross-validation over the tagged articles.

Each half of the articles is judged by what was learnt of the other, at the threshold that the
other chooses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from indexer.article import Article
from indexer.errors import EngineError
from indexer.topics.learning import (
    FEWEST_TAGGED,
    CountTerms,
    Lesson,
    can_learn,
    choose_threshold,
    held_out_scores,
    prepare_lesson,
    split_folds,
)
from indexer.topics.model import Numbers
from indexer.topics.vocabulary import Vocabulary

CONFUSIONS = 20


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """Counts of a topic: articles that editors gave it, proposals of it, and those that agree."""

    topic: str
    tagged: int
    proposed: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the proposals that are right."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """The share of the editors' tags that were proposed."""
        return self.right / self.tagged if self.tagged else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.tagged + self.proposed)


@dataclass(frozen=True, slots=True)
class Confusion:
    """How many articles were proposed one topic and not the one that their editors gave them."""

    tagged: str
    proposed: str
    articles: int


@dataclass(frozen=True, slots=True)
class TopicEvaluation:
    """How well topics were proposed to `articles` articles; `precision_at_1` needs no threshold."""

    articles: int
    threshold: float
    precision_at_1: float
    topics: tuple[TopicFigures, ...]
    confusions: tuple[Confusion, ...]

    @property
    def micro(self) -> TopicFigures:
        """All topics together, each proposal counting alike."""
        return TopicFigures(
            "",
            sum(one.tagged for one in self.topics),
            sum(one.proposed for one in self.topics),
            sum(one.right for one in self.topics),
        )

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the topics, each topic counting alike."""
        return sum(one.f1 for one in self.topics) / max(1, len(self.topics))


def evaluate_learning(
    articles: Iterable[Article], count: CountTerms, vocabulary: Vocabulary, precision: float
) -> TopicEvaluation:
    """Judge what the tagged articles among these teach; raise EngineError if that is too little."""
    if not can_learn():
        raise EngineError(
            "Ämnesmodellen", "scikit-learn saknas", "Kör pip install 'sokverket[topics]'."
        )
    lesson = prepare_lesson(articles, count, vocabulary)
    if len(lesson) < FEWEST_TAGGED or not lesson.topics:
        raise EngineError(
            "Ämnesmodellen",
            f"för få artiklar har redaktionens ämnen ({len(lesson)} av {FEWEST_TAGGED})",
            "Sätt ämnen på fler artiklar; tills dess används bara ämneslistan.",
        )
    return evaluate_topics(lesson, precision)


def evaluate_topics(lesson: Lesson, precision: float) -> TopicEvaluation:
    """Judge a lesson's topics by cross-validation at the threshold for a precision."""
    scores = held_out_scores(lesson)
    proposed = np.zeros(lesson.tags.shape, bool)
    thresholds = []
    for training, testing in split_folds(len(lesson)):
        threshold = choose_threshold(scores[training], lesson.tags[training], precision)
        if threshold is not None:
            thresholds.append(threshold)
            proposed[testing] = scores[testing] >= threshold
    best = scores.argmax(axis=1)
    return TopicEvaluation(
        articles=len(lesson),
        threshold=float(np.mean(thresholds)) if thresholds else float("inf"),
        precision_at_1=float(lesson.tags[np.arange(len(lesson)), best].mean()),
        topics=tuple(_figures(lesson, proposed)),
        confusions=tuple(_confusions(lesson, proposed)),
    )


def _figures(lesson: Lesson, proposed: Numbers) -> Iterable[TopicFigures]:
    right = (proposed & lesson.tags).sum(axis=0).tolist()
    numbers = zip(
        lesson.topics,
        lesson.tags.sum(axis=0).tolist(),
        proposed.sum(axis=0).tolist(),
        right,
        strict=True,
    )
    return (TopicFigures(*one) for one in numbers)


def _confusions(lesson: Lesson, proposed: Numbers) -> Iterable[Confusion]:
    """Return the pairs of a missed and a wrongly proposed topic that most articles share."""
    missed = (lesson.tags & ~proposed).astype(np.int32)
    wrong = (proposed & ~lesson.tags).astype(np.int32)
    together = missed.T @ wrong
    order = np.argsort(-together, axis=None, kind="stable")[:CONFUSIONS]
    for place in order.tolist():
        tagged, other = divmod(place, len(lesson.topics))
        if together[tagged, other]:
            articles = int(together[tagged, other])
            yield Confusion(lesson.topics[tagged], lesson.topics[other], articles)
