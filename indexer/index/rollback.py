"""Rolling back: an earlier generation answers, until it is released."""

from __future__ import annotations

from collections.abc import Callable

from indexer.errors import IndexMissingError
from indexer.index.generation import Generation
from indexer.index.record import FORMAT
from indexer.index.store import Store

_CHOOSE = "Välj en annan: sokverket status visar dem."


def roll_back(store: Store, try_out: Callable[[Generation], None], audience: str, name: str) -> str:
    """Let an earlier generation answer until it is released, and return its name.

    Without a name it is the one before that which answers. Raises IndexMissingError, or what
    `try_out` raises, when it cannot answer; then nothing is changed.
    """
    chosen = _choose(store, name)
    number = chosen.format()
    if number != FORMAT:
        raise IndexMissingError(
            f"Generation {chosen.name}",
            f"den har format {number}, men den här versionen läser format {FORMAT}",
            _CHOOSE,
        )
    try_out(chosen)
    if chosen.record().facts.audience != audience:
        raise IndexMissingError(
            f"Generation {chosen.name}", "den är byggd för en annan målgrupp", _CHOOSE
        )
    store.pin(chosen)
    return chosen.name


def _choose(store: Store, name: str) -> Generation:
    current, everything = store.require(), store.generations()
    if name:
        found = [one for one in everything if one.name == name]
    else:
        found = [one for one in everything if one.number < current.number][-1:]
    if not found:
        raise IndexMissingError(
            f"Generation {name}" if name else "En äldre generation",
            "den finns inte",
            f"De som finns är {', '.join(one.name for one in everything)}.",
        )
    return found[0]
