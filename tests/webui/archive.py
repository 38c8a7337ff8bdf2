"""A library of made-up articles, so that the pages can be tested without an engine."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from indexer.article import Article, DateSpan, Section
from indexer.errors import IndexMissingError
from indexer.search.answer import (
    ArticleList,
    FacetValue,
    Hit,
    LabelledArticle,
    Mark,
    MarkedSection,
    Notice,
    SearchAnswer,
    ShownArticle,
    Snippet,
    TopicCount,
    TopicLink,
)
from indexer.search.explain import Explanation, Share
from indexer.search.export import Export, answer_whole, export
from indexer.search.request import SearchRequest
from indexer.search.suggest import Suggestion

TOPICS = {
    "halsa": ("Hälsa", ""),
    "elevhalsa": ("Elevhälsa", "halsa"),
    "psykisk-halsa": ("Psykisk hälsa", "halsa"),
    "skola": ("Skola", ""),
    "laromedel": ("Läromedel", "skola"),
    "skolbibliotek": ("Skolbibliotek", "skola"),
    "statsbidrag": ("Statsbidrag", "skola"),
    "miljo": ("Miljö", ""),
    "ventilation": ("Ventilation", "miljo"),
    "buller": ("Buller", "miljo"),
    "arbete": ("Arbete", ""),
    "arbetsmiljo": ("Arbetsmiljö och organisation", "arbete"),
}
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
"""The article whose text is at other addresses too."""
DUPLICATES = (
    Article(
        "utskrift/4", "Tystare matsalar", url="https://www.provmyndigheten.example/utskrift/4.html"
    ),
    Article("arkiv/tystare", "Tystare matsalar"),
)
FOUND = (
    TopicLink("matsal", "Matsal", "vocabulary", ("matsalen", "matsalar")),
    TopicLink("ljud", "Ljud", "model", probability=0.75),
)
"""Topics of that article that its editors have not given it."""
NOTE = "Allt om ämnet."


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that pages need."""

    site_name: str = "Sökverket"
    agency_name: str = "Provmyndigheten"
    contact: str = "mailto:registrator@provmyndigheten.example"
    host: str = "127.0.0.1"
    port: int = 8765
    prefix: str = ""
    trusted_proxies: int = 0
    threads: int = 4
    access_log: bool = False
    audience: str = "public"
    base_url: str = ""
    cors_origin: str = ""
    logo: Path | None = None
    accent: str = ""
    accent_dark: str = ""
    footer_links: Mapping[str, str] = dataclasses.field(default_factory=dict)
    synonyms: Path | None = None
    best_bets: Path | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """What answers."""

    generation: str
    engine: str
    articles: int


