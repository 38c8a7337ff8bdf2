from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from indexer.app import Library
from indexer.index import Report
from indexer.judge import load_judged_set
from indexer.search import SearchRequest
from indexer.search.best_bets import load_best_bets
from indexer.search.export import answer_whole, export
from indexer.search.reviewed_file import reviewed_lines
from indexer.search.searcher import Searcher
from indexer.search.synonyms import check_synonyms
from indexer.settings import load_settings
from indexer.topics import load_vocabulary
from tests.conftest import ANALYSER, ROOT
from webui.app import create_app

pytestmark = pytest.mark.slow

DATA = ROOT / "data"
JUDGED = load_judged_set(DATA / "facit" / "queries.tsv", DATA / "facit" / "qrels.trec")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    index = tmp_path_factory.mktemp("sample") / "index"
    return Library(load_settings(DATA / "sokverket.toml", {}, index=index))


@pytest.fixture(scope="module", autouse=True)
def report(library: Library) -> Report:
    return library.reindex((), progress=lambda *_: None)


def test_all_of_it_is_read(library: Library, report: Report) -> None:
    assert report.rejected == 0
    assert library.health().articles == report.articles >= 80
    formats = Counter(path.suffix for path in DATA.rglob("*") if path.is_file())
    assert formats[".txt"] >= 45
    assert formats[".html"] >= 30
    assert formats[".jsonl"] == 1
    assert (formats[".pdf"], formats[".docx"], formats[".md"], formats[".gz"]) == (3, 2, 1, 1)


def test_it_spans_the_years_with_kinds_topics_and_publishers(library: Library) -> None:
    facets = library.ask(Searcher.search, SearchRequest()).facets
    years = {value.value for value in facets["year"]}
    assert {str(year) for year in range(2012, 2027)} <= years
    for name in ("kind", "topic"):
        assert len(facets[name]) >= 5, name
    assert facets["publisher"]


def test_a_long_report_is_found_by_its_page(library: Library) -> None:
    first, *_ = library.ask(Searcher.search, SearchRequest("draperier i omklädningsrum")).hits
    assert first.id == "rapporter/2024-mellan-lektionerna.pdf"
    assert first.snippet.page
    assert first.snippet.page > 15
    assert (
        first.article.url
        == "https://www.larmiljomyndigheten.example/rapporter/2024-mellan-lektionerna.pdf"
    )


def test_a_hit_in_a_report_leads_to_its_page_in_the_original(library: Library) -> None:
    client = create_app(library).test_client()
    address = "https://www.larmiljomyndigheten.example/rapporter/2024-mellan-lektionerna.pdf"
    hit = client.get("/api/v1/search?q=draperier+i+omklädningsrum").json["hits"][0]
    assert hit["url"] == address
    shown = client.get("/sok?q=draperier+i+omklädningsrum").get_data(as_text=True)
    assert f"{address}#page={hit['snippet']['page']}" in shown


def test_its_internal_articles_are_withheld(library: Library, report: Report) -> None:
    assert report.withheld > 0
    pages = [
        library.ask(Searcher.search, SearchRequest(page=page, size=100)).hits for page in (1, 2)
    ]
    shown = [library.ask(Searcher.show, hit.id) for hits in pages for hit in hits]
    assert len(shown) == report.articles
    assert {one.article.audience for one in shown if one} == {"public"}


def test_every_topic_of_an_article_is_in_the_list(library: Library) -> None:
    unknown = {topic.id for topic in library.ask(Searcher.topics)} - {
        topic.id for topic in load_vocabulary(DATA / "amnen.ttl")
    }
    assert not unknown


def test_there_are_golden_queries() -> None:
    assert len(JUDGED.queries) >= 50
    assert JUDGED.queries.keys() == JUDGED.grades.keys()


