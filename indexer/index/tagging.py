"""Tagging: which topics do editors give, is it time to learn of them, and what would be learnt?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from indexer.analyse import Analyser
from indexer.article import Article
from indexer.index.documents import Workshop
from indexer.index.generation import Generation
from indexer.index.record import Tags
from indexer.index.report import Progress
from indexer.read import Finding
from indexer.read.findings import Examples
from indexer.terms.document import analyse_article
from indexer.terms.fragments import Fragments
from indexer.topics import Vocabulary
from indexer.topics.assigning import is_tagged
from indexer.topics.evaluation import TopicEvaluation, evaluate_learning
from indexer.topics.learning import FEWEST_TAGGED, can_learn, count_terms, learn_model
from indexer.topics.model import load_model
from indexer.topics.suggesting import Suggestions, suggest

NEW_SHARE = 0.2
"""With so many newly tagged articles, as a share of those learnt from, all is learnt anew."""
AGAIN = "så många artiklar har fått ämnen att ämnesmodellen lärs på nytt"


def calls_for_learning(tags: Tags) -> bool:
    """Tell whether a new model is warranted."""
    if tags.learnt:
        return tags.tagged > NEW_SHARE * tags.learnt
    return tags.tagged >= FEWEST_TAGGED and can_learn()


class Tagging:
    """Watches what one run reads of topics, and learns when the run builds all anew."""

    def __init__(self, vocabulary: Vocabulary, precision: float, before: Tags) -> None:
        self._vocabulary = vocabulary
        self._precision = precision
        self._tags = before
        self._unknown: dict[str, Examples] = {}
        self._note = ""

    def watch(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Pass on articles that are new or changed, and count the tagged among them."""
        for article in articles:
            if is_tagged(article, self._vocabulary):
                self._tags = replace(self._tags, tagged=self._tags.tagged + 1)
            for name in article.topics if len(self._vocabulary) else ():
                if self._vocabulary.resolve(name) not in self._vocabulary:
                    self._unknown.setdefault(name, Examples()).add(article.id)
            yield article

    def learn(
        self, articles: Iterable[Article], workshop: Workshop, snapshot: Path, progress: Progress
    ) -> None:
        """Learn a model of all articles, and save it in the snapshot that they are analysed by."""
        progress("Lär sig ämnen", 1)
        learnt = learn_model(articles, workshop.count_terms, self._vocabulary, self._precision)
        self._tags = Tags()
        if learnt.model is None:
            if len(self._vocabulary):
                self._note = (
                    f"Ingen ämnesmodell: {learnt.reason}. Ämnen föreslås bara av ämneslistan."
                )
            elif learnt.tagged:
                self._note = f"Ingen ämnesmodell: {learnt.reason}."
            return
        learnt.model.save(snapshot)
        self._tags = Tags(learnt.tagged)
        topics = len(learnt.model.topics)
        self._note = f"Ämnesmodellen lärde sig {topics} ämnen av {learnt.tagged} artiklar."

    def findings(self) -> Iterator[Finding]:
        """Yield one finding for each topic that the vocabulary lacks."""
        for name, examples in self._unknown.items():
            yield Finding(
                f"{name} ({examples})",
                "ämnet finns inte i ämneslistan och behålls som det är",
                "Lägg till ämnet, eller skriv i filen topic_map vad det motsvarar.",
                refused=False,
                times=examples.count,
            )

    @property
    def tags(self) -> Tags:
        """What later runs must know."""
        return self._tags

    @property
    def note(self) -> str:
        """What was learnt, or why nothing was, in Swedish."""
        if self._tags.learnt and calls_for_learning(self._tags):
            return "Ämnesmodellen lärs på nytt vid nästa körning."
        return self._note


def suggest_topics(generation: Generation, article: Article) -> Suggestions:
    """Return the topics that an article of the generation could have, and why."""
    analyser = Analyser(generation.snapshot())
    analysed = analyse_article(article, Fragments(analyser))
    model = load_model(generation.snapshot_directory)
    return suggest(article, analysed, generation.vocabulary(), analyser, model)


def evaluate_topics(
    generation: Generation, articles: Iterable[Article], precision: float
) -> TopicEvaluation:
    """Judge the topics that would be learnt of a generation's articles.

    Raises EngineError if none can be.
    """
    fragments = Fragments(Analyser(generation.snapshot()))
    return evaluate_learning(
        articles,
        lambda several: (count_terms(one, analyse_article(one, fragments)) for one in several),
        generation.vocabulary(),
        precision,
    )


def forget_in_model(old: Generation, draft: Generation, words: Collection[str]) -> None:
    """Copy the model that a generation has learnt of topics, without the terms of these words."""
    if model := load_model(old.snapshot_directory):
        analyser = Analyser(old.snapshot())
        terms = {term for word in words for term in analyser.word(word).terms}
        model.without(terms).save(draft.snapshot_directory)
