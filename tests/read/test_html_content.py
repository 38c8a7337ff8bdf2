from __future__ import annotations

import pytest

from tests.read.pages import PROSE, Read, lines, main, page

LINKS = "<ul><li><a href='/a'>Start</a></li><li><a href='/b'>Om oss</a></li></ul>"
LETTER = "<li><a href='/{0}'>{0}</a></li>"
MORE = "Huvudtexten handlar om problematisk frånvaro i grundskolan och vad skolan kan göra åt det."


@pytest.mark.parametrize(
    "inner",
    [
        '<div class="meny"><p>Måndag: pannbiff med lingon.</p></div>',
        '<ul class="menu"><li>Måndag: pannbiff med lingon.</li></ul>',
        '<section id="feedback"><h2>Remissvar</h2><p>Synpunkter lämnas före maj.</p></section>',
        '<div class="kakor"><p>Småkakor bakas av smör, mjöl och socker.</p></div>',
        '<div class="sidebar"><p>En resursskola är till för elever i behov av stöd.</p></div>',
        "<form><legend>Vem?</legend><p>Endast huvudmän kan ansöka om det.</p></form>",
        '<div class="nyhetsbrev"><p>Nyhetsbrevet från 1921 finns kvar i arkivet.</p></div>',
    ],
)
def test_a_text_is_read_whatever_its_element_is_called(read_made: Read, inner: str) -> None:
    (article,), _ = read_made("a.html", main(inner))
    assert len(lines(article.sections)) >= 1


@pytest.mark.parametrize(
    "inner",
    [
        f'<div class="meny">{LINKS}</div>',
        '<div class="feedback"><p>Hjälpte sidan dig?</p><button>Ja</button></div>',
        '<div class="related"><h3><a href="/x">Annan</a></h3><p>Kort text om den.</p></div>',
        '<form role="search"><p>Sök bland alla våra sidor här.</p><input name="q"></form>',
        "<form><p>Vi läser allt, men svarar inte på det.</p><textarea></textarea></form>",
        "<aside><h2>Kontakta oss</h2><p>Ring till växeln så hjälper vi dig vidare.</p></aside>",
        f"<aside>{LINKS}</aside>",
        '<div class="rs_skip"><p>Den här lådan läses inte upp för någon.</p></div>',
        "<ul><li><a href='#a'>Ett</a><li><a href='#b'>Två</a><li><a href='#c'>Tre</a></ul>",
        f"<ul>{''.join(map(LETTER.format, 'ABCDEFGHIJK'))}</ul>",
        "<h2>Hitta på sidan</h2>" + LINKS,
        "<p>Lyssna</p><p>Skriv ut</p>",
    ],
)
def test_furniture_in_the_text_is_left_out(read_made: Read, inner: str) -> None:
    (article,), _ = read_made("a.html", main(inner))
    assert lines(article.sections) == []


def test_a_box_of_facts_is_text(read_made: Read) -> None:
    inner = (
        "<aside><h2>Fakta: resursskola</h2>"
        "<p>En resursskola är till för elever i behov av särskilt stöd.</p></aside>"
    )
    (article,), _ = read_made("a.html", main(inner))
    assert lines(article.sections)[0] == "# Fakta: resursskola"


def test_of_two_main_elements_the_one_with_the_text_is_read(read_made: Read) -> None:
    made = page(f"<main>Sök bland alla våra sidor här</main><main><h1>T</h1><p>{PROSE}</p></main>")
    (article,), _ = read_made("a.html", made)
    assert (article.title, lines(article.sections)) == ("T", [])


def test_the_text_may_lie_in_both(read_made: Read) -> None:
    made = page(f"<main><h1>T</h1><p>{PROSE}</p></main><main><p>{MORE}</p></main>")
    (article,), _ = read_made("a.html", made)
    assert lines(article.sections) == [MORE]


def test_the_title_may_lie_in_one_main_element_and_the_text_in_another(read_made: Read) -> None:
    first = "<main><h1>Rubrik</h1><p>En kort ingress om saken.</p></main>"
    inner = page(f"{first}<div role='main'><p>{PROSE * 4}</p></div>", "<title>Annat</title>")
    (article,), _ = read_made("a.html", inner)
    assert article.title == "Rubrik"
    assert lines(article.sections) == ["En kort ingress om saken.", PROSE * 4]


def test_a_box_of_facts_is_text_where_nothing_is_marked_as_main(read_made: Read) -> None:
    box = f'<aside class="faktaruta"><h2>Fakta</h2><p>{PROSE} Ja.</p></aside>'
    inner = page(f"<form><div><h1>Titel</h1><p>{PROSE * 3}</p>{box}</div></form>")
    (article,), _ = read_made("a.html", inner)
    assert lines(article.sections)[1:] == ["# Fakta", f"{PROSE} Ja."]


def test_a_main_element_within_another_is_the_text(read_made: Read) -> None:
    banner = "<div class='driftinfo'>E-tjänsten stänger i kväll klockan åtta</div>"
    inner = f"<main><h1>T</h1><p>{PROSE}</p><p>{MORE}</p></main>"
    (article,), _ = read_made("a.html", page(f'<div role="main">{banner}{inner}</div>'))
    assert lines(article.sections) == [MORE]


def test_what_goes_on_after_a_main_element_that_ended_too_early_is_read(read_made: Read) -> None:
    made = page(f"<div><main><h1>T</h1><p>Ingress.</p></main><p>{PROSE}</p><p>{MORE}</p></div>")
    (article,), _ = read_made("a.html", made)
    assert lines(article.sections) == ["Ingress.", MORE]


