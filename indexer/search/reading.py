"""How was the question read? In words, for whoever typed more than words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from indexer.languages import NAMES, tag_of
from indexer.search import tree
from indexer.search.answer import Notice
from indexer.search.lexemes import find_patterns
from indexer.search.periods import TimeSpan, means_undated, read_period
from indexer.terms.fields import YEARS

Say = Callable[[Notice], str]
"""Says a notice in the reader's language."""

_CONDITIONS: Mapping[str, Callable[[Mapping[str, str]], Notice]] = {
    "topic": lambda values: Notice("ämnet är {value}", values),
    "kind": lambda values: Notice("typen är {value}", values),
    "publisher": lambda values: Notice("utgivaren är {value}", values),
    "language": lambda values: Notice("språket är {value}", values),
    "published": lambda values: Notice("publicerad {value}", values),
    "reviewed": lambda values: Notice("granskad {value}", values),
}


def explain(question: tree.Node, say: Say) -> tuple[str, ...]:
    """Return what a question asks for, one line for each of its parts; nothing for an empty one."""
    return tuple(_in_words(part, say) for part in tree.parts_of(question))


def read_as(question: tree.Node, say: Say) -> tuple[str, ...]:
    """Return how a question was read that is more than words, part by part; else nothing."""
    if tree.is_plain(question):
        return ()
    words = [part.text for part in tree.parts_of(question) if isinstance(part, tree.Plain)]
    others = (part for part in tree.parts_of(question) if not isinstance(part, tree.Plain))
    plain = (_in_words(tree.Plain(" ".join(words)), say),) if words else ()
    return (*plain, *(_in_words(part, say) for part in others))


def _in_words(node: tree.Node, say: Say) -> str:  # noqa: C901, PLR0912 one case for each kind of part
    match node:
        case tree.Plain(text):
            return say(Notice("”{text}” i någon form", {"text": text}))
        case tree.Exact(text, 0) if any(is_wild for _, is_wild in find_patterns(text)):
            return say(Notice("en fras som ser ut som ”{text}”", {"text": text}))
        case tree.Exact(text, 0):
            return say(Notice("precis ”{text}”", {"text": text}))
        case tree.Exact(text, apart):
            many = Notice(
                "orden ”{text}” med högst {number} andra ord emellan",
                {"text": text, "number": apart},
            )
            return say(many)
        case tree.Beginning(text):
            return say(Notice("ord som börjar på ”{text}”", {"text": text}))
        case tree.Pattern(text):
            return say(Notice("ord som ser ut som ”{text}”", {"text": text}))
        case tree.Similar(text):
            return say(Notice("ord som liknar ”{text}”", {"text": text}))
        case tree.Nearby(first, second, apart):
            both = {"first": _in_words(first, say), "second": _in_words(second, say)}
            near = Notice(
                "{first} nära {second}, högst {number} andra ord emellan",
                {**both, "number": apart},
            )
            return say(near)
        case tree.InTitle(part):
            return say(Notice("i titeln: {part}", {"part": _in_words(part, say)}))
        case tree.Must(part):
            return say(Notice("alltid {part}", {"part": _in_words(part, say)}))
        case tree.Not(part):
            return say(Notice("inte {part}", {"part": _in_words(part, say)}))
        case tree.All(parts):
            return say(Notice(" och ")).join(_in_group(part, say) for part in parts)
        case tree.Either(parts):
            return say(Notice(" eller ")).join(_in_group(part, say) for part in parts)
        case tree.Condition(name, value):
            return say(_CONDITIONS[name]({"value": _value(name, value, say)}))


def _in_group(node: tree.Node, say: Say) -> str:
    """Return a part of several in words, in parentheses where it has parts itself."""
    said = _in_words(node, say)
    return f"({said})" if isinstance(node, tree.All | tree.Either) else said


def _value(name: str, value: str, say: Say) -> str:
    if name == "language":
        names = NAMES.get(tag_of(value), value).split()
        return say(Notice(names[0].capitalize())).lower()
    if name not in YEARS:
        return value
    if means_undated(value):
        return say(Notice("utan datum"))
    period = read_period(value)
    return say_period(period, say) if period else value


def say_period(period: TimeSpan, say: Say) -> str:
    """Return a time in words, as precisely as it is known."""
    first, dots, last = str(period).partition("..")
    if not dots:
        return first
    if first and last:
        return say(Notice("från {first} till {last}", {"first": first, "last": last}))
    if first:
        return say(Notice("från {date}", {"date": first}))
    return say(Notice("till {date}", {"date": last}))
