"""Scanned PDFs, read by machine."""

from __future__ import annotations

import stat
import zlib
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from indexer.read import Source, process
from indexer.read.ocr_results import Results
from indexer.read.pdf_lines import Cell, Line
from indexer.read.pdf_misread import mend
from indexer.settings import choose_sources
from tests.read.conftest import Outcome, outcome
from tests.read.made import pdf_drawn, pdf_of
from tests.read.scans import NO_TEXT, FakeProgram, mixed, require_tesseract, scanned

pytestmark = pytest.mark.slow

TEXT = "Beslutet gäller från och med i år, och även föreningar får söka bidrag."

HUGE = """<< /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /Length 3
/BitsPerComponent 1 /ColorSpace /DeviceGray >>
stream
abc
endstream"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeProgram:
    return FakeProgram(tmp_path / "program", monkeypatch)


def read(folder: Path, data: bytes = b"", *, name: str = "x.pdf", ocr: bool = True) -> Outcome:
    archive = folder / "arkiv"
    archive.mkdir(exist_ok=True)
    (archive / name).write_bytes(data or pdf_of(NO_TEXT))
    return outcome(Source("arkiv", str(archive), ocr=str(folder / "ocr") if ocr else ""))


def line(text: str, bottom: float, size: float = 9, cells: tuple[Cell, ...] = ()) -> Line:
    right = cells[-1].right if cells else 400
    return Line(text, bottom + size, bottom, 100, right, bold=False, cells=cells)


class TestTheRealProgram:
    @pytest.mark.parametrize("turned", [0, 90, 180])
    def test_it_reads_swedish(self, tmp_path: Path, turned: int) -> None:
        require_tesseract()
        page = [(70, 720, "24|Bidrag till kök")]
        page += [(70, 680 - 16 * number, f"11|{TEXT}") for number in range(9)]
        (article,), _ = read(tmp_path, scanned(pdf_drawn(page), turned=turned))
        assert article.machine_read
        assert article.title == "Bidrag till kök"
        assert TEXT in " ".join(article.sections[0].paragraphs)
        assert article.sections[0].page == 1

    @pytest.mark.parametrize(
        "data",
        {
            "a picture of 3,600 million dots": pdf_of(
                b"q 500 0 0 500 0 0 cm /I Do Q",
                objects=[HUGE],
                page="/Resources << /XObject << /I 20 0 R >> >>",
            ),
            "a page of 200 inches": pdf_of(NO_TEXT, page="/MediaBox [0 0 14400 14400]"),
            "a picture that is none": pdf_of(
                b"q 500 0 0 500 0 0 cm BI /W 9 /H 9 /BPC 8 /CS /G /F /DCT ID \xff\xd8skr\xe4p EI Q"
            ),
            "a huge inline picture": pdf_of(
                b"q 500 0 0 500 0 0 cm BI /W 60000 /H 60000 /BPC 1 /CS /G /F /Fl ID "
                + zlib.compress(bytes(10_000_000), 9)
                + b" EI Q"
            ),
            "thousands of strokes": pdf_of(b"0 0 m 500 700 l S " * 3000),
            "strokes out of the page": pdf_of(b"1e9 1e9 m -1e9 3 l 1e8 w S"),
            "no end of saved states": pdf_of(b"q " * 100_000 + NO_TEXT),
        }.values(),
    )
    def test_a_hostile_scan_costs_at_most_its_own_article(
        self, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        require_tesseract()
        monkeypatch.setattr(process, "LIMITS", replace(process.LIMITS, memory=1_000_000_000))
        (tmp_path / "arkiv").mkdir()
        (tmp_path / "arkiv" / "ö.txt").write_text("Efter\n\nText.", encoding="utf-8")
        articles, findings = read(tmp_path, data)
        assert "Efter" in {article.title for article in articles}
        assert all(finding.reason and finding.remedy for finding in findings)
        assert not [finding for finding in findings if "oväntat fel" in finding.reason]


class TestWhatIsRead:
    def test_the_article_says_that_a_machine_has_read_it(
        self, tmp_path: Path, fake: FakeProgram
    ) -> None:
        (article,), _ = read(tmp_path)
        assert article.machine_read
        assert '"machine_read": true' in article.to_json()
        assert "Gungorna ska vara hela." in " ".join(article.sections[0].paragraphs)
        assert len(fake.calls) == 1

    def test_without_the_setting_the_remedy_is_said(
        self, tmp_path: Path, fake: FakeProgram
    ) -> None:
        _, (finding,) = read(tmp_path, ocr=False)
        assert finding.refused
        assert "ocr = true" in finding.remedy
        assert "tesseract-ocr-swe" in finding.remedy
        assert fake.calls == []

    def test_a_page_that_no_machine_can_read_is_told_of(
        self, tmp_path: Path, fake: FakeProgram
    ) -> None:
        fake.finds("")
        _, (finding,) = read(tmp_path)
        assert "ingen som en maskin kan läsa" in finding.reason

    def test_only_pages_without_text_are_given_to_it(
        self, tmp_path: Path, fake: FakeProgram
    ) -> None:
        (article,), _ = read(tmp_path, mixed())
        assert len(pypdfium2.PdfDocument(fake.given)) == 1
        assert article.sections[-1].page == 2
        assert "Ett blad med text." in article.to_json()
        assert article.machine_read

    def test_a_pdf_with_text_on_every_page_is_not(self, tmp_path: Path, fake: FakeProgram) -> None:
        (article,), _ = read(tmp_path, pdf_drawn([(50, 700, TEXT)]))
        assert not article.machine_read
        assert "machine_read" not in article.to_json()
        assert fake.calls == []

    def test_the_language_is_that_of_the_source(self, tmp_path: Path, fake: FakeProgram) -> None:
        read(tmp_path)
        outcome(Source("arkiv", str(tmp_path / "arkiv"), language="fi", ocr=str(tmp_path / "ocr")))
        assert ["--language swe" in fake.calls[0], "--language fin" in fake.calls[1]] == [True] * 2

    def test_its_own_clock_holds_and_not_the_articles(
        self, tmp_path: Path, fake: FakeProgram, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(process, "LIMITS", replace(process.LIMITS, seconds=0.3))
        found = tmp_path / "program" / "found.pdf"
        fake.does(f"time.sleep(2.5); shutil.copy({str(found)!r}, made)")
        (article,), _ = read(tmp_path)
        assert article.machine_read

    def test_the_setting_reaches_every_source(self, tmp_path: Path) -> None:
        (source,) = choose_sources({}, ["."], ocr=tmp_path)
        assert source.ocr == str(tmp_path)


class TestWhatIsKept:
    def test_no_page_is_read_twice(self, tmp_path: Path, fake: FakeProgram) -> None:
        first = read(tmp_path)
        fake.does("sys.exit(1)")
        assert read(tmp_path) == first
        assert len(fake.calls) == 1

    def test_nor_when_the_file_has_another_name(self, tmp_path: Path, fake: FakeProgram) -> None:
        read(tmp_path)
        (tmp_path / "arkiv" / "x.pdf").unlink()
        (article,), _ = read(tmp_path, name="y.pdf")
        assert article.machine_read
        assert len(fake.calls) == 1

    def test_it_is_for_its_owner_alone_and_without_pictures(
        self, tmp_path: Path, fake: FakeProgram
    ) -> None:
        fake.does("shutil.copy(given, made)")
        read(tmp_path, scanned(pdf_drawn([(50, 700, TEXT)])))
        assert len(fake.calls) == 1
        (kept,) = (tmp_path / "ocr").glob("*.pdf")
        assert kept.stat().st_size < 2000
        for path in (tmp_path / "ocr").iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "ocr").stat().st_mode) == 0o700

    def test_what_is_damaged_is_read_anew(self, tmp_path: Path, fake: FakeProgram) -> None:
        read(tmp_path)
        (kept,) = (tmp_path / "ocr").glob("*.pdf")
        kept.write_bytes(b"%PDF-skr\xe4p")
        (article,), _ = read(tmp_path)
        assert article.machine_read
        assert len(fake.calls) == 2

    def test_a_changed_file_lets_go_of_what_was_read_before(
        self, tmp_path: Path, fake: FakeProgram
    ) -> None:
        read(tmp_path)
        read(tmp_path, pdf_of(NO_TEXT + b" "))
        results = Results(tmp_path / "ocr")
        assert len(list(results.folder.glob("*.pdf"))) == len(fake.calls) == 2
        results.retain({"arkiv/x.pdf"}.__contains__)
        assert len(list(results.folder.glob("*.pdf"))) == 1
        results.retain(lambda _: False)
        assert [path.name for path in results.folder.iterdir()] == ["users"]
        assert results.users() == {}


@pytest.mark.usefixtures("same_process")
class TestWhenItFails:
    @pytest.mark.parametrize(
        ("program", "reason"),
        [
            ("sys.exit(3)", "språkdata"),
            ("sys.exit(6)", "slutkod 6"),
            ("os.kill(os.getpid(), signal.SIGSEGV)", "slutkod -11"),
            ("time.sleep(60)", "tog mer än"),
            ("while True: pass", "tog mer än|slutkod -"),
            ("", "slutkod 0"),
            ("open(made, 'w').write('skräp')", "ingen hel PDF"),
            ("open(made, 'w').close()", "ingen hel PDF"),
            ("os.symlink('/etc/passwd', made)", "slutkod 0"),
            ("os.mkdir(made)", "slutkod 0"),
            ("open(made, 'wb').write(b'x' * 300_000)", "slutkod"),
            ("if os.fork() == 0: time.sleep(60)", "slutkod 0"),
        ],
    )
    def test_it_costs_its_own_file(
        self,
        tmp_path: Path,
        fake: FakeProgram,
        program: str,
        reason: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("indexer.read.pdf_ocr.MOST_SECONDS", 2)
        monkeypatch.setattr("indexer.read.pdf_ocr.MAX_DOCUMENT_BYTES", 200_000)
        fake.does(program)
        articles, (finding,) = read(tmp_path)
        assert articles == []
        assert any(part in finding.reason for part in reason.split("|"))
        assert finding.remedy
        assert list((tmp_path / "ocr").glob("*.pdf")) == []

    def test_another_number_of_pages_is_no_result(self, tmp_path: Path, fake: FakeProgram) -> None:
        fake.finds("Text.", pages=2)
        _, (finding,) = read(tmp_path)
        assert "ingen hel PDF" in finding.reason

    def test_pages_with_text_are_read_all_the_same(self, tmp_path: Path, fake: FakeProgram) -> None:
        fake.does("sys.exit(6)")
        (article,), findings = read(tmp_path, mixed())
        assert not article.machine_read
        (told,) = [one for one in findings if "inskannad sida är inte läst" in one.reason]
        assert not told.refused

    def test_too_many_pages_are_not_tried(
        self, tmp_path: Path, fake: FakeProgram, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("indexer.read.pdf_ocr.MOST_PAGES", 2)
        _, (finding,) = read(tmp_path, pdf_of(NO_TEXT, NO_TEXT, NO_TEXT))
        assert "högst 2" in finding.reason
        assert fake.calls == []

    def test_a_program_that_is_missing_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("indexer.read.command.find_program", lambda _: None)
        _, (finding,) = read(tmp_path)
        assert "ocrmypdf finns inte" in finding.reason


class TestWhatIsMended:
    def test_signs_of_sections_are_told_by_their_order(self) -> None:
        said = ("15 Mål", "1 $ andra", "28 Krav", "48 Stöd", "5$ Slut", "9 $$ och 10 §")
        page = [line(text, 700 - 20 * number) for number, text in enumerate(said)]
        assert [one.text for one in mend([page])[0]] == [
            *("1 § Mål", "1 § andra", "2 § Krav", "4 § Stöd", "5 § Slut", "9 §§ och 10 §"),
        ]

    def test_figures_without_a_certain_section_stay(self) -> None:
        page = [line(text, 700) for text in ("15 Mål", "25 Krav", "35 Stöd")]
        assert [one.text for one in mend([page])[0]] == ["15 Mål", "25 Krav", "35 Stöd"]

    def test_notes_in_the_margin_are_lines_of_their_own(self) -> None:
        cells = (Cell("Regler om gungor", 100, 250), Cell("GFS 2004:2", 430, 490))
        page = [line("Alla ska leka.", 600), line("Regler om gungor GFS 2004:2", 700, cells=cells)]
        assert [one.text for one in mend([page])[0]] == [
            *("Alla ska leka.", "Regler om gungor", "GFS 2004:2"),
        ]

    def test_letters_of_nearly_one_height_have_one(self) -> None:
        page = [line("Alla ska leka.", 600), line("Högt", 500, 8), line("Rubrik", 700, 14)]
        assert [one.size for one in mend([page])[0]] == [9, 9, 14]

    def test_dirt_is_no_text(self) -> None:
        page = [line("Alla ska leka.", 600), line("‘. -", 500), line("~ barn", 400)]
        assert [one.text for one in mend([page])[0]] == ["Alla ska leka.", "– barn"]
