"""The base of a run: what does the latest generation hold, and must all be built anew?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from indexer.errors import IndexMissingError
from indexer.index.generation import Generation
from indexer.index.manifest import Changes, Entry, Manifest, OriginKey, OriginRecord
from indexer.index.record import FORMAT, Facts, Record, Tags
from indexer.index.store import Store
from indexer.index.tagging import AGAIN, calls_for_learning

REASONS = {
    "engine": "sökmotorn har bytts",
    "audience": "målgruppen har ändrats",
    "analysis": "textanalysen har ändrats",
    "vocabulary": "ämneslistan har ändrats",
    "precision": "topic_precision har ändrats",
}
"""Why all is built anew when one of the facts has changed."""


@dataclass(frozen=True, slots=True)
class Base:
    """The latest generation, if any, and what its manifest holds.

    `rebuilt` tells why the draft does not continue it but is built anew, or is empty. One of an
    `older` format is known by its articles and where its sources were; all else must be read again.
    """

    generation: Generation | None
    rebuilt: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    fingerprints: Mapping[OriginKey, str] = field(default_factory=dict)
    withdrawn: Sequence[tuple[str, OriginKey]] = ()
    locations: Mapping[str, str] = field(default_factory=dict)
    tags: Tags = field(default_factory=Tags)
    older: bool = False

    @property
    def continued(self) -> Generation | None:
        """The generation whose manifest the draft goes on with, if there is one."""
        return None if self.older else self.generation

    def known(self, source: str, withdrawn: frozenset[str]) -> dict[str, str]:
        """Return the fingerprints of the origins that need no reading if they are as they were.

        An origin with an article that is no longer withdrawn must be read, and so must an archive
        with a member that must be.
        """
        if self.rebuilt:
            return {}
        fingerprints = {
            name: kept for (of, name), kept in self.fingerprints.items() if of == source
        }
        stale = {name for name, kept in fingerprints.items() if name and not kept}
        stale.update(
            name for id_, (of, name) in self.withdrawn if of == source and id_ not in withdrawn
        )
        archives = {name[:at] for name in stale for at, sign in enumerate(name) if sign == "/"}
        unread = stale | archives
        return {n: kept for n, kept in fingerprints.items() if kept and n not in unread}

    def begin(self, draft: Generation) -> None:
        """Give the draft a manifest with what is known of a generation of an older format."""
        if self.older:
            read = {origin: OriginRecord("") for origin in self.fingerprints}
            with Manifest(draft.manifest_file) as manifest:
                manifest.save(Changes(read, (), (), self.entries, (), self.locations))


def find_base(store: Store, facts: Facts, *, full: bool) -> Base:
    """Return what a run builds on that is to make an index with these facts in the store.

    Raises IndexMissingError, unless `full`, when the latest generation cannot be read or is of a
    newer format.
    """
    try:
        latest = store.latest()
        if latest is None:
            return Base(None, "indexet är nytt")
        if latest.format() < FORMAT:
            return _of_older_format(latest)
        record = latest.record()
        return latest.ask(lambda manifest: _of(latest, record, manifest, facts, full=full))
    except IndexMissingError:
        if full:
            return Base(None, "det förra indexet gick inte att läsa")
        raise


def _of(
    latest: Generation, record: Record, manifest: Manifest, facts: Facts, *, full: bool
) -> Base:
    before, now = asdict(record.facts), asdict(facts)
    reasons = [reason for name, reason in REASONS.items() if before[name] != now[name]]
    if calls_for_learning(record.tags):
        reasons.append(AGAIN)
    return Base(
        generation=latest,
        rebuilt="--full" if full else " och ".join(reasons),
        entries=manifest.entries(),
        fingerprints=manifest.fingerprints(),
        withdrawn=manifest.withdrawn(),
        locations=manifest.locations(),
        tags=record.tags,
    )


def _of_older_format(latest: Generation) -> Base:
    entries = latest.ask(Manifest.entries_of_any_format, any_format=True)
    try:
        told = latest.ask(Manifest.locations, any_format=True)
        locations = {str(name): str(location) for name, location in told.items()}
    except IndexMissingError:
        locations = {}
    return Base(
        generation=latest,
        rebuilt=f"indexet hade format {latest.format()}, och nu är formatet {FORMAT}",
        entries=entries,
        fingerprints=dict.fromkeys((entry.origin_key for entry in entries.values()), ""),
        locations=locations,
        older=True,
    )
