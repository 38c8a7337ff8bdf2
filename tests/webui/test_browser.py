"""What people do, in a real browser: by keyboard alone, with JavaScript and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.webui.browsing import STATES

without_javascript = pytest.mark.browser_context_args(java_script_enabled=False)


def test_a_search_and_a_choice_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Hoppa till innehållet")
    search_choose_and_read(page)


@without_javascript
def test_the_same_without_javascript(page: Page) -> None:
    page.goto("/")
    search_choose_and_read(page)


def search_choose_and_read(page: Page) -> None:
    reach(page, "#q")
    page.keyboard.type("hälsa")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Träffar för ”hälsa” – 49 träffar – Sökverket")

    reach(page, "input[name=typ][value=rapport]")
    page.keyboard.press("Space")
    expect(page).to_have_title("Träffar för ”hälsa” – 49 träffar – Sökverket")
    reach(page, "button[formaction]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="13 träffar, visar 1–10")).to_be_focused()

    reach(page, "ol h3 a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("hälsa")
    expect(page.locator("article mark").first).to_be_visible()
    page.go_back()
    expect(page.locator("input[name=typ][value=rapport]")).to_be_checked()
    page.go_back()
    expect(page.locator("input[name=typ][value=rapport]")).not_to_be_checked()


def test_a_filter_is_removed_by_keyboard(page: Page) -> None:
    page.goto(STATES["filtered"])
    link = page.get_by_role("link", name="Ta bort Typ: Rapport")
    link.focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("typ=rapport"))
    expect(link).to_have_count(0)
    expect(page.get_by_role("link", name="Ta bort Ämne: Elevhälsa")).to_be_visible()


def test_a_bar_of_the_histogram_is_chosen_by_keyboard(page: Page) -> None:
    page.goto("/sok?q=tystare")
    reach(page, ".years svg a")
    name = page.locator(":focus").get_attribute("aria-label") or ""
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Ta bort Publicerad från: 2014")).to_be_visible()
    hits = name.split(": ")[1]
    expect(page.get_by_role("heading", level=2, name=hits)).to_be_visible()
    expect(page.locator(".years svg [aria-current]")).to_have_count(1)


def test_suggestions_are_chosen_by_keyboard(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox", name="Vad letar du efter?")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.focus()
    page.keyboard.type("ps")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_contain_text("förslag. Bläddra med pil upp och pil ned.")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)

    page.keyboard.press("ArrowDown")
    active = page.get_by_role("option", selected=True)
    expect(active).to_have_text("psykisk")
    expect(field).to_have_value("psykisk")
    expect(field).to_have_attribute("aria-activedescendant", active.get_attribute("id") or "")
    page.keyboard.press("ArrowDown")
    expect(active).to_have_text("Psykisk hälsa Ämne")
    expect(field).to_have_value("ps")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(active).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(active).to_contain_text("Publikation")

    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("ps")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Psykisk hälsa")).to_be_visible()


def test_what_is_typed_is_searched_whatever_is_suggested(page: Page) -> None:
    page.goto("/sok?q=x&typ=rapport")
    field = page.get_by_role("combobox")
    field.fill("ps")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=ps&"))


def test_suggestions_push_nothing_aside(page: Page) -> None:
    page.goto("/")
    before = page.locator("#nyast").bounding_box()
    page.get_by_role("combobox").press_sequentially("ps")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.locator("#nyast").bounding_box() == before


def test_topics_are_found_in_a_long_list(page: Page) -> None:
    page.goto("/sok")
    topics = page.get_by_role("group", name="Ämne")
    topics.get_by_label("Sök bland ämnen").fill("xyz")
    expect(topics.locator(".long").get_by_role("checkbox")).to_have_count(0)
    expect(topics.get_by_text("Inget ämne passar.")).to_be_visible()
    topics.get_by_label("Sök bland ämnen").fill("LÄ")
    expect(topics.get_by_role("checkbox", name=re.compile("Läromedel"))).to_be_visible()
    expect(topics.get_by_role("checkbox", name=re.compile("^Skola"))).to_be_visible()
    expect(topics.get_by_role("checkbox", name=re.compile("Buller"))).to_be_hidden()


def test_marked_places_are_walked_between_by_keyboard(page: Page) -> None:
    page.goto(STATES["article"])
    told = page.get_by_role("group", name="Markerade ställen").get_by_role("status")
    expect(told).to_have_text("2 ställen")
    reach(page, ".walk button:last-child")
    for place in ("Ställe 1 av 2", "Ställe 2 av 2", "Ställe 1 av 2"):
        page.keyboard.press("Enter")
        expect(told).to_have_text(place)
    expect(page.locator("mark.here")).to_be_in_viewport()
    page.get_by_role("button", name="Föregående").click()
    expect(told).to_have_text("Ställe 2 av 2")


@without_javascript
def test_marked_places_are_links_without_javascript(page: Page) -> None:
    page.goto(STATES["article"])
    page.get_by_role("link", name="Ställe 2").click()
    expect(page.locator("mark:target")).to_be_in_viewport()


def test_the_advanced_form_writes_the_query_while_it_is_filled_in(page: Page) -> None:
    page.goto(STATES["advanced"])
    page.get_by_label("Alla de här orden").fill("hälsa")
    page.get_by_label("Inget av de här orden").fill("kurator")
    written = page.locator("#fraga")
    expect(written.locator("code")).to_have_text("hälsa -kurator")
    expect(written.get_by_text("inte ”kurator” i någon form")).to_be_visible()
    page.get_by_label("Inget av de här orden").press("Enter")
    expect(page).to_have_url(re.compile(r"/sok\?q="))


@without_javascript
def test_the_advanced_form_shows_its_query_without_javascript(page: Page) -> None:
    page.goto(STATES["advanced"])
    page.get_by_label("Precis den här frasen").fill("särskilt stöd")
    page.get_by_label("Typ").select_option("rapport")
    page.get_by_role("button", name="Visa sökningen").click()
    expect(page.locator("#fraga code")).to_have_text('"särskilt stöd" typ:rapport')
    page.get_by_role("link", name="Visa träffarna").click()
    expect(page).to_have_url(re.compile(r"/sok\?q="))


@without_javascript
def test_why_a_hit_ranks_where_it_does_opens_and_leads_back(page: Page) -> None:
    page.goto("/sok?q=tystare&visa=tabell")
    page.get_by_role("link", name=re.compile("Varför")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Varför den träffen?")
    expect(page.get_by_role("table")).to_contain_text("Summa")
    page.get_by_role("link", name=re.compile("Tillbaka till träffarna")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Träffar för ”tystare”")


def test_the_skip_link_leads_past_the_search(page: Page) -> None:
    page.goto(STATES["results"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_filters_fold_on_narrow_screens_only(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(STATES["results"])
    boxes = page.get_by_role("checkbox")
    assert boxes.count() == 0
    page.get_by_text("Avgränsa", exact=True).click()
    expect(boxes.first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(STATES["results"])
    expect(boxes.first).to_be_visible()


def reach(page: Page, selector: str) -> None:
    """Press Tab until the first element that the selector means has focus."""
    for _ in range(80):
        if page.evaluate("s => document.querySelector(s) === document.activeElement", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} nås inte med tangentbordet")
