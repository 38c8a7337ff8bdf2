from __future__ import annotations

from typing import cast

from indexer.article import Article, Assignment
from indexer.topics.model import Model
from tests.search.archive import article, searcher_over

FILLER = "Vi berättar om verksamheten under året och om planerna för nästa."
ARCHIVE = searcher_over(
    article("fukt", "Fukt och mögel i väggar. Mögel luktar.", title="Fukt i skolan"),
    article("mögel", "Så saneras mögel efter fukt i förskolan.", title="Mögelsanering"),
    article("buller", "Buller i matsalen stör. Ljudnivån mäts.", title="Buller"),
    article("ljud", "Ljudnivån och buller i klassrum.", title="Ljud i klassrum"),
    article("prao", FILLER, title="Prao", topics=("elevhalsa",)),
    article("kurator", "Kuratorn är på plats.", title="Kurator", topics=("elevhalsa",)),
    *(article(f"f{number}", FILLER, title=f"Notis {number}") for number in range(20)),
)


def related(id_: str, limit: int = 5) -> list[str]:
    return [one.id for one in ARCHIVE.related(id_, limit)]


def test_related_articles_share_telling_terms() -> None:
    assert related("fukt") == ["mögel"]
    assert related("ljud") == ["buller"]


def test_a_rare_topic_relates() -> None:
    assert "kurator" in related("prao")
    assert related("kurator")[0] == "prao"


def test_topics_that_were_proposed_relate_as_editors_do() -> None:
    archive = searcher_over(
        article("ord", FILLER, title="Psykisk hälsa"),
        article("redaktion", "Samtal hos kuratorn.", title="Kurator", topics=("psykisk-halsa",)),
        *(article(f"f{number}", FILLER, title=f"Notis {number}") for number in range(20)),
    )
    assert archive.related("redaktion", 5)[0].id == "ord"
    assert archive.related("ord", 5)[0].id == "redaktion"


class Guesses:
    """Proposes a topic for some articles, as a model would."""

    def propose(self, one: Article, _: object) -> list[Assignment]:
        return [Assignment("miljo", "model", (), 0.9)] if one.id == "gissat" else []


def test_topics_that_the_model_proposes_relate_too() -> None:
    archive = searcher_over(
        article("gissat", FILLER, title="Rapport"),
        article("redaktion", "Luften mäts.", title="Mätning", topics=("miljo",)),
        *(article(f"f{number}", FILLER, title=f"Notis {number}") for number in range(20)),
        model=cast("Model", Guesses()),
    )
    assert archive.related("redaktion", 5)[0].id == "gissat"
    assert archive.related("gissat", 5)[0].id == "redaktion"


def test_no_more_than_asked_for_and_never_itself() -> None:
    assert len(related("f1", 3)) <= 3
    assert "f1" not in related("f1", 50)


def test_an_unknown_article_has_none() -> None:
    assert related("finns-inte") == []


def test_an_article_alone_has_none() -> None:
    assert searcher_over(article("a", "Ensam")).related("a", 5) == ()
