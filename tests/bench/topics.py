"""How well are topics learnt, and what does that cost? Beside a plain model, in one run.

The tagged Swedish articles are parted in two at random. Both models learn from the first half and
are judged by the second, on the topics that at least ten of all of them have: a TF-IDF linear model
as anyone would write it, at the best thresholds that the judging half itself could wish for, and
ours at the threshold that it chose by itself in the half it learnt from.
"""

from __future__ import annotations

import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import numpy as np

from indexer.analyse import Analyser, learn
from indexer.analyse.tokens import find_words, surface_form
from indexer.article import Article
from indexer.read import Source, read
from indexer.terms.document import analyse_article, build_document
from indexer.terms.fragments import Fragments
from indexer.topics import Assigner, Vocabulary
from indexer.topics.learning import CountTerms, count_terms, learn_model
from indexer.topics.model import Model, Numbers

FEWEST = 10
REPEATS = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """What a model reached: at the threshold for a precision, the best F1, and its first guess."""

    precision: float
    recall: float
    f1: float
    best_f1: float
    precision_at_1: float


@click.command()
@click.option("--articles", type=click.Path(path_type=Path), required=True)
@click.option("--precision", default=0.85, help="The precision that is asked for.")
@click.option("--seed", default=1, help="Which halves.")
def topics(articles: Path, precision: float, seed: int) -> None:
    """Measure how well topics are learnt, and what that costs."""
    source = Source(name="articles", location=str(articles), named=False)
    everything = [item for item in read(source) if isinstance(item, Article)]
    tagged, names = _tagged(everything)
    random.Random(seed).shuffle(tagged)  # noqa: S311 - repeatable halves
    half = len(tagged) // 2
    first, second = tagged[:half], tagged[half:]
    truth = _matrix(second, names)
    analyser = Analyser(learn(_frequencies(everything)))
    fragments = Fragments(analyser)
    for article in tagged:
        analyse_article(article, fragments)
    plain = _plain(first, second, names)
    began = time.process_time()
    learnt = learn_model(first, _counting(fragments), Vocabulary(), precision)
    halved = time.process_time() - began
    if learnt.model is None:
        raise click.ClickException(learnt.reason)
    click.echo(f"{len(tagged)} tagged articles, {len(names)} topics, half against half.\n")
    click.echo("| model | micro F1 | precision | at recall | best F1 | precision at 1 |")
    click.echo("|---|---|---|---|---|---|")
    click.echo(_row("plain TF-IDF, thresholds from the answers", _judge(plain, truth, precision)))
    ours = _scores(learnt.model, second, names, fragments)
    click.echo(_row("ours, threshold learnt", _judge(ours, truth, precision, learnt.model)))
    _costs(tagged, everything, analyser, precision, halved)


def _counting(fragments: Fragments) -> CountTerms:
    return lambda several: (count_terms(one, analyse_article(one, fragments)) for one in several)


def _costs(
    tagged: Sequence[Article],
    everything: Sequence[Article],
    analyser: Analyser,
    precision: float,
    halved: float,
) -> None:
    fragments = Fragments(analyser)
    began, wall = time.process_time(), time.perf_counter()
    learnt = learn_model(tagged, _counting(fragments), Vocabulary(), precision)
    spent, waited = time.process_time() - began, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    click.echo(
        f"\nLearning from {len(tagged)} articles: {spent:.0f} s of processor ({waited:.0f} s by the"
        f" clock), from half of them {halved:.0f} s; peak memory of the process {peak:.0f} MB."
    )
    stored = [article.to_json() for article in everything[::4]]
    without = Assigner(Vocabulary(), analyser)
    with_model = Assigner(Vocabulary(), analyser, learnt.model)
    times = {without: 0.0, with_model: 0.0}
    for turn in range(REPEATS + 1):
        for assigner in times:
            began = time.process_time()
            for one in stored:
                build_document(one, fragments, assigner)
            times[assigner] += (time.process_time() - began) * bool(turn)
    each = 1e6 / (len(stored) * REPEATS)
    click.echo(
        f"A document takes {times[without] * each:.0f} µs to build, and with topics assigned"
        f" {times[with_model] * each:.0f} µs."
    )


def _tagged(articles: Sequence[Article]) -> tuple[list[Article], list[str]]:
    swedish = [one for one in articles if one.topics and one.language == "sv"]
    counts = Counter(topic for one in swedish for topic in set(one.topics))
    names = sorted(topic for topic, count in counts.items() if count >= FEWEST)
    known = set(names)
    kept = (replace(one, topics=tuple(t for t in one.topics if t in known)) for one in swedish)
    return [one for one in kept if one.topics], names


def _frequencies(articles: Sequence[Article]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for article in articles:
        for text in _texts(article):
            counts.update(map(surface_form, find_words(text)))
    return counts


def _texts(article: Article) -> Iterator[str]:
    yield article.title
    for heading, paragraph, _ in article.passages():
        yield heading
        yield paragraph


def _plain(first: Sequence[Article], second: Sequence[Article], names: Sequence[str]) -> Numbers:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.multiclass import OneVsRestClassifier  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    vectorizer = TfidfVectorizer(min_df=2, sublinear_tf=True)
    texts = [" ".join(_texts(one)) for one in first]
    machine = OneVsRestClassifier(LinearSVC(random_state=0))
    machine.fit(vectorizer.fit_transform(texts), _matrix(first, names).astype(int))
    scores: Numbers = machine.decision_function(
        vectorizer.transform([" ".join(_texts(one)) for one in second])
    )
    return scores


def _scores(
    model: Model, articles: Sequence[Article], names: Sequence[str], fragments: Fragments
) -> Numbers:
    """Return our scores as the distance to the threshold, by article and name."""
    scores = np.full((len(articles), len(names)), -np.inf)
    columns = [names.index(topic) for topic in model.topics]
    for row, article in enumerate(articles):
        scores[row, columns] = model.scores(article, analyse_article(article, fragments))
    return scores


def _judge(scores: Numbers, truth: Numbers, precision: float, model: Model | None = None) -> Judged:
    order = np.argsort(-scores, axis=None, kind="stable")
    right = np.cumsum(truth.ravel()[order])
    proposed = np.arange(1, order.size + 1)
    f1 = 2 * right / (proposed + truth.sum())
    if model:
        at = int((scores >= model.threshold).sum()) - 1
    else:
        at = int(np.flatnonzero(right / proposed >= precision)[-1])
    return Judged(
        precision=float(right[at] / proposed[at]),
        recall=float(right[at] / truth.sum()),
        f1=float(f1[at]),
        best_f1=float(f1.max()),
        precision_at_1=float(truth[np.arange(len(truth)), scores.argmax(axis=1)].mean()),
    )


def _matrix(articles: Sequence[Article], names: Sequence[str]) -> Any:
    columns = {name: column for column, name in enumerate(names)}
    tags = np.zeros((len(articles), len(names)), bool)
    for row, article in enumerate(articles):
        tags[row, [columns[topic] for topic in article.topics]] = True
    return tags


def _row(name: str, judged: Judged) -> str:
    cells = (judged.f1, judged.precision, judged.recall, judged.best_f1, judged.precision_at_1)
    return f"| {name} | {' | '.join(f'{cell:.3f}' for cell in cells)} |"
