"""Archives of any size: real articles first, then recombined ones with new compounds.

An archive of one size begins with the archive of any smaller one, so that figures can be compared.
Recombined articles are real ones with other sentences. Sentences alone would bring no new words,
while a real archive always does, so compounds of its words are put in as Heaps' law asks.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from indexer.article import Article
from indexer.read import Finding, Source, read

SEED = 20261122
REPORTS = 100
REPORTS_AFTER = 22_335
"""The long reports follow upon so many articles; smaller archives have none."""
CHAPTERS, PARAGRAPHS, SENTENCES = 20, 12, 8
"""About a hundred pages: 35,000 words."""
OFTEN = 3
"""Compounds are built of words that occur at least so often."""
YEARS = (2003, 2026)

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_BUILDABLE = re.compile(r"[a-zåäö]{4,10}")


@dataclass(frozen=True, slots=True)
class Heaps:
    """How many different words so many words hold: k · words^beta."""

    k: float
    beta: float

    def vocabulary(self, words: int) -> float:
        """Return the number of different words that so many words should hold."""
        return self.k * math.pow(words, self.beta)


@dataclass(frozen=True, slots=True)
class Made:
    """What an archive holds; `expected` is the vocabulary that Heaps' law tells."""

    articles: int
    real: int
    reports: int
    words: int
    vocabulary: int
    expected: int
    heaps: Heaps


def load_real(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a JSON Lines file as records that archives are made of, shuffled."""
    source = Source(name=path.name, location=str(path))
    found = [_record(item) for item in read(source) if not isinstance(item, Finding)]
    random.Random(SEED).shuffle(found)  # noqa: S311 - no secret
    return found


def fit_heaps(texts: Iterable[str]) -> Heaps:
    """Fit Heaps' law to texts, by least squares over the logarithms at each further twentieth.

    Growth slows as archives grow, so that only the last two thirds foretell what follows.
    """
    seen: set[str] = set()
    points, words, following = [], 0, 1000.0
    for text in texts:
        found = _words(text)
        words += len(found)
        seen.update(found)
        if words >= following:
            points.append((math.log(words), math.log(len(seen))))
            following = words * 1.05
    points = [point for point in points if point[0] > math.log(words / 3)]
    mean_x, mean_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    beta = sum((x - mean_x) * (y - mean_y) for x, y in points)
    beta /= sum((x - mean_x) ** 2 for x, _ in points)
    return Heaps(math.exp(mean_y - beta * mean_x), beta)


def write_archive(real: Sequence[dict[str, Any]], size: int, target: Path, reports: int) -> Made:
    """Write an archive as JSON Lines and tell what it holds; `reports` of it are long."""
    writer = _Writer(real, fit_heaps(_text(record) for record in real))
    kinds: Counter[str] = Counter()
    with target.open("w", encoding="utf-8") as file:
        for kind, record in islice(writer.records(reports), size):
            kinds[kind] += 1
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return Made(
        articles=size,
        real=kinds["real"],
        reports=kinds["report"],
        words=writer.words,
        vocabulary=len(writer.seen),
        expected=round(writer.heaps.vocabulary(writer.words)),
        heaps=writer.heaps,
    )


class _Writer:
    """Writes articles out of the sentences of real ones, and keeps count of their words."""

    def __init__(self, real: Sequence[dict[str, Any]], heaps: Heaps) -> None:
        self._chance = random.Random(SEED)  # noqa: S311 - no secret
        self._moulds = [record for record in real if record["html"]]
        paragraphs = (text for record in real for text in _paragraphs(record))
        self._sentences = [part for text in paragraphs for part in _SENTENCE.split(text)]
        frequent = Counter(word for part in self._sentences for word in _words(part))
        buildable = filter(_BUILDABLE.fullmatch, frequent)
        self._builders = sorted(word for word in buildable if frequent[word] >= OFTEN)
        self._real = real
        self._compounds: list[str] = []
        self.heaps = heaps
        self.words = 0
        self.seen: set[str] = set()

    def records(self, reports: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield records without end, each with whether it is real, a report or recombined."""
        real = iter(self._real)
        for place in itertools.count():
            if 0 <= place - REPORTS_AFTER < reports:
                kind, record = "report", self._report(place)
            elif record := next(real, {}):
                kind = "real"
            else:
                kind, record = "recombined", self._article(place)
            found = _words(_text(record))
            self.words += len(found)
            self.seen.update(found)
            yield kind, record

    def _article(self, index: int) -> dict[str, Any]:
        mould = self._chance.choice(self._moulds)
        lengths = [len(_SENTENCE.split(text)) for text in _paragraphs(mould)]
        paragraphs = [self._paragraph(length) for length in lengths]
        return self._dressed(mould, f"sammansatt/{index}", paragraphs)

    def _report(self, index: int) -> dict[str, Any]:
        mould = self._chance.choice(self._moulds)
        parts = []
        for _ in range(CHAPTERS):
            parts.append(f"<h2>{self._heading()}</h2>")
            parts += [f"<p>{self._paragraph(SENTENCES)}</p>" for _ in range(PARAGRAPHS)]
        report = self._dressed(mould, f"rapport/{index}", [])
        return report | {"kind": "rapport", "html": "".join(parts)}

    def _dressed(self, mould: dict[str, Any], name: str, paragraphs: list[str]) -> dict[str, Any]:
        date = dt.date(self._chance.randint(*YEARS), 1, 1)
        date += dt.timedelta(self._chance.randrange(365))
        return mould | {
            "id": name,
            "title": self._heading(),
            "summary": "",
            "published": date.isoformat(),
            "html": "".join(f"<p>{text}</p>" for text in paragraphs),
        }

    def _heading(self) -> str:
        return " ".join(self._chance.choice(self._sentences).split()[:8])

    def _paragraph(self, sentences: int) -> str:
        words = " ".join(self._chance.choices(self._sentences, k=sentences)).split(" ")
        lacking = int(self.heaps.vocabulary(self.words + len(words)) - len(self.seen))
        for place in self._chance.sample(range(len(words)), min(len(words) // 3, max(0, lacking))):
            words[place] = self._compound()
            words[place - 1] = self._known_compound()
        return " ".join(words)

    def _compound(self) -> str:
        while True:
            first, last = self._chance.choices(self._builders, k=2)
            compound = first + self._chance.choice(("", "", "s")) + last
            if compound not in self.seen:
                break
        self.seen.add(compound)
        self._compounds.append(compound)
        return compound

    def _known_compound(self) -> str:
        """Return a compound from before, old ones oftener, so that few stay alone."""
        return self._compounds[int(len(self._compounds) * self._chance.random() ** 3)]


def _record(article: Article) -> dict[str, Any]:
    paragraphs = [text for section in article.sections for text in section.paragraphs]
    return {
        "id": article.id,
        "title": article.title,
        "kind": article.kind,
        "published": str(article.published or ""),
        "topics": list(article.topics),
        "publisher": list(article.publisher),
        "summary": article.summary,
        "html": "".join(f"<p>{text}</p>" for text in paragraphs),
    }


def _paragraphs(record: dict[str, Any]) -> list[str]:
    return [text.removeprefix("<p>") for text in record["html"].split("</p>") if text]


def _text(record: dict[str, Any]) -> str:
    return " ".join((record["title"], record["summary"], *_paragraphs(record)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def read_articles(archive: Path, limit: int | None = None) -> Iterator[Article]:
    """Yield the first articles of an archive."""
    items = read(Source(name=archive.stem, location=str(archive)))
    return islice((item for item in items if not isinstance(item, Finding)), limit)
