"""What fields are called, in Markdown and in JSON Lines alike."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest

from tests.read.conftest import Outcome

Read = Callable[..., Outcome]

TEXT = "En kort text om buller i skolan."
FORMATS = ("md", "jsonl", "toml")


def made(read_made: Read, format_: str, held: Mapping[str, object], **source: object) -> Outcome:
    """Read a file of the format with these fields before its text."""
    if format_ == "jsonl":
        return read_made("x.jsonl", json.dumps({"id": "x", "text": TEXT, **held}), **source)
    sign = "=" if format_ == "toml" else ":"
    rows = "".join(f'"{key}" {sign} {json.dumps(value)}\n' for key, value in held.items())
    rule = "+++" if format_ == "toml" else "---"
    return read_made("x.md", f"{rule}\n{rows}{rule}\n\n{TEXT}", **source)


every_format = pytest.mark.parametrize("format_", FORMATS)


@every_format
@pytest.mark.parametrize(
    ("fields", "fact", "value"),
    [
        ({"rubrik": "Råd"}, "title", "Råd"),
        ({"Titel": "Råd"}, "title", "Råd"),
        ({"dcterms.title": "Råd &amp; stöd"}, "title", "Råd & stöd"),
        ({"utfardad_datum": "1998-03-12"}, "published", "1998-03-12"),
        ({"utfärdad": "1998-03-12"}, "published", "1998-03-12"),
        ({"Publiceringsdatum": "12 mars 1998"}, "published", "1998-03-12"),
        ({"beslutsdatum": "1998-03"}, "published", "1998-03"),
        ({"skapad_datum": "1990", "utfardad_datum": "1998-03-12"}, "published", "1998-03-12"),
        ({"datePublished": "1998-03-12", "skapad": "1990-01-01"}, "published", "1998-03-12"),
        ({"senast granskad": "1998-03-12"}, "reviewed", "1998-03-12"),
        ({"senast-ändrad": "1998-03-12"}, "updated", "1998-03-12"),
        ({"sistUppdaterat": "1998-03-12"}, "updated", "1998-03-12"),
        ({"last_reviewed_date": "1998-03-12"}, "reviewed", "1998-03-12"),
        ({"beteckning": "1998:112"}, "reference", "1998:112"),
        ({"Dnr": "2020/12"}, "reference", "2020/12"),
        ({"typ": "lag"}, "kind", "lag"),
        ({"språk": "engelska"}, "language", "en"),
        ({"lang": "Svenska"}, "language", "sv"),
        ({"ingress": "Kort &auml;r gott."}, "summary", "Kort är gott."),
        ({"länk": "https://a.se/x"}, "url", "https://a.se/x"),
        ({"avsändare": "A"}, "publisher", ("A",)),
        ({"utgivare": ["A", "B"]}, "publisher", ("A", "B")),
        ({"ämne": ["buller"], "nyckelord": ["skola", "Buller"]}, "topics", ("buller", "skola")),
    ],
)
def test_a_fact_may_be_named_in_swedish(
    read_made: Read, format_: str, fields: Mapping[str, object], fact: str, value: object
) -> None:
    others = {"title": {"title": "T"}, "published": {"date": "2020"}}
    sound = {key: value for of, more in others.items() if of != fact for key, value in more.items()}
    (article,), findings = made(read_made, format_, {**sound, **fields})
    found = getattr(article, fact)
    assert (found if isinstance(found, tuple) else str(found)) == value
    assert [one.reason for one in findings if "nyckeln" in one.reason] == []


@every_format
def test_a_field_that_is_not_known_is_reported(read_made: Read, format_: str) -> None:
    (_,), findings = made(read_made, format_, {"title": "T", "date": "2020", "vikt": "3"})
    assert [one.reason for one in findings] == ["nyckeln ”vikt” är okänd och lästes inte"]


@every_format
def test_the_source_says_what_its_fields_are(read_made: Read, format_: str) -> None:
    fields = {"t": "Råd", "title": "x", "dag": "2020-01-02", "typ": "brev"}
    fields |= {"meta": {"nr": "A 1"}} if format_ == "jsonl" else {"meta.nr": "A 1"}
    named = (
        *(("title", ("t",)), ("published", ("saknas", "dag"))),
        *(("reference", ("meta.nr",)), ("kind", ("form",))),
    )
    (article,), findings = made(read_made, format_, fields, fields=named)
    assert (article.title, str(article.published)) == ("Råd", "2020-01-02")
    assert (article.reference, article.kind) == ("A 1", "")
    unknown = {one.reason.split("”")[1] for one in findings if "nyckeln" in one.reason}
    assert unknown == {"title", "typ"}


@every_format
@pytest.mark.parametrize(
    "fields",
    [
        *({"audience": value} for value in ("", "Internal", "intern", ["internal"], {"a": "b"})),
        *({"målgrupp": "elever"}, {"Audience": "Internal"}),
        *({"audience": "public", "målgrupp": "hemlig"},),
    ],
)
def test_an_audience_that_is_not_known_is_not_published(
    read_made: Read, format_: str, fields: Mapping[str, object]
) -> None:
    articles, (finding,) = made(read_made, format_, {"title": "T", **fields})
    assert articles == []
    assert finding.reason.startswith(("audience är ”", "uppgifterna före texten"))
    assert finding.refused


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.md", f"---\ntitle: T\naudience:\n---\n{TEXT}"),
        ("x.md", f"---\ntitle: T\naudience: null\n---\n{TEXT}"),
        ("x.md", f"---\ntitle: T\naudience: ~\n---\n{TEXT}"),
        ("x.jsonl", '{"id": "x", "title": "T", "text": "Text.", "audience": null}'),
        ("x.jsonl", '{"id": "x", "title": "T", "audience": 1}'),
    ],
)
def test_an_audience_without_a_value_is_not_published(
    read_made: Read, name: str, content: str
) -> None:
    articles, (finding,) = read_made(name, content)
    assert articles == []
    assert finding.refused


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.md", f"---\ntitle: T\naudience: internal\naudience: public\n---\n{TEXT}"),
        ("x.md", f"---\ntitle: T\nAudience: internal\nMålgrupp: public\n---\n{TEXT}"),
        ("x.md", f"---\nbas: &b\n  audience: internal\n<<: *b\ntitle: T\n---\n{TEXT}"),
        ("x.jsonl", '{"id": "x", "title": "T", "audience": "internal", "audience": "public"}'),
        ("x.jsonl", '{"id": "x", "title": "T", "Audience": "internal"}'),
    ],
)
def test_of_several_audiences_the_strictest_counts(
    read_made: Read, name: str, content: str
) -> None:
    (article,), _ = read_made(name, content)
    assert article.audience == "internal"


@every_format
@pytest.mark.parametrize(
    "fields", [{"draft": True}, {"utkast": "ja"}, {"published": False}, {"status": "Utkast"}]
)
def test_a_draft_is_passed_over(
    read_made: Read, format_: str, fields: Mapping[str, object]
) -> None:
    articles, (finding,) = made(read_made, format_, {"title": "T", **fields})
    assert articles == []
    assert (finding.reason, finding.refused) == (
        "är ett utkast enligt källan och lästes inte",
        False,
    )


@every_format
@pytest.mark.parametrize("fields", [{"draft": False}, {"utkast": "nej"}, {"status": "gällande"}])
def test_what_is_no_draft_is_read(
    read_made: Read, format_: str, fields: Mapping[str, object]
) -> None:
    (_,), findings = made(read_made, format_, {"title": "T", "date": "2020", **fields})
    assert findings == []


def test_the_source_says_what_the_meta_elements_of_its_pages_are(read_made: Read) -> None:
    metas = {
        "diary": "2020/12",
        "Label": "Buller",
        "label": "Skola",
        "sec": "internal",
        "DC.title": "D",
    }
    head = "".join(f'<meta name="{name}" content="{text}">' for name, text in metas.items())
    page = f"<html><head>{head}</head><body><h1>Råd</h1><p>{TEXT}</p></body></html>"
    page = page.replace("</head>", '<meta name="label" content="Barn"></head>')
    fields = (("reference", ("Diary",)), ("topics", ("label",)), ("audience", ("sec",)))
    (article,), _ = read_made("x.html", page, fields=fields)
    assert (article.title, article.reference) == ("Råd", "2020/12")
    assert (article.topics, article.audience) == (("Buller", "Skola", "Barn"), "internal")
