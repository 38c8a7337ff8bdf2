"""Learn what abbreviations stand for from texts that say so: "Statens kulturråd (SKR)".

`find_mentions` reads one text, and `define` tells what a mention says, which takes an analysis of
words. A definition counts only when the letters align with the initials of the words or of their
compound parts, in order, and leave few words over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from indexer.analyse.compounds import Cut

Split = Callable[[str], tuple[Cut, ...]]

_ENOUGH = 0.6
_STRICT = 0.75
"""The share of the words that must be covered, between parentheses and without."""
_REACH = 160
_SHORTEST_GAIN = 3

_ACRONYM = r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,6}[A-ZÅÄÖ]"
_STOP = frozenset(
    """
    och för i av på vid till med om den det de samt eller som en ett mot från under efter utan
    åt hos inom mellan kring vissa of for and the in on
    """.split()
)
_ANY = re.compile(_ACRONYM)
_COMPANIES = frozenset({"AB", "HB", "KB"})
"""These end the names of companies, which are given short names in parentheses too."""
_NAMED = re.compile(r"[A-ZÅÄÖ][\w&.-]*\s+$")
_IN_SENTENCE = re.compile(r"\w[,)]?\s+[A-ZÅÄÖ][\w&.-]*\s+$")
_ROMAN = re.compile(r"[IVXLC]+")
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*-?")
_BRACKETED = re.compile(r"\([^()]*\)")
_BREAK = re.compile(r"[.!?][\"”]?\s+(?=[A-ZÅÄÖ])|:\s|[;\n\t•]")
_AFTER_LONG = re.compile(rf"\(\s*[\"”]?({_ACRONYM})[\"”]?\s*\)")
_BEFORE_LONG = re.compile(rf"\b({_ACRONYM})\s*\(([^()\n]{{6,120}})\)")
_APPOSED = re.compile(rf"(?:,|\s[–-])\s+({_ACRONYM})(?=\s*(?:[,.;:)\n]|$))")
_EXPLAINED = re.compile(
    rf"\b({_ACRONYM})\s+(?:(?:är|utgör)\s+(?:en\s+)?förkortning(?:en)?\s+(?:av|för)|står\s+för"
    r"|betyder)\s+([^.,;\n]{4,120})"
)
_SHORTENED = re.compile(rf",?\s+(?:förkortas|förkortat|förkortad|förkortningen)\s+({_ACRONYM})\b")


class Place(Enum):
    """Where the words that a mentioned acronym stands for are to be looked for.

    At the end of what stands before it, where it is in parentheses or not; in the parentheses after
    it; or at the beginning of what is said of it.
    """

    BEFORE = "before"
    LOOSELY_BEFORE = "loosely before"
    IN_PARENTHESES = "in parentheses"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class AcronymMention:
    """An acronym in a text, and the text there that may tell what it stands for."""

    acronym: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym and the words that a text says it stands for."""

    acronym: str
    expansion: str


_MENTIONING = (
    (_AFTER_LONG, Place.BEFORE, ("(",)),
    (_APPOSED, Place.LOOSELY_BEFORE, (",", "–", "-")),
    (_BEFORE_LONG, Place.IN_PARENTHESES, ("(",)),
    (_EXPLAINED, Place.AFTER, ("förkortning", "står", "betyder")),
    (_SHORTENED, Place.BEFORE, ("förkort",)),
)
"""Patterns, and of each one of which texts that match must hold: that is sooner found."""


def find_mentions(text: str) -> Iterator[AcronymMention]:
    """Yield the acronyms that the text may define."""
    if not _ANY.search(text):  # most texts have none, and each pattern has to look at every letter
        return
    for pattern, place, held in _MENTIONING:
        if not any(map(text.__contains__, held)):
            continue
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - _REACH) : match.start()]
            if pattern is _BEFORE_LONG and _ends_name(before, match[1]):
                continue
            yield AcronymMention(match[1], match[2] if pattern.groups > 1 else before, place)


