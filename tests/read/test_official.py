"""Official documents get the title, number and day that are their own; no others do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.read.official import HeadLine, find_official, named_title, take_official
from indexer.read.official.marks import own_reference
from indexer.read.official.page import read_page
from indexer.read.official.printed import parse_printed
from indexer.read.sections import Block
from tests.read.conftest import Outcome
from tests.read.made import docx, pdf

Read = Callable[..., Outcome]

MASTHEAD = """\
Lekverkets författningssamling
ISSN 0000-0000
Utgivare: Anna Exempel

Föreskrifter om ändring i Lekverkets
föreskrifter (LEKFS 2031:2) om gungor;

LEKFS
2032:4
Utkom från trycket
den 9 juli 2032

beslutade den 18 juni 2032.

Lekverket föreskriver med stöd av 4 § lekförordningen (2030:1) att 2 § ska
ha följande lydelse.

Gungor
2 § En gunga ska ha två rep som håller för den som
gungar.

Denna författning träder i kraft den 1 augusti 2032.

ANNA EXEMPEL

Bo Prov
"""


def told(*lines: str) -> tuple[str, str, str]:
    found = find_official([HeadLine(line) for line in lines])
    return found.title, found.reference, str(found.decided or "")


def test_a_regulation_in_plain_text_has_its_own_title_number_and_day(read_made: Read) -> None:
    (article,), findings = read_made("lekfs.txt", MASTHEAD)
    assert (
        article.title
        == "Föreskrifter om ändring i Lekverkets föreskrifter (LEKFS 2031:2) om gungor"
    )
    assert (article.reference, str(article.published)) == ("LEKFS 2032:4", "2032-06-18")
    assert [section.heading for section in article.sections] == ["", "Gungor"]
    assert article.sections[1].paragraphs[0] == (
        "2 § En gunga ska ha två rep som håller för den som gungar."
    )
    assert findings == []


def test_what_is_printed_in_a_pdf_wins_over_what_its_program_noted(read_made: Read) -> None:
    made = pdf(MASTHEAD, info="/Title (Microsoft Word - Mall1) /CreationDate (D:20400101)")
    (article,), _ = read_made("a.pdf", made)
    assert article.title.startswith("Föreskrifter om ändring i Lekverkets")
    assert (article.reference, str(article.published)) == ("LEKFS 2032:4", "2032-06-18")
    assert "FÖRFATTNINGSSAMLING" not in " ".join(one.heading for one in article.sections).upper()


HEAD = "LEKFS 2031:7\nFöreskrifter om gungor;\nbeslutade den 2 maj 2031."


@pytest.mark.parametrize(
    ("name", "made"),
    [("a.pdf", pdf(HEAD)), ("a.docx", docx(*HEAD.split("\n"))), ("a.txt", HEAD)],
)
def test_a_head_alone_is_an_article(read_made: Read, name: str, made: str | bytes) -> None:
    (article,), findings = read_made(name, made)
    assert (article.title, article.reference) == ("Föreskrifter om gungor", "LEKFS 2031:7")
    assert not any(finding.refused for finding in findings)


def test_a_bill_in_word_is_named_by_its_subject(read_made: Read) -> None:
    made = docx(
        "Regeringens proposition",
        "2031/32:7",
        "Fler gungor",
        "Prop. 2031/32:7",
        "Regeringen överlämnar denna proposition till riksdagen.",
        "Stockholm den 3 maj 2032",
        "Anna Exempel",
    )
    (article,), _ = read_made("a.docx", made)
    assert (article.title, article.reference) == ("Fler gungor", "Prop. 2031/32:7")
    assert str(article.published) == "2032-05-03"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            (
                "Kommittédirektiv / Gungor för alla / Dir. / 2031:7"
                " / Beslut vid regeringssammanträde den 2 maj 2031 / Sammanfattning"
            ),
            ("Gungor för alla", "Dir. 2031:7", "2031-05-02"),
        ),
        (
            (
                "Svensk författningssamling / Lag / om ändring i leklagen (2030:1)"
                " / Utfärdad den 2 maj 2031 / SFS / 2031:99 / Publicerad / den / 9 maj 2031"
            ),
            ("Lag om ändring i leklagen (2030:1)", "SFS 2031:99", "2031-05-02"),
        ),
        (
            (
                "Lekutskottets betänkande / 2031/32:LeU7 / Fler gungor / Sammanfattning"
                " / Utskottet avslår motionerna. / Stockholm den 3 maj 2032"
            ),
            ("Fler gungor", "Bet. 2031/32:LeU7", "2032-05-03"),
        ),
        (
            "04FS 2031:7 / Länsstyrelsens föreskrifter om eldning; / beslutade den 2 maj 2031.",
            ("Länsstyrelsens föreskrifter om eldning", "04FS 2031:7", "2031-05-02"),
        ),
        (
            (
                "LEK-FS 2031:7AR / Lekverkets allmänna råd om gungor / Utkom från trycket"
                " / den 9 maj 2031 / Inledning / Lekverket beslutade den 1 maj 2030 om rep."
            ),
            ("Lekverkets allmänna råd om gungor", "LEK-FS 2031:7AR", "2031-05-09"),
        ),
        (
            (
                "GUNGE HOVRÄTT / DOM / 2031-05-02 / Mål nr / T 17-31 / KLAGANDE / AA / SAKEN"
                " / Skadestånd / ÖVERKLAGAT AVGÖRANDE / Dom den 1 maj 2030 i mål T 1-30"
            ),
            ("Dom i mål T 17-31: Skadestånd", "mål T 17-31", "2031-05-02"),
        ),
        (
            (
                "RÅDETS FÖRORDNING (EU) nr 7/2031 / av den 2 maj 2031 / om gungor"
                " / EUROPEISKA UNIONENS RÅD HAR ANTAGIT DENNA FÖRORDNING"
            ),
            (
                "RÅDETS FÖRORDNING (EU) nr 7/2031 av den 2 maj 2031 om gungor",
                "förordning (EU) nr 7/2031",
                "2031-05-02",
            ),
        ),
        (
            "BESLUT / Datum / 2031-05-02 / Dnr / 12-2031 / Kritik mot en nämnd för dröjsmål",
            ("Kritik mot en nämnd för dröjsmål", "12-2031", "2031-05-02"),
        ),
        (
            (
                "Gunge kommuns författningssamling / Reglemente för leknämnden"
                " / Antaget av kommunfullmäktige 2031-05-02, § 7 / Dnr KS 2031/12"
            ),
            ("Reglemente för leknämnden", "KS 2031/12", "2031-05-02"),
        ),
        (
            (
                "SFS nr: 2031:99 / Departement/myndighet: Lekdepartementet"
                " / Rubrik: Leklag (2031:99) / Utfärdad: 2031-05-02"
            ),
            ("Leklag (2031:99)", "SFS 2031:99", "2031-05-02"),
        ),
    ],
)
def test_each_kind_of_document(lines: str, said: tuple[str, str, str]) -> None:
    assert told(*lines.split(" / ")) == said


@pytest.mark.parametrize(
    "lines",
    [
        ("Nya regler för gungor", "LEKFS 2031:2 har ändrats.", "Läs mer", "LEKFS 2031:2"),
        ("Så gungar du säkert", "Lekverket beslutade den 2 maj 2031 om LEKFS 2031:2."),
        ("Lekverkets årsrapport 2031", "Enligt SOU 2030:5 och prop. 2030/31:9 är gungor bra."),
        ("Kommittédirektiv", "Direktiven är regeringens, och trycks enligt SFS 2031:7", "Mer"),
        ("Svensk författningssamling", "Här finns lagar.", "Publicerad den 2 maj 2031"),
        ("Fråga: Vad är Dir. 2031:7?", "Svar: Regeringens direktiv."),
    ],
)
def test_a_document_about_another_is_not_that_document(lines: tuple[str, ...]) -> None:
    assert told(*lines) == ("", "", "")


def test_the_number_and_day_of_an_amended_act_are_not_its_own() -> None:
    lines = MASTHEAD.replace("LEKFS\n2032:4\n", "").split("\n")
    _, reference, decided = told(*filter(None, lines))
    assert (reference, decided) == ("", "2032-06-18")


def test_a_number_that_runs_over_the_pages_is_the_documents_own() -> None:
    lines = (
        "Förord",
        "Gungor.",
        "2 Ds 2031:7",
        "Stockholm i maj 2031",
        "Ds 2031:7 3",
        "4 Ds 2031:7",
    )
    assert told(*lines) == ("", "Ds 2031:7", "2031-05")


def test_margins_beside_the_title_are_no_part_of_it() -> None:
    lines = [
        HeadLine("LEKVERKETS", 20),
        HeadLine("LEKFS 2031:7", 16),
        HeadLine("FÖRFATTNINGSSAMLING", 20),
        HeadLine("GUNG 6", 16),
        HeadLine("Utkom från trycket", 11),
        HeadLine("Föreskrifter om om-", 15, bold=True),
        HeadLine("den 9 maj 2031", 11),
        HeadLine("byggnad av gungor;", 15, bold=True),
        HeadLine("beslutade den 2 maj 2031.", 12),
    ]
    found = find_official(lines)
    assert found.title == "Föreskrifter om ombyggnad av gungor"
    assert found.reference == "LEKFS 2031:7"
    assert found.lines == frozenset(range(9))


@pytest.mark.parametrize(
    ("line", "reference"),
    [
        ("Regeringens skrivelse 2031/32:7", "Skr. 2031/32:7"),
        ("prop. 2031/32:7", "Prop. 2031/32:7"),
        ("LEK-FS 2031:7 (H 64)", "LEK-FS 2031:7"),
        ("NJA 2031 s. 7", "NJA 2031 s. 7"),
        ("enligt LEKFS 2031:7", ""),
        ("(LEKFS 2031:7)", ""),
        ("2031:7", ""),
    ],
)
def test_which_lines_are_a_number(line: str, reference: str) -> None:
    assert own_reference(line) == reference


@pytest.mark.parametrize(
    ("title", "own", "reference"),
    [
        ("Fler gungor ID-nummer: SOU 2031:7", "Fler gungor", "SOU 2031:7"),
        ("Proposition om rep ID-nummer: 2031/32:7", "Proposition om rep", "Prop. 2031/32:7"),
        ("Gungor (LEKFS 2031:7), föreskrifter", "", "LEKFS 2031:7"),
        ("Lekverkets föreskrifter (LEKFS 2031:7) om gungor", "", "LEKFS 2031:7"),
        (
            "Föreskrifter om ändring i föreskrifter (LEKFS 2030:1) om rep LEKFS 2031:7",
            "Föreskrifter om ändring i föreskrifter (LEKFS 2030:1) om rep",
            "LEKFS 2031:7",
        ),
        ("Leklag (2031:99)", "", "SFS 2031:99"),
        ("Remiss av Fler gungor (SOU 2031:7)", "", ""),
        ("Ändringar i leklagen (2031:99)", "", ""),
    ],
)
def test_a_pages_title_tells_whose_number_it_has(title: str, own: str, reference: str) -> None:
    found = read_page(title, [Block("Text.")], headed=True)
    assert (found.title, found.reference) == (own, reference)


def test_a_page_that_is_headed_by_a_number_is_named_by_what_follows() -> None:
    found = read_page("LEKFS 2031:7", [Block("Gungor på skolgårdar och i parker")], headed=True)
    assert (found.title, found.reference) == ("Gungor på skolgårdar och i parker", "LEKFS 2031:7")


def test_a_record_names_the_act_and_not_the_site(read_made: Read) -> None:
    page = (
        "<title>Lagdatabasen</title><main><h2>Sökresultat</h2><p>SFS-nummer · 2031:99 · Register"
        "<p>Leklag (2031:99)<p>Departement: Lekdepartementet<p>Utfärdad: 2031-05-02<p>1 § Lek."
    )
    (article,), _ = read_made("a.html", page)
    assert (article.title, article.reference) == ("Leklag (2031:99)", "SFS 2031:99")
    assert str(article.published) == "2031-05-02"


def test_an_article_about_a_regulation_keeps_its_title(read_made: Read) -> None:
    page = (
        "<main><h1>Ändrade regler om gungor</h1><p>Den 1 juli ändras LEKFS 2031:7."
        "<h2>LEKFS 2031:7</h2><p>Lekverket beslutade den 2 maj 2031 om reglerna.</main>"
    )
    (article,), _ = read_made("a.html", page)
    assert (article.title, article.reference) == ("Ändrade regler om gungor", "")


def test_cells_of_a_row_are_lines_of_their_own() -> None:
    blocks = [
        Block("Regeringens proposition 2031/32:7"),
        Block("Fler gungor | Prop. 2031/32:7"),
        Block("Regeringen överlämnar denna proposition till riksdagen."),
    ]
    found, rest = take_official(blocks)
    assert (found.title, rest) == ("Fler gungor", blocks[2:])


def test_a_letterhead_is_never_the_title() -> None:
    found = find_official([HeadLine("Svensk författningssamling"), HeadLine("SFS 2031:7")])
    assert named_title("Svensk författningssamling", found) == "SFS 2031:7"


def test_printed_text_has_its_headings_and_no_others() -> None:
    lines = [
        *(
            "Innehåll",
            "Gungor",
            "3 §",
            "",
            "1 kap. Inledning",
            "1 § Reglerna gäller lekplatser och",
        ),
        *("(SOU 2030:1) nämnda gårdar.", "", "1. gungor", "2. rutschbanor", "", "Undantag", ""),
        *("2 § Verket får medge undantag.", "", "4", "", "Reglerna träder i kraft den 1 maj 2031."),
        *("", "ANNA EXEMPEL", "", "Bo Prov", "(Rättsenheten)"),
    ]
    blocks = parse_printed(lines)
    assert [one.text for one in blocks if one.level] == ["Innehåll", "1 kap. Inledning", "Undantag"]
    assert "1 § Reglerna gäller lekplatser och (SOU 2030:1) nämnda gårdar." in [
        one.text for one in blocks
    ]


def test_the_number_and_day_of_a_decision_may_stand_on_one_line(read_made: Read) -> None:
    head = "OMBUDSMANNEN\nBESLUT\nDatum 2031-02-08   Dnr 1234-2030"
    made = f"{head}\n\nKritik mot en nämnd för dröjsmål\n\nNämnden dröjde. Den får kritik."
    (article,), _ = read_made("a.txt", made)
    assert article.title == "Kritik mot en nämnd för dröjsmål"
    assert (article.reference, str(article.published)) == ("1234-2030", "2031-02-08")


def test_the_number_of_a_page_may_stand_over_its_title(read_made: Read) -> None:
    head = "<p>Exempelverket</p><p>BESLUT</p><p>2031-11-05</p><p>Dnr 4.1-2030/345</p>"
    inner = "<h1>Tillsyn av gungor</h1><h2>Skäl</h2><p>Gungorna brister, och de ska lagas.</p>"
    (article,), _ = read_made("a.html", f"<html><body>{head}{inner}</body></html>")
    assert (article.title, article.reference) == ("Tillsyn av gungor", "4.1-2030/345")


def test_the_lines_of_a_letterhead_are_no_headings(read_made: Read) -> None:
    head = "HOVRÄTTEN\n\nDOM\n\n2031-06-03\n\nMål nr T 170-30\n\nPART\n\nAnna Ek\n\nSAKEN\n\nGungor"
    made = f"{head}\n\nSKÄL\n\nHovrätten finner att gungan var hel. Den ändrar därför inte domen."
    (article,), _ = read_made("a.txt", made)
    assert [section.heading for section in article.sections if section.heading] == ["SKÄL"]
