"""The page for programs: the OpenAPI document as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter with what it is for and what it may be."""

    name: str
    description: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An address that answers, with its parameters."""

    path: str
    summary: str
    parameters: tuple[Parameter, ...]


def present_operations(document: Mapping[str, Any]) -> tuple[Operation, ...]:
    """Return the operations of an OpenAPI document."""
    return tuple(
        Operation(
            path,
            methods["get"]["summary"],
            tuple(_parameter(one) for one in methods["get"].get("parameters", ())),
        )
        for path, methods in document["paths"].items()
    )


def _parameter(parameter: Mapping[str, Any]) -> Parameter:
    description = parameter.get("description", "")
    return Parameter(parameter["name"], description, _allowed(parameter["schema"]))


def _allowed(schema: Mapping[str, Any]) -> str:
    match schema:
        case {"enum": words}:
            return ", ".join(words)
        case {"minimum": first, "maximum": last}:
            return f"{first}–{last}"
        case {"maxLength": longest}:
            return f"≤ {longest}"
        case {"items": {"maxLength": longest}, "maxItems": most}:
            return f"≤ {most} × {longest}"
    return ""
