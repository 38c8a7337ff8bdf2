from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analyse.tokens import find_words
from indexer.search.answer import in_swedish
from indexer.search.syntax import MAX_DEPTH, MAX_LENGTH, MAX_WORDS, Question, parse
from indexer.search.tree import (
    NOTHING,
    All,
    Beginning,
    Condition,
    Either,
    Exact,
    InTitle,
    Must,
    Nearby,
    Node,
    Not,
    Pattern,
    Plain,
    Similar,
    subtrees,
)
from tests.analyse.patience import patience

signs = st.sampled_from([*'()"”-−*?~+!&|/: \nİıſ', "||", "&&", '"~5', "~2"])
operators = st.sampled_from(
    ["ELLER", "OR", "OCH", "INTE", "NÄRA", "NEAR/3", "NÄRA(5)", "titel:", "år: ", "ämne:", "typ:"]
)
words = st.sampled_from(["skola", "e-post", "att", "å", "datum:2019..", "nyhet", "2020"])
letters = st.one_of(st.characters(), st.characters(categories=["Cs"]))
queries = st.lists(st.one_of(signs, operators, words, letters)).map("".join)


def depth(node: Node) -> int:
    match node:
        case All(parts) | Either(parts):
            return 1 + max(map(depth, parts), default=0)
        case Not(part) | InTitle(part) | Must(part):
            return 1 + depth(part)
        case Nearby(first, second):
            return 1 + max(depth(first), depth(second))
    return 0


Leaf = Plain | Exact | Beginning | Pattern | Similar | Condition


def leaves(node: Node) -> list[Leaf]:
    return [one for one in subtrees(node) if isinstance(one, Leaf)]


def said(question: Question) -> str:
    return " ".join(map(in_swedish, question.notices))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", NOTHING),
        ("  \t\n ", NOTHING),
        ("skola", Plain("skola")),
        ("skola bok", All((Plain("skola"), Plain("bok")))),
        ("skola OCH bok", All((Plain("skola"), Plain("bok")))),
        ("skola AND bok", All((Plain("skola"), Plain("bok")))),
        ("skola och bok", All((Plain("skola"), Plain("och"), Plain("bok")))),
        ("skola ELLER bok", Either((Plain("skola"), Plain("bok")))),
        ("skola OR bok", Either((Plain("skola"), Plain("bok")))),
        ("a b ELLER c", Either((All((Plain("a"), Plain("b"))), Plain("c")))),
        ("a OCH b ELLER c OCH d", parse("(a b) ELLER (c d)").tree),
        ("a (b ELLER c)", All((Plain("a"), Either((Plain("b"), Plain("c")))))),
        ("skola -bok", All((Plain("skola"), Not(Plain("bok"))))),
        ("skola −bok", All((Plain("skola"), Not(Plain("bok"))))),
        ("skola INTE bok", All((Plain("skola"), Not(Plain("bok"))))),
        ("skola NOT bok", All((Plain("skola"), Not(Plain("bok"))))),
        ('-"fri skola"', Not(Exact("fri skola"))),
        ("-(a ELLER b)", Not(Either((Plain("a"), Plain("b"))))),
        ("-typ:nyhet", Not(Condition("kind", "nyhet"))),
        ("skola - bok", All((Plain("skola"), Plain("-"), Plain("bok")))),
        ("e-post", Plain("e-post")),
        ('"fri skola"', Exact("fri skola")),
        ("”fri skola”", Exact("fri skola")),
        ("»fri skola«", Exact("fri skola")),
        ("„fri skola“", Exact("fri skola")),
        ('""', NOTHING),
        ("skol*", Beginning("skol")),
        ("titel:skola", InTitle(Plain("skola"))),
        ("Titel:skola", InTitle(Plain("skola"))),
        ('titel:"fri skola"', InTitle(Exact("fri skola"))),
        ("titel:(skola bok)", InTitle(All((Plain("skola"), Plain("bok"))))),
        ("titel:skol*", InTitle(Beginning("skol"))),
        ("ämne:hälsa", Condition("topic", "hälsa")),
        ("ÄMNE:hälsa", Condition("topic", "hälsa")),
        ("a\u0308mne:ha\u0308lsa", Condition("topic", "hälsa")),
        ("amne:halsa", Condition("topic", "halsa")),
        ('ämne:"psykisk hälsa"', Condition("topic", "psykisk hälsa")),
        ("typ:rapport", Condition("kind", "rapport")),
        ("utgivare:SPSM", Condition("publisher", "SPSM")),
        ("språk:en", Condition("language", "en")),
        ("år:2020", Condition("published", "2020")),
        ("datum:2019-01..2020-06", Condition("published", "2019-01..2020-06")),
        ("granskad:2021", Condition("reviewed", "2021")),
        ("2018:1937", Plain("2018:1937")),
        ("okänt:skola", Plain("okänt:skola")),
    ],
)
def test_it_reads(text: str, tree: Node) -> None:
    question = parse(text)
    assert question.tree == tree
    assert question.notices == ()


