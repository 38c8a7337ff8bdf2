"""The first pass of a full run: what does the whole archive teach of its words?"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from indexer.analyse import Snapshot, learn
from indexer.analyse.acronyms import AcronymMention, define, find_mentions
from indexer.analyse.dictionary import cached_dictionary, dictionary_lacks
from indexer.analyse.known_acronyms import Acronym, DefinitionCounts, find_capitals
from indexer.analyse.lemmas import learn_lemmas, lemmas_lack
from indexer.analyse.remembered import WORTH, recall, remember
from indexer.analyse.tokens import find_words, surface_form
from indexer.article import Article, TextKind
from indexer.index.cores import CORES, meanwhile, processes
from indexer.index.report import Progress

MANY = 10_000
"""Fewer words are analysed here; for so many, other processes are started."""
_CHUNK = 500
_HEADINGS = frozenset[TextKind]({"title", "heading"})


class Spool:
    """Articles set aside on disk between the two passes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offsets = array("Q")

    def fill(self, articles: Iterable[Article]) -> None:
        """Set the articles aside."""
        with self._path.open("wb") as file:
            for article in articles:
                self._offsets.append(file.tell())
                file.write(f"{article.to_json()}\n".encode("utf-8", "surrogatepass"))

    def __getitem__(self, number: int) -> Article:
        with self._path.open("rb") as file:
            file.seek(self._offsets[number])
            return Article.from_json(file.readline().decode("utf-8", "surrogatepass"))

    def __iter__(self) -> Iterator[Article]:
        return map(Article.from_json, self.lines())

    def lines(self) -> Iterator[str]:
        """Yield the articles as JSON."""
        with self._path.open(encoding="utf-8", errors="surrogatepass", newline="\n") as file:
            for line in file:
                yield line.rstrip("\n")

    def __len__(self) -> int:
        return len(self._offsets)

    def remove(self) -> None:
        """Remove the file."""
        self._path.unlink()


class WordCounter:
    """What the articles teach of their words, counted while they pass on their way to the spool.

    An archive writes the same few strings between its blanks over and over: these are counted, and
    looked through for words once each.
    """

    def __init__(self) -> None:
        self._strings: Counter[str] = Counter()
        self._words: Counter[str] = Counter()
        self._mentions: list[tuple[str, Sequence[AcronymMention], Sequence[AcronymMention]]] = []

    def count(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Pass the articles on, count their words, and note where they may explain acronyms."""
        for article in articles:
            mentions: list[AcronymMention] = []
            in_headings: list[AcronymMention] = []
            for kind, text in article.texts():
                if "\n" in text:  # at a line's end a hyphen may join words
                    self._words.update(find_words(text))
                else:
                    self._strings.update(text.split())
                found = list(find_mentions(text))
                mentions += found
                if kind in _HEADINGS:
                    in_headings += found
            if mentions:
                self._mentions.append((article.id, mentions, in_headings))
            yield article

    def surfaces(self) -> Counter[str]:
        """Return how often the articles have each surface form."""
        surfaces: Counter[str] = Counter()
        for word, count in self._counted().items():
            surfaces[surface_form(word)] += count
        return surfaces

    def capitals(self) -> set[str]:
        """Return the surface forms of the words that the articles mostly write in capitals."""
        return find_capitals(self._counted(), surface_form)

    def _counted(self) -> Counter[str]:
        """Return how often the articles have each word as it stands."""
        for string, count in self._strings.items():
            for word in find_words(string):
                self._words[word] += count
        self._strings.clear()
        return self._words

    def acronyms(self, snapshot: Snapshot) -> list[Acronym]:
        """Return the acronyms that the articles explain, with what each most often stands for.

        Of each is told whether it is an ordinary word of theirs when it is written small.
        """
        split = snapshot.swedish.split
        counts = DefinitionCounts(lambda word: snapshot.word(surface_form(word)).base)
        for article, mentions, in_headings in self._mentions:
            counts.add(
                article,
                (found for one in mentions for found in define(one, split)),
                (found for one in in_headings for found in define(one, split)),
            )
        listed, capitals = snapshot.swedish.is_listed, self.capitals()
        return [
            replace(found, is_word=small not in capitals and listed(small))
            for found in counts.accepted()
            for small in [surface_form(found.acronym)]
        ]


def preparing() -> AbstractContextManager[None]:
    """Have what words are analysed with learnt while the block runs, if this machine lacks it."""
    lacking = ((dictionary_lacks, cached_dictionary), (lemmas_lack, learn_lemmas))
    return meanwhile([learn_it for lacks, learn_it in lacking if lacks()])


def learn_snapshot(word_counter: WordCounter, directory: Path, progress: Progress) -> None:
    """Learn the snapshot of the articles that were counted, and save it.

    Raises EngineError when a process that analyses words dies.
    """
    surfaces = word_counter.surfaces()
    snapshot = learn(surfaces)
    progress("Läser ordlistan", 1)
    cached_dictionary()  # lest this and each other process learn the same at the same time
    learn_lemmas()
    terms = recall(surfaces)
    unknown = surfaces.keys() - terms.keys()
    with _analysing(snapshot, unknown) as analysed:
        acronyms = word_counter.acronyms(snapshot)
        for surface, packed in analysed:
            terms[surface] = packed
            progress("Analyserar ord", len(unknown))
    if len(unknown) >= WORTH:
        remember(terms)
    snapshot.save(directory, terms, acronyms, word_counter.capitals())


@contextmanager
def _analysing(
    snapshot: Snapshot, surfaces: Collection[str]
) -> Iterator[Iterator[tuple[str, str]]]:
    """Give the surface forms with their packed terms; many are analysed by all cores meanwhile."""
    if len(surfaces) < MANY:
        yield snapshot.packed(surfaces)
        return
    coming = iter(sorted(surfaces))  # a chunk has words that begin alike, and share parts
    with processes(CORES, _start_worker) as pool:
        tasks = [pool.submit(_work, chunk) for chunk in iter(lambda: [*islice(coming, _CHUNK)], [])]
        yield chain.from_iterable(task.result() for task in tasks)


_worker: dict[str, Snapshot] = {}


def _start_worker() -> None:
    _worker["snapshot"] = learn({})


def _work(surfaces: Sequence[str]) -> list[tuple[str, str]]:
    return [*_worker["snapshot"].packed(surfaces)]
