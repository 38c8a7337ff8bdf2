from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.article import Section
from indexer.read import Source, jsonlines, read
from tests.read.conftest import Outcome

Read = Callable[..., Outcome]

FULL = {
    "id": "rapport/2020:1",
    "title": "Buller",
    "text": "Inledning.\n\nGränsvärden\n\nHögst 40 dBA.",
    "url": "https://exempel.se/1",
    "kind": "rapport",
    "published": "2020-05",
    "reviewed": 2021,
    "updated": "2022-03-04",
    "topics": ["buller", "skola", "buller"],
    "publisher": "Exempelverket",
    "reference": "EX 2020:1",
    "language": "sv-SE",
    "summary": "Kort om ljud.",
    "audience": "internal",
}


def line(**changes: object) -> str:
    """Return a small sound article, changed, as a line; None takes a key away."""
    record = {"id": "a", "title": "T", "text": "Text.", "published": "2020", **changes}
    return json.dumps({key: value for key, value in record.items() if value is not None}) + "\n"


def test_every_key(read_made: Read) -> None:
    (article,), findings = read_made("a.jsonl", json.dumps(FULL, ensure_ascii=False))
    assert findings == []
    assert article.id == "rapport/2020:1"
    assert article.sections == (
        Section("", ("Inledning.",)),
        Section("Gränsvärden", ("Högst 40 dBA.",)),
    )
    dates = (str(article.published), str(article.reviewed), str(article.updated))
    assert dates == ("2020-05", "2021", "2022-03-04")
    assert (article.topics, article.publisher) == (("buller", "skola"), ("Exempelverket",))
    assert (article.url, article.kind) == ("https://exempel.se/1", "rapport")
    assert (article.reference, article.language) == ("EX 2020:1", "sv")
    assert (article.summary, article.audience) == ("Kort om ljud.", "internal")


def test_the_source_fills_in_what_a_line_leaves_out(read_made: Read) -> None:
    (article,), _ = read_made("a.jsonl", line(), kind="nyhet", audience="internal", language="en")
    assert (article.kind, article.audience, article.language) == ("nyhet", "internal", "en")


def test_html_is_read_and_a_repeated_summary_is_not_read_twice(read_made: Read) -> None:
    content = line(text=None, html="<p>Kort.</p><h2>Mer</h2><p>Långt.</p>", summary="Kort.")
    (article,), _ = read_made("a.jsonl", content)
    assert list(article.passages()) == [("", "Kort.", None), ("Mer", "Långt.", None)]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{\n", "raden är ingen giltig JSON (fel vid tecken 3)"),
        ("[" * 100_000 + "\n", "raden är ingen giltig JSON (den är nästlad för djupt)"),
        ("7" * 9_000 + "\n", "raden är ingen giltig JSON (ett tal har för många siffror)"),
        ("[1]\n", "raden är inget JSON-objekt"),
        (line(id=None), "id saknas"),
        (line(id=""), "id saknas"),
        (line(id="a b"), "id innehåller blanktecken eller styrtecken"),
        (line(id="a\u0085b"), "id innehåller blanktecken eller styrtecken"),
        (line(id="a\ud800"), "id innehåller blanktecken eller styrtecken"),
        (line(id=".."), "en del av id är bara . eller .."),
        (line(id="a/./b"), "en del av id är bara . eller .."),
        (line(id="/.."), "en del av id är bara . eller .."),
        (line(id=7), "id är inte en text"),
        (line(title=None), "title saknas"),
        (line(title="", text=""), "title saknas"),
        (line(title=["T"]), "title är inte en text"),
        (line(text={"sv": "Text"}), "text är inte en text"),
        (line(topics={"a": 1}), "topics är inte en lista av texter"),
        (line(publisher=[1]), "publisher är inte en lista av texter"),
        (line(published=True), "published är inte en text"),
        (line(audience="hemlig"), "audience är ”hemlig”"),
    ],
)
def test_a_bad_line_is_refused_alone(read_made: Read, bad: str, reason: str) -> None:
    articles, (finding,) = read_made("a.jsonl", line(id="1") + bad + line(id="3"))
    assert [article.id for article in articles] == ["1", "3"]
    assert finding.item == "arkiv/a.jsonl rad 2"
    assert finding.reason.startswith(reason)
    assert finding.remedy
    assert finding.refused


@pytest.mark.parametrize("date", ["2020-02-31", "0000-01-01", "0000-12", "igår"])
def test_an_impossible_date_costs_only_the_date(read_made: Read, date: str) -> None:
    (article,), (finding,) = read_made("a.jsonl", line(updated=date))
    assert (article.updated, str(article.published)) == (None, "2020")
    assert finding.item == "arkiv/a.jsonl rad 1 (a)"
    assert finding.reason == f"datumet ”{date}” finns inte"
    assert not finding.refused


def test_unknown_keys_are_reported_once(read_made: Read) -> None:
    content = "".join(line(id=str(number), vikt="T") for number in range(5))
    articles, (finding,) = read_made("a.jsonl", content)
    assert len(articles) == 5
    assert finding.reason == "nyckeln ”vikt” är okänd och lästes inte"
    assert finding.item.endswith("rad 3 och 2 till")
    assert not finding.refused


def test_an_empty_title_is_lent_by_the_text(read_made: Read) -> None:
    content = line(id="1", title="", text="Slaktare\n\nText.") + line(id="2", title=" ")
    articles, (finding,) = read_made("a.jsonl", content)
    assert [article.title for article in articles] == ["Slaktare", "Text."]
    assert (finding.refused, finding.item) == (
        False,
        "arkiv/a.jsonl rad 1, arkiv/a.jsonl rad 2",
    )


