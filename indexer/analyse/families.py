"""Count how often each word builds compounds, and on which side.

Counted in the dictionary itself, so that an archive of ten articles is split as well as one of
ten thousand: `skol-` opens some hundred listed words and `övers-` none. What each weight is worth,
`python -m tests.bench splitting` measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indexer.analyse.exceptions import Exceptions
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

_WeighedCut = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Families:
    """How many listed words each form opens and each word closes; parts of a word are shared.

    `bound` are forms that open many words and are none themselves: tele-, geo-.
    """

    openers: Mapping[str, float]
    closers: Mapping[str, float]
    bound: frozenset[str]


def learn_families(lexicon: Lexicon, exceptions: Exceptions) -> Families:
    """Count the families: each word is shared between its cuts, by what they built last round."""
    words = [found for word in lexicon.words if (found := list(_cut(lexicon, exceptions, word)))]
    openers, closers = _share(words)
    for _ in range(_ROUNDS):
        openers, closers = _share([list(_reweigh(cuts, openers, closers)) for cuts in words])
    bound = {
        form for form, count in openers.items() if count >= _BOUND and not lexicon.openers(form)
    }
    return Families(_kept(openers), _kept(closers), frozenset(bound))


def _share(words: list[list[_WeighedCut]]) -> tuple[dict[str, float], dict[str, float]]:
    openers: dict[str, float] = defaultdict(float)
    closers: dict[str, float] = defaultdict(float)
    for cuts in words:
        total = sum(weight for _, _, weight in cuts)
        for first, last, weight in cuts:
            openers[first] += weight / total
            closers[last] += weight / total
    return openers, closers


def _reweigh(
    cuts: list[_WeighedCut], openers: Mapping[str, float], closers: Mapping[str, float]
) -> Iterator[_WeighedCut]:
    """Yield the cuts weighted by what their parts build in other words."""
    for first, last, weight in cuts:
        others = (max(openers[first] - 1, 0) + _UNSEEN) * (max(closers[last] - 1, 0) + _UNSEEN)
        yield first, last, weight * others


def _kept(counts: Mapping[str, float]) -> dict[str, float]:
    return {form: round(count, 2) for form, count in counts.items() if count >= _FEWEST}


def _cut(lexicon: Lexicon, exceptions: Exceptions, word: str) -> Iterator[_WeighedCut]:
    """Yield the ways to cut a listed word in two, each with its likelihood at first sight."""
    if len(word) < _SHORTEST or lexicon.is_name(word):
        return
    for place in range(2, len(word) - 1):
        last = word[place:]
        says = lexicon.closes(last)
        if says is None:
            continue
        first = word[:place]
        if first in exceptions.never_first:  # takes its share from chance cuts: om|slag, oms|lag
            yield first, last, _weigh(last)
            continue
        known = lexicon.openers(first)
        if known:
            certainty = (1.0 if says else _SAYS_NOT) * (1.0 if any(known.values()) else _SAYS_NOT)
        elif says and min(len(first), len(last) - 1) >= _SHORTEST_BOUND:
            certainty = _NO_WORD
        else:
            continue
        yield first, last, certainty * _weigh(first) * _weigh(last)


def _weigh(part: str) -> float:
    return _BY_LENGTH[min(len(part), len(_BY_LENGTH) - 1)]
