from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.article import Section
from indexer.read.html import read_fragment
from tests.read.conftest import Outcome

Read = Callable[..., Outcome]

PAGE = """<!doctype html>
<html lang="sv-SE"><head>
<meta charset="utf-8">
<title>Buller i skolan - Exempelverket</title>
<meta property="og:site_name" content="Exempelverket">
<meta name="keywords" content="Buller, Skollokaler, buller">
<meta name="dcterms.type" content="vägledning">
<meta name="dcterms.publisher" content="Exempelverket">
<meta name="dcterms.identifier" content="EX 2020:4">
<meta property="article:modified_time" content="2021-02-03T10:00:00+01:00">
<link rel="canonical" href="/stod/buller">
<script>var spår = "ska inte läsas";</script>
</head><body>
<a class="skip-link" href="#c">Hoppa till innehållet</a>
<div class="cookie-banner"><p>Vi använder kakor.</p><button>Godkänn</button></div>
<header class="site-header"><a href="/">Exempelverket</a><form>Sök</form></header>
<nav class="breadcrumbs"><ol><li>Start</li><li>Stöd</li></ol></nav>
<main id="c">
  <h1>Buller i skolan</h1>
  <p class="date">Publicerad: 6&nbsp;maj&nbsp;2020</p>
  <p class="ingress">Lugn och ro ger elev&shy;hälsa.</p>
  <p>Fri- och
     rättigheter gäller <em>alla</em>.</p>
  <h2>Gränsvärden</h2>
  <table><tr><th>Rum</th><th>Nivå</th></tr><tr><td><p>Matsal</p></td><td>40 dBA</td></tr></table>
  <h3>Gör så här</h3>
  <ul><li>Mät<ul><li>i matsalen</li></ul></li><li>Åtgärda</li></ul>
  <div class="related"><h2>Läs mer</h2><ul><li><a href="/x">Ventilation</a></li></ul></div>
  <h2>Dela sidan</h2><ul><li><a href="#">E-post</a></li></ul>
  <aside><h2>Kontakt</h2><p>Ring växeln.</p></aside>
</main>
<footer><p>Sidan granskades den 7 mars 2022</p><p>Box 1</p></footer>
</body></html>"""


def test_a_whole_page(read_made: Read) -> None:
    (article,), findings = read_made("buller.html", PAGE, url="https://exempel.se/arkiv/")
    assert findings == []
    assert article.title == "Buller i skolan"
    assert article.summary == "Lugn och ro ger elevhälsa."
    assert article.sections == (
        Section("", ("Fri- och rättigheter gäller alla.",)),
        Section("Gränsvärden", ("Rum | Nivå", "Matsal | 40 dBA")),
        Section("Gör så här", ("• Mät", "• i matsalen", "• Åtgärda")),
    )
    dates = (str(article.published), str(article.reviewed), str(article.updated))
    assert dates == ("2020-05-06", "2022-03-07", "2021-02-03")
    assert article.topics == ("Buller", "Skollokaler")
    assert (article.kind, article.language) == ("vägledning", "sv")
    assert (article.publisher, article.reference) == (("Exempelverket",), "EX 2020:4")
    assert article.url == "https://exempel.se/stod/buller"


GRAPH = """<script type="application/ld+json">{"@graph": [
{"@type": "Organization"}, {"@type": "NewsArticle", "datePublished": "2020-05-06"}]}</script>"""


