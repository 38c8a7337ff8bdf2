from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analyse.tokens import MAX_TERM, find_spans, find_words, fold_accents, surface_form
from tests.analyse.patience import patience

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

anything = st.text(
    st.one_of(
        st.sampled_from("aåäöéÅS1:-.,/§_ \t\n\r\u0300\u0308\u030a\u0345ß" + INVISIBLE),
        st.characters(),
        st.characters(categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Åk åt öster, Ängla!", ["Åk", "åt", "öster", "Ängla"]),
        ("idéer på kaféet", ["idéer", "på", "kaféet"]),
        ("covid-19 och e-post", ["covid-19", "och", "e-post"]),
        ("icke\u2011binär", ["icke\u2011binär"]),
        ("Lag (2018:1937), 3 §", ["Lag", "2018:1937", "3", "§"]),
        ("§§ 4–5", ["§§", "4", "5"]),
        ("dnr 2023/01234, 3,5 procent", ["dnr", "2023/01234", "3,5", "procent"]),
        ("SOU 2020:55.", ["SOU", "2020:55"]),
        ("EU:s och SPSM:s mål: skolan", ["EU:s", "och", "SPSM:s", "mål", "skolan"]),
        ("fri- och rättigheter", ["fri", "och", "rättigheter"]),
        ("elev-\nhälsan", ["elev-\nhälsan"]),
        ("elev- \r\n  hälsan", ["elev- \r\n  hälsan"]),
        ("för-\noch eftermiddag", ["för", "och", "eftermiddag"]),
        ("Malmö-\nLund", ["Malmö", "Lund"]),
        ("elev\u00adhälsan", ["elev\u00adhälsan"]),
        ("elev\u200bhälsan", ["elev\u200bhälsan"]),
        ("la\u030angt", ["la\u030angt"]),
        ("en_understruken", ["en", "understruken"]),
        ("👩‍🏫lärare🎉", ["lärare"]),
        ("noll\x00byte", ["noll", "byte"]),
        ("\ud83dskola\udc00", ["skola"]),
        ("Привет 学校 مدرسة", ["Привет", "学校", "مدرسة"]),
        ("", []),
        ("¶ … – !", []),
    ],
)
def test_it_finds_the_words(text: str, words: list[str]) -> None:
    assert find_words(text) == words


@given(anything)
@example("elev-\nhälsan covid-19")
def test_spans_slice_back_to_the_words(text: str) -> None:
    spans = list(find_spans(text))
    assert [text[start:end] for start, end in spans] == find_words(text)
    assert all(start < end for start, end in spans)
    assert all(end <= following for (_, end), (following, _) in pairwise(spans))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ELEVHÄLSAN", "elevhälsan"),
        (unicodedata.normalize("NFD", "Långsjö"), "långsjö"),
        ("elev\u00adhälsan", "elevhälsan"),
        ("elev\u200bhälsan", "elevhälsan"),
        ("elev-\r\n   hälsan", "elevhälsan"),
        ("e\u2011post", "e-post"),
        ("e\u2010post", "e-post"),
        ("Straße", "STRASSE"),
        ("EU:s", "eu:s"),
    ],
)
def test_spellings_of_one_form_are_one(one: str, other: str) -> None:
    assert surface_form(one) == surface_form(other)


@pytest.mark.parametrize(
    ("one", "other"), [("idé", "ide"), ("år", "ar"), ("är", "år"), ("e-post", "epost")]
)
def test_exact_forms_stay_apart(one: str, other: str) -> None:
    assert surface_form(one) != surface_form(other)


@given(anything)
@example("α\u0301\u0345")
@example("x\u0316\u0300" * 600)
@example("ŉ" * 300)
def test_a_surface_form_is_its_own(text: str) -> None:
    for word in find_words(text):
        form = surface_form(word)
        assert surface_form(form) == form
        assert 0 < len(form) <= MAX_TERM
        assert not set(form) & set(INVISIBLE)


@given(st.text(st.characters(max_codepoint=0x24F, exclude_characters="\n\r"), max_size=40))
@example("idé:s EU:åbcde x:å")
def test_composed_and_decomposed_text_have_the_same_words(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert [surface_form(word) for word in find_words(decomposed)] == [
        surface_form(word) for word in find_words(composed)
    ]


@pytest.mark.parametrize(
    ("surface", "folded"),
    [
        ("idé", "ide"),
        ("müsli", "musli"),
        ("garçon", "garcon"),
        ("fjære", "fjäre"),
        ("smørrebrød", "smörrebröd"),
        ("hälsa på å", "hälsa på å"),
        ("skola", "skola"),
    ],
)
def test_only_foreign_accents_are_folded(surface: str, folded: str) -> None:
    assert fold_accents(surface) == folded


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "a\u00ad" * 500_000,
        "a-" * 500_000,
        "a" + "\u0300\u0316" * 500_000,
        "a-" + " " * 500_000 + "\n" + " " * 500_000,
        "1." * 500_000,
        "a:" * 500_000,
        "\u0300" * 1_000_000,
        "-\n" * 500_000,
    ],
    ids=["letters", "soft", "hyphens", "marks", "blanks", "dots", "colons", "bare", "lines"],
)
def test_time_stays_linear_in_a_monstrous_word(text: str) -> None:
    with patience():
        assert all(len(surface_form(word)) <= MAX_TERM for word in find_words(text))


def test_a_long_word_is_the_same_however_it_is_composed() -> None:
    word = "å" * 100_000
    decomposed = unicodedata.normalize("NFD", word)
    assert surface_form(decomposed) == surface_form(word) == "å" * MAX_TERM
