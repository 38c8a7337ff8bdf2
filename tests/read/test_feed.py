"""Feeds as they are: words of many namespaces, broken XML, and exports of what nobody may see."""

# ruff: noqa: E501, S106 - feeds are long lines, and their passwords are nobody's

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.article import Article
from indexer.read import Finding, Kept, Source, scan
from indexer.read.wordpress import as_html
from indexer.read.xml_text import mend
from tests.read.conftest import Outcome, outcome
from tests.read.test_scan import fingerprints
from tests.read.test_web import Site, serving, titles

Read = Callable[..., Outcome]
SPACES = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:a10="http://www.w3.org/2005/Atom" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:x="http://www.w3.org/1999/xhtml" '
    'xmlns:wp="http://wordpress.org/export/1.2/" '
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"'
)  # fmt: skip


def rss(*items: str, spaces: str = SPACES, channel: str = "") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0" {spaces}><channel><title>F</title>{channel}{inner}</channel></rss>'


def atom(entry: str, attributes: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><entry>{entry}</entry></feed>'


def texts(article: Article) -> list[str]:
    return [text for section in article.sections for text in section.paragraphs]


class TestNames:
    @pytest.mark.parametrize(
        "foreign",
        [
            "<media:title>Foto: N N</media:title><media:description>En bild</media:description>",
            "<media:content url='x.jpg'><media:title>Foto</media:title></media:content>",
            "<itunes:title>Avsnitt 1</itunes:title><itunes:summary>Lyssna</itunes:summary>",
            "<media:category>Bilder</media:category><media:link>https://b.se/</media:link>",
        ],
    )
    def test_those_of_pictures_and_sound_are_not_the_article_s(
        self, read_made: Read, foreign: str
    ) -> None:
        item = "<title>Rapport</title><link>https://a.se/1</link><description>Text.</description>"
        for both in (foreign + item, item + foreign):
            (article,), _ = read_made("x.rss", rss(both))
            assert (article.title, article.url, texts(article)) == (
                "Rapport", "https://a.se/1", ["Text."],
            )  # fmt: skip
            assert article.topics == ()

    def test_dublin_core_and_atom_help_where_rss_says_nothing(self, read_made: Read) -> None:
        item = (
            "<dc:title>Råd</dc:title><a10:link href='https://a.se/1'/><dc:subject>Buller</dc:subject>"
            "<dcterms:issued>2020-02-03</dcterms:issued><a10:updated>2021-02-03T00:00:00Z</a10:updated>"
            "<dc:description>Text.</dc:description><dc:language>en</dc:language>"
        )
        (article,), _ = read_made("x.rss", rss(item))
        assert (article.title, article.url, article.language) == ("Råd", "https://a.se/1", "en")
        assert (str(article.published), str(article.updated)) == ("2020-02-03", "2021-02-03")
        assert (article.topics, texts(article)) == (("Buller",), ["Text."])

    def test_an_old_rss_of_rdf(self, read_made: Read) -> None:
        feed = (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>F</title></channel>'
            '<item rdf:about="https://a.se/1"><title>Ett</title><description>T.</description></item>'
            "</rdf:RDF>"
        )
        (article,), _ = read_made("x.rdf", feed)
        assert (article.title, article.url) == ("Ett", "https://a.se/1")

    def test_prefixes_that_nothing_declares(self, read_made: Read) -> None:
        item = (
            "<title>T</title><dc:date>2020-05-05</dc:date><media:title>Foto</media:title>"
            "<content:encoded><![CDATA[<p>Hela & allt.</p>]]></content:encoded>"
        )
        (article,), _ = read_made("x.rss", rss(item, spaces=""))
        assert (article.title, str(article.published)) == ("T", "2020-05-05")
        assert texts(article) == ["Hela & allt."]


class TestAddresses:
    @pytest.mark.parametrize(
        ("attributes", "link", "address"),
        [
            ("xml:base='https://a.se/nytt/'", "<link href='1'/>", "https://a.se/nytt/1"),
            ("xml:base='https://a.se/'", "<link xml:base='b/' href='1'/>", "https://a.se/b/1"),
            (
                "",
                "<link rel='self' href='https://a.se/x'/><link href='https://a.se/1'/>",
                "https://a.se/1",
            ),
            ("", "<link rel='enclosure' href='https://a.se/x.mp3'/>", ""),
        ],
    )
    def test_they_are_seen_from_the_base(
        self, read_made: Read, attributes: str, link: str, address: str
    ) -> None:
        (article,), _ = read_made("x.atom", atom(f"<title>T</title><id>1</id>{link}", attributes))
        assert article.url == address

    def test_those_of_rss_are_seen_from_its_channel(self, read_made: Read) -> None:
        feed = rss("<title>T</title><link>/1</link>", channel="<link>https://a.se/start</link>")
        assert read_made("x.rss", feed)[0][0].url == "https://a.se/1"

    def test_a_name_is_no_address(self, read_made: Read) -> None:
        (article,), _ = read_made("x.rss", rss("<title>T</title><guid>n1</guid>"))
        assert (article.url, article.id) == ("", "arkiv/x.rss/n1")


class TestMarkup:
    @pytest.mark.parametrize(
        "content",
        [
            '<content type="html">&lt;p&gt;Ett &amp;amp; två&lt;/p&gt;&lt;p&gt;Tre&lt;/p&gt;</content>',
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ett &amp; två</p><p>Tre</p></div></content>',
            '<content type="xhtml" xmlns:h="http://www.w3.org/1999/xhtml"><h:div><h:p>Ett &amp; två</h:p><h:p>Tre</h:p></h:div></content>',
            '<content type="xhtml"><xhtml:div><xhtml:p>Ett &amp; två</xhtml:p><xhtml:p>Tre</xhtml:p></xhtml:div></content>',
            '<content type="text">Ett &amp; två\n\nTre</content>',
            '<content type="text/html"><![CDATA[<p>Ett & två<p>Tre]]></content>',
        ],
    )
    def test_it_may_be_escaped_plain_or_of_elements(self, read_made: Read, content: str) -> None:
        (article,), _ = read_made("x.atom", atom(f"<title>T</title><id>1</id>{content}"))
        assert texts(article) == ["Ett & två", "Tre"]

    @pytest.mark.parametrize(
        "content",
        ['type="application/pdf">JVBERi0xLjc=', 'src="https://a.se/1" type="text/html">', ">"],
    )
    def test_what_is_no_text_leaves_it_to_the_summary(self, read_made: Read, content: str) -> None:
        entry = f"<title>T</title><id>1</id><content {content}</content><summary>Kort.</summary>"
        (article,), _ = read_made("x.atom", atom(entry))
        assert (article.summary, texts(article)) == ("", ["Kort."])

    def test_signs_of_less_and_more_are_signs(self, read_made: Read) -> None:
        item = "<title>Halter 3 &lt; 5 och a&lt;b</title><description>x &lt; y.</description>"
        (article,), _ = read_made("x.rss", rss(item))
        assert (article.title, texts(article)) == ("Halter 3 < 5 och a<b", ["x < y."])


class TestBrokenXml:
    @pytest.mark.parametrize(
        ("given", "meant"),
        [
            ("&Aring;r &amp; &ouml;&nbsp;&euro;", "År & ö €"),
            ("Ett & tv\xe5 &okänd; &#150; &#0;", "Ett & två &okänd; –"),
            ("Med\x0bstyr\x08tecken", "Med styr tecken"),
            ("3 < 5", "3 < 5"),
        ],
    )
    def test_signs_are_read_as_they_were_meant(
        self, read_made: Read, given: str, meant: str
    ) -> None:
        (article,), _ = read_made("x.rss", rss(f"<title>{given}</title>"))
        assert article.title == meant

    @pytest.mark.parametrize("declared", ["ISO-8859-1", "windows-1252", "us-ascii", "UTF-8"])
    def test_windows_1252_hides_behind_other_names(self, read_made: Read, declared: str) -> None:
        feed = (
            f"<?xml version='1.0' encoding='{declared}'?>{rss('<title>Böter – 5 € ”nu”</title>')}"
        )
        (article,), _ = read_made("x.rss", feed.encode("cp1252"))
        assert article.title == "Böter – 5 € ”nu”"

    @pytest.mark.parametrize(
        "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32"]
    )
    def test_letters_may_have_two_bytes_or_four(self, read_made: Read, encoding: str) -> None:
        feed = f"<?xml version='1.0' encoding='utf-16'?>{rss('<title>Råd</title>')}"
        assert read_made("x.rss", feed.encode(encoding))[0][0].title == "Råd"

    @pytest.mark.parametrize("before", ["\n\n ", "\ufeff", "<br />\n<b>Warning</b>: fel i x.php\n"])
    def test_something_may_stand_before_the_declaration(self, read_made: Read, before: str) -> None:
        feed = f"{before}<?xml version='1.0' encoding='utf-8'?>{rss('<title>Å</title>')}"
        assert read_made("x.rss", feed)[0][0].title == "Å"

    def test_entities_of_html_may_be_declared(self, read_made: Read) -> None:
        doctype = '<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY aring "&#229;">]>'
        assert (
            read_made("x.rss", doctype + rss("<title>R&aring;d&nbsp;1</title>"))[0][0].title
            == "Råd 1"
        )

    def test_what_is_whole_is_not_changed(self) -> None:
        whole = "<a b='1 &amp; 2'><![CDATA[<p>&nbsp; & <]]><!-- & < --><c>&lt;å</c></a>"
        assert mend(whole) == whole

    def test_a_feed_that_is_cut_short_loses_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "x.rss"
        path.write_text(
            rss("<title>Ett</title><guid>1</guid>", "<title>Två</title><guid>2</guid>")[:-30]
        )
        items = list(scan(Source("arkiv", str(path))))
        assert titles(items)[:1] == ["Ett"]
        assert Kept("x.rss/", beneath=True) in items

    def test_one_without_entries_is_told(self, read_made: Read) -> None:
        articles, (finding,) = read_made("x.rss", rss())
        assert (articles, finding.reason) == ([], "flödet har inga poster")


