"""The reviewed file of acronyms: what it says, what is wrong in it, and how commands change it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analyse.known_acronyms import Acronym
from indexer.errors import SettingsError
from indexer.search.acronym_file import (
    AcronymRule,
    check_acronyms,
    edit_acronyms,
    list_acronyms,
    load_acronyms,
    review,
)
from tests.search.archive import article, ask, searcher_over

LAW = "lagen om anställningsskydd"
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


def write(folder: Path, text: str) -> Path:
    path = folder / "förkortningar.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_words_and_vetoes_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        f"\ufeff# ord\n\nLAS =  {LAW}  # lag\n- AB\n-AMS\nMFoF = familjerätt\nICD-10=koder",
    )
    rules, problems = check_acronyms(path)
    assert problems == []
    assert rules == load_acronyms(path)
    assert rules == [
        AcronymRule(3, "LAS", LAW),
        AcronymRule(4, "AB"),
        AcronymRule(5, "AMS"),
        AcronymRule(6, "MFoF", "familjerätt"),
        AcronymRule(7, "ICD-10", "koder"),
    ]
    assert list(map(str, rules[:2])) == [f"LAS = {LAW}", "-AB"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("LAS", "har inget ="),
        ("LAS lagen", "har inget ="),
        ("LAS -", "har inget ="),
        ("=", "förkortningen saknas"),
        ("= lagen", "förkortningen saknas"),
        ("-", "förkortningen saknas"),
        ("LAS =", "orden som LAS står för saknas"),
        ("LAS = 12 §", "orden som LAS står för saknas"),
        ("LAS = lagen = lag", "flera ="),
        ("LAS = las", "står för sig självt".replace("står", "stå")),
        ("las = lagen", "har inte två versaler"),
        ("Las = lagen", "har inte två versaler"),
        ("-las", "har inte två versaler"),
        ("LAS LSS = lagen", "är inte ett ord"),
        ("LAS:s = lagens", "är inte ett ord"),
        ("LAS, LSS = lagen", "är inte ett ord"),
        ("-AB = bolag", "är inte ett ord"),
        ("A" * 13 + " = ord", "för långt"),
        ("LAS = " + "lagen " * 50, "för många"),
        ("LAS -> lagen", "har inget ="),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, line: str, reason: str) -> None:
    path = write(tmp_path, f"# rubrik\nSPSM = skolmyndigheten\n\n{line}\n-AB\n")
    rules, problems = check_acronyms(path)
    assert len(rules) == 2
    assert [(problem.line, reason in problem.reason) for problem in problems] == [(4, True)]
    assert problems[0].remedy
    with pytest.raises(SettingsError, match=r"förkortningar\.txt, rad 4"):
        load_acronyms(path)


@pytest.mark.parametrize(
    ("content", "why"),
    [(None, "det finns ingen sådan fil eller mapp"), (b"\xff\xfe\x00", "texten är inte i UTF-8")],
)
def test_a_file_that_cannot_be_read_is_said(
    tmp_path: Path, content: bytes | None, why: str
) -> None:
    path = tmp_path / "förkortningar.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"förkortningar\.txt") as told:
        load_acronyms(path)
    assert why in told.value.reason


@given(any_text)
def test_any_file_is_checked_and_used(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.mktemp("any"), text)
    rules, problems = check_acronyms(path)
    assert all(1 <= problem.line <= len(text.splitlines()) for problem in problems)
    used = tuple(review([], rules, lambda _: False))
    searcher = searcher_over(article("a", "Elev."), acronyms=used)
    for one in used:
        assert ask(searcher, one.acronym).query == one.acronym


class TestReview:
    learnt = (Acronym("AB", "arbetsbordet", 2), Acronym("FaR", "fysisk aktivitet", 2, is_word=True))

    def used(self, *rules: AcronymRule) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in review(self.learnt, rules, "far".__eq__):
            found.setdefault(one.acronym, []).append(one.expansion)
        return found

    def test_what_is_vetoed_is_not_used_in_whatever_capitals(self) -> None:
        assert self.used(AcronymRule(1, "AB"), AcronymRule(2, "FAR")) == {}

    def test_what_is_added_is_used_beside_what_was_learnt_or_in_its_place(self) -> None:
        company = AcronymRule(1, "AB", "aktiebolag")
        assert self.used(company)["AB"] == ["arbetsbordet", "aktiebolag"]
        assert self.used(company, AcronymRule(2, "AB"))["AB"] == ["aktiebolag"]

    def test_what_was_learnt_already_is_used_once(self) -> None:
        assert self.used(AcronymRule(1, "AB", "Arbetsbordet"))["AB"] == ["arbetsbordet"]

    def test_an_added_one_that_is_an_ordinary_word_is_known_for_it(self) -> None:
        rules = [AcronymRule(1, "FAR", "revisorerna"), AcronymRule(2, "SPSM", "myndigheten")]
        found = {one.acronym: one.is_word for one in review([], rules, "far".__eq__)}
        assert found == {"FAR": True, "SPSM": False}

    def test_all_are_listed_with_the_places_that_may_be_shown(self) -> None:
        learnt = [Acronym("BB", "betyg", 3, ("a", "b", "c")), Acronym("AB", "arbetsbordet", 2)]
        rules = [AcronymRule(2, "ab"), AcronymRule(3, "AB", "aktiebolag"), AcronymRule(4, "XY")]
        listed = list_acronyms(learnt, rules, {"a", "c", "annan"})
        assert [(one.acronym, one.by, one.vetoed, one.places) for one in listed] == [
            ("AB", "texts", True, ()),
            ("AB", "file", False, ()),
            ("BB", "texts", False, ("a", "c")),
            ("XY", "file", True, ()),
        ]


class TestEdits:
    def change(self, path: Path, line: str) -> bool:
        edit = edit_acronyms(path, line)
        path.write_text(edit.text, encoding="utf-8")
        return bool(edit.added or edit.removed)

    def test_a_missing_file_is_begun_with_how_it_is_written(self, tmp_path: Path) -> None:
        path = tmp_path / "ny.txt"
        assert self.change(path, f"LAS = {LAW}")
        assert path.read_text(encoding="utf-8").startswith("# ")
        assert [(rule.acronym, rule.expansion) for rule in load_acronyms(path)] == [("LAS", LAW)]

    @pytest.mark.parametrize(
        "line", [f"LAS = {LAW}", f"LAS={LAW.upper()}", "-AB", "-Ab B".replace(" ", "")]
    )
    def test_what_is_said_already_changes_nothing(self, tmp_path: Path, line: str) -> None:
        text = f"# först\nLAS = {LAW} # lag\n-AB\n-ABB"
        path = write(tmp_path, text)
        assert not edit_acronyms(path, line).added
        assert not edit_acronyms(path, line).removed

    def test_other_lines_stay_as_they_are(self, tmp_path: Path) -> None:
        path = write(tmp_path, "# först\n\nSPSM = skolmyndigheten   # ja\n  -AB")
        assert self.change(path, "LAS  =  lagen   om\tanställningsskydd")
        assert path.read_text(encoding="utf-8") == (
            f"# först\n\nSPSM = skolmyndigheten   # ja\n  -AB\nLAS = {LAW}\n"
        )

    def test_a_veto_takes_out_what_the_file_says_itself(self, tmp_path: Path) -> None:
        path = write(tmp_path, "AB = aktiebolag\nBB = betyg\nAB = annat\n")
        edit = edit_acronyms(path, "-AB")
        assert edit.text == "BB = betyg\n-AB\n"
        assert [one.line for one in edit.removed] == [1, 3]

    def test_words_may_be_added_after_a_veto(self, tmp_path: Path) -> None:
        path = write(tmp_path, "-AB\n")
        assert self.change(path, "AB = aktiebolag")
        assert path.read_text(encoding="utf-8") == "-AB\nAB = aktiebolag\n"

    @pytest.mark.parametrize(
        "line", ["las = lagen", "LAS = ", "-", "LAS = a # b", "A#B = x", "-AB = x", "LAS = a = b"]
    )
    def test_what_can_be_no_rule_is_refused(self, tmp_path: Path, line: str) -> None:
        path = write(tmp_path, "-AB\n")
        with pytest.raises(SettingsError):
            edit_acronyms(path, line)

    def test_a_file_that_is_wrong_is_left_as_it_is(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="rad 2"):
            edit_acronyms(write(tmp_path, "-AB\nfel\n"), "-LAS")

    @given(any_text, any_text)
    def test_any_words_are_refused_or_read_again(
        self, tmp_path_factory: pytest.TempPathFactory, acronym: str, words: str
    ) -> None:
        path = write(tmp_path_factory.mktemp("any"), "-AB\n")
        for line in (f"{acronym} = {words}", f"X{acronym.upper()} = {words}", f"-{acronym}"):
            try:
                self.change(path, line)
            except SettingsError:
                continue
            rules = load_acronyms(path)
            assert rules
            assert not self.change(path, line)
