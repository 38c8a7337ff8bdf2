"""The first pass of a full run: what does the whole archive teach of its words?"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.analyse import Snapshot, learn
from indexer.analyse.acronyms import Tally, find_definitions
from indexer.analyse.tokens import find_words, surface_form
from indexer.article import Article
from indexer.index.report import Progress


class Spool:
    """Articles set aside on disk between the two passes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places = array("Q")

    def fill(self, articles: Iterable[Article]) -> None:
        """Set the articles aside."""
        with self._path.open("wb") as file:
            for article in articles:
                self._places.append(file.tell())
                file.write(f"{article.to_json()}\n".encode("utf-8", "surrogatepass"))

    def __getitem__(self, number: int) -> Article:
        with self._path.open("rb") as file:
            file.seek(self._places[number])
            return Article.from_json(file.readline().decode("utf-8", "surrogatepass"))

    def __iter__(self) -> Iterator[Article]:
        return map(Article.from_json, self.lines())

    def lines(self) -> Iterator[str]:
        """Yield the articles as JSON."""
        with self._path.open(encoding="utf-8", errors="surrogatepass", newline="\n") as file:
            for line in file:
                yield line.rstrip("\n")

    def __len__(self) -> int:
        return len(self._places)

    def remove(self) -> None:
        """Remove the file."""
        self._path.unlink()


def learn_snapshot(spool: Spool, directory: Path, progress: Progress) -> None:
    """Learn the snapshot of the spooled articles and save it."""
    words: Counter[str] = Counter()
    for article in spool:
        for text in _texts(article):
            words.update(find_words(text))
        progress("Räknar ord", len(spool))
    surfaces: Counter[str] = Counter()
    for word, count in words.items():
        surfaces[surface_form(word)] += count
    snapshot = learn(surfaces)
    progress("Läser ordlistan", 1)
    acronyms = learn_acronyms(spool, snapshot)
    snapshot.save(directory, acronyms, lambda: progress("Analyserar ord", len(surfaces)))


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