class FakeLibrary:
    """Finds whole articles by substrings; enough for every state that a page can be in."""

    def __init__(
        self, articles: tuple[Article, ...] | None = None, settings: Settings | None = None
    ) -> None:
        self.articles = tuple(made_up_articles()) if articles is None else articles
        self.settings = settings or Settings()
        self.requests: list[SearchRequest] = []
        self.unanswered: list[str] = []

    def search(self, request: SearchRequest) -> SearchAnswer:
        self.requests.append(request)
        searched = "elevhälsa" if request.query == "elevhelsa" else request.query
        words = re.findall(r"[\w-]+", searched.casefold())
        found = [a for a in self.articles if any(w in _text(a) for w in words) or not words]
        full = [a for a in found if not _missing(a, words)]
        relaxed = len(full) < min(10, len(found))
        ranked = sorted(found if relaxed else full, key=lambda a: len(_missing(a, words)))
        shown = [a for a in ranked if _passes(a, request)]
        if request.sort != "relevance":
            shown.sort(key=_day, reverse=request.sort == "newest")
        first = (request.page - 1) * request.size
        return SearchAnswer(
            query=request.query,
            searched=searched,
            total=len(shown),
            relaxed=relaxed,
            complete=len(full),
            hits=tuple(_hit(a, words) for a in shown[first : first + request.size]),
            facets=_facets(ranked, request),
            notices=(Notice("Citattecknet saknar sitt par och lästes inte: {text}", {"text": '"'}),)
            if request.query.count('"') % 2
            else (),
            suggestion="elevhälsa" if request.query == "elevhalsa" else None,
            widened=("bullermatning",) if "bullermätning" in words and not request.exact else (),
            took_ms=1.26,
            explore=FOUND[:1] if request.query == "matsalar" else (),
        )

    def article(self, id: str, query: str = "") -> ShownArticle | None:  # noqa: A002
        words = re.findall(r"[\w-]+", query.casefold())
        for article in self.articles:
            if article.id == id:
                return ShownArticle(
                    article=article,
                    title_marks=_marks(article.title, words),
                    sections=tuple(
                        MarkedSection(
                            section.heading,
                            _marks(section.heading, words),
                            tuple((text, _marks(text, words)) for text in section.paragraphs),
                            section.page,
                        )
                        for section in article.sections
                    ),
                    topics=_topic_links(article),
                    summary_marks=_marks(article.summary, words),
                    duplicates=DUPLICATES if article.id == MOVED else (),
                )
        return None

    def count_unanswered(self, request: SearchRequest, answer: SearchAnswer) -> None:
        if not answer.total:
            self.unanswered.append(request.query)

    def search_whole(self, request: SearchRequest, limit: int) -> SearchAnswer:
        return answer_whole(self.search, request, limit)

    def export(self, request: SearchRequest, limit: int, start: int = 0) -> Export:
        return export(self._fetch, request, limit, start)

    def _fetch(self, request: SearchRequest) -> ArticleList:
        answer = self.search(request)
        by_id = {article.id: article for article in self.articles}
        shown = (by_id[hit.id] for hit in answer.hits)
        return ArticleList(
            answer.total, tuple(LabelledArticle(one, _topic_links(one)) for one in shown)
        )

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        begun = typed.casefold()
        topics = ((id_, label) for id_, (label, _) in TOPICS.items())
        return (
            Suggestion(f"{typed}gren", "word", f"{typed}gren"),
            *(Suggestion(t, "topic", id_) for id_, t in topics if t.casefold().startswith(begun)),
            *(
                Suggestion(article.title, "title", article.id)
                for article in self.articles[:8]
                if begun in article.title.casefold()
            ),
        )

    def related(self, id: str, limit: int) -> tuple[Article, ...]:  # noqa: A002
        shown = next(article for article in self.articles if article.id == id)
        others = (one for one in self.articles if one != shown and one.topics == shown.topics)
        return tuple(islice(others, limit))

    def explain(self, query: str, article_id: str) -> Explanation | None:
        found = self.search(SearchRequest(query, size=100)).hits
        shown = next((one for one in self.articles if one.id == article_id), None)
        if shown is None:
            return None
        rank = next((at for at, hit in enumerate(found, 1) if hit.id == article_id), None)
        shares = (
            Share(Notice("ordet ”{word}”", {"word": query}), 2.5 if rank else 0.0),
            Share(Notice("delen {words}", {"words": "”buller”"}), 0.0),
        )
        return Explanation(article_id, shown.title, query, rank, shares[0].score, shares)

    def topics(self) -> tuple[TopicCount, ...]:
        counts = Counter(topic for article in self.articles for topic in article.topics)
        return tuple(
            TopicCount(topic, label, broader, counts[topic], {"metadata": counts[topic]}, NOTE)
            for topic, (label, broader) in TOPICS.items()
        )

    def untagged(self, page: int, size: int) -> ArticleList:
        without = [article for article in self.articles if not article.topics]
        return ArticleList(
            len(without),
            tuple(
                LabelledArticle(
                    one,
                    tuple(
                        TopicLink(a.topic, a.topic.title(), a.by, a.evidence) for a in one.assigned
                    ),
                )
                for one in without[(page - 1) * size : page * size]
            ),
        )

    def warm_up(self) -> None:
        pass

    def health(self) -> Health:
        return Health("2026-11-22-1", "minne", len(self.articles))

    def following(self) -> AbstractContextManager[None]:
        return nullcontext()


class ClosedLibrary(FakeLibrary):
    """A library without an index."""

    def search(self, request: SearchRequest) -> SearchAnswer:
        raise _no_index(request.query)

    def article(self, id: str, query: str = "") -> ShownArticle | None:  # noqa: A002
        raise _no_index(id + query)

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        raise _no_index(typed)

    def related(self, id: str, limit: int) -> tuple[Article, ...]:  # noqa: A002
        raise _no_index(f"{id} {limit}")

    def explain(self, query: str, article_id: str) -> Explanation | None:
        raise _no_index(query + article_id)

    def topics(self) -> tuple[TopicCount, ...]:
        raise _no_index("")

    def untagged(self, page: int, size: int) -> ArticleList:
        raise _no_index(f"{page} {size}")

    def warm_up(self) -> None:
        raise _no_index("")

    def health(self) -> Health:
        raise _no_index("")


