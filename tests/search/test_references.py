from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engines.memory import MemoryEngine
from indexer.engines.tantivy import TantivyEngine
from indexer.engines.whoosh import WhooshEngine
from indexer.search import Searcher, SearchRequest
from indexer.search.answer import in_swedish
from indexer.terms.document import build_document
from indexer.terms.fields import SCHEMA
from indexer.terms.fragments import Fragments
from indexer.topics import Assigner
from tests.conftest import ANALYSER
from tests.search.archive import TOPICS, article, ask, found, ids, notices, searcher_over

OWN = {
    "betänkandet": "SOU 2020:55",
    "direktivet": "Dir. 2020:55",
    "beslutet": "Diarienummer: U2021/00318/GV",
    "studien": "LMM 2019:4, dnr 3.2-2019/118",
    "domen": "T 170-08",
    "propositionen": "Prop. 1999/2000:45",
    "promemorian": "FPM 12",
}
CITING = (
    "SOU 2020:55 och dir. 2020:55 och dnr U2021/00318/GV och LMM 2019:4 och dnr 3.2-2019/118 och"
    " T 170-08 och prop. 1999/2000:45 och skollagen (2010:800). "
)
ARTICLES = (
    *(article(id_, "Elever och buller.", reference=own) for id_, own in OWN.items()),
    *(article(f"citat {at}", CITING * 9, title=CITING) for at in range(12)),
    *(article(f"annat {at}", "Skolan 2020 och 2019, 55 elever, 118 lärare.") for at in range(12)),
    article("lagen", "Elever har rätt till stöd.", title="Skollag (2010:800)"),
)
BEARER = {
    "betänkandet": ["SOU 2020:55", "sou 2020/55", "SOU-2020:55", "SOU 2020: 55", "SOU2020:055"],
    "direktivet": ["dir. 2020:55", "Dir 2020-55", "direktiv 2020:55"],
    "beslutet": [
        "2021/318", "2021-00318", "dnr 2021–00318", "2021/ 00318", "U2021/318", "u 2021/00318",
        "U2021/00318/GV", "diarienummer U2021–318", "Dnr: 2021/00318",
    ],
    "studien": ["2019/118", "3.2-2019-118", "3.2-2019:118", "lmm2019:4", "LMM 2019 4"],
    "domen": ["T 170-08", "T-170/08", "mål nr T 170-08", "t 170–08"],
    "propositionen": ["prop. 1999/00:45", "Prop 1999/2000:45", "proposition 1999/00: 45"],
    "lagen": ["2010:800", "SFS 2010:800", "sfs2010:800", "lagen (2010:800)"],
}  # fmt: skip
OPENERS = {"memory": MemoryEngine, "whoosh": WhooshEngine, "tantivy": TantivyEngine}


@pytest.fixture(params=OPENERS, scope="module")
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    engine = OPENERS[request.param](SCHEMA, Path(tmp_path_factory.mktemp("motor")) / "index")
    fragments, assigner = Fragments(ANALYSER), Assigner(TOPICS, ANALYSER)
    engine.add(build_document(one.to_json(), fragments, assigner) for one in ARTICLES)
    engine.commit()
    yield Searcher(engine, ANALYSER, TOPICS)
    engine.close()


@pytest.mark.parametrize(
    ("bearer", "query"), [(id_, query) for id_, queries in BEARER.items() for query in queries]
)
def test_what_bears_a_number_stands_before_what_cites_it(
    searcher: Searcher, bearer: str, query: str
) -> None:
    answer = ask(searcher, query)
    assert ids(answer)[0] == bearer
    assert {one for one in ids(answer) if one.startswith("citat")} == {
        f"citat {at}" for at in range(12)
    }
    assert not any(one.startswith("annat") for one in ids(answer))
    assert notices(answer) == ""
    assert answer.suggestion is None
    assert answer.widened == ()


def test_each_of_several_with_the_same_number_is_found(searcher: Searcher) -> None:
    assert set(ids(ask(searcher, "2020:55"))[:2]) == {"betänkandet", "direktivet"}