def body(inner: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{inner}</body></html>"


@pytest.mark.parametrize(
    ("head", "inner", "title"),
    [
        ("<title>A</title>", "<main><h1>B</h1><p>Text.</p></main>", "B"),
        ("<title>Buller | Verket</title>", "<p>Text.</p>", "Buller"),
        ("<title>Buller - så dämpas det</title>", "<p>Text.</p>", "Buller - så dämpas det"),
        (
            "<title>Buller - Verket</title><meta property='og:site_name' content='Verket'>",
            "<p>Text.</p>",
            "Buller",
        ),
        ("<meta property='og:title' content='C'><title>D</title>", "<p>Text.</p>", "C"),
        (
            "<title>A</title>",
            "<header><h1>Verket</h1></header><main>En text om buller i skolan.</main>",
            "A",
        ),
        ("<title>Buller - Exempelverket</title>", "<p>Text.</p>", "Buller"),
        ("<title>Exempelverket - Buller</title>", "<p>Text.</p>", "Exempelverket - Buller"),
        ("<title>Buller – Storstads kommun</title>", "<p>Text.</p>", "Buller"),
        ("<title>Buller - www.verket.se</title>", "<p>Text.</p>", "Buller"),
        ("<meta property='og:title' content='Buller - Verket.se'>", "<p>Text.</p>", "Buller"),
        ("<title>Skola | Barn | Verket</title>", "<p>Text.</p>", "Skola"),
        (
            "<title>Verket - Buller</title><meta name='dcterms.publisher' content='Verket'>",
            "<p>Text.</p>",
            "Buller",
        ),
        ("<title>Buller | Verket</title>", "<h1>Buller <span>Nr: 4</span></h1><p>A.</p>", "Buller"),
        ("<title>Buller</title>", "<main><h1>Verket</h1><h1>Buller</h1>Text.</main>", "Buller"),
        ("", "<h2>Rubrik</h2><p>Text.</p>", "Rubrik"),
        ("", "<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>", "<script>alert(1)</script>"),
    ],
)
def test_titles(read_made: Read, head: str, inner: str, title: str) -> None:
    (article,), _ = read_made("a.html", body(inner, head))
    assert article.title == title


def test_a_page_without_title_gets_its_file_name_and_is_reported(read_made: Read) -> None:
    (article,), findings = read_made("årsplan 2020.html", body("<p>Text.</p>"))
    assert article.title == "årsplan 2020"
    assert any("titel saknas" in f.reason and not f.refused for f in findings)


@pytest.mark.parametrize(
    "markup",
    [
        "<article>{}</article>",
        '<div role="main">{}</div>',
        '<div id="content">{}</div>',
        '<form id="aspnetForm"><div class="has-menu">{}</div></form>',
        "<table><tr><td>Meny</td><td>{}</td></tr></table>",
        "{}",
    ],
)
def test_where_the_main_content_may_lie(read_made: Read, markup: str) -> None:
    content = "<h1>Titel</h1><p>Det som ska läsas är den här texten.</p>"
    page = body('<div class="menu">Meny</div>' + markup.format(content))
    (article,), _ = read_made("a.html", page)
    assert article.title == "Titel"
    assert article.sections == (Section("", ("Det som ska läsas är den här texten.",)),)


def test_an_empty_main_does_not_hide_the_text(read_made: Read) -> None:
    page = body("<main></main><div><h1>Titel</h1><p>All text ligger utanför.</p></div>")
    (article,), _ = read_made("a.html", page)
    assert article.sections == (Section("", ("All text ligger utanför.",)),)


@pytest.mark.parametrize(
    "name", ["social-omsorg", "dela-pa-ansvaret", "print-visible", "relationer", "footnotes"]
)
def test_names_that_only_resemble_furniture(read_made: Read, name: str) -> None:
    inner = f'<main><h1>T</h1><p>{"Längre text. " * 9}</p><div class="{name}">Behåll.</div></main>'
    (article,), _ = read_made("a.html", body(inner))
    assert article.sections[0].paragraphs[-1] == "Behåll."


def test_a_box_of_links_is_left_out_but_a_text_with_that_heading_is_not(read_made: Read) -> None:
    inner = (
        "<main><h1>T</h1><p>Inledning till ämnet.</p>"
        "<h2>Läs mer</h2><p>I handboken finns <a href='#'>fler råd</a> om ljud i skolan.</p>"
        "<h2>Relaterat</h2><ul><li><a href='#'>Ventilation</a></li></ul></main>"
    )
    (article,), _ = read_made("a.html", body(inner))
    assert article.sections == (
        Section("", ("Inledning till ämnet.",)),
        Section("Läs mer", ("I handboken finns fler råd om ljud i skolan.",)),
    )


def test_line_breaks_part_paragraphs_only_when_doubled() -> None:
    assert read_fragment("<div>Ett<br>två<br> <br>tre</div>") == (Section("", ("Ett två", "tre")),)


def test_words_stay_whole_and_apart() -> None:
    html = "<p>elev<b>hälsa</b> i<br>skolan</p>text efter<div>ny <span>rad</span></div>"
    assert read_fragment(html) == (Section("", ("elevhälsa i skolan", "text efter", "ny rad")),)


def test_a_heading_without_text_after_it_is_kept() -> None:
    assert read_fragment("<p>Text.</p><h2>Slutord</h2>") == (Section("", ("Text.", "Slutord")),)


@pytest.mark.parametrize(
    ("inner", "published", "reviewed", "updated"),
    [
        ("<p>Senast granskad 3 maj 2021</p>", "None", "2021-05-03", "None"),
        ("<p>Sidan uppdaterades den 3 maj 2021</p>", "None", "None", "2021-05-03"),
        ("<dl><dt>Publicerad</dt><dd>2021-05-03</dd></dl>", "2021-05-03", "None", "None"),
        ("<p>Publicerad: <time>3 maj 2021</time></p>", "2021-05-03", "None", "None"),
        ("<p><time datetime='2021-05-03'>i våras</time></p>", "2021-05-03", "None", "None"),
        ("<p>Granskad <time datetime='2021-05-03'>i fjol</time></p>", "None", "2021-05-03", "None"),
        ("<p>Vi ses <time datetime='2021-05-03'>3 maj</time>.</p>", "None", "None", "None"),
        ("<footer><p>Publicerad 2021-05-03</p></footer>", "2021-05-03", "None", "None"),
        ("<aside><ul><li>Publicerad 2021-05-03</li></ul></aside>", "None", "None", "None"),
        ("<time itemprop='dateModified' datetime='2021-05-03'>", "None", "None", "2021-05-03"),
        ("<p>Mötet är 3 maj 2021 i Borås.</p>", "None", "None", "None"),
    ],
)
def test_dates_on_the_page(
    read_made: Read, inner: str, published: str, reviewed: str, updated: str
) -> None:
    page = body(f"<main><h1>T</h1><p>Text före.</p>{inner}<p>Text efter.</p></main>")
    (article,), _ = read_made("a.html", page)
    found = (str(article.published), str(article.reviewed), str(article.updated))
    assert found == (published, reviewed, updated)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2020-05-06T08:00:00Z">',
        '<meta name="DCTERMS.issued" content="2020-05-06">',
        '<meta name="DC.Date" content="6 maj 2020">',
        GRAPH,
    ],
)
def test_dates_in_the_head(read_made: Read, head: str) -> None:
    (article,), _ = read_made("a.html", body("<h1>T</h1><p>Text.</p>", head))
    assert str(article.published) == "2020-05-06"
    assert article.kind == ("nyhet" if "NewsArticle" in head else "")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ('<meta property="og:type" content="website">', ""),
        ('<meta property="og:type" content="article">', ""),
        ('<meta name="DC.Type" content="Text">', ""),
        ('<meta name="dcterms.type" content="Text.Article">', ""),
        ('<meta name="DC.type" content="StandardPage">', ""),
        ('<meta name="DC.type" content="text/html; charset=utf-8">', ""),
        ('<meta name="DC.type" content="föreskrift">', "föreskrift"),
        ('<meta name="og:type" content="article"><meta name="DC.type" content="dom">', "dom"),
    ],
)
def test_what_only_says_that_a_page_is_a_page_is_no_kind(
    read_made: Read, head: str, kind: str
) -> None:
    (article,), _ = read_made("a.html", body("<h1>T</h1><p>Text.</p>", head))
    assert article.kind == kind


