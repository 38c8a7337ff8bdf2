"""What Tantivy is told of a document, and how terms of any characters get through to it."""

from __future__ import annotations

import re
from functools import lru_cache

import tantivy

from indexer.engines.port import END, Document, Schema, split_terms
from indexer.engines.stored import pack_stored, unpack_stored

ID = "id"
STORED = "stored"
ALL = "all"
"""A field with one term that every document has: its frequency tells how many are held."""
MARK = "1"

COUNTED = "counted"
"""A field of columns with exactly one value for every document, be it none of the facet's.

Tantivy counts these many times faster than a column where some documents have none or several.
"""
_COLUMNS = 4
"""The first values that a document has of a facet each have a column, the rest share the last."""
_BESIDE = "\t"
NONE = "="
"""Begins what a column holds, lest Tantivy take it for a date or a number."""
_VALUES = 10_000
"""So many values of facets are remembered encoded."""
_SPACE = "\x1f"
_ESCAPE = "\x1a"
_UNSAFE = "\t\f\r\x1a\x1f"
_UNSAFE_OR_BLANK = re.compile("[ \n\t\f\r\x1a\x1f\ud800-\udfff]")
_ESCAPED = re.compile("\x1a([0-9a-f]*);|\x1f")


def terms_field(name: str) -> str:
    """Return what the field of terms is called in the index."""
    return f"terms/{name}"


def facet_field(name: str) -> str:
    """Return what the facet is called in the index."""
    return f"facet/{name}"


def facet_columns(name: str) -> tuple[str, ...]:
    """Return what the columns of the facet are called, in the order in which they are filled."""
    return tuple(f"{COUNTED}.{key}" for key in _keys(name))


def first_field(name: str) -> str:
    """Return what the first day of the date is called in the index."""
    return f"first/{name}"


def last_field(name: str) -> str:
    """Return what the last day of the date is called in the index."""
    return f"last/{name}"


def tantivy_schema(schema: Schema) -> tantivy.Schema:
    """Return the schema as Tantivy keeps it."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(ID, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field(STORED, stored=True)
    builder.add_text_field(ALL, tokenizer_name="raw", index_option="basic")
    for field in schema.fields:
        kept = "position" if field.positions else "freq"
        name = terms_field(field.name)
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=kept)
    for facet in schema.facets:
        builder.add_text_field(facet_field(facet), tokenizer_name="raw", index_option="basic")
    builder.add_json_field(COUNTED, fast=True, tokenizer_name="raw", index_option="basic")
    for date in schema.dates:
        builder.add_integer_field(first_field(date), fast=True)
        builder.add_integer_field(last_field(date), fast=True)
    return builder.build()


class Translator:
    """Makes documents of one schema into what Tantivy takes."""

    def __init__(self, schema: Schema) -> None:
        self._fields = [(field.name, terms_field(field.name)) for field in schema.fields]
        self._facets = [(facet, facet_field(facet), _keys(facet)) for facet in schema.facets]
        self._dates = [(date, first_field(date), last_field(date)) for date in schema.dates]
        self._encoded = lru_cache(_VALUES)(encode)

    def translate(self, document: Document) -> tantivy.Document:
        """Return the document as Tantivy takes it."""
        made = tantivy.Document()
        id_ = encode(document.id)
        made.add_text(ID, id_)
        made.add_bytes(STORED, pack_stored(f"{id_}\n{document.stored}"))
        made.add_text(ALL, MARK)
        encoded = _encode_quickly if _is_safe("".join(document.terms.values())) else _encode_each
        for name, field in self._fields:
            if terms := document.terms.get(name):
                made.add_text(field, encoded(terms))
        counted: dict[str, str] = {}
        for name, field, keys in self._facets:
            values = list(map(self._encoded, dict.fromkeys(document.facets.get(name, ()))))
            for key, value in zip(keys, _in_columns(values), strict=True):
                counted[key] = NONE + value
            for value in values:
                made.add_text(field, value)
        made.add_json(COUNTED, counted)
        for name, first, last in self._dates:
            if span := document.dates.get(name):
                made.add_integer(first, span[0])
                made.add_integer(last, span[1])
        return made


def encode(text: str) -> str:
    """Return the text without blanks and lone surrogates, nor empty; `decode` undoes it.

    What begins a text also begins the encoded text, unless it is empty.
    """
    if text.isalnum():  # as most are, which shows sooner
        return text
    return _UNSAFE_OR_BLANK.sub(_escaped, text) or f"{_ESCAPE};"


def decode(text: str) -> str:
    """Return the text that was encoded."""
    return text if text.isalnum() else _ESCAPED.sub(_unescaped, text)


def decode_column(value: str) -> tuple[str, ...]:
    """Return the values that a column holds of a document."""
    held = value.removeprefix(NONE)
    return tuple(map(decode, held.split(_BESIDE))) if held else ()


def read_document(document: tantivy.Document) -> tuple[str, str]:
    """Return the id of a document and what it has stored; raise ZstdError when it is damaged.

    Both are packed as one, since what is stored most often holds the id once more.
    """
    id_, _, stored = unpack_stored(document[STORED][0]).partition("\n")
    return decode(id_), stored


def _keys(facet: str) -> tuple[str, ...]:
    return tuple(f"{facet}_{at}" for at in range(_COLUMNS))


def _in_columns(values: list[str]) -> list[str]:
    """Return what each column holds of a document with these values."""
    alone = _COLUMNS - 1
    lacking = alone - len(values)
    return [*values[:alone], *[""] * lacking, _BESIDE.join(values[alone:])]


def _is_safe(joined: str) -> bool:
    """Tell whether no term needs more than its spaces replaced, as nearly none does."""
    if joined.startswith(END) or END + END in joined or any(map(joined.__contains__, _UNSAFE)):
        return False
    try:
        joined.encode()
    except UnicodeEncodeError:
        return False
    return True


def _encode_quickly(joined: str) -> str:
    return joined.replace(" ", _SPACE)


def _encode_each(joined: str) -> str:
    return END.join(map(encode, split_terms(joined)))


def _escaped(found: re.Match[str]) -> str:
    return _SPACE if found[0] == " " else f"{_ESCAPE}{ord(found[0]):x};"


def _unescaped(found: re.Match[str]) -> str:
    if found[0] == _SPACE:
        return " "
    return chr(int(found[1], 16)) if found[1] else ""
