"""Which Swedish words there are, and which of them may open or close a compound.

The answers come from the dictionary of hunspell-sv, whose classes `hunspell` explains. What it
does not say of a listed word is guessed from the word's kind, and counts less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Self

from indexer.analyse.hunspell import (
    Rules,
    find_files,
    is_only_name,
    link_all,
    read_rules,
    read_words,
)
from indexer.analyse.tables import HeldTable, WordTable
from indexer.analyse.word_classes import (
    CONTENT,
    NOUN,
    closes,
    inflect_alike,
    is_adjectival,
    is_nominal,
    is_verbal,
    may_be_adjective,
    may_be_noun,
    only_inside,
    opens_by_kind,
    ordinary,
)
from indexer.memo import Memo

_REMEMBERED = 100_000
_DERIVED = ("ing", "are", "ande", "ende", "else", "or", "er", "ar")
_AGENT = re.compile(r"(.{2,}?)ar(?:ens?|es?|nas?|na)")
_ACTION = re.compile(r"(.{3,}?)(n?ing)(?:s|ens?|ars?|arnas?)?")
_QUALITY = re.compile(r"(.{2,}?)(ig|ad|isk)[ta]?")
_DERIVED_ENDS = (
    *("are", "aren", "arens", "ares", "arna", "arnas"),
    *("ing", "ings", "ingen", "ingens", "ingar", "ingars", "ingarna", "ingarnas"),
    *("ig", "igt", "iga", "ad", "adt", "ada", "isk", "iskt", "iska"),
)
"""How the three of them end, which is sooner told."""
_LONGEST_DERIVED = len("ningarnas")
_LONG_STEM = 4
_VOWELS = "aeiouyåäö"


class Lexicon:
    """The words of hunspell-sv with their inflections and their places in compounds."""

    def __init__(self, words: WordTable, linked: WordTable, inflections: Rules) -> None:
        self.words = words
        self.linked = linked
        self._inflections = inflections
        self._replaced = {
            added: {replaced for _, replaced, _ in rules if replaced.isalpha() or not replaced}
            for added, rules in inflections.items()
        }
        self._tails = {added[start:] for added in inflections for start in range(len(added) + 1)}
        self._bases = Memo(self._find_bases, _REMEMBERED)

    @classmethod
    def installed(cls) -> Self:
        """Read the dictionary that is installed; raise InstallationError when there is none."""
        rules, listed = find_files()
        inflections, linkings = read_rules(rules.read_text(encoding="utf-8"))
        words = read_words(listed.read_text(encoding="utf-8"))
        return cls(HeldTable(words), HeldTable(link_all(words, linkings)), inflections)

    @classmethod
    def stored(cls, words: WordTable, linked: WordTable) -> Self:
        """Take the words from where they were stored, and only the rules from the dictionary."""
        inflections, _ = read_rules(find_files()[0].read_text(encoding="utf-8"))
        return cls(words, linked, inflections)

    def is_name(self, word: str) -> bool:
        """Tell whether the word is listed, and only as a name."""
        flags = self.words.get(word)
        return flags is not None and is_only_name(flags)

    def is_verb(self, word: str) -> bool:
        """Tell whether the word is listed as a verb."""
        return any(is_verbal(word.endswith("a"), entry) for entry in self._entries(word))

    def is_noun(self, word: str) -> bool:
        """Tell whether the word is listed as a noun."""
        return not all(map(NOUN.isdisjoint, self._entries(word)))

    def bases(self, form: str) -> Mapping[str, str]:
        """Return the words of which this is a form, each with its classes."""
        return self._bases[form]

    def _find_bases(self, form: str) -> dict[str, str]:
        found = {}
        listed = self.words.get(form)
        if listed is not None and not only_inside(listed):
            found[form] = listed
        for base, flags in self._uninflect(form):
            if base != form and not only_inside(flags):
                found[base] = flags  # noqa: PERF403 - most often there is none
        return found

    def openers(self, form: str) -> dict[str, bool]:
        """Return the words that this form may stand for at the beginning of a compound.

        The value tells whether the dictionary says so (True) or only the pattern (False).
        """
        linked = self.linked.get(form)
        if linked is not None:
            return {self._unlink(form, linked): True}
        words = self.words
        found = {}
        for base in _unlinked(form):
            flags = words.get(base)
            if flags is not None and opens_by_kind(flags, base in (form, form + "a", form + "ma")):
                found[base] = False
        return found

    def leads(self, form: str) -> bool:
        """Tell whether a longer form that begins so may open a compound.

        `_unlinked` replaces its last two letters at most.
        """
        return self.words.leads(form[:-1]) or self.linked.leads(form[:-1])

    def closers(self, form: str) -> dict[str, bool]:
        """Return the words that this form may stand for at the end, valued as in `openers`."""
        found = {}
        for base, flags in self.bases(form).items():
            says = closes(flags)
            if says is not None:
                found[base] = says
        if not found:
            derived = self.derive(form)
            if derived:
                found[derived] = True
        return found

    def closes(self, word: str) -> bool | None:
        """Tell how the base word may stand last: by the dictionary, by pattern or not at all."""
        flags = self.words.get(word)
        return None if flags is None or only_inside(flags) else closes(flags)

    def inflects_alike(self, word: str, last: str) -> bool:
        """Tell whether a listed noun or adjective may be inflected as what it would end in."""
        entries = self._entries(word)
        is_noun = bool(entries) and all(map(is_nominal, entries))
        if not is_noun and not (entries and all(map(is_adjectival, entries))):
            return True
        if last not in self.words:  # narkoman is no form of koma
            uninflected = next(self._uninflect(last), None) is None
            return not is_noun or uninflected or last.endswith(("e", *_DERIVED))
        others = self._entries(last)
        if not is_noun:
            return not others or any(map(may_be_adjective, others))
        nouns = list(filter(may_be_noun, others))
        return not others or any(inflect_alike(*pair) for pair in product(entries, nouns))

    def _entries(self, word: str) -> tuple[str, ...]:
        flags = self.words.get(word)
        return ordinary("") if flags is None else ordinary(flags)

    def derive(self, form: str) -> str:
        """Return the word, not listed itself, that is made of a listed one: sugare, värdering."""
        if not form.endswith(_DERIVED_ENDS):
            return ""
        agent = _AGENT.fullmatch(form)
        if agent:
            verb = agent[1] + "a"
            word = agent[1] + "are"
            return word if self.is_verb(verb) or word in self.words else ""
        action = _ACTION.fullmatch(form)
        if action and self.is_verb(action[1] + "a"):
            return action[1] + action[2]
        quality = _QUALITY.fullmatch(form)
        if quality and any(self.is_noun(quality[1] + end) for end in ("", "a", "e", "ik")):
            return quality[1] + quality[2]
        return ""

    def longest_ending(self, form: str) -> int:
        """Return how many letters at most of a form's end are not of the listed word it is of."""
        longest = _LONGEST_DERIVED if form.endswith(_DERIVED_ENDS) else 0
        for start in range(len(form) - 1, 0, -1):
            if form[start:] not in self._tails:
                return max(len(form) - start - 1, longest)
        return len(form)

    def _unlink(self, form: str, linked: str) -> str:
        """Lead a linking form back to its noun: hälso to hälsa, försvars to försvar."""
        if form.endswith("ings"):
            return form[:-1]
        if any("Z" not in entry and CONTENT & set(entry) for entry in self._entries(form)):
            return form
        return next((word for word in _unlinked(form) if self.is_noun(word)), linked)

    def _uninflect(self, form: str) -> Iterator[tuple[str, str]]:
        words = self.words
        for end in range(len(form), 0, -1):
            suffix = form[end:]
            if suffix not in self._tails:
                return
            stem = form[:end]
            for replaced in self._replaced.get(suffix, ()):
                if stem + replaced in words:
                    yield from self._apply(suffix, stem)
                    break

    def _apply(self, suffix: str, stem: str) -> Iterator[tuple[str, str]]:
        """Yield the words that have the suffix after the stem, each with its classes."""
        for kind, replaced, condition in self._inflections[suffix]:
            base = stem + replaced
            flags = self.words.get(base)
            if flags is None or kind not in flags:
                continue
            if condition is None or condition.search(base):
                yield base, "|".join(entry for entry in flags.split("|") if kind in entry)


def _unlinked(form: str) -> tuple[str, ...]:
    """Return the words that Swedish would link with this form, likelier ones first."""
    stem, end = form[:-1], form[-1:]
    match end:
        case "s":
            ends = (stem, stem + "e")
            return (form, *ends, stem[:-1] + "a") if stem[-1:] == "e" else (form, *ends)
        case "o" | "u":
            return (form, stem + "a", stem + "e")
        case "e":
            return (form, stem, stem + "a", stem + "um")
        case "a":
            return (form, stem) if len(stem) >= _LONG_STEM else (form,)
        case _ if end not in _VOWELS:
            return (form, form + "a", form + "e", form + "ma")
        case _:
            return (form,)
