"""What every engine does, whatever it is made of."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from indexer.engines.port import (
    AllOf,
    AnyOf,
    Boost,
    Constant,
    Document,
    Engine,
    Everything,
    Filter,
    HasFacet,
    Ids,
    InPeriod,
    Near,
    Phrase,
    Prefer,
    Query,
    Search,
    Sort,
    Term,
    Variant,
    Without,
    Word,
    join_terms,
)
from indexer.errors import EngineError
from tests.engines.conftest import AVERAGES_KEEP_THE_REMOVED, SCHEMA, Opener


def document(  # noqa: PLR0913 one argument for each thing that a document holds
    id_: str,
    text: str = "",
    *,
    parts: str = "",
    surface: str = "",
    topics: Sequence[str] = (),
    years: Sequence[str] = (),
    published: tuple[int, int] | None = None,
    stored: str = "{}",
) -> Document:
    fields = {"text": text, "parts": parts, "surface": surface}
    terms = {name: join_terms(words.split()) for name, words in fields.items()}
    dates = {"published": published} if published else {}
    return Document(id_, terms, {"topic": topics, "year": years}, dates, stored)


def fill(engine: Engine, *documents: Document) -> None:
    engine.add(documents)
    engine.commit()


def ids(engine: Engine, query: Query, sort: Sort | None = None, *filters: Filter) -> list[str]:
    search = Search(query, filters=filters, sort=sort or Sort(), limit=100)
    return [hit.id for hit in engine.match(search).hits]


def scores(engine: Engine, query: Query) -> dict[str, float]:
    return {hit.id: hit.score for hit in engine.match(Search(query, limit=100)).hits}


def idf(documents: int, frequency: int) -> float:
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


def gain(times: int, length: float, average: float) -> float:
    return 2.2 * times / (times + 1.2 * (0.25 + 0.75 * length / average))


def test_an_empty_index_answers_every_question_with_nothing(engine: Engine) -> None:
    search = Search(AnyOf((Everything(), Term("text", "skola"))), facets=("topic",))
    answer = engine.match(search)
    assert (answer.total, list(answer.hits), answer.counts["topic"]) == (0, [], {})
    assert len(engine) == 0


def test_nothing_is_seen_before_the_commit(engine: Engine) -> None:
    engine.add([document("a", "skola")])
    assert ids(engine, Everything()) == []
    engine.commit()
    assert ids(engine, Everything()) == ["a"]


def test_a_commit_of_nothing_changes_nothing(engine: Engine) -> None:
    fill(engine, document("a"))
    engine.commit()
    assert len(engine) == 1


def test_stored_comes_back_unread(engine: Engine) -> None:
    stored = '{"å": "\\u0000"}\n\x00 😀 '
    fill(engine, document("a", stored=stored))
    assert engine.match(Search(Everything())).hits[0].stored == stored


def test_a_known_id_is_replaced(engine: Engine) -> None:
    fill(engine, document("a", "gammal", topics=["x"]), document("b"))
    fill(engine, document("a", "ny", topics=["y"]))
    assert ids(engine, Term("text", "gammal")) == []
    assert ids(engine, Term("text", "ny")) == ["a"]
    assert len(engine) == 2
    counts = engine.match(Search(Everything(), facets=("topic",))).counts
    assert counts["topic"] == {"y": 1}


def test_the_last_of_a_batch_wins(engine: Engine) -> None:
    fill(engine, document("a", "först"), document("a", "sist"))
    assert len(engine) == 1
    assert ids(engine, AnyOf((Term("text", "först"), Term("text", "sist")))) == ["a"]
    assert engine.frequencies("text", ["först", "sist"]) == [0, 1]


def test_removed_documents_are_gone_and_unknown_ids_passed_over(engine: Engine) -> None:
    fill(engine, document("a", "skola"), document("b", "skola"))
    engine.remove(["a", "finns inte"])
    engine.commit()
    assert ids(engine, Term("text", "skola")) == ["b"]
    assert len(engine) == 1


def test_adding_and_removing_hold_in_the_order_they_came(engine: Engine) -> None:
    engine.add([document("a"), document("b")])
    engine.remove(["a", "b"])
    engine.add([document("b")])
    engine.commit()
    assert ids(engine, Everything()) == ["b"]


def test_ids_may_hold_any_character(engine: Engine) -> None:
    names = ["https://x.se/å?b=1&c=,", "två ord", "'\"\\", "\ud800"]
    fill(engine, *map(document, names))
    assert set(ids(engine, Ids(frozenset([*names[1:], "annat"])))) == set(names[1:])
    engine.remove(names[:2])
    engine.commit()
    assert set(ids(engine, Everything())) == set(names[2:])


def test_a_term_scores_by_bm25(engine: Engine) -> None:
    fill(engine, document("a", "skola skola bok"), document("b", "skola"), document("c", "bok x"))
    expected = {"a": idf(3, 2) * gain(2, 3, 2), "b": idf(3, 2) * gain(1, 1, 2)}
    assert scores(engine, Term("text", "skola")) == pytest.approx(expected, rel=1e-4)


def test_terms_are_whole_whatever_they_hold(engine: Engine) -> None:
    term = "Skolinspektionen, Lund\t(2:a)"
    fill(engine, Document("a", {"text": join_terms([term])}, {}, {}, ""))
    assert ids(engine, Term("text", term)) == ["a"]
    assert ids(engine, Term("text", "Lund")) == []


def test_statistics_forget_the_removed(engine: Engine) -> None:
    fill(engine, document("a", "skola x"), document("b", "skola y z å ä ö"), document("c", "bok"))
    engine.remove(["b"])
    engine.commit()
    average = 3.0 if isinstance(engine, AVERAGES_KEEP_THE_REMOVED) else 1.5
    expected = {"a": idf(2, 1) * gain(1, 2, average)}
    assert scores(engine, Term("text", "skola")) == pytest.approx(expected, rel=1e-4)


def test_documents_without_the_field_count_in_the_average(engine: Engine) -> None:
    fill(engine, document("a", "skola bok"), document("b"), document("c"), document("d"))
    expected = {"a": idf(4, 1) * gain(1, 2, 0.5)}
    assert scores(engine, Term("text", "skola")) == pytest.approx(expected, rel=1e-4)


def test_a_word_scores_its_best_variant_once(engine: Engine) -> None:
    fill(
        engine,
        document("a", "bok böck"),
        document("b", "bok", parts="bok"),
        document("c", parts="bok"),
        document("d", "annat"),
    )
    word = Word((Variant("text", "bok"), Variant("text", "böck"), Variant("parts", "bok", 0.5)))
    expected = {
        "a": idf(4, 2) * gain(1, 2, 1),
        "b": idf(4, 2) * gain(1, 1, 1),
        "c": idf(4, 2) * 0.5 * gain(1, 1, 0.5),
    }
    assert scores(engine, word) == pytest.approx(expected, rel=1e-4)


def test_the_idf_of_a_word_is_of_its_commonest_heaviest_variant(engine: Engine) -> None:
    fill(engine, document("a", "ovanlig"), document("b", "vanlig"), document("c", "vanlig"))
    word = Word((Variant("text", "ovanlig"), Variant("text", "vanlig")))
    assert scores(engine, word)["a"] == pytest.approx(idf(3, 2) * gain(1, 1, 1), rel=1e-4)


def test_a_word_of_no_variants_matches_nothing(engine: Engine) -> None:
    fill(engine, document("a", "skola"))
    assert ids(engine, Word(())) == []


def test_a_phrase_is_unbroken_and_in_order(engine: Engine) -> None:
    fill(
        engine,
        document("a", surface="en elev i skolan"),
        document("b", surface="i en skolan elev"),
        document("c", surface="skolan i"),
        document("d", surface="i"),
        document("e", surface="skolan"),
    )
    assert ids(engine, Phrase("surface", ("i", "skolan"))) == ["a"]
    assert ids(engine, Phrase("surface", ("i", "saknas"))) == []
    assert ids(engine, Phrase("surface", ())) == []


def test_phrases_are_found_whatever_commit_they_came_in(engine: Engine) -> None:
    names = [f"{number * 7 % 20:02}" for number in range(20)]
    for name in names:
        fill(engine, document(name, surface="och elev i skolan elev i"))
        assert ids(engine, Phrase("surface", ("i", "skolan"))) == ids(engine, Everything())
    assert ids(engine, Phrase("surface", ("i", "och"))) == []
    assert len(ids(engine, Phrase("surface", ("skolan", "elev", "i")))) == len(names)


def test_a_phrase_scores_by_how_often_it_stands(engine: Engine) -> None:
    fill(engine, document("a", surface="ha ha ha ja"), document("b", surface="ja ha"))
    expected = {"a": 2 * idf(2, 2) * gain(2, 4, 3)}
    assert scores(engine, Phrase("surface", ("ha", "ha"))) == pytest.approx(expected, rel=1e-4)


def test_a_phrase_in_a_field_without_positions_is_refused(engine: Engine) -> None:
    fill(engine, document("a", "i skolan"))
    with pytest.raises(EngineError, match=r"text.*inga positioner"):
        engine.match(Search(Phrase("text", ("i", "skolan"))))


@pytest.mark.parametrize(
    ("first", "second", "distance", "expected"),
    [
        (("elev",), ("stöd",), 0, []),
        (("elev",), ("stöd",), 1, ["a"]),
        (("elev",), ("stöd",), 2, ["a", "b"]),
        (("stöd",), ("elev",), 2, ["a", "b"]),
        (("elev",), ("stöd",), 3, ["a", "b", "c"]),
        (("elev", "barn"), ("stöd",), 1, ["a", "d"]),
        (("elev",), ("elev",), 3, ["c"]),
        (("elev",), ("elev", "barn"), 4, ["c"]),
        (("saknas",), ("stöd",), 9, []),
        ((), ("stöd",), 9, []),
    ],
)
def test_words_are_near_in_either_order_and_score_nothing(
    engine: Engine, first: tuple[str, ...], second: tuple[str, ...], distance: int, expected: object
) -> None:
    fill(
        engine,
        document("a", surface="elev stöd"),
        document("b", surface="stöd till elev"),
        document("c", surface="elev i elev får inte stöd"),
        document("d", surface="barn stöd"),
        document("e", surface="elev"),
        document("f", surface="stöd"),
    )
    near = Near("surface", first, second, distance)
    assert ids(engine, near) == expected
    assert not any(scores(engine, near).values())


def test_nearness_in_a_field_without_positions_is_refused(engine: Engine) -> None:
    fill(engine, document("a", "i skolan"))
    with pytest.raises(EngineError, match=r"text.*inga positioner"):
        engine.match(Search(Near("text", ("i",), ("skolan",), 1)))


def test_all_of_needs_every_part_and_adds_scores(engine: Engine) -> None:
    fill(engine, document("a", "bok skola"), document("b", "bok"), document("c", "skola"))
    book, school = Term("text", "bok"), Term("text", "skola")
    expected = scores(engine, book)["a"] + scores(engine, school)["a"]
    assert scores(engine, AllOf((book, school))) == pytest.approx({"a": expected}, rel=1e-4)
    assert ids(engine, AllOf(())) == []


def test_any_of_needs_one_part_and_adds_what_matched(engine: Engine) -> None:
    fill(engine, document("a", "x y z"), document("b", "x y"), document("c", "x"))
    parts = tuple(Constant(Term("text", term), 1.0) for term in "xyz")
    assert scores(engine, AnyOf(parts)) == {"a": 3.0, "b": 2.0, "c": 1.0}
    assert ids(engine, AnyOf(())) == []


def test_prefer_adds_without_requiring(engine: Engine) -> None:
    fill(engine, document("a", "x"), document("b", "x y"), document("c", "y"))
    query = Prefer(Constant(Term("text", "x"), 1.0), Constant(Term("text", "y"), 5.0))
    assert scores(engine, query) == {"a": 1.0, "b": 6.0}


def test_without_excludes_and_keeps_the_score(engine: Engine) -> None:
    fill(engine, document("a", "x"), document("b", "x y"))
    query = Without(Constant(Term("text", "x"), 2.0), Term("text", "y"))
    assert scores(engine, query) == {"a": 2.0}
    assert scores(engine, AnyOf((query, Everything()))) == {"a": 2.0, "b": 0.0}


def test_boost_multiplies_and_constant_replaces_the_score(engine: Engine) -> None:
    fill(engine, document("a", "x"), document("b", "y"))
    plain = scores(engine, Term("text", "x"))["a"]
    boosted = scores(engine, Boost(Term("text", "x"), 3.0))
    assert boosted == pytest.approx({"a": 3 * plain}, rel=1e-4)
    assert scores(engine, Constant(Term("text", "x"), 0.0)) == {"a": 0.0}


def test_mere_conditions_score_nothing(engine: Engine) -> None:
    fill(engine, document("a", topics=["x"], published=(5, 5)))
    conditions: list[Query] = [
        Everything(),
        Ids(frozenset(["a"])),
        HasFacet("topic", frozenset(["x"])),
        InPeriod("published", 1, 9),
    ]
    assert [scores(engine, condition) for condition in conditions] == [{"a": 0.0}] * 4


def test_facet_values_are_whole_whatever_they_hold(engine: Engine) -> None:
    values = ["Skolinspektionen, Lund", " två  ord ", "å", "A"]
    fill(engine, document("a", topics=values), document("b", topics=["Lund"]))
    counts = engine.match(Search(Everything(), facets=("topic",))).counts["topic"]
    assert counts == dict.fromkeys([*values, "Lund"], 1)
    assert ids(engine, HasFacet("topic", frozenset([values[0]]))) == ["a"]
    assert ids(engine, HasFacet("topic", frozenset())) == []


def test_a_value_given_twice_counts_once(engine: Engine) -> None:
    fill(engine, document("a", topics=["x", "x"]))
    assert engine.match(Search(Everything(), facets=("topic",))).counts == {"topic": {"x": 1}}


def test_counts_ignore_their_own_filter_and_heed_the_others(engine: Engine) -> None:
    fill(
        engine,
        document("a", "bok", topics=["x"], years=["2019"]),
        document("b", "bok", topics=["y"], years=["2019"]),
        document("c", "bok", topics=["x"], years=["2020"]),
        document("d", "annat", topics=["x"], years=["2019"]),
    )
    topic = Filter("topic", HasFacet("topic", frozenset(["x"])))
    year = Filter("year", HasFacet("year", frozenset(["2019"])))
    search = Search(Term("text", "bok"), filters=(topic, year), facets=("topic", "year"))
    answer = engine.match(search)
    assert (answer.total, [hit.id for hit in answer.hits]) == (1, ["a"])
    assert answer.counts == {"topic": {"x": 1, "y": 1}, "year": {"2019": 1, "2020": 1}}


def test_filters_never_change_scores(engine: Engine) -> None:
    fill(engine, document("a", "bok", topics=["x"]), document("b", "bok"), document("c"))
    plain = scores(engine, Term("text", "bok"))["a"]
    topic = Filter("topic", HasFacet("topic", frozenset(["x"])))
    hits = engine.match(Search(Term("text", "bok"), filters=(topic,))).hits
    assert [(hit.id, hit.score) for hit in hits] == [("a", plain)]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(1, 9, []), (1, 10, ["a"]), (15, 16, ["a"]), (20, 25, ["a"]), (21, 99, []), (-9, 99, ["a"])],
)
def test_a_period_overlaps_closed_at_both_ends(
    engine: Engine, first: int, last: int, expected: list[str]
) -> None:
    fill(engine, document("a", published=(10, 20)), document("undated"))
    assert ids(engine, InPeriod("published", first, last)) == expected


def test_dates_sort_by_their_start_and_undated_last(engine: Engine) -> None:
    fill(
        engine,
        document("a", published=(5, 90)),
        document("b", published=(7, 7)),
        document("c"),
        document("d", published=(1, 99)),
    )
    assert ids(engine, Everything(), Sort("newest", "published")) == ["b", "a", "d", "c"]
    assert ids(engine, Everything(), Sort("oldest", "published")) == ["d", "a", "b", "c"]


def test_pages_follow_one_another_without_gap_or_repeat(engine: Engine) -> None:
    fill(engine, *(document(str(number), "bok") for number in range(25)))
    query = Term("text", "bok")
    pages = [engine.match(Search(query, offset=at, limit=10)) for at in (0, 10, 20, 30)]
    assert [page.total for page in pages] == [25] * 4
    assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
    assert len({hit.id for page in pages for hit in page.hits}) == 25
    assert list(engine.match(Search(query, limit=0)).hits) == []


def test_frequencies_come_in_the_order_asked(engine: Engine) -> None:
    fill(engine, document("a", "x x y"), document("b", "x"))
    assert list(engine.frequencies("text", ["y", "saknas", "x"])) == [1, 0, 2]


def test_the_vocabulary_knows_prefixes_and_live_documents(engine: Engine) -> None:
    fill(engine, document("a", "skola skolan öga"), document("b", "skola skog"))
    fill(engine, document("c", "skola"))
    assert engine.vocabulary("text", "skol") == {"skola": 3, "skolan": 1}
    engine.remove(["a"])
    engine.commit()
    assert engine.vocabulary("text") == {"skola": 2, "skog": 1}
    assert engine.vocabulary("text", "x") == {}


def test_several_threads_read_at_once_while_one_writes(engine: Engine) -> None:
    fill(engine, *(document(f"{n:03}", "bok skola" if n % 2 else "bok") for n in range(200)))
    search = Search(AllOf((Term("text", "bok"), Term("text", "skola"))), facets=("topic",))
    answers: list[tuple[int, list[str]]] = []

    def read() -> None:
        for _ in range(30):
            answer = engine.match(search)
            answers.append((answer.total, [hit.id for hit in answer.hits]))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(5):
        fill(engine, document(f"ny {number}", "annat"))
    for thread in threads:
        thread.join()
    assert len(answers) == 120
    assert {total for total, _ in answers} == {100}
    assert len({tuple(page) for _, page in answers}) == 1


def test_an_opened_index_holds_what_was_committed(opener: Opener, tmp_path: Path) -> None:
    first = opener(SCHEMA, tmp_path / "ny" / "mapp")
    fill(first, document("a", "bok", topics=["x"], published=(3, 4), stored="ett"))
    first.add([document("b", "bok")])
    first.close()
    second = opener(SCHEMA, tmp_path / "ny" / "mapp")
    answer = second.match(Search(Term("text", "bok"), facets=("topic",)))
    assert [(hit.id, hit.stored) for hit in answer.hits] == [("a", "ett")]
    assert answer.counts == {"topic": {"x": 1}}
    second.close()


def test_an_open_index_answers_as_before_while_another_writes(
    opener: Opener, tmp_path: Path
) -> None:
    writer = opener(SCHEMA, tmp_path)
    fill(writer, document("a", "bok"))
    reader = opener(SCHEMA, tmp_path)
    fill(writer, document("b", "bok"))
    writer.remove(["a"])
    writer.commit()
    assert ids(reader, Term("text", "bok")) == ["a"]
    assert ids(opener(SCHEMA, tmp_path), Term("text", "bok")) == ["b"]


def test_a_foreign_directory_is_refused_and_left_alone(opener: Opener, tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("hej")
    with pytest.raises(EngineError, match="annan mapp"):
        opener(SCHEMA, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["brev.txt"]


def committed(opener: Opener, directory: Path) -> Iterator[Path]:
    engine = opener(SCHEMA, directory)
    fill(engine, document("a", "bok"))
    engine.close()
    return directory.iterdir()


def test_a_damaged_index_is_refused(opener: Opener, tmp_path: Path) -> None:
    for path in committed(opener, tmp_path):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(EngineError, match="skadat"):
        opener(SCHEMA, tmp_path)


def test_a_copy_by_hard_links_is_never_touched(opener: Opener, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    new.mkdir()
    for path in committed(opener, old):
        (new / path.name).hardlink_to(path)
    before = {path.name: path.read_bytes() for path in old.iterdir()}
    engine = opener(SCHEMA, new)
    for number in range(12):
        fill(engine, document("a", "ny"), document(str(number), "ny"))
    engine.close()
    assert {path.name: path.read_bytes() for path in old.iterdir()} == before
    assert ids(opener(SCHEMA, old), Everything()) == ["a"]
    assert len(opener(SCHEMA, new)) == 13
