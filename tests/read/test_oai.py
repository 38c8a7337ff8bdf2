"""Archives of publications by OAI-PMH, against a server of our own on this machine."""

# ruff: noqa: E501 - records are long lines

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from indexer.article import Article
from indexer.errors import SettingsError
from indexer.read import Finding, Kept, Scanned, Unchanged, fetch, scan
from indexer.settings import Source, make_source
from tests.index.archive import Archive
from tests.read.conftest import outcome
from tests.read.test_scan import fingerprints
from tests.read.test_web import Answer, Site, failure, serving, titles

pytestmark = pytest.mark.slow

DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">{}</oai_dc:dc>'
)
FULL = DC.format(
    "<dc:title>Noise in schools</dc:title><dc:title xml:lang='swe'>Buller i skolan : en rapport"
    "</dc:title><dc:creator>Ek, Å</dc:creator><dc:language>swe</dc:language>"
    "<dc:publisher>Bullerverket</dc:publisher><dc:publisher/><dc:date>2021-03-04T10:00:00Z</dc:date>"
    "<dc:date>2016-05</dc:date><dc:subject>Buller</dc:subject><dc:subject>Skola</dc:subject>"
    "<dc:description xml:lang='eng'>About noise.</dc:description>"
    "<dc:description xml:lang='swe'>&lt;p&gt;Om buller.&lt;/p&gt;&lt;p&gt;Och ljud.&lt;/p&gt;</dc:description>"
    "<dc:type>Report</dc:type><dc:type>info:eu-repo/semantics/report</dc:type><dc:type>text</dc:type>"
    "<dc:identifier>https://x.se/smash/get/diva2:1/FULLTEXT01.pdf</dc:identifier>"
    "<dc:identifier>https://x.se/resolve?urn=1</dc:identifier><dc:identifier>urn:isbn:1</dc:identifier>"
    "<dc:relation>Bullerverkets rapporter, 1403-8099 ; 2016:5</dc:relation>"
)
MODS = """<mods xmlns="http://www.loc.gov/mods/v3"><abstract lang="swe">Om buller.</abstract>
<genre authority="diva" type="publicationTypeCode">report</genre>
<genre authority="diva" type="publicationType" lang="eng">Report</genre>
<genre authority="diva" type="publicationType" lang="swe">Rapport</genre>
<titleInfo lang="swe"><nonSort>Det</nonSort><title>stora bullret</title><subTitle>i skolan</subTitle></titleInfo>
<titleInfo type="alternative" lang="eng"><title>The noise</title></titleInfo>
<language><languageTerm type="code" authority="iso639-2b">swe</languageTerm></language>
<originInfo><publisher>Bullerverket</publisher><dateIssued>2016-05-04</dateIssued></originInfo>
<identifier type="uri">https://x.se/resolve?urn=2</identifier><identifier type="isbn">9</identifier>
<subject lang="swe"><topic>Buller</topic></subject>
<relatedItem type="host"><titleInfo><title>Tidskriften</title></titleInfo></relatedItem>
<relatedItem type="series"><titleInfo><title>BV Rapport</title></titleInfo>
<identifier type="issn">1</identifier><identifier type="issue number">2016:5</identifier></relatedItem></mods>"""