@pytest.mark.parametrize(
    "body",
    [
        '<div class="top">Verket{links}</div><div><div class="path"><a>Start</a></div>{text}</div>',
        "<div><div>{text}</div><div class='r'><h2>Kontakt</h2><p>Kajsa</p></div></div>{links}",
        "<table><tr><td>{links}</td><td>{text}</td></tr></table>",
        '<form id="aspnetForm"><div><ul>{links}</ul><div><div>{text}</div></div></div></form>',
        "<header><h1>Verket</h1>{links}</header><div><div>{text}</div></div><div>{links}</div>",
    ],
)
def test_a_page_without_marks_is_narrowed_to_its_prose(read_made: Read, body: str) -> None:
    text = f"<h1>Titel</h1><p>{PROSE}</p><p>{MORE}</p>"
    (article,), _ = read_made("a.html", page(body.format(links=LINKS, text=text)))
    assert lines(article.sections) == [MORE]


def test_teasers_beside_longer_prose_are_left_out_but_else_they_are_the_page(
    read_made: Read,
) -> None:
    card = "<div class='x'><h3><a href='/{0}'>Sida {0}</a></h3><p>Kort text om sidan {0}.</p></div>"
    cards = f"<div>{''.join(card.format(n) for n in range(4))}</div>"
    (article,), _ = read_made("a.html", main(f"<p>{MORE}</p>" * 5 + cards))
    assert lines(article.sections) == [MORE] * 5
    (article,), _ = read_made("a.html", main(cards))
    assert "# Sida 3" in lines(article.sections)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<p><b>e</b>lev och <span>S</span>kola</p>", "elev och Skola"),
        (
            "<p>elev<b>hälsa</b>, H<sub>2</sub>O, <b>e</b>Delegationen</p>",
            "elevhälsa, H2O, eDelegationen",
        ),
        ("<p><span>Telefon</span><span>Växel</span></p>", "Telefon Växel"),
        ("<p><a href='/a'>Start</a><a href='/b'>nyheter</a></p>", "Start nyheter"),
        (
            "<p>Den <time>6 maj</time><time>7 juni</time> sker det.</p>",
            "Den 6 maj 7 juni sker det.",
        ),
        ("<p><strong>Telefon:</strong>010-123</p>", "Telefon: 010-123"),
        ("<p><label>Namn</label><label>Ålder</label></p>", "Namn Ålder"),
    ],
)
def test_words_are_parted_where_inline_elements_meet_but_not_within(
    read_made: Read, inner: str, text: str
) -> None:
    (article,), _ = read_made("a.html", main(inner))
    assert lines(article.sections) == [text]


def test_the_headings_of_roles_and_of_legal_databases_are_headings(read_made: Read) -> None:
    inner = (
        '<div role="heading" aria-level="2">Slutsatser</div><p>Text.</p>'
        '<p class="oj-ti-art">Artikel 1</p><p>Denna förordning gäller.</p>'
        f'<p role="heading">{"En lång rad. " * 30}</p>'
    )
    (article,), _ = read_made("a.html", main(inner))
    headings = [section.heading for section in article.sections]
    assert headings == ["", "Slutsatser", "Artikel 1"]


def test_a_lead_in_the_midst_of_the_text_is_none(read_made: Read) -> None:
    (article,), _ = read_made("a.html", main('<div class="intro">Kursen börjar i mars.</div>'))
    assert article.summary == ""
    assert lines(article.sections) == ["Kursen börjar i mars."]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(read_made: Read, encoding: str) -> None:
    (article,), findings = read_made("a.html", main("<p>Åtgärder på ön.</p>").encode(encoding))
    assert lines(article.sections) == ["Åtgärder på ön."]
    assert not [finding for finding in findings if "datum" not in finding.reason]


@pytest.mark.parametrize("content", ["0; url=/ny", "0;URL='/ny'", "5; url=/ny", "0 url = /ny"])
def test_a_page_that_only_leads_on_is_said_and_not_published(read_made: Read, content: str) -> None:
    head = f'<title>Flyttat</title><meta http-equiv="Refresh" content="{content}">'
    articles, (finding,) = read_made("a.html", page("<p>Sidan har flyttat.</p>", head))
    assert articles == []
    assert "/ny" in finding.reason
    assert not finding.refused


@pytest.mark.parametrize("content", ["300; url=/ny", "60", "0; url=#topp"])
def test_a_page_that_is_shown_anew_is_read(read_made: Read, content: str) -> None:
    head = f'<meta http-equiv="refresh" content="{content}">'
    (article,), _ = read_made("a.html", page(f"<main><h1>T</h1><p>{PROSE}</p></main>", head))
    assert article.title == "T"


FRAMES = '<frame src="meny.htm"><frame src="text.htm"><noframes>{}</noframes></frameset></html>'


def test_a_set_of_frames_is_said_and_what_it_says_without_them_is_read(read_made: Read) -> None:
    made = "<html><head><title>Gamla webben</title></head><frameset>" + FRAMES
    (article,), findings = read_made("a.html", made.format("<p>Om äldre material.</p>"))
    assert lines(article.sections) == ["Om äldre material."]
    assert any("text.htm" in finding.reason for finding in findings)
    articles, (finding,) = read_made("a.html", made.format("Din webbläsare kan inte visa ramar."))
    assert (articles, finding.refused) == ([], False)
