"""Questions as people ask them, drawn from the articles' own words by how common they are."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from indexer.article import Article

NUMBER = 500
SEED = 4
KINDS = ("one word", "two words", "question", "phrase", "prefix", "filtered")
BANDS = (("common", 0.05, 0.5), ("middle", 0.01, 0.05), ("rare", 0.0, 0.01))
"""The shares of the articles that hold a common, a middling and a rare word."""
PREFIX = 5
QUESTION = (5, 9)
"""So many words a question has, with small ones such as ”för”; other questions have none."""
SHORTEST = 4

_SAID = re.compile(r"[a-zåäöé]+")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: words, whatever the engine's own syntax, and at most one filter."""

    kind: str
    words: tuple[str, ...]
    topic: str = ""
    year: str = ""


def draw_questions(articles: Sequence[Article], number: int = NUMBER) -> list[Question]:
    """Return questions with the kinds by turns; the same ones for the same articles."""
    return list(islice(_Drawing(articles).questions(), number))


class _Drawing:
    """Draws the words of each question out of one article, so that most have an answer."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._chance = random.Random(SEED)  # noqa: S311 - no secret
        self._articles = [(article, _words(article)) for article in articles]
        holding = Counter(word for _, words in self._articles for word in set(words))
        self._bands = {
            band: {word for word, n in holding.items() if low < n / len(articles) <= high}
            for band, low, high in BANDS
        }

    def questions(self) -> Iterator[Question]:
        turn = 0
        while True:
            kind = KINDS[turn % len(KINDS)]
            band = BANDS[turn // len(KINDS) % len(BANDS)][0]
            article, words = self._chance.choice(self._articles)
            question = self._question(kind, self._bands[band], article, words)
            if question:
                yield question
                turn += 1

    def _question(
        self, kind: str, band: set[str], article: Article, words: list[str]
    ) -> Question | None:
        places = [place for place, word in enumerate(words) if word in band]
        if not places:
            return None
        place = self._chance.choice(places)
        word = words[place]
        match kind:
            case "two words":
                others = sorted({words[other] for other in places} - {word})
                return Question(kind, (word, self._chance.choice(others))) if others else None
            case "question":
                return self._sentence(word, article)
            case "phrase":
                return self._phrase(word, article)
            case "prefix":
                return Question(kind, (word[:PREFIX],)) if len(word) > PREFIX else None
            case "filtered":
                return self._filtered(word, article)
        return Question(kind, (word,))

    def _sentence(self, word: str, article: Article) -> Question | None:
        """Return the word with those that follow upon it, small ones too."""
        said = _SAID.findall(_text(article))
        place = said.index(word)
        asked = said[place : place + self._chance.randint(*QUESTION)]
        return Question("question", tuple(asked)) if len(asked) >= QUESTION[0] else None

    def _phrase(self, word: str, article: Article) -> Question | None:
        """Return the word with the one that stands right after it in the text."""
        said = _text(article).split()
        pairs = [pair for pair in pairwise(said) if pair[0] == word and pair[1].isalpha()]
        return Question("phrase", self._chance.choice(pairs)) if pairs else None

    def _filtered(self, word: str, article: Article) -> Question | None:
        if article.topics:
            return Question("filtered", (word,), topic=self._chance.choice(article.topics))
        if article.published:
            return Question("filtered", (word,), year=f"{article.published.start.year:04}")
        return None


def _words(article: Article) -> list[str]:
    return [word for word in _SAID.findall(_text(article)) if len(word) >= SHORTEST]


def _text(article: Article) -> str:
    passages = (paragraph for _, paragraph, _ in article.passages())
    return " ".join((article.title, *passages)).lower()
