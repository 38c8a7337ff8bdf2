"""Where sources are, so that none takes the place of another that only has the same name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from indexer.errors import SourceError
from indexer.settings import Source, is_address


def locate_source(source: Source) -> str:
    """Return the address or the one true path of a source, undecodable bytes in it escaped."""
    if is_address(source.location):
        return source.location
    return os.fsencode(Path(source.location).resolve()).decode("utf-8", "backslashreplace")


def refuse_namesakes(sources: Iterable[Source], known: Mapping[str, str]) -> None:
    """Raise SourceError for a source that nobody named and whose name another one has.

    `known` are locations by name. Where the other is gone, the source is taken to have moved.
    """
    for source in sources:
        other, here = known.get(source.name, ""), locate_source(source)
        if other and other != here and not source.named and _exists(other):
            raise SourceError(
                source.location,
                f"namnet ”{source.name}” tillhör redan källan {other}, som finns kvar",
                "Ge källorna egna namn med [sources.NAMN] i sokverket.toml."
                " Har källan flyttat, ta bort den gamla.",
            )


def _exists(location: str) -> bool:
    """Tell whether a source may still be there; of the web only its reader can tell."""
    return is_address(location) or Path(location).exists()
