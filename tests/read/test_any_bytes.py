"""Whatever a file holds, it is read or refused, and nothing is raised."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.article import Article
from indexer.read import Source
from indexer.read.formats import FORMATS
from tests.read.conftest import outcome

pytestmark = pytest.mark.slow

TAGS = """<html> <main> <div class="share"> </div> <table> <tr> <td> </td> <ul> <li> <h1> </h1>
<h2> <p> <br> <br/> Läs mer <a> </a> <script> </script> <!-- --> &amp; &#0; Publicerad 2020
<time datetime="2020-01-01"> <meta property="og:title" content="x"> <svg> <![CDATA["""
MARKUP = st.lists(st.sampled_from(TAGS.split()) | st.text(max_size=5)).map(" ".join)
LINES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "title", "text", "html", "topics"]), inner)
    ),
    max_leaves=8,
).map(repr)


@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if suffix.count(".") == 1])
@given(
    content=st.binary()
    | (st.text() | MARKUP | LINES).map(lambda text: text.encode("utf-8", "replace"))
)
@example(content=b"<time>")
@settings(max_examples=60)
def test_any_content_is_read_or_refused(suffix: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"fil{suffix}").write_bytes(content)
        articles, findings = outcome(Source("arkiv", folder))
    assert articles or any(finding.refused for finding in findings)
    assert not any("oväntat fel" in finding.reason for finding in findings)
    for article in articles:
        assert article.title
        assert Article.from_json(article.to_json()) == article
