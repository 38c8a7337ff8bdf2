"""Small archives over the memory engine, made of the articles that a test is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from indexer.analyse import Word
from indexer.article import Article, DateSpan, Section
from indexer.engines.memory import MemoryEngine
from indexer.engines.port import Engine
from indexer.index.blocks import Grouping
from indexer.index.duplicates import block_of, find_duplicates
from indexer.search import SearchAnswer, Searcher, SearchRequest
from indexer.search.answer import in_swedish
from indexer.search.searcher import Resources
from indexer.terms.document import build_document
from indexer.terms.fields import SCHEMA
from indexer.terms.fragments import Fragments
from indexer.topics import Assigner, Topic, Vocabulary
from indexer.topics.model import Model
from tests.conftest import ANALYSER

TOPICS = Vocabulary(
    [
        Topic("halsa", "Hälsa"),
        Topic("elevhalsa", "Elevhälsa", broader="halsa"),
        Topic("psykisk-halsa", "Psykisk hälsa", broader="halsa"),
        Topic("skola", "Skola"),
        Topic("miljo", "Miljö"),
    ]
)


def article(id_: str, text: str = "", *, title: str = "", **more: Any) -> Article:
    """Return an article; blank lines part its paragraphs, and dates may be given as text."""
    for name in ("published", "reviewed", "updated"):
        if isinstance(more.get(name), str):
            more[name] = DateSpan.parse(more[name])
    more.setdefault("sections", (Section("", tuple(text.split("\n\n"))),) if text else ())
    return Article(id=id_, title=title or id_.upper(), **more)


def engine_over(
    articles: Sequence[Article],
    vocabulary: Vocabulary = TOPICS,
    model: Model | None = None,
    engine: Engine | None = None,
) -> Engine:
    """Return an engine with the articles, the one that is given or else one in memory."""
    engine = MemoryEngine(SCHEMA, Path()) if engine is None else engine
    fragments = Fragments(ANALYSER)
    assigner = Assigner(vocabulary, ANALYSER, model)
    duplicates = {}
    for block in {block_of(one) for one in articles}:
        duplicates |= find_duplicates(one for one in articles if block_of(one) == block)
    documents = (build_document(one.to_json(), fragments, assigner) for one in articles)
    engine.add(Grouping(duplicates, []).mark(documents))
    engine.commit()
    return engine


def searcher_over(
    *articles: Article,
    vocabulary: Vocabulary = TOPICS,
    model: Model | None = None,
    engine: Engine | None = None,
    **taught: Any,
) -> Searcher:
    """Return a searcher that knows the articles' words, and what editors and texts have taught.

    `taught` are fields of its resources: synonyms, best bets, acronyms.
    """
    counts = Counter(word.surface for one in articles for word in words_of(one))
    filled = engine_over(articles, vocabulary, model, engine)
    return Searcher(filled, ANALYSER, vocabulary, Resources(counts, **taught))


def texts(**by_id: str) -> Searcher:
    """Return a searcher over articles that are nothing but a text."""
    return searcher_over(*(article(id_, text) for id_, text in by_id.items()))


def words_of(one: Article) -> Iterator[Word]:
    yield from ANALYSER.words(one.title)
    for _, text, _ in one.passages():
        yield from ANALYSER.words(text)


def ask(searcher: Searcher, query: str = "", **request: Any) -> SearchAnswer:
    request.setdefault("size", 100)
    return searcher.search(SearchRequest(query, **request))


def ids(answer: SearchAnswer) -> list[str]:
    return [hit.id for hit in answer.hits]


def found(searcher: Searcher, query: str, **request: Any) -> set[str]:
    """Return the articles that lack nothing of the query."""
    return {hit.id for hit in ask(searcher, query, **request).hits if not hit.missing}


def notices(answer: SearchAnswer) -> str:
    return "\n".join(map(in_swedish, answer.notices))
