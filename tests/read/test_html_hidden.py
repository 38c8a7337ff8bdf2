from __future__ import annotations

import pytest

from tests.read.pages import Read, lines, main, page

ANSWER = "Du överklagar inom tre veckor."
HIDDEN = ("hidden", 'aria-hidden="true"', 'style="display:none"', 'style="visibility: hidden"')


@pytest.mark.parametrize("hiding", [*HIDDEN, 'class="hidden"', 'class="panel d-none"'])
@pytest.mark.parametrize(
    "control",
    [
        "<h3><button>Hur överklagar jag?</button></h3>",
        '<h3><button aria-expanded="false">Hur överklagar jag?</button></h3>',
        '<h3><a role="button" href="#" aria-expanded="false">Hur överklagar jag?</a></h3>',
        '<button aria-expanded="false">Hur överklagar jag?</button>',
        '<button aria-expanded="false"><h3>Hur överklagar jag?</h3></button>',
        '<div role="heading" aria-level="3"><button>Hur överklagar jag?</button></div>',
        '<div class="head"><h3><button type="button">Hur överklagar jag?</button></h3></div>',
        '<div><h3><span class="accordion__button">Hur överklagar jag?</span></h3></div>',
        '<h3><a href="#" class="open">Hur överklagar jag?</a></h3>',
        '<div class="faq-q" onclick="t()"><h3>Hur överklagar jag?</h3></div>',
        '<h3 class="accordion-header">Hur överklagar jag?</h3>',
    ],
)
def test_a_closed_panel_is_read_under_its_control(
    read_made: Read, control: str, hiding: str
) -> None:
    (article,), _ = read_made("a.html", main(f"{control}<div {hiding}><p>{ANSWER}</p></div>"))
    assert lines(article.sections) == ["# Hur överklagar jag?", ANSWER]


@pytest.mark.parametrize("hiding", HIDDEN)
@pytest.mark.parametrize(
    "control",
    [
        '<button aria-expanded="false" aria-controls="p">Fråga</button>',
        '<button aria-expanded="false" data-target="#p">Fråga</button>',
        '<button aria-expanded="false" data-bs-target="#p">Fråga</button>',
        '<button data-toggle="collapse" data-target="#p">Fråga</button>',
        '<a aria-expanded="false" href="#p" data-toggle="collapse">Fråga</a>',
    ],
)
def test_a_control_may_name_a_panel_far_away(read_made: Read, control: str, hiding: str) -> None:
    inner = f'{control}<p>Text emellan.</p><div id="p" {hiding}><p>{ANSWER}</p></div>'
    (article,), _ = read_made("a.html", main(inner))
    assert lines(article.sections) == ["# Fråga", "Text emellan.", ANSWER]


@pytest.mark.parametrize(
    "control",
    [
        '<ul class="nav nav-tabs"><li><a href="#p">Fråga</a></li></ul>',
        '<h3><a href="#p">Fråga</a></h3>',
        '<p><a href="#p" class="js-toggle">Fråga</a></p>',
    ],
)
def test_a_link_opens_a_panel_where_it_is_made_for_that(read_made: Read, control: str) -> None:
    (article,), _ = read_made("a.html", main(f'{control}<div id="p" hidden><p>{ANSWER}</p></div>'))
    assert lines(article.sections)[-1] == ANSWER


@pytest.mark.parametrize(
    ("inner", "read"),
    [("<p>Svaret.</p>", True), ('<label>Namn</label><input name="a"><p>Svaret.</p>', False)],
)
def test_the_label_of_a_box_to_tick_opens_a_panel_of_text(
    read_made: Read, inner: str, *, read: bool
) -> None:
    box = '<input type="checkbox" id="k"><label for="k">Visa villkoren</label>'
    (article,), _ = read_made("a.html", main(f'{box}<div style="display:none">{inner}</div>'))
    assert ("Svaret." in lines(article.sections)) == read


@pytest.mark.parametrize("name", ["hide", "u-hide", "is-hidden", "note hide"])
def test_names_that_hide_everywhere_hide(read_made: Read, name: str) -> None:
    (article,), _ = read_made("a.html", main(f'<div class="{name}"><p>{ANSWER}</p></div>'))
    assert lines(article.sections) == []


def test_what_only_wraps_a_panel_is_opened_with_it(read_made: Read) -> None:
    inner = (
        '<h2><button aria-controls="p" aria-expanded="false">Fråga</button></h2>'
        f'<div style="display:none"><div><div id="p"><p>{ANSWER}</p></div></div></div>'
    )
    (article,), _ = read_made("a.html", main(inner))
    assert lines(article.sections) == ["# Fråga", ANSWER]


def test_tabs_are_headings_of_their_panels(read_made: Read) -> None:
    inner = (
        '<ul role="tablist"><li><a role="tab" href="#a" id="ta">Barn</a></li>'
        '<li><a role="tab" href="#b" id="tb">Vuxna</a></li></ul>'
        '<div role="tabpanel" id="a" aria-labelledby="ta"><p>Om barn.</p></div>'
        '<div role="tabpanel" id="b" aria-labelledby="tb" hidden><p>Om vuxna.</p></div>'
    )
    (article,), _ = read_made("a.html", main(inner))
    assert lines(article.sections) == ["# Barn", "Om barn.", "# Vuxna", "Om vuxna."]