A, B, C = Plain("a"), Plain("b"), Plain("c")
NEWS, RULINGS = Condition("kind", "nyhet"), Condition("kind", "dom")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a || b", Either((A, B))),
        ("a && b", All((A, B))),
        ("a !b", All((A, Not(B)))),
        ("+a b", All((Must(A), B))),
        ("+(a b) c", All((Must(All((A, B))), C))),
        ('+"a b"', Exact("a b")),
        ("m?ddle", Pattern("m?ddle")),
        ("*hälsa", Pattern("*hälsa")),
        ("*häls*", Pattern("*häls*")),
        ("?kola", Pattern("?kola")),
        ("sk?l*", Pattern("sk?l*")),
        ("skol*, bok", All((Beginning("skol"), Plain("bok")))),
        ("(skol*)", Beginning("skol")),
        ("2021/*318", Pattern("2021/*318")),
        ("skola~", Similar("skola", 1)),
        ("skolan~", Similar("skolan", 2)),
        ("skola~1", Similar("skola", 1)),
        ('"a b"~5', Exact("a b", 5)),
        ("a NÄRA b", Nearby(A, B, 10)),
        ("a NEAR b", Nearby(A, B, 10)),
        ("a NÄRA/5 b", Nearby(A, B, 5)),
        ("a NÄRA(5) b", Nearby(A, B, 5)),
        ("a NEAR/3 b NEAR/3 c", All((Nearby(A, B, 3), Nearby(B, C, 3)))),
        ("c a NÄRA/5 (b ELLER bok)", All((C, Nearby(A, Either((B, Plain("bok"))), 5)))),
        ('"a b" NÄRA sko*', Nearby(Exact("a b"), Beginning("sko"), 10)),
        ("titel: buller", InTitle(Plain("buller"))),
        ("år: 2020", Condition("published", "2020")),
        ("år:1 maj 2019 skola", All((Condition("published", "1 maj 2019"), Plain("skola")))),
        ("datum: förra året", Condition("published", "förra året")),
        ("datum:mellan 2018 och 2020", Condition("published", "mellan 2018 och 2020")),
        ("granskad:sedan 2020 a", All((Condition("reviewed", "sedan 2020"), A))),
        ("år:2019 - 2021", Condition("published", "2019 - 2021")),
        ("år:utan datum", Condition("published", "utan datum")),
        ("a ELLER b typ:nyhet", All((Either((A, B)), NEWS))),
        ("typ:nyhet a ELLER b", All((Either((A, B)), NEWS))),
        ("a typ:nyhet ELLER b typ:dom", All((Either((A, B)), Either((NEWS, RULINGS))))),
        ("a ELLER b -typ:nyhet", All((Either((A, B)), Not(NEWS)))),
        ("typ:nyhet ELLER typ:dom", Either((NEWS, RULINGS))),
        ("a ELLER (b typ:nyhet)", Either((A, All((B, NEWS))))),
        ("(a ELLER b typ:nyhet)", Either((A, All((B, NEWS))))),
    ],
)
def test_it_reads_what_agencies_have_taught(text: str, tree: Node) -> None:
    question = parse(text)
    assert question.tree == tree
    assert question.notices == ()


