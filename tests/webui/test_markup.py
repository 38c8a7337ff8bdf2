"""Every page in every state is HTML that a strict reader takes without a complaint."""

from __future__ import annotations

from itertools import pairwise

import html5lib
import pytest
from flask.testing import FlaskClient

from tests.webui.browsing import STATES


@pytest.mark.parametrize("state", STATES)
def test_pages_are_well_formed(client: FlaskClient, state: str) -> None:
    page = client.get(STATES[state]).get_data(as_text=True)
    html5lib.HTMLParser(strict=True).parse(page)
    tree = html5lib.parse(page, treebuilder="lxml", namespaceHTMLElements=False)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for name in ("aria-labelledby", "aria-describedby", "for", "form", "list"):
        for value in tree.xpath(f"//@{name}"):
            assert set(value.split()) <= set(ids), (name, value)
    levels = [
        int(heading.tag[1]) for heading in tree.xpath("//*[self::h1 or self::h2 or self::h3]")
    ]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
