"""What only the Whoosh engine must hold: its files, its segments, its memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, open_dir
from whoosh.query import And, Prefix
from whoosh.query import Phrase as WhooshPhrase
from whoosh.query import Term as WhooshTerm
from whoosh.scoring import BM25F
from whoosh.util.varints import varint

from indexer.engines import open_engine
from indexer.engines.port import Document, Everything, Field, Schema, Search, Term, join_terms
from indexer.engines.whoosh import WhooshEngine, arrays, codec
from indexer.engines.whoosh import engine as whoosh_engine
from indexer.engines.whoosh import reader as whoosh_reader
from indexer.engines.whoosh.arrays import Arrays, Numbers, write_arrays
from indexer.errors import EngineError
from tests.engines.conftest import SCHEMA


def document(id_: str, text: str = "bok") -> Document:
    terms = join_terms(text.split())
    return Document(id_, {"text": terms, "surface": terms}, {}, {}, "{}")


def segments(directory: Path) -> list[Path]:
    return sorted(directory.glob("*.arrays"))


def found(engine: WhooshEngine, term: str) -> list[str]:
    return [hit.id for hit in engine.match(Search(Term("text", term), limit=100)).hits]


def fill(engine: WhooshEngine, *documents: Document) -> None:
    engine.add(documents)
    engine.commit()


def test_it_is_opened_by_its_name(tmp_path: Path) -> None:
    assert isinstance(open_engine("whoosh", SCHEMA, tmp_path), WhooshEngine)


def test_an_unknown_engine_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"”lucene”.*whoosh"):
        open_engine("lucene", SCHEMA, tmp_path)


def test_whoosh_itself_reads_the_index(tmp_path: Path) -> None:
    engine = WhooshEngine(SCHEMA, tmp_path)
    fill(engine, document("a", "bok bok skola"), document("b", "skola"))
    fill(engine, document("c", "bok"), document("b", "bok skola"))
    with open_dir(str(tmp_path)).searcher() as searcher:
        both = And([WhooshTerm("text", "bok"), WhooshTerm("text", "skola")])
        assert {hit["id"] for hit in searcher.search(both)} == {"a", "b"}
        book = searcher.search(WhooshTerm("text", "bok"))
        assert {hit["id"] for hit in book} == {"a", "b", "c"}
        assert list(searcher.reader().field_terms("text")) == ["bok", "skola"]


def test_whoosh_itself_finds_beginnings_of_words_and_what_is_stored(tmp_path: Path) -> None:
    fill(WhooshEngine(SCHEMA, tmp_path), document("a", "bokhylla"), document("b", "skola"))
    with open_dir(str(tmp_path)).searcher() as searcher:
        (hit,) = searcher.search(Prefix("text", "bok"))
        assert hit.fields() == {"id": "a", "stored": "{}"}


def test_whoosh_itself_finds_phrases(tmp_path: Path) -> None:
    engine = WhooshEngine(SCHEMA, tmp_path)
    fill(engine, document("a", "en bok om skolan och en bok"), document("b", "skolan om en bok"))
    fill(engine, document("c", "om skolan"), document("d", "skolan"))
    with open_dir(str(tmp_path)).searcher() as searcher:
        hits = searcher.search(WhooshPhrase("surface", ["om", "skolan"]))
        assert {hit["id"] for hit in hits} == {"a", "c"}


def test_whoosh_itself_ranks_by_its_own_measure(tmp_path: Path) -> None:
    engine = WhooshEngine(SCHEMA, tmp_path)
    fill(engine, document("ofta", "bok bok skola"), document("lång", "bok " + "ord " * 50))
    fill(engine, document("annat", "skola"))
    with open_dir(str(tmp_path)).searcher(weighting=BM25F(B=0.75, K1=1.2)) as searcher:
        hits = searcher.search(WhooshTerm("text", "bok"))
        assert [hit["id"] for hit in hits] == ["ofta", "lång"]
        assert hits[0].score > hits[1].score > 0


class Prepared:
    """Runs when it is unpickled: makes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return open, (str(self.mark), "w")


def prepared_lists(directory: Path, mark: Path) -> Iterator[bytes]:
    """Yield lists of segments with a prepared pickle for the fields, for the segments, and old."""
    (path,) = directory.glob("*.toc")
    whole = path.read_bytes()
    schema = pickle.dumps(TOC.read(FileStorage(str(directory)), "MAIN").schema, 2)
    prepared = pickle.dumps(Prepared(mark), 2)
    start = whole.index(schema) - len(varint(len(schema)))
    end = whole.index(schema) + len(schema)
    yield whole[:start] + varint(len(prepared)) + prepared + whole[end:]
    yield whole[: end + 8] + prepared
    version = (-111).to_bytes(4, "big", signed=True)
    for older in (-110, -108, -107, -106, -105):
        yield (whole[:start] + varint(len(prepared)) + prepared + whole[end:]).replace(
            version, older.to_bytes(4, "big", signed=True), 1
        )


def test_nothing_that_a_list_of_segments_holds_is_run(tmp_path: Path) -> None:
    mark, directory = tmp_path / "mark", tmp_path / "index"
    fill(WhooshEngine(SCHEMA, directory), document("a"))
    (path,) = directory.glob("*.toc")
    lists = [*prepared_lists(directory, mark)]
    assert len({*lists, path.read_bytes()}) == len(lists) + 1
    for prepared in lists:
        path.write_bytes(prepared)
        with pytest.raises(EngineError, match="kan inte läsas"):
            WhooshEngine(SCHEMA, directory)
        assert not mark.exists()