def test_an_impossible_date_in_the_head_is_reported(read_made: Read) -> None:
    head = '<meta name="dcterms.issued" content="2020-02-31">'
    (article,), findings = read_made("a.html", body("<h1>T</h1><p>Text.</p>", head))
    assert article.published is None
    assert "datumet ”2020-02-31” finns inte" in [finding.reason for finding in findings]


@pytest.mark.parametrize(
    "script", ["{", "[" * 100_000, '"text"', '{"headline": 1, "keywords": {}}']
)
def test_broken_json_ld_is_passed_over(read_made: Read, script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    (article,), _ = read_made("a.html", body("<h1>T</h1><p>Text.</p>", head))
    assert article.title == "T"


@pytest.mark.parametrize(
    ("declared", "encoding", "doubted"),
    [
        ("iso-8859-1", "cp1252", False),
        ("windows-1252", "cp1252", False),
        ("iso-8859-1", "utf-8", False),
        ("utf-8", "cp1252", True),
        ("finns-inte", "cp1252", True),
        ("unicode_escape", "cp1252", True),
        ("utf-16", "cp1252", True),
        ("iso-8859-15", "iso-8859-15", False),
    ],
)
def test_encodings_right_and_wrong(
    read_made: Read,
    declared: str,
    encoding: str,
    doubted: bool,  # noqa: FBT001
) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    page = body("<h1>Årsplan</h1><p>Elevhälsa på gården.</p>", head).encode(encoding)
    (article,), findings = read_made("a.html", page)
    assert article.title == "Årsplan"
    assert article.sections == (Section("", ("Elevhälsa på gården.",)),)
    assert any("windows-1252" in finding.reason for finding in findings) is doubted


def test_only_web_addresses_become_addresses(read_made: Read) -> None:
    head = '<link rel="canonical" href="javascript:alert(1)">'
    (article,), _ = read_made("a.html", body("<h1>T</h1><p>Text.</p>", head))
    assert article.url == ""


def test_a_nul_byte_does_not_end_the_page(read_made: Read) -> None:
    (article,), _ = read_made("a.html", body("<h1>T</h1><p>Text före\0 och efter.</p>"))
    assert article.sections == (Section("", ("Text före och efter.",)),)


def test_five_thousand_levels_are_read_as_far_as_may_be_and_reported(read_made: Read) -> None:
    page = body("<h1>T</h1><p>Text.</p>" + "<div>" * 5000 + "djup" + "</div>" * 5000)
    (article,), findings = read_made("a.html", page)
    assert article.sections == (Section("", ("Text.",)),)
    assert any("nästlad" in finding.reason and not finding.refused for finding in findings)


def test_entities_are_not_expanded_and_nothing_is_fetched(read_made: Read, tmp_path: Path) -> None:
    (tmp_path / "hemlig.ini").write_text("HEMLIGT", encoding="utf-8")
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    bomb += f'<!ENTITY c SYSTEM "file://{tmp_path}/hemlig.ini">]>'
    (article,), _ = read_made("a.html", bomb + body("<h1>T</h1><p>Text &b; &c;</p>"))
    text = " ".join(paragraph for _, paragraph, _ in article.passages())
    assert "aaaaaaaaaa" not in text
    assert "HEMLIGT" not in text


@pytest.mark.parametrize("html", ["<html><body></body></html>", "<!-- bara en kommentar -->", "<a"])
def test_a_page_without_text_is_refused(read_made: Read, html: str) -> None:
    articles, (finding,) = read_made("a.html", html)
    assert articles == []
    assert (finding.item, finding.reason) == ("arkiv/a.html", "sidan har ingen text")
    assert finding.remedy


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("<ol><li>Mät<li>Åtgärda</ol><p>Slut", ("1. Mät", "2. Åtgärda", "Slut")),
        ("<ol start=4><li>Mät</ol><ol start=x><li>Nytt</ol>", ("4. Mät", "1. Nytt")),
        ("<ul><li><p>Mät</p><p>Länge.</p><li></ul><p>Slut", ("• Mät", "Länge.", "Slut")),
        ("<table><tr><td><th>Mål<th>Nivå</table>", ("| Mål | Nivå",)),
    ],
)
def test_lists_and_tables_keep_their_marks(html: str, paragraphs: tuple[str, ...]) -> None:
    assert read_fragment(html)[0].paragraphs == paragraphs


def test_nested_rows_take_linear_time() -> None:
    html = "<table><tr><td>a</td><td>" * 60 + "slut"
    paragraphs = read_fragment(html)[0].paragraphs
    assert paragraphs.count("a") == 59
    assert paragraphs[-1] == "a | slut"
