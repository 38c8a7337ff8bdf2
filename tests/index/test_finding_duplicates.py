"""The same text under several addresses is one; documents that only look alike are several."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import INTERNAL, Article, DateSpan, Section
from indexer.index.duplicates import DuplicateOf, block_of, find_duplicates
from indexer.read import Finding, Source, read

WORDS = "buller luft ljus golv bord matsal skolgård kurator rektor elev lärare förskola".split()
TEXT = " ".join(f"{word} påverkar {other}." for word in WORDS for other in WORDS[:3])
LONG = " ".join(f"{word} påverkar {other}." for word in WORDS for other in WORDS)
DAY, LATER = DateSpan.day(2020, 3, 2), DateSpan.day(2023, 5, 4)


def article(id_: str, text: str = TEXT, title: str = "Bättre luft", **more: Any) -> Article:
    return Article(id=id_, title=title, sections=(Section("", (text,)),), **more)


def originals(*articles: Article) -> dict[str, str]:
    """Return what each duplicate is a duplicate of."""
    blocks: defaultdict[int, list[Article]] = defaultdict(list)
    for one in articles:
        blocks[block_of(one)].append(one)
    found = (find_duplicates(block) for block in blocks.values())
    return {id_: duplicate.original for block in found for id_, duplicate in block.items()}


class TestTheSameText:
    def test_at_two_addresses_is_a_duplicate_of_the_shorter(self) -> None:
        assert originals(article("arkiv/luft.html"), article("luft.html")) == {
            "arkiv/luft.html": "luft.html"
        }

    def test_is_the_same_however_it_is_set(self) -> None:
        sections = (Section("", tuple(f"{part}." for part in TEXT.upper().split("."))),)
        other = Article(id="b2", title="BÄTTRE LUFT", sections=sections)
        assert originals(article("b"), other) == {"b2": "b"}

    def test_with_words_put_in_is_shown_in_full(self) -> None:
        fuller = article("a-fuller", f"{TEXT} Läs också om ventilation.")
        assert originals(article("a"), fuller) == {"a": "a-fuller"}

    def test_printed_is_shown_as_it_stands_on_the_web(self) -> None:
        printed = article("utskrift/a", f"{TEXT} Utskrift.", "Bättre luft – utskriftsversion")
        assert originals(article("nyheter/en/lang/adress/a"), printed) == {
            "utskrift/a": "nyheter/en/lang/adress/a"
        }

    @pytest.mark.parametrize("name", ["published", "reviewed", "updated"])
    def test_is_shown_as_it_was_seen_to_last(self, name: str) -> None:
        latest = article("a-lång-adress", LONG, **{name: LATER})
        assert originals(article("a", LONG), latest) == {"a": "a-lång-adress"}

    def test_is_shown_from_the_web_rather_than_from_a_file(self) -> None:
        page = article("sida", url="https://www.exempel.se/nyheter/battre-luft.html")
        assert originals(article("a"), page) == {"a": "sida"}

    def test_published_twice_is_one_where_it_is_long_and_two_where_it_is_short(self) -> None:
        def twice(text: str) -> dict[str, str]:
            return originals(article("a", text, published=DAY), article("b", text, published=LATER))

        assert twice(LONG) == {"a": "b"}
        assert twice(TEXT) == {}

    def test_of_one_day_may_be_of_two_kinds(self) -> None:
        report = article("a", kind="rapport", published=DAY)
        assert originals(report, article("b2", kind="beslut", published=DAY)) == {"b2": "a"}
        assert originals(report, article("b2", kind="beslut")) == {}

    def test_what_a_source_does_not_tell_is_no_difference(self) -> None:
        known = article("a", kind="rapport", publisher=("P",), reference="X 1", published=DAY)
        assert originals(known, article("a-kopia")) == {"a-kopia": "a"}


class TestDifferentDocuments:
    @pytest.mark.parametrize(
        "other",
        [
            pytest.param({"title": "Sämre luft"}, id="title"),
            pytest.param({"language": "en"}, id="language"),
            pytest.param({"audience": INTERNAL}, id="audience"),
            pytest.param({"reference": "X 2"}, id="reference"),
            pytest.param({"publisher": ("Q",)}, id="publisher"),
            pytest.param({"published": LATER}, id="date"),
            pytest.param({"text": TEXT.replace("kurator", "psykolog", 1)}, id="a word replaced"),
            pytest.param({"text": f"{TEXT} {TEXT.upper()}"}, id="much more text"),
            pytest.param({"text": " ".join(reversed(TEXT.split()))}, id="other order"),
        ],
    )
    def test_differ_in(self, other: dict[str, Any]) -> None:
        same = {"reference": "X 1", "publisher": ("P",), "published": DAY}
        assert originals(article("a", **same), article("b", **{**same, **other})) == {}

    @pytest.mark.parametrize("text", ["", "Dokumentet finns att ladda ner."])
    def test_share_a_title_and_have_hardly_any_text(self, text: str) -> None:
        assert originals(article("a", text), article("b", text)) == {}

    def test_are_not_duplicates_by_way_of_a_third(self) -> None:
        silent = article("c")
        two = article("a", reference="X 1"), article("b", reference="X 2")
        assert originals(*two, silent) == {"c": "a"}


class TestDifferences:
    def differs(self, original: dict[str, Any], duplicate: dict[str, Any]) -> tuple[str, ...]:
        found = find_duplicates([article("a", **original), article("a-duplicate", **duplicate)])
        return found["a-duplicate"].differs

    def test_none(self) -> None:
        told = {"kind": "rapport", "publisher": ("P", "Q"), "topics": ("t",), "reviewed": DAY}
        assert self.differs(told, told) == ()
        assert self.differs(told, {"topics": ("t",), "publisher": ("Q",)}) == ()

    def test_each(self) -> None:
        original = {"text": LONG, "published": LATER, "reviewed": LATER}
        duplicate = {"text": LONG, "published": DAY, "reviewed": DAY, "kind": "k", "topics": ("t",)}
        assert self.differs(original, {**duplicate, "publisher": ("P",)}) == (
            "topic",
            "kind",
            "publisher",
            "year",
            "year_reviewed",
        )

    def test_topics_may_be_found_in_words_that_the_other_lacks(self) -> None:
        assert self.differs({"text": f"{TEXT} Läs mer."}, {}) == ("text", "topic")


def test_a_series_has_duplicates_only_of_equal_texts_and_days() -> None:
    fuller = article("d", f"{TEXT} Läs mer.", published=DAY)
    same, undated = article("bb", published=DAY), article("c")
    series = [article("a", published=DAY), same, undated, fuller]
    assert find_duplicates(series, series=True) == {"bb": DuplicateOf("a", ())}


texts = st.sampled_from([TEXT, f"{TEXT} Läs mer.", TEXT.replace("elev", "barn", 1), LONG, "Kort."])
blocks = st.lists(
    st.builds(
        lambda text, **more: {"text": text, **more},
        texts,
        kind=st.sampled_from(["", "rapport", "beslut"]),
        reference=st.sampled_from(["", "X 1", "X 2"]),
        published=st.sampled_from([None, DAY, LATER]),
        topics=st.sampled_from([(), ("t",)]),
    ),
    max_size=8,
).map(lambda ones: [article(f"id{at}", **one) for at, one in enumerate(ones)])


@given(blocks, st.randoms())
def test_what_is_shown_is_no_duplicate_and_does_not_depend_on_order(
    block: list[Article], random: Any
) -> None:
    found = find_duplicates(block)
    assert not found.keys() & {duplicate.original for duplicate in found.values()}
    assert found.keys() | {duplicate.original for duplicate in found.values()} <= {
        one.id for one in block
    }
    random.shuffle(block)
    assert find_duplicates(block) == found


@given(blocks)
def test_a_duplicate_would_take_the_place_of_its_original(
    block: list[Article],
) -> None:
    for id_, duplicate in find_duplicates(block).items():
        two = [one for one in block if one.id in {id_, duplicate.original}]
        assert find_duplicates(two) == {id_: duplicate}
        assert find_duplicates([one for one in two if one.id == id_]) == {}


def test_duplicates_of_real_pages_are_those_that_people_judged_the_same(shared: Path) -> None:
    corpus = shared / "corpora" / "swequad" / "articles.jsonl"
    items = read(Source(name="swequad", location=str(corpus)))
    found = originals(*(item for item in items if not isinstance(item, Finding)))
    judged: defaultdict[str, set[str]] = defaultdict(set)
    for line in corpus.with_name("qrels.trec").read_text().splitlines():
        question, _, page, _ = line.split()
        judged[question].add(page)
    same = [pages for pages in judged.values() if len(pages) > 1]
    agreed = [id_ for id_, original in found.items() if any({id_, original} <= p for p in same)]
    assert len(found) > 35
    assert len(agreed) >= 0.85 * len(found)


def test_a_duplicate_knows_what_it_is_shown_as() -> None:
    assert find_duplicates([article("a"), article("aa")]) == {"aa": DuplicateOf("a", ())}
