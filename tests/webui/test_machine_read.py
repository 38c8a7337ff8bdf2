"""Text that a machine has read says so, on the pages and in the API."""

from __future__ import annotations

import pytest
from lxml import html

from indexer.article import Article, Section
from tests.webui.archive import MemoryLibrary
from webui.app import create_app

SCANNED = Article("a", "Skannat", (Section("", ("Om gungor.",)),), machine_read=True)
WRITTEN = Article("b", "Skrivet", (Section("", ("Om gungor.",)),))
TOLD = {
    "": "Texten är läst av maskin och kan ha fel",
    "/en": "The text was read by a machine and may have errors",
}


@pytest.mark.parametrize("language", TOLD)
def test_hits_and_articles_tell_it_of_those_alone(language: str) -> None:
    client = create_app(MemoryLibrary((SCANNED, WRITTEN))).test_client()
    hits = html.fromstring(client.get(f"{language}/sok?q=gungor").text)
    told = hits.xpath("//li[@class='hit'][ul/li=$told]/h3/a/text()", told=TOLD[language])
    assert told == ["Skannat"]
    pages = [client.get(f"{language}/artikel/{id_}").text for id_ in "ab"]
    assert [TOLD[language] in page for page in pages] == [True, False]


def test_the_api_tells_it_of_every_article() -> None:
    client = create_app(MemoryLibrary((SCANNED, WRITTEN))).test_client()
    hits = client.get("/api/v1/search?q=gungor").get_json()["hits"]
    assert {hit["id"]: hit["machine_read"] for hit in hits} == {"a": True, "b": False}
    shown = [client.get(f"/api/v1/articles/{id_}").get_json() for id_ in "ab"]
    assert [article["machine_read"] for article in shown] == [True, False]


def test_it_is_kept_only_when_it_is_so() -> None:
    assert Article.from_json(SCANNED.to_json()) == SCANNED
    assert "machine_read" not in WRITTEN.to_json()
