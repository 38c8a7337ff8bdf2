"""A topic list as a table: CSV with id and label, and what else is known of each topic.

id,label,broader,alternative,hidden,english,english_alternative,note
elevhalsa,Elevhälsa,halsa,skolhälsa|skolhälsovård,,Student health,,Skolans medicinska insatser
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from indexer.errors import FileError, explain_failure
from indexer.topics.problems import ParsedTopics, TopicProblem
from indexer.topics.vocabulary import Topic

REQUIRED = ("id", "label")
SEPARATOR = "|"
"""Stands between several names, or several broader topics, in one cell."""


def read_table(path: Path) -> ParsedTopics:
    """Read a CSV file with commas or semicolons; raise FileError when it cannot be read."""
    topics: list[Topic] = []
    lines: list[int] = []
    problems: list[TopicProblem] = []
    for line, row in _rows(path):
        topic_id, label = row.get("id", ""), row.get("label", "")
        if not topic_id or not label:
            problems.append(TopicProblem(line, "id eller label saknas", "Fyll i båda kolumnerna."))
            continue
        topics.append(_topic(topic_id, label, row))
        lines.append(line)
    return ParsedTopics(topics, problems, lines.__getitem__)


def _topic(topic_id: str, label: str, row: dict[str, str]) -> Topic:
    broader, *other_broader = _cells(row, "broader") or ("",)
    return Topic(
        id=topic_id,
        label=label,
        broader=broader,
        other_broader=tuple(other_broader),
        alternative=_cells(row, "alternative"),
        hidden=_cells(row, "hidden"),
        english=row.get("english", ""),
        english_alternative=_cells(row, "english_alternative"),
        note=row.get("note", ""),
    )


def _cells(row: dict[str, str], column: str) -> tuple[str, ...]:
    parts = row.get(column, "").split(SEPARATOR)
    return tuple(part.strip() for part in parts if part.strip())


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with its line; raise FileError when the file is no CSV in UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, delimiter="," if "," in header else ";")
            if not {*REQUIRED} <= {*(reader.fieldnames or ())}:
                raise _no_table(path)
            for row in reader:
                cells = {k: v.strip() for k, v in row.items() if k and isinstance(v, str)}
                yield reader.line_num, cells
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = "en cell är för lång" if isinstance(error, csv.Error) else explain_failure(error)
        raise FileError(
            str(path),
            f"ämneslistan kan inte läsas ({why})",
            "Kontrollera sökvägen, och att den är sparad som CSV i UTF-8.",
        ) from error


def _no_table(path: Path) -> FileError:
    return FileError(
        f"{path}, rad 1",
        "kolumnerna id och label saknas, så filen är ingen ämneslista i CSV",
        "Skriv deras namn på första raden. SKOS läses ur .ttl, .rdf och .jsonld.",
    )