@pytest.mark.parametrize(
    "query", ["SOU 2020:55 buller", "buller sou 2020/55", "SOU 2020:55 skolan"]
)
def test_other_words_may_stand_beside_a_number(searcher: Searcher, query: str) -> None:
    hits = ask(searcher, query).hits
    assert hits[0].id == "betänkandet"
    assert hits[0].missing == (("skolan",) if "skolan" in query else ())


def test_a_condition_holds_for_what_bears_the_number_too(searcher: Searcher) -> None:
    assert ids(ask(searcher, "SOU 2020:55 typ:rapport")) == []
    assert "betänkandet" not in ids(ask(searcher, 'SOU 2020:55 "skollagen"'))
    assert "betänkandet" not in ids(ask(searcher, "SOU 2020:55 -buller"))


def test_a_number_in_a_group_is_a_number(searcher: Searcher) -> None:
    assert set(ids(ask(searcher, "sou 2020/55 ELLER dir 2020-55"))[:2]) == {
        "betänkandet",
        "direktivet",
    }


@pytest.mark.parametrize(
    "number",
    ["2021/99999", "SOU 2020:99", "sou 2020/99", "LMM2019:99", "dnr 2021-00319", "T170-09",
     "bet. 2019/20:UbU5", "ABC 2020:55", "mål nr 3245-19", "KN2025/895"],
)  # fmt: skip
def test_a_number_that_the_archive_lacks_is_said_to_be_lacking(
    searcher: Searcher, number: str
) -> None:
    answer = ask(searcher, number)
    assert [in_swedish(one) for one in answer.notices] == [
        f"Inget i arkivet har numret ”{number}”."
    ]
    assert ids(answer) == []
    answer = ask(searcher, f"{number} buller")
    assert set(ids(answer)) == set(OWN)
    assert all(hit.missing == (number,) for hit in answer.hits)


@pytest.mark.parametrize(
    "query",
    ["2020", "2019–2021", "2019-2021", "08:30", "2:3", "1/2", "24/7", "1-3 år", "2020-05-17",
     "2020-05", "17/5", "17/5-2020", "08-123 45 67", "1 000–2 000 kr", "version 2.3.4", "covid-19",
     "agenda 2030", "G7", "A4", "läsåret 2019/20", "EU 2014-2020", "2 kap. 3-4 §§", "5 2020:5",
     "12 elever 2020", "Svensson 2010 s. 12", "den 13 mars 2010 nr 87"],
)  # fmt: skip
def test_what_is_no_reference_is_searched_as_words(searcher: Searcher, query: str) -> None:
    assert "numret" not in notices(ask(searcher, query))


def test_words_are_searched_as_ever() -> None:
    searcher = searcher_over(
        article("a", "Under 2019–2021 stängdes skolan kl. 08:30 för covid-19.")
    )
    for query in ("2019", "2019-2021 covid-19", "skolan 08:30", "2021 skolan"):
        assert "a" in ids(ask(searcher, query)), query


def test_what_is_quoted_is_looked_for_as_it_stands(searcher: Searcher) -> None:
    assert "betänkandet" in found(searcher, '"SOU 2020:55"')
    assert found(searcher, '"SOU 2020: 55"') == set()


def test_a_long_question_may_name_a_number_among_other_things(searcher: Searcher) -> None:
    question = "vad säger skollagen (2010:800) om elever och buller?"
    assert {"citat 0", "lagen", "betänkandet"} <= set(ids(ask(searcher, question)))


def test_the_hit_shows_the_reference_that_matched(searcher: Searcher) -> None:
    hit = ask(searcher, "2019/118").hits[0]
    reference = hit.article.reference
    assert [reference[start:end] for start, end in hit.reference_marks] == ["3.2-2019/118"]
    hit = ask(searcher, "u2021-318").hits[0]
    assert [hit.article.reference[s:e] for s, e in hit.reference_marks] == ["U2021/00318/GV"]
    assert ask(searcher, "buller").hits[0].reference_marks == ()
    shown = searcher.show("studien", "lmm2019-4")
    assert shown is not None
    assert [reference[start:end] for start, end in shown.reference_marks] == ["LMM 2019:4"]


