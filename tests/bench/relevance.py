"""How good are the answers, on every judged set at once, and what is each ingredient worth?

Differences are paired by question, and 95 % intervals are bootstrapped over questions (Sakai 2006).
An ingredient is turned off by itself on the query's side, over the same indexes.
"""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

import click

from indexer.analyse import Word
from indexer.engines import port
from indexer.judge.evaluation import ndcg, reciprocal_rank
from indexer.search import (
    filler,
    known,
    plan,
    planner,
    queries,
    references,
    sentences,
    snippets,
    widening,
)
from tests.bench.figures import (
    Figure,
    JudgedSets,
    Scores,
    answers,
    archives,
    measure_all,
    ranked,
)

RESAMPLES = 2000
Patch = Callable[[], AbstractContextManager[None]]
Saved = Mapping[str, Scores]


@click.command()
@click.option("--sets", "folder", type=click.Path(path_type=Path, exists=True), required=True,
              help="The folder of judged sets, with corpora and gold.")  # fmt: skip
@click.option("--work", type=click.Path(path_type=Path), required=True, help="For the indexes.")
@click.option("--engine", default="whoosh", help="The engine that answers.")
@click.option("--all", "everything", is_flag=True, help="Measure every set that is present.")
@click.option("--save", type=click.Path(path_type=Path), help="Keep the scores of --all.")
@click.option("--against", type=click.Path(path_type=Path), help="Scores kept before.")
def relevance(folder: Path, work: Path, engine: str, **options: Any) -> None:
    """Measure every judged set with --all; else what each ingredient of the ranking is worth."""
    sets = JudgedSets(folder, work, engine)
    if not options["everything"]:
        _ablate(sets)
        return
    against = options["against"]
    measured = _measure(sets, json.loads(against.read_text("utf-8")) if against else {})
    if options["save"]:
        options["save"].write_text(json.dumps(measured), encoding="utf-8")


def _measure(sets: JudgedSets, before: Saved) -> dict[str, Scores]:
    """Print the figure of each set as it is measured, and return all scores."""
    headings = ["set", "measure", "questions", "figure (95 %)"]
    click.echo(_row(*headings, *["before", "difference (95 %)"][: 2 * bool(before)]))
    click.echo(_row(*["---"] * (len(headings) + 2 * bool(before))))
    measured = {}
    for figure in measure_all(sets):
        measured[f"{figure.set}: {figure.measure}"] = figure.scores
        cells = [figure.set, figure.measure, str(len(figure.scores)), _mean(figure.scores)]
        click.echo(_row(*cells, *(_compared(figure, before) if before else ())))
    return measured


def _compared(figure: Figure, before: Saved) -> tuple[str, str]:
    """Return the figure from before, and the difference since where the questions are the same."""
    known = before.get(f"{figure.set}: {figure.measure}", {})
    difference = _difference(known, figure.scores) if known.keys() == figure.scores.keys() else ""
    return (f"{fmean(known.values()):.4f}" if known else ""), difference


def _ablate(sets: JudgedSets) -> None:
    """Print what each ingredient is worth, first of the ranking and then of the snippets."""
    ranking = {
        f"{name}, {of.__name__}@10": partial(ranked, library, sets.judged(corpus), of)
        for corpus, of in (("sfs", reciprocal_rank), ("swequad", ndcg))
        for name, library in archives(sets, corpus)
    }
    _ablate_each(ABLATIONS, lambda: {name: score() for name, score in ranking.items()})
    click.echo()
    _ablate_each(SNIPPET_ABLATIONS, lambda: {f.measure: f.scores for f in answers(sets)})


def _ablate_each(ablations: Mapping[str, Patch], score: Callable[[], Mapping[str, Scores]]) -> None:
    base = score()
    click.echo(f"{_row('ingredient', *base)}\n{_row(*['---'] * (len(base) + 1))}")
    click.echo(_row("all on", *map(_mean, base.values())))
    for ingredient, patch in ablations.items():
        with patch():
            off = score()
        click.echo(_row(f"– {ingredient}", *map(_difference, base.values(), off.values())))


def _mean(scores: Scores) -> str:
    low, high = _interval(list(scores.values()))
    return f"{fmean(scores.values()):.4f} ({low:.4f} … {high:.4f})"


def _difference(before: Scores, after: Scores) -> str:
    differences = [after[question] - before[question] for question in after]
    low, high = _interval(differences)
    return f"{fmean(differences):+.4f} ({low:+.4f} … {high:+.4f})"


def _interval(values: list[float]) -> tuple[float, float]:
    """Return where 95 % of the means of resampled values lie."""
    chance = random.Random(1)  # noqa: S311 - a bootstrap is no secret
    means = sorted(fmean(chance.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return means[RESAMPLES // 40], means[-RESAMPLES // 40]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


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


def _only(fields: tuple[str, ...]) -> Callable[[Word], port.Word]:
    """Return a word query that asks in these fields alone."""
    whole = queries.word_query

    def ask(word: Word) -> port.Word:
        query = whole(word)
        kept = tuple(variant for variant in query.variants if variant.field in fields)
        return port.Word(kept)

    return ask


_NEVER = 1e-9

ABLATIONS: Mapping[str, Patch] = {
    "word pairs": _patched(planner, PAIR_WEIGHT=_NEVER),
    "words inside compounds": _patched(widening, word_query=_only(("text", "pairs", "surface"))),
    "compounds written apart": _patched(widening, word_query=_only(("text", "parts", "surface"))),
    "parts of the question's compounds": _patched(planner, COMPOUND_PART_WEIGHT=_NEVER),
    "coverage": _patched(plan, COVERAGE_WEIGHT=_NEVER),
    "the title is the question": _patched(known, IS_NAME=0.0, NEWER=_NEVER),
    "the newest of the same name": _patched(known, NEWER=_NEVER),
    "the title begins with the question": _patched(known, BEGINS_NAME=_NEVER),
    "the title has all the words": _patched(known, IN_TITLE=_NEVER),
    "chapter and paragraph are a place": _patched(planner, without_places=list),
    "who bears a number comes first": _patched(references, BEARER_SCORE=_NEVER),
    "words that only ask weigh little": _patched(filler, MOST=1e9),
}
SNIPPET_ABLATIONS: Mapping[str, Patch] = {
    "pairs in sentences": _patched(sentences, _PAIR=_NEVER),
    "headings above sentences": _patched(sentences, _HEADING=_NEVER),
    "words as they were typed": _patched(sentences, _LIKENESS=(1.0, 1.0, 1.0)),
    "less for words of the title": _patched(sentences, _TITLE=1.0),
    "the sentence before": _patched(snippets, _OPENS=0.0),
    "the next best passage": _patched(snippets, _NEARLY=1e9),
    "room by score": _patched(snippets, _FALL=0.0, WIDE=330),
}
"""Room by score is held against the same room for all hits, with about the same mean."""
