"""An index of another format, or half of one, is rebuilt or said to be so, and nothing is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.engines import open_engine
from indexer.engines.port import Document, Everything, Search
from indexer.errors import EngineError, IndexMissingError, SokverketError
from indexer.index.generation import Generation
from indexer.index.record import FORMAT, UNTOLD
from tests.index.archive import Archive, article
from tests.index.test_failures import change_facts
from tests.index.test_generations import contents

pytestmark = pytest.mark.slow

SEVENTH = """
CREATE TABLE source (name TEXT PRIMARY KEY, location TEXT);
CREATE TABLE origin (
    number INTEGER PRIMARY KEY, source TEXT, name TEXT, stamp TEXT, withheld INTEGER,
    UNIQUE (source, name)
);
CREATE TABLE article (
    id TEXT PRIMARY KEY, origin INTEGER NOT NULL, digest BLOB
) WITHOUT ROWID;
CREATE TABLE withdrawn (id TEXT, origin INTEGER NOT NULL);
CREATE TABLE finding (
    origin INTEGER NOT NULL, item TEXT, reason TEXT, remedy TEXT, refused INTEGER, times INTEGER
);
INSERT INTO source SELECT * FROM new.source;
INSERT INTO origin SELECT * FROM new.origin;
INSERT INTO article SELECT id, origin, digest FROM new.article;
"""
FIRST = """
CREATE TABLE article (id TEXT PRIMARY KEY, source TEXT, digest TEXT);
INSERT INTO article SELECT id, source, hex(digest)
FROM new.article JOIN new.origin ON origin = number;
"""


def rewrite_manifest(generation: Path, script: str) -> None:
    new, old = generation / "manifest.sqlite", generation / "new.sqlite"
    new.rename(old)
    connection = sqlite3.connect(new)
    connection.execute("ATTACH ? AS new", (str(old),))
    connection.executescript(script)
    connection.close()
    old.unlink()


def rewrite_record(generation: Path, number: int = 7) -> None:
    path = generation / "facts.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    kept = ("engine", "audience", "analysis", "vocabulary", "precision")
    path.write_text(json.dumps({name: told[name] for name in kept} | {"format": number}))
    (generation / "imprint.json").write_text(json.dumps(told["summary"]))
    (generation / "topics.json").write_text(json.dumps(told["topics"]))
    (generation / "tagging.json").write_text(json.dumps(told["tags"]))


def rewrite_engine(generation: Path) -> None:
    name, schema = Generation(generation).engine()
    engine = open_engine(name, schema, generation / "engine")
    hits = engine.match(Search(Everything(), limit=100)).hits
    engine.close()
    shutil.rmtree(generation / "engine")
    engine = open_engine(name, UNTOLD, generation / "engine")
    engine.add(Document(hit.id, {}, {}, {}, hit.stored) for hit in hits)
    engine.commit()
    engine.close()


def make_seventh(generation: Path) -> None:
    rewrite_engine(generation)
    rewrite_record(generation)
    rewrite_manifest(generation, SEVENTH)
    (generation / "copies.sqlite").write_bytes(b"")


def make_the_one_before(generation: Path) -> None:
    change_facts(generation / "facts.json", format=FORMAT - 1)


def make_earlier(generation: Path, number: int) -> None:
    """Make one whose articles no later version can read."""
    rewrite_record(generation, number)
    rewrite_manifest(generation, FIRST)
    for path in (generation / "engine").iterdir():
        path.write_bytes(b"rubbish")


@pytest.fixture
def built(archive: Archive, request: pytest.FixtureRequest) -> Archive:
    """An archive of two sources, with an index by the engine that the test names, or Whoosh."""
    archive.write("beslut", article("x", "Om ventilation."))
    archive.write_many("nyheter", ["a", "b"])
    archive.reindex(engine=getattr(request, "param", "whoosh"))
    return archive


def first(archive: Archive) -> Path:
    return archive.index / "generations" / "000001"


@pytest.mark.parametrize("make", [make_seventh, make_the_one_before])
@pytest.mark.parametrize("built", ["whoosh", "tantivy"], indirect=True)
def test_an_index_of_the_format_before_is_rebuilt_with_the_sources_that_are_not_read(
    built: Archive, make: Callable[[Path], None]
) -> None:
    make(first(built))
    number = Generation(first(built)).format()
    engine, _ = Generation(first(built)).engine()
    with pytest.raises(IndexMissingError, match=rf"har format {number}.*Kör sokverket reindex, så"):
        built.answer()
    before = contents(first(built))
    built.write_many("nyheter", ["a", "b", "c"])
    report = built.reindex("nyheter", engine=engine)
    assert report.rebuilt == f"indexet hade format {number}, och nu är formatet {FORMAT}"
    assert (report.added, report.unchanged, report.removed, report.articles) == (1, 3, 0, 4)
    assert (built.found(), built.found("ventilation")) == (["a", "b", "c", "x"], ["x"])
    after = contents(first(built))
    assert {path: after[path] for path in before} == before  # an old server still answers from it
    again = built.reindex(engine=engine)
    assert (again.rebuilt, again.generation, again.unchanged) == ("", "000002", 4)
    with pytest.raises(
        IndexMissingError, match=rf"Generation 000001: den har format {number}.*Välj en annan"
    ):
        built.library().rollback()


@pytest.mark.parametrize("number", range(1, 8))
def test_an_index_whose_articles_cannot_be_read_tells_which_sources_to_name(
    built: Archive, number: int
) -> None:
    make_earlier(first(built), number)
    with pytest.raises(EngineError, match="reindex och ange alla källor, även beslut"):
        built.reindex("nyheter")
    assert (built.current, built.generations) == ("000001", ["000001"])
    assert built.reindex("nyheter", "beslut").articles == 3
    assert built.found() == ["a", "b", "x"]


def test_a_folder_that_is_away_is_carried_over_from_an_older_format(built: Archive) -> None:
    folder = built.folder / "mapp"
    folder.mkdir()
    (folder / "ett.txt").write_text("Ett\n\nOm skolan.\n\nPublicerat 6 februari 2020\n", "utf-8")
    built.sources["mapp"] = {"path": str(folder)}
    built.reindex()
    make_seventh(built.index / "generations" / "000002")
    folder.rename(built.folder / "borta")
    folder.symlink_to(built.folder / "ingenstans")
    with pytest.raises(SokverketError):
        built.reindex("mapp")
    report = built.reindex("nyheter", "beslut")
    assert (report.articles, built.found("skolan")) == (4, ["mapp/ett.txt"])


def test_a_source_cut_short_is_refused_at_a_new_format_too(built: Archive) -> None:
    built.write_many("nyheter", [f"n{number}" for number in range(9)])
    built.reindex(allow_shrink=True)
    make_seventh(built.index / "generations" / "000002")
    built.write_many("nyheter", ["n1"])
    with pytest.raises(SokverketError, match="8 av 9 artiklar har försvunnit"):
        built.reindex()


def test_a_newer_format_is_left_alone_until_it_is_asked_for(built: Archive) -> None:
    change_facts(first(built) / "facts.json", format=FORMAT + 1)
    with pytest.raises(IndexMissingError, match="Uppgradera Sökverket"):
        built.reindex()
    assert built.reindex(full=True).articles == 3


def test_what_is_withdrawn_leaves_an_older_format_when_it_is_rebuilt(built: Archive) -> None:
    make_seventh(first(built))
    delay = "generation 000001 är av en annan version, och nästa reindex bygger om den"
    assert built.library().withdraw(["x"]) == delay
    assert built.library().withdraw(["okänd"]) == ""
    assert built.generations == ["000001"]
    assert built.reindex("nyheter").articles == 2
    assert built.generations == ["000002"]
    assert built.found() == ["a", "b"]


def write(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda generation: (generation / name).write_bytes(content)


def remove(name: str) -> Callable[[Path], object]:
    return lambda generation: (
        shutil.rmtree(generation / name)
        if (generation / name).is_dir()
        else (generation / name).unlink()
    )


def record(**changes: Any) -> Callable[[Path], object]:
    return lambda generation: change_facts(generation / "facts.json", **changes)


HALVES: dict[str, Callable[[Path], object]] = {
    "an old record": rewrite_record,
    "an old manifest": lambda generation: rewrite_manifest(generation, SEVENTH),
    "a first manifest": lambda generation: rewrite_manifest(generation, FIRST),
    "an old engine": rewrite_engine,
    "no record": remove("facts.json"),
    "no manifest": remove("manifest.sqlite"),
    "no engine": remove("engine"),
    "no snapshot": remove("snapshot"),
    "nothing": lambda generation: [remove(path.name)(generation) for path in generation.iterdir()],
    "an empty manifest": write("manifest.sqlite", b""),
    "nesting": write("facts.json", b"[" * 100_000),
    "a list": write("facts.json", b"[8]"),
    "a number without end": write("facts.json", b'{"format": ' + b"9" * 5000 + b"}"),
    "a format that is text": record(format="8"),
    "a format that is true": record(format=True),
    "a format below all": record(format=-1),
    "an engine that is a list": record(engine=["whoosh"]),
    "an engine that is a module": record(engine="os:system"),
    "an older engine that is a module": record(format=7, engine="os:system"),
    "no fields": record(schema={}),
    "other fields": record(format=7, schema={"fields": [{"nej": 1}], "facets": 1, "dates": 2}),
    "a day that is none": record(summary={"made": 5, "articles": 1, "rejected": 0}),
    "a count that is text": record(
        summary={"made": "2026-01-01T00:00:00+01:00", "articles": "1", "rejected": 0}
    ),
    "tags that are none": record(tags=[]),
    "topics that are none": record(topics={"a": "b"}),
    "golden results that are none": record(golden={"q1 x": {"ndcg": "x", "found": 5}}),
}


@pytest.mark.parametrize("damage", HALVES.values(), ids=HALVES.keys())
def test_a_half_moved_or_prepared_index_is_said_or_rebuilt(
    built: Archive, damage: Callable[[Path], object]
) -> None:
    built.write_many("nyheter", ["a", "b", "c"])
    built.reindex()
    damage(built.index / "generations" / "000002")
    library = built.library()
    for call in (
        built.answer,
        library.status,
        library.findings,
        lambda: library.unheld(["a"]),
        lambda: built.library().rollback("000002"),
        built.reindex,
        lambda: built.library().withdraw(["b"]),
    ):
        try:
            call()
        except SokverketError as error:
            assert all((error.thing, error.reason, error.remedy))  # noqa: PT017 - others pass through
    assert built.reindex(full=True).articles == 3
    assert built.found() == ["a", "c", "x"]


@pytest.mark.parametrize("name", ["..", "../../utanför", "/etc", "000001/../.."])
def test_no_other_folder_is_taken_for_a_generation(built: Archive, name: str) -> None:
    (built.index / "current").write_text(name)
    for call in (built.answer, built.reindex):
        with pytest.raises(IndexMissingError, match=r"är ingen generation|kan inte läsas"):
            call()
    assert built.reindex(full=True).articles == 3
