"""Topics through a whole run: who gives them, when they are learnt, and what searches show."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from indexer.article import Article
from indexer.index import tagging
from indexer.search import SearchRequest
from indexer.search.searcher import Searcher
from indexer.topics import learning
from tests.index.archive import Archive, article

pytestmark = pytest.mark.slow

TOPICS = "id,label,broader\nmiljo,Miljö,\nbuller,Buller,miljo\nskolmat,Skolmat,miljo\nprao,Prao,\n"
WORDS = {
    "Buller": "ljudnivå decibel klassrum ljudabsorbent tystnad".split(),
    "Skolmat": "lunch matsal tallrik potatis måltid".split(),
    "Prao": "yrke arbetsplats handledare praktikplats elev".split(),
}


def tagged(number: int = 60) -> list[dict[str, Any]]:
    chance = random.Random(5)  # noqa: S311 - repeatable
    made = []
    for place in range(number):
        topic = [*WORDS][place % 3]
        text = " ".join(chance.choices(WORDS[topic], k=8))
        made.append(article(f"t{place}", f"{text}.", title="Nytt", topics=[topic]))
    return made


UNTAGGED = (
    article("ord", "Ett stycke.", title="Buller i skolan"),
    article("modell", "Decibel i klassrum, ljudnivå och tystnad.", title="Nytt"),
    article("inget", "Kommunen.", title="Nytt"),
)


@pytest.fixture
def list_file(archive: Archive) -> Path:
    path = archive.folder / "amnen.csv"
    path.write_text(TOPICS, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "FEWEST_TAGGED", 30)
    monkeypatch.setattr(tagging, "FEWEST_TAGGED", 30)


def read(archive: Archive, article_id: str) -> Article:
    shown = archive.library().ask(Searcher.show, article_id)
    assert shown is not None
    return shown.article


@pytest.fixture
def learnt(archive: Archive, list_file: Path) -> Archive:
    archive.write("taggade", *tagged())
    archive.write("nya", *UNTAGGED)
    report = archive.reindex(topics=list_file)
    assert report.topics == "Ämnesmodellen lärde sig 3 ämnen av 60 artiklar."
    return archive


def test_who_gives_an_article_its_topics(learnt: Archive) -> None:
    (found,) = read(learnt, "ord").assigned
    assert (found.topic, found.by, found.evidence) == ("buller", "vocabulary", ("buller",))
    (found,) = read(learnt, "modell").assigned
    assert (found.topic, found.by) == ("buller", "model")
    assert read(learnt, "inget").assigned == read(learnt, "t0").assigned == ()


def test_a_broader_topic_counts_each_article_once(learnt: Archive) -> None:
    facet = {value.value: value for value in learnt.answer().facets["topic"]}
    assert facet["buller"].by == {"metadata": 20, "vocabulary": 1, "model": 1}
    assert facet["buller"].broader == "miljo"
    assert facet["miljo"].count == 42
    assert facet["miljo"].by == {"metadata": 40, "vocabulary": 1, "model": 1}


def test_proposals_are_left_out_by_one_switch(learnt: Archive) -> None:
    library = learnt.library()
    for request, total in (
        (SearchRequest("", topics=("buller",)), 22),
        (SearchRequest("", topics=("buller",), proposed=False), 21),
        (SearchRequest("ämne:buller"), 22),
        (SearchRequest("ämne:buller", proposed=False), 21),
    ):
        answer = library.ask(Searcher.search, request)
        assert answer.total == total
        counts = {value.value: value.count for value in answer.facets["topic"]}
        assert counts["buller"] == total
    hits = library.ask(Searcher.search, SearchRequest("", size=100, proposed=False)).hits
    assert {link.by for one in hits for link in one.topics} == {"metadata", "vocabulary"}


def test_untagged_articles_are_listed(learnt: Archive) -> None:
    found = learnt.library().ask(Searcher.untagged, page=1, size=50)
    assert found.total == 3
    topics = {one.article.id: [link.by for link in one.topics] for one in found.articles}
    assert topics == {"ord": ["vocabulary"], "modell": ["model"], "inget": []}


def test_an_article_is_explained(learnt: Archive) -> None:
    found = learnt.library().suggest_topics("modell")
    assert found is not None
    first = found.learnt[0]
    assert (first.topic, first.sure) == ("buller", True)
    assert {"decibel", "klassrum", "ljudnivå", "tystnad"} >= {word for word, _ in first.words[:2]}
    assert learnt.library().suggest_topics("borta") is None


def test_the_answer_tells_what_to_explore(learnt: Archive) -> None:
    links = learnt.answer("decibel").explore
    assert [link.id for link in links][:1] == ["buller"]


def test_an_increment_gives_what_a_clean_build_with_the_same_model_gives(
    learnt: Archive, list_file: Path
) -> None:
    before = {id_: read(learnt, id_) for id_ in ("ord", "modell", "inget")}
    facets = learnt.answer().facets["topic"]
    learnt.write("nya", *(article(id_, "Annat.", title="Annat") for id_ in ("ord", "modell")))
    learnt.reindex("nya", topics=list_file, allow_shrink=True)
    assert read(learnt, "modell").assigned == ()
    learnt.write("nya", *UNTAGGED)
    report = learnt.reindex("nya", topics=list_file)
    assert (report.rebuilt, report.topics) == ("", "")
    assert {id_: read(learnt, id_) for id_ in before} == before
    assert learnt.answer().facets["topic"] == facets


def test_many_new_tags_warrant_a_new_model(learnt: Archive, list_file: Path) -> None:
    more = [record | {"id": f"m{place}"} for place, record in enumerate(tagged(15))]
    learnt.write("mer", *more)
    report = learnt.reindex("mer", topics=list_file)
    assert report.rebuilt == ""
    assert report.topics == "Ämnesmodellen lärs på nytt vid nästa körning."
    report = learnt.reindex("mer", topics=list_file)
    assert report.rebuilt == tagging.AGAIN
    assert report.topics == "Ämnesmodellen lärde sig 3 ämnen av 75 artiklar."
    assert learnt.reindex("mer", topics=list_file).rebuilt == ""


def test_too_few_tags_are_told_of(archive: Archive, list_file: Path) -> None:
    archive.write("nya", *UNTAGGED)
    report = archive.reindex(topics=list_file)
    assert report.topics.startswith("Ingen ämnesmodell: 0 artiklar har redaktionens ämnen")
    assert [one.by for one in read(archive, "ord").assigned] == ["vocabulary"]


def test_another_precision_builds_anew(learnt: Archive, list_file: Path) -> None:
    report = learnt.reindex("nya", topics=list_file, topic_precision=0.9)
    assert report.rebuilt == "topic_precision har ändrats"


def test_unknown_topics_are_told_of_and_kept_or_mapped(archive: Archive, list_file: Path) -> None:
    archive.write("nya", article("a", topics=["Ljud", "Buller"]), article("b", topics=["Ljud"]))
    report = archive.reindex(topics=list_file)
    (finding,) = [one for one in report.findings if "ämneslistan" in one.reason]
    assert (finding.item, finding.times, finding.refused) == ("Ljud (a, b)", 2, False)
    facet = {value.value: value.count for value in archive.answer().facets["topic"]}
    assert facet == {"Ljud": 2, "buller": 1, "miljo": 1}
    mapping = archive.folder / "karta.tsv"
    mapping.write_text("# granskad\nLjud\tBuller\n", encoding="utf-8")
    report = archive.reindex(topics=list_file, topic_map=mapping)
    assert report.rebuilt == "ämneslistan har ändrats"
    assert not [one for one in report.findings if "ämneslistan" in one.reason]
    facet = {value.value: value.count for value in archive.answer().facets["topic"]}
    assert facet == {"buller": 2, "miljo": 2}


def test_what_is_withdrawn_leaves_the_model_in_place(learnt: Archive, list_file: Path) -> None:
    learnt.library().withdraw(["t0"])
    (found,) = read(learnt, "modell").assigned
    assert found.by == "model"
    assert learnt.reindex("nya", topics=list_file).rebuilt == ""
