"""Which part of an article is shown of it, and where is it cut?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from indexer.article import Article
from indexer.search.answer import Mark, Snippet
from indexer.search.asked import Asked
from indexer.search.headings import mark_heading, or_bare_heading
from indexer.search.marks import MarkedMatch, Marker
from indexer.search.provision import end_of_provision, find_provision
from indexer.search.sentences import Sentence, find_best, find_sentences
from indexer.terms.passages import Passage, TermPlaces, find_passages

WIDTH = 260
"""Most characters of a snippet, where words are searched for."""
NARROW, WIDE = 160, 500
"""Where something is asked: the nearer a hit is to the best in score, the more of it is shown."""
_FALL = 1.5
"""The power of the share of the best score by which the room of a hit falls."""
_FIRST = 0.75
"""The share of the room that the best passage takes where another may be shown too."""
_LEAST = 100
"""Another passage is shown where there is room for so many characters."""
_NEARLY = 0.4
"""Its sentence has at least this share of the score of the best."""
_OPENS = 0.8
"""The sentence before the best is shown with it, if both take no more than this share of the room:
it tells what "de", "då" or "det" is.
"""
_LEAD = 60
"""At most so many characters stand before the first matched word of too long a sentence."""
_BARE = len("123 a §")
"""A paragraph of a law that is no longer than its number goes on below the next heading."""
_Stretch = tuple[int, int]


class Shown(NamedTuple):
    """What is shown of an article.

    `passage` is the first or only part of the snippet, and `sentence` the best in it.
    """

    snippet: Snippet
    passage: Snippet
    sentence: Sentence


class _Extract(NamedTuple):
    """A part of a text that is shown, and what matched in all of it."""

    text: str
    start: int
    end: int
    found: Sequence[MarkedMatch]

    @property
    def shown(self) -> str:
        return self.text[self.start : self.end].rstrip()


def make_snippet(article: Article, marker: Marker, asked: Asked, share: float = 1.0) -> Shown:
    """Return the sentences that answer best, else the article's beginning.

    `share` is the article's share of the best score. Of an article that is asked something the
    next best passage is shown too, as far as there is room.
    """
    passages = list(find_passages(article)) or [("", "", None)]
    if named := find_provision(asked.text, article, passages):
        return _provision(passages, *named, marker)
    possible = _possible(article, passages, marker)
    first, *others = find_best(passages, article.title, possible, marker, asked) or [
        Sentence(0, passages[0][1], 0, find_sentences(passages[0][1])[0][1])
    ]
    room = max(NARROW, round(WIDE * share**_FALL)) if asked.asks else WIDTH
    width = round(room * _FIRST) if asked.asks else room
    extracts = [_extract(passages, first, width, marker, _OPENS if asked.asks else 0.0)]
    left = room - len(extracts[0].shown)
    if asked.asks and left >= _LEAST:
        extracts += _another(first, others, extracts[0], left)
    heading, _, page = passages[first.passage]
    snippet = passage = mark_heading(Snippet(*_join(extracts), heading, page), marker)
    if len(extracts) > 1:
        text, marks = _join(extracts[:1])
        passage = replace(snippet, text=text, marks=marks)
    return Shown(or_bare_heading(snippet, article, marker), passage, first)


def _extract(
    passages: Sequence[Passage], sentence: Sentence, width: int, marker: Marker, before: float
) -> _Extract:
    """Return a sentence with what stands around it in its section."""
    text = _with_following(passages, sentence, width)
    more = len(sentence.text)
    found = [*sentence.found, *(one.at(more) for one in marker.find(text[more:]))]
    return _Extract(text, *_window(text, sentence, width, found, before), found)


def _another(
    first: Sentence, others: Sequence[Sentence], shown: _Extract, width: int
) -> list[_Extract]:
    """Return the next best passage if it is nearly as good, and is not shown already."""
    for other in others:
        if other.score < _NEARLY * first.score:
            break
        if other.text[other.start : other.end] not in shown.shown:
            window = _window(other.text, other, width, other.found, 0.0)
            return [_Extract(other.text, *window, other.found)]
    return []


def _provision(passages: Sequence[Passage], at: int, start: int, marker: Marker) -> Shown:
    """Return a paragraph of a law as it stands."""
    heading, text, page = passages[at]
    text = _with_following(passages, Sentence(at, text, start, start), WIDE)
    if end_of_provision(text, start) - start <= _BARE and at + 1 < len(passages):
        text = f"{text}\n{passages[at + 1][0]}\n{passages[at + 1][1]}"
    end = min(end_of_provision(text, start), _cut_between_words(text, start, WIDE))
    found = marker.find(text)
    snippet = Snippet(*_join([_Extract(text, start, end, found)]), heading, page)
    snippet = mark_heading(snippet, marker)
    return Shown(snippet, snippet, Sentence(at, text, start, end, found))


def _possible(
    article: Article, passages: Sequence[Passage], marker: Marker
) -> Mapping[int, Sequence[int]]:
    """Return of each passage the keys of what may be found in it; a long article has them noted."""
    headings = {heading for heading, _, _ in passages}
    if article.noted:
        marker.look_through([article.title, *headings])
        return marker.possible_in(TermPlaces(article.noted))
    marker.look_through([article.title, *headings, *(text for _, text, _ in passages)])
    return {at: keys for at, (_, text, _) in enumerate(passages) if (keys := marker.possible(text))}


def _with_following(passages: Sequence[Passage], shown: Sentence, width: int) -> str:
    """Return the sentence's passage and, as far as there is room, those below in its section."""
    heading, text, page = passages[shown.passage]
    for following in passages[shown.passage + 1 :]:
        if len(text) - shown.start >= width or following[::2] != (heading, page):
            break
        text = f"{text}\n{following[1]}"
    return text


