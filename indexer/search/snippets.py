"""Which part of an article is shown of it, and where is it cut?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
NARROW, WIDE = 120, 400
"""Where something is asked: the more of the question it holds, the more of the answer follows."""
_FULL = 0.85
"""So much of a question is as good as all of it."""
_LEAD = 60
"""At most so many characters stand before the first matched word of too long a sentence."""
_BARE = len("123 a §")
"""A paragraph of a law that is no longer than its number goes on below the next heading."""
_Stretch = tuple[int, int]


def make_snippet(article: Article, marker: Marker, asked: Asked) -> tuple[Snippet, Sentence]:
    """Return the sentences that answer best, else the article's beginning, and the best of them."""
    passages = list(find_passages(article)) or [("", "", None)]
    if named := find_provision(asked.text, article, passages):
        return _provision(passages, *named, marker)
    possible = _possible(article, passages, marker)
    best = find_best(passages, article.title, possible, marker, asked)
    shown = best or Sentence(0, passages[0][1], 0, find_sentences(passages[0][1])[0][1])
    width = _width(shown, asked)
    heading, _, page = passages[shown.passage]
    text = _with_following(passages, shown, width)
    more = len(shown.text)
    found = [*shown.found, *(one.at(more) for one in marker.find(text[more:]))]
    if shown.end - shown.start > width:
        start, end = _densest(text, shown.start, shown.end, width, found)
    else:
        start, end = _whole_sentences(text, shown.start, shown.end, width)
    snippet = mark_heading(Snippet(*_cut(text, start, end, found), heading, page), marker)
    return or_bare_heading(snippet, article, marker), shown


def _provision(
    passages: Sequence[Passage], at: int, start: int, marker: Marker
) -> tuple[Snippet, Sentence]:
    """Return a paragraph of a law as it stands."""
    heading, text, page = passages[at]
    text = _with_following(passages, Sentence(at, text, start, start), WIDE)
    if end_of_provision(text, start) - start <= _BARE and at + 1 < len(passages):
        text = f"{text}\n{passages[at + 1][0]}\n{passages[at + 1][1]}"
    end = min(end_of_provision(text, start), _cut_between_words(text, start, WIDE))
    found = marker.find(text)
    snippet = Snippet(*_cut(text, start, end, found), heading, page)
    return mark_heading(snippet, marker), Sentence(at, text, start, end, found)


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


def _with_following(passages: Sequence[Passage], shown: Sentence, width: int) -> str:
    """Return the sentence's passage and, as far as there is room, those below in its section."""
    heading, text, page = passages[shown.passage]
    for following in passages[shown.passage + 1 :]:
        if len(text) - shown.start >= width or following[::2] != (heading, page):
            break
        text = f"{text}\n{following[1]}"
    return text


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
    return start, min(end, _cut_between_words(text, start, width))


def _cut_between_words(text: str, start: int, width: int) -> int:
    if len(text) <= start + width:
        return len(text)
    blank = text.rfind(" ", start, start + width + 1)
    return blank if blank > start else start + width


def _cut(
    text: str, start: int, end: int, found: Sequence[MarkedMatch]
) -> tuple[str, tuple[Mark, ...]]:
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    shown = text[start:end].rstrip()
    end = start + len(shown)
    marks = tuple(
        (max(match.start, start) + shift, min(match.end, end) + shift)
        for match in found
        if match.start < end and match.end > start
    )
    return before + shown + after, marks
