"""A topic list in SKOS: Turtle, RDF/XML or JSON-LD, read through rdflib.

A topic's id is the last part of its concept's URI, or all of it where two would be the same.
Source: https://www.w3.org/TR/skos-reference/
"""

from __future__ import annotations

import json
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.sax import SAXParseException

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.store import Store
from rdflib.term import Literal, Node

from indexer.errors import FileError
from indexer.text_file import read_text
from indexer.topics.problems import ParsedTopics, TopicProblem
from indexer.topics.vocabulary import ENGLISH, Topic

_NAMES = {"turtle": "Turtle", "xml": "RDF/XML", "json-ld": "JSON-LD"}
_LANGUAGES = ("sv", ENGLISH)
_LAST_PART = re.compile(r"[^/#:]+(?=[/#:]*$)")
_LINE = re.compile(r"line (\d+)")
_SUBJECT = re.compile(
    r"""^<([^>\s]+)>|^([\w.-]*:[\w%.-]+)|rdf:(?:about|ID)\s*=\s*["']([^"']+)"""
    r"""|"(?:@id|id|uri)"\s*:\s*"([^"]+)"""
)
"""What a line that describes a concept begins with in Turtle, RDF/XML and JSON-LD."""
_NAME = re.compile(r"[\w%-]+")


class _RemoteContextError(Exception):
    """JSON-LD that cannot be understood without asking the web."""


class _Recorder(Store):
    """Keeps what SKOS needs of each triple: an index of all would cost seconds and memory."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
        self._prefixes: dict[str, URIRef] = {}

    def add(self, triple: tuple[Node, Node, Node], *_: object, **__: object) -> None:
        subject, predicate, value = triple
        self.values[subject][predicate].append(value)

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:  # noqa: FBT001, FBT002 - rdflib's signature
        if override or prefix not in self._prefixes:
            self._prefixes[prefix] = namespace

    def namespace(self, prefix: str) -> URIRef | None:
        return self._prefixes.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        return next((p for p, known in self._prefixes.items() if known == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        return iter(self._prefixes.items())


def read_skos(path: Path, skos_format: str) -> ParsedTopics:
    """Read a file in a format that rdflib knows; raise FileError when it cannot be read."""
    remedy = "Kontrollera sökvägen, och att den är sparad i UTF-8."
    text = read_text(path, FileError, "ämneslistan", remedy)
    values = _parse(path, text, skos_format)
    narrower = _narrower(values)
    concepts = [one for one in values if _is_concept(values[one])]
    ids = _short_ids(concepts)
    lines = _Lines(text)
    topics, kept, problems = [], [], []
    for concept in concepts:
        topic = _topic(concept, values[concept], narrower.get(concept, ()), ids)
        if topic.label:
            topics.append(topic)
            kept.append(str(concept))
        else:
            reason = f"begreppet ”{concept}” har inget namn"
            problems.append(
                TopicProblem(
                    lines.find(str(concept)), reason, "Ge det ett skos:prefLabel på svenska."
                )
            )
    if not concepts:
        problems.append(TopicProblem(0, "filen har inget skos:Concept", "Är det rätt fil?"))
    return ParsedTopics(topics, problems, lambda place: lines.find(kept[place]))


def _parse(path: Path, text: str, skos_format: str) -> Mapping[Node, Mapping[Node, Sequence[Node]]]:
    recorder = _Recorder()
    logging.getLogger("rdflib").setLevel(logging.ERROR)
    try:
        graph, base = Graph(store=recorder, bind_namespaces="none"), path.resolve().as_uri()
        if skos_format == "json-ld":
            value = json.loads(text)
            _refuse_remote_contexts(value)
            to_rdf(value, graph, base=base)
        else:
            graph.parse(data=text, format=skos_format, publicID=base)
    except _RemoteContextError as error:
        raise FileError(
            str(path), "@context ligger utanför filen", "Skriv in den i filen; inget hämtas."
        ) from error
    except Exception as error:  # rdflib's parsers raise errors of many kinds
        line = _line_of(error)
        place = f"{path}, rad {line}" if line else str(path)
        reason = f"filen är inte giltig {_NAMES[skos_format]}"
        raise FileError(place, reason, "Rätta den där, eller spara om den.") from error
    return recorder.values


def _line_of(error: Exception) -> int:
    match error:
        case json.JSONDecodeError():
            return error.lineno
        case SAXParseException():
            return error.getLineNumber() or 0
    found = _LINE.search(str(error))
    return int(found[1]) if found else 0


def _refuse_remote_contexts(value: Any) -> None:
    """Raise _RemoteContextError for one elsewhere: reading a topic list makes no request."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            context = one.get("@context", ())
            for part in context if isinstance(context, list) else [context]:
                if isinstance(part, str) or (isinstance(part, dict) and "@import" in part):
                    raise _RemoteContextError
            waiting += one.values()


