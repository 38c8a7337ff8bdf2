"""`python -m tests.pictures` takes the README's pictures of the sample archive."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from indexer.app import Library
from indexer.settings import load_settings
from webui.app import create_app

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".pictures"
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
ARTICLE = "rapporter/2019-elevhalsans-tillganglighet.txt"
PICTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "results": ("/sok?q=elevhälsa", {"viewport": WIDE}),
    "article": (f"/artikel/{ARTICLE}?q=elevhälsa", {"viewport": WIDE, "color_scheme": "dark"}),
    "phone": ("/sok?q=buller", {"viewport": PHONE, "device_scale_factor": 2}),
}
"""Each picture's address, and the window that it is taken in."""


def main() -> None:
    """Index the sample archive, serve it, and take the pictures."""
    with tempfile.TemporaryDirectory() as index:
        library = Library(load_settings(ROOT / "data" / "sokverket.toml", index=Path(index)))
        library.reindex((), progress=lambda *_: None)
        server = make_server("127.0.0.1", 0, create_app(library), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        take_pictures(f"http://127.0.0.1:{server.port}")
        server.shutdown()


def take_pictures(site: str) -> None:
    """Save what each window shows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        for name, (address, window) in PICTURES.items():
            page = browser.new_page(**window)
            page.goto(site + address)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