def _window(
    text: str, sentence: Sentence, width: int, found: Sequence[MarkedMatch], before: float
) -> _Stretch:
    """Return what of the text is shown about a sentence in it."""
    if sentence.end - sentence.start > width:
        return _densest(text, sentence.start, sentence.end, width, found)
    return _whole_sentences(text, sentence, width, before)


def _whole_sentences(text: str, sentence: Sentence, width: int, before: float) -> _Stretch:
    """Return the sentence with those that there is room for, after it rather than before it.

    The one before it comes first if the two take no more than the share `before` of the width.
    """
    start, end = sentence.start, sentence.end
    sentences = find_sentences(text)
    here = next(at for at, (begins, _) in enumerate(sentences) if begins == start)
    if here and end - sentences[here - 1][0] <= before * width:
        here -= 1
        start = sentences[here][0]
    for _, ends in sentences[here:]:
        if ends > start + width:
            break
        end = max(end, ends)
    for begins, _ in reversed(sentences[:here]):
        if end - begins > width:
            break
        start = begins
    return start, end


def _densest(text: str, start: int, end: int, width: int, found: Sequence[MarkedMatch]) -> _Stretch:
    """Return the part of too long a sentence in which most of what matched stands."""
    inside = [match for match in found if start <= match.start and match.end <= end]
    most, opening = 0, start
    for at, match in enumerate(inside):
        many = sum(other.end <= match.start + width - _LEAD for other in inside[at:])
        if many > most:
            most, opening = many, match.start
    if opening > start + _LEAD:
        start = text.find(" ", opening - _LEAD, opening) + 1 or opening
    return start, min(end, _cut_between_words(text, start, width))


def _cut_between_words(text: str, start: int, width: int) -> int:
    if len(text) <= start + width:
        return len(text)
    blank = text.rfind(" ", start, start + width + 1)
    return blank if blank > start else start + width


def _join(extracts: Sequence[_Extract]) -> tuple[str, tuple[Mark, ...]]:
    """Return extracts as one text, with an ellipsis where something is left out, and its marks."""
    joined, marks = "… " if extracts[0].start else "", list[Mark]()
    for number, one in enumerate(extracts):
        joined += " … " if number else ""
        shift = len(joined) - one.start
        end = one.start + len(one.shown)
        marks += [
            (max(match.start, one.start) + shift, min(match.end, end) + shift)
            for match in one.found
            if match.start < end and match.end > one.start
        ]
        joined += one.shown
    last = extracts[-1]
    return joined + (" …" if last.end < len(last.text) else ""), tuple(marks)
