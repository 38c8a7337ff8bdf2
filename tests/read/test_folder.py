from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.errors import SourceError
from indexer.read import Source, characters, read
from indexer.read.failures import explain
from tests.read.conftest import Outcome, outcome

Read = Callable[..., Outcome]

TEXT = "Titel\n\nText.\n\nPublicerat 6 maj 2020\n"


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")


def test_files_come_sorted_with_ids_and_addresses(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/å.txt", "a/z.txt", ".dold.txt", ".git/x.txt", "c d%.TXT")
    source = Source("arkiv", str(tmp_path), url="https://exempel.se/arkiv")
    articles, findings = outcome(source)
    assert [article.id for article in articles] == [
        "arkiv/a/z.txt",
        "arkiv/a/å.txt",
        "arkiv/b.txt",
        "arkiv/c%20d%25.TXT",
    ]
    assert [article.url for article in articles][1:4:2] == [
        "https://exempel.se/arkiv/a/%C3%A5.txt",
        "https://exempel.se/arkiv/c%20d%25.TXT",
    ]
    assert findings == []


def test_a_single_file_is_named_by_its_source(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    source = Source("min källa", str(tmp_path / "a.txt"), url="https://exempel.se/a")
    (article,), _ = outcome(source)
    assert (article.id, article.url) == ("min%20källa", "https://exempel.se/a")


@pytest.mark.parametrize(
    "name", [b"\xe5rsplan.txt", b"rad\nbyte.txt", b"tab\t.txt", b"\xc2\xa0.txt"]
)
def test_odd_names_become_ids_that_can_be_printed(tmp_path: Path, name: bytes) -> None:
    with open(os.path.join(os.fsencode(tmp_path), name), "wb") as stream:  # noqa: PTH118, PTH123
        stream.write(TEXT.encode())
    (article,), _ = outcome(Source("arkiv", str(tmp_path), url="https://exempel.se"))
    assert article.id.isprintable()
    assert "%" in article.id
    assert article.url.isascii()


def test_other_formats_are_counted_once_for_each(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.png", "c.PNG", "d/e.png", "f.png", "README")
    articles, findings = outcome(Source("arkiv", str(tmp_path)))
    assert [article.id for article in articles] == ["arkiv/a.txt"]
    assert [(finding.item, finding.reason, finding.refused) for finding in findings] == [
        ("arkiv/README", "fil utan filändelse läses inte", False),
        (
            "arkiv/b.png, arkiv/c.PNG, arkiv/d/e.png och 1 till",
            "formatet .png läses inte",
            False,
        ),
    ]
    assert ".txt" in findings[0].remedy


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("a.7z", ".zip"),
        ("a.tar.gz", ".zip"),
        ("a.wacz", ".warc.gz"),
        ("a.arc.gz", "WARC"),
        ("a.pages", "PDF"),
        ("a.mht", "HTML"),
        ("a.CSV", "JSON Lines"),
        ("a.json", ".jsonl"),
    ],
)
def test_formats_that_hold_text_are_refused_with_a_remedy_of_their_own(
    tmp_path: Path, name: str, remedy: str
) -> None:
    write(tmp_path, "a.txt", name)
    _, (finding,) = outcome(Source("arkiv", str(tmp_path)))
    assert finding.refused
    assert remedy in finding.remedy


class TestLinks:
    def test_a_link_inside_is_followed_and_one_to_a_folder_read_only_once(
        self, tmp_path: Path
    ) -> None:
        write(tmp_path, "b/b.txt")
        (tmp_path / "a.txt").symlink_to(tmp_path / "b" / "b.txt")
        (tmp_path / "länk").symlink_to(tmp_path / "b")
        (tmp_path / "b" / "upp").symlink_to(tmp_path)
        articles, findings = outcome(Source("arkiv", str(tmp_path)))
        assert [article.id for article in articles] == ["arkiv/a.txt", "arkiv/b/b.txt"]
        assert findings == []

    def test_links_outward_round_and_nowhere_are_refused(self, tmp_path: Path) -> None:
        write(tmp_path, "ute/hemlig.txt", "inne/a.txt")
        inside = tmp_path / "inne"
        (inside / "fil.txt").symlink_to(tmp_path / "ute" / "hemlig.txt")
        (inside / "mapp").symlink_to(tmp_path / "ute")
        (inside / "ring.txt").symlink_to(inside / "ring.txt")
        (inside / "tom.txt").symlink_to(inside / "saknas.txt")
        articles, findings = outcome(Source("arkiv", str(inside)))
        assert [article.id for article in articles] == ["arkiv/a.txt"]
        assert [(finding.item, finding.reason) for finding in findings] == [
            ("arkiv/fil.txt", "är en länk ut ur mappen"),
            ("arkiv/mapp", "är en länk ut ur mappen"),
            ("arkiv/ring.txt", "är en länk som går i cirkel"),
            ("arkiv/tom.txt", "finns inte"),
        ]
        assert all(finding.refused and finding.remedy for finding in findings)

    def test_the_source_itself_may_be_a_link(self, tmp_path: Path) -> None:
        write(tmp_path, "b/b.txt")
        (tmp_path / "a").symlink_to(tmp_path / "b")
        assert len(outcome(Source("arkiv", str(tmp_path / "a")))[0]) == 1


def test_pipes_are_refused_without_waiting(tmp_path: Path) -> None:
    write(tmp_path, "b.txt")
    os.mkfifo(tmp_path / "a.txt")
    articles, (finding,) = outcome(Source("arkiv", str(tmp_path)))
    assert len(articles) == 1
    assert (finding.item, finding.refused) == ("arkiv/a.txt", True)
    assert "rör" in finding.reason


@pytest.mark.usefixtures("same_process")
def test_an_unreadable_file_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt", "b.txt")
    honest = Path.open

    def guarded(path: Path, mode: str = "r") -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return honest(path, mode)

    monkeypatch.setattr(Path, "open", guarded)
    articles, (finding,) = outcome(Source("arkiv", str(tmp_path)))
    assert [article.id for article in articles] == ["arkiv/b.txt"]
    assert (finding.item, finding.reason) == ("arkiv/a.txt", "får inte läsas")
    assert finding.remedy == "Ge den som kör kommandot rätt att läsa."


def test_an_unreadable_folder_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a/a.txt", "b/b.txt")
    honest = Path.iterdir

    def guarded(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return honest(path)

    monkeypatch.setattr(Path, "iterdir", guarded)
    articles, (finding,) = outcome(Source("arkiv", str(tmp_path)))
    assert [article.id for article in articles] == ["arkiv/b/b.txt"]
    assert (finding.item, finding.reason) == ("arkiv/a", "får inte läsas")


@pytest.mark.usefixtures("same_process")
def test_a_reader_that_fails_unexpectedly_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt", "b.txt")
    monkeypatch.setattr(characters, "BOMS", ((None, ""),))
    articles, findings = outcome(Source("arkiv", str(tmp_path)))
    assert articles == []
    assert [finding.item for finding in findings] == ["arkiv/a.txt", "arkiv/b.txt"]
    assert "oväntat fel (TypeError" in findings[0].reason


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_file_over_the_limit_is_refused_with_both_sizes(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as stream:
        stream.truncate(50_000_000)
    articles, (finding,) = outcome(Source("arkiv", str(tmp_path)))
    assert articles == []
    assert finding.item == f"arkiv/{name}"
    assert finding.reason == "filen är 50,0 MB, gränsen är 20 MB"
    assert finding.remedy


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
@pytest.mark.parametrize("content", [b"", b" \n\n "])
def test_an_empty_article_is_refused(read_made: Read, name: str, content: bytes) -> None:
    articles, (finding,) = read_made(name, content)
    assert articles == []
    assert (finding.item, finding.reason) == (f"arkiv/{name}", "filen är tom")
    assert finding.remedy


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_binary_rubbish_is_refused(read_made: Read, name: str) -> None:
    articles, (finding,) = read_made(name, bytes(range(256)) * 40)
    assert articles == []
    assert finding.reason == "filen innehåller binära data, inte text"
    assert (finding.item, finding.refused) == (f"arkiv/{name}", True)


def test_a_title_without_text_is_kept_and_reported(read_made: Read) -> None:
    (article,), findings = read_made("a.txt", "Bara en titel")
    assert article.title == "Bara en titel"
    assert "artikeln har en titel men ingen text" in [finding.reason for finding in findings]


class TestSourceErrors:
    def failure(self, path: Path | str) -> SourceError:
        with pytest.raises(SourceError) as caught:
            list(read(Source("arkiv", str(path))))
        assert caught.value.remedy
        return caught.value

    def test_missing(self, tmp_path: Path) -> None:
        error = self.failure(tmp_path / "saknas")
        assert str(error) == f"{tmp_path}/saknas: finns inte. Kontrollera sökvägen."

    @pytest.mark.parametrize("location", ["a\0b", "x" * 5000])
    def test_not_a_path(self, location: str) -> None:
        assert self.failure(location).reason == "är ingen giltig sökväg"

    def test_empty_folder(self, tmp_path: Path) -> None:
        write(tmp_path, ".dold")
        assert self.failure(tmp_path).reason == "mappen är tom"

    def test_empty_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").touch()
        assert self.failure(tmp_path / "a.txt").reason == "filen är tom"

    def test_only_unknown_formats(self, tmp_path: Path) -> None:
        write(tmp_path, "a.png")
        assert self.failure(tmp_path).reason == "mappen har ingen fil som kan läsas"
        error = self.failure(tmp_path / "a.png")
        assert error.reason == "formatet .png läses inte"
        assert ".jsonl.xz" in error.remedy

    def test_neither_file_nor_folder(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.txt")
        assert self.failure(tmp_path / "a.txt").reason == "är varken en fil eller en mapp"

    def test_unreadable(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(tmp_path, "a.txt")

        def denied(*_: object) -> object:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", denied)
        monkeypatch.setattr(os, "scandir", denied)
        assert self.failure(tmp_path / "a.txt").reason == "får inte läsas"
        assert self.failure(tmp_path).reason == "får inte läsas"


def test_an_unforeseen_failure_is_told_with_the_system_s_words() -> None:
    reason, remedy = explain(OSError(errno.EXDEV, "Invalid cross-device link"))
    assert "Invalid cross-device link" in reason
    assert remedy
