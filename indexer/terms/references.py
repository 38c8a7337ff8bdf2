"""What does a text name by number, and which number is an article's own?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.analyse.stopwords import STOP_WORDS
from indexer.article import Article
from indexer.terms.numbers import (
    CONVENTIONAL,
    DASH,
    LETTER,
    YEAR,
    Reference,
    read_atoms,
    read_number,
    read_series,
)

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
_STATUTE = re.compile(r".*(?:lag|balk|förordning|kungörelse|stadga|ordning)(?:en|n)?s?")
_NO_SERIES = STOP_WORDS - {"a"} | {"se", "jfr", "jämför"}
_BETWEEN = (
    rf"(?:[:/][ \u00a0]?(?:{LETTER}{{1,6}}[ \u00a0]?)?"  # 2019/20:UbU5
    rf"|[.{DASH}]"
    r"|\)[ \u00a0]?"  # COM(2020) 102
    r"|[ \u00a0]?(?:s|sid|ref|nr|not)\.?[ \u00a0]?)"  # NJA 2010 s. 12
)
_FREELY = (
    rf"(?:\s*[:/]\s*(?:{LETTER}{{1,6}}\s?)?"
    rf"|\s*[.{DASH}]\s*"
    r"|\)\s*"
    r"|\s+(?:(?:s|sid|ref|nr|not)\.?\s*)?)"
)
_NUMBERS, _NUMBERS_FREELY = (
    re.compile(
        rf"\d{{1,13}}(?:{between}\d{{1,13}}(?!\d)){{1,7}}"
        rf"(?:/{LETTER}{{1,7}}\d{{0,2}})*(?!{LETTER})"
    )
    for between in (_BETWEEN, _FREELY)
)
_BEFORE = re.compile(
    rf"(?<![^\W_])({LETTER}{{1,16}}(?:[-.]{LETTER}{{1,6}})?)"
    rf"([.:]{{0,2}}(?:[ \u00a0]{{1,2}}|[{DASH}]|\(|\)[ \u00a0])?)\Z"
)
_LOOK_BACK = 40
_KEPT_TOGETHER = 3
"""So many digits at the beginning of a number no one writes apart, not even of an ISBN."""
_GLUED = re.compile(rf"(?:dnr|diarienr|diarienummer)[-.]?(?={LETTER})", re.IGNORECASE)
_LONGEST_RANGE = 20
_LONGEST_CAPITALS = 5
_ALONE = re.compile(rf"({LETTER}+)[ .:{DASH}]{{0,2}}(\d+)")
_SEVERAL = re.compile(r"[,;]|\s(?:och|samt)\s")
_EUROPEAN = re.compile(r"/(?:EG|EEG|EU|RIF)$", re.IGNORECASE)


def find_references(text: str) -> Iterator[Reference]:
    """Yield what a running text surely names by number.

    >>> [one.keys for one in find_references("Enligt prop. 2019/20:45 och C-136/14, 2019–2021.")]
    [('prop|2019|20|45', '2019|20|45'), ('c|136|14', '136|14')]
    """
    for found in _NUMBERS.finditer(text):
        start = found.start()
        before = text[max(0, start - 3) : start]
        if not any(map(str.isalpha, before)) and not YEAR.search(found[0]):
            continue  # a measure, as most are
        one = _read(text, start, found.end(), found[0])
        if _is_sure(one):
            yield one


def possible_references(text: str) -> Iterator[tuple[Reference, ...]]:
    """Yield what of a question may be a reference; each in the ways in which it can be read."""
    end = 0
    while strict_or_free := _next(text, end):
        yield tuple(
            _read(text, one.start(), one.end(), one[0], running=False) for one in strict_or_free
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
    numbers = (atom for atom in key.split("|") if atom.isdecimal())
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
        one = _read(piece, found.start(), found.end(), found[0], running=False)
        yield one
        yield from _rest_of_range(one)
    elif alone := _ALONE.search(piece, start):
        series = read_series(alone[1])
        if series not in _LABELS | _DROPPED:
            start, end = alone.span()
            yield Reference(start, start, end, series, (read_number(alone[2]),))


def _rest_of_range(one: Reference) -> Iterator[Reference]:
    """Yield SÖ 1978:14 of SÖ 1978:13-14."""
    if one.core is None or not re.search(rf"\d[{DASH}]\d+$", one.written):
        return
    *before, first, last = one.atoms
    if not first.isdecimal() or len(before) != one.core[1] - 1:
        return
    if 0 < int(last) - int(first) < _LONGEST_RANGE:
        for number in range(int(first) + 1, int(last) + 1):
            atoms = (*before, str(number))
            yield replace(one, atoms=atoms)


def _next(text: str, end: int) -> list[re.Match[str]]:
    found = [one for one in (_NUMBERS.search(text, end), _NUMBERS_FREELY.search(text, end)) if one]
    first = min((one.start() for one in found), default=0)
    return [one for one in found if one.start() == first]


def _read(text: str, start: int, end: int, written: str, *, running: bool = True) -> Reference:
    begins, starts, series, labelled, attached = start, start, "", False, False
    while word := _BEFORE.search(text, max(0, begins - _LOOK_BACK), begins):
        name = read_series(word[1])
        if name in _LABELS or name in _DROPPED:
            labelled |= name in _LABELS or (name == "nr" and _is_case(text, word.start()))
        elif begins == start and _may_be_series(word[1], word[2], running=running):
            glued = _GLUED.match(word[1])
            starts = word.start() + (glued.end() if glued else 0)
            series, attached = text[starts : word.end(1)], not word[2]
            labelled |= glued is not None
        else:
            break
        begins = word.start()
    if _EUROPEAN.search(written):
        series, labelled, starts = "", True, start
    atoms = read_atoms(written)
    name = read_series(series)
    if not (series or labelled) and running and _is_statute(written, atoms):
        name = STATUTES
    return Reference(
        begins, starts, end, name, atoms, labelled, attached, series.isupper(), written
    )


def _may_be_series(word: str, gap: str, *, running: bool) -> bool:
    """Tell whether a word may be a series: in running text a common one looks otherwise."""
    name = read_series(word)
    if not gap:
        return True
    if name in _NO_SERIES or _STATUTE.fullmatch(name):
        return False
    is_short = gap.startswith(".") and len(name) <= _LONGEST_CAPITALS
    return not running or not word.islower() or is_short or bool(CONVENTIONAL.fullmatch(name))


def _is_case(text: str, end: int) -> bool:
    """Tell whether what stands before is the first word of ”mål nr”, ”ärende nr”."""
    before = _BEFORE.search(text, max(0, end - _LOOK_BACK), end)
    return before is not None and read_series(before[1]) in {"mål", "ärende"}


def _is_sure(one: Reference) -> bool:
    if one.labelled or (one.attached and one.core is not None):
        return True
    if one.core is None:
        return one.is_upper and len(one.series) <= _LONGEST_CAPITALS
    if one.is_ordinary:
        return bool(CONVENTIONAL.fullmatch(one.series)) and one.series != STATUTES
    return True


def _is_statute(written: str, atoms: tuple[str, ...]) -> bool:
    match atoms:
        case [year, _]:
            return ":" in written and bool(YEAR.fullmatch(year))
    return False
