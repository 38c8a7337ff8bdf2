"""What was read by machine, kept by the file's hash: no page is read twice.

OCR/
    users            who uses which result: the id of an article, tab, its key, one a line
    <key>.pdf        the text of the pages that were read, each word in its place
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from indexer.read.item import Finding

PROGRAM = "ocrmypdf"
PACKAGES = "ocrmypdf och tesseract-ocr-swe"
"""What an operator installs, as Debian and Ubuntu name it."""

MISSING = Finding(
    "Inställningen ocr",
    f"programmet {PROGRAM} finns inte, så inskannade sidor läses inte",
    f"Installera {PACKAGES}, eller skriv ocr = false.",
    refused=False,
)
_OURS_ALONE = 0o600


@dataclass(frozen=True, slots=True)
class Results:
    """The results in a folder, which only its owner can open. An article uses one at a time."""

    folder: Path

    def find(self, key: str) -> bytes | None:
        """Return the result with this key, or None when there is none."""
        try:
            return self._file(key).read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, key: str, result: bytes) -> None:
        """Keep a result; an article must be known to use it."""
        _replace(self._file(key), result)

    def note_user(self, article_id: str, key: str) -> None:
        """Remember that the article uses the result with this key, and no other any more."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        line = f"{article_id}\t{key}\n".encode("utf-8", "surrogateescape")
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        with os.fdopen(os.open(self._users, flags, _OURS_ALONE), "ab") as users:
            users.write(line)

    def users(self) -> dict[str, str]:
        """Return the key of the result that each article uses."""
        try:
            lines = self._users.read_bytes().decode("utf-8", "surrogateescape").split("\n")
        except FileNotFoundError:
            return {}
        return {id_: key for id_, tab, key in (line.partition("\t") for line in lines) if tab}

    def retain(self, is_used: Callable[[str], bool]) -> None:
        """Remove the results that no article uses for which `is_used` holds."""
        if not self.folder.is_dir():
            return
        users = {id_: key for id_, key in self.users().items() if is_used(id_)}
        lines = "".join(f"{id_}\t{key}\n" for id_, key in users.items())
        _replace(self._users, lines.encode("utf-8", "surrogateescape"))
        used = set(users.values())
        for file in self.folder.iterdir():
            if file != self._users and file.stem not in used:
                file.unlink()

    @property
    def _users(self) -> Path:
        return self.folder / "users"

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.pdf"


def _replace(path: Path, content: bytes) -> None:
    """Give the file this content at one stroke, for its owner alone."""
    fresh = path.with_name(f"{path.name}.new")
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OURS_ALONE), "wb"
    ) as file:
        file.write(content)
    fresh.replace(path)
