from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.read.conftest import Outcome

Read = Callable[..., Outcome]

WHOLE = """---
title: Råd om ljud
date: 2020-02-06
granskad: 7 mars 2021
tags: [buller, ljud]
summary: "Kort: så här."
lang: sv-SE
audience: internal
---

# Rubriken i texten

Första *stycket*.

## Mäta

- en punkt
- en till

| Kommun | Antal |
| --- | --- |
| Älvhamra | 12 |
"""


def test_what_stands_before_the_text_tells_of_it(read_made: Read) -> None:
    (article,), findings = read_made("x.md", WHOLE)
    assert (article.title, article.summary) == ("Råd om ljud", "Kort: så här.")
    assert (str(article.published), str(article.reviewed)) == ("2020-02-06", "2021-03-07")
    assert (article.topics, article.language) == (("buller", "ljud"), "sv")
    assert article.audience == "internal"
    assert article.sections[-1].paragraphs == (
        *("• en punkt", "• en till", "Kommun | Antal", "Älvhamra | 12"),
    )
    assert findings == []


def test_without_it_the_text_tells(read_made: Read) -> None:
    (article,), _ = read_made(
        "x.markdown", "# Råd\r\n\r\nText <b>här</b>.\r\n\r\nPublicerad 6 maj 2020"
    )
    assert (article.title, str(article.published)) == ("Råd", "2020-05-06")
    assert article.sections[0].paragraphs == ("Text här.",)


@pytest.mark.parametrize("head", ["a: [", "- lista", "\tx: y\n z"])
def test_values_that_cannot_be_read_are_told(read_made: Read, head: str) -> None:
    (article,), findings = read_made("x.md", f"---\n{head}\n---\n# Råd\n\nText.")
    assert article.title == "Råd"
    assert "YAML" in findings[0].reason
    assert not findings[0].refused


def test_an_unknown_audience_is_refused(read_made: Read) -> None:
    articles, (finding,) = read_made("x.md", "---\naudience: alla\n---\n# Råd\n\nText.")
    assert articles == []
    assert "audience" in finding.reason


def test_an_impossible_date_is_told(read_made: Read) -> None:
    (article,), findings = read_made("x.md", "---\ndate: 2020-02-31\n---\n# Råd\n\nText.")
    assert article.published is None
    assert "2020-02-31" in findings[0].reason


def test_a_rule_is_no_beginning_of_values(read_made: Read) -> None:
    (article,), findings = read_made("x.md", "# Råd\n\n---\n\nText: här.\n\n2020-01-01")
    assert article.title == "Råd"
    assert findings == []
