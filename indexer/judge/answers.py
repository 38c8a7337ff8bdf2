"""How often does what is shown hold the answer to the question?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

from indexer.errors import FileError
from indexer.judge.trec import JudgedSet

DEPTHS = (1, 3, 10)
WIDTH_DEPTH = 3


class Excerpt(NamedTuple):
    """What is shown of an article: its id and the text."""

    article: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerEvaluation:
    """Over the questions with a judged answer, as shares of them.

    `shown` tells how many have it in the snippet of a judged article among the first 1, 3 and 10
    hits, `quoted` how many have a quotation above the hits, and `quoted_right` how many of those
    quotations are of a judged article and hold the answer. `snippet` is the mean length, in
    characters, of the snippets of the first three hits.
    """

    shown: Mapping[int, float]
    snippet: float
    quoted: float
    quoted_right: float
    questions: int


def evaluate_answers(
    judged: JudgedSet,
    answers: Mapping[str, str],
    show: Callable[[str], Sequence[Excerpt]],
    quote: Callable[[str], Excerpt | None],
) -> AnswerEvaluation:
    """Ask the questions that have an answer: what is shown of the hits, and what is quoted?

    Raises FileError when no question has any.
    """
    questions = {id_: text for id_, text in judged.queries.items() if id_ in answers}
    if not questions:
        raise FileError(
            "Svaren", "inget av dem hör till någon av frågorna", "Ange svar med frågornas id."
        )
    places, widths, quoted = [], [], []
    for id_, text in questions.items():
        relevant = {article for article, grade in judged.grades.get(id_, {}).items() if grade > 0}
        shown = show(text)
        right = [one.article in relevant and holds(one, answers[id_]) for one in shown]
        places.append(right.index(True) if any(right) else max(DEPTHS))
        widths += [len(one.text) for one in shown[:WIDTH_DEPTH]]
        if one := quote(text):
            quoted.append(one.article in relevant and holds(one, answers[id_]))
    return AnswerEvaluation(
        shown={depth: fmean(place < depth for place in places) for depth in DEPTHS},
        snippet=fmean(widths) if widths else 0.0,
        quoted=len(quoted) / len(questions),
        quoted_right=fmean(quoted) if quoted else 0.0,
        questions=len(questions),
    )


def holds(excerpt: Excerpt, answer: str) -> bool:
    """Tell whether the excerpt holds the answer, whatever its case and blanks."""
    return _plain(answer) in _plain(excerpt.text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