@pytest.mark.parametrize(
    "text",
    [
        "IT-säkerhet",
        "C++",
        "och/eller",
        "§ 5",
        "a!b",
        "e-post",
        "1-3 år",
        "5+2",
        "5 + 2",
        "är detta sant?",
        "vem kan söka???",
        "1990 - 2000",
        "1990 -2000",
        "https://exempel.se/sida?id=3&namn=*",
        "www.exempel.se/*",
        "anna@exempel.se",
        "kl. 08:30",
        "typ av stöd: skola",
        "OBS! viktigt",
        "Norden & EU",
        "sida | Myndigheten",
        "2*3",
        "~5 procent",
        "nära skolan",
        "Nära skolan",
        "eller och inte",
        "datum: snart kommer våren",
        "ämne: okänt",
        "A/B-test",
        "50%",
        "#skola",
        "- en strecksats",
        "!!!",
        "vad? och hur?",
    ],
)
def test_ordinary_text_holds_no_signs(text: str) -> None:
    question = parse(text)
    assert question.notices == ()
    assert all(isinstance(leaf, Plain) for leaf in leaves(question.tree))
    signs = Not | Either | Nearby | Must
    assert not any(isinstance(node, signs) for node in subtrees(question.tree))
    words = [word for leaf in leaves(question.tree) for word in find_words(leaf.text)]
    assert words == find_words(text)


def test_a_value_of_several_words_is_read_where_the_archive_has_it() -> None:
    known = {("topic", "psykisk hälsa"), ("kind", "dom")}
    tree = parse("ämne: psykisk hälsa typ: dom typ: okänd", lambda *asked: asked in known).tree
    conditions = (Condition("topic", "psykisk hälsa"), RULINGS)
    assert tree == All((*conditions, Plain("typ"), Plain("okänd")))


@pytest.mark.parametrize(
    ("text", "tree", "notice"),
    [
        ('skola "fri bok', All((Plain("skola"), Exact("fri bok"))), "citattecken saknar slut"),
        ("(skola", Plain("skola"), "startparentes saknar slut"),
        ("skola) bok", All((Plain("skola"), Plain("bok"))), "slutparentes saknar början"),
        ("*", NOTHING, r"\* för sig"),
        ("a*b*c*d*e*f", Plain("abcdef"), "högst 4"),
        ("skola NÄRA", All((Plain("skola"), Plain("NÄRA"))), "ett ord på var sida"),
        ("NÄRA skola", All((Plain("NÄRA"), Plain("skola"))), "ett ord på var sida"),
        (
            "typ:dom NÄRA skola",
            All((RULINGS, Plain("NÄRA"), Plain("skola"))),
            "ett ord på var sida",
        ),
    ],
)
def test_what_it_cannot_read_is_said_and_the_rest_is_read(
    text: str, tree: Node, notice: str
) -> None:
    question = parse(text)
    assert question.tree == tree
    with pytest.raises(AssertionError, match=notice):
        raise AssertionError(said(question))


@pytest.mark.parametrize(
    "text",
    [
        "ELLER",
        "OCH",
        "INTE",
        "ELLER ELLER",
        "skola ELLER",
        "ELLER skola",
        "skola INTE",
        "()",
        "-()",
    ],
)
def test_operators_without_operands_are_passed_over(text: str) -> None:
    assert parse(text).tree in {NOTHING, Plain("skola")}


@given(queries)
@example("tİtel:skola")
@example("kınd:nyhet ſpråk:sv")
@example("typ:)typ:(")
@example("-" * 50 + "(" * 50 + "å:" * 50)
def test_any_string_is_read(text: str) -> None:
    question = parse(text)
    assert all(in_swedish(notice) for notice in question.notices)
    assert len(leaves(question.tree)) <= MAX_WORDS
    assert depth(question.tree) <= 3 * MAX_DEPTH


