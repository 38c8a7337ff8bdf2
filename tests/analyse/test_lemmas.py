from __future__ import annotations

from pathlib import Path

import pytest

from indexer.analyse import lemmas
from indexer.analyse.lemmas import Lemmas

WORDS = {"böckerna": "bok", "skrev": "skriva", "sveriges": "sverige", "xqvz": None}


@pytest.fixture(autouse=True)
def _unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(lemmas, "_known", lemmas._known.__wrapped__)
    monkeypatch.setattr(lemmas, "_learn", lambda: {w: x for w, x in WORDS.items() if x})


def lemmas_of(words: Lemmas) -> dict[str, str | None]:
    return {word: words.lemma(word) for word in WORDS}


@pytest.fixture
def words() -> Lemmas:
    return Lemmas.__new__(Lemmas)


def test_lemmas_are_learnt_once_and_then_read(
    words: Lemmas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lemmas_of(words) == WORDS
    assert list((tmp_path / "sokverket").glob("lemmas-*"))
    monkeypatch.setattr(lemmas, "_learn", lambda: pytest.fail("learnt twice"))
    assert lemmas_of(words) == WORDS


def test_a_damaged_file_is_passed_over(words: Lemmas, tmp_path: Path) -> None:
    assert lemmas_of(words) == WORDS
    (file,) = (tmp_path / "sokverket").glob("lemmas-*")
    file.write_bytes(b"rubbish\n")
    assert lemmas_of(words) == WORDS
