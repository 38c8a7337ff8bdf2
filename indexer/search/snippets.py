"""Which passage of an article answers the question best?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.article import Article
from indexer.search.answer import Mark, Snippet
from indexer.search.marks import MarkedMatch, Marker
from indexer.terms.passages import Passage, TermPlaces, find_passages

WIDTH = 260
"""Most characters of a snippet."""
_LEAD = 60
"""At most so many characters stand before the first matched word."""
_HEADING = 0.5
"""A word in the heading above a passage, against one in it."""
_COUNT = 0.01
"""What each matched word adds, so that of equal passages the one with more of them wins."""
_ROUNDING = 1e-6
_SENTENCE_START = re.compile(r"(?:(?<=[.!?:])\s+|^)(?=\S)")


@dataclass(frozen=True, slots=True)
class _Window:
    """Matches that a snippet has room for; `all` are the passage's."""

    score: float
    found: tuple[MarkedMatch, ...]
    all: tuple[MarkedMatch, ...] = ()


_NOTHING = _Window(0.0, ())


def make_snippet(article: Article, marker: Marker) -> Snippet:
    """Return the passage with most of what the question looks for, else the article's beginning."""
    passages = list(find_passages(article)) or [("", "", None)]
    best, window, chosen = 0.0, _NOTHING, 0
    for most, at in _promising(passages, _possible(article, passages, marker), marker):
        if most < best:
            break
        heading, paragraph, _ = passages[at]
        found = _best_window(marker.find(paragraph), marker.weights)
        above = {match.key for match in marker.find(heading)} - {f.key for f in found.found}
        score = found.score + _HEADING * sum(marker.weights[key] for key in above)
        if (score, -at) > (best, -chosen):
            best, window, chosen = score, found, at
    heading, paragraph, page = passages[chosen]
    start = _beginning(paragraph, window.found[0].start) if window.found else 0
    text, marks = _cut(paragraph, start, window)
    return Snippet(text, marks, heading, page)


def _possible(
    article: Article, passages: Sequence[Passage], marker: Marker
) -> Mapping[int, Sequence[int]]:
    """Return of each passage the keys of what may be found in it; a long article has them noted."""
    if article.noted:
        return marker.possible_in(TermPlaces(article.noted))
    return {at: marker.possible(text) for at, (_, text, _) in enumerate(passages)}


def _promising(
    passages: Sequence[Passage], possible: Mapping[int, Sequence[int]], marker: Marker
) -> list[tuple[float, int]]:
    """Return (the most that its score can be, place) of passages, best first; no hopeless ones."""
    headings = {h: marker.possible(h) for h in {heading for heading, _, _ in passages}}
    promising = []
    for at, (heading, _, _) in enumerate(passages):
        keys, above = possible.get(at, ()), headings[heading]
        if keys or above:
            most = sum(marker.weights[key] for key in set(keys)) + _COUNT * len(keys) + _ROUNDING
            most += _HEADING * sum(marker.weights[key] for key in set(above).difference(keys))
            promising.append((most, at))
    return sorted(promising, key=lambda one: (-one[0], one[1]))


def _best_window(found: Sequence[MarkedMatch], weights: Sequence[float]) -> _Window:
    best, end = _NOTHING, 0
    for first, opening in enumerate(found):
        within = end
        end = max(end, first + 1)  # even one that is too long by itself
        while end < len(found) and found[end].end <= opening.start + WIDTH - _LEAD:
            end += 1
        if end == within:  # part of the window before
            continue
        inside = tuple(found[first:end])
        score = sum(weights[key] for key in {f.key for f in inside}) + _COUNT * len(inside)
        if score > best.score:
            best = _Window(score, inside, tuple(found))
    return best


def _beginning(text: str, at: int) -> int:
    """Return where to start so that the word at `at` stands early: at a sentence, else a word."""
    if at <= _LEAD:
        return 0
    starts = [match.end() for match in _SENTENCE_START.finditer(text, at - _LEAD, at + 1)]
    if starts and starts[-1] > at - _LEAD:
        return min(start for start in starts if start > at - _LEAD)
    return text.find(" ", at - _LEAD, at) + 1 or at


def _cut(text: str, start: int, window: _Window) -> tuple[str, tuple[Mark, ...]]:
    end = len(text)
    if end - start > WIDTH:
        end = text.rfind(" ", start, start + WIDTH)
        last = window.found[-1].end if window.found else start
        end = end if end >= last and end > start else min(start + WIDTH, len(text))
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    shown = text[start:end].rstrip()
    end = start + len(shown)
    marks = tuple(
        (max(match.start, start) + shift, min(match.end, end) + shift)
        for match in window.all
        if match.start < end and match.end > start
    )
    return before + shown + after, marks
