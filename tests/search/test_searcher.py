"""What a search means: the sentences of the contract, one by one."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given

from indexer.search.answer import in_swedish
from indexer.search.as_json import answer_as_json
from indexer.search.syntax import MAX_LENGTH
from tests.search.archive import article, ask, found, ids, notices, searcher_over, texts
from tests.search.test_syntax import queries


def test_words_are_required_together_in_any_form_and_order() -> None:
    searcher = texts(
        both="Eleverna läser rapporter.", one="Eleven springer.", other="Rapporten är ny."
    )
    assert found(searcher, "rapporten elev") == {"both"}


def test_a_quoted_word_is_exact() -> None:
    searcher = texts(böjd="Böckerna är här.", bok="BÖCKER är här.", del_="Läroböcker är här.")
    assert found(searcher, '"böcker"') == {"bok"}
    assert {"böjd", "bok"} <= found(searcher, "böcker")


def test_accents_count_only_within_quotes() -> None:
    searcher = texts(idé="En god idé.", ide="Björnens ide.")
    assert found(searcher, '"idé"') == {"idé"}
    assert found(searcher, '"ide"') == {"ide"}
    assert found(searcher, "idé") == found(searcher, "ide") == {"idé", "ide"}


def test_a_quoted_phrase_stands_unbroken_within_one_passage() -> None:
    searcher = texts(
        fras="Rätten till FRI skola gäller.",
        omvänd="En skola fri från avgifter.",
        bruten="En fri kommunal skola.",
        böjd="Den fria skolan.",
        delad="Den är fri\n\nskola börjar snart.",
    )
    assert found(searcher, '"fri skola"') == {"fras"}


def test_stop_words_count_in_phrases() -> None:
    searcher = texts(rätt="Att vara eller icke vara.", fel="Att icke vara sen, eller att vara det.")
    assert found(searcher, '"vara eller icke vara"') == {"rätt"}


def test_what_is_quoted_may_not_be_lacking() -> None:
    searcher = texts(allt="En fri skola för elever.", ord="Elever i skolan.")
    answer = ask(searcher, '"fri skola" elever skolan')
    assert ids(answer) == ["allt"]


@pytest.mark.parametrize(
    "query", ["elev -rapport", "elev INTE rapporterna", "-rapporten elev", "elev −rapport"]
)
def test_minus_excludes_a_word_in_any_form(query: str) -> None:
    searcher = texts(med="Elevens rapport.", utan="Eleven är ny.", varken="Kommunen.")
    assert found(searcher, query) == {"utan"}


def test_minus_excludes_from_relaxed_answers_too() -> None:
    searcher = texts(
        a="Eleven är ny.", b="Elevens rapport.", c="Kommunen är ny.", d="Kommunens rapport."
    )
    assert set(ids(ask(searcher, "elev kommun -rapport"))) == {"a", "c"}


def test_minus_alone_excludes_from_everything() -> None:
    searcher = texts(med="Elevens rapport.", utan="Eleven är ny.")
    assert found(searcher, "-rapport") == {"utan"}
    assert found(searcher, '-"elevens rapport"') == {"utan"}
    assert found(searcher, "-(rapport ELLER ny)") == set()


def test_prefixes_are_of_surface_forms() -> None:
    searcher = texts(a="Skolskjuts ordnas.", b="Skolan är ny.", c="Förskolan är ny.", d="Bok.")
    assert found(searcher, "skol*") == {"a", "b"}
    assert found(searcher, "SKOLS*") == {"a"}
    assert found(searcher, "skolu*") == set()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("*skola", {"b", "c"}),
        ("*kol*", {"a", "b", "c"}),
        ("f?rskola", {"c"}),
        ("?kola", {"b"}),
        ("s*n?s", {"a"}),
        ("titel:*skola", {"c"}),
        ("skola NÄRA/1 ordnas", {"b"}),
        ("skolan NÄRA/0 ordnas", set()),
        ("ordnas NEAR/1 (skola ELLER skjuts)", {"b"}),
        ("skol* NÄRA/0 ordnas", {"a"}),
        ('"ordnas skola"~1', {"b"}),
        ('"ordnas skola"', set()),
        ('"skola inte ordn*"', {"b"}),
        ('"*skola e*"', {"c"}),
        ("skolla~", {"b"}),
        ("skolskjus~", {"a"}),
    ],
)
def test_signs_stand_for_letters_and_words_for_what_is_near(query: str, expected: set[str]) -> None:
    searcher = searcher_over(
        article("a", "Skolskjuts ordnas. Snabbhinas.", title="Skjuts"),
        article("b", "En skola inte ordnas.", title="Annat"),
        article("c", "Förskola en gång.", title="Förskola"),
        article("d", "Bok."),
    )
    assert found(searcher, query) == expected


def test_how_words_were_found_is_told() -> None:
    searcher = texts(a="En skola.", b="Ett skolk.")
    assert "Ord som liknar ”skole” i arkivet: skola, skolk." in notices(ask(searcher, "skole~"))
    assert "Inget annat ord" in notices(ask(searcher, "fladdermus~"))
    assert "Inget ord i arkivet ser ut som ”x*y”" in notices(ask(searcher, "x*y"))


@pytest.mark.parametrize(
    "query",
    [
        "rapport ELLER kök år:2020",
        "år:2020 rapport ELLER kök",
        "rapport år: 2020 ELLER kök",
        "(rapport ELLER kök) datum:2020-01-01–2020-12-31",
    ],
)
def test_a_condition_narrows_the_whole_question(query: str) -> None:
    searcher = searcher_over(
        article("a", "Rapport.", published="2020"),
        article("b", "Kök.", published="2020-05"),
        article("c", "Rapport om kök.", published="2021"),
        article("d", "Kommun.", published="2020"),
    )
    assert found(searcher, query) == {"a", "b"}


def test_undated_articles_can_be_asked_for() -> None:
    searcher = searcher_over(
        article("a", "Rapport.", published="2020"), article("b", "Rapport.", reviewed="2020")
    )
    assert found(searcher, "rapport datum:saknas") == found(searcher, "år:utan datum") == {"b"}
    assert found(searcher, "granskad:saknas") == {"a"}
    assert set(ids(ask(searcher, "rapport", undated=True))) == {"b"}
    assert set(ids(ask(searcher, "rapport", undated=True, date="reviewed"))) == {"a"}


@pytest.mark.parametrize("query", ["språk:en", "språk:engelska", "language:English", "språk: eng"])
def test_a_language_is_known_by_its_names(query: str) -> None:
    searcher = searcher_over(article("a", "A report.", language="en"), article("b", "Rapport."))
    assert found(searcher, query) == {"a"}


def test_a_misspelt_word_in_a_title_is_asked_about() -> None:
    searcher = searcher_over(article("a", "Text.", title="Ventilation"), article("b", "Text."))
    answer = ask(searcher, "titel:ventlation")
    assert "titel:ventilation" in {answer.suggestion, answer.searched}


def test_what_may_not_be_lacking_is_not() -> None:
    searcher = texts(a="Eleven är ny.", b="Kommunen är ny.", c="Eleven i kommunen.")
    assert set(ids(ask(searcher, "+elev kommun"))) == {"a", "c"}
    assert set(ids(ask(searcher, "elev kommun"))) == {"a", "b", "c"}


@pytest.mark.parametrize(
    "query", ["hjälp till min son radon", "radon 1 maj 2019", "jag söker pengar för radon tack"]
)
def test_words_of_asking_do_not_beat_what_is_asked_about(query: str) -> None:
    others = {f"x{number}": "Skolan byggs om." for number in range(60)}
    searcher = texts(
        ämne="Radon mäts i bostäder.",
        fyllnad="Vi fick hjälp och pengar den 1 maj 2019 av en son.",
        **others,
    )
    assert ids(ask(searcher, query)) == ["ämne"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rapport ELLER kök", {"a", "b", "d"}),
        ("rapport OR kök", {"a", "b", "d"}),
        ("elev (rapport ELLER kök)", {"a", "b"}),
        ("elev OCH rapport ELLER kommun", {"a", "c"}),
        ("(rapport ELLER kök) -elev", {"d"}),
        ("elev ELLER -ny", {"a", "b", "d"}),
        ("(elev i ELLER rapport)", {"a", "b", "d"}),
    ],
)
def test_operators_and_parentheses(query: str, expected: set[str]) -> None:
    searcher = texts(
        a="Elevens rapport.", b="Elevens kök.", c="Kommunen är ny.", d="Rapport i kök."
    )
    assert found(searcher, query) == expected


def test_stop_words_are_not_required_beside_others() -> None:
    searcher = texts(a="Eleven byggs.", b="På väg.")
    for query in ("på eleven", "(på eleven)", "på eleven ELLER kommun"):
        assert found(searcher, query) == {"a"}


def test_stop_words_alone_are_searched() -> None:
    searcher = texts(
        alla="Att vara eller icke vara, det är frågan.", några="Att vara här.", inga="Skola."
    )
    answer = ask(searcher, "att vara eller icke vara")
    assert ids(answer)[0] == "alla"
    assert found(searcher, "att vara eller icke vara") == {"alla"}
    assert "inga" not in ids(answer)
    for query in ("det -skola", "(det -skola)", "(det -frågan) ELLER giraff"):
        assert "några" not in found(searcher, query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("covid-19", {"streck", "skilt"}),
        ("COVID-19", {"streck", "skilt"}),
        ("covid", {"streck", "skilt"}),
        ("e-post", {"epost", "e-post"}),
        ("epost", {"epost", "e-post"}),
        ('"e-post"', {"e-post"}),
        ('"epost"', {"epost"}),
    ],
)
def test_hyphenated_words(query: str, expected: set[str]) -> None:
    searcher = searcher_over(
        article("streck", "Råd om covid-19."),
        article("skilt", "Råd om covid 19."),
        article("epost", "Skicka epost."),
        article("e-post", "Skicka e-post."),
        article("post", "Paketet är sent."),
    )
    assert found(searcher, query) == expected


def test_words_of_other_composition_are_the_same() -> None:
    searcher = texts(a="La\u030angt skolba\u030at.", b="Kort\u00adfil.")
    assert found(searcher, "långt") == {"a"}
    assert found(searcher, '"skolba\u030at"') == {"a"}
    assert found(searcher, "kortfil") == {"b"}


class TestTitle:
    searcher = searcher_over(
        article("titel", "Text.", title="Fri skola för elever"),
        article("text", "Fri skola för elever.", title="Annat"),
    )

    @pytest.mark.parametrize(
        "query",
        ["titel:skolor", "titel:skola titel:elev", 'titel:"fri skola"', "titel:(skola elev)"],
    )
    def test_only_titles_are_asked(self, query: str) -> None:
        assert found(self.searcher, query) == {"titel"}

    def test_of_a_beginning(self) -> None:
        assert found(self.searcher, "titel:elev*") == {"titel"}
        assert found(self.searcher, "titel:kol*") == set()

    def test_without(self) -> None:
        assert found(self.searcher, "skola -titel:skola") == {"text"}

    def test_exact(self) -> None:
        assert found(self.searcher, 'titel:"skolan"') == set()

    def test_words_in_the_title_weigh_more(self) -> None:
        assert ids(ask(self.searcher, "skola")) == ["titel", "text"]


class TestConditions:
    searcher = searcher_over(
        article("a", "Elev.", kind="Rapport", topics=("elevhalsa",), published="2019-06-30"),
        article("b", "Elev.", kind="nyhet", topics=("Psykisk hälsa",), published="2020-05"),
        article("c", "Elev.", kind="nyhet", topics=("Buller",), published="2020"),
        article("d", "School.", language="en", publisher=("SPSM",), reviewed="2021-03-04"),
    )

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("typ:rapport", {"a"}),
            ("TYP:RAPPORT", {"a"}),
            ("typ:nyhet elev", {"b", "c"}),
            ("ämne:elevhalsa", {"a"}),
            ("ämne:Elevhälsa", {"a"}),
            ("a\u0308mne:elevha\u0308lsa", {"a"}),
            ('ämne:"psykisk hälsa"', {"b"}),
            ("ämne:hälsa", {"a", "b"}),
            ("ämne:buller", {"c"}),
            ("-ämne:hälsa", {"c", "d"}),
            ("ämne:elevhälsa ELLER ämne:buller", {"a", "c"}),
            ("utgivare:spsm", {"d"}),
            ("språk:en", {"d"}),
            ("år:2020", {"b", "c"}),
            ("år:2019", {"a"}),
            ("datum:2019-01..2020-06", {"a", "b", "c"}),
            ("datum:2020-06..2020-12", {"c"}),
            ("datum:2020-05-31", {"b", "c"}),
            ("datum:..2019-06-29", set()),
            ("datum:..2019-06-30", {"a"}),
            ("datum:2020-06..", {"c"}),
            ("granskad:2021", {"d"}),
            ("granskad:2020", set()),
            ("-år:2020", {"a", "d"}),
        ],
    )
    def test_only_articles_with_the_value(self, query: str, expected: set[str]) -> None:
        answer = ask(self.searcher, query)
        assert set(ids(answer)) == expected
        assert answer.notices == ()

    @pytest.mark.parametrize("query", ["ämne:rymden", "typ:dikt", "utgivare:ingen", "språk:fi"])
    def test_an_unknown_value_finds_nothing_and_is_told(self, query: str) -> None:
        answer = ask(self.searcher, query)
        assert answer.total == 0
        assert f"”{query.partition(':')[2]}”" in notices(answer)

    @pytest.mark.parametrize(
        "query", ["år:snart elev", "datum:2020-02-31 elev", "elev datum:2021..2019"]
    )
    def test_an_unreadable_date_is_told_and_the_rest_is_searched(self, query: str) -> None:
        answer = ask(self.searcher, query)
        assert set(ids(answer)) == {"a", "b", "c"}
        assert "kunde inte läsas som datum" in notices(answer)


class TestRelaxing:
    few = texts(
        tre="Lärare köper rapporter.",
        två="Lärare har rapporter.",
        en="Lärare leder arbetet.",
        inget="Kommunen bygger.",
    )

    def test_articles_that_lack_words_follow_those_that_lack_none(self) -> None:
        answer = ask(self.few, "lärare köper rapporter")
        assert ids(answer) == ["tre", "två", "en"]
        assert answer.relaxed
        assert answer.total == 3

    def test_each_says_what_is_missing_as_it_was_typed(self) -> None:
        answer = ask(self.few, "Lärarna KÖPA rapporternas")
        assert [hit.missing for hit in answer.hits] == [(), ("KÖPA",), ("KÖPA", "rapporternas")]

    def test_facets_count_all_that_is_shown(self) -> None:
        searcher = searcher_over(
            article("a", "Elevens rapport.", kind="rapport"),
            article("b", "Eleven.", kind="nyhet"),
            article("c", "Kommunen.", kind="nyhet"),
        )
        counts = {v.value: v.count for v in ask(searcher, "elev rapport").facets["kind"]}
        assert counts == {"rapport": 1, "nyhet": 1}

    def test_the_rarer_words_count_for_more(self) -> None:
        searcher = searcher_over(
            *(article(f"x{number}", "Eleven är stor.") for number in range(8)),
            article("sällsynt", "Orkidén är stor."),
        )
        assert ids(ask(searcher, "elev orkidé"))[0] == "sällsynt"

    def test_complete_articles_come_first_however_often_others_hold_a_word(self) -> None:
        searcher = texts(
            hel="Här nämns rapporter en gång, "
            + "och mycket annat sägs också, " * 50
            + "om lärare.",
            halv="Rapporter rapporter rapporter.",
            halv_till="Lärare lärare lärare.",
        )
        assert ids(ask(searcher, "rapporter lärare"))[0] == "hel"

    def test_enough_complete_articles_are_left_alone(self) -> None:
        searcher = searcher_over(
            *(article(f"hel{number}", "Lärarens rapporter.") for number in range(10)),
            article("halv", "Läraren."),
        )
        answer = ask(searcher, "lärare rapporter")
        assert answer.total == 10
        assert not answer.relaxed

    def test_one_too_few_are_not(self) -> None:
        searcher = searcher_over(
            *(article(f"hel{number}", "Lärarens rapporter.") for number in range(9)),
            article("halv", "Läraren."),
        )
        answer = ask(searcher, "lärare rapporter")
        assert answer.total == 10
        assert answer.relaxed
        assert answer.hits[-1].missing == ("rapporter",)

    def test_it_is_not_told_when_every_article_has_all_words(self) -> None:
        assert not ask(texts(a="Lärarens rapporter."), "lärare rapporter").relaxed

    @pytest.mark.parametrize("page", [1, 2, 3])
    def test_it_is_told_on_every_page(self, page: int) -> None:
        searcher = texts(
            a="Lärarens rapporter.", b="Lärares rapporter.", c="Lärare.", d="Rapporter."
        )
        answer = ask(searcher, "lärare rapporter", size=2, page=page)
        assert answer.total == 4
        assert answer.relaxed

    def test_nothing_found_is_no_error(self) -> None:
        answer = ask(self.few, "giraff zebra")
        assert (answer.total, answer.hits, answer.relaxed) == (0, (), False)


class TestFiltersAndSorting:
    searcher = searcher_over(
        *(
            article(f"hel{n}", "Lärarens rapporter.", kind="nyhet", published=f"20{10 + n}")
            for n in range(11)
        ),
        article("rapport", "Lärarens rapporter.", kind="rapport"),
        article("halv", "Läraren.", kind="rapport", published="2015"),
    )

    @pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
    def test_they_never_change_which_words_count(self, sort: str) -> None:
        everything = ask(self.searcher, "lärare rapporter", sort=sort)
        assert (everything.total, everything.relaxed) == (12, False)
        reports = ask(self.searcher, "lärare rapporter", sort=sort, kinds=("rapport",))
        assert (ids(reports), reports.relaxed) == (["rapport"], False)

    def test_a_facet_count_is_what_a_choice_of_it_shows(self) -> None:
        values = ask(self.searcher, "lärare rapporter").facets["kind"]
        assert values
        for value in values:
            chosen = ask(self.searcher, "lärare rapporter", kinds=(value.value,))
            assert chosen.total == value.count


class TestOrder:
    searcher = searcher_over(
        article("dag", "Rapport.", published="2020-06-15", reviewed="2021"),
        article("månad", "Rapport.", published="2020-06"),
        article("år", "Rapport.", published="2020", reviewed="2022-02"),
        article("gammal", "Rapport.", published="2012-01-01"),
        article("odaterad", "Rapport rapport rapport."),
    )

    def test_newest_first_by_the_start_of_the_date_undated_last(self) -> None:
        expected = ["dag", "månad", "år", "gammal", "odaterad"]
        assert ids(ask(self.searcher, "rapport", sort="newest")) == expected

    def test_oldest_first_undated_last_still(self) -> None:
        expected = ["gammal", "år", "månad", "dag", "odaterad"]
        assert ids(ask(self.searcher, "rapport", sort="oldest")) == expected

    def test_by_the_date_of_review(self) -> None:
        newest = ids(ask(self.searcher, "rapport", sort="newest", date="reviewed"))
        assert newest[:2] == ["år", "dag"]

    def test_pages_follow_each_other(self) -> None:
        whole = ids(ask(self.searcher, "rapport"))
        pages = [ids(ask(self.searcher, "rapport", size=2, page=page)) for page in (1, 2, 3, 4)]
        assert pages == [whole[:2], whole[2:4], whole[4:], []]


def test_words_beside_each_other_rank_higher() -> None:
    searcher = texts(
        isär="Skola som är stor och fri att välja.", ihop="Fri skola som är stor att välja."
    )
    assert ids(ask(searcher, "fri skola")) == ["ihop", "isär"]


def test_a_hit_tells_what_a_page_shows() -> None:
    one = article(
        "a/b",
        "Eleven läser.",
        title="Läsning i eleven",
        url="https://x.se/a",
        kind="rapport",
        publisher=("SPSM",),
        published="2020-05",
        topics=("Elevhälsa", "Buller"),
    )
    (hit,) = ask(searcher_over(one), "elev").hits
    assert hit.article == one
    assert [(topic.id, topic.label) for topic in hit.topics] == [
        ("elevhalsa", "Elevhälsa"),
        ("Buller", "Buller"),
    ]
    assert [hit.article.title[start:end] for start, end in hit.title_marks] == ["eleven"]
    assert hit.score > 0


def test_ranking_is_what_the_page_shows() -> None:
    searcher = texts(a="Fri skola.", b="Skola skola.", c="Fri.")
    assert [match.id for match in searcher.rank("fri skola", 10)] == ids(ask(searcher, "fri skola"))
    assert len(searcher.rank("fri skola", 2)) == 2


class TestShow:
    searcher = searcher_over(
        article(
            "a", "Eleven och en rapport.", title="Rapportens elev", summary="Om rapporter och elev."
        )
    )

    def test_an_article_with_its_matches_marked(self) -> None:
        shown = self.searcher.show("a", "elev")
        assert shown is not None
        title, summary = shown.article.title, shown.article.summary
        assert [title[start:end] for start, end in shown.title_marks] == ["elev"]
        assert [summary[start:end] for start, end in shown.summary_marks] == ["elev"]
        ((text, marks),) = shown.sections[0].paragraphs
        assert [text[start:end] for start, end in marks] == ["Eleven"]

    def test_without_a_query_nothing_is_marked(self) -> None:
        shown = self.searcher.show("a")
        assert shown is not None
        assert shown.title_marks == shown.summary_marks == shown.sections[0].heading_marks == ()

    def test_there_is_no_such_article(self) -> None:
        assert self.searcher.show("b") is None


def test_the_topics_of_the_index_with_what_is_above_them() -> None:
    searcher = searcher_over(
        article("a", "Text.", topics=("elevhalsa",)),
        article("b", "Text.", topics=("Buller", "halsa")),
    )
    assert [(t.id, t.label, t.broader, t.count) for t in searcher.topics()] == [
        ("Buller", "Buller", "", 1),
        ("elevhalsa", "Elevhälsa", "halsa", 1),
        ("halsa", "Hälsa", "", 2),
    ]


@pytest.mark.parametrize("query", ["!!!", "🎉", "¶", '""', "& -"])
def test_a_query_without_words_shows_everything_and_says_so(query: str) -> None:
    answer = ask(texts(a="Elev.", b="Rapport."), query)
    assert answer.total == 2
    assert "inga ord" in notices(answer) or "inget ord" in notices(answer)


def test_an_empty_query_shows_everything_without_a_word() -> None:
    answer = ask(texts(a="Elev.", b="Rapport."), "  ")
    assert answer.total == 2
    assert answer.notices == ()


ANY = searcher_over(
    article("a", "Skolan och e-posten.\n\nAtt å ö: 2020.", kind="nyhet", published="2020"),
    article("b", "Fri skola, covid-19 & \u00ad \u0300 🎉 \x00.", title="<script>alert(1)</script>"),
    article("c"),
)


@given(queries)
@example("tİtel:skola " * 20)
@example("\ud800 \udfff skola")
@example("x" * (MAX_LENGTH + 1))
@example("(" * 300 + "skola" + ")" * 100)
@example("skola " * 10_000)
@example("a*" * 3000)
def test_any_string_at_all_gives_an_answer(query: str) -> None:
    answer = ask(ANY, query)
    assert answer.query == query
    assert 0 <= len(answer.hits) == answer.total <= 3
    assert json.dumps(answer_as_json(answer, in_swedish))
    for hit in answer.hits:
        for text, marks in (
            (hit.article.title, hit.title_marks),
            (hit.snippet.text, hit.snippet.marks),
        ):
            assert all(0 <= start < end <= len(text) for start, end in marks)
    assert ANY.show("b", query)


def test_a_word_may_be_lacking_beside_a_phrase_but_the_phrase_may_not() -> None:
    searcher = texts(a="Fri skola.", b="Fri skola för elever.", c="Elever.")
    answer = ask(searcher, '"fri skola" elever')
    assert ids(answer) == ["b", "a"]
    assert (answer.relaxed, [hit.missing for hit in answer.hits]) == (True, [(), ("elever",)])


def test_a_word_may_be_lacking_beside_the_beginning_of_another() -> None:
    answer = ask(texts(a="Ventilationen.", b="Elever."), "ventil* elever")
    assert (ids(answer), answer.hits[0].missing) == (["a"], ("elever",))
