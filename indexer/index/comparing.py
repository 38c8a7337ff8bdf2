"""Comparing: which articles did a run add, change and take away, and why did those go?"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from indexer.article import INTERNAL
from indexer.errors import EngineError, IndexMissingError
from indexer.index.base import Base
from indexer.index.difference import SECRET, Difference, Removal, Why, seal
from indexer.index.generation import Generation
from indexer.index.goal import Goal, Ingested
from indexer.index.record import DAMAGE
from indexer.index.stored import stored_articles

MOST_COMPARED = 20_000
"""So many articles that went, and that came, are at most compared to find new ids of old texts."""


def find_difference(base: Base, goal: Goal, ingested: Ingested, made: Generation) -> Difference:
    """Return what a run changed; `made` is the generation that holds what it took in."""
    added, updated = [], []
    for id_, entry in ingested.changes.entries.items():
        before = base.entries.get(id_)
        if before is None:
            added.append(id_)
        elif not entry.is_same(before):
            updated.append(id_)
    removals = list(_removals(base, goal, ingested))
    gone = [one.id for one in removals if one.why == "gone"]
    became = _new_ids(base.generation, gone, made, added)
    named = [
        replace(one, why="renamed", became=became[one.id]) if one.id in became else one
        for one in removals
    ]
    if goal.facts.audience == INTERNAL:
        return Difference(added, updated, named)
    return Difference(
        added,
        updated,
        [one for one in named if one.why not in SECRET],
        [replace(one, id=seal(one.id)) for one in named if one.why in SECRET],
    )


def _removals(base: Base, goal: Goal, ingested: Ingested) -> Iterator[Removal]:
    named = {source.name for source in goal.sources}
    alone = Counter(entry.origin_key for entry in base.entries.values()) if ingested.removed else {}
    for id_ in ingested.removed:
        entry = base.entries[id_]
        record = ingested.changes.read.get(entry.origin_key)
        why: Why = "gone"
        if id_ in goal.withdrawn:
            why = "withdrawn"
        elif id_ in ingested.internal:
            why = "internal"
        elif entry.source not in named:
            why = "dropped"
        elif record and alone[entry.origin_key] == 1:
            why = "refused" if any(one.refused for one in record.findings) else "gone"
        yield Removal(id_, entry.source, why)


def _new_ids(
    old: Generation | None, gone: Sequence[str], made: Generation, added: Sequence[str]
) -> Mapping[str, str]:
    """Return the new ids of articles that went and came again as the same text."""
    if old is None or not (0 < len(gone) <= MOST_COMPARED and 0 < len(added) <= MOST_COMPARED):
        return {}
    try:
        came = dict(_by_content(stored_articles(made, added)))
        went = dict(_by_content(stored_articles(old, gone)))
    except (EngineError, IndexMissingError, *DAMAGE):
        return {}
    return {id_: came[content] for content, id_ in went.items() if content in came}


def _by_content(articles: Iterable[str]) -> Iterator[tuple[bytes, str]]:
    """Yield a digest of each text that only one of the articles has, and the id of that one."""
    ids: dict[bytes, str] = {}
    for line in articles:
        article = json.loads(line)
        if said := article.get("sections"):
            text = json.dumps([said, article.get("summary")]).encode()
            digest = hashlib.sha256(text).digest()
            ids[digest] = "" if digest in ids else article["id"]
    yield from ((digest, id_) for digest, id_ in ids.items() if id_)
