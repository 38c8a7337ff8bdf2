"""Words that mean the same, and articles that editors chose: reviewed files, and their effect."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import SettingsError
from indexer.search.best_bets import load_best_bets
from indexer.search.synonyms import Rule, check_synonyms, load_synonyms
from tests.conftest import ANALYSER
from tests.search.archive import article, ask, found, ids, searcher_over


def write(folder: Path, text: str) -> Path:
    path = folder / "granskad.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_both_kinds_of_rules_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "\ufeff# ord\n\nförskola, dagis , daghem  # lika\nsurfplatta, läsplatta -> pekplatta\n",
    )
    rules, problems = check_synonyms(path)
    assert problems == []
    assert rules == load_synonyms(path)
    assert rules == [
        Rule(("förskola", "dagis", "daghem"), ("förskola", "dagis", "daghem")),
        Rule(("surfplatta", "läsplatta"), ("pekplatta",)),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("förskola", "har ingen synonym"),
        ("förskola,", "ett ord saknas"),
        (", dagis", "ett ord saknas"),
        ("förskola ->", "ett ord saknas"),
        ("-> dagis", "ett ord saknas"),
        ("a -> b -> c", "flera pilar"),
        ("!, ?", "”!” är inget ord"),
        ("förskola -> !", "”!” är inget ord"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, line: str, reason: str) -> None:
    path = write(tmp_path, f"# rubrik\nelev, barn\n\n{line}\nlärare, pedagog\n")
    rules, problems = check_synonyms(path)
    assert len(rules) == 2
    assert [(problem.line, reason in problem.reason) for problem in problems] == [(4, True)]
    assert problems[0].remedy
    with pytest.raises(SettingsError, match=r"granskad\.txt, rad 4"):
        load_synonyms(path)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    _, problems = check_synonyms(write(tmp_path, "a\nb, c\nd ->\n"))
    assert [problem.line for problem in problems] == [1, 3]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "det finns ingen sådan fil eller mapp"),
        (b"\xff\xfe\x00", "texten är inte i UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(
    tmp_path: Path, content: bytes | None, why: str
) -> None:
    path = tmp_path / "synonymer.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"synonymer\.txt") as told:
        check_synonyms(path)
    assert told.value.reason == f"filen kan inte läsas ({why})"
    assert "UTF-8" in told.value.remedy


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_file_is_checked(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.mktemp("any"), text)
    rules, problems = check_synonyms(path)
    assert all(rule.typed and rule.also for rule in rules)
    assert all(1 <= problem.line <= len(text.splitlines()) for problem in problems)
    searcher = searcher_over(article("a", "Elev."), rules=rules)
    for rule in rules:
        for phrase in rule.typed:
            assert ask(searcher, phrase).query == phrase


class TestInSearch:
    searcher = searcher_over(
        article("förskola", "Förskolan öppnar."),
        article("dagis", "Vårt dagis stänger."),
        article("pekplatta", "En pekplatta lånas ut."),
        article("surfplatta", "En surfplatta lagas."),
        article("npf", "Elever med NPF."),
        article("lång", "En neuropsykiatrisk funktionsnedsättning utreds."),
        article("delar", "Funktionsnedsättning, något neuropsykiatriskt."),
        rules=[
            Rule(("förskola", "dagis"), ("förskola", "dagis")),
            Rule(("surfplatta",), ("pekplatta",)),
            Rule(
                ("NPF", "neuropsykiatrisk funktionsnedsättning"),
                ("NPF", "neuropsykiatrisk funktionsnedsättning"),
            ),
        ],
    )

    @pytest.mark.parametrize("query", ["förskola", "förskolor", "dagis", "dagisets"])
    def test_equal_words_search_each_other_in_any_form(self, query: str) -> None:
        assert found(self.searcher, query) == {"förskola", "dagis"}

    def test_an_arrow_points_one_way(self) -> None:
        assert found(self.searcher, "surfplattor") == {"surfplatta", "pekplatta"}
        assert found(self.searcher, "pekplattor") == {"pekplatta"}

    @pytest.mark.parametrize("query", ["npf", "NPF"])
    def test_a_word_searches_a_phrase_whose_words_stand_beside_each_other(self, query: str) -> None:
        assert found(self.searcher, query) == {"npf", "lång"}

    def test_a_phrase_searches_a_word(self) -> None:
        query = "neuropsykiatriska funktionsnedsättningar"
        assert {"npf", "lång"} <= found(self.searcher, query)
        assert "npf" in found(self.searcher, f"elever med {query}")

    def test_what_was_typed_ranks_first(self) -> None:
        assert ids(ask(self.searcher, "dagis"))[0] == "dagis"
        assert ids(ask(self.searcher, "förskola"))[0] == "förskola"

    def test_what_was_searched_too_is_told(self) -> None:
        assert ask(self.searcher, "dagis").widened == ("förskola",)
        assert ask(self.searcher, "npf").widened == ("neuropsykiatrisk funktionsnedsättning",)
        assert ask(self.searcher, "elever").widened == ()

    @pytest.mark.parametrize(
        ("query", "expected"),
        [("dagis", {"dagis"}), ("npf", {"npf"}), ("surfplatta", {"surfplatta"})],
    )
    def test_the_exact_search_gives_none_of_it(self, query: str, expected: set[str]) -> None:
        answer = ask(self.searcher, query, exact=True)
        assert set(ids(answer)) == expected
        assert answer.widened == ()

    def test_a_word_that_the_archive_lacks_is_searched_as_its_synonyms_alone(self) -> None:
        searcher = searcher_over(
            article("a", "En punktskrift.", title="Punktskrift"),
            article("b", "Blind och skrift. Om blindskrifft.", title="Annat"),
            rules=[Rule(("blindskrift",), ("punktskrift",))],
        )
        answer = ask(searcher, "blindskrift")
        assert answer.widened == ("punktskrift",)
        assert answer.suggestion is None
        assert "a" in ids(answer)

    def test_a_quoted_word_has_no_synonyms(self) -> None:
        assert found(self.searcher, '"dagis"') == {"dagis"}

    def test_a_synonym_is_marked(self) -> None:
        (hit,) = [hit for hit in ask(self.searcher, "npf").hits if hit.id == "lång"]
        (start, end), *_ = hit.snippet.marks
        assert hit.snippet.text[start:end] == "neuropsykiatrisk funktionsnedsättning"


class TestBestBets:
    articles = (
        article("vald", "Så anmäler du skolan.", title="Anmälan", kind="vägledning"),
        article("andra", "Kontakt.", title="Kontakt", kind="webbsida"),
        *(article(f"n{n}", "Klagomål klagomål.", title="Klagomål", kind="nyhet") for n in range(4)),
    )

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return write(tmp_path, "# valda\nklagomål\tvald\nklagomål\tandra\nringa oss\tandra\n")

    def chosen(self, path: Path, query: str, **request: object) -> list[str]:
        searcher = searcher_over(*self.articles, bets=load_best_bets(path, ANALYSER))
        hits = ask(searcher, query, **request).hits
        assert [hit.chosen for hit in hits] == sorted((hit.chosen for hit in hits), reverse=True)
        assert not any(hit.missing for hit in hits if hit.chosen)
        return [hit.id for hit in hits if hit.chosen]

    def test_chosen_articles_come_first_in_their_order_and_are_told(self, path: Path) -> None:
        assert self.chosen(path, "klagomål") == ["vald", "andra"]
        assert self.chosen(path, "Klagomålet") == ["vald", "andra"]

    def test_a_question_of_several_words_is_the_whole_question(self, path: Path) -> None:
        assert self.chosen(path, "ringa oss") == ["andra"]
        assert self.chosen(path, "ringa") == []
        assert self.chosen(path, "klagomål skola") == []

    def test_filters_are_heeded(self, path: Path) -> None:
        assert self.chosen(path, "klagomål", kinds=("vägledning",)) == ["vald"]
        assert self.chosen(path, "klagomål", kinds=("nyhet",)) == []

    def test_they_are_counted_once(self, path: Path) -> None:
        searcher = searcher_over(*self.articles, bets=load_best_bets(path, ANALYSER))
        answer = ask(searcher, "klagomål")
        assert answer.total == 6
        assert {v.value: v.count for v in answer.facets["kind"]}["vägledning"] == 1

    def test_an_article_that_is_gone_is_passed_over(self, tmp_path: Path) -> None:
        path = write(tmp_path, "klagomål\tborta\n")
        assert self.chosen(path, "klagomål") == []

    @pytest.mark.parametrize("line", ["klagomål", "klagomål\t", "\tvald", "!\tvald", "a vald"])
    def test_what_is_wrong_is_told_with_its_line(self, tmp_path: Path, line: str) -> None:
        path = write(tmp_path, f"kontakt\tandra\n{line}\n")
        with pytest.raises(SettingsError, match=r"granskad\.txt, rad 2") as told:
            load_best_bets(path, ANALYSER)
        assert "tabb" in told.value.remedy
