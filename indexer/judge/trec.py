"""Judged questions in the formats of TREC."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.engines.port import Match
from indexer.errors import FileError, explain_failure
from indexer.text_file import read_text

RUN_TAG = "sokverket"
MAX_GRADE = 20
"""The gain of an article is 2^grade - 1, so that grades above this mean nothing."""


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Questions by id, and for each the grade (0 and up) of the articles that were judged."""

    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]


def load_judged_set(queries: Path, qrels: Path) -> JudgedSet:
    """Read `id<TAB>text` and `id 0 article grade` lines; raise FileError that names the line."""
    texts = _texts(queries, "fråga")
    grades: dict[str, dict[str, int]] = {}
    for number, line in _lines(qrels):
        try:
            query_id, _, article, grade = line.split()
            grades.setdefault(query_id, {})[article] = _grade(grade)
        except ValueError as error:
            raise FileError(
                f"{qrels}, rad {number}",
                "raden har inte TREC-formen",
                "Skriv fråge-id, 0, artikel-id och ett heltal"
                f" (högst {MAX_GRADE}), med blanksteg emellan.",
            ) from error
    return JudgedSet(texts, grades)


def _grade(text: str) -> int:
    """Return the grade; TREC's negative ones say what zero says. Raises ValueError."""
    grade = int(text)
    if grade > MAX_GRADE:
        raise ValueError(text)
    return max(grade, 0)


def write_run(path: Path, ranking: Mapping[str, Sequence[Match]]) -> None:
    """Write a TREC run: `id Q0 article rank score tag`."""
    rows = (
        f"{query_id} Q0 {match.id} {rank} {score:.6f} {RUN_TAG}\n"
        for query_id, matches in ranking.items()
        for rank, (match, score) in enumerate(_strictly_falling(matches), start=1)
    )
    try:
        path.write_text("".join(rows), encoding="utf-8")
    except OSError as error:
        raise FileError(
            str(path), f"filen kan inte skrivas ({explain_failure(error)})", "Välj en annan plats."
        ) from error


def _strictly_falling(matches: Sequence[Match]) -> Iterable[tuple[Match, float]]:
    """Give each rank a score of its own, since TREC's tools sort by score and break ties by id."""
    return zip(matches, range(len(matches), 0, -1), strict=True)


def load_answers(answers: Path) -> dict[str, str]:
    """Read the answer to each question, `id<TAB>text`; raise FileError that names the line."""
    return _texts(answers, "svar")


def _texts(path: Path, name: str) -> dict[str, str]:
    texts = {}
    for number, line in _lines(path):
        id_, tab, text = line.partition("\t")
        if not tab:
            raise FileError(f"{path}, rad {number}", "tabben saknas", f"Skriv id, tabb, {name}.")
        texts[id_] = text
    return texts


def _lines(path: Path) -> Iterable[tuple[int, str]]:
    lines = read_text(path, FileError, "filen", "Ange en textfil i UTF-8.").split("\n")
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
