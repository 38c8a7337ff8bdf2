"""What is asked for by its name comes first, however long it is and whoever else writes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.engines.tantivy import TantivyEngine
from indexer.engines.whoosh import WhooshEngine
from indexer.search import Searcher
from indexer.search.answer import in_swedish
from indexer.terms.document import build_document
from indexer.terms.fields import SCHEMA
from indexer.terms.fragments import Fragments
from indexer.topics import Assigner
from tests.conftest import ANALYSER
from tests.search.archive import TOPICS, article, ask, found, ids, searcher_over

FRAGMENTS, ASSIGNER = Fragments(ANALYSER), Assigner(TOPICS, ANALYSER)

LONG = "\n\n".join(
    f"{at} § Huvudmannen ska se till att elever får undervisning." for at in range(400)
)
CITES = "Enligt skollagen gäller skollagen. Se skollagen 2 kap. 3 § och skollagen 2 kap. 4 §."
ARTICLES = (
    article("act", f"1 kap. Om skolan\n\n{LONG}", title="Skollag", published="2010-06-23"),
    article("older", f"Lagen är upphävd.\n\n{LONG}", title="Skollag (1985:1100)", published="1985"),
    article("more", LONG, title="Lag om elevregister m.m.", publisher=("Statens skolverk",)),
    article("series", LONG, title="SOU 2020:55 Elevregister för alla", publisher=("Utredningen",)),
    *(article(f"cites{at}", CITES, title=f"Yttrande {at} om skollagen") for at in range(12)),
    *(
        article(
            f"notes{at}", "Statens skolverk har en lag om elevregister. " * 3, title=f"Not {at}"
        )
        for at in range(12)
    ),
)
ARCHIVE = searcher_over(*ARTICLES)
ENGINES = {"whoosh": WhooshEngine, "tantivy": TantivyEngine}


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("skollagen", "act"),
        ("Skollag", "act"),
        ("skollagens", "act"),
        ("skollagen 2 kap. 3 §", "act"),
        ("3 § skollagen", "act"),
        ("skollagen 2:3", "act"),
        ("skollagen 2 kap. 999 §", "act"),
        ("skollag (1985:1100)", "older"),
        ("lagen om elevregister", "more"),
        ("lag om elevregister m.m.", "more"),
        ("lag om elevregister Statens skolverk", "more"),
        ("Statens skolverk lag om elevregister", "more"),
        ("elevregister för alla", "series"),
        ("SOU 2020:55 elevregister för", "series"),
        ("skollagen typ:lag", ""),
    ],
)
def test_what_is_called_so_comes_first(question: str, first: str) -> None:
    assert [*ids(ask(ARCHIVE, question)), ""][0] == first


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_puts_them_first_alike(name: str, tmp_path: Path) -> None:
    engine = ENGINES[name](SCHEMA, tmp_path)
    documents = (build_document(one.to_json(), FRAGMENTS, ASSIGNER) for one in ARTICLES)
    engine.add(documents)
    engine.commit()
    searcher = Searcher(engine, ANALYSER, TOPICS)
    for question in (
        "skollagen 2 kap. 3 §",
        "lag om elevregister Statens skolverk",
        "elevregister",
    ):
        ours, theirs = (ids(ask(one, question)) for one in (ARCHIVE, searcher))
        assert (theirs[0], set(theirs)) == (ours[0], set(ours))
    engine.close()


def test_of_those_with_one_name_the_newest_comes_first() -> None:
    assert ids(ask(ARCHIVE, "skollagen"))[:2] == ["act", "older"]


def test_a_chapter_is_not_what_is_sought() -> None:
    assert "act" in found(ARCHIVE, "skollagen 77 kap. 3 §")


def test_a_name_that_lacks_a_word_of_the_question_is_found_among_those_that_have_all() -> None:
    answer = ask(ARCHIVE, "lag om elevregister Statens skolverk")
    assert answer.complete is not None
    assert answer.complete >= 12
    assert ids(answer)[0] == "more"


def test_a_title_that_begins_with_the_question_comes_before_others_that_hold_it() -> None:
    searcher = searcher_over(
        article("begins", LONG, title="Lag om kommunala register över elever"),
        *(article(f"b{at}", "Kommunala register: lag om register.") for at in range(12)),
    )
    assert ids(ask(searcher, "lagen om kommunala"))[0] == "begins"


def test_a_title_with_all_the_words_comes_before_others_but_not_where_something_is_asked() -> None:
    searcher = searcher_over(
        article("titled", LONG, title="Åtgärder mot buller i skolan"),
        *(article(f"b{at}", "Buller: åtgärder mot buller, åtgärder.") for at in range(12)),
    )
    reasons = [
        {in_swedish(share.part) for share in explanation.shares}
        for question in ("buller åtgärder", "hur gör vi åtgärder mot buller?")
        if (explanation := searcher.explain(question, "titled"))
    ]
    assert ["att titeln har alla ord" in one for one in reasons] == [True, False]


def test_one_word_is_no_beginning_of_a_title() -> None:
    explanation = ARCHIVE.explain("yttrande", "cites1")
    assert explanation is not None
    assert not any("börjar" in in_swedish(share.part) for share in explanation.shares)


def test_it_is_told_that_the_title_is_what_was_sought() -> None:
    explanation = ARCHIVE.explain("skollagen", "act")
    assert explanation is not None
    told = {in_swedish(share.part): share.score for share in explanation.shares}
    assert told["att titeln är det som söktes"] > sum(told.values()) / 2
    assert explanation.score == pytest.approx(sum(told.values()), rel=1e-6)


def test_what_editors_choose_comes_before_what_is_called_so() -> None:
    searcher = searcher_over(
        article("a", title="Skollag"), article("b", "Annat"), bets={("skollag",): ("b",)}
    )
    assert ids(ask(searcher, "skollagen")) == ["b", "a"]


@pytest.mark.parametrize(
    "question", ['"skollagen" annat', '"skollagen annat"~3', "skol*", "(skollagen ELLER annat)"]
)
def test_phrases_beside_words_beginnings_and_groups_are_no_names(question: str) -> None:
    explanation = ARCHIVE.explain(question, "act")
    assert explanation is None or not any(
        "titeln" in in_swedish(share.part) for share in explanation.shares
    )


@pytest.mark.parametrize(
    "query", ['"Parklag"', '"parklag" typ:lag', "vad är parklagen?", "what is the parklag about"]
)
def test_a_quoted_name_or_one_that_is_asked_about_comes_first(query: str) -> None:
    others = [article(f"x{n}", "Parklag, parklagen. What about it is?") for n in range(12)]
    act = article("lag", "Parker ska hållas öppna. " * 99 + "parklag", title="Parklag", kind="lag")
    assert ids(ask(searcher_over(*others, act), query))[0] == "lag"
