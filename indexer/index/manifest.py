"""The manifest: which articles a generation holds, from which origin, with what content.

It also remembers what was refused or doubtful, where each source was, and which articles an origin
has that the index leaves out because they are withdrawn.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from indexer.article import Article
from indexer.index.database import Database, failing_clearly
from indexer.read import Finding

_ENTRIES = "SELECT id, source, name, digest FROM article JOIN origin ON origin = number"
_ENTRIES_BEFORE = "SELECT id, source, '', digest FROM article"
"""As formats before the seventh have them."""
_REMEMBER = """
INSERT INTO origin (source, name, fingerprint, withheld) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, withheld = excluded.withheld
"""
_HOLD = """
INSERT INTO article (id, origin, digest) VALUES (?, ?, ?)
ON CONFLICT DO UPDATE SET origin = excluded.origin, digest = excluded.digest
"""
NEVER_THE_SAME = "-"
"""The fingerprint of an origin that is read again whenever the file is that it is a part of."""

OriginKey = tuple[str, str]
"""A source and the name of an origin in it; the name is empty for the source itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article's source and origin, and the digest of its content."""

    source: str
    origin: str
    digest: bytes

    @property
    def origin_key(self) -> OriginKey:
        """Where it came from."""
        return self.source, self.origin

    def is_same(self, other: Entry | None) -> bool:
        """Tell whether the index would hold the same for both."""
        return other is not None and (self.source, self.digest) == (other.source, other.digest)


