"""The first pass of a full run: what does the whole archive teach of its words?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from indexer.analyse import Snapshot, learn
from indexer.analyse.acronyms import Tally, find_definitions
from indexer.analyse.tokens import find_words, surface_form
from indexer.article import Article
from indexer.index.cores import CORES, processes
from indexer.index.report import Progress

MANY = 10_000
"""Fewer words are analysed here; for so many, other processes are started."""
_CHUNK = 500


class Spool:
    """Articles set aside on disk between the two passes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._length = 0

    def fill(self, articles: Iterable[Article]) -> None:
        """Set the articles aside."""
        with self._path.open("w", encoding="utf-8", errors="surrogatepass") as file:
            for article in articles:
                file.write(article.to_json() + "\n")
                self._length += 1

    def __iter__(self) -> Iterator[Article]:
        return map(Article.from_json, self.lines())

    def lines(self) -> Iterator[str]:
        """Yield the articles as JSON."""
        with self._path.open(encoding="utf-8", errors="surrogatepass", newline="\n") as file:
            for line in file:
                yield line.rstrip("\n")

    def __len__(self) -> int:
        return self._length

    def remove(self) -> None:
        """Remove the file."""
        self._path.unlink()


def learn_snapshot(
    articles: Iterable[Article], spool: Spool, directory: Path, progress: Progress
) -> None:
    """Set the articles aside, learn the snapshot of them all, and save it.

    Raises EngineError when a process that analyses words dies.
    """
    words: Counter[str] = Counter()
    spool.fill(_counting(articles, words))
    surfaces: Counter[str] = Counter()
    for word, count in words.items():
        surfaces[surface_form(word)] += count
    snapshot = learn(surfaces)
    progress("Läser ordlistan", 1)
    with _analysing(snapshot, surfaces) as analysed:
        acronyms = learn_acronyms(spool, snapshot)
        terms = {}
        for surface, packed in analysed:
            terms[surface] = packed
            progress("Analyserar ord", len(surfaces))
    snapshot.save(directory, terms, acronyms)


def _counting(articles: Iterable[Article], words: Counter[str]) -> Iterator[Article]:
    """Yield the articles, counting their words as they pass."""
    for article in articles:
        for text in _texts(article):
            words.update(find_words(text))
        yield article


@contextmanager
def _analysing(
    snapshot: Snapshot, surfaces: Mapping[str, int]
) -> Iterator[Iterator[tuple[str, str]]]:
    """Give the surface forms with their packed terms; many are analysed by all cores meanwhile."""
    if len(surfaces) < MANY:
        yield snapshot.packed(surfaces)
        return
    coming = iter(sorted(surfaces))  # a chunk has words that begin alike, and share parts
    with processes(CORES, _start_worker, dict(surfaces)) as pool:
        tasks = [pool.submit(_work, chunk) for chunk in iter(lambda: [*islice(coming, _CHUNK)], [])]
        yield chain.from_iterable(task.result() for task in tasks)


_worker: dict[str, Snapshot] = {}


def _start_worker(surfaces: Mapping[str, int]) -> None:
    _worker["snapshot"] = learn(surfaces)


def _work(surfaces: Sequence[str]) -> list[tuple[str, str]]:
    return [*_worker["snapshot"].packed(surfaces)]


def learn_acronyms(articles: Iterable[Article], snapshot: Snapshot) -> dict[str, str]:
    """Return the acronyms that the articles explain, with what each most often stands for.

    One that is an ordinary word when it is written small (FaR, far) would widen too much.
    """
    split = snapshot.swedish.split
    tally = Tally(lambda word: snapshot.word(surface_form(word)).stem)
    for article in articles:
        headings = [article.title, *(section.heading for section in article.sections)]
        tally.add(
            (found for text in _texts(article) for found in find_definitions(text, split)),
            (found for heading in headings for found in find_definitions(heading, split)),
        )
    listed = snapshot.swedish.is_listed
    return {
        found.acronym: found.expansions[0]
        for found in tally.accepted()
        if not listed(found.acronym.casefold())
    }


def _texts(article: Article) -> Iterator[str]:
    yield article.title
    yield article.reference
    yield article.summary
    for section in article.sections:
        yield section.heading
        yield from section.paragraphs
