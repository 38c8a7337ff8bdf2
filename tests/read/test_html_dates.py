from __future__ import annotations

import pytest

from tests.read.pages import PROSE, Read, main, page


def dates(read_made: Read, made: str) -> tuple[str, str, str]:
    (article,), _ = read_made("a.html", made)
    return str(article.published), str(article.reviewed), str(article.updated)


@pytest.mark.parametrize(
    "inner",
    [
        '<ul class="nyheter"><li><a href="/1">Rapport</a><p>Publicerad 3 mars 2024</p></li></ul>',
        '<div class="puff"><h2>Ny rapport</h2><div>Publicerad 3 mars 2024</div></div>',
        "<article><h2>Ny rapport</h2><p>Publicerad 3 mars 2024</p></article>",
        '<a class="x" href="/1"><h3>Ny rapport</h3><p>Publicerad 3 mars 2024</p></a>',
        '<section class="kommentarer"><div><p>Publicerad 3 mars 2024</p></div></section>',
        '<div class="comment"><p>Kalle</p><p>Publicerad 3 mars 2024</p></div>',
        '<table><tr><td><a href="/1">Rapport</a></td><td>Publicerad 3 mars 2024</td></tr></table>',
        '<ul><li><a href="/1">A</a><time itemprop="datePublished" datetime="2024-03-03"></ul>',
        "<table><tr><td>Rapport</td><td><time datetime='2024-03-03'></time></td></tr></table>",
    ],
)
def test_the_date_of_a_teaser_list_or_comment_is_not_the_pages(read_made: Read, inner: str) -> None:
    assert dates(read_made, main(f"{inner}<p>Text efter.</p>"))[0] == "None"


def test_nor_is_that_of_a_teaser_beside_the_text(read_made: Read) -> None:
    teaser = (
        '<div class="x"><div class="y"><h2>Ny</h2><div>Publicerad 3 mars 2024</div></div></div>'
    )
    made = page(f"<main><h1>T</h1><p>{PROSE}</p></main>{teaser}")
    assert dates(read_made, made) == ("None", "None", "None")


@pytest.mark.parametrize(
    ("around", "reviewed"),
    [
        ("<div>Sidan granskades: den 4 maj 2023</div>", "2023-05-04"),
        ("<h2>Kontakt</h2><p>Box 1</p><p>Sidan granskades den 4 maj 2023</p>", "2023-05-04"),
        ("<p>Granskad 4 maj 2023</p>", "2023-05-04"),
    ],
)
def test_a_page_may_say_its_date_after_its_text(
    read_made: Read, around: str, reviewed: str
) -> None:
    made = page(f"<main><h1>T</h1><p>{PROSE}</p></main><div>{around}</div>")
    assert dates(read_made, made)[1] == reviewed


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Publicerad2024-03-03", ("2024-03-03", "None", "None")),
        ("Publicerad:3 maj 2021Uppdaterad 2021-06-07", ("2021-05-03", "None", "2021-06-07")),
        ("Publicerad 3 mars 2024Uppdaterad 5 april 2024", ("2024-03-03", "None", "2024-04-05")),
        ("Senast granskad2023-01-02 kl. 14:20", ("None", "2023-01-02", "None")),
        ("<span>Senast granskad:</span><span>2022-03-04</span>", ("None", "2022-03-04", "None")),
        ("Utfärdad: 2020-03-05", ("2020-03-05", "None", "None")),
        ("Sist oppdatert 3. desember 2021", ("None", "None", "2021-12-03")),
    ],
)
def test_labels_without_a_space_and_of_acts(
    read_made: Read, line: str, found: tuple[str, str, str]
) -> None:
    assert dates(read_made, main(f"<p>{line}</p><p>Text efter.</p>")) == found


def test_the_times_of_a_blog_are_told_by_their_classes(read_made: Read) -> None:
    made = page(
        '<article><header class="entry-header"><h1>T</h1><span>'
        '<time class="entry-date published" datetime="2022-05-06T10:00">6 maj 2022</time>'
        '<time class="updated" datetime="2022-06-07T10:00">7 juni 2022</time></span></header>'
        f'<div class="entry-content"><p>{PROSE}</p></div></article>'
    )
    assert dates(read_made, made) == ("2022-05-06", "None", "2022-06-07")


def test_a_date_after_the_path_and_the_title_counts(read_made: Read) -> None:
    path = "<ol><li>Start</li><li>Nyheter 2019</li></ol>"
    made = page(f"<main>{path}<h1>T</h1><p>12 maj 2021</p><p>{PROSE}</p></main>")
    assert dates(read_made, made)[0] == "2021-05-12"
    (article,), _ = read_made("a.html", made)
    assert article.sections[0].paragraphs == (PROSE,)
