from __future__ import annotations

import json
from typing import Any

from indexer.article import Section
from indexer.search.answer import in_swedish
from indexer.search.as_json import answer_as_json, article_as_json, topics_as_json
from tests.search.archive import article, ask, searcher_over

SEARCHER = searcher_over(
    article(
        "väg/a 1",
        title="Elevhälsa 🎉",
        sections=(Section("Rubrik", ("🎉 Eleven & <b>läser</b>.",), 3),),
        kind="rapport",
        publisher=("SPSM", "Skolverket"),
        published="2020-05",
        reviewed="2021",
        topics=("elevhalsa",),
        url="https://x.se/a?b=1",
        reference="Dnr 1",
        summary="Sammanfattning.",
    ),
    article("b", "Kommunen.", published="2019"),
)


def answered(query: str, **request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(
        json.dumps(answer_as_json(ask(SEARCHER, query, **request), in_swedish), ensure_ascii=False)
    )
    return answer


def test_an_answer_has_all_that_others_rely_on() -> None:
    answer = answered("elev kommun")
    assert answer["query"] == "elev kommun"
    assert answer["total"] == 2
    assert answer["relaxed"] is True
    assert answer["suggestion"] is None
    assert answer["took_ms"] >= 0
    hit = next(hit for hit in answer["hits"] if hit["id"] == "väg/a 1")
    expected = {
        "title": "Elevhälsa 🎉",
        "url": "https://x.se/a?b=1",
        "kind": "rapport",
        "published": "2020-05",
        "reviewed": "2021",
        "topics": [{"id": "elevhalsa", "label": "Elevhälsa", "by": "metadata"}],
        "missing": ["kommun"],
    }
    assert {name: hit[name] for name in expected} == expected
    assert isinstance(hit["score"], float)


def test_marks_count_code_points() -> None:
    snippet = answered("elev")["hits"][0]["snippet"]
    assert snippet["text"] == "🎉 Eleven & <b>läser</b>."
    assert snippet["marks"] == [[2, 8]]
    assert (snippet["heading"], snippet["page"]) == ("Rubrik", 3)


def test_what_is_unknown_is_null() -> None:
    hit = answered("kommun")["hits"][0]
    assert hit["reviewed"] is None
    assert hit["snippet"]["page"] is None
    assert hit["missing"] == hit["topics"] == []


def test_facets_are_lists_of_value_label_and_count() -> None:
    facets = answered("")["facets"]
    assert {"topic", "year", "kind", "publisher"} <= set(facets)
    topic = {"value": "elevhalsa", "label": "Elevhälsa", "count": 1}
    assert topic | {"broader": "halsa", "by": {"metadata": 1}} in facets["topic"]
    assert {"value": "2020", "label": "2020", "count": 1} in facets["year"]
    assert {"value": "rapport", "label": "rapport", "count": 1} in facets["kind"]
    assert {"value": "SPSM", "label": "SPSM", "count": 1} in facets["publisher"]


def test_notices_are_sentences() -> None:
    (notice,) = answered("år:snart elev")["notices"]
    assert notice.startswith("”snart” kunde inte läsas som datum.")


def test_a_whole_article() -> None:
    shown = SEARCHER.show("väg/a 1")
    assert shown is not None
    record = article_as_json(shown)
    expected = {
        "id": "väg/a 1",
        "title": "Elevhälsa 🎉",
        "kind": "rapport",
        "published": "2020-05",
        "reviewed": "2021",
        "updated": None,
        "publisher": ["SPSM", "Skolverket"],
        "reference": "Dnr 1",
        "language": "sv",
        "summary": "Sammanfattning.",
        "sections": [{"heading": "Rubrik", "paragraphs": ["🎉 Eleven & <b>läser</b>."], "page": 3}],
    }
    assert {name: record[name] for name in expected} == expected
    assert json.dumps(record)


def test_topics() -> None:
    more = {"count": 1, "by": {"metadata": 1}, "note": ""}
    assert topics_as_json(SEARCHER.topics()) == {
        "topics": [
            {"id": "elevhalsa", "label": "Elevhälsa", "broader": "halsa", **more},
            {"id": "halsa", "label": "Hälsa", "broader": None, **more},
        ]
    }