def made_up_articles() -> Iterator[Article]:
    """Yield 48 articles of 2014–2025, the last without dates, and two of other sorts."""
    for number in range(48):
        title, topic, kind = SUBJECTS[number % len(SUBJECTS)]
        year, month, day = 2014 + number % 12, 1 + number * 5 % 12, 1 + number * 7 % 28
        sections = (
            Section("", (PARAGRAPHS[number % 5], PARAGRAPHS[(number + 1) % 5])),
            Section("Så gjorde vi", (PARAGRAPHS[(number + 2) % 5],)),
            Section("Vad händer nu?", (PARAGRAPHS[(number + 3) % 5],), 34 if number == 5 else None),
        )
        yield Article(
            id=f"{kind}/{year}/{number}-åtgärd.html",
            title=f"{title} {year}" if number % 3 else title,
            sections=sections,
            summary="Så arbetar skolor för att fler ska må bra." if number % 2 else "",
            url=f"https://www.provmyndigheten.example/{kind}/{year}/{number}.html",
            kind=kind,
            published=DateSpan.day(year, month, day) if number < 46 else None,
            reviewed=DateSpan.month(year + 1, month) if number % 4 == 0 else None,
            topics=(topic, TOPICS[topic][1]) if TOPICS[topic][1] else (topic,),
            publisher=("Provmyndigheten",) if number % 5 else ("Skolförbundet, Lund",),
        )
    yield Article(
        id="statistik/ljudnivåer.html",
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


def _text(article: Article) -> str:
    return " ".join([article.title, *(text for _, text, _ in article.passages())]).casefold()


def _missing(article: Article, words: list[str]) -> tuple[str, ...]:
    text = _text(article)
    return tuple(word for word in words if word not in text)


def _day(article: Article) -> str:
    return str(article.published or "")


def _passes(article: Article, request: SearchRequest, lifted: str = "") -> bool:
    chosen = {
        "topics": (request.topics, article.topics),
        "kinds": (request.kinds, (article.kind,)),
        "publishers": (request.publishers, article.publisher),
        "languages": (request.languages, (article.language,)),
    }
    for name, (wanted, values) in chosen.items():
        if name != lifted and wanted and not set(wanted) & set(values):
            return False
    return lifted == "year" or _in_period(getattr(article, request.date), request)


def _in_period(date: DateSpan | None, request: SearchRequest) -> bool:
    if not (request.since or request.until):
        return True
    if date is None:
        return False
    early = request.since and date.end < request.since.start
    late = request.until and date.start > request.until.end
    return not (early or late)


def _facets(found: list[Article], request: SearchRequest) -> dict[str, tuple[FacetValue, ...]]:
    def counted(name: str, values: list[str], chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
        counts = dict.fromkeys(chosen, 0) | Counter(values)
        labels = {id_: label for id_, (label, _) in TOPICS.items()} if name == "topic" else {}
        pairs = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        above = {id_: broader for id_, (_, broader) in TOPICS.items()} if labels else {}
        return tuple(
            FacetValue(
                value,
                labels.get(value, value),
                count,
                above.get(value, ""),
                {"metadata": count} if labels else {},
            )
            for value, count in pairs
        )

    def of(lifted: str) -> list[Article]:
        return [article for article in found if _passes(article, request, lifted)]

    return {
        "topic": counted("topic", [t for a in of("topics") for t in a.topics], request.topics),
        "year": counted("year", [_day(a)[:4] or "utan datum" for a in of("year")], ()),
        "kind": counted("kind", [a.kind for a in of("kinds")], request.kinds),
        "publisher": counted(
            "publisher", [p for a in of("publishers") for p in a.publisher], request.publishers
        ),
        "language": counted("language", [a.language for a in of("languages")], request.languages),
    }


def _hit(article: Article, words: list[str]) -> Hit:
    passages = list(article.passages()) or [("", "", None)]
    heading, text, page = max(passages, key=lambda passage: len(_marks(passage[1], words)))
    return Hit(
        article=article,
        title_marks=_marks(article.title, words),
        topics=_topic_links(article),
        score=1.0,
        missing=_missing(article, words),
        chosen="tystare" in words and article.title == "Tystare matsalar",
        snippet=Snippet(text, _marks(text, words), heading, page),
        duplicates=DUPLICATES if article.id == MOVED else (),
    )


def _topic_links(article: Article) -> tuple[TopicLink, ...]:
    links = (TopicLink(topic, TOPICS.get(topic, (topic,))[0]) for topic in article.topics)
    return (*links, *(FOUND if article.id == MOVED else ()))


def _marks(text: str, words: list[str]) -> tuple[Mark, ...]:
    return tuple(
        (match.start(), match.end())
        for match in re.finditer(r"[\w-]+", text)
        if any(word in match[0].casefold() for word in words)
    )


def _no_index(thing: str) -> IndexMissingError:
    return IndexMissingError(f"Indexet {thing}", "det finns inte", "Kör sokverket reindex.")