def test_lone_surrogates_become_replacement_characters(read_made: Read) -> None:
    content = line(title="A\ud800B", text="C\udfff.", topics=["\ud801"])
    (article,), _ = read_made("a.jsonl", content)
    assert (article.title, article.topics) == ("A�B", ("�",))
    assert article.sections == (Section("", ("C�.",)),)
    article.to_json().encode()


def test_no_text_of_an_article_or_a_finding_keeps_a_lone_surrogate(read_made: Read) -> None:
    texts = dict.fromkeys(("kind", "publisher", "reference", "summary", "title", "text"), "x\ud800")
    content = line(url="https://exempel.se/\udc00", topics=["\udfff"], **texts)
    content += line(id="b", audience="\ud800", updated="\ud800") + line(id="c", updated="\ud800")
    (article, other), findings = read_made("a.jsonl", content)
    assert article.url == "https://exempel.se/\N{REPLACEMENT CHARACTER}"
    assert article.kind == "x\N{REPLACEMENT CHARACTER}"
    assert (article.place, other.place) == ("arkiv/a.jsonl rad 1", "arkiv/a.jsonl rad 3")
    assert len(findings) == 2
    for text in (article.to_json(), *(finding.reason for finding in findings)):
        assert "\N{REPLACEMENT CHARACTER}" in text
        text.encode()


@pytest.mark.parametrize("id_", ["...", ".a/b.", "a..b", "%2e%2e"])
def test_an_id_may_have_dots_among_other_characters(read_made: Read, id_: str) -> None:
    (article,), _ = read_made("a.jsonl", line(id=id_))
    assert article.id == id_


def test_only_web_addresses_become_addresses(read_made: Read) -> None:
    (article,), (finding,) = read_made("a.jsonl", line(url="javascript:alert(1)"))
    assert article.url == ""
    assert finding.reason == "url ”javascript:alert(1)” är ingen webbadress"


def test_lines_that_are_not_utf_8(read_made: Read) -> None:
    content = line(id="1").encode() + '{"id": "å"}\n'.encode("latin-1") + line(id="3").encode()
    articles, (finding,) = read_made("a.jsonl", content)
    assert len(articles) == 2
    assert (finding.item, finding.reason) == ("arkiv/a.jsonl rad 2", "raden är inte i UTF-8")


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("xz", lzma.compress)])
class TestPacked:
    def test_whole(self, read_made: Read, suffix: str, pack: Callable[[bytes], bytes]) -> None:
        articles, _ = read_made(f"a.jsonl.{suffix}", pack(line().encode()))
        assert [article.title for article in articles] == ["T"]

    def test_truncated(self, read_made: Read, suffix: str, pack: Callable[[bytes], bytes]) -> None:
        lines = "".join(line(id=f"{n}", text=f"{n * 7919 % 10007}.") for n in range(5_000))
        packed = pack(lines.encode())
        articles, (finding,) = read_made(f"a.jsonl.{suffix}", packed[: len(packed) // 2])
        assert 0 < len(articles) < 5_000
        assert articles[-1].id == str(len(articles) - 1)
        assert "avbruten eller skadad" in finding.reason
        assert "(den tar slut mitt i)" in finding.reason
        assert finding.refused


@pytest.mark.parametrize("suffix", ["gz", "xz"])
def test_what_is_only_named_as_packed_is_refused(read_made: Read, suffix: str) -> None:
    articles, (finding,) = read_made(f"a.jsonl.{suffix}", b"inte packad")
    assert articles == []
    assert "avbruten eller skadad efter rad 0 (packningen går inte att läsa)" in finding.reason


@pytest.mark.usefixtures("same_process")
def test_a_line_beyond_the_limit_is_passed_over(
    read_made: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonlines, "LONGEST_LINE", 1000)
    content = line(id="1") + line(id="2", text="x" * 5000) + line(id="3")
    articles, (finding,) = read_made("a.jsonl", content)
    assert [article.id for article in articles] == ["1", "3"]
    assert finding.item == "arkiv/a.jsonl rad 2"
    assert "längre än" in finding.reason


def test_a_file_of_blank_lines_is_empty(read_made: Read) -> None:
    articles, (finding,) = read_made("a.jsonl", "\n \n")
    assert (articles, finding.reason) == ([], "filen är tom")


def test_a_byte_order_mark_is_no_part_of_the_first_line(read_made: Read) -> None:
    articles, _ = read_made("a.jsonl", "\ufeff" + line())
    assert len(articles) == 1


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(line(id="1") + line(id="2") * 20_000, encoding="utf-8")
    items = read(Source("arkiv", str(path)))
    assert next(items) is not None
    path.write_text("", encoding="utf-8")
    assert sum(1 for _ in items) < 20_000


@pytest.mark.parametrize(
    "fields",
    [
        '"Audience": "internal", "Audience": "public"',
        '"audience": "internal", "AUDIENCE": "public"',
        '"målgrupp": "internal", "målgrupp": "public"',
        '"m\\u00e5lgrupp": "internal", "m\\u00e5lgrupp": "public"',
        '"meta": {"audience": "internal"}',
    ],
)
def test_of_two_audiences_the_stricter_counts(read_made: Read, fields: str) -> None:
    (article,), _ = read_made("a.jsonl", f'{{"id": "1", "title": "Råd", {fields}}}\n')
    assert article.audience == "internal"
