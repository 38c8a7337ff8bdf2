from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analyse.tables import NumberTable, read_tables, write_tables

letters = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n"), max_size=12)
tables = st.dictionaries(letters, letters, max_size=40)


@given(first=tables, second=tables)
@example(first={"å\r\x85\u2028": "\x0b"}, second={})
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, first: dict[str, str], second: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("tables") / "t"
    write_tables(path, {"first": first, "second": second})
    found = read_tables(path)
    assert found["first"].read_all() == dict(found["first"]) == first
    assert dict(found["second"]) == second
    assert all(found["first"][word] == value for word, value in first.items())


def test_a_word_that_is_not_there(tmp_path: Path) -> None:
    write_tables(tmp_path / "t", {"counts": {"b": 1, "d": 2.5}})
    counts = NumberTable(read_tables(tmp_path / "t")["counts"])
    assert [counts.get(word, 0) for word in "abcde"] == [0, 1, 0, 2.5, 0]
    assert (len(counts), list(counts)) == (2, ["b", "d"])


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    for content in (b"", b"annat", b"sokverket-tables-2 \xff\n", b"sokverket-tables-2 inget\n"):
        (tmp_path / "t").write_bytes(content)
        with pytest.raises(ValueError):  # noqa: PT011 - the reasons differ, the kind is promised
            read_tables(tmp_path / "t")


def test_a_file_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t"
    write_tables(path, {"words": {"skola": "skol", "hälsa": "häls"}})
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(ValueError):  # noqa: PT011
            read_tables(path)


@given(table=tables, beginning=letters)
@example(table={"skola": "", "skolor": ""}, beginning="skolo")
@example(table={f"{number:05}": "x" * 40 for number in range(999)}, beginning="00500")
def test_whether_any_word_begins_so(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, str], beginning: str
) -> None:
    path = tmp_path_factory.mktemp("tables") / "t"
    write_tables(path, {"words": table})
    found = read_tables(path)["words"]
    expected = any(word.startswith(beginning) for word in table)
    assert found.leads(beginning) == found.read_all().leads(beginning) == expected


@given(table=tables, word=letters)
def test_a_table_gets_as_any_mapping_does(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, str], word: str
) -> None:
    path = tmp_path_factory.mktemp("tables") / "t"
    write_tables(path, {"words": table})
    found = read_tables(path)["words"]
    assert (found.get(word), found.get(word, 1)) == (table.get(word), table.get(word, 1))
