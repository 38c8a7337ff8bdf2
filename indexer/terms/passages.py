"""Of what passages is an article made, and in which of a long one does each term stand?

To look a hundred pages through for each question would take longer than all else. The passages of
each term are therefore noted when a long article is indexed, and kept with it as one text:
entries `term=passages` in order, with blanks between them. Each place where the term stands is two
ASCII characters, which tell the passage and are read faster than all others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from indexer.analyse.tokens import find_words
from indexer.article import Article
from indexer.terms.references import find_references

LONG = 20_000
"""Articles of so many characters are long."""
_SHORT = 120
"""A paragraph shorter than this says too little by itself."""
_SIGNS = [chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\']
"""What stands in JSON as it is."""
_CODES = [first + second for first in _SIGNS for second in _SIGNS]
_NUMBERS = {code: number for number, code in enumerate(_CODES)}
Passage = tuple[str, str, int | None]
"""The heading above, the text, and the page."""


def find_passages(article: Article) -> Iterator[Passage]:
    """Yield the article's passages, short paragraphs under one heading as lines of one."""
    gathered: Passage | None = None
    for heading, paragraph, page in article.passages():
        if gathered and len(gathered[1]) < _SHORT and gathered[::2] == (heading, page):
            gathered = (heading, f"{gathered[1]}\n{paragraph}", page)
            continue
        if gathered:
            yield gathered
        gathered = (heading, paragraph, page)
    if gathered:
        yield gathered


def note_terms(article: Article, terms: Callable[[str], Iterable[str]]) -> str:
    """Return where each term of a long article stands, or nothing for a short one.

    `terms` tells under which terms a word can be found.
    """
    if sum(len(paragraph) for _, paragraph, _ in article.passages()) < LONG:
        return ""
    texts = [text for _, text, _ in find_passages(article)]
    if len(texts) > len(_CODES):
        return ""
    known: dict[str, Iterable[str]] = {}
    noted: defaultdict[str, list[str]] = defaultdict(list)
    for passage, text in zip(_CODES, texts, strict=False):
        for word in find_words(text):
            if word not in known:
                known[word] = terms(word)
            for term in known[word]:
                noted[term].append(passage)
        for one in find_references(text):
            for key in one.keys:
                noted[noted_reference(key)].append(passage)
    return " ".join(sorted(f"{term}={''.join(found)}" for term, found in noted.items()))


def noted_reference(key: str) -> str:
    """Return under what a reference is noted, which no word is."""
    return f"#{key}"


class TermPlaces:
    """In which passages each term of a long article stands, looked up in what was noted."""

    def __init__(self, noted: str) -> None:
        self._noted = noted

    def of(self, term: str) -> list[int]:
        """Return the numbers of the term's passages, each as often as the term stands there.

        >>> TermPlaces('elev=!!!!!# skol=!#').of("elev")
        [0, 0, 1]
        """
        sought, noted = f"{term}=", self._noted

        def entry_around(place: int) -> str:
            start = noted.rfind(" ", 0, place) + 1
            return noted[start : start + len(sought)]

        start = bisect_left(range(len(noted)), sought, key=entry_around)
        start = noted.rfind(" ", 0, start) + 1
        if not noted.startswith(sought, start):
            return []
        end = noted.find(" ", start)
        found = noted[start + len(sought) : end if end >= 0 else len(noted)]
        return [_NUMBERS[found[at : at + 2]] for at in range(0, len(found), 2)]
