from __future__ import annotations

import doctest

import pytest

from indexer.read import pdf_accents, pdf_groups, pdf_headings, pdf_lines, pdf_styles, pdf_words
from indexer.read.pdf_furniture import drop_furniture
from indexer.read.pdf_layout import lay_out
from indexer.read.pdf_lines import Cell, Line, Page
from indexer.read.pdf_words import NO_WORDS, OwnWords, join_lines
from indexer.read.sections import Block

LONG = "En ganska lång rad som fyller ut hela spaltens bredd med"
TEXT = "Alla elever ska få det stöd som de har rätt till enligt lagen, och det i god tid före prov."


def line(  # noqa: PLR0913 - a line's places and styles
    text: str,
    row: float = 0,
    *,
    size: float = 10,
    bold: bool = False,
    italic: bool = False,
    left: float = 50,
) -> Line:
    bottom = 790 - 14 * row
    return Line(text, bottom + size, bottom, left, left + 5 * len(text), bold, italic)


def parted(left: str, right: str, row: float = 0) -> Line:
    """Return a line with two cells far apart."""
    cells = Cell(left, 50, 50 + 5 * len(left)), Cell(right, 320, 320 + 5 * len(right))
    one = line(f"{left} {right}", row)
    return Line(one.text, one.top, one.bottom, 50, cells[1].right, bold=False, cells=cells)


def blocks(*lines: Line) -> list[Block]:
    return [placed.block for placed in lay_out([list(lines)])]


def headings(*lines: Line) -> list[str]:
    return [block.text for block in blocks(*lines) if block.level]


