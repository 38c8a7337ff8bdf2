"""What is a reference made of, and under which keys is it found, however it is written?

SOU 2020:55, sou 2020/055 and SOU-2020: 55 all have the key `sou|2020|55`, and `2020|55` for those
who know the number alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, product

LETTER = r"[^\W\d_]"
DASH = r"\-\u2010-\u2015\u2212"
"""The dashes of all kinds, for a set of characters."""
_SAME_SERIES = {
    "proposition": "prop", "propositionen": "prop", "skrivelse": "skr", "skrivelsen": "skr",
    "direktiv": "dir", "kommittédirektiv": "dir", "betänkande": "bet", "motion": "mot",
    "riksdagsskrivelse": "rskr", "kom": "com",
}  # fmt: skip
CONVENTIONAL = re.compile(r"sou|ds|prop|dir|skr|rskr|bet|mot|com|[a-zåäö]*fs")
_SHORT_NUMBER = 2
"""Digits of what may be a day or a month."""
_FULL_YEAR = 4
_ATOM = re.compile(rf"\d+|{LETTER}+")
_ISBN = re.compile(r"97[89]\d{10}")
_ORDINARY = re.compile(
    rf"(?:1[5-9]|20)\d\d(?:"
    rf"[{DASH}](?:0\d|1[0-2])(?:[{DASH}][0-3]\d)?"  # 2020-05-17, 2020-05
    rf"|[{DASH}/](?:1[5-9]|20)\d\d)"  # 2019–2021
)
_CASE = re.compile(rf"{LETTER}{{1,2}} \d{{3,6}}[{DASH}/]\d\d")
_PAGE = re.compile(r"[\d\s](?:s|sid|ref|nr|not)\b")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it stands in a text: its place, its series or nothing, its other atoms.

    It begins at `start`, with the words before that only say that it is one at `labels`.
    `labelled` tells that some do, `attached` that the series stands directly before the number,
    and `is_upper` that it is in capitals.
    """

    labels: int
    start: int
    end: int
    series: str
    atoms: tuple[str, ...]
    labelled: bool = False
    attached: bool = False
    is_upper: bool = False
    written: str = ""

    @property
    def core(self) -> tuple[int, int] | None:
        """Where in the atoms a year with what is numbered within it stands."""
        for at, atom in enumerate(self.atoms[:-1]):
            if YEAR.fullmatch(atom):
                return at, _end_of_core(self.atoms, at)
        match self.atoms:
            case [number, year] if (
                YEAR.fullmatch(year) and number.isdecimal() and len(number) > _SHORT_NUMBER
            ):
                return 0, 2
        return None

    @property
    def is_ordinary(self) -> bool:
        """Whether the number may as well be a date, a range of years, a school year or a page."""
        if self.core is None or _ORDINARY.fullmatch(self.written):
            return True
        if not self.series and _PAGE.search(self.written):
            return True
        match self.atoms:
            case [year, following]:
                return "/" in self.written and _follows(year, following)
        return False

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, the whole reference first, the number alone last."""
        first, beyond = self.core or (0, len(self.atoms))
        lead, core, tail = self.atoms[:first], self.atoms[first:beyond], self.atoms[beyond:]
        leads = dict.fromkeys([(self.series, *lead) if self.series else lead, lead, ()])
        found = ((*lead, *core, *tail) for lead, tail in product(leads, (tail, ())))
        return tuple(dict.fromkeys(map("|".join, found)))

    @property
    def asked(self) -> tuple[str, ...]:
        """The keys by which whoever writes it looks for it: whole, and without the department."""
        return tuple(
            dict.fromkeys((self.keys[0], self.keys[1] if self._has_tail else self.keys[0]))
        )

    @property
    def is_case(self) -> bool:
        """Whether it looks like nothing but the number of a case in court: T 170-08, C-136/14."""
        return self.is_upper and bool(_CASE.fullmatch(f"{self.series} {self.written}"))

    @property
    def is_long(self) -> bool:
        """Whether it can be nothing but a reference, as a year with a number above all days."""
        return self.core is not None and any(len(atom) > _SHORT_NUMBER for atom in self._within)

    @property
    def is_of_series(self) -> bool:
        """Whether the letters before the number are a series by their looks."""
        if self.attached or self.is_upper:
            return True
        return bool(CONVENTIONAL.fullmatch(self.series))

    @property
    def alone(self) -> Reference:
        """The number alone."""
        start = self.end - len(self.written)
        return replace(self, labels=start, start=start, series="", attached=False, is_upper=False)

    @property
    def _within(self) -> Iterator[str]:
        return (atom for atom in self.atoms if not YEAR.fullmatch(atom))

    @property
    def _has_tail(self) -> bool:
        return self.core is not None and self.core[1] < len(self.atoms)


def read_series(word: str) -> str:
    """Return the one name of a series however it is written.

    >>> read_series("Proposition"), read_series("HSLF-FS")
    ('prop', 'hslffs')
    """
    name = word.casefold().replace(".", "").replace("-", "")
    return _SAME_SERIES.get(name, name)


def read_atoms(written: str) -> tuple[str, ...]:
    """Return numbers and letters in order.

    >>> read_atoms("2000/2001:UbU07"), read_atoms("95/46/EG"), read_atoms("978-91-38-25012-3")
    (('2000', '1', 'ubu', '7'), ('95', '46'), ('9789138250123',))
    """
    atoms = [atom.casefold() for atom in _ATOM.findall(written)]
    if _ISBN.fullmatch(joined := "".join(atoms)):
        return (joined,)
    for at, (year, following) in enumerate(pairwise(atoms)):
        if len(following) == _FULL_YEAR and at + 2 < len(atoms) and _follows(year, following):
            atoms[at + 1] = following[2:]
    return tuple(
        read_number(atom)
        for atom in atoms
        if atom not in {"s", "sid", "ref", "nr", "not"} - ({"s"} if "/" in written else set())
        and atom not in {"eg", "eu", "eeg", "rif"}
    )


def read_number(atom: str) -> str:
    """Return a number without the zeros before it, and letters as they are."""
    return atom.lstrip("0") or "0" if atom.isdecimal() else atom


def _follows(year: str, following: str) -> bool:
    """Tell whether the two make a session of parliament or a school year: 2019/20, 1999/2000."""
    if not (YEAR.fullmatch(year) and following.isdecimal()):
        return False
    return int(following) in {(int(year) + 1) % 100, int(year) + 1}


def _end_of_core(atoms: tuple[str, ...], at: int) -> int:
    end = at + 1
    following = atoms[end + 1 : end + 3]
    if _follows(atoms[at], atoms[end]) and any(atom.isdecimal() for atom in following):
        end += 1
    if not atoms[end].isdecimal() and end + 1 < len(atoms):
        end += 1
    return end + 1
