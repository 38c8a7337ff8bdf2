"""Count how often each word builds compounds, and on which side.

Counted in the dictionary itself, so that an archive of ten articles is split as well as one of
ten thousand: `skol-` opens some hundred listed words and `övers-` none. What each weight is worth,
`python -m tests.bench splitting` measures.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from indexer.analyse.evidence import Families
from indexer.analyse.exceptions import Exceptions
from indexer.analyse.hunspell import is_only_name
from indexer.analyse.lexicon import Lexicon

_ROUNDS = 2
"""How often the words are shared anew by what their parts were found to build."""
_BOUND = 5.0
"""Words that a form must open before it counts as an opener though it is no word (tele-)."""
_FEWEST = 0.5
"""Words; smaller families are forgotten."""
_UNSEEN = 0.1
"""Words that each part counts as building beside the one at hand, lest any cut weigh nothing."""
_SHORTEST = 6
"""Letters of the shortest word that is counted."""
_SHORTEST_BOUND = 3
"""Letters of the shortest opener that is no word."""
_SAYS_NOT = 0.3
"""What a cut is worth, of 1, for each part of which only the pattern tells that it may stand so."""
_NO_WORD = 0.01
"""What a cut is worth, of 1, whose opener is no word."""
_BY_LENGTH = (0.0, 0.0, 0.02, 0.3, 1.0, 2.0, 3.0)
"""By how much a part of so many letters multiplies a cut's worth; the last for all longer."""

_Numbers = NDArray[np.float64]
_Places = NDArray[np.int32]


def learn_families(lexicon: Lexicon, exceptions: Exceptions) -> Families:
    """Count the families: each word is shared between its cuts, by what they built last round."""
    first_forms: dict[str, int] = {}
    last_forms: dict[str, int] = {}
    words, firsts, lasts, weights = array("i"), array("i"), array("i"), array("d")
    for word, first, last, weight in _cut_all(lexicon, exceptions):
        words.append(word)
        firsts.append(first_forms.setdefault(first, len(first_forms)))
        lasts.append(last_forms.setdefault(last, len(last_forms)))
        weights.append(weight)
    counted = _count(*map(np.asarray, (words, firsts, lasts, weights)))
    openers, closers = (
        dict(zip(forms, counts.tolist(), strict=True))
        for forms, counts in zip((first_forms, last_forms), counted, strict=True)
    )
    bound = {
        form for form, count in openers.items() if count >= _BOUND and not lexicon.openers(form)
    }
    return Families(_kept(openers), _kept(closers), frozenset(bound))


def _count(
    words: _Places, firsts: _Places, lasts: _Places, weights: _Numbers
) -> tuple[_Numbers, _Numbers]:
    """Return how much each form opens and each closes, of cuts told by word, forms and weight."""

    def add_up(places: _Places, weights: _Numbers) -> _Numbers:
        return np.bincount(places, weights).astype(np.float64, copy=False)

    def share(weights: _Numbers) -> tuple[_Numbers, _Numbers]:
        shares = weights / add_up(words, weights)[words]
        return add_up(firsts, shares), add_up(lasts, shares)

    def others(counts: _Numbers) -> _Numbers:  # what a form builds beside the word at hand
        return np.maximum(counts - 1, 0) + _UNSEEN

    openers, closers = share(weights)
    for _ in range(_ROUNDS):
        openers, closers = share(weights * (others(openers)[firsts] * others(closers)[lasts]))
    return openers, closers


def _kept(counts: Mapping[str, float]) -> dict[str, float]:
    return {form: round(count, 2) for form, count in counts.items() if count >= _FEWEST}


def _cut_all(lexicon: Lexicon, exceptions: Exceptions) -> Iterator[tuple[int, str, str, float]]:
    """Yield the ways to cut each listed word in two: its number, the forms, and the likelihood."""

    @cache
    def opens(form: str) -> bool | None:
        known = lexicon.openers(form)
        return any(known.values()) if known else None

    closes = {word: says for word in lexicon.words if (says := lexicon.closes(word)) is not None}
    for number, (word, flags) in enumerate(lexicon.words.items()):
        if len(word) >= _SHORTEST and not is_only_name(flags):
            for first, last, weight in _cut(word, opens, closes, exceptions.never_first):
                yield number, first, last, weight


def _cut(
    word: str,
    opens: Callable[[str], bool | None],
    closes: Mapping[str, bool],
    never_first: frozenset[str],
) -> Iterator[tuple[str, str, float]]:
    """Yield the ways to cut a word in two, each with its likelihood at first sight."""
    for place in range(2, len(word) - 1):
        last = word[place:]
        says = closes.get(last)
        if says is None:
            continue
        first = word[:place]
        if first in never_first:  # takes its share from chance cuts: om|slag, oms|lag
            yield first, last, _weigh(last)
            continue
        known = opens(first)
        if known is not None:
            certainty = (1.0 if says else _SAYS_NOT) * (1.0 if known else _SAYS_NOT)
        elif says and min(len(first), len(last) - 1) >= _SHORTEST_BOUND:
            certainty = _NO_WORD
        else:
            continue
        yield first, last, certainty * _weigh(first) * _weigh(last)


def _weigh(part: str) -> float:
    return _BY_LENGTH[min(len(part), len(_BY_LENGTH) - 1)]
