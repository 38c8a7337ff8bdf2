"""What the API's answers hold, as JSON Schema 2020-12; the tests hold the answers to it."""

from __future__ import annotations

from typing import Any, get_args

from indexer.article import TopicOrigin

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_COUNT_OR_NULL: Schema = {"type": ["integer", "null"], "minimum": 0}
_YES_OR_NO: Schema = {"type": "boolean"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_PAGE_OR_NULL: Schema = {"type": ["integer", "null"]}
_MARKS: Schema = {
    "type": "array",
    "description": "Start and end in Unicode code points",
    "items": {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2},
}
_ORIGIN: Schema = {
    "type": "string",
    "enum": list(get_args(TopicOrigin)),
    "description": "Who says so: the editors, words in the text, or a model that proposes it",
}
_COUNTS: Schema = {
    "type": "object",
    "propertyNames": _ORIGIN,
    "additionalProperties": _COUNT,
    "description": "The number of articles by who says so",
}
_PROBABILITY: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_DATE: Schema = {
    "type": ["string", "null"],
    "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
    "description": "A day, a month or a year, as precise as it is known",
}


def _one(**properties: Schema) -> Schema:
    """Return the schema of an object that has all of these, and maybe others that are added."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _maybe(schema: Schema, **properties: Schema) -> Schema:
    """Return the schema of the same object when it may also have any of these."""
    return {**schema, "properties": {**schema["properties"], **properties}}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


SCHEMAS: dict[str, Schema] = {
    "Answer": _one(
        query=_TEXT,
        searched=_TEXT,
        total=_COUNT,
        relaxed=_YES_OR_NO,
        complete=_COUNT_OR_NULL,
        answer={
            "anyOf": [_ref("Quotation"), {"type": "null"}],
            "description": "A passage that clearly answers the question, as it stands",
        },
        hits=_list(_ref("Hit")),
        facets={"type": "object", "additionalProperties": _list(_ref("FacetValue"))},
        notices=_list(_TEXT),
        suggestion=_TEXT_OR_NULL,
        explore=_list(_ref("Topic")),
        widened=_list(_TEXT),
        ways={"anyOf": [_ref("Ways"), {"type": "null"}]},
        read_as={**_list(_TEXT), "description": "How a question that is more than words was read"},
        offered_filters={
            **_list(_one(**{"text": _TEXT, "q": _TEXT, "from": _DATE, "to": _DATE})),
            "description": "Times that the words name: ask `q` from and to these dates instead",
        },
        took_ms={"type": "number", "minimum": 0},
    ),
    "Ways": _one(fewer=_list(_ref("Way")), parts=_list(_ref("Way")), topics=_list(_ref("Topic"))),
    "Way": _one(query=_TEXT, total=_COUNT),
    "Hit": _one(
        id=_TEXT,
        title=_TEXT,
        title_marks=_MARKS,
        url=_TEXT,
        kind=_TEXT,
        publisher=_list(_TEXT),
        language=_TEXT,
        machine_read=_YES_OR_NO,
        published=_DATE,
        reviewed=_DATE,
        topics=_list(_ref("Topic")),
        score={"type": "number", "description": "Orders within one answer only"},
        missing=_list(_TEXT),
        chosen=_YES_OR_NO,
        snippet=_ref("Snippet"),
        reference=_TEXT,
        reference_marks=_MARKS,
        duplicates=_list(_ref("Duplicate")),
    ),
    "Snippet": _one(
        text=_TEXT, marks=_MARKS, heading=_TEXT, heading_marks=_MARKS, page=_PAGE_OR_NULL
    ),
    "Quotation": _one(
        id=_TEXT,
        title=_TEXT,
        url=_TEXT,
        text=_TEXT,
        marks=_MARKS,
        heading=_TEXT,
        heading_marks=_MARKS,
        page=_PAGE_OR_NULL,
    ),
    "Duplicate": _one(id=_TEXT, title=_TEXT, url=_TEXT),
    "FacetValue": _maybe(
        _one(value=_TEXT, label=_TEXT, count=_COUNT), broader=_TEXT_OR_NULL, by=_COUNTS
    ),
    "Topic": _maybe(
        _one(id=_TEXT, label=_TEXT, by=_ORIGIN), evidence=_list(_TEXT), probability=_PROBABILITY
    ),
    "Topics": _one(
        topics=_list(
            _one(
                id=_TEXT,
                label=_TEXT,
                broader=_TEXT_OR_NULL,
                count=_COUNT,
                by=_COUNTS,
                note=_TEXT,
            )
        )
    ),
    "Article": _one(
        id=_TEXT,
        title=_TEXT,
        url=_TEXT,
        kind=_TEXT,
        published=_DATE,
        reviewed=_DATE,
        updated=_DATE,
        topics=_list(_ref("Topic")),
        publisher=_list(_TEXT),
        reference=_TEXT,
        language=_TEXT,
        machine_read=_YES_OR_NO,
        summary=_TEXT,
        sections=_list(_one(heading=_TEXT, paragraphs=_list(_TEXT), page=_PAGE_OR_NULL)),
        duplicates=_list(_ref("Duplicate")),
    ),
    "Related": _one(
        related=_list(
            _one(
                id=_TEXT,
                title=_TEXT,
                kind=_TEXT,
                language=_TEXT,
                published=_DATE,
                reviewed=_DATE,
            )
        )
    ),
    "Suggestions": _one(
        query=_TEXT,
        suggestions=_list(
            _one(text=_TEXT, kind={"type": "string", "enum": ["title", "topic", "word"]}, url=_TEXT)
        ),
    ),
    "Completions": {
        "type": "array",
        "description": "What was typed, and a list of questions",
        "items": {"type": ["string", "array"], "items": _TEXT},
        "minItems": 2,
        "maxItems": 2,
    },
    "Health": _maybe(
        _one(status=_TEXT, generation=_TEXT, engine=_TEXT, articles=_COUNT),
        workers=_list(_one(own_mb=_COUNT, shared_mb=_COUNT)),
    ),
    "Closed": _one(status=_TEXT, reason=_TEXT, remedy=_TEXT),
    "Problem": {
        "type": "object",
        "description": "Problem details (RFC 9457)",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": _TEXT,
            "title": _TEXT,
            "status": {"type": "integer"},
            "detail": _TEXT,
            "errors": _list(_one(parameter=_TEXT, detail=_TEXT)),
        },
    },
}
