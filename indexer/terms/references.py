"""Which publications and matters does a text name by number, and which number is an article's own?

However it is written, a reference has the same keys: SOU 2020:55, sou 2020/055 and SOU-2020: 55
all have `sou|2020|55`, and `2020|55` for those who know the number alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, product

from indexer.analyse.stopwords import STOP_WORDS
from indexer.article import Article

WHOLE = "="
"""Begins the key of an article's own reference as a whole."""
STATUTES = "sfs"
"""The series of a number that stands alone with a colon: lagen (2018:1937)."""
IN_TITLE = "~"
"""Begins a key of what the title of an article without a reference says to be its own."""

_LABELS = frozenset(
    "dnr diarienr diarienummer ärendenr ärendenummer målnr målnummer beteckning beteckningen"
    " bestnr beställningsnummer artnr artikelnummer publnr publikationsnummer isbn issn".split()
)
"""After these a number is a reference, whatever it looks like."""
_DROPPED = frozenset("nr nummer no mål ärende ref eu eg eeg euratom".split())
"""These say nothing of which reference it is."""
_CONVENTIONAL = re.compile(r"sou|ds|prop|dir|skr|rskr|bet|mot|com|[a-zåäö]*fs")
_SAME_SERIES = {
    "proposition": "prop", "propositionen": "prop", "skrivelse": "skr", "skrivelsen": "skr",
    "direktiv": "dir", "kommittédirektiv": "dir", "betänkande": "bet", "motion": "mot",
    "riksdagsskrivelse": "rskr", "kom": "com",
}  # fmt: skip
_STATUTE = re.compile(r".*(?:lag|balk|förordning|kungörelse|stadga|ordning)(?:en|n)?s?")
_NO_SERIES = STOP_WORDS - {"a"} | {"se", "jfr", "jämför"}
_LETTER = r"[^\W\d_]"
_DASH = r"\-\u2010-\u2015\u2212"
_BETWEEN = (
    rf"(?:[:/][ \u00a0]?(?:{_LETTER}{{1,6}}[ \u00a0]?)?"  # 2019/20:UbU5
    rf"|[.{_DASH}]"
    r"|\)[ \u00a0]?"  # COM(2020) 102
    r"|[ \u00a0](?:s|sid|ref|nr|not)\.?[ \u00a0]?)"  # NJA 2010 s. 12
)
_FREELY = (
    rf"(?:\s*[:/]\s*(?:{_LETTER}{{1,6}}\s?)?"
    rf"|\s*[.{_DASH}]\s*"
    r"|\)\s*"
    r"|\s+(?:(?:s|sid|ref|nr|not)\.?\s*)?)"
)
_NUMBERS, _NUMBERS_FREELY = (
    re.compile(
        rf"\d{{1,13}}(?:{between}\d{{1,13}}(?!\d)){{1,7}}"
        rf"(?:/{_LETTER}{{1,7}}\d{{0,2}})*(?!{_LETTER})"
    )
    for between in (_BETWEEN, _FREELY)
)
_BEFORE = re.compile(
    rf"(?<![^\W_])({_LETTER}{{1,16}}(?:[-.]{_LETTER}{{1,6}})?)"
    rf"([.:]{{0,2}}(?:[ \u00a0]{{1,2}}|[{_DASH}]|\(|\)[ \u00a0])?)\Z"
)
_LOOK_BACK = 40
_KEPT_TOGETHER = 3
"""So many digits at the beginning of a number no one writes apart, not even of an ISBN."""
_SHORT_NUMBER = 2
"""Digits of what may be a day or a month."""
_LONGEST_RANGE = 20
_LONGEST_CAPITALS = 5
_FULL_YEAR = 4
_ATOM = re.compile(rf"\d+|{_LETTER}+")
_ALONE = re.compile(rf"({_LETTER}+)[ .:{_DASH}]{{0,2}}(\d+)")
_SEVERAL = re.compile(r"[,;]|\s(?:och|samt)\s")
_ISBN = re.compile(r"97[89]\d{10}")
_ORDINARY = re.compile(
    rf"(?:1[5-9]|20)\d\d(?:"
    rf"[{_DASH}](?:0\d|1[0-2])(?:[{_DASH}][0-3]\d)?"  # 2020-05-17, 2020-05
    rf"|[{_DASH}/](?:1[5-9]|20)\d\d)"  # 2019–2021
)
_EUROPEAN = re.compile(r"/(?:EG|EEG|EU|RIF)$", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


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
            if _YEAR.fullmatch(atom):
                return at, _end_of_core(self.atoms, at)
        match self.atoms:
            case [number, year] if (
                _YEAR.fullmatch(year) and number.isdigit() and len(number) > _SHORT_NUMBER
            ):
                return 0, 2
        return None

    @property
    def is_ordinary(self) -> bool:
        """Whether the number may as well be a date, a range of years or a school year."""
        if self.core is None or _ORDINARY.fullmatch(self.written):
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
    def is_long(self) -> bool:
        """Whether it can be nothing but a reference, as a year with a number above all days."""
        return self.core is not None and any(len(atom) > _SHORT_NUMBER for atom in self._within)

    @property
    def is_of_series(self) -> bool:
        """Whether the letters before the number are a series by their looks."""
        if self.attached or self.is_upper:
            return True
        return bool(_CONVENTIONAL.fullmatch(self.series))

    @property
    def alone(self) -> Reference:
        """The number alone."""
        start = self.end - len(self.written)
        return replace(self, labels=start, start=start, series="", attached=False, is_upper=False)

    @property
    def _within(self) -> Iterator[str]:
        return (atom for atom in self.atoms if not _YEAR.fullmatch(atom))

    @property
    def _has_tail(self) -> bool:
        return self.core is not None and self.core[1] < len(self.atoms)


def find_references(text: str) -> Iterator[Reference]:
    """Yield what a running text surely names by number.

    >>> [one.keys for one in find_references("Enligt prop. 2019/20:45 och C-136/14, 2019–2021.")]
    [('prop|2019|20|45', '2019|20|45'), ('c|136|14', '136|14')]
    """
    for found in _NUMBERS.finditer(text):
        start = found.start()
        before = text[max(0, start - 3) : start]
        if not any(map(str.isalpha, before)) and not _YEAR.search(found[0]):
            continue  # a measure, as most are
        one = _read(text, start, found.end(), found[0])
        if _is_sure(one):
            yield one


def possible_references(text: str) -> Iterator[tuple[Reference, ...]]:
    """Yield what of a question may be a reference; each in the ways in which it can be read."""
    end = 0
    while strict_or_free := _next(text, end):
        yield tuple(
            _read(text, one.start(), one.end(), one[0], bare_is_statute=False)
            for one in strict_or_free
        )
        end = min(one.end() for one in strict_or_free)


def own_references(text: str) -> Iterator[Reference]:
    """Yield what an article's field for its reference holds, one or several."""
    start = 0
    for piece in (*_SEVERAL.finditer(text), None):
        end = piece.start() if piece else len(text)
        yield from _own(text, start, end)
        start = piece.end() if piece else end


def own_keys(article: Article) -> list[str]:
    """Return the keys of an article's own reference; those of its title when it has none."""
    if own := list(own_references(article.reference)):
        whole = [WHOLE + one.keys[0] for one in own]
        series = [series_key(one.series) for one in own if one.series]
        keys = (key for one in own for key in one.keys)
        return list(dict.fromkeys([*whole, *series, *keys]))
    return [IN_TITLE + key for one in _in_title(article.title) for key in one.keys]


def cited_keys(article: Article) -> Iterator[str]:
    """Yield the keys of all that an article names by number, its own reference among it."""
    for kind, text in article.texts():
        find = own_references if kind == "reference" else find_references
        for one in find(text):
            yield from one.keys


def some_digits(key: str) -> str:
    """Return digits that stand beside each other wherever a reference with the key is written."""
    numbers = (atom for atom in key.split("|") if atom.isdigit())
    return max(numbers, key=len, default="")[:_KEPT_TOGETHER]


def series_key(series: str) -> str:
    """Return the key that all articles of a series have."""
    return f"{series}|"


def _in_title(title: str) -> list[Reference]:
    """Return the only reference of a title, at its beginning or in parentheses at its end."""
    match list(find_references(title)):
        case [one] if one.start == 0:
            return [one]
        case [one] if title[one.start - 1] == "(" and title[one.end :].strip() in {")", ")."}:
            return [one]
    return []


def _own(text: str, start: int, end: int) -> Iterator[Reference]:
    piece = text[:end]
    found = next(_NUMBERS_FREELY.finditer(piece, start), None)
    if found:
        one = _read(piece, found.start(), found.end(), found[0], bare_is_statute=False)
        yield one
        yield from _rest_of_range(one)
    elif alone := _ALONE.search(piece, start):
        series = _series(alone[1])
        if series not in _LABELS | _DROPPED:
            start, end = alone.span()
            yield Reference(start, start, end, series, (_number(alone[2]),))


def _rest_of_range(one: Reference) -> Iterator[Reference]:
    """Yield SÖ 1978:14 of SÖ 1978:13-14."""
    if one.core is None or not re.search(rf"\d[{_DASH}]\d+$", one.written):
        return
    *before, first, last = one.atoms
    if not first.isdigit() or len(before) != one.core[1] - 1:
        return
    if 0 < int(last) - int(first) < _LONGEST_RANGE:
        for number in range(int(first) + 1, int(last) + 1):
            atoms = (*before, str(number))
            yield replace(one, atoms=atoms)


def _next(text: str, end: int) -> list[re.Match[str]]:
    found = [one for one in (_NUMBERS.search(text, end), _NUMBERS_FREELY.search(text, end)) if one]
    first = min((one.start() for one in found), default=0)
    return [one for one in found if one.start() == first]


def _read(
    text: str, start: int, end: int, written: str, *, bare_is_statute: bool = True
) -> Reference:
    begins, starts, series, labelled, attached = start, start, "", False, False
    while word := _BEFORE.search(text, max(0, begins - _LOOK_BACK), begins):
        name = _series(word[1])
        if name in _LABELS or name in _DROPPED:
            labelled |= name in _LABELS or (name == "nr" and _is_case(text, word.start()))
        elif begins == start and (not word[2] or _may_be_series(name)):
            series, attached, starts = word[1], not word[2], word.start()
        else:
            break
        begins = word.start()
    if _EUROPEAN.search(written):
        series, labelled, starts = "", True, start
    atoms = _atoms(written)
    name = _series(series)
    if not (series or labelled) and bare_is_statute and _is_statute(written, atoms):
        name = STATUTES
    return Reference(
        begins, starts, end, name, atoms, labelled, attached, series.isupper(), written
    )


def _may_be_series(name: str) -> bool:
    return name not in _NO_SERIES and not _STATUTE.fullmatch(name)


def _is_case(text: str, end: int) -> bool:
    """Tell whether what stands before is the first word of ”mål nr”, ”ärende nr”."""
    before = _BEFORE.search(text, max(0, end - _LOOK_BACK), end)
    return before is not None and _series(before[1]) in {"mål", "ärende"}


def _is_sure(one: Reference) -> bool:
    if one.labelled or (one.attached and one.core is not None):
        return True
    if one.core is None:
        return one.is_upper and len(one.series) <= _LONGEST_CAPITALS
    if one.is_ordinary:
        return bool(_CONVENTIONAL.fullmatch(one.series)) and one.series != STATUTES
    return True


def _is_statute(written: str, atoms: tuple[str, ...]) -> bool:
    match atoms:
        case [year, _]:
            return ":" in written and bool(_YEAR.fullmatch(year))
    return False


def _series(word: str) -> str:
    name = word.casefold().replace(".", "").replace("-", "")
    return _SAME_SERIES.get(name, name)


def _atoms(written: str) -> tuple[str, ...]:
    """Return numbers and letters in order.

    >>> _atoms("2000/2001:UbU07"), _atoms("95/46/EG"), _atoms("978-91-38-25012-3")
    (('2000', '1', 'ubu', '7'), ('95', '46'), ('9789138250123',))
    """
    atoms = [atom.casefold() for atom in _ATOM.findall(written)]
    if _ISBN.fullmatch(joined := "".join(atoms)):
        return (joined,)
    for at, (year, following) in enumerate(pairwise(atoms)):
        if len(following) == _FULL_YEAR and at + 2 < len(atoms) and _follows(year, following):
            atoms[at + 1] = following[2:]
    return tuple(
        _number(atom)
        for atom in atoms
        if atom not in {"s", "sid", "ref", "nr", "not"} - ({"s"} if "/" in written else set())
        and atom not in {"eg", "eu", "eeg", "rif"}
    )


def _number(atom: str) -> str:
    return atom.lstrip("0") or "0" if atom.isdigit() else atom


def _follows(year: str, following: str) -> bool:
    """Tell whether the two make a session of parliament or a school year: 2019/20, 1999/2000."""
    if not (_YEAR.fullmatch(year) and following.isdigit()):
        return False
    return int(following) in {(int(year) + 1) % 100, int(year) + 1}


def _end_of_core(atoms: tuple[str, ...], at: int) -> int:
    end = at + 1
    following = atoms[end + 1 : end + 3]
    if _follows(atoms[at], atoms[end]) and any(atom.isdigit() for atom in following):
        end += 1
    if not atoms[end].isdigit() and end + 1 < len(atoms):
        end += 1
    return end + 1
