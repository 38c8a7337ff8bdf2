from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.terms.references import (
    WHOLE,
    cited_keys,
    find_references,
    own_keys,
    own_references,
    possible_references,
    series_key,
    some_digits,
)
from tests.search.archive import article

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"


def named(text: str) -> list[str]:
    return [one.keys[0] for one in find_references(text)]


@pytest.mark.parametrize(
    ("key", "spellings"),
    [
        (
            "sou|2020|55",
            ["SOU 2020:55", "sou 2020/55", "SOU-2020:55", "SOU 2020: 55", "SOU2020:055"],
        ),
        ("prop|2019|20|45", ["Prop. 2019/20:45", "prop 2019/20:45", "Prop.2019/2020:45"]),
        ("skr|2000|1|120", ["Skr. 2000/01:120", "skrivelse 2000/2001:120", "SKR 2000/01:120"]),
        (
            "bet|2019|20|ubu|5",
            ["bet. 2019/20:UbU5", "Bet 2019/20:UbU 5", "betänkande 2019/20:ubu5"],
        ),
        ("2019|20|fpm|132", ["2019/20:FPM132", "2019/20:FPM 132", "2019/ 20: FPM132"]),
        ("kn|2025|895", ["KN2025/00895", "KN2025-895", "Dnr KN 2025/895", "DnrKN2025/895"]),
        ("ju|2020|1234|l|4", ["Ju2020/01234/L4", "Dnr: Ju2020/1234/L4"]),
        ("sfs|1907|15|1", ["SFS 1907:15 s.1", "SFS1907:15s.1", "SFS 1907:15 s. 1"]),
        ("3|2|2019|118", ["3.2-2019/118", "dnr 3.2-2019:118", "3.2-2019-118"]),
        ("8|2|4|1|2021|318", ["8-2.4.1-2021/318", "dnr 8-2.4.1-2021:0318"]),
        ("2021|318", ["dnr 2021–00318", "Diarienummer: 2021/318", "2021/ 00318"]),
        ("t|170|8", ["T 170-08", "T-170/08", "mål T 170-08"]),
        ("c|136|14", ["C-136/14", "mål C-136/14", "C‑136/14"]),
        ("3245|19", ["mål nr 3245-19", "målnr 3245-19", "mål nr 3245–19"]),
        ("nja|2010|12", ["NJA 2010 s. 12", "NJA 2010 s 12"]),
        ("rå|2004|1", ["RÅ 2004 ref. 1", "RÅ 2004 ref 1"]),
        ("com|2020|102", ["COM(2020) 102", "KOM(2020) 102", "KOM 2020:102"]),
        ("hslffs|2016|40", ["HSLF-FS 2016:40", "hslf-fs 2016:40"]),
        ("95|46", ["95/46/EG", "direktiv 95/46/EG"]),
        ("2016|679", ["(EU) 2016/679", "förordning (EU) nr 2016/679"]),
        ("sfs|2010|800", ["SFS 2010:800", "skollagen (2010:800)", "lagen 2010:800"]),
        ("iso|9001|2015", ["ISO 9001:2015"]),
        (
            "9789138250123",
            ["ISBN 978-91-38-25012-3", "ISBN 978-9138-25012-3"],
        ),
    ],
)
def test_a_reference_has_the_same_key_however_it_is_written(key: str, spellings: list[str]) -> None:
    assert {spelling: named(f"Se {spelling}.") for spelling in spellings} == {
        spelling: [key] for spelling in spellings
    }


@pytest.mark.parametrize(
    "text",
    [
        "år 2020", "2019–2021", "åren 2014-2020", "EU 2014–2020", "kl. 08:30", "08.30-16.00", "2:3",
        "1/2", "24/7", "1-3 år", "2020-05-17", "2020-05", "17/5-2020", "17/5", "08-123 45 67",
        "1 000–2 000 kr", "version 2.3.4", "covid-19", "Agenda 2030", "G7", "A4", "3,5", "3.14",
        "läsåret 2019/20", "2 kap. 3-4 §§", "sidorna 12-14", "år 2010 s. 12",
    ],
)  # fmt: skip
def test_what_is_no_reference_has_no_key(text: str) -> None:
    assert named(text) == []