@pytest.mark.parametrize(("id_", "text"), JUDGED.queries.items())
def test_a_golden_query_finds_its_articles_among_the_first_five(
    library: Library, id_: str, text: str
) -> None:
    found = [hit.id for hit in library.ask(Searcher.search, SearchRequest(text, size=5)).hits]
    assert JUDGED.grades[id_].keys() <= set(found)


def test_its_synonyms_are_right_and_lead_to_words_of_the_archive(library: Library) -> None:
    rules, problems = check_synonyms(DATA / "synonymer.txt")
    assert len(rules) >= 15
    assert problems == []
    for rule in rules:
        for phrase in rule.also:
            if phrase not in rule.typed:
                assert library.ask(
                    Searcher.search, SearchRequest(f'"{phrase}" ELLER {phrase}')
                ).total, phrase
        for typed in rule.typed:
            assert library.ask(Searcher.search, SearchRequest(typed)).total, typed


def test_its_best_bets_come_first(library: Library) -> None:
    chosen = load_best_bets(DATA / "basta-traffar.tsv", ANALYSER)
    assert 3 <= len(chosen) <= 5
    for _, line in reviewed_lines(DATA / "basta-traffar.tsv"):
        question, article = line.split("\t")
        first, *_ = library.ask(Searcher.search, SearchRequest(question)).hits
        assert (first.id, first.chosen) == (article, True)


def test_acronyms_are_learnt_from_its_texts(library: Library) -> None:
    answer = library.ask(Searcher.search, SearchRequest("NPF"))
    assert answer.widened == ("neuropsykiatriska funktionsnedsättningar",)
    assert library.ask(Searcher.search, SearchRequest("NPF", exact=True)).total < answer.total


def test_legacy_pages_keep_their_letters(library: Library) -> None:
    legacy = [path for path in DATA.rglob("*.html") if not is_utf8(path)]
    assert legacy
    for path in legacy:
        shown = library.ask(Searcher.show, path.relative_to(DATA).as_posix())
        assert shown is not None
        text = shown.article.to_json()
        assert any(letter in text for letter in "åäö")
        assert "Ã" not in text
        assert "\N{REPLACEMENT CHARACTER}" not in text


def is_utf8(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("title", "related"),
    [
        ("Fukt och mögel i skolbyggnader", "Fukt och mögel i skolans lokaler"),
        ("Klimatanpassning av förskolegårdar", "Värmebölja"),
        ("Riktlinje för individuell stödplan, andra utgåvan", "första utgåvan"),
        ("Hörsel, buller och trötthet", "Buller < 30 dB"),
    ],
)
def test_related_articles_make_sense(library: Library, title: str, related: str) -> None:
    (hit, *_) = library.ask(Searcher.search, SearchRequest(f'titel:"{title}"')).hits
    assert any(related in one.title for one in library.ask(Searcher.related, hit.id, 5))


def test_suggestions_hold_nothing_internal(library: Library) -> None:
    shown = {hit.id for hit in library.ask(Searcher.search, SearchRequest(size=100)).hits} | {
        hit.id for hit in library.ask(Searcher.search, SearchRequest(size=100, page=2)).hits
    }
    for initial in "abcdefghijklmnopqrstuvwxyzåäö":
        for one in library.ask(Searcher.suggest, initial):
            assert one.kind != "title" or one.target in shown
            if one.kind == "word":
                assert library.ask(Searcher.search, SearchRequest(f'"{one.text}"')).total


def test_an_export_holds_every_article_once(library: Library, report: Report) -> None:
    found = library.ask(export, SearchRequest(), 1_000)
    ids = [one.article.id for one in found.articles]
    assert len(ids) == len(set(ids)) == found.total == report.articles
    whole = library.ask(answer_whole, SearchRequest("skola"), 1_000)
    assert len(whole.hits) == whole.total
    assert [hit.id for hit in whole.hits] == [
        one.article.id for one in library.ask(export, SearchRequest("skola"), 1_000).articles
    ]
