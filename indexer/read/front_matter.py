"""What stands before the text of a Markdown file: YAML between ---, TOML between +++, or JSON."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import yaml

from indexer.errors import ArticleError
from indexer.facts import SEVERAL, fact_of
from indexer.read.named import Pair

LONGEST = 500_000
"""Characters; what is longer is not read."""

_OPENING = re.compile(r"(---|\+\+\+)(?:[ \t]*ya?ml)?[ \t]*\n")
_JSON = re.compile(r"\s*(?:---json[ \t]*\n\s*)?(?=\{\s*[\"'])")
"""How fields in JSON begin, with a rule around them or without."""

_JSON_END = re.compile(r"\s*---[ \t]*(?:\n|$)")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|$)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*(?:\n|$)", re.MULTILINE),
}
_FIELD = re.compile(r"^[-?{ \t]*[\"']?[^\W\d_][\w .-]{0,40}[\"']?[ \t]*[:=]|^\?\s", re.MULTILINE)
_BARE = re.compile(r"\s*(?:[^\S\n]*-{4,}\n)?(?:[^\n:]{1,40}:[^\n]*\n)+(?=\s|-{4,}|$)")
_BARE_NAME = re.compile(r"^[ \t]*([^\n:]{1,40}):", re.MULTILINE)
"""Fields at the very top without any mark around them."""

_FIRST_LINE = re.compile(r"\s*(.*)")
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Makes nothing but texts, lists and tables of what it reads."""


def split_front_matter(text: str, item: str) -> tuple[list[Pair], str]:
    """Return the fields before the text, in their order, and the text.

    Raises ArticleError for fields that cannot be read: one of them may say that the article is
    internal. Text between two rules, without anything like a field, is text.
    """
    if json_fields := _JSON.match(text):
        return _split_json(text, json_fields.end(), item)
    opening = _OPENING.match(text)
    if opening is None:
        bare = _BARE.match(text)
        if bare and any(fact_of(name) == "audience" for name in _BARE_NAME.findall(bare[0])):
            raise _unreadable(item, "de står inte mellan rader av tre bindestreck")
        return [], text
    closing = _CLOSING[opening[1]].search(text, opening.end())
    if closing is None:
        first = _FIRST_LINE.match(text, opening.end())
        if first and _FIELD.match(first[1]):
            raise _unreadable(item, f"de avslutas inte med {opening[1]}")
        return [], text
    inner = text[opening.end() : closing.start()]
    if len(inner) > LONGEST:
        reason = f"de är längre än {LONGEST} tecken"
        raise _unreadable(item, reason)
    try:
        fields = list((_yaml if opening[1] == "---" else _toml)(inner))
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        if not _FIELD.search(inner):
            return [], text
        raise _unreadable(item, _place(error)) from error
    return [_simple(*field) for field in fields], text[closing.end() :]


def _split_json(text: str, start: int, item: str) -> tuple[list[Pair], str]:
    """Return the fields of a JSON object before the text, in their order, and the text."""
    try:
        fields, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        raise _unreadable(item, "JSON-objektet är inte giltigt") from error
    rest = _JSON_END.match(text, end)
    return [_simple(name, _as_written(value)) for name, value in fields.items()], text[
        rest.end() if rest else end :
    ]


def _yaml(text: str) -> Iterator[Pair]:
    """Yield the fields, each as often as it is written; raise ValueError when there are none."""
    loader = _Loader(text)
    try:
        top = loader.get_single_node()
        if top is None:
            return
        if not isinstance(top, yaml.MappingNode):
            raise ValueError  # noqa: TRY004 - of the text, not of a type
        for name_node, value_node in top.value:
            name = loader.construct_object(name_node, deep=True)
            value = loader.construct_object(value_node, deep=True)
            if name == "<<" and isinstance(value, dict):
                yield from value.items()
            else:
                yield str(name), value
    finally:
        loader.dispose()


def _toml(text: str) -> Iterator[Pair]:
    """Yield the fields with numbers, dates and truths as they are written."""
    for name, value in tomllib.loads(text).items():
        yield name, _as_written(value)


def _as_written(value: Any) -> Any:
    if isinstance(value, list):
        return list(map(_as_written, value))
    if isinstance(value, dict):
        return {name: _as_written(inner) for name, inner in value.items()}
    return str(value).lower() if value is None or isinstance(value, bool) else str(value)


def _simple(name: str, value: Any) -> Pair:
    """Return the field with the texts of its list, or the first of them where one is wanted."""
    fact = fact_of(name)
    if not isinstance(value, list) or fact in {"", "audience"}:
        return name, value
    texts = [part for part in value if isinstance(part, str)]
    return name, texts if fact in SEVERAL else "".join(texts[:1])


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"fel på rad {mark.line + 2}" if mark else "de är varken ”nyckel: värde” eller TOML"


def _unreadable(item: str, reason: str) -> ArticleError:
    return ArticleError(
        item,
        f"uppgifterna före texten går inte att läsa ({reason})",
        "Rätta dem; en av dem kan säga att artikeln är intern, så den läses inte utan dem.",
    )
