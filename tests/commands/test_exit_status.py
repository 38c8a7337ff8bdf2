"""The exit status tells whoever watches over the runs if all was read."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.commands import watch
from tests.commands.typing_in import Outcome, Run, write_source
from tests.index.archive import article
from tests.read.test_web import PAGE, Site, serving

FEED = """<rss><channel>{}</channel></rss>"""
ENTRY = "<item><title>Post {0}</title><guid>{0}</guid><description>Text.</description></item>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        for name in "abc":
            made.put(f"/{name}", PAGE.format(name.upper(), 1))
        made.list_pages("/a", "/b", "/c")
        yield made


def last_line(outcome: Outcome) -> str:
    return outcome.err.splitlines()[-1]


def settings(tmp_path: Path, address: str, more: str = "") -> None:
    text = f'[sources.webb]\npath = "{address}"\ndelay = 0\n{more}'
    (tmp_path / "sokverket.toml").write_text(text, encoding="utf-8")


def test_a_run_that_read_everything_ends_with_0(run: Run, tmp_path: Path) -> None:
    source = write_source(tmp_path / "in.jsonl", article("a"), article("b", audience="internal"))
    for _ in range(2):
        assert run("reindex", source).status == 0


def test_a_refused_article_ends_every_run_with_1_until_it_is_accepted_or_mended(
    run: Run, tmp_path: Path
) -> None:
    source = write_source(tmp_path / "in.jsonl", article("a"), {"id": "b"}, {"id": "c"})
    for _ in range(2):
        outcome = run("reindex", source, "--json")
        assert (outcome.status, outcome.json["articles"]) == (1, 1)
        assert (outcome.json["rejected"], outcome.json["refused"]) == (2, 2)
        assert last_line(outcome) == "2 artiklar avvisades. Resten är indexerad."
    outcome = run("reindex", source, "--accept-refused")
    assert (outcome.status, last_line(outcome)) == (
        0,
        "2 artiklar avvisades. Resten är indexerad.",
    )
    write_source(source, article("a"))
    assert run("reindex", source).status == 0


def test_a_repeated_id_is_a_refused_article(run: Run, tmp_path: Path) -> None:
    source = write_source(tmp_path / "in.jsonl", article("a"), article("a", "Igen."))
    outcome = run("reindex", source)
    assert (outcome.status, last_line(outcome)[:20]) == (1, "1 artikel avvisades.")


def test_doubts_and_files_of_no_format_are_not_counted(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "a.txt").write_text("Utan datum\n\nText.\n", encoding="utf-8")
    (folder / "bild.png").write_bytes(b"png")
    assert run("reindex", folder).status == 0


def test_a_page_that_cannot_be_fetched_is_never_accepted(
    run: Run, tmp_path: Path, site: Site
) -> None:
    settings(tmp_path, f"{site.address}/sitemap.xml")
    assert run("reindex").status == 0
    assert run("reindex").status == 0
    site.put("/b", status=500)
    for flags in ([], ["--accept-refused"]):
        outcome = run("reindex", *flags, "--json")
        assert (outcome.status, outcome.json["articles"]) == (1, 3)
        assert outcome.json["unread"]["addresses"] == 1
        assert last_line(outcome) == "1 adress kunde inte hämtas. Resten är indexerad."


def test_what_lies_beyond_the_limit_is_not_counted(run: Run, tmp_path: Path, site: Site) -> None:
    settings(tmp_path, f"{site.address}/sitemap.xml", "limit = 2\n")
    assert run("reindex").status == 0


def test_entries_that_a_feed_no_longer_lists_are_not_counted(
    run: Run, tmp_path: Path, site: Site
) -> None:
    kind = "application/rss+xml"
    site.put("/f.rss", FEED.format(ENTRY.format(1) + ENTRY.format(2)), kind=kind)
    settings(tmp_path, f"{site.address}/f.rss")
    assert run("reindex").status == 0
    site.put("/f.rss", FEED.format(ENTRY.format(2) + ENTRY.format(3)), kind=kind)
    outcome = run("reindex", "--json")
    assert (outcome.status, outcome.json["articles"]) == (0, 3)


@pytest.mark.parametrize("flags", [[], ["--accept-refused"]])
def test_a_file_that_breaks_off_is_never_accepted(
    run: Run, tmp_path: Path, flags: list[str]
) -> None:
    whole = write_source(tmp_path / "in.jsonl", *(article(f"a{n}") for n in range(500)))
    packed = gzip.compress(whole.read_bytes())
    source = tmp_path / "in.jsonl.gz"
    source.write_bytes(packed[: len(packed) // 2])
    outcome = run("reindex", source, *flags, "--json")
    assert (outcome.status, outcome.json["unread"]["cut_short"]) == (1, 1)
    assert last_line(outcome) == "1 fil lästes inte till slut. Resten är indexerad."


def test_a_source_that_cannot_be_read_at_all_leaves_the_index_as_it_was(
    run: Run, tmp_path: Path
) -> None:
    source = write_source(tmp_path / "in.jsonl", article("a"))
    run("reindex", source)
    source.unlink()
    outcome = run("reindex", source, "--accept-refused")
    assert (outcome.status, last_line(outcome)) == (1, "Indexet är orört.")
    assert run("search", "", "--json").json["total"] == 1


@pytest.mark.parametrize("flags", [[], ["--full"]])
def test_one_source_of_several_that_cannot_be_read_stays_as_it_was(
    run: Run, tmp_path: Path, flags: list[str]
) -> None:
    first = write_source(tmp_path / "in.jsonl", article("a"))
    other = write_source(tmp_path / "ut.jsonl", article("b"), article("c"))
    assert run("reindex", first, other).status == 0
    write_source(first, article("a"), article("ny"))
    other.unlink()
    outcome = run("reindex", other, first, *flags, "--json")
    assert (outcome.status, outcome.json["added"], outcome.json["removed"]) == (1, 1, 0)
    assert last_line(outcome) == "1 fil eller mapp kunde inte läsas. Resten är indexerad."
    assert "ut.jsonl" in outcome.err
    write_source(other, article("b"))
    assert run("reindex", other, first, "--allow-shrink", "--json").json["removed"] == 1


def test_a_site_that_does_not_answer_costs_no_other_source(
    run: Run, tmp_path: Path, site: Site
) -> None:
    settings(tmp_path, f"{site.address}/sitemap.xml", '[sources.mapp]\npath = "in.jsonl"\n')
    source = write_source(tmp_path / "in.jsonl", article("a"))
    assert run("reindex").status == 0
    site.put("/sitemap.xml", status=500)
    write_source(source, article("a"), article("ny"))
    outcome = run("reindex", "--json")
    assert (outcome.status, outcome.json["added"], outcome.json["articles"]) == (1, 1, 5)
    assert last_line(outcome) == "1 adress kunde inte hämtas. Resten är indexerad."


def test_a_link_that_leads_nowhere_is_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "a.txt").write_text("Titel\n\nText.\n", encoding="utf-8")
    (folder / "b.txt").symlink_to(folder / "saknas.txt")
    outcome = run("reindex", folder, "--accept-refused", "--json")
    assert (outcome.status, outcome.json["unread"]["files"]) == (1, 1)


def test_each_run_of_watch_says_what_was_not_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_source(tmp_path / "in.jsonl", article("a"))

    def twice(*_: object) -> Iterator[None]:
        yield
        write_source(source, article("a"), {"id": "b"})
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "watch_paths", twice)
    outcome = run("watch", source)
    assert outcome.err.count("1 artikel avvisades. Resten är indexerad.") == 1
