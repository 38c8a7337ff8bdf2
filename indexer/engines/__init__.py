"""Here are documents of terms and a query of terms: which match, in what order, and how many?"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from indexer.engines.port import Engine, Schema
from indexer.errors import EngineError

ENGINES = {
    "tantivy": "indexer.engines.tantivy:TantivyEngine",
    "whoosh": "indexer.engines.whoosh:WhooshEngine",
}


def open_engine(name: str, schema: Schema, directory: Path, *, new: bool = True) -> Engine:
    """Open the engine's index in the directory; where there is none, make an empty one if `new`.

    Raises EngineError for an unknown engine, a missing library or unreadable data, and for a
    directory that is empty or missing unless `new`.
    """
    if name not in ENGINES:
        known = ", ".join(sorted(ENGINES))
        raise EngineError(
            f"Sökmotorn ”{name}”", "den finns inte", f"Välj någon av {known} med --engine."
        )
    if not new and not any(directory.glob("*")):
        raise EngineError(
            f"Sökindexet i {directory}",
            "mappen saknas eller är tom",
            "Bygg om det med: sokverket reindex --full, med alla källor.",
        )
    module, _, attribute = ENGINES[name].partition(":")
    engine: Engine = getattr(import_module(module), attribute)(schema, directory)
    return engine
