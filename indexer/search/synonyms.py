"""Words that mean the same, from a reviewed file that the operator edits.

# a comment
förskola, dagis, daghem        each also searches the others
surfplatta -> pekplatta        the left also searches the right, not the other way round
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.analyse import Analyser, Word
from indexer.errors import SettingsError
from indexer.search.acronyms import Acronyms
from indexer.text_file import read_text

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """What is wrong on a line (counted from 1) of a reviewed file, and what to do about it."""

    line: int
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Whoever searches any of `typed` also searches `also`."""

    typed: tuple[str, ...]
    also: tuple[str, ...]


class Synonyms:
    """Alternatives to words and phrases, looked up by their stems, and what acronyms stand for."""

    def __init__(self, rules: Iterable[Rule], acronyms: Acronyms, analyser: Analyser) -> None:
        self._also: Mapping[Stems, dict[str, None]] = defaultdict(dict)
        for rule in rules:
            for typed in rule.typed:
                others = (phrase for phrase in rule.also if phrase != typed)
                self._also[stems_of(typed, analyser)].update(dict.fromkeys(others))
        for expansion, acronym in acronyms.reverse():
            self._also[stems_of(expansion, analyser)][acronym] = None
        self._acronyms = acronyms
        self.longest = max(map(len, self._also), default=0)

    def alternatives(self, words: Sequence[Word]) -> tuple[str, ...]:
        """Return what else to search for a word or phrase."""
        found: dict[str, None] = {}
        if len(words) == 1:
            in_capitals = bool(words[0].forms)
            stands_for = self._acronyms.expansions(words[0].surface, in_capitals=in_capitals)
            found.update(dict.fromkeys(stands_for))
        return tuple(found | self._also.get(tuple(word.base for word in words), {}))


def stems_of(text: str, analyser: Analyser) -> Stems:
    """Return the stems of a text's words in order."""
    return tuple(word.base for word in analyser.words(text))


def load_synonyms(path: Path) -> list[Rule]:
    """Read the file; raise SettingsError that names the first line with a problem."""
    rules, problems = check_synonyms(path)
    for problem in problems[:1]:
        raise SettingsError(f"{path}, rad {problem.line}", problem.reason, problem.remedy)
    return rules


def check_synonyms(path: Path) -> tuple[list[Rule], list[RuleProblem]]:
    """Return the rules of the file, and all that is wrong with it."""
    rules: list[Rule] = []
    problems: list[RuleProblem] = []
    for number, line in reviewed_lines(path):
        outcome = _read_rule(number, line)
        if isinstance(outcome, RuleProblem):
            problems.append(outcome)
        else:
            rules.append(outcome)
    return rules, problems


def reviewed_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a reviewed file without its comments."""
    lines = read_text(path, SettingsError, "filen", "Spara den som text i UTF-8.").splitlines()
    for number, line in enumerate(lines, start=1):
        text = line.partition("#")[0].strip()
        if text:
            yield number, text


def _read_rule(number: int, line: str) -> Rule | RuleProblem:
    left, arrow, right = line.partition("->")
    if "->" in right:
        return RuleProblem(number, "det står flera pilar", "Skriv en regel per rad.")
    typed = tuple(phrase.strip() for phrase in left.split(","))
    also = tuple(phrase.strip() for phrase in right.split(",")) if arrow else typed
    if not all((*typed, *also)):
        return RuleProblem(number, "ett ord saknas", "Skriv ord på båda sidor om komma och pil.")
    for phrase in (*typed, *also):
        if not any(map(str.isalnum, phrase)):
            return RuleProblem(
                number, f"”{phrase}” är inget ord", "Skriv ord med bokstäver eller siffror."
            )
    if not arrow and len(typed) == 1:
        return RuleProblem(
            number, f"”{typed[0]}” har ingen synonym", "Skriv minst två ord med komma emellan."
        )
    return Rule(typed, also)
