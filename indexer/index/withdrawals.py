"""The withdrawn articles: which ids may nobody be shown, whatever the generations hold?"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock

from indexer.errors import EngineError, IndexMissingError, explain_failure
from indexer.index.durable import replace_text


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An id that somebody withdrew, and the day it was done."""

    id: str
    since: str


class Withdrawals:
    """The list of withdrawn articles; it holds their ids and nothing else of them.

    The ids stand as they are, since an operator must be able to see what is withdrawn.
    """

    def __init__(self, file: Path, changing: FileLock) -> None:
        self._file = file
        self._changing = changing

    def version(self) -> tuple[int, ...]:
        """Return what differs once the list has changed."""
        try:
            facts = self._file.stat()
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise self._unreadable(error) from error
        return facts.st_ino, facts.st_mtime_ns, facts.st_size

    def all(self) -> list[Withdrawal]:
        """Return the list; raise IndexMissingError when it cannot be read.

        Without it nothing may be shown, lest what was withdrawn should be.
        """
        try:
            return [Withdrawal(**record) for record in json.loads(self._file.read_bytes())]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except (OSError, ValueError, TypeError) as error:
            raise self._unreadable(error) from error

    def ids(self) -> frozenset[str]:
        """Return the ids; raise IndexMissingError as `all` does."""
        return frozenset(withdrawal.id for withdrawal in self.all())

    def add(self, ids: Iterable[str]) -> None:
        """Put ids on the list, durably; raise EngineError when it cannot be written."""
        today = dt.datetime.now().astimezone().date().isoformat()
        self._change({id_: Withdrawal(id_, today) for id_ in ids}, frozenset())

    def release(self, ids: Iterable[str]) -> None:
        """Take ids off the list; raise EngineError when it cannot be written."""
        self._change({}, frozenset(ids))

    def _change(self, added: dict[str, Withdrawal], released: frozenset[str]) -> None:
        try:
            with self._changing:
                known = added | {one.id: one for one in self.all()}
                kept = [asdict(one) for id_, one in known.items() if id_ not in released]
                replace_text(self._file, json.dumps(kept, ensure_ascii=False, indent=1))
        except OSError as error:
            raise EngineError(
                str(self._file),
                f"listan över undantagna artiklar kan inte skrivas ({explain_failure(error)})",
                "Kontrollera rättigheter och plats på disken. Ingenting är ändrat.",
            ) from error

    def _unreadable(self, error: Exception) -> IndexMissingError:
        return IndexMissingError(
            str(self._file),
            f"listan över undantagna artiklar kan inte läsas ({explain_failure(error)})",
            "Rätta den, eller hämta den ur en säkerhetskopia. Utan den visas ingenting.",
        )