@dataclass
class Repository:
    """An archive on loopback: records by identifier, with a stamp each; two an answer."""

    site: Site
    records: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    policy: str = "persistent"
    granularity: str = "YYYY-MM-DDThh:mm:ssZ"
    spoil: dict[str, Answer | str] = field(default_factory=dict)
    """What is answered instead to a verb, a token or a format, as often as it is asked."""

    def put(self, name: str, stamp: str, content: str = "") -> None:
        content = content or DC.format(f"<dc:title>{name}</dc:title>")
        self.records[f"oai:x.se:{name}"] = stamp, content

    def delete(self, name: str, stamp: str) -> None:
        self.records[f"oai:x.se:{name}"] = stamp, ""

    def source(self, **more: object) -> Source:
        return self.site.source("/oai", **{"protocol": "oai", **more})

    def answer(self, path: str) -> Answer | None:
        parts = urlsplit(path)
        if parts.path != "/oai":
            return None
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.asked.append(query)
        for said in (query.get("resumptionToken"), query.get("metadataPrefix"), query.get("verb")):
            if isinstance(spoilt := self.spoil.get(said or ""), Answer):
                return spoilt
            if spoilt:
                return self.wrap(f'<error code="{spoilt}">fel</error>')
        if query["verb"] == "Identify":
            return self.wrap(
                f"<Identify><deletedRecord>{self.policy}</deletedRecord>"
                f"<granularity>{self.granularity}</granularity></Identify>"
            )
        return self.wrap(self.listed(query))

    def listed(self, query: dict[str, str]) -> str:
        since, _, at = query.get("resumptionToken", f"{query.get('from', '')}|0").partition("|")
        chosen = sorted(
            (stamp, name, text)
            for name, (stamp, text) in self.records.items()
            if stamp >= since and (text or self.policy != "no")
        )
        if not chosen:
            return '<error code="noRecordsMatch"/>'
        first = int(at)
        token = f"{since}|{first + 2}" if first + 2 < len(chosen) else ""
        return (
            "<ListRecords>"
            + "".join(self.record(*one) for one in chosen[first : first + 2])
            + f'<resumptionToken completeListSize="{len(chosen)}">{token}</resumptionToken>'
            "</ListRecords>"
        )

    def record(self, stamp: str, name: str, text: str) -> str:
        status = "" if text else ' status="deleted"'
        metadata = f"<metadata>{text}</metadata>" if text else ""
        return (
            f"<record><header{status}><identifier>{name}</identifier><datestamp>{stamp}</datestamp>"
            f"</header>{metadata}</record>"
        )

    def wrap(self, inner: str) -> Answer:
        body = (
            '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
            f"<responseDate>2026-01-01T00:00:00Z</responseDate>{inner}</OAI-PMH>"
        )
        return Answer(body.encode(), kind="text/xml; charset=utf-8")

    def lists(self) -> list[dict[str, str]]:
        return [query for query in self.asked if query["verb"] == "ListRecords"]


@pytest.fixture
def repository() -> Iterator[Repository]:
    with serving() as site:
        made = Repository(site)
        site.make = made.answer
        for number in range(1, 6):
            made.put(f"r{number}", f"2020-01-0{number}T00:00:00Z")
        yield made


def findings(items: list[Scanned]) -> list[Finding]:
    return [item for item in items if isinstance(item, Finding)]


