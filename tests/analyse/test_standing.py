"""How far is a form known to be a word?"""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.analyse import Standing, cache, english
from tests.conftest import ANALYSER


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("begravning", Standing.LISTED),
        ("solceller", Standing.LISTED),
        ("birgitta", Standing.NAME),
        ("birgittas", Standing.NAME),
        ("opening", Standing.ENGLISH),
        ("klassrumsbuller", Standing.COMPOUND),
        ("cyckel", Standing.NOTED),
        ("qwertyqwerty", Standing.UNKNOWN),
        ("", Standing.UNKNOWN),
    ],
)
def test_a_word_is_known_by_dictionaries_or_as_a_compound(word: str, standing: Standing) -> None:
    assert ANALYSER.standing(word) is standing


def test_english_words_are_known_where_no_folder_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("i vägen")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(cache.tempfile, "gettempdir", lambda: str(tmp_path / "file"))
    english._known.cache_clear()
    assert (english.is_english("hours"), english.is_english("timmar")) == (True, False)
    english._known.cache_clear()
