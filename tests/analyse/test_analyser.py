from __future__ import annotations

import subprocess
import sys
import unicodedata
from types import SimpleNamespace

import pytest
import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from indexer.analyse import Analyser, analyser, analysis_fingerprint
from indexer.analyse.tokens import MAX_TERM
from tests.analyse.test_tokens import anything
from tests.conftest import ANALYSER, ROOT, SNAPSHOT


def terms(text: str) -> set[str]:
    """Return every term under which a word of its own is found."""
    return set(ANALYSER.word(text).main)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("elev", "eleverna"),
        ("skola", "skolorna"),
        ("rapport", "rapporterna"),
        ("elevhälsan", "elevhälsans"),
        ("uppdrag", "uppdragets"),
        ("EU", "EU:s"),
        ("SPSM", "spsm:s"),
        ("idé", "ide"),
        ("Müsli", "musli"),
        (unicodedata.normalize("NFD", "läromedlen"), "läromedlen"),
        ("elev\u00adhälsa", "elevhälsa"),
        ("elev-\nhälsa", "elevhälsa"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert terms(one) & terms(other)


@pytest.mark.parametrize(
    ("one", "other"), [("lånen", "länen"), ("hår", "här"), ("bok", "skola"), ("2018:1937", "2018")]
)
def test_words_of_different_meaning_stay_apart(one: str, other: str) -> None:
    assert not terms(one) & terms(other)


@pytest.mark.parametrize(
    ("word", "piece"),
    [
        ("covid-19", "covid"),
        ("covid-19", "19"),
        ("covid-19", "covid19"),
        ("e-post", "epost"),
        ("e-post", "post"),
        ("EU-medborgare", "medborgarna"),
        ("icke\u2011binär", "binär"),
    ],
)
def test_a_hyphenated_word_holds_its_pieces_and_the_joined_word(word: str, piece: str) -> None:
    assert {part.term for part in ANALYSER.word(word).parts} & terms(piece)


def test_parts_know_where_they_stand() -> None:
    word = ANALYSER.word("EU-medborgare")
    places = {word.surface[part.start : part.end] for part in word.parts}
    assert {"eu", "medborgare"} <= places


@pytest.mark.parametrize("word", ["och", "OCH", "att", "för", "the"])
def test_words_without_a_subject_are_told(word: str) -> None:
    assert ANALYSER.word(word).stop


@pytest.mark.parametrize("word", ["skola", "i-land", "2020", "ö", "rätt"])
def test_other_words_carry_a_subject(word: str) -> None:
    assert not ANALYSER.word(word).stop


@given(anything)
def test_any_text_can_be_analysed(text: str) -> None:
    tokens = list(ANALYSER.tokens(text))
    assert [token.word for token in tokens] == ANALYSER.words(text)
    for token in tokens:
        word = token.word
        assert ANALYSER.word(text[token.start : token.end]) == word
        assert word.surface
        assert all(word.main)
        assert all(0 <= p.start < p.end <= len(word.surface) and p.term for p in word.parts)


@given(st.lists(st.sampled_from(["skola", "bok", "hälsa", "covid-19", "och"]), max_size=8))
def test_words_are_the_same_alone_and_together(words: list[str]) -> None:
    assert ANALYSER.words(" ".join(words)) == [Analyser(SNAPSHOT).word(word) for word in words]


def test_a_monstrous_word_gives_terms_of_bounded_length() -> None:
    (word,) = ANALYSER.words("å" * 100_000)
    assert len(word.surface) == MAX_TERM
    assert all(len(term) <= MAX_TERM for term in word.main)


def test_what_it_remembers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyser, "REMEMBERED", 3)
    forgetful = Analyser(SNAPSHOT)
    text = "skolan köper böcker till elever och lärare i kommunen, och skolan läser"
    assert forgetful.words(text) == ANALYSER.words(text)
    assert len(forgetful._words) <= 3


def test_the_fingerprint_is_the_same_in_every_process() -> None:
    script = "from indexer.analyse import analysis_fingerprint as f; print(f())"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.decode().strip() == analysis_fingerprint()


def test_the_fingerprint_tells_other_stems(monkeypatch: pytest.MonkeyPatch) -> None:
    before = analysis_fingerprint()
    other = SimpleNamespace(stemWord=lambda word: word[:3])
    monkeypatch.setattr(snowballstemmer, "stemmer", lambda _language: other)
    assert analysis_fingerprint() != before


@pytest.mark.parametrize(
    ("name", "value"),
    [("RULES", -1), ("version", lambda _library: "0"), ("STOP_WORDS", frozenset({"och"}))],
)
def test_the_fingerprint_tells_other_rules(
    monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    before = analysis_fingerprint()
    monkeypatch.setattr(analyser, name, value)
    assert analysis_fingerprint() != before