def test_the_number_alone_is_a_key_too_and_so_is_what_the_department_adds() -> None:
    (one,) = find_references("Ju2020/01234/L4")
    assert set(one.keys) == {
        "ju|2020|1234|l|4", "ju|2020|1234", "2020|1234|l|4", "2020|1234",
    }  # fmt: skip
    assert one.asked == ("ju|2020|1234|l|4", "ju|2020|1234")
    (one,) = find_references("3.2-2019/118")
    assert one.keys == ("3|2|2019|118", "2019|118")


@pytest.mark.parametrize(
    ("field", "keys"),
    [
        ("LMM 2012:2, dnr 4.1-2012/31", ["lmm|2012|2", "4|1|2012|31"]),
        ("Diarienummer: UF2010/29372/SP ", ["uf|2010|29372|sp"]),
        ("Diarienummer: UD.14.012", ["ud|14|12"]),
        ("N3020", ["n|3020"]),
        ("Best.nr 2014-118", ["2014|118"]),
        ("SFS sfs-1919-821.md", ["sfs|1919|821"]),
        ("SFS 1827:60 s.1007", ["sfs|1827|60|1007"]),
        ("2013:19", ["2013|19"]),
        ("SÖ 1978:13-15", ["sö|1978|13|15", "sö|1978|14", "sö|1978|15"]),
        ("Lagrådsremiss", []),
        ("", []),
    ],
)
def test_what_stands_in_the_field_is_the_articles_own(field: str, keys: list[str]) -> None:
    assert [one.keys[0] for one in own_references(field)] == keys
    kept = [WHOLE + key for key in keys]
    assert own_keys(article("a", reference=field))[: len(kept)] == kept


def test_the_title_tells_the_reference_of_an_article_that_has_none() -> None:
    for title in ("SOU 2020:55 Innovation", "Innovation (SOU 2020:55)", "SOU 2020:55"):
        assert own_keys(article("a", title=title)) == ["~sou|2020|55", "~2020|55"]
    assert own_keys(article("a", title="Remiss av SOU 2020:55 om innovation")) == []
    assert "~sou|2020|55" not in own_keys(
        article("a", title="SOU 2020:55", reference="Dir. 2019:2")
    )


def test_an_article_names_its_own_reference_too() -> None:
    one = article("a", "Se prop. 2019/20:45.", title="Skollag (2010:800)", reference="n3020")
    assert set(cited_keys(one)) == {
        "sfs|2010|800", "2010|800", "n|3020", "3020", "prop|2019|20|45", "2019|20|45",
    }  # fmt: skip
    assert series_key("n") in own_keys(one)


@given(
    series=st.sampled_from(["SOU", "Ds", "SÖ", "LMM", "KN", "HSLF-FS", "u"]),
    year=st.integers(1800, 2099),
    number=st.integers(1, 99999),
    signs=st.tuples(
        st.sampled_from(["", " ", "-"]), st.sampled_from([*":/.", *DASHES, ": ", "/ "])
    ),
    zeros=st.integers(0, 3),
)
def test_any_spelling_of_any_number_is_read(
    series: str, year: int, number: int, signs: tuple[str, str], zeros: int
) -> None:
    before, between = signs
    written = f"{series}{before}{year}{between}{'0' * zeros}{number}"
    wanted = f"{series.casefold().replace('-', '')}|{year}|{number}"
    asked = [one.asked[0] for readings in possible_references(written) for one in readings]
    assert wanted in asked
    (own, *_) = own_references(written)
    assert own.keys[0] == wanted
    assert some_digits(wanted) in written


@given(st.text(alphabet="aS1290 :/.-–()nr§\u00a0\n", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for one in (*find_references(text), *own_references(text)):
        assert 0 <= one.labels <= one.start < one.end <= len(text)
        assert all(some_digits(key) in re.sub(r"[^\w]", "", text) for key in one.keys)
    for readings in possible_references(text):
        assert all(one.keys for one in readings)