def post(
    name: str, status: str = "publish", kind: str = "post", password: str = "", more: str = ""
) -> str:
    return (
        f"<title>{name}</title><link>https://a.se/{name}</link><pubDate>Mon, 30 Nov -0001 00:00:00 +0000"
        f"</pubDate><content:encoded><![CDATA[Text om {name}.\n\n[caption id=1]Bild[/caption] Mer.]]>"
        f"</content:encoded><excerpt:encoded><![CDATA[Kort.]]></excerpt:encoded>"
        f"<wp:post_date><![CDATA[2020-05-05 00:30:00]]></wp:post_date><wp:status><![CDATA[{status}]]>"
        f"</wp:status><wp:post_type>{kind}</wp:post_type><wp:post_password>{password}</wp:post_password>{more}"
    )


class TestExports:
    HIDDEN = (
        post("d", "draft"), post("p", "private", "page"), post("t", "trash"), post("f", "future"),
        post("w", "pending"), post("l", password="x"), post("b", "inherit", "attachment"),
        post("m", kind="nav_menu_item"), post("o", "Publish"), post("r", "inherit", "revision"),
        post("x", more="<wp:status>private</wp:status>"), post("y", more="<wp:post_password>q</wp:post_password>"),
        "<title>u</title><link>https://a.se/u</link><content:encoded>Utan status.</content:encoded>",
    )  # fmt: skip

    def test_only_what_is_published_is(self, read_made: Read) -> None:
        articles, findings = read_made(
            "x.xml", rss(*self.HIDDEN, post("a"), post("s", kind="page"))
        )
        assert [article.title for article in articles] == ["a", "s"]
        assert texts(articles[0]) == ["Text om a.", "Bild Mer."]
        assert (articles[0].summary, str(articles[0].published)) == ("Kort.", "2020-05-05")
        told = " ".join(f"{finding.item} {finding.reason}" for finding in findings)
        assert "utkast: 1" in told
        assert "skyddade med lösenord: 2" in told
        assert "a.se/d" not in told

    @pytest.mark.parametrize(
        "spaces",
        [
            "",
            SPACES.replace("export/1.2", "export/1.0"),
            SPACES.replace("http://wordpress", "https://wordpress"),
        ],
    )
    def test_no_spelling_of_the_format_lets_a_draft_out(self, read_made: Read, spaces: str) -> None:
        articles, _ = read_made("x.xml", rss(*self.HIDDEN, post("a"), spaces=spaces))
        assert [article.title for article in articles] == ["a"]

    def test_one_that_is_cut_short_publishes_no_half_post(self, read_made: Read) -> None:
        feed = rss(post("a"), post("l", password="hemligt"))
        articles, _ = read_made("x.xml", feed[: feed.index("<wp:post_password>hemligt")])
        assert [article.title for article in articles] == ["a"]

    def test_the_source_chooses_the_types(self, read_made: Read) -> None:
        feed = rss(post("a"), post("n", kind="nyhet"), post("m", kind="nav_menu_item"))
        _, findings = read_made("x.xml", feed)
        assert [f.reason for f in findings if "nyhet" in f.reason] == [
            "poster av typen ”nyhet” läses inte (1)"
        ]
        chosen = ("nyhet", "nav_menu_item")
        articles, _ = read_made("x.xml", feed, post_types=chosen)
        assert [article.title for article in articles] == ["n"]

    def test_a_post_that_becomes_a_draft_is_taken_out(self) -> None:
        with serving() as site:
            source = site.source("/export.xml")
            self.put(site, post("a"), post("b"))
            known = fingerprints(scan(source))
            self.put(site, post("a"), post("b", "draft"))
            items = list(scan(source, known))
            gone = f"{site.address}/export.xml/https://a.se/b"
            assert gone in fingerprints(items)
            assert titles(items) == []

    def put(self, site: Site, *posts: str) -> None:
        site.put("/export.xml", rss(*posts), kind="text/xml")

    def test_categories_are_subjects_and_menus_are_not(self, read_made: Read) -> None:
        more = (
            '<category domain="category" nicename="buller">Buller</category>'
            '<category domain="post_tag" nicename="ljud">Ljud</category>'
            '<category domain="nav_menu" nicename="x">Meny</category>'
            '<category domain="post_format" nicename="x">Galleri</category>'
            '<category domain="category" nicename="uncategorized">Okategoriserade</category>'
        )
        (article,), _ = read_made("x.xml", rss(post("a", more=more)))
        assert article.topics == ("Buller", "Ljud")

    def test_drafts_of_atom_are_none_either(self, read_made: Read) -> None:
        control = '<app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>yes</app:draft></app:control>'
        articles, _ = read_made("x.atom", atom(f"<title>T</title><id>1</id>{control}"))
        assert articles == []

    def test_short_codes_are_no_text(self) -> None:
        assert as_html("[gallery ids=1]Ett [1] och [se bilaga].\n\n[vc_row]Två[/vc_row]") == (
            " Ett [1] och [se bilaga].\n<p> Två "
        )


FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "F", "language": "sv-SE",
    "home_page_url": "https://a.se/",
    "items": [
        {"id": "1", "url": "/1", "title": "Ett & två", "content_html": "<h2>R</h2><p>Text.</p>",
         "summary": "Kort.", "date_published": "2020-02-03T10:00:00+01:00", "tags": ["Buller"],
         "date_modified": "2021-02-03T10:00:00+01:00"},
        {"id": 2, "content_text": "Bara text.", "language": "en"},
        {"id": 3}, "fel",
    ],
}  # fmt: skip


class TestJsonFeed:
    @pytest.mark.parametrize("escaped", [False, True])
    def test_its_items_become_articles(self, read_made: Read, *, escaped: bool) -> None:
        text = json.dumps(FEED)
        text = text.replace("/", "\\/") if escaped else text
        (first, second), findings = read_made("x.json", text)
        assert (first.id, first.url, first.title) == ("arkiv/a.se/1", "https://a.se/1", "Ett & två")
        assert (first.summary, first.sections[0].heading, first.topics) == (
            "Kort.",
            "R",
            ("Buller",),
        )
        assert (str(first.published), str(first.updated)) == ("2020-02-03", "2021-02-03")
        assert (second.id, second.language, texts(second)) == (
            "arkiv/x.json/2",
            "en",
            ["Bara text."],
        )
        assert len([finding for finding in findings if finding.refused]) == 2

    @pytest.mark.parametrize("text", ["{}", "[1]", '{"version": 1}', "{", '"jsonfeed"', "null"])
    def test_other_json_is_refused_with_a_remedy(self, read_made: Read, text: str) -> None:
        articles, (finding,) = read_made("x.json", text)
        assert articles == []
        assert finding.refused
        assert "JSON Lines" in finding.remedy

    def test_one_without_items_is_told(self, read_made: Read) -> None:
        _, (finding,) = read_made("x.json", json.dumps({**FEED, "items": []}))
        assert finding.reason == "flödet har inga poster"

    @pytest.mark.parametrize("kind", ["application/feed+json", "application/json; charset=utf-8"])
    def test_it_is_read_from_the_web(self, kind: str) -> None:
        with serving() as site:
            site.put("/flode", json.dumps(FEED), kind=kind)
            articles, _ = outcome(site.source("/flode"))
            assert [article.url for article in articles] == [f"{site.address}/1", ""]


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/octet-stream", ""])
def test_a_feed_is_one_whatever_its_server_calls_it(kind: str) -> None:
    with serving() as site:
        site.put("/flode", "\n<?xml version='1.0'?>" + rss("<title>T</title>"), kind=kind)
        items = list(scan(site.source("/flode")))
        assert titles(items) == ["T"]
        assert not [item for item in items if isinstance(item, Finding) and item.refused]
