from __future__ import annotations

from indexer.read.statute import is_printed, read_printed
from tests.read.pages import Read, page

TIGHT = """1 kap. Parker
1 § En park är till för alla som vistas i
kommunen enligt vad som sägs i
2 kap. 3 § och i förordning.
Skötsel av parker
2 § Kommunen sköter sina parker.
Lag (2010:447).
Övergångsbestämmelser
2010:447
1. Denna lag träder i kraft den 1 juli 2010.
2. Äldre bestämmelser gäller för parker som har anlagts dessförinnan och
som kommunen inte har tagit över från staten eller någon annan."""

SPACED = TIGHT.replace("\n1 §", "\n\n1 §").replace("\nSkötsel", "\n\nSkötsel")
SPACED = SPACED.replace("\n2 §", "\n\n2 §").replace("\nÖver", "\n\nÖver")
SPACED = SPACED.replace("\n2010:447\n", "\n\n2010:447\n\n")


def test_the_lines_of_an_act_give_its_chapters_rubrics_and_provisions() -> None:
    for text in (TIGHT, SPACED, SPACED.replace("\n", "\r\n")):
        assert is_printed(text)
        blocks = read_printed(text)
        assert [block.text for block in blocks if block.level] == [
            "1 kap. Parker",
            "Skötsel av parker",
            "Övergångsbestämmelser",
        ]
        assert (
            "1 § En park är till för alla som vistas i kommunen enligt vad som sägs i 2 kap. 3 §"
            in (blocks[1].text)
        )


def test_a_page_of_a_legal_database_has_headings(read_made: Read) -> None:
    made = page(
        '<div class="header"><h1>Databasen</h1></div><div class="c"><div class="f">SFS 2010:1</div>'
        f'<div class="f">Utfärdad: 2010-01-02</div><div class="f"><div>{TIGHT}</div></div></div>'
    )
    (article,), _ = read_made("a.html", made)
    assert [section.heading for section in article.sections] == [
        "",
        "1 kap. Parker",
        "Skötsel av parker",
        "Övergångsbestämmelser",
    ]
    assert str(article.published) == "2010-01-02"


def test_the_lines_of_markup_are_no_lines_of_text(read_made: Read) -> None:
    words = "\n          ".join(["Ord som bryts av den som skriver koden"] * 20)
    (article,), _ = read_made("a.html", page(f"<h1>T</h1><div>{words}</div>"))
    assert len(article.sections[0].paragraphs) == 1
