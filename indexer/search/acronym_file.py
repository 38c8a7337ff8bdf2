"""What editors say of acronyms: a reviewed file that adds some and vetoes what was wrongly learnt.

# a comment
LAS = lagen om anställningsskydd        LAS also searches the words, and they LAS
-AB                                     what the texts taught of AB is not used
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.analyse.known_acronyms import Acronym
from indexer.analyse.tokens import TOKEN
from indexer.errors import SettingsError
from indexer.search.reviewed_file import RuleProblem, check_rules, load_rules, read_reviewed

_VETO = "-"
_LONGEST_ACRONYM = 12
_LONGEST_EXPANSION = 200
HEADING = """\
# Granskade förkortningar, en per rad.
# LAS = lagen om anställningsskydd: söks åt båda hållen.
# -AB: det som texterna har lärt om AB används inte.
"""
"""What the file begins with when a command makes it."""
_FORM = "Skriv till exempel LAS = lagen om anställningsskydd, eller -LAS."


@dataclass(frozen=True, slots=True)
class AcronymRule:
    """A line of the file (counted from 1): an acronym with its words, or vetoed without them."""

    line: int
    acronym: str
    expansion: str = ""

    @property
    def is_veto(self) -> bool:
        """Whether it says that what was learnt is not used."""
        return not self.expansion

    def concerns(self, acronym: str) -> bool:
        """Tell whether the rule is of this acronym, in whatever capitals."""
        return self.acronym.casefold() == acronym.casefold()

    def repeats(self, other: AcronymRule) -> bool:
        """Tell whether it says what the other says."""
        same = self.concerns(other.acronym) if self.is_veto else self.acronym == other.acronym
        return same and self.expansion.casefold() == other.expansion.casefold()

    def __str__(self) -> str:
        return f"{_VETO}{self.acronym}" if self.is_veto else f"{self.acronym} = {self.expansion}"


@dataclass(frozen=True, slots=True)
class Edit:
    """The text that the file is to have, and the rules that come and go; neither: no change."""

    text: str
    added: AcronymRule | None
    removed: tuple[AcronymRule, ...]


@dataclass(frozen=True, slots=True)
class ListedAcronym:
    """An acronym as operators see it: learnt by `articles`, or said by the file's `line`.

    `places` are ids of articles that taught it, as far as the index still has them.
    """

    acronym: str
    expansion: str
    articles: int = 0
    places: tuple[str, ...] = ()
    line: int | None = None
    vetoed: bool = False

    @property
    def by(self) -> str:
        """Where it comes from: the texts or the file."""
        return "texts" if self.line is None else "file"


def load_acronyms(path: Path) -> list[AcronymRule]:
    """Read the file; raise SettingsError that names the first line with a problem."""
    return load_rules(path, read_rule)


def check_acronyms(path: Path) -> tuple[list[AcronymRule], list[RuleProblem]]:
    """Return the rules of the file, and all that is wrong with it."""
    return check_rules(path, read_rule)


def read_rule(number: int, line: str) -> AcronymRule | RuleProblem:
    """Return what a line says, or what is wrong with it."""
    left, sign, right = line.partition("=")
    acronym, expansion = left.strip(), " ".join(right.split())
    if not sign:
        if not acronym.startswith(_VETO):
            return RuleProblem(number, f"”{line}” har inget =, och inget - före", _FORM)
        acronym = acronym.removeprefix(_VETO).strip()
    if wrong := _wrong_acronym(acronym) or (_wrong_expansion(acronym, expansion) if sign else None):
        return RuleProblem(number, *wrong)
    return AcronymRule(number, acronym, expansion)


def edit_acronyms(path: Path, written: str) -> Edit:
    """Return what the file becomes by a new line; it need not be there yet.

    A veto also takes out the words that the file itself gives the acronym. Raises SettingsError
    for a line or a file that is wrong.
    """
    line = " ".join(written.split())
    rule = read_rule(0, line)
    if "#" in line:
        rule = RuleProblem(0, "efter # står kommentarer", "Skriv det utan #.")
    if isinstance(rule, RuleProblem):
        raise SettingsError(f"”{line}”", rule.reason, rule.remedy)
    is_new = not path.exists()
    rules = [] if is_new else load_acronyms(path)
    text = HEADING if is_new else read_reviewed(path)
    removed = tuple(
        one for one in rules if rule.is_veto and not one.is_veto and rule.concerns(one.acronym)
    )
    gone = {one.line for one in removed}
    lines = [one for number, one in enumerate(text.splitlines(), start=1) if number not in gone]
    added = None if any(map(rule.repeats, rules)) else rule
    return Edit("\n".join([*lines, *([str(added)] if added else [])]) + "\n", added, removed)


def list_acronyms(
    learnt: Iterable[Acronym], rules: Iterable[AcronymRule], shown: Collection[str]
) -> list[ListedAcronym]:
    """Return all acronyms in alphabetical order, with those of their places that may be `shown`."""
    known = list(rules)
    found = [
        ListedAcronym(
            one.acronym,
            one.expansion,
            one.articles,
            tuple(id_ for id_ in one.places if id_ in shown),
            vetoed=vetoed(one.acronym, known),
        )
        for one in learnt
    ]
    taught = {one.acronym.casefold() for one in found}
    found += [
        ListedAcronym(rule.acronym, rule.expansion, line=rule.line, vetoed=rule.is_veto)
        for rule in known
        if not (rule.is_veto and rule.acronym.casefold() in taught)
    ]
    return sorted(found, key=lambda one: (one.acronym.casefold(), one.line or 0))


def vetoed(acronym: str, rules: Iterable[AcronymRule]) -> bool:
    """Tell whether the editors will not have what was learnt of the acronym."""
    return any(rule.is_veto and rule.concerns(acronym) for rule in rules)


def review(
    learnt: Iterable[Acronym], rules: Iterable[AcronymRule], is_word: Callable[[str], bool]
) -> Iterator[Acronym]:
    """Yield the acronyms that are used: the editors', and what was learnt and is not vetoed.

    `is_word` tells of a case-folded acronym whether it is an ordinary word of the dictionary.
    """
    known = list(rules)
    kept = [one for one in learnt if not vetoed(one.acronym, known)]
    said = {(one.acronym, one.expansion.casefold()) for one in kept}
    yield from kept
    for rule in known:
        if not rule.is_veto and (rule.acronym, rule.expansion.casefold()) not in said:
            small = rule.acronym.casefold()
            told = [one.is_word for one in kept if one.acronym == rule.acronym]
            yield Acronym(rule.acronym, rule.expansion, is_word=told[0] if told else is_word(small))


def _wrong_acronym(acronym: str) -> tuple[str, str] | None:
    if not acronym:
        return "förkortningen saknas", _FORM
    if not TOKEN.fullmatch(acronym) or ":" in acronym:
        return f"”{acronym}” är inte ett ord", "Skriv förkortningen för sig, utan ändelse."
    if len(acronym) > _LONGEST_ACRONYM:
        return (
            f"”{acronym}” är för långt för en förkortning",
            f"Skriv högst {_LONGEST_ACRONYM} tecken.",
        )
    if sum(map(str.isupper, acronym)) < 2:  # noqa: PLR2004 one is a name's
        return f"”{acronym}” har inte två versaler", "Skriv förkortningen som den skrivs i text."
    return None


def _wrong_expansion(acronym: str, expansion: str) -> tuple[str, str] | None:
    if "=" in expansion:
        return "det står flera =", "Skriv en förkortning per rad."
    if not any(map(str.isalpha, expansion)):
        return f"orden som {acronym} står för saknas", _FORM
    if len(expansion) > _LONGEST_EXPANSION:
        return "orden är för många", f"Skriv högst {_LONGEST_EXPANSION} tecken."
    if expansion.casefold() == acronym.casefold():
        return f"{acronym} kan inte stå för sig självt", _FORM
    return None