@pytest.mark.parametrize("query", ["sou2020/55", "SOU 2020: 55", "2020:55"])
def test_a_number_is_marked_in_the_text_however_it_was_typed(
    searcher: Searcher, query: str
) -> None:
    hit = next(hit for hit in ask(searcher, query).hits if hit.id == "citat 0")
    marked = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
    assert marked[0] == "SOU 2020:55"
    assert "SOU 2020:55" in [hit.article.title[start:end] for start, end in hit.title_marks]


def test_a_number_is_marked_in_a_long_text_too() -> None:
    paragraphs = ["Ett stycke om skolan och om eleverna. " * 6] * 200
    paragraphs[150] += "Se SOU 2020:55."
    searcher = searcher_over(article("lång", "\n\n".join(paragraphs)))
    hit = ask(searcher, "sou 2020/055").hits[0]
    assert [hit.snippet.text[s:e] for s, e in hit.snippet.marks] == ["SOU 2020:55"]


def test_a_word_with_a_digit_is_never_taken_apart_nor_respelt(searcher: Searcher) -> None:
    for query in ("3.2-2019-999", "elev2019", "mp3-2020", "LMM2019-4x"):
        answer = ask(searcher, query)
        assert answer.widened == ()
        assert answer.suggestion is None
        assert answer.searched == query


def test_why_tells_that_the_reference_is_the_articles_own(searcher: Searcher) -> None:
    explained = searcher.explain("SOU 2020/55", "betänkandet")
    assert explained is not None
    shares = {in_swedish(share.part): share.score for share in explained.shares}
    assert explained.rank == 1
    assert shares["artikelns egen beteckning"] > sum(shares.values()) / 2
    assert sum(shares.values()) == pytest.approx(explained.score, rel=1e-4)


def test_what_bears_the_number_but_lacks_a_word_has_not_all_the_words() -> None:
    searcher = searcher_over(
        article("bärare", "Om skogar.", reference="dnr 2021/00318", published="2024"),
        article("båda", "Buller enligt dnr 2021/00318.", published="2022"),
        article("ord", "Buller.", published="2023"),
    )
    answer = ask(searcher, "2021/318 buller")
    assert ids(answer)[0] == "bärare"
    assert (answer.complete, answer.relaxed, answer.first_lacking) == (1, True, None)
    newest = ask(searcher, "2021/318 buller", sort="newest")
    assert ids(newest) == ["båda", "bärare", "ord"]
    assert (newest.complete, newest.total, newest.first_lacking) == (1, answer.total, 1)
    followed = searcher.follow(SearchRequest("2021/318 buller", sort="newest"))
    assert ids(followed) == ["båda"]


def test_what_bears_the_number_is_found_by_date_also_where_many_have_all_the_words() -> None:
    citing = [
        article(f"c{n}", "Buller enligt dnr 2021/00318.", published="2022") for n in range(12)
    ]
    searcher = searcher_over(
        article("bärare", "Om skogar.", reference="dnr 2021/00318", published="2024"), *citing
    )
    for sort in ("relevance", "newest", "oldest"):
        answer = ask(searcher, "2021/318 buller", sort=sort, size=20)
        assert (answer.total, answer.complete, answer.relaxed) == (13, 12, True)
        assert ids(answer).index("bärare") == (0 if sort == "relevance" else 12)


@pytest.mark.parametrize(
    "query",
    ["EU 2016/679", "(EU) 2016/679", "förordning (EU) 2016/679", "förordningen EU 2016-679"],
)
def test_an_act_of_the_union_is_no_matter_of_a_department(query: str) -> None:
    searcher = searcher_over(
        article("ärendet", "Svar på en remiss.", reference="U2016/679"),
        article("vägledningen", "Så tillämpas förordning (EU) 2016/679. Den (EU) 2016/679 gäller."),
        article("akten", "Skydd av personuppgifter.", reference="(EU) 2016/679"),
    )
    first, *others = ids(ask(searcher, query))
    assert first == "akten"
    assert others[0] == "vägledningen"
