"""What an engine says when its files fail it, the same whichever engine it is."""

from __future__ import annotations

from pathlib import Path

from indexer.errors import EngineError, explain_failure


def unreadable(directory: Path, error: BaseException) -> EngineError:
    """Return the error for an index that cannot be read."""
    return EngineError(
        f"Sökindexet i {directory}",
        f"det kan inte läsas, är skadat eller hör till något annat ({explain_failure(error)})",
        "Bygg om det med ”sokverket reindex --full” eller välj en annan mapp med --index",
    )


def unwritable(directory: Path, error: BaseException) -> EngineError:
    """Return the error for an index that cannot be written."""
    return EngineError(
        f"Sökindexet i {directory}",
        f"det kan inte skrivas ({explain_failure(error)})",
        "Se till att disken har plats och att mappen får ändras, och kör om",
    )


def without_positions(field: str) -> EngineError:
    """Return the error for a phrase in a field that has no positions."""
    return EngineError(
        f"Fältet ”{field}”", "det har inga positioner", "Sök frasen i ett annat fält"
    )
