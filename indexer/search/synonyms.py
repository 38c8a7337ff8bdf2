"""Words that mean the same, from a reviewed file that the operator edits.

# a comment
förskola, dagis, daghem        each also searches the others
surfplatta -> pekplatta        the left also searches the right, not the other way round
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.analyse import Analyser, Word
from indexer.search.acronyms import Acronyms
from indexer.search.reviewed_file import RuleProblem, check_rules, load_rules

BaseWords = tuple[str, ...]
"""Those of a phrase, word by word."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Whoever searches any of `typed` also searches `also`."""

    typed: tuple[str, ...]
    also: tuple[str, ...]


class Synonyms:
    """Alternatives to words and phrases by their base words, and what acronyms stand for."""

    def __init__(self, rules: Iterable[Rule], acronyms: Acronyms, analyser: Analyser) -> None:
        self._also: Mapping[BaseWords, dict[str, None]] = defaultdict(dict)
        for rule in rules:
            for typed in rule.typed:
                others = (phrase for phrase in rule.also if phrase != typed)
                self._also[base_words_of(typed, analyser)].update(dict.fromkeys(others))
        for expansion, acronym in acronyms.reverse():
            self._also[base_words_of(expansion, analyser)][acronym] = None
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


def base_words_of(text: str, analyser: Analyser) -> BaseWords:
    """Return the base words of a text's words in order."""
    return tuple(word.base for word in analyser.words(text))


def load_synonyms(path: Path) -> list[Rule]:
    """Read the file; raise SettingsError that names the first line with a problem."""
    return load_rules(path, _read_rule)


def check_synonyms(path: Path) -> tuple[list[Rule], list[RuleProblem]]:
    """Return the rules of the file, and all that is wrong with it."""
    return check_rules(path, _read_rule)


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
