"""What is remembered of words from one archive to the next on a machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.analyse import cache, remembered
from indexer.analyse.remembered import forget, recall, remember

WORDS = {"skolan": "skol|skola||", "elevhälsa": "elevhäls||elev:0:4|", "och": "och|||stop"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(cache.tempfile, "gettempdir", lambda: str(tmp_path / "temp"))
    return tmp_path


def kept(home: Path) -> Path:
    (path,) = home.rglob("words-*")
    return path


def test_words_are_recalled_as_they_were_remembered() -> None:
    assert recall(WORDS) == {}
    remember(WORDS)
    assert recall([*WORDS, "okänd"]) == WORDS


def test_those_of_several_archives_lie_beside_each_other() -> None:
    remember({"skolan": WORDS["skolan"]})
    remember({"och": WORDS["och"]})
    assert recall(WORDS) == {word: WORDS[word] for word in ("skolan", "och")}


def test_too_many_leave_those_of_the_last_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 2)
    remember({"skolan": WORDS["skolan"]})
    remember({word: WORDS[word] for word in ("elevhälsa", "och")})
    assert set(recall(WORDS)) == {"elevhälsa", "och"}
    remember(WORDS)
    assert len(recall(WORDS)) == 2


def test_no_byte_of_the_file_can_give_another_answer(home: Path) -> None:
    remember(WORDS)
    path = kept(home)
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        assert recall(WORDS).items() <= WORDS.items()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert recall(WORDS) == {}
    remember(WORDS)
    assert recall(WORDS) == WORDS


def test_a_changed_rule_finds_no_old_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    remember(WORDS)
    monkeypatch.setattr(remembered, "_name", lambda: "words-of-another-rule")
    assert recall(WORDS) == {}


def test_no_folder_that_can_be_written_to_is_no_failure(home: Path) -> None:
    for name in ("cache", "temp"):
        (home / name).write_text("en fil är i vägen")
    remember(WORDS)
    assert recall(WORDS) == {}


def test_a_temporary_folder_of_another_user_is_not_read(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "cache").write_text("en fil är i vägen")
    remember(WORDS)
    assert kept(home).parent.parent == home / "temp"
    owner = os.getuid()
    monkeypatch.setattr(cache.os, "getuid", lambda: owner + 1)
    kept(home).parent.rename(home / "temp" / f"sokverket-{owner + 1}")
    assert recall(WORDS) == {}


def test_others_may_not_read_the_words(home: Path) -> None:
    remember(WORDS)
    assert kept(home).stat().st_mode & 0o077 == 0


def test_what_is_forgotten_is_gone(home: Path) -> None:
    remember(WORDS)
    forget()
    assert recall(WORDS) == {}
    assert not [*home.rglob("words-*")]
    forget()
