"""What only the Tantivy engine must hold: its library, its terms, its files, its likeness."""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tantivy import Query

from indexer.engines import open_engine
from indexer.engines.memory import MemoryEngine
from indexer.engines.port import (
    END,
    Document,
    Engine,
    Everything,
    Field,
    Filter,
    HasFacet,
    Phrase,
    Schema,
    Search,
    Sort,
    Term,
    join_terms,
)
from indexer.engines.tantivy import TantivyEngine, library
from indexer.engines.tantivy import facets as tantivy_facets
from indexer.engines.tantivy.documents import Translator, decode, encode
from indexer.errors import EngineError
from tests.engines.conftest import SCHEMA

BLANK = re.compile("[ \t\n\f\r]")
"""Where Tantivy divides a text into terms."""
ODD_TERMS = [
    "2019-05-06T10:00:00Z",
    "17",
    "a b",
    " ",
    "",
    "rad\nbyte",
    "\t",
    "\r\x0c",
    "\x00",
    "\x1a20;",
    "\x1f",
    "\ud800",
    "¶",
]
characters = st.text(st.characters(exclude_categories=()), max_size=128)


def document(id_: str, text: str = "bok", *topics: str) -> Document:
    terms = join_terms(text.split())
    return Document(
        id_, {"text": terms, "surface": terms}, {"topic": topics}, {"published": (5, 9)}, "{}"
    )


def found(engine: Engine, term: str) -> list[str]:
    return sorted(hit.id for hit in engine.match(Search(Term("text", term), limit=100)).hits)


def fill(engine: Engine, *documents: Document) -> None:
    engine.add(documents)
    engine.commit()


def segments(engine: TantivyEngine) -> int:
    return engine._snapshot._searcher.num_segments


def test_it_is_opened_by_its_name(tmp_path: Path) -> None:
    assert isinstance(open_engine("tantivy", SCHEMA, tmp_path), TantivyEngine)


def test_a_missing_library_is_told_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("indexer.engines.tantivy")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tantivy", None)
    with pytest.raises(EngineError, match=r"pip install 'sokverket\[tantivy\]'"):
        open_engine("tantivy", SCHEMA, tmp_path)


@pytest.mark.parametrize("found", ["0.25.1", "0.9", "okänd"])
def test_too_old_a_library_is_told(found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "version", lambda _: found)
    with pytest.raises(EngineError, match=rf"version {found}, men 0\.27"):
        library.require_library()


def test_a_library_that_lacks_something_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(library.NEEDED, "Searcher", ("guess",))
    with pytest.raises(EngineError, match=r"saknar Searcher\.guess"):
        library.require_library()


@given(characters, characters)
def test_any_text_survives_being_encoded(text: str, other: str) -> None:
    encoded = encode(text)
    assert BLANK.split(encoded) == [encoded]
    assert encoded.encode()
    assert decode(encoded) == text
    assert encode(text + other).startswith(encoded) or not text


@given(st.lists(characters | st.sampled_from(["skola", "a b"]), min_size=1))
def test_terms_are_encoded_one_by_one(texts: list[str]) -> None:
    terms = [text.replace(END, " ") for text in texts]
    document = Document("a", {"text": join_terms(terms)}, {}, {}, "")
    (told,) = Translator(SCHEMA).translate(document)["terms/text"]
    encoded = told.removesuffix(END)
    assert [decode(term) for term in BLANK.split(encoded)] == terms


def test_terms_of_any_characters_are_found(tmp_path: Path) -> None:
    engine = TantivyEngine(SCHEMA, tmp_path)
    terms = [*(term for term in ODD_TERMS if END not in term), "\U0001f600" * 128]
    joined = join_terms(terms)
    fill(engine, Document("a", {"text": joined, "surface": joined}, {"topic": ODD_TERMS}, {}, ""))
    fill(engine, Document("b", {"text": join_terms(["b", "a", "rad"])}, {}, {}, ""))
    for term in terms:
        assert found(engine, term) == ["a"], term
    assert set(engine.vocabulary("surface")) == set(terms)
    assert engine.vocabulary("text", "a") == {"a b": 1, "a": 1}
    assert engine.vocabulary("text", "\r") == {"\r\x0c": 1}
    counts = engine.match(Search(Phrase("surface", ("a b", " ", "")), facets=("topic",))).counts
    assert counts == {"topic": dict.fromkeys(ODD_TERMS, 1)}


