"""Expunging: withdrawn articles leave the files of every generation, not only the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial

from indexer.analyse import Analyser, forget_words
from indexer.analyse.remembered import forget
from indexer.article import Article
from indexer.engines import open_engine
from indexer.engines.port import split_terms
from indexer.errors import EngineError, IndexMissingError
from indexer.index.blocks import Blocks, Grouping
from indexer.index.documents import build_documents
from indexer.index.generation import Generation
from indexer.index.manifest import Manifest
from indexer.index.record import Record
from indexer.index.store import Store
from indexer.index.stored import check_engine, stored_articles
from indexer.index.tagging import forget_in_model
from indexer.terms import fields
from indexer.terms.document import build_document
from indexer.terms.fragments import Fragments
from indexer.topics import Assigner, Vocabulary


def holders(store: Store, ids: Collection[str]) -> list[Generation]:
    """Return the generations that hold any of the articles, or whose manifest cannot tell."""
    return [one for one in store.generations() if _held(one, ids) != []]


def expunge(store: Store, analysis: str) -> None:
    """Write every generation with a withdrawn article anew without it, the latest first.

    The store is held for writing, and its history forgets them too. A generation that this version
    cannot read, be it damaged or of another format or `analysis`, goes as a whole unless it is the
    one that answers: that one is left to the run that rebuilds it. Raises EngineError when a
    generation cannot be written; the list of withdrawn articles then still keeps them from being
    shown.
    """
    ids = store.withdrawals.ids()
    if not ids:
        return
    store.machine_read.retain(lambda id_: id_ not in ids)
    store.history.forget(ids)
    for generation in reversed(store.generations()):
        held = _held(generation, ids)
        if held == []:
            continue
        record = _record(generation, analysis)
        forget()
        if held and record:
            _write_anew(store, generation, record, held)
        elif generation.name != store.current_name():
            store.discard(generation)


def sweep_machine_read(store: Store) -> None:
    """Remove what was read by machine of articles that no generation holds.

    The store is held for writing. Nothing goes while a generation cannot tell what it holds.
    """
    users = store.machine_read.users()
    held: set[str] = set()
    for generation in store.generations() if users else []:
        its = _held(generation, users)
        if its is None:
            return
        held.update(its)
    store.machine_read.retain(held.__contains__)


def _held(generation: Generation, ids: Collection[str]) -> list[str] | None:
    """Return which of the articles the generation holds, or None when it cannot be told."""
    try:
        return generation.held(ids)
    except IndexMissingError:
        return None


def _record(generation: Generation, analysis: str) -> Record | None:
    """Return its record if this version can read all of the generation."""
    try:
        record = generation.record()
        generation.ask(len)
        generation.snapshot()
        name, schema = generation.engine()
        open_engine(name, schema, generation.engine_directory, new=False).close()
    except (IndexMissingError, EngineError):
        return None
    return record if record.facts.analysis == analysis else None


def _write_anew(store: Store, old: Generation, record: Record, ids: Sequence[str]) -> None:
    kept = [id_ for id_ in old.ask(Manifest.entries) if id_ not in ids]
    if not kept:
        if old.name == store.current_name():
            store.forget_current()
        store.discard(old)
        return
    number, times = old.number
    with store.drafting(old, anew=True, name=f"{number:06}.{times + 1}") as draft:
        words = _words_only_in(old, stored_articles(old, ids))
        forget_words(old.snapshot_directory, draft.snapshot_directory, words, ids)
        forget_in_model(old, draft, words)
        grouping = _group_without(old, draft, ids)
        engine = open_engine(record.facts.engine, fields.SCHEMA, draft.engine_directory)
        try:
            articles = stored_articles(old, kept)
            documents = build_documents(articles, draft.snapshot_directory, record.vocabulary)
            engine.add(grouping.mark(documents))
            engine.commit()
        finally:
            engine.close()
        with Manifest(draft.manifest_file) as manifest:
            manifest.withdraw(ids)
        draft.write(_without(record, ids, articles=len(kept)))
        check_engine(draft, len(kept))
        store.replace(old, store.keep(draft))


def _group_without(old: Generation, draft: Generation, ids: Sequence[str]) -> Grouping:
    """Return the duplicates that are left; where an original goes, a duplicate takes its place."""
    with Blocks(draft.manifest_file) as blocks:
        blocks.group(ids, list[Article]().__getitem__, partial(stored_articles, old))
        return blocks.grouping()


def _words_only_in(generation: Generation, articles: Iterable[str]) -> set[str]:
    """Return the words that no other article of the generation has."""
    analyser = Analyser(generation.snapshot())
    fragments, assigner = Fragments(analyser), Assigner(Vocabulary(), analyser)
    counts = Counter[str]()
    for article in articles:
        document = build_document(article, fragments, assigner)
        counts.update(set(split_terms(document.terms[fields.SURFACE])))
    words = list(counts)
    name, schema = generation.engine()
    engine = open_engine(name, schema, generation.engine_directory, new=False)
    try:
        frequencies = engine.frequencies(fields.SURFACE, words)
    finally:
        engine.close()
    return {w for w, held in zip(words, frequencies, strict=True) if held <= counts[w]}


def _without(record: Record, ids: Collection[str], *, articles: int) -> Record:
    golden = {
        key: replace(result, found=tuple(id_ for id_ in result.found if id_ not in ids))
        for key, result in record.golden.items()
    }
    return replace(record, summary=replace(record.summary, articles=articles), golden=golden)
