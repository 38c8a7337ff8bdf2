from __future__ import annotations

from pathlib import Path

import pytest

from indexer.read import Source
from tests.read.conftest import outcome
from tests.read.pages import page


def write(folder: Path, number: int, keywords: str) -> None:
    head = f'<meta name="keywords" content="{keywords}">'
    made = page(f"<main><h1>Sida {number}</h1><p>Text om sidan.</p></main>", head)
    (folder / f"{number:03}.html").write_text(made, encoding="utf-8")


@pytest.mark.parametrize("pages", [10, 70])
def test_keywords_of_most_pages_are_no_topics(tmp_path: Path, pages: int) -> None:
    for number in range(pages):
        write(tmp_path, number, f"Verket, myndighet, ämne {number % 3}")
    articles, findings = outcome(Source("arkiv", str(tmp_path)))
    assert {article.topics for article in articles} == {("ämne 0",), ("ämne 1",), ("ämne 2",)}
    (finding,) = (finding for finding in findings if "Verket" in finding.reason)
    assert not finding.refused


def test_of_few_pages_nothing_is_concluded(tmp_path: Path) -> None:
    for number in range(9):
        write(tmp_path, number, "Buller")
    articles, findings = outcome(Source("arkiv", str(tmp_path)))
    assert {article.topics for article in articles} == {("Buller",)}
    assert not [finding for finding in findings if "nyckelorden" in finding.reason]


def test_the_topics_of_records_are_the_editors_and_stay(tmp_path: Path) -> None:
    line = '{{"id": "{}", "title": "T", "topics": ["Buller"]}}\n'
    text = "".join(line.format(number) for number in range(40))
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    articles, _ = outcome(Source("arkiv", str(tmp_path)))
    assert {article.topics for article in articles} == {("Buller",)}
