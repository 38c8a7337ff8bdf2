from __future__ import annotations

import datetime as dt
import re
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from indexer.article import Article, DateSpan, Section
from indexer.search.answer import TopicCount
from indexer.search.request import SearchRequest
from tests.webui.archive import CHOSEN, UNTAGGED, MemoryLibrary
from webui.app import create_app
from webui.present.topics import present_topics

ODD_IDS = (
    "a/b/c.html",
    "åäö och mer",
    "100%",
    "100%25",
    "vad?",
    "a#b",
    "a&b=c+d",
    "/inledande/snedstreck/",
    "https://exempel.se//a//b?c=d#e",
    "a;b,c",
    "😀",
)


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, address
    return html.document_fromstring(response.get_data(as_text=True))


def text_of(tree: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in tree.xpath(path)]


def test_the_start_page_tells_what_the_archive_holds(client: FlaskClient) -> None:
    tree = page(client, "/")
    assert "Här finns 50 publikationer från 2014 till 2025." in text_of(tree, "//main//p")
    assert len(text_of(tree, "//main//h3")) == 5
    assert "Skola 18 publikationer" in text_of(tree, "//section[h2='Vanliga ämnen']//li")


def test_an_empty_archive_has_a_start_page() -> None:
    client = create_app(MemoryLibrary(articles=())).test_client()
    assert "Arkivet är tomt än så länge." in text_of(page(client, "/"), "//main//p")


@pytest.mark.parametrize(
    "address", ["/", "/sok?q=hälsa", "/amnen", "/amne/halsa", "/hjalp", "/tillganglighet"]
)
def test_every_page_has_its_landmarks(client: FlaskClient, address: str) -> None:
    tree = page(client, address)
    assert tree.get("lang") == "sv"
    assert len(tree.xpath("//h1")) == 1
    assert len(tree.xpath("//main[@id='innehall']")) == 1
    assert tree.xpath("//body/a[1]/@href") == ["#innehall"]
    assert len(tree.xpath("//form[@role='search']//label[@for='q']")) == 1
    assert tree.xpath("//footer//a[@href='/tillganglighet']")
    assert not tree.xpath("//script[not(@src)] | //script/text() | //style | //@style")


