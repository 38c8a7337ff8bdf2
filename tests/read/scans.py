"""Scanned PDFs made in code, and a stand-in for the program that reads them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path

import pypdfium2
import pytest

from indexer.read import process
from tests.read.made import pdf_drawn, pdf_of

NO_TEXT = b"50 50 400 600 re f"
"""A page with a drawing and no text."""

_apart = count(1)


def scanned(data: bytes, dpi: int = 200, turned: int = 0) -> bytes:
    """Return the PDF with a picture of each page instead of it, turned so many degrees."""
    made, drawn = BytesIO(), pypdfium2.PdfDocument.new()
    for page in pypdfium2.PdfDocument(data):
        page.set_rotation(turned)
        size = page.get_size()
        picture = pypdfium2.PdfImage.new(drawn)
        picture.set_bitmap(page.render(scale=dpi / 72, grayscale=True))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(*size))
        scan = drawn.new_page(*size)
        scan.insert_obj(picture)
        scan.gen_content()
    drawn.save(made)
    return made.getvalue()


def require_tesseract() -> None:
    """Skip where OCRmyPDF, Tesseract or its Swedish data is not installed."""
    programs = [shutil.which(name) for name in ("ocrmypdf", "tesseract")]
    if not all(programs):
        pytest.skip("ocrmypdf and tesseract are not installed")
    listed = subprocess.run([str(programs[1]), "--list-langs"], capture_output=True, check=False)
    if b"swe" not in listed.stdout.split():
        pytest.skip("tesseract has no Swedish data; install tesseract-ocr-swe")


class FakeProgram:
    """An `ocrmypdf` first on the path that does what a test tells it to."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        folder.mkdir()
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        limits = replace(process.LIMITS, memory=process.LIMITS.memory + next(_apart))
        monkeypatch.setattr(process, "LIMITS", limits)  # a process of its own, with this path
        self.finds("Beslut om gungor", "Gungorna ska vara hela.")

    def finds(self, *lines: str, pages: int = 1) -> None:
        """Let it find these lines on each of the pages it is given."""
        page = [(50, 780 - 20 * number, line) for number, line in enumerate(lines)]
        (self._folder / "found.pdf").write_bytes(pdf_drawn(*[page] * pages))
        self.does(f"shutil.copy({str(self._folder / 'found.pdf')!r}, made)")

    def does(self, program: str) -> None:
        """Let it run these lines of Python, where `given` and `made` are the files."""
        script = self._folder / "ocrmypdf"
        script.write_text(
            f"#!{sys.executable}\nimport os, shutil, signal, sys, time\n"
            f"given, made = sys.argv[-2:]\n"
            f"shutil.copy(given, {str(self._folder)!r} + '/given.pdf')\n"
            f"print(*sys.argv, file=open({str(self._folder)!r} + '/calls', 'a'))\n{program}\n",
            encoding="utf-8",
        )
        script.chmod(0o755)

    @property
    def calls(self) -> list[str]:
        """The command lines it was called with."""
        file = self._folder / "calls"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    @property
    def given(self) -> bytes:
        """The PDF it was given last."""
        return (self._folder / "given.pdf").read_bytes()


def mixed() -> bytes:
    """Return a PDF with a page of text, one without, and an empty one."""
    return pdf_of(b"BT /F1 12 Tf 50 780 Td (Ett blad med text.) Tj ET", NO_TEXT, b"")
