"""The parameters of a search: what each is called on the pages, in the API and on the command line.

A field of SearchRequest has one row here. From it the addresses of pages and of the API are read
and written, the options of `sokverket search` are made and the OpenAPI document is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from indexer.search.codecs import (
    ChoiceCodec,
    Codec,
    DateCodec,
    NumberCodec,
    TextCodec,
    ValuesCodec,
)
from indexer.search.request import MAX_SIZE, SearchRequest

MAX_QUERY = 2_000
MAX_VALUES = 50
MAX_VALUE = 500
MAX_PAGE = 10_000

_NOTHING = SearchRequest()
_VALUES = ValuesCodec(MAX_VALUES, MAX_VALUE)
_TRUE_OR_FALSE = ChoiceCodec({"true": True, "false": False})
_YES_OR_NO = ChoiceCodec({"ja": True, "nej": False})


@dataclass(frozen=True, slots=True)
class SearchParameter:
    """A field of SearchRequest with its names on the pages, in the API and on the command line.

    A name is empty where the field cannot be chosen. `description` is for programs, in English,
    and `help` for the command line, in Swedish. `on_pages` is the codec where pages have their own.
    """

    field: str
    page: str
    api: str
    option: str
    codec: Codec
    description: str
    help: str = ""
    on_pages: Codec | None = None

    @property
    def default(self) -> Any:
        """The value of a search that says nothing of the parameter."""
        return getattr(_NOTHING, self.field)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the parameter in the API."""
        said = self.codec.schema()
        if self.default in ("", (), None):
            return said
        return said | {"default": self.codec.write(self.default)}


PARAMETERS = (
    SearchParameter("query", "q", "q", "", TextCodec(MAX_QUERY), "The question"),
    SearchParameter(
        *("topics", "amne", "topic", "--topic", _VALUES),
        "Only articles with one of these topics: ids or labels",
        "Bara artiklar med ämnet (får upprepas).",
    ),
    SearchParameter(
        *("kinds", "typ", "kind", "--kind", _VALUES),
        "Only articles of one of these kinds",
        "Bara artiklar av typen (får upprepas).",
    ),
    SearchParameter(
        *("publishers", "utgivare", "publisher", "--publisher", _VALUES),
        "Only articles from one of these publishers",
        "Bara artiklar från utgivaren (får upprepas).",
    ),
    SearchParameter(
        *("languages", "sprak", "language", "--language", _VALUES),
        "Only articles in one of these languages",
        "Bara artiklar på språket (får upprepas).",
    ),
    SearchParameter(
        *("since", "fran", "from", "--from", DateCodec("first")),
        "From YYYY, YYYY-MM or YYYY-MM-DD, or as people write it; not after the other end",
        "Tidigast: 2019, 2019-05, 17 maj 2019 eller förra året.",
    ),
    SearchParameter(
        *("until", "till", "to", "--to", DateCodec("last")),
        "To YYYY, YYYY-MM or YYYY-MM-DD, or as people write it; not before the other end",
        "Senast, skrivet på samma sätt.",
    ),
    SearchParameter(
        *("date", "datum", "date", "--date"),
        ChoiceCodec({"published": "published", "reviewed": "reviewed"}),
        "Which date the period concerns",
        "Vilket datum som avses.",
        on_pages=ChoiceCodec({"publicerat": "published", "granskat": "reviewed"}),
    ),
    SearchParameter(
        *("undated", "utandatum", "undated", "--undated"),
        ChoiceCodec({"true": True, "false": False}),
        "Only articles without that date",
        "Bara artiklar utan det datumet.",
        on_pages=_YES_OR_NO,
    ),
    SearchParameter(
        *("sort", "sortera", "sort", "--sort"),
        ChoiceCodec({"relevance": "relevance", "newest": "newest", "oldest": "oldest"}),
        "The order of the hits",
        "Ordningen.",
        on_pages=ChoiceCodec({"relevans": "relevance", "nyast": "newest", "aldst": "oldest"}),
    ),
    SearchParameter(
        *("exact", "exakt", "exact", "--exact", _TRUE_OR_FALSE),
        "Search nothing but what is typed",
        "Sök bara det skrivna: inga synonymer, inga rättelser.",
        on_pages=_YES_OR_NO,
    ),
    SearchParameter(
        *("proposed", "foreslagna", "proposed", "--proposed/--no-proposed", _TRUE_OR_FALSE),
        "Count topics that only a model proposes, unless false",
        "Räkna med ämnen som bara ämnesmodellen föreslår (ja från början).",
        on_pages=_YES_OR_NO,
    ),
    SearchParameter(
        *("duplicates", "dubbletter", "duplicates", "--duplicates"),
        ChoiceCodec({"show": True, "hide": False}),
        "Show the same text under each of its addresses",
        "Visa samma text under var och en av adresserna.",
        on_pages=ChoiceCodec({"visa": True, "dolj": False}),
    ),
    SearchParameter(
        *("page", "sida", "page", "--page", NumberCodec(MAX_PAGE)),
        "Which page of the hits",
        "Vilken sida av träffarna.",
    ),
    SearchParameter(
        *("size", "", "size", "--size", NumberCodec(MAX_SIZE, fixed=True)),
        "Hits on a page",
        "Träffar per sida.",
    ),
)
"""One row for each field of SearchRequest, in the order of addresses and of help."""


@dataclass(frozen=True, slots=True)
class NamedCodec:
    """What a parameter is called in an address, and how its value is written."""

    name: str
    codec: Codec


class AddressFormat:
    """How the addresses of the pages, or of the API, write the parameters that they have."""

    def __init__(self, parameters: Iterable[tuple[SearchParameter, NamedCodec]]) -> None:
        rows = [(one.field, one.default, named) for one, named in parameters if named.name]
        self.by_field: Mapping[str, NamedCodec] = {field: named for field, _, named in rows}
        self.names: Mapping[str, str] = {field: named.name for field, _, named in rows}
        self._values_of = attrgetter(*self.names)
        self._rows = tuple((default, named.name, named.codec.write) for _, default, named in rows)

    def write(self, request: SearchRequest) -> dict[str, Any]:
        """Return the parameters of the request's address, by name; what is default is left out."""
        return {
            name: write(value)
            for value, (default, name, write) in zip(
                self._values_of(request), self._rows, strict=True
            )
            if value != default
        }

    def word(self, field: str, value: Any) -> str:
        """Return how the value of a field is written."""
        return str(self.by_field[field].codec.write(value))


PAGE = AddressFormat((one, NamedCodec(one.page, one.on_pages or one.codec)) for one in PARAMETERS)
API = AddressFormat((one, NamedCodec(one.api, one.codec)) for one in PARAMETERS)
