"""The record of a generation: one small file that tells all of it but its articles and words.

In every format the file has the same name, and in it the number of the format and, since format 8,
the fields of the engine: so every version can tell which generations it reads, and take articles
out of those that it does not.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self, TypeVar, get_type_hints

from indexer.engines.port import Field, Schema
from indexer.terms.fields import DUPLICATE, SCHEMA
from indexer.topics import Vocabulary

FORMAT = 9
FILE_NAME = "facts.json"
UNTOLD = replace(
    SCHEMA, facets=tuple("copy" if name == DUPLICATE else name for name in SCHEMA.facets)
)
"""The fields of an engine where the record does not tell them."""
DAMAGE = (ValueError, TypeError, KeyError, AttributeError)
"""What reading a record raises that is not as it was written."""
_Value = TypeVar("_Value", "Facts", "Summary", "Tags")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a generation was built with; an index with other facts is built anew."""

    engine: str
    audience: str
    analysis: str
    vocabulary: str
    precision: float


@dataclass(frozen=True, slots=True)
class Summary:
    """When a generation was made, in local time, and how much it holds."""

    made: dt.datetime
    articles: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Tags:
    """How many articles the topic model learnt from (0: none), and how many were tagged since."""

    learnt: int = 0
    tagged: int = 0


@dataclass(frozen=True, slots=True)
class GoldenResult:
    """The result of a question: nDCG@10, and which of its articles came within the first ten."""

    ndcg: float
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What a generation was built with and holds, its topics, and the golden questions' results.

    `golden` has a result for each question, by its id and text.
    """

    facts: Facts
    summary: Summary
    tags: Tags
    vocabulary: Vocabulary
    golden: Mapping[str, GoldenResult] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the record as JSON."""
        summary = asdict(self.summary) | {"made": self.summary.made.isoformat(timespec="seconds")}
        record = {
            "format": FORMAT,
            **asdict(self.facts),
            "schema": asdict(SCHEMA),
            "summary": summary,
            "tags": asdict(self.tags),
            "golden": {key: asdict(one) for key, one in self.golden.items()},
            "topics": json.loads(self.vocabulary.to_json()),
        }
        return json.dumps(record, ensure_ascii=False)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Return what `to_json` wrote, as `parse` read it; raise DAMAGE for anything else."""
        made = dt.datetime.fromisoformat(told["summary"]["made"])
        return cls(
            _typed(Facts, told),
            _typed(Summary, told["summary"] | {"made": made}),
            _typed(Tags, told["tags"]),
            Vocabulary.from_json(json.dumps(told["topics"])),
            golden_of(told),
        )


def parse(content: bytes) -> dict[str, Any]:
    """Return what a record of any format tells; raise DAMAGE where it has no format."""
    try:
        told = json.loads(content)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if type(told["format"]) is not int:
        raise TypeError("its format is no number")
    return dict(told)


def golden_of(told: Mapping[str, Any]) -> dict[str, GoldenResult]:
    """Return the golden questions' results, out of a record of any format that tells it."""
    results = told.get("golden", {})
    return {
        key: GoldenResult(float(one["ndcg"]), tuple(map(str, one["found"])))
        for key, one in results.items()
    }


def engine_of(told: Mapping[str, Any]) -> tuple[str, Schema]:
    """Return the name of the engine and the fields that it has, out of a record of any format."""
    if "schema" not in told:
        return str(told["engine"]), UNTOLD
    schema = told["schema"]
    listed = tuple(Field(**one) for one in schema["fields"])
    return str(told["engine"]), Schema(listed, tuple(schema["facets"]), tuple(schema["dates"]))


def _typed(kind: type[_Value], told: Mapping[str, Any]) -> _Value:
    known = {one.name: told[one.name] for one in fields(kind)}
    for name, hint in get_type_hints(kind).items():
        if not isinstance(known[name], (hint, int) if hint is float else hint):
            raise TypeError(name)
    return kind(**known)
