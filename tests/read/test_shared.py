"""Real texts, where they lie beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.article import Article
from indexer.read import Source, read
from tests.read.conftest import outcome


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, Article]:
    articles, findings = outcome(Source("frön", str(shared / "seeds")))
    assert findings == []
    return {article.title: article for article in articles}


def test_the_seed_on_cooperation(seeds: dict[str, Article]) -> None:
    article = seeds["Samverkan med andra aktörer"]
    assert [section.heading for section in article.sections] == [
        "Lärosäten",
        "Utbildningsaktörer och intresseorganisationer",
        "Regioner",
        "Sveriges Kommuner och Regioner, SKR",
        "Intresseorganisationer",
        "European Agency for Special Needs and Inclusive Education",
    ]
    assert [len(section.paragraphs) for section in article.sections] == [1, 1, 1, 2, 1, 1]
    assert (str(article.published), article.reviewed) == ("2020-02-06", None)


def test_the_seed_on_pupils_health(seeds: dict[str, Article]) -> None:
    article = seeds["Nu öppnar vi nya webbsidor om elevhälsa"]
    assert [section.heading for section in article.sections] == [
        "",
        "Inspirerande filmer om elevhälsokompetens",
    ]
    last = article.sections[-1].paragraphs[-1]
    assert last.startswith("Konferensdokumentation från dialogkonferens")
    assert (str(article.published), str(article.reviewed)) == ("2016-12-06", "2018-03-07")


@pytest.mark.slow
def test_every_article_of_a_large_archive_is_read(shared: Path) -> None:
    path = shared / "corpora" / "regeringen" / "articles.jsonl.xz"
    if not path.exists():
        pytest.skip(f"{path} is missing")
    items = list(read(Source("regeringen", str(path))))
    assert sum(isinstance(item, Article) for item in items) == 22_335
    assert len(items) == 22_335 + 2