class TestRecords:
    def test_dublin_core_says_what_a_publication_is(self, repository: Repository) -> None:
        repository.records = {}
        repository.put("1", "2020-01-01", FULL)
        (article,), _ = outcome(repository.source())
        assert article.id == "webb/oai:x.se:1"
        assert (article.title, article.language) == ("Buller i skolan : en rapport", "sv")
        assert (article.url, article.kind) == ("https://x.se/resolve?urn=1", "rapport")
        assert (str(article.published), article.reference) == (
            "2016-05",
            "Bullerverkets rapporter 2016:5",
        )
        assert (article.topics, article.publisher) == (("Buller", "Skola"), ("Bullerverket",))
        texts = [text for section in article.sections for text in section.paragraphs]
        assert texts == ["Om buller.", "Och ljud.", "About noise."]

    def test_mods_does_too(self, repository: Repository) -> None:
        repository.records = {}
        repository.put("1", "2020-01-01", MODS)
        (article,), _ = outcome(repository.source(prefix="mods"))
        assert (article.title, article.language) == ("Det stora bullret: i skolan", "sv")
        assert (article.url, article.kind) == ("https://x.se/resolve?urn=2", "rapport")
        assert (str(article.published), article.reference) == ("2016-05-04", "BV Rapport 2016:5")
        assert (article.topics, article.publisher) == (("Buller",), ("Bullerverket",))
        assert repository.lists()[0]["metadataPrefix"] == "mods"

    def test_an_answer_that_was_saved_is_read_as_a_file(
        self, repository: Repository, tmp_path: Path
    ) -> None:
        repository.delete("r1", "2020-02-01")
        answer = repository.answer("/oai?verb=ListRecords&metadataPrefix=oai_dc")
        assert answer
        (tmp_path / "svar.xml").write_bytes(answer.body)
        articles, _ = outcome(Source("arkiv", str(tmp_path)))
        assert [article.id for article in articles] == [
            "arkiv/oai:x.se:r2",
            "arkiv/oai:x.se:r3",
        ]

    def test_one_that_says_nothing_costs_itself(self, repository: Repository) -> None:
        repository.put("r2", "2020-01-02", "<annat xmlns='urn:x'><a>b</a></annat>")
        articles, told = outcome(repository.source())
        assert [article.title for article in articles] == ["r1", "r3", "r4", "r5"]
        assert [finding.remedy for finding in told if finding.refused] == [
            "Välj prefix oai_dc eller mods."
        ]


