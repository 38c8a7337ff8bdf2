"""What people meet, in a real browser: axe, keyboard, reflow and size of text and targets."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.webui.archive import ClosedLibrary, FakeLibrary, Settings
from tests.webui.test_commands import free_port
from webui.commands import open_server

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="webbläsaren chromium finns inte här")

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = {
    "start": "/",
    "results": "/sok?q=elevhälsa",
    "filtered": "/sok?q=hälsa&amne=elevhalsa&amne=psykisk-halsa&typ=rapport&fran=2015&till=2024",
    "relaxed": "/sok?q=bullermätning+luften",
    "foreign": "/sok?q=pupil",
    "another question": "/sok?q=elevhelsa",
    "suggestion": "/sok?q=elevhalsa",
    "wrong date": "/sok?q=hälsa&fran=31+februari&sortera=x",
    "long query": "/sok?q=" + "elevhälsoarbete" * 200,
    "zero hits": "/sok?q=xyzzy&typ=rapport",
    "beyond": "/sok?q=hälsa&sida=900",
    "article": "/artikel/rapport/2019/5-åtgärd.html?q=hälsa",
    "foreign article": "/artikel/reports/pupil-health.html",
    "topics": "/amnen",
    "topic": "/amne/halsa",
    "help": "/hjalp",
    "accessibility": "/tillganglighet",
    "programs": "/api",
    "english results": "/en/sok?q=elevhälsa",
    "english help": "/en/hjalp",
    "english accessibility": "/en/tillganglighet",
    "not found": "/finns-inte",
}
OPEN_ALL = "document.querySelectorAll('details').forEach(details => details.open = true)"
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input, summary, label")]
    .filter(e => e.checkVisibility() && !e.matches(".skip, p a:not(:only-child), [type=hidden]"))
    .filter(e => !(e.matches("input") && e.closest("label") || e.matches("label[for]")))
    .map(e => [e.textContent.trim() || e.name, e.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.width < 24 || box.height && box.height < 24)
    .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    yield from serve(FakeLibrary)


@pytest.fixture(scope="session")
def closed_url() -> Iterator[str]:
    yield from serve(ClosedLibrary)


def serve(kind: type[FakeLibrary]) -> Iterator[str]:
    site = Settings(port=free_port())
    with open_server(kind(settings=site)) as server:
        serving = threading.Thread(target=server.run, daemon=True)
        serving.start()
        yield f"http://{site.host}:{site.port}"
        server.close()
    serving.join(10)


def violations(page: Page) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320)])
def test_axe_finds_nothing(page: Page, name: str, scheme: Any, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PAGES[name])
    assert violations(page) == []
    page.evaluate(OPEN_ALL)
    assert violations(page) == []


def test_axe_finds_nothing_when_the_search_is_closed(page: Page, closed_url: str) -> None:
    page.goto(closed_url + "/sok")
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_on_a_narrow_screen(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(PAGES[name])
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", PAGES)
def test_text_can_be_twice_as_large(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(PAGES[name])
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "32px"
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough(page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PAGES[name])
    assert page.evaluate(SMALL_TARGETS) == []


def test_the_field_shows_at_least_twenty_characters(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/")
    page.locator("#q").fill("n" * 20)
    wide_enough = "field => field.scrollWidth <= field.clientWidth"
    assert page.locator("#q").evaluate(wide_enough)


def test_a_search_and_a_choice_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Hoppa till innehållet")
    reach(page, "#q")
    page.keyboard.type("hälsa")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Träffar för ”hälsa” – 49 träffar – Sökverket")

    reach(page, "input[name=typ][value=rapport]")
    page.keyboard.press("Space")
    expect(page).to_have_title("Träffar för ”hälsa” – 49 träffar – Sökverket")
    reach(page, "button[formaction]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("13 träffar, visar 1–10")
    expect(page.locator("#traffar")).to_be_focused()

    reach(page, "ol h3 a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("hälsa")
    expect(page.locator("article mark").first).to_be_visible()
    page.go_back()
    expect(page.locator("input[name=typ][value=rapport]")).to_be_checked()


def test_a_filter_is_removed_by_keyboard(page: Page) -> None:
    page.goto(PAGES["filtered"])
    link = page.get_by_role("link", name="Ta bort Typ: Rapport")
    link.focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url("typ=rapport")
    expect(link).to_have_count(0)
    expect(page.get_by_role("link", name="Ta bort Ämne: Elevhälsa")).to_be_visible()


def test_the_skip_link_leads_past_the_search(page: Page) -> None:
    page.goto(PAGES["results"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_can_be_seen(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(PAGES["results"])
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.locator(":focus").evaluate("e => getComputedStyle(e).outlineStyle")
        assert outline == "solid"


def test_filters_fold_on_narrow_screens_only(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(PAGES["results"])
    boxes = page.get_by_role("checkbox")
    assert boxes.count() == 0
    page.get_by_text("Avgränsa", exact=True).click()
    expect(boxes.first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(PAGES["results"])
    expect(boxes.first).to_be_visible()


def test_marks_are_not_by_colour_alone(page: Page) -> None:
    page.goto(PAGES["results"])
    style = page.locator("mark").first.evaluate(
        "e => [getComputedStyle(e).textDecorationLine, getComputedStyle(e).fontWeight]"
    )
    assert style == ["underline", "600"]


def test_pages_are_light_and_ask_nobody_else(page: Page, base_url: str) -> None:
    weights: dict[str, int] = {}
    page.on("response", lambda answer: weights.update({answer.url: len(answer.body())}))
    page.goto(PAGES["results"])
    page.wait_for_load_state("networkidle")
    assert all(url.startswith(base_url) for url in weights)
    assert len(weights) <= 4
    assert sum(weights.values()) <= 60_000


def test_the_console_stays_silent(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for address in ("/", PAGES["results"], PAGES["article"], "/amnen"):
        page.goto(address)
    assert said == []


def reach(page: Page, selector: str) -> None:
    """Press Tab until the first element that the selector means has focus."""
    wanted = page.locator(selector).first
    for _ in range(80):
        if wanted.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} nås inte med tangentbordet")
