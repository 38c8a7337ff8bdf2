from __future__ import annotations

import errno
from pathlib import Path

import pytest

from indexer.analyse import Analyser, Snapshot, cache, dictionary, learn, load
from indexer.analyse.known_acronyms import Acronym
from indexer.analyse.snapshot import pack, unpack
from indexer.errors import IndexMissingError

ARCHIVE = {"elevhälsan": 7, "skolan": 12, "böckerna": 2, "lättillgängligt": 1, "2020:55": 1}
NEW = ["elevhälsoplanernas", "skolbokens", "skrevs", "remissvaren", "skolverket", "och", "xyzzy"]
ACRONYMS = [Acronym("KMR", "Kommunernas miljöråd", 2, ("a", "b"))]


@pytest.fixture(scope="module")
def learnt() -> Snapshot:
    return learn(ARCHIVE)


@pytest.fixture
def saved(learnt: Snapshot, tmp_path: Path) -> Path:
    learnt.save(tmp_path / "snapshot", dict(learnt.packed(ARCHIVE)), ACRONYMS, ["kmr"])
    return tmp_path / "snapshot"


def test_a_loaded_snapshot_says_what_the_learnt_one_said(learnt: Snapshot, saved: Path) -> None:
    loaded = load(saved)
    for word in [*ARCHIVE, *NEW]:
        assert loaded.word(word) == learnt.word(word)
        assert Analyser(loaded).base(word) == learnt.word(word).base
    assert loaded.frequencies == ARCHIVE
    assert loaded.acronyms == ACRONYMS
    assert set(loaded.capitals) == {"kmr"}


def test_words_of_the_archive_need_no_dictionary(saved: Path) -> None:
    (saved / "dictionary").unlink()
    loaded = load(saved)
    assert "elevhälsa" in loaded.word("elevhälsan").main
    with pytest.raises(IndexMissingError):
        loaded.word("elevhälsoplanernas")


def test_a_word_is_packed_and_unpacked_unchanged(learnt: Snapshot) -> None:
    for word in [*ARCHIVE, *NEW, "covid-19", "eu:s", "§"]:
        analysis = learnt.word(word)
        assert "\t" not in pack(analysis)
        assert unpack(word, pack(analysis)) == analysis


@pytest.mark.parametrize("name", ["words", "dictionary"])
@pytest.mark.parametrize("content", [None, b"", b"\x80rubbish\n", b"sokverket-tables-1 {}\n"])
def test_missing_or_damaged_language_data_is_said_in_swedish(
    saved: Path, name: str, content: bytes | None
) -> None:
    (saved / name).unlink()
    if content is not None:
        (saved / name).write_bytes(content)
    with pytest.raises(IndexMissingError, match="saknas eller är skadade") as told:
        load(saved).word("elevhälsoplanernas")
    assert str(saved) in told.value.thing
    assert "sokverket reindex --full" in told.value.remedy


@pytest.mark.parametrize("name", ["words", "dictionary"])
def test_language_data_that_is_cut_short_is_said_in_swedish(saved: Path, name: str) -> None:
    whole = (saved / name).read_bytes()
    (saved / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(IndexMissingError, match="skadade"):
        load(saved).word("elevhälsoplanernas")


def test_a_name_opens_compounds(learnt: Snapshot) -> None:
    analyser = Analyser(learnt)
    assert "kyoto" in {part.term for part in analyser.word("Kyotoprotokollet").parts}


class TestCacheOfTheDictionary:
    """The test makes no dictionary of its own, which takes seconds, but what stands for one."""

    @pytest.fixture(autouse=True)
    def home(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.setattr(cache.tempfile, "gettempdir", lambda: str(tmp_path / "temp"))
        monkeypatch.setattr(dictionary, "_write", lambda path: path.write_text("ordlista"))
        return tmp_path

    def test_it_is_learnt_once(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = dictionary.cached_dictionary()
        assert path.parent == home / "cache" / "sokverket"
        monkeypatch.setattr(dictionary, "_write", lambda _: pytest.fail("learnt twice"))
        assert dictionary.cached_dictionary() == path

    def test_a_folder_that_cannot_be_written_to_is_passed_over(self, home: Path) -> None:
        (home / "cache").write_text("a file is in the way")
        path = dictionary.cached_dictionary()
        assert path.read_text() == "ordlista"
        assert path.parent.parent == home / "temp"

    def test_a_draft_never_stands_for_the_whole(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(path: Path) -> None:
            path.write_text("halv")
            raise KeyboardInterrupt

        monkeypatch.setattr(dictionary, "_write", fail)
        with pytest.raises(KeyboardInterrupt):
            dictionary.cached_dictionary()
        assert list(home.rglob("dictionary-*")) == []
        monkeypatch.setattr(dictionary, "_write", lambda path: path.write_text("hel"))
        assert dictionary.cached_dictionary().read_text() == "hel"

    def test_no_folder_at_all_is_an_error_of_the_system(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full_disk(path: Path) -> None:
            path.write_text("halv")
            raise OSError(errno.ENOSPC, "full")

        monkeypatch.setattr(dictionary, "_write", full_disk)
        with pytest.raises(OSError, match="full"):
            dictionary.cached_dictionary()
        assert list(home.rglob("dictionary-*")) == []
