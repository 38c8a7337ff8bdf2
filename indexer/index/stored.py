"""Articles out of an index, as they were stored with their documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.engines import open_engine, port
from indexer.errors import EngineError
from indexer.index.generation import REBUILD, Generation

_BATCH = 1000


def stored_articles(generation: Generation, ids: Sequence[str]) -> Iterator[str]:
    """Yield articles of a generation of any format, as JSON.

    Raises IndexMissingError or EngineError when it cannot be read.
    """
    if not ids:
        return
    name, schema = generation.engine()
    engine = open_engine(name, schema, generation.engine_directory, new=False)
    try:
        yield from articles_in(engine, generation, ids)
    finally:
        engine.close()


def articles_in(engine: port.Engine, generation: Generation, ids: Sequence[str]) -> Iterator[str]:
    """Yield articles out of an open index, as JSON; raise EngineError when any is not there."""
    for at in range(0, len(ids), _BATCH):
        batch = frozenset(ids[at : at + _BATCH])
        found = engine.match(port.Search(port.Ids(batch), limit=_BATCH))
        if found.total != len(batch):
            raise EngineError(
                f"Indexet {generation.path}",
                f"det har {found.total} av {len(batch)} artiklar kvar",
                REBUILD,
            )
        for hit in found.hits:
            yield hit.stored


def check_engine(generation: Generation, total: int) -> None:
    """Raise EngineError unless a draft opens and answers with so many articles."""
    name, schema = generation.engine()
    engine = open_engine(name, schema, generation.engine_directory, new=False)
    try:
        found = engine.match(port.Search(port.Everything(), limit=1))
    finally:
        engine.close()
    if found.total != total or not found.hits:
        raise EngineError(
            "Det nya indexet",
            f"det svarar med {found.total} artiklar i stället för {total}",
            "Det gamla svarar fortfarande. Kör sokverket reindex --full.",
        )
