from __future__ import annotations

import pickle
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexer.article import Article, Section
from indexer.errors import EngineError, IndexMissingError
from indexer.terms.document import analyse_article
from indexer.terms.fragments import Fragments
from indexer.topics import Analysed, Assigner, Topic, Vocabulary, learning
from indexer.topics.evaluation import evaluate_learning
from indexer.topics.learning import TermCounts, choose_threshold, count_terms, learn_model
from indexer.topics.model import FILE_NAME, Model, load_model
from tests.conftest import ANALYSER

pytestmark = pytest.mark.slow

FRAGMENTS = Fragments(ANALYSER)
WORDS = {
    "Buller": "ljudnivå decibel klassrum ljudabsorbent tystnad".split(),
    "Skolmat": "lunch matsal tallrik potatis matsvinn".split(),
    "Prao": "yrke arbetsplats handledare praktikplats elev".split(),
}
COMMON = "kommun rektor beslut möte arbete skola vecka plan".split()


def analyse(article: Article) -> Analysed:
    return analyse_article(article, FRAGMENTS)


def count(several: Iterable[Article]) -> Iterator[TermCounts]:
    return (count_terms(one, analyse(one)) for one in several)


def articles(number: int = 240) -> list[Article]:
    chance = random.Random(3)  # noqa: S311 - repeatable
    made = []
    for place in range(number):
        topic = [*WORDS][place % 3]
        text = " ".join([*chance.choices(WORDS[topic], k=6), *chance.choices(COMMON, k=8)])
        made.append(Article(f"a{place}", "Nytt", (Section("", (text,)),), topics=(topic,)))
    return made


@pytest.fixture(scope="module")
def model() -> Model:
    learnt = learn_model(articles(), count, Vocabulary(), 0.85)
    assert learnt.model
    return learnt.model


def propose(model: Model, text: str) -> list[str]:
    article = Article("x", "Nytt", (Section("", (text,)),))
    return [one.topic for one in model.propose(article, analyse(article))]


def test_it_proposes_what_the_words_speak_for(model: Model) -> None:
    assert propose(model, "Ljudnivån i klassrummet mättes i decibel.") == ["Buller"]
    assert propose(model, "Lunchen i matsalen.") == ["Skolmat"]
    assert propose(model, "") == []


def test_it_explains_itself(model: Model) -> None:
    article = Article("x", "Nytt", (Section("", ("Decibel och kommun.",)),))
    first, *_ = model.explain(article, analyse(article), 3)
    assert first.topic == "Buller"
    assert first.terms[0][0] == ("text", "decibel")
    assert 0 <= first.probability <= 1


def test_the_same_articles_teach_the_same(model: Model) -> None:
    again = learn_model(articles(), count, Vocabulary(), 0.85).model
    assert again
    assert again.threshold == model.threshold
    np.testing.assert_array_equal(again.weights.values, model.weights.values)


def test_it_comes_back_as_it_was_saved(model: Model, tmp_path: Path) -> None:
    model.save(tmp_path)
    saved = load_model(tmp_path)
    assert saved
    article = articles()[0]
    np.testing.assert_allclose(
        saved.scores(article, analyse(article)), model.scores(article, analyse(article)), atol=1e-5
    )
    np.testing.assert_array_equal(saved.weights.values, model.weights.values)


def test_it_is_saved_in_few_bytes_a_weight(model: Model, tmp_path: Path) -> None:
    model.save(tmp_path)
    with np.load(tmp_path / FILE_NAME) as saved:
        weights = saved["values"].nbytes + saved["columns"].nbytes
    assert weights == 3 * len(model.weights.values)


@pytest.mark.parametrize("content", [b"nonsense", b"PK\3\4 cut short", b"", pickle.dumps({})])
def test_a_damaged_one_is_named(tmp_path: Path, content: bytes) -> None:
    assert load_model(tmp_path) is None
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(IndexMissingError, match=r"topics\.npz: den är skadad"):
        load_model(tmp_path)


def test_forgotten_terms_speak_no_more(model: Model) -> None:
    assert propose(model.without({"decibel"}), "Decibel decibel.") == []
    assert propose(model, "Decibel decibel.") == ["Buller"]


def test_editors_tags_are_never_overwritten(model: Model) -> None:
    text = Section("", ("Ljudnivån i klassrummet mättes i decibel.",))
    assigner = Assigner(Vocabulary(), ANALYSER, model)
    tagged = Article("x", "Nytt", (text,), topics=("Skolmat",))
    assert assigner.assign(tagged, lambda: analyse(tagged)) == ()
    untagged = Article("x", "Nytt", (text,))
    (found,) = assigner.assign(untagged, lambda: analyse(untagged))
    assert (found.topic, found.by) == ("Buller", "model")
    assert found.probability
    assert found.probability >= 0.5


def test_only_topics_of_the_vocabulary_are_learnt() -> None:
    vocabulary = Vocabulary([Topic("buller", "Buller"), Topic("skolmat", "Skolmat")])
    learnt = learn_model(articles(330), count, vocabulary, 0.85)
    assert learnt.model
    assert learnt.model.topics == ["buller", "skolmat"]


def test_too_few_tagged_articles_teach_nothing() -> None:
    learnt = learn_model(articles(30), count, Vocabulary(), 0.85)
    assert learnt.model is None
    assert learnt.reason == "30 artiklar har redaktionens ämnen, och det behövs minst 200"
    with pytest.raises(EngineError, match=r"för få artiklar har redaktionens ämnen \(30 av 200\)"):
        evaluate_learning(articles(30), count, Vocabulary(), 0.85)


def test_without_the_library_nothing_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "find_spec", lambda _: None)
    learnt = learn_model(articles(), count, Vocabulary(), 0.85)
    assert learnt.model is None
    assert "scikit-learn saknas" in learnt.reason


def test_of_very_many_articles_an_even_selection_teaches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "MOST_TAGGED", 210)
    learnt = learn_model(articles(420), count, Vocabulary(), 0.85)
    assert learnt.tagged <= 210


@pytest.mark.parametrize("right", [[True] * 100, [True] * 60 + [False] * 40])
def test_the_threshold_keeps_the_precision(right: Sequence[bool]) -> None:
    scores = np.arange(len(right), 0, -1.0).reshape(-1, 1)
    threshold = choose_threshold(scores, np.array(right).reshape(-1, 1), 0.85)
    assert threshold is not None
    chosen = [one for one, score in zip(right, scores, strict=True) if score >= threshold]
    assert sum(chosen) / len(chosen) >= 0.85


def test_where_nothing_is_right_there_is_no_threshold() -> None:
    scores = np.arange(100, 0, -1.0).reshape(-1, 1)
    assert choose_threshold(scores, np.zeros((100, 1), bool), 0.85) is None


def test_cross_validation_judges_it() -> None:
    result = evaluate_learning(articles(), count, Vocabulary(), 0.85)
    assert result.articles == 240
    assert result.micro.precision >= 0.85
    assert result.micro.f1 > 0.9
    assert result.macro_f1 > 0.9
    assert result.precision_at_1 > 0.9
    assert {one.topic for one in result.topics} == set(WORDS)


def test_a_topic_of_all_articles_is_learnt_too() -> None:
    everywhere = [replace(one, topics=(*one.topics, "Allt")) for one in articles()]
    learnt = learn_model(everywhere, count, Vocabulary(), 0.85)
    assert learnt.model
    assert "Allt" in propose(learnt.model, "Ljudnivån i klassrummet mättes i decibel.")