def test_many_small_commits_leave_few_segments(tmp_path: Path) -> None:
    engine = TantivyEngine(SCHEMA, tmp_path)
    for number in range(40):
        fill(engine, document(f"{number:02}", f"bok ord{number}"))
    assert segments(engine) < 10
    assert found(engine, "bok") == [f"{number:02}" for number in range(40)]
    assert found(engine, "ord7") == ["07"]


def test_facets_of_very_many_values_are_counted_to_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy_facets, "MOST_VALUES", 20)
    engine, oracle = TantivyEngine(SCHEMA, tmp_path), MemoryEngine(SCHEMA, tmp_path)
    for one in (engine, oracle):
        fill(one, *(document(str(n), f"bok {n % 3}", f"ämne {n}", "alla") for n in range(50)))
        one.remove(["7"])
        one.commit()
    some = Filter("topic", HasFacet("topic", frozenset(["ämne 8", "ämne 9"])))
    for filters in ((), (some,)):
        search = Search(Term("text", "1"), filters, facets=SCHEMA.facets)
        assert engine.match(search).counts == oracle.match(search).counts


@pytest.mark.slow
def test_facets_of_more_values_than_the_library_counts_are_counted(tmp_path: Path) -> None:
    engine = TantivyEngine(SCHEMA, tmp_path)
    number = tantivy_facets.MOST_VALUES + 100
    fill(engine, *(document(str(n), "bok", f"ämne {n}") for n in range(number)))
    counts = engine.match(Search(Everything(), facets=("topic",))).counts
    assert counts == {"topic": {f"ämne {n}": 1 for n in range(number)}}


def test_lengths_over_forty_are_rounded_and_scores_with_them(tmp_path: Path) -> None:
    engine, oracle = TantivyEngine(SCHEMA, tmp_path), MemoryEngine(SCHEMA, tmp_path)
    for one in (engine, oracle):
        fill(one, *(document(str(n), "skola " + "x " * n) for n in range(0, 500, 7)))
    search = Search(Term("text", "skola"), limit=100)
    scores = [{hit.id: hit.score for hit in one.match(search).hits} for one in (engine, oracle)]
    assert scores[0] == pytest.approx(scores[1], rel=0.1)


def test_hits_by_date_have_their_scores(tmp_path: Path) -> None:
    engine = TantivyEngine(SCHEMA, tmp_path)
    fill(engine, document("a"), document("b", "bok bok"), document("c", "annat"))
    ranked = engine.match(Search(Term("text", "bok"))).hits
    dated = engine.match(Search(Term("text", "bok"), sort=Sort("newest", "published"))).hits
    assert {hit.id: hit.score for hit in dated} == pytest.approx(
        {hit.id: hit.score for hit in ranked}
    )


def test_a_second_writer_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    first, second = TantivyEngine(SCHEMA, tmp_path), TantivyEngine(SCHEMA, tmp_path)
    first.add([document("a")])
    with pytest.raises(EngineError, match="kan inte skrivas"):
        second.add([document("b")])
    first.commit()
    fill(second, document("b"))
    assert found(TantivyEngine(SCHEMA, tmp_path), "bok") == ["a", "b"]


def test_a_copy_by_hard_links_is_written_while_the_old_one_is(tmp_path: Path) -> None:
    old = TantivyEngine(SCHEMA, tmp_path / "old")
    fill(old, document("a"))
    (tmp_path / "new").mkdir()
    for path in (tmp_path / "old").iterdir():
        (tmp_path / "new" / path.name).hardlink_to(path)
    old.add([document("b")])
    new = TantivyEngine(SCHEMA, tmp_path / "new")
    fill(new, document("c"))
    old.commit()
    assert (found(old, "bok"), found(new, "bok")) == (["a", "b"], ["a", "c"])


def test_an_index_that_may_only_be_read_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(TantivyEngine(SCHEMA, tmp_path), document("a"))
    for lock in tmp_path.glob("*.lock"):
        lock.unlink()
    before = set(tmp_path.iterdir())
    monkeypatch.setattr(os, "access", lambda *_: False)
    engine = TantivyEngine(SCHEMA, tmp_path)
    assert found(engine, "bok") == ["a"]
    with pytest.raises(EngineError, match="mappen får ändras"):
        engine.add([document("b")])
    assert set(tmp_path.iterdir()) == before


