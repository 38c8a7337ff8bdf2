"""A query in words: what does the search engine read in it?"""

from __future__ import annotations

from indexer.search import syntax
from webui.language import LANGUAGE_NAMES, gettext, mark

_CONDITIONS = {
    "topic": mark("ämnet är %(value)s"),
    "kind": mark("typen är %(value)s"),
    "publisher": mark("utgivaren är %(value)s"),
    "language": mark("språket är %(value)s"),
    "published": mark("publicerad %(value)s"),
    "reviewed": mark("granskad %(value)s"),
}


def explain_question(query: str) -> tuple[str, ...]:
    """Return what a query asks for, one line for each of its parts; nothing for an empty one.

    >>> explain_question('buller -"buller från trafik" år:2019..')
    ('”buller” i någon form', 'inte precis ”buller från trafik”', 'publicerad från 2019')
    """
    tree = syntax.parse(query).tree
    parts = tree.parts if isinstance(tree, syntax.All) else (tree,)
    return tuple(_in_words(part) for part in parts)


def _in_words(node: syntax.Node) -> str:
    match node:
        case syntax.Plain(text):
            return gettext("”%(text)s” i någon form", text=text)
        case syntax.Exact(text):
            return gettext("precis ”%(text)s”", text=text)
        case syntax.Beginning(text):
            return gettext("ord som börjar på ”%(text)s”", text=text)
        case syntax.InTitle(part):
            return gettext("i titeln: %(part)s", part=_in_words(part))
        case syntax.Not(part):
            return gettext("inte %(part)s", part=_in_words(part))
        case syntax.All(parts):
            return gettext(" och ").join(_in_words(part) for part in parts)
        case syntax.Either(parts):
            return gettext(" eller ").join(_in_words(part) for part in parts)
        case syntax.Condition(name, value):
            return _condition(name, value)


def _condition(name: syntax.ConditionName, value: str) -> str:
    if name in {"published", "reviewed"}:
        return gettext(_CONDITIONS[name], value=_period(value))
    if name == "language":
        value = gettext(LANGUAGE_NAMES.get(value, value)).lower()
    return gettext(_CONDITIONS[name], value=value)


def _period(value: str) -> str:
    since, dots, until = value.partition("..")
    if not dots:
        return value
    first = gettext("från %(date)s", date=since) if since else ""
    last = gettext("till %(date)s", date=until) if until else ""
    return " ".join(part for part in (first, last) if part)