def _is_concept(values: Mapping[Node, Sequence[Node]]) -> bool:
    return SKOS.Concept in values.get(RDF.type, ())


def _narrower(values: Mapping[Node, Mapping[Node, Sequence[Node]]]) -> dict[Node, list[Node]]:
    """Return what is broader than each concept, as their broader ones tell it."""
    above: dict[Node, list[Node]] = {}
    for concept, known in values.items():
        for below in known.get(SKOS.narrower, ()):
            above.setdefault(below, []).append(concept)
    return above


def _short_ids(concepts: Iterable[Node]) -> dict[Node, str]:
    last = {one: (_LAST_PART.search(str(one)) or [str(one)])[0] for one in concepts}
    shared = Counter(last.values())
    return {one: part if shared[part] == 1 else str(one) for one, part in last.items()}


def _topic(
    concept: Node,
    values: Mapping[Node, Sequence[Node]],
    above: Iterable[Node],
    ids: Mapping[Node, str],
) -> Topic:
    labels = _by_language(values.get(SKOS.prefLabel, ()))
    language = next((one for one in _LANGUAGES if one in labels), min(labels, default=""))
    alternative = _by_language(values.get(SKOS.altLabel, ()))
    hidden = _by_language(values.get(SKOS.hiddenLabel, ()))
    notes = _by_language(values.get(SKOS.scopeNote, ()))
    broader = [ids.get(one, str(one)) for one in (*values.get(SKOS.broader, ()), *above)]
    first, *others = dict.fromkeys(broader) or ("",)
    foreign = language != ENGLISH
    return Topic(
        id=ids[concept],
        label=next(iter(labels.get(language, ())), ""),
        broader=first,
        other_broader=tuple(others),
        language=language,
        alternative=tuple(alternative.get(language, ())),
        hidden=tuple(hidden.get(language, ())),
        english=next(iter(labels.get(ENGLISH, ())), "") if foreign else "",
        english_alternative=(
            (*alternative.get(ENGLISH, ()), *hidden.get(ENGLISH, ())) if foreign else ()
        ),
        uri=str(concept),
        note=next(iter(notes.get("sv", ()) or notes.get(language, ())), ""),
    )


def _by_language(values: Iterable[Node]) -> dict[str, list[str]]:
    """Return texts by language; a text without language is taken for Swedish."""
    texts: dict[str, list[str]] = {}
    for value in values:
        if isinstance(value, Literal) and (text := " ".join(str(value).split())):
            language = (value.language or "sv").partition("-")[0].casefold()
            texts.setdefault(language, []).append(text)
    return texts


class _Lines:
    """Finds the line of a file where a concept is described."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, uri: str) -> int:
        """Return the first line that describes the concept, else the first that names it, or 0.

        A blank node has no name to look for.
        """
        part = (_LAST_PART.search(uri) or [uri])[0]
        return self._described.get(part) or self._named.get(part, 0)

    @cached_property
    def _described(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, line in enumerate(self._text.splitlines(), 1):
            if subject := _SUBJECT.search(line):
                uri = next(filter(None, subject.groups()))
                found.setdefault((_LAST_PART.search(uri) or [uri])[0], number)
        return found

    @cached_property
    def _named(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, line in enumerate(self._text.splitlines(), 1):
            for name in _NAME.findall(line):
                found.setdefault(name, number)
        return found
