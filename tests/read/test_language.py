"""In which language is a text that does not say it?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.article import Section
from indexer.read.language import find_language
from tests.read.conftest import Outcome

Read = Callable[..., Outcome]

TEXTS = {
    "sv": (
        "Kommunen ansvarar för att det finns trygga lekplatser nära bostäderna. Den som upptäcker"
        " ett fel ska kunna anmäla det på ett enkelt sätt, och felet ska åtgärdas inom en vecka om"
        " det inte är farligt för barn."
    ),
    "da": (
        "Kommunen har ansvaret for, at der findes trygge legepladser tæt på boligerne. Den, som"
        " opdager en fejl, skal kunne melde det på en enkel måde, og fejlen skal rettes inden for"
        " en uge, hvis den ikke er farlig for børn."
    ),
    "nb": (
        "Kommunen har ansvaret for at det finnes trygge lekeplasser nær boligene. Den som oppdager"
        " en feil, skal kunne melde fra om det på en enkel måte, og feilen skal rettes innen en uke"
        " dersom den ikke er farlig for barn."
    ),
    "nn": (
        "Kommunen har ansvaret for at det finst trygge leikeplassar nær bustadene. Den som oppdagar"
        " ein feil, skal kunne melde frå om det på ein enkel måte, og feilen skal rettast innan ei"
        " veke dersom han ikkje er farleg for borna som leikar der."
    ),
    "is": (
        "Sveitarfélagið ber ábyrgð á því að örugg leiksvæði séu nálægt heimilum. Sá sem verður var"
        " við bilun á að geta tilkynnt hana á einfaldan hátt og bilunina skal laga innan viku ef"
        " hún er ekki hættuleg börnum sem leika sér þar."
    ),
    "fi": (
        "Kunta vastaa siitä, että asuntojen lähellä on turvallisia leikkipaikkoja. Joka huomaa"
        " vian, voi ilmoittaa siitä helposti, ja vika korjataan viikon kuluessa, jos se ei ole"
        " vaarallinen lapsille, jotka leikkivät siellä joka päivä koulun jälkeen."
    ),
    "en": (
        "The municipality is responsible for safe playgrounds close to where people live. Anyone"
        " who finds a fault should be able to report it easily, and it should be mended within a"
        " week unless it is dangerous to children."
    ),
    "de": (
        "Die Gemeinde ist dafür verantwortlich, dass es sichere Spielplätze in der Nähe der"
        " Wohnungen gibt. Wer einen Fehler entdeckt, soll ihn einfach melden können, und er soll"
        " innerhalb einer Woche behoben werden, wenn er für Kinder nicht gefährlich ist."
    ),
}
NAMES = "Anderson Smith, Mary Jones, John Williams, Peter Taylor, Susan Brown, Emma Wilson. " * 8


@pytest.mark.parametrize("language", TEXTS)
def test_a_paragraph_tells_its_language(language: str) -> None:
    assert find_language([Section("", (TEXTS[language],))]) == language


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("This is only ten words, which is not nearly enough.",),
        (NAMES,),
        ("The year | The number of cases | The rest of it | And so on to the end of all rows",) * 9,
        ("of the", "in the", "to the", "for the") * 20,
    ],
)
def test_nothing_is_concluded_from_little_or_from_names(texts: tuple[str, ...]) -> None:
    assert find_language([Section("", texts)]) == ""


def test_most_of_a_text_decides() -> None:
    section = Section("Summary", (TEXTS["en"], *[TEXTS["sv"]] * 5))
    assert find_language([section]) in {"sv", ""}


@pytest.mark.parametrize(
    ("head", "setting", "text", "language"),
    [
        ("", "", "en", "en"),
        ("", "", "sv", "sv"),
        ("", "sv", "en", "sv"),
        ("---\nspråk: engelska\n---\n", "sv", "sv", "en"),
        ("---\nlang: Svenska\n---\n", "", "en", "sv"),
        ("---\nlang: volapük?\n---\n", "", "en", "en"),
    ],
)
def test_the_text_tells_only_where_neither_file_nor_source_does(
    read_made: Read, head: str, setting: str, text: str, language: str
) -> None:
    (article,), _ = read_made("x.md", f"{head}# Titel\n\n{TEXTS[text]}", language=setting)
    assert article.language == language


def test_a_text_too_short_to_tell_is_swedish(read_made: Read) -> None:
    (article,), _ = read_made("x.md", "# Playgrounds\n\nAll are closed today.")
    assert article.language == "sv"
