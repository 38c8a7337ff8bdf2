"""`python -m tests.pictures` takes the README's picture of the sample archive's result page."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from indexer.app import Library
from indexer.settings import load_settings
from webui.app import create_app

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / ".pictures" / "results.png"


def main() -> None:
    """Index the sample archive, serve it, and take the picture."""
    with tempfile.TemporaryDirectory() as index:
        library = Library(load_settings(ROOT / "data" / "sokverket.toml", index=Path(index)))
        library.reindex((), progress=lambda *_: None)
        server = make_server("127.0.0.1", 0, create_app(library), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        take_picture(f"http://127.0.0.1:{server.port}/sok?q=elevh%C3%A4lsa")
        server.shutdown()


def take_picture(address: str) -> None:
    """Save what the address shows in a window of 1280 × 900 px."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
