from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article, Section
from indexer.terms.document import analyse_article
from indexer.terms.fragments import Fragments
from indexer.topics import Topic, Vocabulary
from indexer.topics.matching import ENOUGH, Matcher
from tests.conftest import ANALYSER

FRAGMENTS = Fragments(ANALYSER)
VOCABULARY = Vocabulary(
    [
        Topic("halsa", "Hälsa"),
        Topic("elevhalsa", "Elevhälsa", "halsa", english="Student health"),
        Topic("psykisk", "Psykisk hälsa", "halsa", alternative=("psykisk ohälsa",)),
        Topic("hot", "Hot och våld"),
        Topic("laromedel", "Läromedel"),
        Topic("english", "Noise", language="en"),
    ]
)


def match(
    title: str, *paragraphs: str, heading: str = "", **more: str
) -> dict[str, tuple[str, ...]]:
    article = Article("a", title, (Section(heading, paragraphs),), **more)
    found = Matcher(VOCABULARY, ANALYSER).match(
        article.language, analyse_article(article, FRAGMENTS)
    )
    assert {one.by for one in found} <= {"vocabulary"}
    return {one.topic: one.evidence for one in found}


def test_a_title_is_enough() -> None:
    assert match("Läromedlen granskas") == {"laromedel": ("läromedlen",)}


def test_one_mention_in_the_text_is_not_enough() -> None:
    assert match("Nytt", "Vi köper läromedel.") == {}
    assert match("Nytt", "Vi köper läromedel.", heading="Läromedel") == {
        "laromedel": ("läromedel",)
    }
    assert ENOUGH == 3
    assert match("Nytt", "Läromedel, läromedel och läromedlet.") == {
        "laromedel": ("läromedel", "läromedlet")
    }


def test_the_first_part_of_a_compound_is_half_a_mention() -> None:
    assert match("Elevhälsokompetens", "Elevhälsan och elevhälsans arbete.") == {
        "elevhalsa": ("elevhälsokompetens", "elevhälsan", "elevhälsans")
    }
    assert match("Elevhälsokompetens", "Vi vet mer.") == {}


def test_the_longest_name_takes_its_words() -> None:
    found = match("Psykisk hälsa", "Den psykiska hälsan och psykisk ohälsa i skolan.")
    assert found == {"psykisk": ("psykisk hälsa", "psykiska hälsan", "psykisk ohälsa")}


def test_a_name_of_several_words_stands_in_a_row() -> None:
    assert match("Hot och våld i skolan") == {"hot": ("hot och våld",)}
    assert match("Hot mot och våld") == {}


def test_no_name_runs_from_one_passage_into_the_next() -> None:
    assert match("Om hot", "och våld", "hot", "och våld", "hot", "och våld") == {}


def test_the_widest_topics_need_more_evidence() -> None:
    assert match("Hälsa") == {}
    assert match("Hälsa", "Hälsan och hälsans hälsa. Hälsan, hälsans hälsa.") == {
        "halsa": ("hälsa", "hälsan", "hälsans")
    }


def test_a_long_text_needs_more() -> None:
    mention = "Läromedel läromedel läromedel."
    assert match("Rapport", mention) == {"laromedel": ("läromedel",)}
    assert match("Rapport", mention, "Kommunen svarar. " * 2000) == {}


def test_names_are_sought_in_the_language_of_the_text() -> None:
    assert match("Student health", language="en") == {"elevhalsa": ("student health",)}
    assert match("Student health") == {}
    assert match("Noise", language="en") == {"english": ("noise",)}
    assert match("Noise") == {}


def test_names_that_topics_share_find_none_of_them() -> None:
    article = Article("a", "Ljud")
    both = Vocabulary([Topic("x", "Ljud"), Topic("y", "ljud")])
    analysed = analyse_article(article, FRAGMENTS)
    assert Matcher(both, ANALYSER).match("sv", analysed) == []


@pytest.mark.slow
def test_fifty_thousand_topics_are_found_as_one_is() -> None:
    many = Vocabulary(Topic(f"t{n}", f"Ämne{n} nummer{n}") for n in range(50_000))
    article = Article("a", "Ämne4711 nummer4711")
    (found,) = Matcher(many, ANALYSER).match("sv", analyse_article(article, FRAGMENTS))
    assert found.topic == "t4711"


@given(st.lists(st.text("ab åä-\n.", max_size=30), max_size=5), st.text("ab åä-", max_size=12))
@pytest.mark.filterwarnings("ignore")
def test_any_text_and_any_name(texts: list[str], name: str) -> None:
    article = Article("a", name or "x", (Section("", tuple(texts)),))
    vocabulary = Vocabulary([Topic("t", name or "x")])
    for one in Matcher(vocabulary, ANALYSER).match("sv", analyse_article(article, FRAGMENTS)):
        assert one.topic == "t"
        assert one.evidence
