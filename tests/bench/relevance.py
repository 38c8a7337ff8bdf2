"""What is each ingredient of the ranking worth? An ablation over judged questions.

Each ingredient is turned off by itself on the query's side, over the same indexes. Differences are
paired by question, and their 95 % intervals are bootstrapped (Sakai 2006). Questions are parted in
five folds by the page that answers them, and the weights are chosen anew on four folds for the
fifth, which tells what the choice of weights is worth on pages that it has not seen.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import random
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

import click

from indexer.analyse import Word
from indexer.app import Library
from indexer.engines import port
from indexer.judge import JudgedSet, load_judged_set
from indexer.search import plan, queries, widening
from indexer.settings import Settings

FOLDS = ("alfa", "beta", "gamma", "delta", "epsilon")
RESAMPLES = 2000
Scores = Mapping[str, float]
Patch = Callable[[], AbstractContextManager[None]]


@click.command()
@click.option("--articles", type=click.Path(path_type=Path), required=True, help="Judged articles.")
@click.option("--around", type=click.Path(path_type=Path), help="Unjudged articles among them.")
@click.option("--queries", "questions", type=click.Path(path_type=Path), required=True)
@click.option("--qrels", type=click.Path(path_type=Path), required=True)
@click.option("--work", type=click.Path(path_type=Path), required=True, help="For the indexes.")
def relevance(
    articles: Path, around: Path | None, questions: Path, qrels: Path, work: Path
) -> None:
    """Measure each ingredient of the ranking, on and off."""
    judged = load_judged_set(questions, qrels)
    libraries = {"alone": _index(work / "alone", [articles])}
    if around:
        libraries["among others"] = _index(work / "among", [articles, around])
    click.echo(f"{len(judged.queries)} questions, nDCG@10; difference when off, 95 % interval.\n")
    click.echo(f"| ingredient | {' | '.join(libraries)} |\n|---|{'---|' * len(libraries)}")
    base = {name: _scores(library, judged) for name, library in libraries.items()}
    click.echo(_row("all on", [f"{fmean(scores.values()):.4f}" for scores in base.values()]))
    for ingredient, patch in ABLATIONS.items():
        with patch():
            off = {name: _scores(library, judged) for name, library in libraries.items()}
        click.echo(_row(f"– {ingredient}", [_difference(base[name], off[name]) for name in base]))
    for name, library in libraries.items():
        click.echo(f"\n{name}: {_cross_validate(library, judged)}")


def _index(directory: Path, sources: list[Path]) -> Library:
    library = Library(Settings(index=directory))
    library.reindex([str(source) for source in sources], progress=lambda *_: None)
    return library


def _scores(library: Library, judged: JudgedSet) -> Scores:
    """Return nDCG@10 by question, with gain 2^grade - 1."""
    rank = library.searcher().rank
    return {
        question: _ndcg([match.id for match in rank(text, 10)], judged.grades[question])
        for question, text in judged.queries.items()
        if question in judged.grades
    }


def _ndcg(found: list[str], grades: Mapping[str, int]) -> float:
    best = sorted(grades.values(), reverse=True)[:10]
    return _gain(grades.get(article, 0) for article in found) / _gain(best)


def _gain(grades: Any) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _difference(on: Scores, off: Scores) -> str:
    differences = [off[question] - on[question] for question in on]
    chance = random.Random(1)  # noqa: S311 - a bootstrap is no secret
    means = sorted(fmean(chance.choices(differences, k=len(differences))) for _ in range(RESAMPLES))
    low, high = means[RESAMPLES // 40], means[-RESAMPLES // 40]
    return f"{fmean(differences):+.4f} ({low:+.4f} … {high:+.4f})"


def _cross_validate(library: Library, judged: JudgedSet) -> str:
    """Choose weights on four folds for the fifth; tell the scores and the choices."""
    tried = {}
    for weights in itertools.product((0.3, 0.6, 0.9), (0.15, 0.3, 0.6), (0.4, 0.8, 1.2)):
        with _weights(*weights)():
            tried[weights] = _scores(library, judged)
    held_out, choices = [], []
    for fold in FOLDS:
        inside = {q for q in judged.grades if _fold(judged.grades[q]) == fold}
        chosen = max(tried, key=lambda w: fmean(s for q, s in tried[w].items() if q not in inside))
        held_out += [score for question, score in tried[chosen].items() if question in inside]
        choices.append(f"{fold} {chosen}")
    return (
        f"weights (pair, part, coverage) chosen on four folds give {fmean(held_out):.4f} on the "
        f"fifth; chosen: {', '.join(choices)}"
    )


def _fold(grades: Mapping[str, int]) -> str:
    page = max(grades, key=lambda article: (grades[article], article))
    return FOLDS[zlib.crc32(page.encode()) % len(FOLDS)]


def _row(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _patched(module: Any, **values: Any) -> Patch:
    @contextlib.contextmanager
    def patch() -> Iterator[None]:
        before = {name: getattr(module, name) for name in values}
        for name, value in values.items():
            setattr(module, name, value)
        try:
            yield
        finally:
            for name, value in before.items():
                setattr(module, name, value)

    return patch


def _weights(pair: float, part: float, coverage: float) -> Patch:
    @contextlib.contextmanager
    def patch() -> Iterator[None]:
        with (
            _patched(plan, PAIR_WEIGHT=pair, COVERAGE_WEIGHT=coverage)(),
            _patched(queries, PART_WEIGHT=part)(),
        ):
            yield

    return patch


def _only(fields: tuple[str, ...]) -> Callable[[Word], port.Word]:
    """Return a word query that asks in these fields alone."""
    whole = queries.word_query

    def ask(word: Word) -> port.Word:
        query = whole(word)
        kept = tuple(variant for variant in query.variants if variant.field in fields)
        return port.Word(kept)

    return ask


def _without_lemmas(word: Word) -> port.Word:
    return _WHOLE(replace(word, lemmas=()))


_WHOLE = queries.word_query
_NEVER = 1e-9

ABLATIONS: Mapping[str, Patch] = {
    "word pairs": _patched(plan, PAIR_WEIGHT=_NEVER),
    "lemmas": _patched(widening, word_query=_without_lemmas),
    "words inside compounds": _patched(widening, word_query=_only(("text", "pairs", "surface"))),
    "compounds written apart": _patched(widening, word_query=_only(("text", "parts", "surface"))),
    "parts of the question's compounds": _patched(plan, PIECE_WEIGHT=_NEVER),
    "coverage": _patched(plan, COVERAGE_WEIGHT=_NEVER),
}
