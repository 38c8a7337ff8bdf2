"""What a run did to the index, and what it refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexer.errors import SourceError
from indexer.read import Finding, Source

Progress = Callable[[str, int | None], None]
"""Called for each article with the stage of the run and, when it is known, how many there are."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. `withheld` counts internal articles kept out of a public index.

    `rebuilt` tells why all was built anew, or is empty; `topics` what was learnt of topics, or why
    nothing was.
    """

    generation: str
    engine: str
    articles: int
    added: int
    updated: int
    unchanged: int
    removed: int
    withheld: int
    seconds: float
    rebuilt: str
    topics: str
    findings: tuple[Finding, ...]

    @property
    def rejected(self) -> int:
        """How many items were refused."""
        return sum(finding.times for finding in self.findings if finding.refused)


class NothingReadError(SourceError):
    """The sources gave no article for the index; `findings` tell why."""

    def __init__(
        self, sources: Sequence[Source], findings: Sequence[Finding], *, internal: bool
    ) -> None:
        super().__init__(
            ", ".join(source.location for source in sources),
            "alla artiklar är interna" if internal else "ingen artikel kunde läsas",
            'Ett index åt personalen har inställningen audience = "internal".'
            if internal
            else "Se i tabellen varför, och rätta källan.",
        )
        self.findings = tuple(findings)