def test_the_headings_of_web_components_are_attributes(read_made: Read) -> None:
    inner = (
        '<verk-accordion af-heading="Vem får?"><p>Alla får det.</p></verk-accordion>'
        "<p>Se <verk-link>våra råd</verk-link> om det.</p>"
        '<verk-info><template shadowrootmode="open"><p>Skuggans text.</p></template></verk-info>'
        "<verk-feedback-rating>Hur nöjd är du?</verk-feedback-rating>"
    )
    (article,), _ = read_made("a.html", main(inner))
    assert lines(article.sections) == [
        "# Vem får?",
        "Alla får det.",
        "Se våra råd om det.",
        "Skuggans text.",
    ]


@pytest.mark.parametrize(
    "inner",
    [
        *(f"<div {hiding}><p>HEMLIGT</p></div>" for hiding in HIDDEN),
        "<p hidden>HEMLIGT</p>",
        '<ul><li><a href="#u">Utkast</a></li></ul><div id="u" hidden>HEMLIGT</div>',
        '<p hidden><button aria-controls="u">A</button></p><div id="u" hidden>HEMLIGT</div>',
        '<input aria-controls="u" aria-expanded="false"><div id="u" hidden>HEMLIGT</div>',
        '<label for="u">Utkast</label><div id="u" hidden>HEMLIGT</div>',
        "<p>Text <span style='display: none'>HEMLIGT</span></p>",
        "<template><p>HEMLIGT</p></template>",
        "<noscript>HEMLIGT</noscript><script>HEMLIGT</script>",
        '<div class="d-none"><p>HEMLIGT</p></div>',
        "<button>Skriv ut</button><div hidden><p>HEMLIGT</p></div>",
        '<button type="submit" aria-expanded="false">Sänd</button><div hidden>HEMLIGT</div>',
        '<h2><button aria-controls="b">B</button></h2><p hidden>HEMLIGT</p><div id="b">B</div>',
        '<div hidden id="x"><button aria-controls="x">Stäng</button>HEMLIGT</div>',
        '<button aria-controls="d">Logga in</button><div id="d" role="dialog" hidden>HEMLIGT</div>',
        '<button data-target="#m">Se</button><div class="modal" id="m" hidden>HEMLIGT</div>',
        "<h3><button>Fråga</button></h3><div hidden><p>Svar.</p><p hidden>HEMLIGT</p></div>",
        '<button aria-expanded="false">Dela</button><div hidden>HEMLIGT</div>',
        "<details><summary>Mer</summary><p hidden>HEMLIGT</p></details>",
    ],
)
def test_what_is_hidden_for_good_is_never_published(read_made: Read, inner: str) -> None:
    (article,), _ = read_made("a.html", main(inner))
    assert "HEMLIGT" not in article.to_json()


def test_what_is_hidden_in_a_record_is_not_published(read_made: Read) -> None:
    line = '{"id": "1", "title": "T", "html": "<p>Text.</p><p hidden>HEMLIGT</p>"}'
    (article,), _ = read_made("a.jsonl", line)
    assert lines(article.sections) == ["Text."]


@pytest.mark.parametrize("where", ["body style='display:none'", "body aria-hidden='true'"])
def test_a_page_that_scripts_reveal_is_read(read_made: Read, where: str) -> None:
    made = main("<p>Mer text.</p>").replace("<body", f"<{where}", 1)
    (article,), _ = read_made("a.html", made)
    assert lines(article.sections) == ["Mer text."]


@pytest.mark.parametrize("class_", ["hidden md:block", "d-none d-md-block"])
def test_what_is_hidden_on_small_screens_alone_is_read(read_made: Read, class_: str) -> None:
    (article,), _ = read_made("a.html", main(f'<div class="{class_}"><p>Syns ibland.</p></div>'))
    assert lines(article.sections) == ["Syns ibland."]


def test_a_button_that_does_something_else_is_no_part_of_a_heading(read_made: Read) -> None:
    (article,), _ = read_made("a.html", main("<h2>Avgift <button>Lyssna</button></h2><p>Text.</p>"))
    assert lines(article.sections) == ["# Avgift", "Text."]


def test_a_button_of_what_is_no_text_is_no_heading(read_made: Read) -> None:
    inner = '<button aria-controls="d" aria-expanded="false">Logga in</button><p>Text.</p>'
    dialog = '<div id="d" role="dialog" hidden><p>Skriv ditt namn.</p></div>'
    (article,), _ = read_made("a.html", main(inner + dialog))
    assert lines(article.sections) == ["Text."]


def test_icons_are_no_text(read_made: Read) -> None:
    inner = '<h2><button>Avgift <i aria-hidden="true">expand_more</i></button></h2><p>Ingen.</p>'
    (article,), _ = read_made("a.html", page(f"<main><h1>T</h1>{inner}</main>"))
    assert lines(article.sections) == ["# Avgift", "Ingen."]