def test_hits_are_headings_in_a_list(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=hälsa")
    assert len(tree.xpath("//ol/li/h3/a")) == 10
    assert text_of(tree, "//head/title") == ["Träffar för ”hälsa” – 49 träffar – Sökverket"]
    assert text_of(tree, "//div[@role='status']") == ["49 träffar, visar 1–10"]
    assert "Publicerad 1 januari 2014" in text_of(tree, "//ol/li//li")
    assert tree.xpath("//ol/li//mark[text()='hälsa']")
    assert tree.xpath("//ol/li//a[@href='/amne/psykisk-halsa']")


def test_the_search_reaches_the_library(client: FlaskClient, library: MemoryLibrary) -> None:
    page(client, "/sok?q=hälsa&amne=halsa&amne=skola&typ=rapport&sortera=aldst&sida=2")
    assert library.requests == [
        SearchRequest(
            query="hälsa", topics=("halsa", "skola"), kinds=("rapport",), sort="oldest", page=2
        )
    ]


def test_without_words_the_newest_come_first(client: FlaskClient, library: MemoryLibrary) -> None:
    tree = page(client, "/sok?typ=rapport")
    assert library.requests[0].sort == "newest"
    assert text_of(tree, "//nav[@aria-label='Ordning']//a") == ["Nyast först", "Äldst först"]


def test_checkboxes_say_how_many_hits_they_give(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=hälsa&typ=rapport")
    labels = text_of(tree, "//fieldset[legend='Typ']//label")
    assert "Rapport 13 träffar" in labels
    assert tree.xpath("//fieldset[legend='Typ']//input[@checked]/@value") == ["rapport"]


def test_chosen_filters_are_links_that_remove_them(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=hälsa&amne=elevhalsa&typ=rapport&fran=2015&till=2015&sida=1")
    links = dict(
        zip(
            text_of(tree, "//ul[@aria-label='Valda avgränsningar']//a"),
            tree.xpath("//ul[@aria-label='Valda avgränsningar']//a/@href"),
            strict=True,
        )
    )
    assert list(links) == [
        "Ta bort Ämne: Elevhälsa",
        "Ta bort Typ: Rapport",
        "Ta bort Publicerad: 2015",
        "Ta bort alla",
    ]
    assert parse_qs(urlsplit(links["Ta bort Ämne: Elevhälsa"]).query) == {
        "q": ["hälsa"],
        "typ": ["rapport"],
        "fran": ["2015"],
        "till": ["2015"],
    }
    assert parse_qs(urlsplit(links["Ta bort alla"]).query) == {"q": ["hälsa"]}


def test_years_lead_to_their_period(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=hälsa")
    (link,) = tree.xpath("//a[starts-with(., '2019')]/@href")
    assert parse_qs(urlsplit(link).query) == {"q": ["hälsa"], "fran": ["2019"], "till": ["2019"]}
    assert page(client, link).xpath("//a[@aria-current='true' and starts-with(., '2019')]")


def test_undated_hits_are_counted_and_can_be_chosen(client: FlaskClient) -> None:
    tree = page(client, "/sok")
    row = "//div[@class='years']//tr[contains(th, 'utan datum')]"
    assert text_of(tree, f"{row}/td") == ["2"]
    (href,) = tree.xpath(f"{row}//a/@href")
    chosen = page(client, href)
    assert len(chosen.xpath("//ol/li/h3")) == 2
    assert chosen.xpath("//input[@name='utandatum'][@checked]")
    assert text_of(chosen, "//ul[@class='chosen']/li/a") == ["Ta bort Publicerad: utan datum"]


@pytest.mark.parametrize(
    ("query", "reading"),
    [
        ("hälsa", []),
        ("hälsa skola", []),
        ("hälsa -skola", ["”hälsa” i någon form; inte ”skola” i någon form"]),
        ("år: 2019–2021", ["publicerad från 2019 till 2021"]),
    ],
)
def test_the_page_says_how_it_read_what_is_more_than_words(
    client: FlaskClient, query: str, reading: list[str]
) -> None:
    tree = page(client, f"/sok?{urlencode({'q': query})}")
    told = [one for one in text_of(tree, "//p[@class='notice']") if one.startswith("Så lästes")]
    assert told == [f"Så lästes frågan: {one}. Så söker du" for one in reading]


def test_a_date_among_the_words_is_offered_as_a_filter(client: FlaskClient) -> None:
    tree = page(client, f"/sok?{urlencode({'q': 'hälsa 1 maj 2019'})}")
    (link,) = tree.xpath("//a[contains(., 'Visa bara det som publicerades 1 maj 2019')]/@href")
    narrowed = page(client, link)
    assert narrowed.xpath("//input[@name='q']/@value") == ["hälsa"]
    assert narrowed.xpath("//input[@name='fran']/@value") == ["2019-05-01"]
    assert not narrowed.xpath("//a[contains(., 'Visa bara det')]")


def test_a_wrong_date_is_told_at_its_field_and_the_rest_runs(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=hälsa&fran=31+februari")
    (field,) = tree.xpath("//input[@name='fran']")
    assert field.get("value") == "31 februari"
    assert field.get("aria-invalid") == "true"
    assert "fran-error" in field.get("aria-describedby", "").split()
    assert "31 februari" in text_of(tree, "//p[@id='fran-error']")[0]
    assert tree.xpath("//*[@role='alert']//a[@href='#fran']")
    assert len(tree.xpath("//ol/li/h3")) == 10


def test_missing_words_and_relaxation_are_told(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=bullermätning+luften")
    assert "Saknar: bullermätning" in text_of(tree, "//ol/li/p")
    assert any(text.startswith("Ingen publikation här har alla") for text in text_of(tree, "//p"))
    tree = page(client, "/sok?q=pupil+elevhälsa")
    assert any(text.startswith("Få publikationer har alla orden") for text in text_of(tree, "//p"))


DIVIDER = "Träffar som saknar något av orden"


@pytest.mark.parametrize("order", ["", "&sortera=nyast", "&sortera=aldst"])
def test_a_heading_stands_between_hits_with_all_words_and_those_that_lack_some(
    client: FlaskClient, order: str
) -> None:
    tree = page(client, f"/sok?q=pupil+elevhälsa{order}")
    (divider,) = tree.xpath(f"//h3[.='{DIVIDER}']")
    before, after = divider.getprevious(), divider.getnext()
    assert text_of(before, "./li/h3") == ["Pupil health in small municipalities"]
    assert not text_of(before, "./li/p[@class='missing']")
    assert len(text_of(after, "./li")) == len(text_of(after, "./li/p[@class='missing']")) == 9
    assert (before.get("start"), after.get("start")) == ("1", "2")
    following = page(client, f"/sok?q=pupil+elevhälsa{order}&sida=2")
    (divider,) = following.xpath(f"//h3[.='{DIVIDER}']")
    assert divider.getprevious().tag != "ol"
    assert divider.getnext().get("start") == "11"
    assert f'<h3 class="divide">{DIVIDER}' not in client.get("/sok?q=elevhälsa").text


def test_no_heading_stands_where_no_publication_has_all_the_words(client: FlaskClient) -> None:
    assert not page(client, "/sok?q=bullermätning+luften").xpath(f"//h3[.='{DIVIDER}']")


def test_the_table_tells_what_rows_lack_below_a_row_that_says_so(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=pupil+elevhälsa&visa=tabell")
    columns = text_of(tree, "//table[@class='rows']//th[@scope='col']")
    _, below = tree.xpath("//table[@class='rows']/tbody")
    assert text_of(below, "./tr/th[@scope='rowgroup']") == [DIVIDER]
    assert int(below.xpath("./tr[1]/th")[0].get("colspan")) == len(columns)
    lacking = columns.index("Saknar")
    rows = [
        text_of(row, "./*") for row in tree.xpath("//table[@class='rows']/tbody/tr[not(@class)]")
    ]
    assert {row[lacking] for row in rows[1:]} == {"pupil"}
    assert rows[0][lacking] == ""
    assert [row[-1].split()[0] for row in rows[:3]] == ["1", "2", "3"]
    assert "Saknar" not in text_of(page(client, "/sok?q=buller&visa=tabell"), "//th")


def test_a_hit_marks_its_heading_too(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=metod+matsal+ljudnivåer")
    assert tree.xpath("//p[@class='snippet']//span[@class='where']")
    tree = page(client, "/sok?q=summary")
    assert text_of(tree, "//span[@class='where']/mark") == ["Summary"]


def test_the_article_marks_just_the_typed_words_where_only_they_were_searched(
    client: FlaskClient,
) -> None:
    address = "/artikel/statistik/ljudnivåer.html?q=bullermätning"
    assert text_of(page(client, address), "//h1/mark") == ["Ljudnivåer"]
    assert not page(client, f"{address}&exakt=ja").xpath("//mark")


def test_notices_and_suggestions_are_shown(client: FlaskClient) -> None:
    assert any("citattecken" in text for text in text_of(page(client, '/sok?q="hälsa'), "//p"))
    tree = page(client, "/sok?q=tystare+kuratr")
    assert text_of(tree, "//p[@class='suggestion']") == ["Menade du tystare kurator?"]


def test_what_was_searched_besides_is_told_with_a_way_back(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=bullermätning+luften")
    notice = "Vi sökte även på ljudnivå. Sök bara på ”bullermätning luften”"
    assert notice in text_of(tree, "//p[@class='notice']")
    (exact,) = tree.xpath("//p[@class='notice']/a/@href")
    tree = page(client, exact)
    assert notice not in text_of(tree, "//p[@class='notice']")
    assert "Ta bort Bara de skrivna orden" in text_of(tree, "//ul[@class='chosen']//a")
    assert tree.xpath("//input[@type='checkbox'][@name='exakt'][@checked]/@value") == ["ja"]


def test_another_question_that_was_answered_is_told(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=elevhelsa")
    (notice,) = text_of(tree, "//p[@class='notice']")
    assert "Här är träffarna för ”elevhälsa”. Sök bara på ”elevhelsa”" in notice
    assert "q=elevh%C3%A4lsa" in tree.xpath("//ol/li/h3/a/@href")[0]


def test_articles_that_editors_chose_are_labelled(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=tystare")
    (chosen,) = tree.xpath("//li[ul/li='Utvald']/h3/a/@href")
    assert chosen == f"/artikel/{quote(CHOSEN)}?q=tystare"


def test_no_hits_help_on(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=xyzzy&typ=rapport")
    assert text_of(tree, "//div[@role='status']") == ["Inga träffar"]
    assert "Vi sökte på ”xyzzy”, i alla böjningar och inne i längre ord." in text_of(tree, "//p")
    assert tree.xpath("//h3[.='Leta bland ämnen']/following-sibling::ul[1]//a[@href='/amne/halsa']")
    (contact,) = tree.xpath("//main//a[starts-with(@href, 'mailto:')]")
    assert contact.text == "hör av dig till Provmyndigheten"


def test_filters_in_the_way_of_hits_are_removed_with_one_click(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=pupil&typ=nyhet&fran=2014&till=2015")
    ways = text_of(tree, "//ul[@class='ways']/li")
    assert ways == ["utan avgränsningar (1 träff)"]
    tree = page(client, "/sok?q=pupil&typ=nyhet")
    (way,) = tree.xpath("//ul[@class='ways']/li/a")
    assert way.text == "utan Typ: Nyhet (1 träff)"
    assert len(page(client, way.get("href")).xpath("//ol/li/h3")) == 1


def test_a_page_beyond_the_end_says_so(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=hälsa&sida=900")
    (link,) = tree.xpath("//a[contains(., 'sista sidan')]/@href")
    assert parse_qs(urlsplit(link).query)["sida"] == ["5"]
    assert len(page(client, link).xpath("//ol/li/h3")) == 9


def test_paging_names_where_it_leads(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=hälsa&sida=2")
    assert text_of(tree, "//nav[@aria-label='Fler träffar']//a") == [
        "Föregående sida",
        "Sida 1",
        "Sida 2",
        "Sida 3",
        "Sida 5",
        "Nästa sida",
    ]
    assert text_of(tree, "//nav[@aria-label='Fler träffar']//a[@aria-current='page']") == ["Sida 2"]
    assert tree.xpath("//ol[@class='hits']/@start") == ["11"]


def test_foreign_hits_have_their_language(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=pupil")
    assert text_of(tree, "//h3[@lang='en']") == ["Pupil health in small municipalities"]
    assert "Engelska" in text_of(tree, "//ol/li//li")


def test_a_hit_leads_to_its_article_and_back(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=hälsa&typ=rapport")
    article = page(client, tree.xpath("//ol/li/h3/a/@href")[0])
    assert article.xpath("//article//mark")
    (back,) = article.xpath("//p[@class='back']/a/@href")
    assert back == "/sok?q=h%C3%A4lsa&typ=rapport"


def test_the_article_page_shows_it_all(client: FlaskClient) -> None:
    tree = page(client, f"/artikel/{quote('rapport/2019/5-åtgärd.html')}?q=hälsa")
    assert text_of(tree, "//h1") == ["Psykisk hälsa bland gymnasieelever 2019"]
    assert text_of(tree, "//article/div//h2") == ["Så gjorde vi", "Vad händer nu?"]
    facts = dict(zip(text_of(tree, "//dt"), text_of(tree, "//dd"), strict=True))
    assert facts["Publicerad"] == "8 februari 2019"
    assert facts["Utgivare"] == "Skolförbundet, Lund"
    assert tree.xpath("//dd/a/@href")[0].startswith("https://www.provmyndigheten.example/")
    assert "Sidan 34" in text_of(tree, "//article//p")
    assert "Orden du sökte på är markerade på 2 ställen." in text_of(tree, "//article//p")


@pytest.mark.parametrize("article_id", ODD_IDS)
def test_any_id_has_an_address(article_id: str) -> None:
    article = Article(id=article_id, title="Udda", sections=(Section("", ("Här är texten.",)),))
    client = create_app(MemoryLibrary(articles=(article,))).test_client()
    href = page(client, "/sok?q=texten").xpath("//ol/li/h3/a/@href")[0]
    assert re.fullmatch(r"[!-~]+", href)
    assert text_of(page(client, href), "//h1") == ["Udda"]
    assert client.get(f"/api/v1/articles/{quote(article_id)}").json["id"] == article_id


def test_topics_stand_as_a_tree_in_swedish_order(client: FlaskClient) -> None:
    tree = page(client, "/amnen")
    assert text_of(tree, "//section/h2/a") == ["Arbete", "Hälsa", "Miljö", "Skola"]
    assert text_of(tree, "//section[h2/a='Skola']/ul/li/a") == [
        "Läromedel",
        "Skolbibliotek",
        "Statsbidrag",
    ]


def test_the_table_of_untagged_tells_who_gave_the_topics() -> None:
    many = [Article(f"a{number}", f"Artikel {number}") for number in range(60)]
    articles = (Article(UNTAGGED, "<b>Buller</b>", published=DateSpan.year(2020)), *many)
    client = create_app(MemoryLibrary(articles=articles)).test_client()
    first = page(client, "/amnen/utan")
    assert text_of(first, "//tbody/tr[1]/th") == ["<b>Buller</b>"]
    assert text_of(first, "//tbody/tr[1]/td//li") == [
        "Buller ämnet hittades i: ”buller”",
        "Ventilation föreslaget",
    ]
    (following,) = first.xpath("//a[@rel='next']/@href")
    second = page(client, following)
    assert len(second.xpath("//tbody/tr")) == 11
    assert second.xpath("//a[@rel='prev']/@href") == ["/amnen/utan?sida=1"]


def test_long_facets_show_the_commonest_and_lead_to_all() -> None:
    articles = [
        Article(f"a{number}", "Buller", publisher=(f"Myndighet {number}",)) for number in range(30)
    ]
    client = create_app(MemoryLibrary(articles=tuple(articles))).test_client()
    tree = page(client, "/sok?q=buller")
    assert len(tree.xpath("//input[@type='checkbox'][@name='utgivare']")) == 20
    assert "De 20 vanligaste av 30. Välj bland alla: Utgivare" in text_of(tree, "//fieldset/p")
    assert tree.xpath("//fieldset/p/a/@href") == ["/avancerad?alla=buller"]
    options = page(client, "/avancerad").xpath("//select[@name='utgivare']/option")
    assert len(options) == 1 + 30


def test_a_search_without_proposals_says_so(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=hälsa&foreslagna=nej")
    (chosen,) = [one for one in tree.xpath("//a") if "Utan föreslagna" in one.text_content()]
    assert "foreslagna" not in chosen.get("href")


def test_topics_in_a_circle_or_without_their_broader_one_are_shown(client: FlaskClient) -> None:
    topics = (
        TopicCount("a", "Ö", "b", 1),
        TopicCount("b", "Ä", "a", 1),
        TopicCount("c", "Å", "c", 1),
        TopicCount("d", "Z", "saknas", 1),
        TopicCount("e", "Under Z", "d", 1),
    )
    with client.application.test_request_context():
        shown = present_topics(topics)
    assert [topic.label for topic in shown] == ["Z", "Å", "Ä", "Ö"]
    assert [topic.label for topic in shown[0].narrower] == ["Under Z"]


def test_a_topic_has_its_newest_articles(client: FlaskClient, library: MemoryLibrary) -> None:
    tree = page(client, "/amne/halsa")
    assert text_of(tree, "//h1") == ["Hälsa"]
    assert text_of(tree, "//section[h2='Närmare bestämt']//a") == ["Elevhälsa", "Psykisk hälsa"]
    assert library.requests == [
        SearchRequest(topics=("halsa",), sort="newest"),
        SearchRequest("Hälsa", topics=("halsa",), size=3),
    ]
    assert client.get("/amne/finns-inte").status_code == 404


def test_the_examples_of_the_help_page_run(client: FlaskClient) -> None:
    links = page(client, "/hjalp").xpath("//main//a[starts-with(@href, '/sok')]/@href")
    assert len(links) > 10
    for link in links:
        page(client, link)


def test_one_hit_and_one_choice_are_said_as_one() -> None:
    articles = tuple(
        Article(f"{number}", "Buller", kind=kind, published=DateSpan.year(year))
        for number, (kind, year) in enumerate(
            [("rapport", 2019), ("beslut", 2020), ("beslut", 2020)]
        )
    )
    client = create_app(MemoryLibrary(articles)).test_client()
    tree = page(client, "/sok?q=buller&typ=beslut")
    said = text_of(tree, "//*[@class='choices']//li")
    assert {"Beslut 2 träffar", "Rapport 1 träff"} <= set(said)
    assert text_of(tree, "//summary/h2") == ["Avgränsa (1 vald)"]
    tree = page(client, "/sok?q=buller&typ=rapport&typ=beslut")
    bars = tree.xpath("//*[@class='years']//svg//a/@aria-label")
    assert bars == ["2019: 1 träff", "2020: 2 träffar"]
    assert text_of(tree, "//summary/h2") == ["Avgränsa (2 valda)"]


def test_a_long_list_of_topics_stands_as_the_tree_that_it_is(client: FlaskClient) -> None:
    tree = page(client, "/sok")
    (halsa,) = tree.xpath("//fieldset[legend='Ämne']/div[@class='long']/ul/li[1]")
    assert text_of(halsa, "./label") == ["Skola 18 träffar"]
    assert len(halsa.xpath("./ul/li")) == 3


def test_the_place_in_the_source_is_one_click_away(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=tystare+golv")
    href = tree.xpath("//ol/li//a[@class='source']/@href")[0]
    assert re.search(r"#:~:text=[\w%.]*tystare", href)


def test_a_pdf_tells_its_length_and_leads_to_the_page() -> None:
    article = Article(
        "rapport.pdf",
        "Buller",
        sections=(Section("", ("Inledning.",), 1), Section("", ("Buller skadar hörseln.",), 34)),
        url="https://exempel.se/rapport.pdf",
    )
    tree = page(create_app(MemoryLibrary((article,))).test_client(), "/sok?q=hörseln")
    assert "PDF, 34 sidor" in text_of(tree, "//ol/li//li")
    (source,) = tree.xpath("//a[@class='source']")
    assert source.get("href") == "https://exempel.se/rapport.pdf#page=34"
    assert source.text_content() == "exempel.se › rapport.pdf, sidan 34"


def test_an_article_is_found_through_lists_of_its_headings_and_marks() -> None:
    article = Article(
        "a",
        "Buller",
        sections=tuple(Section(f"Del {n}", (f"Buller {n} och buller.",)) for n in range(4)),
        published=DateSpan.year(2010),
        publisher=("Provmyndigheten",),
        reference="PM 2010:1",
    )
    tree = page(create_app(MemoryLibrary((article,))).test_client(), "/artikel/a?q=buller")
    assert text_of(tree, "//nav[@class='contents']//li") == [f"Del {n} 2 ställen" for n in range(4)]
    targets = tree.xpath("//nav[@class='contents']//@href | //div[@class='places']//@href")
    assert len(targets) == 4 + 8
    for target in targets:
        assert len(tree.xpath(f"//*[@id='{target[1:]}']")) == 1
    assert "inte granskats sedan den publicerades" in text_of(tree, "//p[@class='notice']")[0]
    assert text_of(tree, "//p[@class='citation']") == [
        "Provmyndigheten. Buller (PM 2010:1). Publicerad 2010. http://localhost/artikel/a"
    ]


def test_a_fresh_article_is_not_called_old() -> None:
    article = Article("a", "Buller", reviewed=DateSpan.year(dt.datetime.now(dt.UTC).year))
    tree = page(create_app(MemoryLibrary((article,))).test_client(), "/artikel/a")
    assert not tree.xpath("//p[@class='notice']")


def test_a_table_keeps_being_one_from_link_to_link(client: FlaskClient) -> None:
    tree = page(client, "/sok?q=hälsa&visa=tabell")
    assert len(tree.xpath("//table[@class='rows']/tbody/tr")) == 49
    assert not tree.xpath("//nav[@class='paging']")
    for path in ("//nav[@aria-label='Ordning']//a/@href", "//div[@class='years']//a/@href"):
        links = tree.xpath(path)
        assert links
        assert all("visa=tabell" in href for href in links)
    (back,) = tree.xpath("//a[.='Lista']/@href")
    assert "visa" not in back
    assert tree.xpath("//form[@id='sok']//input[@name='visa']/@value") == ["tabell"]


def test_the_advanced_form_leads_to_the_search_that_it_writes(client: FlaskClient) -> None:
    response = client.get("/avancerad?alla=buller&inget=trafik&fran=2019&gor=sok")
    assert response.status_code == 302
    asked = parse_qs(urlsplit(response.headers["Location"]).query)
    assert asked == {"q": ["buller -trafik datum:2019.."]}
    tree = page(client, "/avancerad?alla=buller&fran=31+februari&gor=sok")
    assert text_of(tree, "//p[@id='fran-error']")
    assert tree.xpath("//*[@role='alert']//a[@href='#fran']")


def test_topics_stand_from_a_to_o(client: FlaskClient) -> None:
    tree = page(client, "/amnen?ordning=alfabet")
    assert text_of(tree, "//nav[@aria-label='Bokstäver']//a") == list("ABEHLMPSV")
    assert text_of(tree, "//section[h2='S']//li") == [
        "Skola 18 publikationer",
        "Skolbibliotek 6 publikationer",
        "Statsbidrag 6 publikationer",
    ]


def test_why_is_told_in_english(client: FlaskClient) -> None:
    tree = page(client, "/en/varfor/rapport/2019/5-åtgärd.html?q=matbuller+hälsa+typ:rapport")
    shares = {
        part: more for part, *more in (text_of(row, "./*") for row in tree.xpath("//tbody/tr"))
    }
    forms, score = shares["The word “hälsa”"]
    assert re.fullmatch(r"\d\.\d\d", score)
    assert forms == "hälsa (2), Elevhälsan (1)"
    (nothing,) = [text for text in text_of(tree, "//p") if text.startswith("This gave no points")]
    for part in ("The word “matbuller”", "The word pair ”", "The part ”mat”", "The condition typ:"):
        assert part in nothing


def test_an_article_keeps_its_lists_and_tables(client: FlaskClient) -> None:
    tree = page(client, "/artikel/statistik/ljudnivåer.html?q=matsal")
    assert text_of(tree, "//div[@class='body']/ul/li") == ["Mät i fem minuter.", "Skriv upp nivån."]
    (table,) = tree.xpath("//div[@class='body']//table")
    assert text_of(table, ".//th[@scope='col']") == ["Rum", "Nivå"]
    assert text_of(table, ".//td") == ["Matsal", "62 dBA", "Klassrum", "41 dBA"]
    assert tree.xpath("//div[@class='body']//td/mark[@id='stalle-1']")


def test_why_tells_of_an_article_that_is_no_hit(client: FlaskClient) -> None:
    tree = page(client, "/varfor/reports/pupil-health.html?q=ventilation")
    assert "Publikationen är ingen träff på ”ventilation”." in text_of(tree, "//p")
    assert client.get("/varfor/finns-inte?q=x").status_code == 404


@pytest.mark.parametrize("query", ["PM 2010:1", "pm2010-1", "2010/01"])
def test_a_reference_that_alone_matched_is_shown_and_marked(query: str) -> None:
    article = Article("a", "Buller", sections=(Section("", ("Ljud.",)),), reference="PM 2010:1")
    client = create_app(MemoryLibrary((article,))).test_client()
    tree = page(client, f"/sok?q={quote(query)}")
    assert "Beteckning PM 2010:1" in text_of(tree, "//ol/li//li")
    (mark,) = text_of(tree, "//ol/li//mark")
    assert mark in {"PM 2010:1", "2010:1"}
    assert text_of(page(client, "/sok?q=buller"), "//ol/li//mark") == ["Buller"]
    shown = page(client, f"/artikel/a?q={quote(query)}")
    (link,) = shown.xpath("//dd/mark")
    assert link.get("id") == "stalle-1"
    assert "markerade på 1 ställe" in text_of(shown, "//div[@class='places']")[0]


def test_a_number_that_is_lacking_is_told_in_the_readers_language(client: FlaskClient) -> None:
    told = "//div[@class='lead']"
    assert (
        "Inget i arkivet har numret ”SOU 2099:1”."
        in text_of(page(client, "/sok?q=SOU+2099:1"), told)[0]
    )
    english = text_of(page(client, "/en/sok?q=SOU+2099:1"), told)[0]
    assert "Nothing in the archive has the number “SOU 2099:1”." in english
