"""What everyone must be able to use, of every page in every state: axe, size, width, names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.webui.browsing import (
    OPEN_ALL,
    SMALL_TARGETS,
    STATES,
    names,
    violations,
    width,
)

GOLDEN = Path(__file__).parent / "golden_names.txt"
NARROW = ViewportSize(width=320, height=640)
HALF = ViewportSize(width=640, height=800)
WIDE = ViewportSize(width=1280, height=800)
DEPENDS_ON_LOOKS = ["color-contrast", "target-size", "scrollable-region-focusable"]
"""The rules that colours and width matter to; the page must keep the others however it looks."""


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_accessible_wide_and_narrow_light_and_dark_and_enlarged(
    window: Page, state: str
) -> None:
    window.emulate_media(color_scheme="light")
    window.set_viewport_size(WIDE)
    window.goto(STATES[state])
    assert window.evaluate(SMALL_TARGETS) == []
    window.evaluate(OPEN_ALL)
    assert violations(window) == []
    window.emulate_media(color_scheme="dark")
    window.set_viewport_size(NARROW)
    assert width(window) <= NARROW["width"]
    assert window.evaluate(SMALL_TARGETS) == []
    assert violations(window, DEPENDS_ON_LOOKS) == []
    window.set_viewport_size(HALF)
    window.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert window.evaluate("getComputedStyle(document.body).fontSize") == "32px"
    assert width(window) <= HALF["width"]


def test_axe_finds_nothing_when_the_search_is_closed(window: Page, closed_url: str) -> None:
    window.goto(closed_url + "/sok")
    assert violations(window) == []


def test_axe_finds_nothing_in_suggestions(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("ps")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, ["color-contrast"]) == []


def test_screen_readers_are_told_what_the_golden_file_says(window: Page, base_url: str) -> None:
    window.set_viewport_size(WIDE)
    told = []
    for state in ("start", "wrong date", "zero hits", "article", "advanced"):
        window.goto(STATES[state])
        window.evaluate(OPEN_ALL)
        told += [f"# {state}", *(name.replace(base_url, "") for name in names(window)), ""]
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text("\n".join(told), encoding="utf-8")
    assert told == GOLDEN.read_text(encoding="utf-8").split("\n")


def test_the_field_shows_at_least_twenty_characters(window: Page) -> None:
    window.set_viewport_size(NARROW)
    window.goto("/")
    window.locator("#q").fill("n" * 20)
    wide_enough = "field => field.scrollWidth <= field.clientWidth"
    assert window.locator("#q").evaluate(wide_enough)


def test_marks_are_not_by_colour_alone(window: Page) -> None:
    window.goto(STATES["results"])
    style = window.locator("mark").first.evaluate(
        "e => [getComputedStyle(e).textDecorationLine, getComputedStyle(e).fontWeight]"
    )
    assert style == ["underline", "600"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_focus_can_be_seen_and_is_not_hidden(page: Page, scheme: Any, size: Any) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(size)
    page.goto(STATES["article"])
    for _ in range(25):
        page.keyboard.press("Tab")
        outline, seen = page.locator(":focus").evaluate(
            """e => {
                const box = e.getClientRects()[0];
                const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                const shown = document.elementFromPoint(x, y);
                return [getComputedStyle(e).outlineStyle, e.contains(shown) || shown?.contains(e)];
            }"""
        )
        assert outline == "solid"
        assert seen


def test_pages_are_light_stay_in_place_and_ask_nobody_else(page: Page, base_url: str) -> None:
    weights: dict[str, int] = {}
    page.on("response", lambda answer: weights.update({answer.url: len(answer.body())}))
    page.goto(STATES["results"])
    page.wait_for_load_state("networkidle")
    assert all(url.startswith(base_url) for url in weights)
    assert len(weights) <= 4
    assert sum(weights.values()) <= 60_000
    shifts = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries()
        .map(entry => entry.value))).observe({type: "layout-shift", buffered: true})
        ?? setTimeout(() => done([]), 100))"""
    assert sum(page.evaluate(shifts)) == 0


def test_the_console_stays_silent(window: Page) -> None:
    said: list[str] = []
    window.on("console", lambda message: said.append(message.text))
    for state in ("start", "results", "article", "advanced", "topics"):
        window.goto(STATES[state])
    assert said == []


def test_no_cookies_are_set(page: Page) -> None:
    for state in ("start", "results", "article"):
        page.goto(STATES[state])
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
