from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.engines.memory import MemoryEngine
from indexer.engines.port import Engine, Field, Schema
from indexer.engines.tantivy import TantivyEngine
from indexer.engines.whoosh import WhooshEngine

Opener = Callable[[Schema, Path], Engine]

DURABLE: dict[str, Opener] = {"whoosh": WhooshEngine, "tantivy": TantivyEngine}
AVERAGES_KEEP_THE_REMOVED = (TantivyEngine,)
"""For these, lengths of removed documents count in averages until their segments are merged."""
ENGINES: dict[str, Opener] = {"memory": MemoryEngine, **DURABLE}

SCHEMA = Schema(
    fields=(Field("text"), Field("parts"), Field("surface", positions=True)),
    facets=("topic", "year"),
    dates=("published", "reviewed"),
)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    opened = ENGINES[request.param](SCHEMA, tmp_path / "index")
    yield opened
    opened.close()


@pytest.fixture(params=DURABLE)
def opener(request: pytest.FixtureRequest) -> Opener:
    return DURABLE[request.param]
