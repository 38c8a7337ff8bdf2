"""The text of an article as it was laid out."""

from __future__ import annotations

from itertools import count

import pytest

from indexer.search.answer import Snippet
from webui.present.body import BodyBlock, lay_out
from webui.present.text import place_in_source


def laid_out(*paragraphs: str) -> list[BodyBlock]:
    return list(lay_out((text, ()) for text in paragraphs))


def test_rows_become_a_table_with_named_columns() -> None:
    (table,) = laid_out("Kommun | Antal", "Lund | 12", "Umeå | 7", "| 9")
    assert table.header == ("Kommun", "Antal")
    assert table.rows == (("Lund", "12"), ("Umeå", "7"), ("", "9"))


@pytest.mark.parametrize(
    "rows",
    [
        ("Telefon | 0771-10", "Post | Lund", "Besök | Umeå"),
        ("Lund | 12", "Umeå | 7"),
        ("Rubrik | två", "a | b | c"),
    ],
)
def test_a_row_of_facts_names_no_columns(rows: tuple[str, ...]) -> None:
    (table,) = laid_out(*rows)
    assert not table.header
    assert len(table.rows) == len(rows)
    assert len({len(row) for row in table.rows}) == 1


def test_items_become_lists_that_keep_their_numbers() -> None:
    blocks = laid_out("• luft", "• ljus", "Sedan:", "3. mät", "4. skriv", "1. börja", "2. om")
    assert [block.items for block in blocks] == [
        ("luft", "ljus"),
        (),
        ("mät", "skriv"),
        ("börja", "om"),
    ]
    assert [block.start for block in blocks] == [None, None, 3, 1]


@pytest.mark.parametrize("text", ["2016. Ett år", "a | b", "- Ja, sade hon.", "a|b", ""])
def test_what_stands_alone_stays_a_paragraph(text: str) -> None:
    (block,) = laid_out(text)
    assert block == BodyBlock(block.text)
    assert block.text == text


def test_marks_and_their_numbers_follow_their_words() -> None:
    paragraphs = [("• mät luft", ((6, 10),)), ("• vila", ()), ("a | luft", ((4, 8),)), ("| b", ())]
    ids = (f"m{number}" for number in count(1))
    items, table = lay_out(paragraphs, ids)
    assert items.items == ('mät <mark id="m1">luft</mark>', "vila")
    assert table.rows[0] == ("a", '<mark id="m2">luft</mark>')


def test_text_is_escaped_in_lists_and_tables() -> None:
    items, table = laid_out("• <b>", "• c", "<i> | b", "c | d")
    assert items.items[0] == "&lt;b&gt;"
    assert table.rows[0][0] == "&lt;i&gt;"


@pytest.mark.parametrize(
    ("text", "word", "quoted"),
    [
        ("• mät luft\n• vila", "luft", "m%C3%A4t%20luft"),
        ("Hej.\n12. mät luft", "luft", "m%C3%A4t%20luft"),
        ("Rum | luft i sal | 40", "luft", "luft%20i%20sal"),
        ("… vi mäter luft … Annat.", "luft", "vi%20m%C3%A4ter%20luft"),
    ],
)
def test_a_link_to_the_place_quotes_one_item_or_cell(text: str, word: str, quoted: str) -> None:
    start = text.index(word)
    link = place_in_source("https://exempel.se/a", Snippet(text, ((start, start + len(word)),)))
    assert link == f"https://exempel.se/a#:~:text={quoted}"


def test_a_mark_over_several_cells_is_shown_in_each() -> None:
    paragraphs = [("Lund | 12 elever", ((0, 16),)), ("Umeå | 7", ())]
    (table,) = lay_out(paragraphs)
    assert table.rows[0] == ("<mark>Lund</mark>", "<mark>12 elever</mark>")
    (items,) = lay_out([("• luft och ljus", ((0, 6),)), ("• vila", ())])
    assert items.items == ("<mark>luft</mark> och ljus", "vila")