@dataclass(slots=True)
class OriginRecord:
    """What a run read of one origin, besides its articles.

    `fingerprint` is empty when it must be read again next time, and `placed` what it is instead
    when findings name places in it. `withheld` counts internal articles that were left out,
    `withdrawn` names those that somebody withdrew.
    """

    fingerprint: str
    placed: str = ""
    withheld: int = 0
    withdrawn: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _unmentionable: set[str] = field(default_factory=set)

    def tell(self, finding: Finding) -> None:
        """Add a finding that names a place in the origin."""
        self.findings.append(finding)
        self.read_if_moved()

    def read_if_moved(self) -> None:
        """Let the origin be read again when it stands elsewhere in its file."""
        if self.placed and self.fingerprint not in {"", NEVER_THE_SAME}:
            self.fingerprint = self.placed

    def read_with_its_file(self) -> None:
        """Let the origin be read again whenever the file is that it is a part of."""
        if self.fingerprint:
            self.fingerprint = NEVER_THE_SAME

    def leave_out(self, article: Article) -> None:
        """Say nothing of an article that the index may not hold."""
        self._unmentionable |= {article.id, article.place or article.id}

    def mentionable(self) -> Iterator[Finding]:
        """Yield the findings, without those about articles that were left out."""
        for finding in self.findings:
            item = finding.item
            if not any(item == name or item.startswith(f"{name} ") for name in self._unmentionable):
                yield finding


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run did to a manifest.

    `read` holds what was read, `stale` the origins to read again, `gone` those that went; `entries`
    are new or changed, `removed` the ids that went, `locations` those of all sources by name.
    `dropped` names a source that is to be forgotten, or is empty.
    """

    read: Mapping[OriginKey, OriginRecord]
    stale: Iterable[OriginKey]
    gone: Iterable[OriginKey]
    entries: Mapping[str, Entry]
    removed: Iterable[str]
    locations: Mapping[str, str]
    dropped: str = ""


class Manifest(Database):
    """The manifest of a generation; changes are written by `save`.

    Every method that reads raises sqlite3.Error when the file cannot be read.
    """

    def __len__(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM article").fetchone()
        return int(count)

    def __contains__(self, article_id: str) -> bool:
        found = self._connection.execute("SELECT 1 FROM article WHERE id = ?", (article_id,))
        return found.fetchone() is not None

    def entries(self) -> dict[str, Entry]:
        """Return all entries by article id."""
        return {id_: Entry(*rest) for id_, *rest in self._connection.execute(_ENTRIES)}

    def entries_of_any_format(self) -> dict[str, Entry]:
        """Return all entries of a manifest of any format, as far as it tells their origins."""
        try:
            rows = self._connection.execute(_ENTRIES).fetchall()
        except sqlite3.OperationalError:
            rows = self._connection.execute(_ENTRIES_BEFORE).fetchall()
        if any(not isinstance(told, str) for *names, _ in rows for told in names):
            raise sqlite3.DataError("an id or a source is no text")
        return {id_: Entry(*rest) for id_, *rest in rows}

    def fingerprints(self) -> dict[OriginKey, str]:
        """Return the fingerprints of all origins; empty for one that must be read again."""
        rows = self._connection.execute("SELECT source, name, fingerprint FROM origin")
        return {(source, name): fingerprint for source, name, fingerprint in rows}

    def withdrawn(self) -> list[tuple[str, OriginKey]]:
        """Return the ids that were left out because they are withdrawn, with their origins."""
        rows = self._connection.execute(
            "SELECT id, source, name FROM withdrawn JOIN origin ON origin = number"
        )
        return [(id_, (source, origin)) for id_, source, origin in rows]

    def withheld(self, sources: Iterable[str]) -> int:
        """Return how many internal articles the sources have that were left out."""
        counts = dict(
            self._connection.execute("SELECT source, sum(withheld) FROM origin GROUP BY source")
        )
        return sum(counts.get(source, 0) for source in sources)

    def counts(self) -> dict[str, int]:
        """Return how many articles the index has of each source, by name."""
        rows = self._connection.execute(
            "SELECT source, count(*) FROM article JOIN origin ON origin = number GROUP BY 1"
        )
        return dict(rows)

    def locations(self) -> dict[str, str]:
        """Return where the sources were, by name."""
        return dict(self._connection.execute("SELECT name, location FROM source"))

    def findings(self, sources: Iterable[str] | None = None) -> list[Finding]:
        """Return what was refused or doubtful in the sources, or in all, each said once."""
        wanted = None if sources is None else set(sources)
        rows = self._connection.execute(
            "SELECT source, item, reason, remedy, refused, times"
            " FROM finding JOIN origin ON origin = number ORDER BY finding.rowid"
        )
        told = (
            Finding(item, reason, remedy, bool(refused), times)
            for source, item, reason, remedy, refused, times in rows
            if wanted is None or source in wanted
        )
        return list(dict.fromkeys(told))

    def rejected(self) -> int:
        """Return how many items were refused."""
        return sum(finding.times for finding in self.findings() if finding.refused)

    def save(self, changes: Changes) -> None:
        """Write what a run changed; raise EngineError when it cannot be written."""
        run = self._connection.executemany
        self._make_tables()
        with self._writing():
            run("INSERT OR REPLACE INTO source VALUES (?, ?)", changes.locations.items())
            run("UPDATE origin SET fingerprint = '' WHERE source = ? AND name = ?", changes.stale)
            run(_REMEMBER, ((*p, r.fingerprint, r.withheld) for p, r in changes.read.items()))
            numbers = self._numbers()
            told = [(numbers[key],) for key in (*changes.read, *changes.gone)]
            run("DELETE FROM finding WHERE origin = ?", told)
            run("DELETE FROM withdrawn WHERE origin = ?", told)
            run("DELETE FROM article WHERE id = ?", ((id_,) for id_ in changes.removed))
            entries = sorted(
                changes.entries.items()
            )  # pages that are filled in order are left full
            run(_HOLD, ((id_, numbers[one.origin_key], one.digest) for id_, one in entries))
            for key, record in changes.read.items():
                self._insert(numbers[key], record)
            run("DELETE FROM origin WHERE source = ? AND name = ?", changes.gone)
            run("DELETE FROM source WHERE name = ?", [(changes.dropped,)])

    def withdraw(self, article_ids: Iterable[str]) -> None:
        """Forget the articles and what was said of them, so that the file holds nothing of it.

        Their origins are to be read again, since what was said of others there goes too. Raises
        EngineError as `save` does.
        """
        ids = [(id_,) for id_ in article_ids]
        run = self._connection.executemany
        with self._writing():
            run("INSERT INTO withdrawn SELECT id, origin FROM article WHERE id = ?", ids)
            origins = self._connection.execute("SELECT origin FROM withdrawn").fetchall()
            run("DELETE FROM finding WHERE origin = ?", origins)
            run("UPDATE origin SET fingerprint = '' WHERE number = ?", origins)
            run("DELETE FROM finding WHERE instr(item, ?)", ids)
            run("DELETE FROM article WHERE id = ?", ids)
        with failing_clearly():
            self._connection.execute("VACUUM")

    def _numbers(self) -> dict[OriginKey, int]:
        rows = self._connection.execute("SELECT source, name, number FROM origin")
        return {(source, name): number for source, name, number in rows}

    def _insert(self, origin: int, record: OriginRecord) -> None:
        run = self._connection.executemany
        run("INSERT INTO withdrawn VALUES (?, ?)", ((i, origin) for i in record.withdrawn))
        run(
            "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?)",
            (
                (origin, _writable(f.item), _writable(f.reason), f.remedy, f.refused, f.times)
                for f in record.mentionable()
            ),
        )


def digest(article: Article) -> bytes:
    """Return what tells one content of an article from another."""
    return hashlib.sha256(article.to_json().encode("utf-8", "surrogatepass")).digest()[:16]


def _writable(text: str) -> str:
    """Return the text with lone surrogates escaped, which SQLite cannot hold."""
    return text.encode("utf-8", "backslashreplace").decode()
