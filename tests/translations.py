"""`python -m tests.translations` brings the catalogues in step with the strings of the code.

What is new stands without a translation until someone writes one; the tests tell which.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tests.conftest import ROOT

CATALOGUES = ROOT / "webui" / "translations"
METHODS = [("**.py", "python"), ("**/templates/**", "jinja2")]
KEYWORDS = dict.fromkeys("_ gettext mark Notice note _note".split()) | {"ngettext": (1, 2)}


def extract() -> Catalog:
    """Return the messages that the code says, in the order of their files."""
    catalogue = Catalog(charset="utf-8")
    for room in ("indexer/search", "webui"):
        found = extract_from_dir(ROOT / room, METHODS, keywords=KEYWORDS)
        for name, _, message, comments, _ in sorted(found, key=lambda one: (one[0], one[1])):
            catalogue.add(message, locations=[(f"{room}/{name}", None)], auto_comments=comments)
    return catalogue


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def update(path: Path) -> None:
    catalogue = read(path)
    catalogue.update(extract(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)


def main() -> None:
    for path in CATALOGUES.glob("*/LC_MESSAGES/messages.po"):
        update(path)


if __name__ == "__main__":
    main()
