"""What a question is once it has been read: a tree of what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ConditionName = Literal["topic", "kind", "publisher", "language", "published", "reviewed"]


@dataclass(frozen=True, slots=True)
class Plain:
    """Words to be found in any of their forms."""

    text: str


@dataclass(frozen=True, slots=True)
class Exact:
    """A word or words to be found just as they stand, in unbroken order.

    With `apart`, in any order with at most so many other words between one and the next. A word
    with * or ? stands for the words that look so.
    """

    text: str
    apart: int = 0


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a word."""

    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word in which ? stands for one letter, and * for any number."""

    text: str


@dataclass(frozen=True, slots=True)
class Similar:
    """A word, and those of the archive that differ from it by so many letters."""

    text: str
    edits: int


@dataclass(frozen=True, slots=True)
class Nearby:
    """Two words with at most so many other words between, whichever comes first."""

    first: Node
    second: Node
    apart: int


@dataclass(frozen=True, slots=True)
class InTitle:
    """What the title must hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class Condition:
    """A value that the article must have."""

    name: ConditionName
    value: str


@dataclass(frozen=True, slots=True)
class Must:
    """What may not be lacking, however few articles have it."""

    part: Node


@dataclass(frozen=True, slots=True)
class Not:
    """What the article must not match."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """All parts are wanted."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part is wanted."""

    parts: tuple[Node, ...]


Node = (
    Plain
    | Exact
    | Beginning
    | Pattern
    | Similar
    | Nearby
    | InTitle
    | Condition
    | Must
    | Not
    | All
    | Either
)
NOTHING = All(())


def parts_of(node: Node) -> tuple[Node, ...]:
    """Return what a question asks for together."""
    return node.parts if isinstance(node, All) else (node,)


def is_plain(node: Node) -> bool:
    """Tell whether a question holds nothing but words."""
    return all(isinstance(part, Plain) for part in parts_of(node))


def title_words(node: Node) -> list[Plain]:
    """Return the words that a question looks for in titles."""
    titles = [one for one in subtrees(node) if isinstance(one, InTitle)]
    return [one for title in titles for one in subtrees(title) if isinstance(one, Plain)]


def subtrees(node: Node) -> Iterator[Node]:
    """Yield the node and all that it is made of."""
    yield node
    match node:
        case All(parts) | Either(parts):
            for part in parts:
                yield from subtrees(part)
        case Not(part) | InTitle(part) | Must(part):
            yield from subtrees(part)
        case Nearby(first, second):
            yield from subtrees(first)
            yield from subtrees(second)
        case _:
            pass
