from __future__ import annotations

from pathlib import Path

import pytest

from indexer.article import Article
from indexer.read import Origin, Source, Unchanged, scan
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


def test_a_run_that_reads_a_few_pages_knows_the_keywords_of_the_site(tmp_path: Path) -> None:
    for number in range(12):
        write(tmp_path, number, f"Verket, ämne {number}")
    source = Source("arkiv", str(tmp_path))
    known = {one.name: one.fingerprint for one in scan(source) if isinstance(one, Origin)}
    write(tmp_path, 3, "Verket, nytt ämne")
    items = list(scan(source, known))
    assert [one.topics for one in items if isinstance(one, Article)] == [("nytt ämne",)]
    told = {one.name for one in items if isinstance(one, Origin | Unchanged)}
    assert told == known.keys()


def test_a_keyword_that_most_pages_lose_is_a_topic_again(tmp_path: Path) -> None:
    source = Source("arkiv", str(tmp_path))
    for number in range(12):
        write(tmp_path, number, "Verket")
    known = {one.name: one.fingerprint for one in scan(source) if isinstance(one, Origin)}
    for number in range(12):
        write(tmp_path, number, "Verket" if number == 5 else f"ämne {number}")
    items = list(scan(source, known))
    assert ("Verket",) in [one.topics for one in items if isinstance(one, Article)]
    told = {one.name for one in items if isinstance(one, Origin | Unchanged)}
    assert "site keywords" in known.keys() - told
