"""The words that Swedish makes trouble with, and a golden file of whole analyses."""

import re
from pathlib import Path

import pytest

from indexer.analyse import Snapshot, learn
from tests.conftest import ANALYSER

GOLDEN = Path(__file__).with_name("golden_words.txt")

MUST_MEET = [
    "bok/böckerna",
    "hälsa/elevhälsan",
    "rektor/rektorers",
    "läromedel/läromedlen",
    "program/åtgärdsprogrammet",
    "uppdrag/uppdraget",
    "elevhälsa/elevhälsoarbete",
    "myndighet/skolmyndigheten",
    "gymnasium/gymnasieskolan",
    "skriva/skrevs",
    "pedagogik/specialpedagogiken",
    "liten/mindre",
    "lång/längst",
    "bror/bröderna",
    "sälja/sålt",
    "hälsa/hälsornas",  # no dictionary has the plural
    "elevhälsa/elevhälsorna",
]
MUST_NOT_MEET = """
    lärare/lär lärare/lärande lärare/läromedel vikt/viktiga ord/ordna las/läs tid/tidig hem/hemlig
    led/ledighet far/farlig myndighet/myndig rätten/rättigheter
""".split()
MUST_NOT_SPLIT = """
    ändringar överstiger styckena rättelse vistelse flyttning föreningens budget mandat vinsten
    koppar generös forskaren granskarens musikaliska europiska tredskandes pålägg biträdd omslag
    handskar medlemskap domstolen mottagaren fortfarande partikel kulturen klimatet handeln
    transporter litteratur bilagan värderingar angeläget finland sällan
""".split()
MUST_SPLIT = {
    "sambolagen": "sambo lagen",
    "kopparrör": "koppar rör",
    "lönekostnadspålägg": "löne kostnads pålägg",
    "värmlandsgruppen": "värmlands gruppen",
    "skådespelaren": "skåde spelaren",
    "folkhälsomyndigheten": "folk hälso myndigheten",
    "studieavbrottsfrågan": "studie avbrotts frågan",
    "lättillgängligt": "lätt tillgängligt",
    "kulturministern": "kultur ministern",
    "handelspolitik": "handels politik",
    "barnrättsutredningarnas": "barn rätts utredningarnas",
}


def read_golden() -> list[list[str]]:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    return [re.split(r": | \| ", line) for line in lines if not line.startswith("#")]


def terms_inside(word: str) -> set[str]:
    analysis = ANALYSER.word(word)
    return {*analysis.main, *(part.term for part in analysis.parts)}


@pytest.mark.parametrize(("word", "whole", "parts"), read_golden())
def test_analysis_is_as_reviewed(word: str, whole: str, parts: str) -> None:
    analysis = ANALYSER.word(word)
    assert " ".join(analysis.main) == whole
    found = [f"{part.term}={analysis.surface[part.start : part.end]}" for part in analysis.parts]
    assert (" ".join(found) or "-") == parts


@pytest.mark.parametrize("pair", MUST_MEET)
def test_words_that_must_meet(pair: str) -> None:
    asked, written = pair.split("/")
    assert terms_inside(written).intersection(ANALYSER.word(asked).main)


@pytest.mark.parametrize("pair", MUST_NOT_MEET)
def test_words_without_a_base_word_in_common_do_not_meet(pair: str) -> None:
    one, other = map(ANALYSER.word, pair.split("/"))
    assert not set(one.main).intersection(other.main)


@pytest.mark.parametrize(
    "forms",
    [
        "delar/delen",
        "vårdar/vårdat",
        "täckte/täcka",
        "u-land/u-länderna",
        "sålde/sälja",
        "banken/bank",
    ],
)
def test_forms_meet_though_one_word_list_tells_another_base_word(forms: str) -> None:
    one, other = map(ANALYSER.word, forms.split("/"))
    assert set(one.main).intersection(other.main)


def test_an_unknown_word_is_found_by_its_stem() -> None:
    one, other = ANALYSER.word("blorpan"), ANALYSER.word("blorparna")
    assert not one.known
    assert not other.known
    assert other.main == ("blorp",)


@pytest.mark.parametrize("word", MUST_NOT_SPLIT)
def test_words_that_must_not_be_split(snapshot: Snapshot, word: str) -> None:
    assert snapshot.swedish.split(word) == ()
    assert ANALYSER.word(word).parts == ()


@pytest.mark.parametrize(("word", "parts"), MUST_SPLIT.items())
def test_words_that_must_be_split(snapshot: Snapshot, word: str, parts: str) -> None:
    assert " ".join(part.surface for part in snapshot.swedish.split(word)) == parts


def test_parts_tell_where_they_stand(snapshot: Snapshot) -> None:
    part = snapshot.swedish.split("elevhälsan")[1]
    assert (part.surface, part.base, part.start, part.end) == ("hälsan", "hälsa", 4, 10)


@pytest.mark.parametrize(
    "word", ["kyoto+protokollet", "dublin+förordningen", "paris+avtalet", "lugano+konventionen"]
)
def test_a_name_opens_compounds(snapshot: Snapshot, word: str) -> None:
    parts = snapshot.swedish.split(word.replace("+", ""))
    assert "+".join(part.surface for part in parts) == word
    assert parts[0].base == parts[0].surface


def test_a_word_is_the_same_in_every_archive_and_any_order(snapshot: Snapshot) -> None:
    words = [*GOLDEN.read_text(encoding="utf-8").split(), "kyotoprotokollet", "vägledningens"]
    often = learn(dict.fromkeys(("kyoto", "protokollet", "ledning", "elev", "hälsa"), 9000))
    assert [often.word(word) for word in reversed(words)][::-1] == [*map(snapshot.word, words)]
