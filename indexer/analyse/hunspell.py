"""Read the files of hunspell-sv where pip put them: words with classes, and suffix rules.

Classes are single letters. Nouns, verbs and adjectives have theirs; X and U mark what may stand
first or in the middle of a compound, Y what may stand last, Z what occurs only inside one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from sys import intern

from indexer.errors import InstallationError

PACKAGE = "hunspell-sv"
NAME_MARK = "^"
"""Begins the classes of an entry that the dictionary writes with a capital."""
FORM = "XY"
"""The classes of entries that are mostly inflected forms of others (böckerna)."""

_LINKING = frozenset("zgyhxwvfuits")  # suffix classes that give a form for the first part
_DERIVING = frozenset("edbT7r")  # inhabitants, numerals, hyphens: other words, not inflections

Rules = dict[str, list[tuple[str, str, re.Pattern[str] | None]]]
"""Suffix added → [(class, what it replaced, what the base must end in)]."""


def find_files() -> tuple[Path, Path]:
    """Return the files of rules and of words; raise InstallationError when they are missing."""
    try:
        listed = files(PACKAGE) or []
    except PackageNotFoundError:
        listed = []
    found = {path.suffix: Path(str(path.locate())) for path in listed if path.stem == "sv_SE"}
    if not {".aff", ".dic"} <= found.keys():
        raise InstallationError(
            f"Ordlistan {PACKAGE}",
            "paketet är inte installerat, eller så saknas sv_SE.aff och sv_SE.dic i det",
            f"Installera det med: pip install {PACKAGE}",
        )
    return found[".aff"], found[".dic"]


def read_rules(text: str) -> tuple[Rules, Rules]:
    """Return the suffixes that inflect, and those that link the first part of a compound."""
    pattern = cache(lambda condition: re.compile(condition + "$"))
    inflections: Rules = defaultdict(list)
    linkings: Rules = defaultdict(list)
    for line in text.splitlines():
        match line.split():
            case ["SFX", kind, replaced, added, condition, *_] if kind not in _DERIVING:
                suffix = added.partition("/")[0].removeprefix("0")
                rules = linkings if kind in _LINKING else inflections
                ends = None if condition == "." else pattern(condition)
                rules[suffix].append((kind, replaced.removeprefix("0"), ends))
    return dict(inflections), dict(linkings)


def read_words(text: str) -> dict[str, str]:
    """Return the words in small letters with their classes, homographs joined by |."""
    words: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        word, _, flags = line.partition("/")
        word = word.strip()
        if "%" in flags or not word.isalpha():
            continue
        lower = word.lower()
        entry = flags.split()[0] if flags else ""
        if lower != word:
            entry = NAME_MARK + entry
        known = words.get(lower)
        words[lower] = intern(entry if known is None else f"{known}|{entry}")
    return words


@cache
def is_only_name(flags: str) -> bool:
    """Tell of a word's classes whether the dictionary has it as a name and as nothing else."""
    return all(entry[:1] == NAME_MARK for entry in flags.split("|"))


def link_all(words: Mapping[str, str], linkings: Rules) -> dict[str, str]:
    """Return the forms that the dictionary lets open a compound, each with its word."""
    rules = defaultdict(list)
    for added, group in linkings.items():
        for kind, replaced, condition in group:
            rules[kind].append((added, replaced, condition))
    linked: dict[str, str] = {}
    for word, flags in words.items():
        for entry in flags.split("|"):
            if entry[:1] == NAME_MARK or entry == FORM:
                continue
            if "X" in entry or "U" in entry:
                linked[word] = word
            for kind in _LINKING.intersection(entry):
                for added, replaced, condition in rules[kind]:
                    if condition is None or condition.search(word):
                        linked.setdefault(word.removesuffix(replaced) + added, word)
    return linked
