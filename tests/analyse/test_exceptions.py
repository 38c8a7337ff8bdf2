from indexer.analyse.exceptions import Exceptions
from indexer.analyse.snapshot import Snapshot


def test_each_kind_of_line_is_read() -> None:
    found = Exceptions.parse(["# rubrik", "domstol över- -skap tve+ +enlig", "lands+ting # ting"])
    assert found.whole == {"domstol"}
    assert found.never_first == {"över"}
    assert found.never_last == {"skap"}
    assert found.openers == {"tve"}
    assert found.closers == {"enlig"}
    assert found.splits == {("lands", "ting")}


def test_every_whole_word_stays_whole(snapshot: Snapshot) -> None:
    whole = Exceptions.reviewed().whole
    assert [word for word in sorted(whole) if snapshot.swedish.split(word)] == []


def test_every_right_split_is_made(snapshot: Snapshot) -> None:
    for surfaces in sorted(Exceptions.reviewed().splits):
        word = "remissvar" if surfaces == ("remiss", "svar") else "".join(surfaces)
        assert tuple(part.surface for part in snapshot.swedish.split(word)) == surfaces


def test_an_exception_holds_for_inflected_forms(snapshot: Snapshot) -> None:
    assert snapshot.swedish.split("kommissionernas") == ()
    parts = snapshot.swedish.split("landstingens")
    assert [part.surface for part in parts] == ["lands", "tingens"]


def test_a_whole_word_is_one_part_of_a_longer_one(snapshot: Snapshot) -> None:
    parts = snapshot.swedish.split("marknadsdomstolen")
    assert [part.base for part in parts] == ["marknad", "domstol"]