@given(st.lists(st.sampled_from(["skola", "bok", "e-post", "att", "2020", "å"]), max_size=20))
def test_every_word_of_plain_text_is_read(words: list[str]) -> None:
    tree = parse(" ".join(words)).tree
    assert [leaf.text for leaf in leaves(tree) if isinstance(leaf, Plain)] == words


@pytest.mark.parametrize(
    "text",
    [
        "ord " * 500,
        "(ord ELLER " * 200,
        '"' + "ord " * 500 + '"',
        "ord* " * 500,
        "år:2020 " * 500,
        "typ:* " * 500,
        "typ:) ELLER " * 500,
        "-ord " * 500,
        "! ? " * 500,
    ],
)
def test_only_so_many_words_are_read(text: str) -> None:
    question = parse(text)
    words = [word for leaf in leaves(question.tree) for word in find_words(str(leaf))]
    assert len(leaves(question.tree)) <= MAX_WORDS
    assert words.count("ord") <= MAX_WORDS
    assert f"de första {MAX_WORDS} orden" in said(question)


def test_no_limit_is_told_of_when_none_is_reached() -> None:
    question = parse("ord " * MAX_WORDS)
    assert question.tree == All((Plain("ord"),) * MAX_WORDS)
    assert question.notices == ()


@pytest.mark.parametrize(
    "text", ["(" * 200 + "skola" + ")" * 200, "-(" * 200 + "skola", "INTE " * 200 + "skola"]
)
def test_only_so_deep_parentheses_are_read(text: str) -> None:
    question = parse(text)
    assert depth(question.tree) <= 3 * MAX_DEPTH
    assert f"{MAX_DEPTH} nivåers djup" in said(question)


def test_words_within_too_many_parentheses_are_still_looked_for() -> None:
    assert parse("(" * 200 + "skola" + ")" * 200).tree == Plain("skola")


def test_only_so_many_characters_are_read() -> None:
    question = parse(" " * MAX_LENGTH + "skola")
    assert question.tree == NOTHING
    assert f"första {MAX_LENGTH} tecknen" in said(question)


def test_a_notice_is_given_once() -> None:
    question = parse(") ) ) * * **")
    assert len(question.notices) == len(set(map(in_swedish, question.notices))) == 2


@pytest.mark.parametrize(
    "sign", [" ", "\t\n", "(", ")", '"', "-", "*", "typ:(", "titel:", "INTE ", "ELLER ", "e\u0301"]
)
def test_time_stays_bounded(sign: str) -> None:
    with patience():
        parse(sign * 100_000)


@pytest.mark.parametrize(
    ("shouted", "calm"),
    [
        ("RÖKNING INTE TILLÅTEN", "RÖKNING inte TILLÅTEN"),
        ("ANSÖKAN OCH BESLUT", "ANSÖKAN och BESLUT"),
        ("MOBBNING ELLER KRÄNKNING?", "MOBBNING eller KRÄNKNING?"),
        ("SKOLA NÄRA STATION", "SKOLA nära STATION"),
        ("BUSSTIDER OR TRAINS 2019", "BUSSTIDER or TRAINS 2019"),
    ],
)
def test_where_all_is_in_capitals_operators_are_words(shouted: str, calm: str) -> None:
    assert str(parse(shouted).tree).casefold() == str(parse(calm).tree).casefold()


@pytest.mark.parametrize(
    "text",
    [
        "CSN ELLER LSS",
        "NPF INTE ADHD",
        "(BULLER) ELLER TRAFIK",
        "BULLER || TRAFIK",
        "2019 ELLER 2020",
        '"BULLER" ELLER TRAFIK',
        "Buller INTE TRAFIK",
        "BULLER INTE trafik",
        "TITEL:BULLER ELLER TRAFIK",
    ],
)
def test_operators_in_capitals_are_signs_where_not_all_words_are(text: str) -> None:
    assert not isinstance(parse(text).tree, All) or any(
        isinstance(part, Not) for part in parse(text).tree.parts
    )
    assert parse(text).notices == ()
