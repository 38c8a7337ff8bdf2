"""An open index without its withdrawn articles, for as long as its files still hold them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from indexer.analyse import Analyser
from indexer.engines.port import Document, Engine, Ids, Matches, Search, Without, split_terms
from indexer.terms.document import build_document
from indexer.terms.fragments import Fragments
from indexer.topics import Assigner, Vocabulary


def hide(
    engine: Engine, ids: Collection[str], analyser: Analyser, vocabulary: Vocabulary
) -> Engine:
    """Return the engine, or one that shows nothing of these articles if it holds any of them."""
    if not ids:
        return engine
    hits = engine.match(Search(Ids(frozenset(ids)), limit=len(ids))).hits
    fragments, assigner = Fragments(analyser), Assigner(vocabulary, analyser)
    hidden = [build_document(hit.stored, fragments, assigner) for hit in hits]
    return HidingEngine(engine, hidden) if hidden else engine


class HidingEngine:
    """An engine that answers as if it did not hold some of its documents."""

    def __init__(self, engine: Engine, hidden: Sequence[Document]) -> None:
        self._engine = engine
        self._hidden = hidden
        self._ids = Ids(frozenset(document.id for document in hidden))

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents."""
        self._engine.add(documents)

    def remove(self, ids: Iterable[str]) -> None:
        """Remove documents."""
        self._engine.remove(ids)

    def commit(self) -> None:
        """Make what was added and removed durable."""
        self._engine.commit()

    def match(self, search: Search) -> Matches:
        """Return one page of the other hits with their total and the facet counts."""
        return self._engine.match(replace(search, query=Without(search.query, self._ids)))

    def frequencies(self, field: str, terms: Sequence[str]) -> Sequence[int]:
        """Return in how many of the other documents each term stands."""
        hidden = self._counts(field)
        held = self._engine.frequencies(field, terms)
        return [count - hidden[term] for term, count in zip(terms, held, strict=True)]

    def vocabulary(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """Return the terms of the other documents that begin so, with their frequencies."""
        hidden = self._counts(field)
        held = self._engine.vocabulary(field, prefix)
        return {t: n - hidden[t] for t, n in held.items() if n > hidden[t]}

    def __len__(self) -> int:
        return len(self._engine) - len(self._hidden)

    def close(self) -> None:
        """Let go of files."""
        self._engine.close()

    def _counts(self, field: str) -> Counter[str]:
        return Counter(
            term for one in self._hidden for term in set(split_terms(one.terms.get(field, "")))
        )
