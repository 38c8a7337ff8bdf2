"""Documents that wait to become a segment."""

from __future__ import annotations

import numpy as np

from indexer.engines.port import Document, Schema, Span, split_terms
from indexer.engines.stored import pack_stored
from indexer.engines.whoosh.arrays import Numbers, compact, pack
from indexer.engines.whoosh.segment import SegmentFile
from indexer.engines.whoosh.terms import TermStream, decode, encode

UNDATED: Span = (0, 0)


class Batch:
    """Documents that wait to become a segment."""

    def __init__(self, schema: Schema) -> None:
        self._places: dict[str, int] = {}
        self._ids: list[str] = []
        self._stored: list[bytes] = []
        self._dates: dict[str, list[Span]] = {date: [] for date in schema.dates}
        self._facets: dict[str, list[tuple[int, str]]] = {facet: [] for facet in schema.facets}
        self._streams = {f.name: TermStream(positions=f.positions) for f in schema.fields}

    def __len__(self) -> int:
        return len(self._places)

    @property
    def weight(self) -> int:
        """The number of terms held, repeated ones too."""
        return sum(map(len, self._streams.values()))

    def add(self, document: Document) -> None:
        """Take a document in; it replaces an earlier one with its id."""
        self._enter(document.id, pack_stored(document.stored))
        for date, spans in self._dates.items():
            spans.append(document.dates.get(date, UNDATED))
        for facet, pairs in self._facets.items():
            place = self._places[document.id]
            values = dict.fromkeys(document.facets.get(facet, ()))
            pairs.extend((place, value) for value in values)
        for field, stream in self._streams.items():
            stream.add(split_terms(document.terms.get(field, "")))

    def discard(self, id_: str) -> None:
        """Forget the document with this id, if it is here."""
        self._places.pop(id_, None)

    def absorb(self, segment: SegmentFile, live: Numbers) -> None:
        """Take in the documents of a segment for which `live` is true; their ids are new here."""
        places = np.cumsum(live) - 1 + len(self._ids)
        for number in np.flatnonzero(live).tolist():
            self._enter(decode(segment.ids[number]), segment.packed[number])
        for date, spans in self._dates.items():
            first, last = segment.dates(date)
            spans.extend(zip(first[live].tolist(), last[live].tolist(), strict=True))
        for facet, pairs in self._facets.items():
            values, owners, codes = segment.facet(facet)
            keep = live[owners]
            named = [values[code] for code in codes[keep].tolist()]
            pairs.extend(zip(places[owners[keep]].tolist(), named, strict=True))
        for field, stream in self._streams.items():
            stream.absorb(segment.terms(field), live)

    def arrays(self) -> dict[str, Numbers]:
        """Return the arrays of a segment with these documents, in order of id."""
        ids = sorted(self._places)
        order = [self._places[id_] for id_ in ids]
        renumbered = np.full(len(self._ids), -1)
        renumbered[order] = np.arange(len(order))
        arrays = pack("id", [encode(id_) for id_ in ids])
        arrays |= pack("stored", [self._stored[place] for place in order])
        for date, spans in self._dates.items():
            days = np.array([spans[place] for place in order], np.int32).reshape(-1, 2)
            arrays |= {f"date/{date}.first": days[:, 0], f"date/{date}.last": days[:, 1]}
        for facet, pairs in self._facets.items():
            arrays |= _facet(facet, pairs, renumbered)
        for field, stream in self._streams.items():
            arrays |= stream.arrays(field, renumbered)
        return arrays

    def _enter(self, id_: str, stored: bytes) -> None:
        self._places[id_] = len(self._ids)
        self._ids.append(id_)
        self._stored.append(stored)


def _facet(facet: str, pairs: list[tuple[int, str]], renumbered: Numbers) -> dict[str, Numbers]:
    values = sorted({value for _, value in pairs})
    code = {value: number for number, value in enumerate(values)}
    owners = renumbered[[place for place, _ in pairs]] if pairs else renumbered[:0]
    codes = np.array([code[value] for _, value in pairs], np.int64)
    kept = owners >= 0
    return pack(f"facet/{facet}", [encode(value) for value in values]) | {
        f"facet/{facet}.owners": compact(owners[kept]),
        f"facet/{facet}.codes": compact(codes[kept]),
    }