def test_an_empty_directory_that_may_only_be_read_is_no_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(EngineError, match="no list of segments"):
        TantivyEngine(SCHEMA, tmp_path)


def test_a_failed_commit_is_told_and_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = TantivyEngine(SCHEMA, tmp_path)
    fill(engine, document("a"))

    class FullDisk:
        def add_document(self, _: object) -> None:
            raise ValueError("No space left on device")

    monkeypatch.setattr(engine, "_writer", FullDisk())
    with pytest.raises(EngineError, match=r"kan inte skrivas.*disken har plats"):
        engine.add([document("b")])
    fill(engine, document("c"))
    assert found(engine, "bok") == ["a", "c"]


def test_a_panic_of_the_library_is_an_error_like_others(tmp_path: Path) -> None:
    engine = TantivyEngine(SCHEMA, tmp_path)
    fill(engine, document("a"))
    with pytest.raises(EngineError, match="kan inte läsas"), engine._reading():
        engine._snapshot._searcher.search(Query.all_query(), limit=0)


def test_an_index_of_other_fields_is_refused(tmp_path: Path) -> None:
    TantivyEngine(SCHEMA, tmp_path).close()
    other = Schema((Field("text", positions=True),), SCHEMA.facets, SCHEMA.dates)
    with pytest.raises(EngineError, match="Bygg om"):
        TantivyEngine(other, tmp_path)


def test_a_missing_segment_is_told(tmp_path: Path) -> None:
    fill(TantivyEngine(SCHEMA, tmp_path), document("a"))
    next(tmp_path.glob("*.idx")).unlink()
    with pytest.raises(EngineError, match="Bygg om"):
        TantivyEngine(SCHEMA, tmp_path)


def test_every_opening_sees_one_whole_commit_while_another_writes(tmp_path: Path) -> None:
    fill(TantivyEngine(SCHEMA, tmp_path), *(document(str(n), "bok", "0") for n in range(50)))

    def write() -> None:
        writer = TantivyEngine(SCHEMA, tmp_path)
        for commit in range(1, 20):
            fill(writer, *(document(str(n), "bok", str(commit)) for n in range(50)))

    thread = threading.Thread(target=write)
    thread.start()
    seen = []
    while thread.is_alive():
        reader = TantivyEngine(SCHEMA, tmp_path)
        seen.append(reader.match(Search(Everything(), facets=("topic",))))
        reader.close()
    thread.join()
    assert seen
    assert {answer.total for answer in seen} == {50}
    assert all(len(answer.counts["topic"]) == 1 for answer in seen)


@pytest.mark.parametrize(("at_once", "one_by_one"), [(2, 3), (2, 100), (100, 100)])
def test_facets_are_counted_alike_by_what_is_held_and_by_the_library(
    at_once: int, one_by_one: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy_facets, "AT_ONCE", at_once)
    monkeypatch.setattr(tantivy_facets, "ONE_BY_ONE", one_by_one)
    engine, oracle = TantivyEngine(SCHEMA, tmp_path), MemoryEngine(SCHEMA, tmp_path)
    for some in range(3):
        ids = [f"{some} {number}" for number in range(8)]
        for one in (engine, oracle):
            fill(one, *(document(id_, "bok " * n, *"abcdef"[:n]) for n, id_ in enumerate(ids)))
            one.remove(ids[some::5])
            one.commit()
    assert segments(engine) > 1
    narrow = Filter("topic", HasFacet("topic", frozenset("ad")))
    searches = [
        Search(query, filters, sort, offset, limit, SCHEMA.facets)
        for query in (
            Everything(),
            Term("text", "bok"),
            Term("text", "annat"),
            HasFacet("topic", frozenset("e")),
        )
        for filters in ((), (narrow,), (narrow, Filter("year", Everything())))
        for sort in (Sort(), Sort("newest", "published"))
        for offset, limit in ((0, 10), (0, 1), (5, 2), (0, 0))
    ]
    answers = [engine.match(search) for search in searches]
    while not engine._snapshot._facets.wanted():
        time.sleep(0.01)
    for search, before in zip(searches, answers, strict=True):
        after = engine.match(search)
        assert after.counts == before.counts == oracle.match(search).counts
        assert (after.total, after.hits) == (before.total, before.hits)
