"""Topic lists in files: SKOS, or a table; and the editors' mapping of sources' words onto it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indexer.errors import FileError
from indexer.text_file import read_text
from indexer.topics.problems import ParsedTopics, TopicProblem, find_problems
from indexer.topics.table import read_table
from indexer.topics.vocabulary import Vocabulary

SKOS_FORMATS = {
    ".ttl": "turtle",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
}
"""The formats of SKOS by what a file's name ends in; anything else is a table."""


def load_vocabulary(path: Path, mapping: Path | None = None) -> Vocabulary:
    """Read a topic list, and the mapping of sources' words onto its topics if there is one.

    Raises FileError that names the line of the first thing that is wrong.
    """
    vocabulary, problems = check_vocabulary(path)
    fatal = [problem for problem in problems if problem.fatal]
    if fatal:
        more = f" {len(fatal) - 1} fel till: sokverket topics check." if len(fatal) > 1 else ""
        raise FileError(_place(path, fatal[0].line), fatal[0].reason, fatal[0].remedy + more)
    return vocabulary.mapped(load_mapping(mapping, vocabulary)) if mapping else vocabulary


def check_vocabulary(path: Path) -> tuple[Vocabulary, Sequence[TopicProblem]]:
    """Return the topics of a file and all that is wrong with them; raise FileError without."""
    reading = _read(path)
    return Vocabulary(reading.topics), find_problems(reading)


def load_mapping(path: Path, vocabulary: Vocabulary) -> dict[str, str]:
    """Read lines of a source's word, a tab and a topic; lines that begin with # are notes.

    Raises FileError that names the line of what is wrong.
    """
    text = read_text(
        path,
        FileError,
        "översättningen av ämnen",
        "Kontrollera sökvägen, och att den är text i UTF-8: källans ord, tabb, ämnets id.",
    )
    mapping: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, _, name = (cell.strip() for cell in line.partition("\t"))
        topic = vocabulary.resolve(name)
        if not word or topic not in vocabulary:
            reason = (
                f"ämnet ”{name}” finns inte i ämneslistan" if name else "tabb eller ämne saknas"
            )
            remedy = "Skriv källans ord, tabb och ämnets id."
            raise FileError(_place(path, number), reason, remedy)
        mapping[word] = topic
    return mapping


def _read(path: Path) -> ParsedTopics:
    skos_format = SKOS_FORMATS.get(path.suffix.lower())
    if skos_format is None:
        return read_table(path)
    from indexer.topics.skos import read_skos  # noqa: PLC0415 - its library is slow to import

    return read_skos(path, skos_format)


def _place(path: Path, line: int) -> str:
    return f"{path}, rad {line}" if line else str(path)
