"""How well are compounds split, and what is each weight of the splitter worth?

Judged words are split with the weights as they are, and with each weight halved and doubled by
itself. "Other splits" tells how many of the judged words a change would split otherwise.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Protocol

import click
import snowballstemmer

from indexer.analyse import compounds, evidence
from indexer.analyse import families as families_module
from indexer.analyse.compounds import Compounds, Cut
from indexer.analyse.evidence import Evidence, Families
from indexer.analyse.exceptions import Exceptions
from indexer.analyse.families import learn_families
from indexer.analyse.lexicon import Lexicon

WEIGHTS: Mapping[ModuleType, Sequence[str]] = {
    compounds: (
        "_BOUNDARY", "_PER_PART", "_RESTORED", "_INFLECTED_OTHERWISE", "_LISTED_NEEDS",
        "_VERB_NEEDS", "_UNLISTED_NEEDS", "_NAME_NEEDS",
    ),
    evidence: ("_SCALE", "_SURE", "_PATTERN", "_LONG_NAME", "_BY_LENGTH", "_SHORT_PATTERN"),
    families_module: (
        "_ROUNDS", "_BOUND", "_FEWEST", "_UNSEEN", "_SAYS_NOT", "_NO_WORD", "_BY_LENGTH",
    ),
}  # fmt: skip


class Splitter(Protocol):
    """What splits a word into its parts."""

    def split(self, word: str) -> Sequence[Cut]:
        """Return the parts in order."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A word and the places where it is a compound; at the `optional` ones either is right."""

    word: str
    required: frozenset[int]
    optional: frozenset[int]


@click.command()
@click.option(
    "--judged", multiple=True, required=True, type=click.Path(path_type=Path),
    help="Words with all their boundaries: + required, ~ optional, - none. Repeatable.",
)  # fmt: skip
@click.option(
    "--main", multiple=True, type=click.Path(path_type=Path),
    help="Words of which only the main boundary (|) is judged. Repeatable.",
)  # fmt: skip
def splitting(judged: tuple[Path, ...], main: tuple[Path, ...]) -> None:
    """Measure the splitter of compounds, and each of its weights."""
    whole = [each for path in judged for each in read_judged(path)]
    halves = [[*read_judged(path)] for path in main]
    every = [each.word for each in (*whole, *(each for half in halves for each in half))]
    lexicon, exceptions = Lexicon.installed(), Exceptions.reviewed()
    learnt = learn_families(lexicon, exceptions)
    headings = ("weight", "right / wrong / missed", *(path.stem for path in main), "other splits")
    click.echo(f"| {' | '.join(headings)} |\n|{'---|' * len(headings)}")

    def measure(name: str, families: Families = learnt) -> list[frozenset[int]]:
        weighed = Evidence(lexicon, families, exceptions)
        stem = snowballstemmer.stemmer("swedish").stemWord
        split = Compounds(lexicon, weighed, exceptions, stem)
        splits = [boundaries(split, word) for word in every]
        others = "" if not known else str(sum(map(frozenset.__ne__, splits, known)))
        found = [str(sum(bool(boundaries(split, e.word) & e.required) for e in h)) for h in halves]
        click.echo(f"| {' | '.join((name, _count(split, whole), *found, others))} |")
        return splits

    known: list[frozenset[int]] = []
    known = measure("as they are")
    for module, names in WEIGHTS.items():
        for name in names:
            for factor in (0.5, 2.0):
                with _multiplied(module, name, factor):
                    other = module is families_module
                    changed = learn_families(lexicon, exceptions) if other else learnt
                    measure(f"{module.__name__.rpartition('.')[2]}{name} × {factor:g}", changed)


def read_judged(path: Path) -> Iterator[Judged]:
    """Yield the judged words of a file of tab-separated word and split."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "word\t")):
            continue
        word, written, *_ = line.split("\t")
        places: dict[str, set[int]] = {"~": set(), "+": set()}
        length = 0
        for piece in re.split(r"([+~|])", "" if written == "-" else written):
            if piece in ("+", "|", "~"):
                places["~" if piece == "~" else "+"].add(length)
            else:
                length += len(piece)
        yield Judged(word, frozenset(places["+"]), frozenset(places["~"]))


def boundaries(split: Splitter, word: str) -> frozenset[int]:
    """Return after how many letters the word is cut, a letter that parts share counted twice."""
    ends, length = set(), 0
    for part in split.split(word)[:-1]:
        length += len(part.surface)
        ends.add(length)
    return frozenset(ends)


def _count(split: Compounds, judged: Sequence[Judged]) -> str:
    right = wrong = missed = 0
    for each in judged:
        found = boundaries(split, each.word)
        right += len(found & each.required)
        wrong += len(found - each.required - each.optional)
        missed += len(each.required - found)
    return f"{right} / {wrong} / {missed}"


@contextlib.contextmanager
def _multiplied(module: ModuleType, name: str, factor: float) -> Iterator[None]:
    before = getattr(module, name)
    if isinstance(before, tuple):
        changed: object = tuple(factor * weight for weight in before)
    else:
        changed = type(before)(factor * before)
    setattr(module, name, changed)
    try:
        yield
    finally:
        setattr(module, name, before)
