"""Whatever format the same facts come in, the article is the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape

import pytest

from indexer.article import INTERNAL
from tests.read.conftest import Outcome
from tests.read.made import docx, pdf

Read = Callable[..., Outcome]
Facts = Mapping[str, str]
"""What a file is to say: title, language, topics, date, text."""

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"


def _html(facts: Facts) -> str:
    metas = {"keywords": facts.get("topics"), "dcterms.issued": facts.get("date")}
    head = "".join(f"<meta name='{k}' content='{escape(v)}'>" for k, v in metas.items() if v)
    language = f" lang='{facts['language']}'" if "language" in facts else ""
    title = f"<h1>{facts['title']}</h1>" if "title" in facts else ""
    return f"<html{language}><head>{head}</head><body>{title}<p>{facts['text']}</p></body></html>"


def _markdown(facts: Facts) -> str:
    keys = ("title", "language", "topics", "date", "audience", "summary")
    head = "".join(f'{key}: "{facts[key]}"\n' for key in keys if key in facts)
    return f"---\n{head}---\n{facts['text']}" if head else facts["text"]


def _json(facts: Facts) -> str:
    names = {"date": "published"}
    record = {names.get(key, key): value for key, value in facts.items() if key != "topics"}
    return json.dumps({"id": "arkiv/x", "title": "", **record})


def _feed(facts: Facts) -> str:
    language = f"<language>{facts['language']}</language>" if "language" in facts else ""
    names = {"title": "title", "date": "pubDate", "summary": "summary"}
    parts = "".join(f"<{n}>{facts[key]}</{n}>" for key, n in names.items() if key in facts)
    text = escape(f"<p>{facts['text']}</p>")
    item = f"<item><guid isPermaLink='false'>x</guid>{parts}<encoded>{text}</encoded></item>"
    return f"<rss><channel>{language}{item}</channel></rss>"


def _docx(facts: Facts) -> bytes:
    names = {"title": "dc:title", "language": "dc:language", "topics": "cp:keywords"}
    parts = "".join(f"<{n}>{facts[key]}</{n}>" for key, n in names.items() if key in facts)
    core = f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="{DC}">{parts}</cp:coreProperties>'
    dates = [f"Publicerad {facts['date']}"] if "date" in facts else []
    return docx(facts["text"], *dates, core=core)


def _pdf(facts: Facts) -> bytes:
    names = {"title": "Title", "topics": "Keywords"}
    info = " ".join(f"/{n} ({facts[key]})" for key, n in names.items() if key in facts)
    catalog = f"/Lang ({facts['language']})" if "language" in facts else ""
    dates = f"\nPublicerad {facts['date']}" if "date" in facts else ""
    return pdf(facts["text"] + dates, info=info, catalog=catalog)


MAKERS: Mapping[str, Callable[[Facts], str | bytes]] = {
    "html": _html,
    "md": _markdown,
    "jsonl": _json,
    "xml": _feed,
    "docx": _docx,
    "pdf": _pdf,
}
CATEGORIES = "".join(f"<category>{topic}</category>" for topic in ("Skola, barn", " ljud", "Ljud"))
TEXT = "En kort text om buller i skolan."

every_format = pytest.mark.parametrize("format_", MAKERS)


def made(read_made: Read, format_: str, facts: Facts, **source: object) -> Outcome:
    """Read a file of the format that says the facts."""
    return read_made(f"x.{format_}", MAKERS[format_]({"text": TEXT, **facts}), **source)


@every_format
@pytest.mark.parametrize(
    ("tag", "language"),
    [
        *(("sv", "sv"), ("SV", "sv"), ("sv-SE", "sv"), ("sv_FI", "sv"), ("en-Latn-GB", "en")),
        *(
            (" sv ", "sv"),
            ("smj", "smj"),
            ("Svenska", "sv"),
            ("engelska", "en"),
            ("swe", "sv"),
            ("x", "fi"),
            ("s1", "fi"),
        ),
        *(("sv SE", "fi"), ("", "fi")),
    ],
)
def test_a_language_is_what_its_tag_says_or_the_source(
    read_made: Read, format_: str, tag: str, language: str
) -> None:
    (article,), _ = made(read_made, format_, {"title": "T", "language": tag}, language="fi")
    assert article.language == language


@every_format
def test_what_the_file_leaves_out_the_source_says(read_made: Read, format_: str) -> None:
    (article,), _ = made(
        read_made, format_, {"title": "T"},
        kind="nyhet", publisher=("A", "B"), language="en", audience=INTERNAL,
    )  # fmt: skip
    assert (article.kind, article.publisher) == ("nyhet", ("A", "B"))
    assert (article.language, article.audience) == ("en", INTERNAL)


@pytest.mark.parametrize("format_", ["html", "md", "docx", "pdf"])
def test_one_text_of_all_topics_is_split(read_made: Read, format_: str) -> None:
    (article,), _ = made(read_made, format_, {"title": "T", "topics": "buller, skola;  Skola,"})
    assert article.topics == ("buller", "skola")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.md", f'---\ntags: ["Skola, barn", " ljud", Ljud]\n---\n# T\n\n{TEXT}'),
        ("x.jsonl", '{"id": "x", "title": "T", "topics": ["Skola, barn", " ljud", "Ljud", ""]}'),
        ("x.xml", f"<rss><channel><item><title>T</title>{CATEGORIES}</item></channel></rss>"),
    ],
)
def test_a_topic_of_a_list_may_have_a_comma(read_made: Read, name: str, content: str) -> None:
    (article,), _ = read_made(name, content)
    assert article.topics == ("Skola, barn", "ljud")


@every_format
def test_a_title_that_is_missing_is_borrowed_and_told(read_made: Read, format_: str) -> None:
    (article,), findings = made(read_made, format_, {})
    many = format_ in {"jsonl", "xml"}
    assert article.title == (TEXT if many else "x")
    told = [finding for finding in findings if finding.reason.startswith("titel saknas")]
    assert [finding.refused for finding in told] == [False]


@pytest.mark.parametrize("format_", ["jsonl", "xml"])
def test_a_borrowed_title_ends_with_a_whole_word(read_made: Read, format_: str) -> None:
    (article,), _ = made(read_made, format_, {"text": "Ord och mening " * 20})
    assert article.title.endswith("mening Ord …")
    assert len(article.title) <= 80


@every_format
def test_an_impossible_date_is_told_once_and_left_out(read_made: Read, format_: str) -> None:
    (article,), findings = made(read_made, format_, {"title": "T", "date": "2020-02-31"})
    assert article.published is None
    told = [finding for finding in findings if "datumet" in finding.reason]
    assert [finding.reason for finding in told] == ["datumet ”2020-02-31” finns inte"]
    assert not told[0].refused


@every_format
def test_a_date_is_that_of_publication(read_made: Read, format_: str) -> None:
    (article,), _ = made(read_made, format_, {"title": "T", "date": "2020-02-06"})
    assert str(article.published) == "2020-02-06"


@pytest.mark.parametrize("format_", ["md", "jsonl", "xml"])
def test_a_summary_that_the_text_begins_with_is_not_said_twice(
    read_made: Read, format_: str
) -> None:
    (article,), _ = made(read_made, format_, {"title": "T", "summary": TEXT})
    assert list(article.passages()) == [("", TEXT, None)]


@pytest.mark.parametrize("format_", ["md", "jsonl"])
@pytest.mark.parametrize("audience", ["Internal", "PUBLIC", "hemlig", " internal"])
def test_an_audience_that_is_not_known_is_refused(
    read_made: Read, format_: str, audience: str
) -> None:
    articles, (finding,) = made(read_made, format_, {"title": "T", "audience": audience})
    assert articles == []
    assert (finding.reason, finding.refused) == (f"audience är ”{audience}”", True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.md", f"---\naudience: [internal]\n---\n# T\n\n{TEXT}"),
        ("x.md", f"---\naudience: {{till: internal}}\n---\n# T\n\n{TEXT}"),
        ("x.jsonl", '{"id": "x", "title": "T", "audience": ["internal"]}'),
        ("x.jsonl", '{"id": "x", "title": "T", "audience": true}'),
    ],
)
def test_an_audience_that_is_no_text_is_refused(read_made: Read, name: str, content: str) -> None:
    articles, (finding,) = read_made(name, content)
    assert articles == []
    assert finding.reason.startswith("audience är")
    assert finding.refused


@pytest.mark.parametrize("address", ["https://a.se:99999/x", "https://[x/", "javascript:alert(1)"])
def test_what_is_no_web_address_costs_only_the_address(read_made: Read, address: str) -> None:
    lines = json.dumps({"id": "x", "title": "T", "text": TEXT, "url": address})
    item = f"<item><title>T</title><description>{TEXT}</description><link>{address}</link></item>"
    for name, content in (
        ("x.jsonl", lines),
        ("x.xml", f"<rss><channel>{item}</channel></rss>"),
        ("x.html", f"<link rel=canonical href='{address}'><h1>T</h1><p>{TEXT}</p>"),
    ):
        articles, findings = read_made(name, content)
        assert {article.url for article in articles} == {""}
        assert not any(finding.refused for finding in findings), name
