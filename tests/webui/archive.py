"""A small archive of made-up articles, searched in memory: the pages' tests ask true answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from indexer.app import Library
from indexer.article import Article, Assignment, DateSpan, Section
from indexer.current import CurrentIndex
from indexer.index import Generation
from indexer.opening import Opened
from indexer.search.request import SearchRequest
from indexer.search.synonyms import Rule, base_words_of
from indexer.settings import Settings
from indexer.topics import Topic, Vocabulary
from indexer.topics.model import Model
from tests.conftest import ANALYSER
from tests.search.archive import searcher_over

SITE = Settings(
    agency_name="Provmyndigheten",
    contact="mailto:registrator@provmyndigheten.example",
    index=Path("finns-inte"),
)
"""Without an index: a library with these settings is closed."""
NOTE = "Allt om ämnet."
VOCABULARY = Vocabulary(
    Topic(id_, label, broader, note=NOTE)
    for id_, label, broader in (
        ("halsa", "Hälsa", ""),
        ("elevhalsa", "Elevhälsa", "halsa"),
        ("psykisk-halsa", "Psykisk hälsa", "halsa"),
        ("skola", "Skola", ""),
        ("laromedel", "Läromedel", "skola"),
        ("skolbibliotek", "Skolbibliotek", "skola"),
        ("statsbidrag", "Statsbidrag", "skola"),
        ("miljo", "Miljö", ""),
        ("ventilation", "Ventilation", "miljo"),
        ("buller", "Buller", "miljo"),
        ("arbete", "Arbete", ""),
        ("arbetsmiljo", "Arbetsmiljö och organisation", "arbete"),
    )
)
SUBJECTS = (
    ("Elevhälsan i mindre kommuner", "elevhalsa", "rapport"),
    ("Läromedel för elever med hörselnedsättning", "laromedel", "vägledning"),
    ("Bättre luft i klassrummet", "ventilation", "nyhet"),
    ("Statsbidrag för skolbibliotek", "statsbidrag", "beslut"),
    ("Tystare matsalar", "buller", "nyhet"),
    ("Psykisk hälsa bland gymnasieelever", "psykisk-halsa", "rapport"),
    ("Organisatorisk arbetsmiljö för rektorer", "arbetsmiljo", "vägledning"),
    ("Bemannade skolbibliotek", "skolbibliotek", "nyhet"),
)
PARAGRAPHS = (
    "Elevhälsan ska främst arbeta förebyggande, och flera små skolor delar ofta på en kurator.",
    "Rektorn ansvarar för att arbetsmiljön följs upp: luften, bullret och hur eleverna mår.",
    "Många av de 212 eleverna vill ha en vuxen att tala med om sin hälsa under skoldagen.",
    "Bidraget söks en gång om året. Huvudmannen beskriver hur läromedlen görs tillgängliga.",
    "Matsalen är skolans mest bullriga rum; tystare golv och fler bord gjorde stor skillnad.",
)
MOVED = "nyhet/2018/4-åtgärd.html"
"""The article whose text is at other addresses too: `utskrift/4` and `arkiv/tystare`."""
PRINTED = "https://www.provmyndigheten.example/utskrift/4.html"
UNTAGGED = "statistik/ljudnivåer.html"
"""The article to which its words and a model have given topics, and its editors none."""
CHOSEN = "nyhet/2014/12-åtgärd.html"
"""The article that editors have chosen for the question "tystare"."""
SYNONYMS = (Rule(("bullermätning",), ("ljudnivå",)),)


class MemoryLibrary(Library):
    """A library over articles in memory, which remembers what searches it was asked."""

    def __init__(
        self, articles: tuple[Article, ...] | None = None, settings: Settings = SITE
    ) -> None:
        super().__init__(replace(settings, count_unanswered=False))
        self._answering = _OpenIndex(_archive() if articles is None else _open(articles))
        self.following = nullcontext
        self.requests: list[SearchRequest] = []

    def ask(self, question: Callable[..., Any], *args: Any, **options: Any) -> Any:
        self.requests += (one for one in args if isinstance(one, SearchRequest))
        return super().ask(question, *args, **options)


def closed_library(settings: Settings = SITE) -> Library:
    """Return a library without an index."""
    return Library(settings)


class _OpenIndex(CurrentIndex):
    """An index of one generation, which is open."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def opened(self) -> Opened:
        return self._opened

    def _switch(self, *, at_once: bool = True) -> Opened:  # noqa: ARG002 - as there
        return self._opened


class _Guesses:
    """Proposes a topic for the untagged article, as a model would."""

    def propose(self, article: Article, _: object) -> list[Assignment]:
        return [Assignment("ventilation", "model", (), 0.75)] if article.id == UNTAGGED else []


@cache
def _archive() -> Opened:
    return _open(tuple(made_up_articles()))


def _open(articles: tuple[Article, ...]) -> Opened:
    searcher = searcher_over(
        *articles,
        vocabulary=VOCABULARY,
        rules=SYNONYMS,
        bets={base_words_of("tystare", ANALYSER): (CHOSEN,)},
        model=cast("Model", _Guesses()),
    )
    return Opened(Generation(Path("000001")), "memory", searcher._engine, searcher)


def made_up_articles() -> Iterator[Article]:
    """Yield 48 articles of 2014–2025, the last undated, two of other sorts, two duplicates."""
    for number in range(48):
        title, topic, kind = SUBJECTS[number % len(SUBJECTS)]
        year, month, day = 2014 + number % 12, 1 + number * 5 % 12, 1 + number * 7 % 28
        sections = (
            Section("", (PARAGRAPHS[number % 5], PARAGRAPHS[(number + 1) % 5])),
            Section("Så gjorde vi", (PARAGRAPHS[(number + 2) % 5],)),
            Section("Vad händer nu?", (PARAGRAPHS[(number + 3) % 5],), 34 if number == 5 else None),
        )
        article = Article(
            id=f"{kind}/{year}/{number}-åtgärd.html",
            title=f"{title} {year}" if number % 3 else title,
            sections=sections,
            summary="Så arbetar skolor för att fler ska må bra." if number % 2 else "",
            url=f"https://www.provmyndigheten.example/{kind}/{year}/{number}.html",
            kind=kind,
            published=DateSpan.day(year, month, day) if number < 46 else None,
            reviewed=DateSpan.month(year + 1, month) if number % 4 == 0 else None,
            topics=tuple(filter(None, (topic, VOCABULARY.broader(topic)))),
            publisher=("Provmyndigheten",) if number % 5 else ("Skolförbundet, Lund",),
        )
        yield article
        if article.id == MOVED:
            yield replace(article, id="utskrift/4", url=PRINTED)
            yield replace(article, id="arkiv/tystare", url="")
    yield Article(
        id=UNTAGGED,
        title="Ljudnivåer i tre sorters rum",
        sections=(
            Section("Metod", ("• Mät i fem minuter.", "• Skriv upp nivån.")),
            Section("Utfall", ("Rum | Nivå", "Matsal | 62 dBA", "Klassrum | 41 dBA")),
        ),
        kind="statistik",
        published=DateSpan.day(2014, 5, 21),
    )
    yield Article(
        id="reports/pupil-health.html",
        title="Pupil health in small municipalities",
        sections=(Section("Summary", ("Elevhälsa means pupil health services in schools.",)),),
        kind="rapport",
        published=DateSpan.year(2021),
        topics=("elevhalsa",),
        language="en",
    )
