"""Tagging: which topics do editors give, is it time to learn of them, and what would be learnt?"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from indexer.analyse import Analyser, load
from indexer.article import Article
from indexer.index.generation import Generation
from indexer.index.report import Progress
from indexer.read import Finding
from indexer.read.findings import Examples
from indexer.terms.document import analyse_article
from indexer.terms.fragments import Fragments
from indexer.topics import Vocabulary
from indexer.topics.assigning import is_tagged
from indexer.topics.evaluation import TopicEvaluation, evaluate_learning
from indexer.topics.learning import FEWEST_TAGGED, can_learn, learn_model
from indexer.topics.model import load_model
from indexer.topics.suggesting import Suggestions, suggest

NEW_SHARE = 0.2
"""With so many newly tagged articles, as a share of those learnt from, all is learnt anew."""
_FILE = "tagging.json"
AGAIN = "så många artiklar har fått ämnen att ämnesmodellen lärs på nytt"


@dataclass(frozen=True, slots=True)
class Tags:
    """How many articles the model learnt from (0: none), and how many were tagged since."""

    learnt: int = 0
    tagged: int = 0

    @property
    def call_for_learning(self) -> bool:
        """Whether a new model is warranted."""
        if self.learnt:
            return self.tagged > NEW_SHARE * self.learnt
        return self.tagged >= FEWEST_TAGGED and can_learn()


class Tagging:
    """Watches what one run reads of topics, and learns when the run builds all anew."""

    def __init__(self, vocabulary: Vocabulary, precision: float, before: Tags) -> None:
        self._vocabulary = vocabulary
        self._precision = precision
        self._tags = before
        self._unknown: dict[str, Examples] = {}
        self.note = ""

    def watch(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Pass on articles that are new or changed, and count the tagged among them."""
        for article in articles:
            if is_tagged(article, self._vocabulary):
                self._tags = replace(self._tags, tagged=self._tags.tagged + 1)
            for name in article.topics if len(self._vocabulary) else ():
                if self._vocabulary.resolve(name) not in self._vocabulary:
                    self._unknown.setdefault(name, Examples()).add(article.id)
            yield article

    def learn(self, articles: Iterable[Article], draft: Generation, progress: Progress) -> None:
        """Learn a model of all articles, and save it in the snapshot that they are analysed by."""
        progress("Lär sig ämnen", 1)
        snapshot = draft.snapshot_directory
        fragments = Fragments(Analyser(load(snapshot)))
        learnt = learn_model(
            articles,
            lambda article: analyse_article(article, fragments),
            self._vocabulary,
            self._precision,
        )
        self._tags = Tags()
        if learnt.model is None:
            if len(self._vocabulary):
                self.note = (
                    f"Ingen ämnesmodell: {learnt.reason}. Ämnen föreslås bara av ämneslistan."
                )
            elif learnt.tagged:
                self.note = f"Ingen ämnesmodell: {learnt.reason}."
            return
        learnt.model.save(snapshot)
        self._tags = Tags(learnt.tagged)
        topics = len(learnt.model.topics)
        self.note = f"Ämnesmodellen lärde sig {topics} ämnen av {learnt.tagged} artiklar."

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

    def save(self, draft: Generation) -> None:
        """Write what later runs must know."""
        if self._tags.learnt and self._tags.call_for_learning:
            self.note = "Ämnesmodellen lärs på nytt vid nästa körning."
        (draft.path / _FILE).write_text(json.dumps(asdict(self._tags)), encoding="utf-8")


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
        lambda article: analyse_article(article, fragments),
        generation.vocabulary(),
        precision,
    )


def read_tags(generation: Generation) -> Tags:
    """Return what a generation says of its tags; nothing when it does not tell."""
    try:
        return Tags(**json.loads((generation.path / _FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Tags()


def forget_in_model(old: Generation, draft: Generation, words: Collection[str]) -> None:
    """Copy what a generation has learnt of topics, without the terms of these words."""
    (draft.path / _FILE).write_text(json.dumps(asdict(read_tags(old))), encoding="utf-8")
    if model := load_model(old.snapshot_directory):
        analyser = Analyser(old.snapshot())
        terms = {term for word in words for term in analyser.word(word).terms}
        model.without(terms).save(draft.snapshot_directory)
