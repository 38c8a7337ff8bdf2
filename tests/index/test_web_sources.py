"""What a site answers now never costs what it answered before, unless it says that it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from indexer.errors import SourceError
from tests.index.archive import Archive
from tests.read.test_web import PAGE, Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        for name in "abc":
            made.put(f"/{name}", PAGE.format(name.upper(), 1))
        made.list_pages("/a", "/b", "/c")
        yield made


@pytest.fixture
def web(archive: Archive, site: Site) -> Archive:
    archive.sources["webb"] = {"path": f"{site.address}/sitemap.xml", "delay": 0}
    archive.reindex()
    return archive


def titles(archive: Archive) -> list[str]:
    return sorted(hit.article.title for hit in archive.answer().hits)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(
    "answer", [{"status": 500}, {"status": 403}, {"status": 302, "headers": {"Location": "/b"}}]
)
def test_a_page_that_cannot_be_fetched_now_stays(
    web: Archive, site: Site, answer: dict[str, Any], *, full: bool
) -> None:
    site.put("/b", "fel", **answer)
    report = web.reindex(full=full)
    assert titles(web) == ["A", "B", "C"]
    assert report.removed == 0
    site.put("/b", PAGE.format("Ny", 1))
    web.reindex()
    assert titles(web) == ["A", "C", "Ny"]


def test_a_page_that_is_gone_goes(web: Archive, site: Site) -> None:
    site.put("/b", status=410)
    web.reindex()
    assert titles(web) == ["A", "C"]


def test_a_sitemap_that_fails_costs_nothing(web: Archive, site: Site) -> None:
    site.put("/sitemap.xml", status=500)
    with pytest.raises(SourceError, match="HTTP 500"):
        web.reindex()
    assert titles(web) == ["A", "B", "C"]


def test_old_entries_of_a_feed_stay(archive: Archive, site: Site) -> None:
    entry = "<item><title>{0}</title><link>SITE/{0}</link><description>Om</description></item>"

    def publish(*names: str) -> None:
        items = "".join(map(entry.format, names))
        body = f"<rss><channel>{items}</channel></rss>"
        site.put("/flode", body, kind="application/rss+xml", headers={"ETag": f'"{names}"'})

    archive.sources["webb"] = {"path": f"{site.address}/flode", "delay": 0}
    for names in (("1", "2"), ("2", "3"), ("2", "3"), ("3", "4")):
        publish(*names)
        archive.reindex()
    assert titles(archive) == ["1", "2", "3", "4"]
    archive.reindex(full=True)
    assert titles(archive) == ["1", "2", "3", "4"]
    publish("5")
    archive.reindex()
    assert titles(archive) == ["1", "2", "3", "4", "5"]


class TestSite:
    @pytest.fixture
    def whole(self, archive: Archive, site: Site) -> Archive:
        del site.answers["/sitemap.xml"]
        links = "".join(f"<a href='/{name}'>Sidan {name}</a> " for name in "abc")
        site.put("/", PAGE.format("Start", 1) + links)
        archive.sources["webb"] = {"path": f"{site.address}/", "delay": 0}
        archive.reindex()
        return archive

    def test_a_page_that_is_gone_goes_and_one_that_comes_comes(
        self, whole: Archive, site: Site
    ) -> None:
        site.put("/a", status=404)
        site.put("/b", PAGE.format("B", 2) + "<a href=/d>d</a>")
        site.put("/d", PAGE.format("D", 1))
        whole.reindex()
        assert titles(whole) == ["B", "C", "D", "Start"]

    @pytest.mark.parametrize("full", [False, True])
    def test_a_reading_that_is_cut_short_removes_nothing(
        self, whole: Archive, site: Site, *, full: bool
    ) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("indexer.read.crawl.LONGEST", -1)
            assert whole.reindex(full=full).removed == 0
        assert titles(whole) == ["A", "B", "C", "Start"]
        site.put("/", status=500)
        with pytest.raises(SourceError, match="HTTP 500"):
            whole.reindex(full=full)
        assert titles(whole) == ["A", "B", "C", "Start"]

    def test_one_with_a_lower_limit_removes_nothing(self, whole: Archive) -> None:
        whole.sources["webb"]["limit"] = 2
        assert whole.reindex().removed == 0
        assert titles(whole) == ["A", "B", "C", "Start"]

    def test_a_page_that_asks_not_to_be_found_goes(self, whole: Archive, site: Site) -> None:
        site.put("/b", PAGE.format("B", 1) + "<meta name=robots content=noindex>")
        whole.reindex()
        assert titles(whole) == ["A", "C", "Start"]

    def test_a_sitemap_that_fails_for_a_while_removes_nothing(
        self, whole: Archive, site: Site
    ) -> None:
        site.list_pages("/a", "/b", "/c", "/d")
        site.put("/d", PAGE.format("D", 1))
        whole.reindex()
        assert titles(whole) == ["A", "B", "C", "D", "Start"]
        site.put("/sitemap.xml", status=503)
        whole.reindex()
        assert titles(whole) == ["A", "B", "C", "D", "Start"]
