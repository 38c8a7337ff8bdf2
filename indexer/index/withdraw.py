"""Withdrawing: articles that nobody may be shown any more, whatever their sources say."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.errors import IndexBusyError, SourceError
from indexer.index.expunge import expunge, holders
from indexer.index.store import Store
from indexer.read.file import escape_name


def withdraw(store: Store, ids: Sequence[str], analysis: str) -> str:
    """Take articles out of every generation, at once from what is shown and then from disk.

    Returns what delays it on disk, in Swedish: who writes to the index, whose run then takes them
    from it when it ends, or which generation waits for the run that rebuilds it. An id that no
    generation has is kept out of later ones. Raises IndexMissingError where there is no index and
    SourceError, and changes nothing, for what can be no id.
    """
    store.require()
    for id_ in ids:
        if not id_ or not id_.isprintable() or len(id_.split()) != 1:
            raise SourceError(
                f"Artikeln ”{escape_name(id_)}”",
                "ett id har inga blanktecken eller styrtecken",
                "Kontrollera det med search --json. Ingenting är ändrat.",
            )
    store.withdrawals.add(ids)
    try:
        with store.writing():
            expunge(store, analysis)
    except IndexBusyError as error:
        return error.reason
    left = ", ".join(one.name for one in holders(store, ids))
    return (
        f"generation {left} är av en annan version, och nästa reindex bygger om den" if left else ""
    )


def unheld(store: Store, ids: Sequence[str]) -> list[str]:
    """Return which of the ids no generation has, and nobody has withdrawn."""
    withdrawn = store.withdrawals.ids()
    return [id_ for id_ in ids if id_ not in withdrawn and not holders(store, [id_])]


def release(store: Store, ids: Sequence[str]) -> None:
    """Let withdrawn articles come back with the next run that finds them in their source.

    Raises SourceError, and changes nothing, for one that is not withdrawn.
    """
    known = store.withdrawals.ids()
    for id_ in ids:
        if id_ not in known:
            raise SourceError(
                f"Artikeln ”{id_}”", "den är inte undantagen", "Se listan: sokverket withdraw."
            )
    store.withdrawals.release(ids)
