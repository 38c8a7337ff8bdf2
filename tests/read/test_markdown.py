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


@pytest.mark.parametrize(
    "head",
    [
        *("a: [", "\tx: y\n z", "audience:internal", "title: T\naudience : [internal", "titel = T"),
        *("- audience: internal", "? audience\n\t: internal", f"title: T\n{'x: ' + 'y' * 600_000}"),
    ],
)
def test_fields_that_cannot_be_read_may_say_that_all_is_secret(read_made: Read, head: str) -> None:
    articles, (finding,) = read_made("x.md", f"---\n{head}\n---\n# Råd\n\nText.")
    assert articles == []
    assert finding.reason.startswith("uppgifterna före texten går inte att läsa")
    assert finding.refused


@pytest.mark.parametrize("rule", ["---", "+++"])
def test_fields_without_an_end_are_refused(read_made: Read, rule: str) -> None:
    articles, (finding,) = read_made("x.md", f"{rule}\naudience: internal\n\n# Råd\n\nText.")
    assert articles == []
    assert f"de avslutas inte med {rule}" in finding.reason


@pytest.mark.parametrize(
    "text",
    ["Text utan fält.", "- En punkt i en lista som är en hel mening och längre än en väg.", ""],
)
def test_text_between_rules_is_text(read_made: Read, text: str) -> None:
    (article,), _ = read_made("x.md", f"---\n\n{text}\n\n---\n\n# Råd\n\nText.")
    assert article.title == "Råd"
    assert text.strip("- ") in " ".join(p for _, p, _ in article.passages())


def test_long_fields_are_read(read_made: Read) -> None:
    rows = "".join(f"  - {number}: ändrad\n" for number in range(5_000))
    (article,), _ = read_made("x.md", f"---\nrubrik: Råd\nändringar:\n{rows}---\n\nText.")
    assert article.title == "Råd"


def test_fields_may_be_in_toml(read_made: Read) -> None:
    head = '+++\ntitle = "Råd"\ndate = 2020-02-06\ntags = ["a", "b"]\naudience = "internal"\n+++\n'
    (article,), findings = read_made("x.md", f"{head}\nText.")
    assert (article.title, str(article.published)) == ("Råd", "2020-02-06")
    assert (article.topics, article.audience, findings) == (("a", "b"), "internal", [])


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


@pytest.mark.parametrize(
    "head",
    [
        '---json\n{"audience": "internal"}\n---\n',
        '{\n  "title": "Råd",\n  "audience": "internal"\n}\n\n',
        "---\ntitle: Råd\nmeta:\n  audience: internal\n---\n",
        "+++\n[params.access]\naudience = 'internal'\n+++\n",
    ],
)
def test_an_audience_counts_wherever_the_fields_say_it(read_made: Read, head: str) -> None:
    (article,), _ = read_made("x.md", f"{head}# Råd\n\nText.")
    assert (article.title, article.audience) == ("Råd", "internal")


@pytest.mark.parametrize(
    "head",
    [
        "title: Råd\naudience: internal\n\n",
        "----\ntitle: Råd\nmålgrupp: intern\n----\n",
        '{"title": "Råd" "audience": "internal"}\n\n',
        '---json\n{"audience": null}\n---\n',
    ],
)
def test_fields_that_may_hide_an_article_are_not_passed_over(read_made: Read, head: str) -> None:
    articles, (finding,) = read_made("x.md", f"{head}# Råd\n\nText.")
    assert articles == []
    assert finding.refused


@pytest.mark.parametrize(
    "field",
    [
        "visibility: internal",
        "synlighet: dold",
        "status: Opublicerad",
        "status: private",
        "private: true",
        "intern: ja",
        "publiceras: nej",
    ],
)
def test_what_its_source_does_not_publish_is_no_article(read_made: Read, field: str) -> None:
    articles, (finding,) = read_made("x.md", f"---\n{field}\n---\n# Råd\n\nText.")
    assert articles == []
    assert "utkast" in finding.reason


@pytest.mark.parametrize("text", ["Obs: kom i tid\n\n", "{{ mall }}\n\n", "{.klass}\n\n"])
def test_text_that_looks_like_fields_is_text(read_made: Read, text: str) -> None:
    (article,), _ = read_made("x.md", f"{text}# Råd\n\nText.")
    assert article.title == "Råd"


def test_the_heading_of_a_text_with_another_title_is_not_lost(read_made: Read) -> None:
    (article,), _ = read_made(
        "x.md", "---\ntitle: Råd\n---\n# Om lek\n\nText.\n\n## Gungor\n\nMer."
    )
    assert article.title == "Råd"
    assert [section.heading for section in article.sections] == ["Om lek", "Gungor"]