def test_many_small_commits_leave_few_segments(tmp_path: Path) -> None:
    engine = WhooshEngine(SCHEMA, tmp_path)
    for number in range(40):
        fill(engine, document(f"{number:02}", f"bok ord{number}"))
    assert len(segments(tmp_path)) <= whoosh_engine.SMALL_SEGMENTS
    assert found(engine, "bok") == [f"{number:02}" for number in range(40)]
    assert found(engine, "ord7") == ["07"]


def test_large_segments_are_not_rewritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_engine, "BATCH_TERMS", 20)
    engine = WhooshEngine(SCHEMA, tmp_path)
    fill(engine, document("lång", "ord " * 8), document("rapport"))
    (large,) = segments(tmp_path)
    for number in range(20):
        fill(engine, document(str(number)))
    assert large in segments(tmp_path)
    assert len(segments(tmp_path)) < 20


def test_a_full_batch_goes_to_disk_unseen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_engine, "BATCH_DOCUMENTS", 2)
    engine = WhooshEngine(SCHEMA, tmp_path)
    engine.add([document("a", "gammal"), document("b"), document("a", "ny")])
    assert (len(segments(tmp_path)), len(engine)) == (1, 0)
    engine.commit()
    assert (found(engine, "gammal"), found(engine, "ny"), len(engine)) == ([], ["a"], 2)


def test_words_that_no_document_has_are_not_remembered_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_reader, "_POSTINGS", 1000)
    engine = WhooshEngine(SCHEMA, tmp_path)
    fill(engine, document("a"))
    for number in range(100):
        assert not found(engine, f"ord{number}")
    assert len(engine._snapshot._postings) < 10


def test_segments_of_removed_documents_only_are_let_go(tmp_path: Path) -> None:
    engine = WhooshEngine(SCHEMA, tmp_path)
    fill(engine, document("a"))
    fill(engine, document("b"))
    engine.remove(["a"])
    engine.commit()
    assert len(segments(tmp_path)) == 1


def test_a_failed_write_is_told_and_leaves_the_old_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = WhooshEngine(SCHEMA, tmp_path)
    fill(engine, document("a"))

    def fail(path: Path, _: object) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(codec, "write_arrays", fail)
        engine.add([document("b")])
        with pytest.raises(EngineError, match=r"kan inte skrivas.*disken har plats"):
            engine.commit()
    assert found(WhooshEngine(SCHEMA, tmp_path), "bok") == ["a"]
    engine.commit()
    assert found(WhooshEngine(SCHEMA, tmp_path), "bok") == ["a", "b"]
    assert len(segments(tmp_path)) == 2


def test_an_index_of_other_fields_is_refused(tmp_path: Path) -> None:
    WhooshEngine(SCHEMA, tmp_path).close()
    other = Schema((Field("text", positions=True),), SCHEMA.facets, SCHEMA.dates)
    with pytest.raises(EngineError, match="Bygg om"):
        WhooshEngine(other, tmp_path)


def test_a_missing_segment_is_told(tmp_path: Path) -> None:
    fill(WhooshEngine(SCHEMA, tmp_path), document("a"))
    segments(tmp_path)[0].unlink()
    with pytest.raises(EngineError, match="Bygg om"):
        WhooshEngine(SCHEMA, tmp_path)


def test_an_empty_index_that_was_committed_opens_again(tmp_path: Path) -> None:
    engine = WhooshEngine(SCHEMA, tmp_path)
    engine.remove(["a"])
    engine.commit()
    assert WhooshEngine(SCHEMA, tmp_path).match(Search(Everything())).total == 0


def test_arrays_come_back_as_they_were_written(tmp_path: Path) -> None:
    written: dict[str, Numbers] = {
        "none": np.zeros(0, np.uint8),
        "å": np.array([1, -2, 3], np.int32),
        "wide": np.array([2**40], np.uint64),
    }
    write_arrays(tmp_path / "x", written)
    read = Arrays(tmp_path / "x")
    assert {name: read[name].tolist() for name in read} == {
        name: array.tolist() for name, array in written.items()
    }


@pytest.mark.parametrize("number", [0, 1, arrays.STRIDE, arrays.STRIDE + 1, 5 * arrays.STRIDE - 1])
def test_values_are_found_among_however_many(number: int) -> None:
    values = sorted(f"{value:x}".encode() for value in range(1, 2 * number, 2))
    packed = arrays.pack("x", values)
    strings = arrays.Strings(memoryview(packed["x.bytes"].tobytes()), packed["x.stops"])
    assert [strings.find(value) for value in values] == list(range(number))
    for other in (b"", b"0", b"zz", *(value + b"x" for value in values)):
        assert strings.find(other) is None
    for prefix in (b"", b"0", b"1", b"a", b"zz"):
        found = [place for place, value in enumerate(values) if value.startswith(prefix)]
        assert list(strings.beginning(prefix)) == found


def test_no_file_is_written_over(tmp_path: Path) -> None:
    write_arrays(tmp_path / "x", {})
    with pytest.raises(FileExistsError):
        write_arrays(tmp_path / "x", {})
