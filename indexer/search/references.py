"""Which numbers of a question are references, and which articles bear them?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.engines import port
from indexer.terms import fields
from indexer.terms.numbers import Reference
from indexer.terms.references import IN_TITLE, STATUTES, WHOLE, possible_references, series_key

BEARER_SCORE = 40_000.0
"""An article that bears the number comes before all others, unless editors have chosen them."""
_BESIDE_WORDS = 0.00075
"""Of that score, where the number is one of several things asked for: some rare words."""
_SHARES = {"": 1.0, WHOLE: 0.1, f"{WHOLE}{STATUTES}|": 0.05, IN_TITLE: 0.5}
"""Of that score, by what a key begins with: a reference that is just this has more."""
_EUROPEAN = re.compile(r"\b(?:EU|EG|EEG|Euratom)\b", re.IGNORECASE)
_EUROPEAN_SHARES = {WHOLE: 1.0, IN_TITLE: 0.5}
"""An act of the union is no matter of a department whose number ends so."""


@dataclass(frozen=True, slots=True)
class AskedReference:
    """A reference in a question: its place, its key, and what articles that bear it match.

    `is_known` tells whether the archive has the number anywhere.
    """

    start: int
    end: int
    key: str
    is_known: bool
    bearers: port.Query | None = None

    @property
    def query(self) -> port.Term:
        """The query for articles that name it, those that bear it among them."""
        return port.Term(fields.CITED, self.key)

    @property
    def bearers_first(self) -> port.Query:
        """The same, with those that bear it before everything else."""
        return port.Prefer(self.query, self.bearers) if self.bearers else self.query

    @property
    def preferred(self) -> port.Query:
        """The same, with those that bear it before others that name it."""
        if self.bearers is None:
            return self.query
        return port.Prefer(self.query, port.Boost(self.bearers, _BESIDE_WORDS))


class References:
    """Reads references by what one index bears and names."""

    def __init__(self, engine: port.Engine) -> None:
        self._engine = engine

    def find(self, text: str) -> Iterator[AskedReference]:
        """Yield the references of a question in order, without overlaps."""
        end = 0
        for readings in possible_references(text):
            if readings[0].labels >= end and (asked := self._decide(readings)):
                end = asked.end
                if asked.bearers and _EUROPEAN.search(text, asked.start, end):
                    asked = replace(asked, bearers=self._bearers(asked.key, _EUROPEAN_SHARES))
                yield asked

    def _decide(self, readings: Sequence[Reference]) -> AskedReference | None:
        """Return the reading that the archive knows; one that it lacks if it is surely meant."""
        vouched = [one for one in readings if one.series or one.labelled]
        first = readings[0]
        if known := self._first_known(vouched):
            return known
        if first.labelled or self._is_of_series(first):
            return AskedReference(first.labels, first.end, first.keys[0], is_known=False)
        alone = first.alone if first.series else first
        if alone.is_ordinary:
            return None
        return self._first_known([alone]) or (
            AskedReference(alone.labels, alone.end, alone.keys[0], is_known=False)
            if alone.is_long
            else None
        )

    def _first_known(self, readings: Iterable[Reference]) -> AskedReference | None:
        for one in readings:
            frequencies = self._engine.frequencies(fields.CITED, one.asked)
            for key, frequency in zip(one.asked, frequencies, strict=True):
                if frequency:
                    return AskedReference(
                        one.labels, one.end, key, is_known=True, bearers=self._bearers(key)
                    )
        return None

    def _bearers(self, key: str, shares_of: Mapping[str, float] = _SHARES) -> port.Query | None:
        keys = [beginning + key for beginning in shares_of]
        frequencies = self._engine.frequencies(fields.REFERENCE, keys)
        shares = zip(keys, shares_of.values(), frequencies, strict=True)
        found = tuple(
            port.Constant(port.Term(fields.REFERENCE, key), BEARER_SCORE * share)
            for key, share, frequency in shares
            if frequency
        )
        return port.AnyOf(found) if found else None

    def _is_of_series(self, one: Reference) -> bool:
        if one.is_case:
            return True
        if not one.series or (one.is_ordinary and not (one.core is None and one.is_upper)):
            return False
        if one.is_of_series and one.core is not None:
            return True
        return self._engine.frequencies(fields.REFERENCE, [series_key(one.series)])[0] > 0
