"""Every hostile file costs at most its own article, with a reason and a remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.article import Article
from indexer.read import Source, process
from tests.read import hostile
from tests.read.conftest import outcome
from tests.read.hostile import READ
from tests.read.hostile_office import OFFICE

pytestmark = pytest.mark.slow

FILES = {**hostile.FILES, **OFFICE}


@pytest.fixture(autouse=True)
def narrow_limits() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "LIMITS", process.Limits(seconds=4, memory=1_000_000_000))
        yield


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 120


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_costs_at_most_its_own_article(name: str, tmp_path: Path) -> None:
    make, reason = FILES[name]
    (tmp_path / "!före.txt").write_text("Före\n\nText.\n\n2020-01-01", encoding="utf-8")
    (tmp_path / "ö efter.txt").write_text("Efter\n\nText.\n\n2020-01-01", encoding="utf-8")
    make(tmp_path)
    articles, findings = outcome(Source("arkiv", str(tmp_path)))
    assert {"Före", "Efter"} <= {article.title for article in articles}
    assert all(finding.reason and finding.remedy for finding in findings)
    assert not [finding for finding in findings if "oväntat fel" in finding.reason]
    refused = [finding.reason for finding in findings if finding.refused]
    if reason == READ:  # or not in time, on a slow machine
        assert [one for one in refused if "tog mer än" not in one] == []
    elif reason != "ingenting":
        assert [one for one in refused if re.search(reason, one)], refused
    for article in articles:
        assert article.title
        assert article.id.isprintable()
        assert "root:" not in article.to_json()
        assert Article.from_json(article.to_json()) == article
