"""What a source takes of its files and pages, of which kind it is and where it lies."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from indexer.article import Article
from indexer.errors import SourceError
from indexer.read import Source, read, scan
from indexer.read.item import Origin
from indexer.settings.globs import explain_glob, match_address, match_path

pytestmark = pytest.mark.slow

TEXT = "# Råd\n\nEn text.\n\nPublicerad 2020-01-02"


@pytest.mark.parametrize(
    ("glob", "path", "takes"),
    [
        ("*.md", "a.md", True),
        ("*.md", "beslut/2020/a.md", True),
        ("*.md", "a.mdx", False),
        ("/*.md", "beslut/a.md", False),
        ("beslut", "beslut/a.md", True),
        ("beslut/", "gamla/beslut/a.md", True),
        ("beslut/*", "beslut/2020/a.md", True),
        ("beslut/*", "gamla/beslut/a.md", False),
        ("/beslut/*", "beslut/a.md", True),
        ("**/beslut/*", "gamla/beslut/a.md", True),
        ("**/beslut/*", "beslut/a.md", True),
        ("beslut/*/a.md", "beslut/2020/a.md", True),
        ("beslut/*/a.md", "beslut/2020/12/a.md", False),
        ("beslut/**.md", "beslut/2020/12/a.md", True),
        ("be?lut/[a-c].md", "beslut/b.md", True),
        ("be?lut/[!a-c].md", "beslut/b.md", False),
        ("råd/*", "ra\N{COMBINING RING ABOVE}d/a.md", True),
        ("a+b (1).md", "a+b (1).md", True),
        ("https://a.se/*", "a.se/x", False),
    ],
)
def test_a_glob_of_paths(glob: str, path: str, *, takes: bool) -> None:
    assert match_path([glob], path) is takes


@pytest.mark.parametrize(
    ("glob", "address", "takes"),
    [
        ("https://www.a.se/*", "https://www.a.se/x/y?z=1", True),
        ("https://www.a.se/x", "http://www.a.se/x/y", True),
        ("https://*.a.se/", "https://b.a.se/x", True),
        ("https://www.a.se/r%C3%A5d/*", "https://www.a.se/r%C3%A5d/x", False),
        ("https://www.a.se/råd/*", "https://www.a.se/r%C3%A5d/x", True),
        ("www.a.se/*", "https://www.a.se/x", False),
    ],
)
def test_a_glob_of_addresses(glob: str, address: str, *, takes: bool) -> None:
    assert match_address([glob], address) is takes


@pytest.mark.parametrize("glob", ["", " ", "/", "a\\b", "../a", "a[b", "a]b"])
def test_a_glob_that_cannot_be_is_explained(glob: str) -> None:
    assert explain_glob(glob)


def articles(source: Source) -> dict[str, Article]:
    """Return the articles of a source by id."""
    return {item.id: item for item in read(source) if isinstance(item, Article)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of files, and an archive among them."""
    folder = tmp_path / "arkiv"
    for path in ("a.md", "beslut/b.md", "beslut/2020/c.md", "utkast/d.md", "beslut/utkast/e.md"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(TEXT, encoding="utf-8")
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        for path in ("beslut/f.md", "utkast/g.md"):
            archive.writestr(path, TEXT)
    return folder


@pytest.mark.parametrize(
    ("include", "exclude", "names"),
    [
        ((), ("utkast",), "a b c f"),
        (("beslut/*",), (), "b c e"),
        (("beslut/*", "a.md"), ("beslut/*/*",), "a b"),
        (("*.md",), ("/utkast", "z.zip"), "a b c e"),
        (("z.zip",), ("utkast",), "f"),
    ],
)
def test_a_folder_is_chosen_from(
    folder: Path, include: tuple[str, ...], exclude: tuple[str, ...], names: str
) -> None:
    found = articles(Source("k", str(folder), include=include, exclude=exclude))
    assert sorted(Path(id_).stem for id_ in found) == names.split()


def test_an_archive_that_is_a_source_is_chosen_from_where_it_begins(folder: Path) -> None:
    source = Source(
        "k", str(folder / "z.zip"), include=("beslut/*",), kinds=(("beslut", "beslut"),),
        address=((r"(.+)\.md", r"https://a.se/\1"),),
    )  # fmt: skip
    (article,) = articles(source).values()
    assert (article.kind, article.url) == ("beslut", "https://a.se/beslut/f")


def test_lines_are_chosen_by_their_address(tmp_path: Path) -> None:
    lines = [
        {"id": id_, "title": "T", "text": "Text.", "url": url}
        for id_, url in (("a", "https://a.se/beslut/1"), ("b", "https://a.se/utkast/2"), ("c", ""))
    ]
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    kinds = (("https://a.se/beslut/*", "beslut"),)
    source = Source("k", str(path), include=("https://a.se/beslut/*",), kinds=kinds)
    assert {id_: one.kind for id_, one in articles(source).items()} == {"a": "beslut"}
    source = Source("k", str(path), exclude=("https://a.se/utkast/*",))
    assert articles(source).keys() == {"a", "c"}


def test_the_first_rule_that_fits_gives_kind_and_address(folder: Path) -> None:
    source = Source(
        "k", str(folder), kind="text", url="https://a.se/filer/",
        kinds=(("beslut/2020", "gammalt beslut"), ("beslut", "beslut")),
        address=(
            (r"beslut/(\d+)/(?P<namn>.*)\.md", r"https://b.se/\g<namn>?år=\1"),
            (r"beslut/(.*)\.md", r"https://b.se/\1"),
        ),
    )  # fmt: skip
    found = articles(source)
    assert {id_[2:]: one.kind for id_, one in found.items() if "z.zip" not in id_} == {
        "a.md": "text", "beslut/2020/c.md": "gammalt beslut", "beslut/b.md": "beslut",
        "beslut/utkast/e.md": "beslut", "utkast/d.md": "text",
    }  # fmt: skip
    assert found["k/a.md"].url == "https://a.se/filer/a.md"
    assert found["k/beslut/b.md"].url == "https://b.se/b"
    assert found["k/beslut/2020/c.md"].url == "https://b.se/c?år=2020"


def test_what_the_file_says_goes_before_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntyp: brev\n---\n# T\n\nText.", encoding="utf-8")
    (article,) = articles(Source("k", str(tmp_path), kinds=(("*.md", "beslut"),))).values()
    assert article.kind == "brev"


@pytest.mark.parametrize(
    "changed",
    [
        {"exclude": ("utkast",)},
        {"kinds": (("beslut", "b"),)},
        {"fields": (("title", ("rubrik",)),)},
        {"address": ((".*", "https://a.se"),)},
    ],
)
def test_what_is_changed_in_the_settings_is_read_anew(
    folder: Path, changed: dict[str, tuple[object, ...]]
) -> None:
    def origins(source: Source, known: dict[str, str]) -> dict[str, str]:
        return {i.name: i.fingerprint for i in scan(source, known) if isinstance(i, Origin)}

    source = Source("k", str(folder))
    known = origins(source, {})
    assert origins(source, known) == {}
    again = origins(Source("k", str(folder), **changed), known)  # type: ignore[arg-type] # as given
    assert {"a.md", "z.zip", "z.zip/beslut/f.md"} <= again.keys()


def test_a_choice_that_leaves_nothing_is_said(folder: Path) -> None:
    with pytest.raises(SourceError, match="ingen fil i mappen är vald"):
        list(read(Source("k", str(folder), include=("*.pdf",))))