@pytest.mark.parametrize(
    "module", [pdf_accents, pdf_groups, pdf_headings, pdf_lines, pdf_styles, pdf_words]
)
def test_what_the_examples_say_holds(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


class TestWords:
    @pytest.mark.parametrize(
        ("first", "second", "joined"),
        [
            ("psyko-", "sociala insatser", "psykosociala insatser"),
            ("av-", "stavning", "avstavning"),
            ("in-", "till dess", "intill dess"),
            ("mod-", "eller för arbetet", "modeller för arbetet"),
            ("barn-", "och ungdomspsykiatri", "barn- och ungdomspsykiatri"),
            ("för-", "respektive nackdelar", "för- respektive nackdelar"),
            ("EU-", "kommissionen", "EU-kommissionen"),
            ("IT-", "avtalet", "IT-avtalet"),
            ("e-", "tjänsten", "e-tjänsten"),
            ("tv-", "program", "tv-program"),
            ("Anna-", "Karin", "Anna-Karin"),
            ("covid-", "19", "covid-19"),
            ("2019-", "2020", "2019-2020"),
            ("FÖRFATTNINGS-", "SAMLING", "FÖRFATTNINGSSAMLING"),
            ("elev\N{SOFT HYPHEN}", "hälsa", "elevhälsa"),
            ("Å r 1986 och Ö vriga", "", "År 1986 och Övriga"),
            ("Å andra sidan", "", "Å andra sidan"),
        ],
    )
    def test_a_hyphen_at_a_line_s_end_stays_where_it_is_the_word_s(
        self, first: str, second: str, joined: str
    ) -> None:
        assert join_lines([first, second] if second else [first], NO_WORDS) == joined

    def test_the_document_s_own_words_go_before_the_dictionary_s(self) -> None:
        words = OwnWords(["Vi talar om kost-nytta och om epost."])
        assert join_lines(["kost-", "nytta"], words) == "kost-nytta"
        assert join_lines(["e-", "post"], words) == "epost"


class TestParagraphs:
    def test_lines_are_joined_and_words_made_whole(self) -> None:
        found = blocks(line(f"{LONG} elevhälso-"), line("arbete, läs-", 1), line("och skriv", 2))
        assert found[0].text.startswith(f"{LONG} elevhälsoarbete, läs-")

    def test_space_parts_them(self) -> None:
        assert len(blocks(line(LONG), line(LONG, 1), line(LONG, 3), line(LONG, 4))) == 2

    def test_short_lines_are_not_joined(self) -> None:
        assert len(blocks(line(LONG), line("Sundsvall.", 2), line("Lärmiljömyndigheten", 3))) == 3

    def test_names_below_each_other_are_not_joined(self) -> None:
        names = ["Anna Breman", "Per Jansson", "Aino Bunge"]
        found = blocks(
            line(LONG), line(LONG, 1), *(line(name, 3 + i) for i, name in enumerate(names))
        )
        assert [block.text for block in found[1:]] == names

    def test_a_line_that_begins_with_a_figure_goes_on_in_a_narrow_column(self) -> None:
        wide = line("Något som är mycket bredare " * 3, 0)
        column = [line(f"{LONG} inflationen når", 3), line(f"2 procent {LONG}", 4), line(LONG, 5)]
        assert len(blocks(wide, *column)) == 2

    def test_bold_words_of_a_sentence_do_not_part_it(self) -> None:
        full = f"{LONG} och mer av det"
        found = blocks(line(full), line(full.lower(), 1, bold=True), line("till dess slut.", 2))
        assert len(found) == 1

    def test_a_line_under_its_number_s_text_goes_on(self) -> None:
        found = blocks(
            line(f"K2.1 {LONG} inte är ett"), line("offentligt organ ska drivas så.", 1, left=90)
        )
        assert len(found) == 1

    def test_it_goes_on_after_a_footnote_on_the_next_page(self) -> None:
        note = line("1 Se rapporten om skolan, s. 12.", 50, size=7)
        first: Page = [line(LONG), line("som inte slutar här utan med", 1), note]
        placed = lay_out([first, [line("fortsättningen på nästa sida."), line(LONG, 2)]])
        assert placed[0].block.text.endswith("här utan med fortsättningen på nästa sida.")
        assert placed[1].block.text == note.text

    def test_items_of_a_list_stand_by_themselves(self) -> None:
        assert len(blocks(line("• ett"), line("• två", 1), line("– tre", 2))) == 3

    def test_a_dash_within_a_sentence_begins_no_item(self) -> None:
        full = f"{LONG} och mer av det"
        assert len(blocks(line(full), line("– om så är – till slut.", 1))) == 1

    def test_what_follows_an_item_at_its_mark_is_a_paragraph(self) -> None:
        found = blocks(line("• ett kort."), line(f"Dessutom {LONG}", 1), line("mer.", 2))
        assert [(block.mark, block.text[:8]) for block in found] == [
            ("• ", "ett kort"),
            ("", "Dessutom"),
        ]


class TestHeadings:
    def test_larger_letters_and_bold_lines_are(self) -> None:
        found = blocks(
            line("Rapporten", size=20),
            line("Kapitel", 3, size=14),
            line("Avsnitt", 5, bold=True),
            line(LONG, 6),
        )
        assert [(block.text, block.level) for block in found] == [
            ("Rapporten", 1),
            ("Kapitel", 2),
            ("Avsnitt", 3),
            (LONG, 0),
        ]

    @pytest.mark.parametrize(
        "heading",
        [
            line("Bakgrund", 3, italic=True),
            line("1.2 Krav på buller", 3),
            line("2 kap. Allmänna bestämmelser", 3),
            line("SKÄLEN FÖR BESLUTET", 3),
            line("Bättre rätt till formgivning", 3),
            line("Bakgrund m.m.", 3, bold=True),
            line("4 § Krav", 3, bold=True),
            line("Bilaga 2", 3, size=14),
        ],
        ids=lambda one: one.text,
    )
    def test_these_are(self, heading: Line) -> None:
        assert headings(line(TEXT), heading, line(TEXT, 4.5)) == [heading.text]

    @pytest.mark.parametrize(
        "text",
        [
            line("1 § Den som bedriver en verksamhet ska se till att ingen störs.", 3, bold=True),
            line("– en post i en lista", 3, italic=True),
            line("AFFS 2008:8", 3, size=14),
            line("Dir. 2009:71", 3, size=14),
            line("BFS 1992:46 BAB 13", 3, bold=True),
            line("Saknr M 16", 3, bold=True),
            line("ISSN 1654-0832", 3, bold=True),
            line("Ansvarig utgivare: Eva Exempel", 3, bold=True),
            line("Den 3 mars 2019", 3, bold=True),
            line("Citrusfrukter 0,01 0,02 0,05", 3, bold=True),
            line("Tabell 3. Antal skolor", 3, bold=True),
            line("Myndigheten har beslutat så.", 3, bold=True),
        ],
        ids=lambda one: one.text,
    )
    def test_these_are_not(self, text: Line) -> None:
        assert headings(line(TEXT), text, line(TEXT, 6)) == []

    def test_a_bold_beginning_makes_no_heading(self) -> None:
        cut = line(f"1 § {LONG} som", 3, bold=True)
        assert headings(line(TEXT), cut, line("bullrar i närheten av bostäder.", 4)) == []

    def test_a_signature_is_none(self) -> None:
        signed = [line("EVA EXEMPEL", 4), line("Bo Bengtsson", 6), line("(Juridiska enheten)", 7)]
        assert headings(line(TEXT), line(TEXT, 1), *signed) == []

    def test_what_ends_the_document_is_none(self) -> None:
        assert headings(line(TEXT), line("Postadress", 4, bold=True)) == []

    def test_its_lines_belong_together(self) -> None:
        first, second = (
            line("4 Rättsinformation i övriga", 3, size=14),
            line("Europa", 5, size=14, left=70),
        )
        assert headings(line(TEXT), first, second, line(TEXT, 7)) == [
            "4 Rättsinformation i övriga Europa"
        ]

    def test_a_table_of_contents_has_none(self) -> None:
        rows = [line(f"{number}.1 Krav på buller", 3 + 2 * number) for number in range(1, 8)]
        assert headings(line(TEXT), *rows, line("Ett slut.", 30)) == []
        rows = [line(f"Krav på buller {page}", page, bold=True) for page in range(3, 9)]
        assert headings(line(TEXT), *rows, line(TEXT, 12)) == []

    def test_a_table_in_bold_has_none(self) -> None:
        rows = [
            line(f"Ämne {letter}", 2 * number, bold=number % 2 == 0)
            for number, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö" * 2)
        ]
        assert headings(line(TEXT, -3), *rows) == []


class TestColumns:
    def test_those_drawn_row_by_row_are_read_one_after_the_other(self) -> None:
        rows = [
            ("Vänster spalt handlar om", "Höger spalt handlar om"),
            ("skolans rektorer och deras", "förskolans lokaler och den"),
            ("pedagogiska ledarskap i", "fysiska miljön för barn"),
            ("grundskolan.", "på gården."),
        ]
        found = blocks(*(parted(*row, place) for place, row in enumerate(rows)))
        assert [block.text for block in found] == [
            " ".join(left for left, _ in rows),
            " ".join(right for _, right in rows),
        ]

    def test_rows_of_a_table_have_cells(self) -> None:
        found = blocks(
            parted("Kommun", "Andel"), parted("Storstad", "84,2", 1), parted("Lillby", "79", 2)
        )
        assert [block.text for block in found] == [
            "Kommun | Andel",
            "Storstad | 84,2",
            "Lillby | 79",
        ]

    def test_a_number_before_its_text_is_no_cell(self) -> None:
        found = blocks(parted("1.", "Ett krav"), parted("2.", "Ett annat krav", 1))
        assert [block.text for block in found] == ["1. Ett krav", "2. Ett annat krav"]

    def test_what_was_drawn_late_stands_where_it_is_seen(self) -> None:
        found = blocks(line(TEXT, 5), line("Rubriken", 0, size=16), line("Sist.", 9))
        assert [block.text for block in found] == ["Rubriken", TEXT, "Sist."]


class TestFurniture:
    def pages(self, number: int) -> list[Page]:
        return [
            [line("Myndigheten"), line(f"Text om {text}", 5), line(f"Sida {page} av {number}", 50)]
            for page, text in zip(range(1, number + 1), "abcdefgh", strict=False)
        ]

    @pytest.mark.parametrize("number", [2, 3, 8])
    def test_what_pages_share_at_their_edges_goes(self, number: int) -> None:
        left = [[one.text for one in page] for page in drop_furniture(self.pages(number))]
        assert left == [[f"Text om {letter}"] for letter in "abcdefgh"[:number]]

    def test_a_single_page_keeps_its_lines_but_not_its_number(self) -> None:
        (page,) = drop_furniture(self.pages(1))
        assert [one.text for one in page] == ["Myndigheten", "Text om a"]

    def test_heads_that_alternate_go_with_the_page_numbers_in_them(self) -> None:
        pages = [
            [
                line(f"{page} Årsredovisning" if page % 2 else f"Myndigheten {page}", left=50),
                *(line(f"{word} {page * 7}", 5 + row) for row, word in enumerate("abcdefghijkl")),
            ]
            for page in range(11, 15)
        ]
        assert [page[0].text[0] for page in drop_furniture(pages)] == ["a"] * 4

    def test_a_chapter_s_name_on_its_few_pages_goes(self) -> None:
        pages = [
            [
                line(f"{page // 3} Kapitlet om {'abcdefghijklm'[page // 3]}", size=8),
                *(line(f"{word} {page * 7}", 5 + row) for row, word in enumerate("abcdefghijkl")),
            ]
            for page in range(39)
        ]
        assert {page[0].text[0] for page in drop_furniture(pages)} == {"a"}

    def test_numbered_headings_on_pages_of_their_own_stay(self) -> None:
        pages = [
            [line(f"Bilaga {n}"), line(f"Om {n}", 5), line(f"{n + 8}", 50)] for n in range(1, 4)
        ]
        left = [[one.text for one in page] for page in drop_furniture(pages)]
        assert left == [[f"Bilaga {n}", f"Om {n}"] for n in range(1, 4)]
