"""The duplicates of a generation: after any changes they are what a new index would have."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article, Section
from indexer.engines.port import Document
from indexer.errors import EngineError
from indexer.index import blocks
from indexer.index.blocks import Blocks, Grouping
from indexer.index.duplicates import DuplicateOf
from indexer.terms.fields import DUPLICATE, ORIGINAL

TEXT = "Elevhälsan ska främst arbeta förebyggande och hälsofrämjande i skolan. " * 3


def article(id_: str, title: str = "Elevhälsa", text: str = TEXT, kind: str = "") -> Article:
    return Article(id=id_, title=title, sections=(Section("", (text,)),), kind=kind)


class Kept:
    """A generation's blocks with the articles that its index would hold."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "manifest.sqlite"
        self.articles: dict[str, Article] = {}
        self.duplicates: dict[str, DuplicateOf] = {}

    def change(self, articles: Sequence[Article], removed: Sequence[str] = ()) -> Grouping:
        """Change what is held, and index only what a run would index."""
        with Blocks(self.path) as opened:
            noted = list(opened.note(articles))
            grouping = opened.group(removed, noted.__getitem__, self.held)
        indexed = {*(one.id for one in articles), *grouping.again}
        assert not {*grouping.again} & {*removed, *(one.id for one in articles)}
        self.articles |= {one.id: one for one in articles}
        for id_ in removed:
            del self.articles[id_]
        kept = {i: c for i, c in self.duplicates.items() if i in self.articles and i not in indexed}
        self.duplicates = kept | {
            i: grouping.duplicates[i] for i in indexed & grouping.duplicates.keys()
        }
        return grouping

    def held(self, ids: Sequence[str]) -> list[str]:
        return [self.articles[id_].to_json() for id_ in ids]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_a_duplicate_takes_the_place_of_an_original_that_went(kept: Kept) -> None:
    kept.change([article("a"), article("b2"), article("c3")])
    assert kept.duplicates == {"b2": DuplicateOf("a", ()), "c3": DuplicateOf("a", ())}
    assert set(kept.change([], removed=["a"]).again) == {"b2", "c3"}
    assert kept.duplicates == {"c3": DuplicateOf("b2", ())}


def test_an_original_that_comes_takes_its_place(kept: Kept) -> None:
    kept.change([article("b2")])
    assert kept.change([article("a")]).again == ["b2"]
    assert kept.duplicates == {"b2": DuplicateOf("a", ())}


def test_a_duplicate_that_changes_is_one_no_longer(kept: Kept) -> None:
    kept.change([article("a"), article("b2")])
    assert kept.change([article("b2", title="Skolhälsa")]).again == []
    assert kept.duplicates == {}


def test_what_is_unlike_all_others_is_not_read_again(kept: Kept) -> None:
    kept.change([article("a"), article("b", title="Skolgård")])
    with Blocks(kept.path) as opened:
        noted = list(opened.note([article("c", title="Matsal"), article("a")]))
        assert opened.group([], pytest.fail, pytest.fail) == Grouping({}, [])
    assert len(noted) == 2


def test_very_many_of_one_title_are_a_series(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "LARGEST_BLOCK", 2)
    kept.change([article("a"), article("b2"), article("c-fuller", text=f"{TEXT} Mer.")])
    assert kept.duplicates == {"b2": DuplicateOf("a", ())}
    kept.change([], removed=["b2"])
    assert kept.duplicates == {"a": DuplicateOf("c-fuller", ("text", "topic"))}


def test_only_documents_of_duplicates_are_marked() -> None:
    facets = {"kind": ("rapport",)}
    a, b = (Document(id_, {}, facets, {}, "") for id_ in "ab")
    marked = list(Grouping({"b": DuplicateOf("a", ("kind", "year"))}, []).mark([a, b]))
    assert marked[0] is a
    assert marked[1].facets == {**facets, DUPLICATE: ("kind year",), ORIGINAL: ("a",)}


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "manifest.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(EngineError, match="förteckning över artiklar"):
        Blocks(tmp_path / "manifest.sqlite")


def test_a_failed_run_changes_nothing(kept: Kept) -> None:
    def fail(_: object) -> Article:
        raise sqlite3.OperationalError

    kept.change([article("a"), article("b2")])
    with Blocks(kept.path) as opened:
        list(opened.note([article("c3")]))
        with pytest.raises(EngineError):
            opened.group(["a"], fail, fail)
    kept.change([article("d4")])
    assert kept.duplicates == {"b2": DuplicateOf("a", ()), "d4": DuplicateOf("a", ())}


changes = st.lists(
    st.dictionaries(
        st.sampled_from(["a", "b2", "c3", "d4"]),
        st.one_of(
            st.none(),
            st.builds(
                lambda **more: more,
                title=st.sampled_from(["Elevhälsa", "Elevhälsa", "Skolhälsa"]),
                text=st.sampled_from([TEXT, TEXT, f"{TEXT} Mer.", "Kort."]),
                kind=st.sampled_from(["", "rapport", "beslut"]),
            ),
        ),
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.slow
@given(changes)
def test_a_changed_index_equals_a_new_one(runs: list[Mapping[str, dict[str, str] | None]]) -> None:
    with tempfile.TemporaryDirectory() as changed, tempfile.TemporaryDirectory() as new:
        kept = Kept(Path(changed))
        for run in runs:
            removed = [id_ for id_, told in run.items() if told is None and id_ in kept.articles]
            kept.change([article(i, **told) for i, told in run.items() if told], removed)
        anew = Kept(Path(new))
        anew.change(list(kept.articles.values()))
        assert kept.duplicates == anew.duplicates