class TestFirst:
    def test_the_list_is_followed_to_its_end(self, repository: Repository) -> None:
        assert titles(list(scan(repository.source()))) == ["r1", "r2", "r3", "r4", "r5"]
        assert repository.asked == [
            {"verb": "ListRecords", "metadataPrefix": "oai_dc"},
            {"verb": "ListRecords", "resumptionToken": "|2"},
            {"verb": "ListRecords", "resumptionToken": "|4"},
        ]

    @pytest.mark.parametrize(
        "query", ["verb=ListRecords&metadataPrefix=mods&set=a", "verb=Identify"]
    )
    def test_an_address_that_asks_for_a_list_is_an_archive(
        self, repository: Repository, query: str
    ) -> None:
        source = repository.site.source(f"/oai?{query}")
        assert len(titles(list(scan(source)))) == 5
        asked = repository.lists()[0]
        assert asked.get("set") == ("a" if "set" in query else None)

    def test_its_set_is_asked_for(self, repository: Repository) -> None:
        list(scan(repository.source(set="rapporter")))
        assert repository.lists()[0]["set"] == "rapporter"

    @pytest.mark.parametrize(
        ("code", "remedy"),
        [
            ("cannotDisseminateFormat", "prefix"),
            ("noSetHierarchy", "Ta bort källans set"),
            ("badArgument", "set och prefix"),
            ("badVerb", "adressen"),
        ],
    )
    def test_what_the_archive_refuses_is_an_error(
        self, repository: Repository, code: str, remedy: str
    ) -> None:
        repository.spoil["ListRecords"] = code
        error = failure(repository.source())
        assert code in error.reason
        assert remedy in error.remedy

    def test_an_archive_without_records_is_an_error(self, repository: Repository) -> None:
        repository.records = {}
        assert "inga poster" in failure(repository.source()).reason

    @pytest.mark.parametrize(
        "answer",
        [
            Answer(b"<html><body>Fel</body></html>"),
            Answer(b"", status=500),
            Answer(b"<OAI-PMH><ListRecords><record>", kind="text/xml"),
        ],
    )
    def test_what_does_not_answer_is_an_error(self, repository: Repository, answer: Answer) -> None:
        repository.spoil["ListRecords"] = answer
        assert failure(repository.source()).remedy

    def test_it_is_patient_with_who_asks_for_it(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waits: list[float] = []
        honest = repository.answer
        monkeypatch.setattr(fetch.time, "sleep", waits.append)
        busy = iter(["7", "8", "Wed, 01 Jan 2020 00:00:00 GMT"])

        def busy_at_first(path: str) -> Answer | None:
            if path.startswith("/oai") and (seconds := next(busy, "")):
                return Answer(b"", status=503, headers={"Retry-After": seconds})
            return honest(path)

        repository.site.make = busy_at_first
        assert len(titles(list(scan(repository.source())))) == 5
        assert {7, 8} <= set(waits)

    def test_its_limit_is_kept(self, repository: Repository) -> None:
        items = list(scan(repository.source(limit=2)))
        assert titles(items) == ["r1", "r2"]
        assert Kept("", beneath=True) in items
        assert not [finding for finding in findings(items) if finding.refused]


class TestCutShort:
    @pytest.mark.parametrize(
        "spoilt",
        [
            "badResumptionToken",
            "badArgument",
            Answer(b"", status=500),
            Answer(b"<OAI-PMH><ListRecords>", kind="text/xml"),
            Answer(b"<html>Underh\xc3\xa5ll</html>"),
        ],
    )
    def test_what_breaks_off_costs_nothing(
        self, repository: Repository, spoilt: Answer | str
    ) -> None:
        repository.spoil["|2"] = spoilt
        items = list(scan(repository.source()))
        assert titles(items) == ["r1", "r2"]
        assert [finding for finding in findings(items) if finding.refused]
        assert Kept("", beneath=True) in items
        assert repository.site.address + "/oai" not in fingerprints(items)

    def test_a_token_that_is_too_old_is_asked_for_anew_once(self, repository: Repository) -> None:
        honest, spoilt = repository.answer, iter([True])

        def forgetful(path: str) -> Answer | None:
            if "resumptionToken=%7C4" in path and next(spoilt, False):
                return repository.wrap('<error code="badResumptionToken"/>')
            return honest(path)

        repository.site.make = forgetful
        items = list(scan(repository.source()))
        assert titles(items) == ["r1", "r2", "r3", "r4", "r5"]
        assert not [finding for finding in findings(items) if finding.refused]

    @pytest.mark.parametrize("records", ["", "<record/>", "same"])
    def test_a_list_that_goes_in_a_circle_is_left(
        self, repository: Repository, records: str
    ) -> None:
        if records == "same":
            records = repository.record(
                "2020-01-01", "oai:x.se:r1", DC.format("<dc:title>r1</dc:title>")
            )
        again = f"<ListRecords>{records}<resumptionToken>|2</resumptionToken></ListRecords>"
        repository.spoil["|2"] = repository.wrap(again)
        items = list(scan(repository.source()))
        assert [finding for finding in findings(items) if "cirkel" in finding.reason]
        assert len(repository.lists()) < 8


class TestAgain:
    def test_only_what_has_changed_is_asked_for(self, repository: Repository) -> None:
        known = fingerprints(scan(repository.source()))
        repository.asked.clear()
        repository.put("r1", "2020-02-01T00:00:00Z", DC.format("<dc:title>Ny</dc:title>"))
        repository.put("r6", "2020-02-02T00:00:00Z")
        items = list(scan(repository.source(), known))
        assert titles(items) == ["Ny", "r6"]
        assert repository.lists()[0]["from"] == "2020-01-05T00:00:00Z"
        assert set(fingerprints(scan(repository.source(), known))) | set(known) >= set(known)
        again = fingerprints(items)[f"{repository.site.address}/oai"]
        assert again.startswith("2020-02-02T00:00:00Z ")

    def test_days_are_asked_for_where_only_days_are_known(self, repository: Repository) -> None:
        known = fingerprints(scan(repository.source()))
        repository.granularity = "YYYY-MM-DD"
        list(scan(repository.source(), known))
        assert repository.lists()[-1]["from"] == "2020-01-05"

    def test_an_archive_that_forgets_what_it_deleted_is_asked_for_all(
        self, repository: Repository
    ) -> None:
        repository.policy = "no"
        known = fingerprints(scan(repository.source()))
        repository.delete("r2", "2020-02-01")
        list(scan(repository.source(), known))
        assert "from" not in repository.lists()[-1]

    def test_an_archive_that_knows_no_times_is_asked_for_all(self, repository: Repository) -> None:
        known = fingerprints(scan(repository.source()))
        honest = repository.answer

        def refusing(path: str) -> Answer | None:
            return (
                repository.wrap('<error code="badArgument"/>') if "from=" in path else honest(path)
            )

        repository.site.make = refusing
        del repository.records["oai:x.se:r1"]
        items = list(scan(repository.source(), known))
        assert f"{repository.site.address}/oai/oai:x.se:r1" not in {
            getattr(item, "name", "") for item in items
        }
        assert len([item for item in items if isinstance(item, Unchanged)]) == 4

    def test_an_archive_that_says_nothing_of_itself_is_harvested(
        self, repository: Repository
    ) -> None:
        known = fingerprints(scan(repository.source()))
        repository.spoil["Identify"] = Answer(b"", status=404)
        items = list(scan(repository.source(), known))
        assert titles(items) == []
        assert repository.lists()[-1]["from"] == "2020-01-05T00:00:00Z"


class TestIndex:
    @pytest.fixture
    def archive(self, repository: Repository, tmp_path: Path) -> Archive:
        made = Archive(tmp_path)
        made.sources["diva"] = {
            "path": f"{repository.site.address}/oai", "protocol": "oai", "delay": 0,
        }  # fmt: skip
        made.reindex()
        return made

    def titles(self, archive: Archive) -> list[str]:
        return sorted(hit.article.title for hit in archive.answer().hits)

    def test_what_is_deleted_leaves_it_and_what_is_not_told_of_stays(
        self, repository: Repository, archive: Archive
    ) -> None:
        repository.delete("r2", "2020-02-01T00:00:00Z")
        repository.put("r3", "2020-02-02T00:00:00Z", DC.format("<dc:title>Ny</dc:title>"))
        report = archive.reindex()
        assert self.titles(archive) == ["Ny", "r1", "r4", "r5"]
        assert (report.removed, report.updated) == (1, 1)
        archive.reindex()
        assert self.titles(archive) == ["Ny", "r1", "r4", "r5"]

    @pytest.mark.parametrize("full", [False, True])
    def test_a_harvest_that_breaks_off_removes_nothing(
        self, repository: Repository, archive: Archive, *, full: bool
    ) -> None:
        for number in range(1, 6):
            repository.put(f"r{number}", f"2020-03-0{number}T00:00:00Z")
        repository.spoil["2020-01-05T00:00:00Z|2"] = repository.spoil["|2"] = "badArgument"
        report = archive.reindex(full=full)
        assert report.removed == 0
        assert len(self.titles(archive)) == 5
        repository.spoil.clear()
        repository.delete("r5", "2020-04-01T00:00:00Z")
        archive.reindex()
        assert self.titles(archive) == ["r1", "r2", "r3", "r4"]

    def test_a_record_that_leaves_an_archive_without_memory_leaves_it_too(
        self, repository: Repository, archive: Archive
    ) -> None:
        repository.policy = "no"
        repository.delete("r1", "2020-02-01T00:00:00Z")
        archive.reindex()
        assert self.titles(archive) == ["r2", "r3", "r4", "r5"]


def test_an_unknown_protocol_is_an_error(tmp_path: Path) -> None:
    table = {"path": "https://x.se/oai", "protocol": "ftp"}
    with pytest.raises(SettingsError, match="protokollet ”ftp” finns inte"):
        make_source("x", table, tmp_path / "sokverket.toml")
    assert make_source("x", {**table, "protocol": "oai"}, tmp_path / "s.toml").protocol == "oai"


def test_articles_of_records_are_articles(repository: Repository) -> None:
    assert all(
        article.title for article in scan(repository.source()) if isinstance(article, Article)
    )