def define(mention: AcronymMention, split: Split) -> Iterator[Definition]:
    """Yield what the mention says that the acronym stands for, if anything."""
    acronym, text = mention.acronym, mention.text
    match mention.place:
        case Place.BEFORE:
            found = _find_before(acronym, text, split, _ENOUGH)
        case Place.LOOSELY_BEFORE:
            found = _find_before(acronym, text, split, _STRICT)
        case Place.IN_PARENTHESES:
            whole = text.partition(",")[0].strip()
            found = whole if _coverage(acronym, whole, split) >= _STRICT else ""
        case Place.AFTER:
            found = _find_after(acronym, text, split)
    yield from _define(acronym, found)


def _ends_name(before: str, acronym: str) -> bool:
    """Tell whether the acronym ends a name: Ekskogens Virke AB (aktiebolaget)."""
    named = _NAMED if acronym in _COMPANIES else _IN_SENTENCE
    return named.search(before) is not None


def _define(acronym: str, expansion: str) -> Iterator[Definition]:
    expansion = expansion.strip(' ,;:–-"”“')
    capitals = sum(letter.isupper() for letter in acronym)
    roman = _ROMAN.fullmatch(acronym) is not None and acronym not in expansion
    balanced = expansion.count("(") == expansion.count(")")
    longer = len(expansion) >= len(acronym) + _SHORTEST_GAIN
    if capitals > 1 and longer and balanced and not expansion.isupper() and not roman:
        yield Definition(acronym, " ".join(expansion.split()))


def _find_before(acronym: str, text: str, split: Split, enough: float) -> str:
    """Return the last words of the text that the acronym abbreviates best, or nothing."""
    before = _BREAK.split(text)[-1]
    before = re.sub(r"\s*\([^()]*\)\s*$", "", before.rstrip())
    best, covered = "", enough
    words = list(WORD.finditer(before))
    for word in words[: -2 * len(acronym) - 5 : -1]:
        if word[0].casefold() in _STOP:
            continue
        phrase = before[word.start() :]
        coverage = _coverage(acronym, phrase, split)
        if coverage > covered or (coverage == covered and not best):
            best, covered = phrase, coverage
    return best


def _find_after(acronym: str, after: str, split: Split) -> str:
    """Return the fewest words at the beginning that the acronym abbreviates, or nothing."""
    for word in WORD.finditer(after):
        if _coverage(acronym, after[: word.end()], split) > 1 - 1e-9:
            return after[: word.end()]
    return ""


def _coverage(acronym: str, phrase: str, split: Split) -> float:
    """Return which share of the phrase's content words the letters stand for, 0 when none fit."""
    words = WORD.findall(_BRACKETED.sub(" ", phrase))
    if not words or words[0][0].casefold() != acronym[0].casefold():
        return 0.0
    content = frozenset(i for i, word in enumerate(words) if word.casefold() not in _STOP)
    places = _initials(words, split)

    @cache
    def covers(letter: int, place: int) -> frozenset[int] | None:
        """Return the content words that the letters from here can cover from this place on."""
        if letter == len(acronym):
            return frozenset()
        best: frozenset[int] | None = None
        for follower in range(place, len(places)):
            letters, number = places[follower]
            if not letters.startswith(acronym[letter].casefold()):
                continue
            taken = _take(acronym, letter, letters)
            rest = covers(letter + 1, follower + 1)
            if rest is None and taken > 1:  # LiU: Linköpings universitet
                rest = covers(letter + taken, follower + 1)
            if rest is not None:
                found = rest | ({number} & content)
                if best is None or len(found) > len(best):
                    best = found
        return best

    covered = covers(0, 0)
    return 0.0 if covered is None or not content else len(covered) / len(content)


def _take(acronym: str, letter: int, letters: str) -> int:
    """Return how many letters the acronym takes there, small ones following the first."""
    taken = 1
    for small in acronym[letter + 1 :]:
        if not small.islower() or letters[taken : taken + 1] != small:
            break
        taken += 1
    return taken


def _initials(words: list[str], split: Split) -> list[tuple[str, int]]:
    """Return what begins where an acronym may take letters, with the number of its word."""
    places = []
    for number, word in enumerate(words):
        lower = word.casefold()
        starts = {0} | {match.end() for match in re.finditer("-", lower.rstrip("-"))}
        starts |= {part.start for part in split(lower.rstrip("-"))}
        places += [(lower[start:], number) for start in sorted(starts)]
    return places
