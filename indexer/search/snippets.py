"""Which part of an article is shown of it, and where is it cut?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.article import Article
from indexer.search.answer import Mark, Snippet
from indexer.search.asked import Asked
from indexer.search.marks import MarkedMatch, Marker
from indexer.search.provision import find_provision
from indexer.search.sentences import Sentence, find_best, find_sentences
from indexer.terms.passages import Passage, TermPlaces, find_passages

WIDTH = 260
"""Most characters of a snippet, where words are searched for."""
NARROW, WIDE = 120, 400
"""Where something is asked: the more of the question it holds, the more of the answer follows."""
_FULL = 0.85
"""So much of a question is as good as all of it."""
_LEAD = 60
"""At most so many characters stand before the first matched word of too long a sentence."""
_Stretch = tuple[int, int]


def make_snippet(article: Article, marker: Marker, asked: Asked) -> tuple[Snippet, Sentence]:
    """Return the sentences that answer best, else the article's beginning, and the best of them."""
    passages = list(find_passages(article)) or [("", "", None)]
    shown = _shown(article, passages, marker, asked)
    width = _width(shown, asked)
    heading, _, page = passages[shown.passage]
    text, shift = _surroundings(passages, shown, width)
    found = shown.found if text is shown.text else marker.find(text)
    start, end = shown.start + shift, shown.end + shift
    if end - start > width:
        start, end = _densest(text, start, end, width, found)
    else:
        start, end = _whole_sentences(text, start, end, width)
    return Snippet(*_cut(text, start, end, found), heading, page), shown


def _shown(article: Article, passages: Sequence[Passage], marker: Marker, asked: Asked) -> Sentence:
    if named := find_provision(asked.text, passages):
        at, start = named
        text = passages[at][1]
        end = next(end for begins, end in find_sentences(text) if begins >= start)
        return Sentence(at, text, start, end, marker.find(text), coverage=1.0)
    possible = _possible(article, passages, marker)
    best = find_best(passages, article.title, possible, marker, asked)
    text = passages[0][1]
    return best or Sentence(0, text, 0, find_sentences(text)[0][1])


def _possible(
    article: Article, passages: Sequence[Passage], marker: Marker
) -> Mapping[int, Sequence[int]]:
    """Return of each passage the keys of what may be found in it; a long article has them noted."""
    if article.noted:
        return marker.possible_in(TermPlaces(article.noted))
    return {at: keys for at, (_, text, _) in enumerate(passages) if (keys := marker.possible(text))}


def _width(shown: Sentence, asked: Asked) -> int:
    if not asked.asks:
        return WIDTH
    return NARROW + round((WIDE - NARROW) * min(1.0, shown.coverage / _FULL))


def _surroundings(passages: Sequence[Passage], shown: Sentence, width: int) -> tuple[str, int]:
    """Return the sentence's passage with others under its heading, and how far that moves it."""
    at, (heading, text, page) = shown.passage, passages[shown.passage]
    below = at + 1
    while len(text) - shown.start < width and _is_under(passages, below, heading, page):
        text = f"{text}\n{passages[below][1]}"
        below += 1
    shift = 0
    while len(text) < width and _is_under(passages, at - 1, heading, page):
        at -= 1
        above = f"{passages[at][1]}\n"
        text, shift = above + text, shift + len(above)
    return text, shift


def _is_under(passages: Sequence[Passage], at: int, heading: str, page: int | None) -> bool:
    return 0 <= at < len(passages) and passages[at][::2] == (heading, page)


def _whole_sentences(text: str, start: int, end: int, width: int) -> _Stretch:
    """Return the sentence with those that there is room for, after it rather than before it."""
    latest = start + width
    sentences = find_sentences(text)
    here = next(at for at, (begins, _) in enumerate(sentences) if begins == start)
    for _, ends in sentences[here:]:
        if ends > latest:
            break
        end = ends
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
    blank = text.rfind(" ", start, start + width + 1)
    return start, min(end, blank if blank > start else start + width)


def _cut(
    text: str, start: int, end: int, found: Sequence[MarkedMatch]
) -> tuple[str, tuple[Mark, ...]]:
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple(
        (f.start + shift, f.end + shift) for f in found if start <= f.start and f.end <= end
    )
    return before + text[start:end] + after, marks
