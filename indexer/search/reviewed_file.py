"""Files that operators review by hand: a rule on each line, and what is wrong with some of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from indexer.errors import SettingsError
from indexer.text_file import read_text

Rule = TypeVar("Rule")
_IN_UTF8 = "Spara den som text i UTF-8."


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """What is wrong on a line (counted from 1) of a reviewed file, and what to do about it."""

    line: int
    reason: str
    remedy: str


def read_reviewed(path: Path) -> str:
    """Return the text of a file; raise SettingsError when it cannot be read."""
    return read_text(path, SettingsError, "filen", _IN_UTF8)


def reviewed_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a reviewed file without its comments."""
    for number, line in enumerate(read_reviewed(path).splitlines(), start=1):
        text = line.partition("#")[0].strip()
        if text:
            yield number, text


def check_rules(
    path: Path, read_rule: Callable[[int, str], Rule | RuleProblem]
) -> tuple[list[Rule], list[RuleProblem]]:
    """Return the rules of the file, and all that is wrong with it."""
    rules: list[Rule] = []
    problems: list[RuleProblem] = []
    for number, line in reviewed_lines(path):
        outcome = read_rule(number, line)
        if isinstance(outcome, RuleProblem):
            problems.append(outcome)
        else:
            rules.append(outcome)
    return rules, problems


def load_rules(path: Path, read_rule: Callable[[int, str], Rule | RuleProblem]) -> list[Rule]:
    """Return the rules of the file; raise SettingsError that names the first line that is wrong."""
    rules, problems = check_rules(path, read_rule)
    for problem in problems[:1]:
        raise SettingsError(f"{path}, rad {problem.line}", problem.reason, problem.remedy)
    return rules
