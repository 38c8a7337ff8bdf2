"""A server, and what a browser is asked of a page: axe, targets, width, size of text, names."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from indexer.app import Library
from tests.webui.archive import MOVED, SITE
from tests.webui.test_commands import free_port
from webui.commands import open_server

STATES = {
    "start": "/",
    "results": "/sok?q=elevhälsa",
    "filtered": "/sok?q=hälsa&amne=elevhalsa&amne=psykisk-halsa&typ=rapport&fran=2015&till=2024",
    "page two": "/sok?q=hälsa&sida=5",
    "relaxed": "/sok?q=bullermätning+luften&fran=2017&till=2018",
    "divided": "/sok?q=pupil+elevhälsa&sortera=nyast",
    "divided table": "/sok?q=pupil+elevhälsa&visa=tabell",
    "foreign": "/sok?q=pupil",
    "another question": "/sok?q=elevhelsa&fran=2017",
    "suggestion": "/sok?q=elevhalsa&typ=beslut",
    "wrong date": "/sok?q=hälsa&fran=31+februari&sortera=x&typ=beslut",
    "long query": "/sok?q=" + "elevhälsoarbete" * 200,
    "zero hits": "/sok?q=xyzzy&typ=rapport",
    "zero hits for a filter": "/sok?q=pupil&typ=nyhet",
    "beyond": "/sok?q=hälsa&sida=900",
    "table": "/sok?q=hälsa&visa=tabell&typ=beslut",
    "duplicates": "/sok?q=matsalar&dubbletter=visa",
    "article": "/artikel/rapport/2019/5-åtgärd.html?q=hälsa",
    "laid out": "/artikel/statistik/ljudnivåer.html?q=matsal",
    "untagged": "/amnen/utan",
    "English why": "/en/varfor/rapport/2019/5-åtgärd.html?q=hälsa",
    "foreign article": "/artikel/reports/pupil-health.html",
    "article with duplicates": f"/artikel/{MOVED}",
    "why": "/varfor/rapport/2019/5-åtgärd.html?q=hälsa",
    "advanced": "/avancerad",
    "advanced, filled in": "/avancerad?alla=elevhälsa&inget=kurator&typ=rapport&fran=2015",
    "advanced, wrong date": "/avancerad?alla=hälsa&fran=31+februari",
    "topics": "/amnen",
    "topics from A to Ö": "/amnen?ordning=alfabet",
    "topic": "/amne/halsa",
    "help": "/hjalp",
    "accessibility": "/tillganglighet",
    "programs": "/api",
    "not found": "/finns-inte",
    "English start": "/en/",
    "English results": "/en/sok?q=hälsa&typ=beslut",
    "English help": "/en/hjalp",
    "English accessibility": "/en/tillganglighet",
    "English article": "/en/artikel/rapport/2019/5-åtgärd.html?q=hälsa",
}
"""Every page in every state that it can be in."""

AXE = Axe().axe_script
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPEN_ALL = "document.querySelectorAll('details').forEach(details => details.open = true)"
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input, select, summary, label")]
    .filter(e => e.checkVisibility() && !e.matches(".skip, p a:not(:only-child), [type=hidden]"))
    .filter(e => !(e.matches("input") && e.closest("label") || e.matches("label[for]")))
    .map(e => [e.textContent.trim() || e.name, e.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.width < 24 || box.height && box.height < 24)
    .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
NAMED = {
    "DisclosureTriangle",
    "button",
    "checkbox",
    "combobox",
    "form",
    "group",
    "heading",
    "link",
    "list",
    "navigation",
    "radio",
    "region",
    "search",
    "status",
    "textbox",
}
"""The roles whose names are kept in the golden file."""


def serve(kind: Callable[..., Library]) -> Iterator[str]:
    """Yield the address of a server that shows the library."""
    site = replace(SITE, port=free_port())
    with open_server(kind(settings=site)) as server:
        serving = threading.Thread(target=server.run, daemon=True)
        serving.start()
        yield f"http://{site.host}:{site.port}"
        server.end()
        serving.join(5)


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe finds wrong, by the rules of WCAG 2.2 AA or by those given alone."""
    chosen = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
    options = {"runOnly": chosen, "resultTypes": ["violations"], "preload": False}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    run = "async options => (await axe.run(document, options)).violations"
    found = page.evaluate(run, options)
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def width(page: Page) -> int:
    """Return how wide the page is, in CSS pixels."""
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return wide


def names(page: Page) -> list[str]:
    """Return what a screen reader is told of everything that has a name, in its order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    told: list[str] = []

    def walk(node: dict[str, Any]) -> None:
        role = node.get("role", {}).get("value", "")
        name = " ".join(node.get("name", {}).get("value", "").split())
        if not node.get("ignored") and role in NAMED and name:
            told.append(f"{role}: {name}" + "".join(_states(node)))
        for child in node.get("childIds", []):
            if child in known:
                walk(known[child])

    walk(nodes[0])
    return told


def _states(node: dict[str, Any]) -> Iterator[str]:
    for state in node.get("properties", []):
        match state["name"], state["value"].get("value"):
            case "checked", "true":
                yield ", checked"
            case "expanded", bool() as expanded:
                yield ", expanded" if expanded else ", collapsed"
            case "invalid", "true":
                yield ", invalid"
