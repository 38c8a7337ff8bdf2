"""An archive that is hurt, and what it must still answer: the state before or the state after."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from indexer.analyse import Analyser
from indexer.app import Library
from indexer.article import Article
from indexer.engines import open_engine
from indexer.engines.port import Engine
from indexer.errors import SokverketError
from indexer.index import Store
from indexer.index.documents import build_documents
from indexer.index.generation import Generation
from indexer.read import Source, read
from indexer.search import Searcher, SearchRequest
from indexer.settings import Settings
from indexer.terms.fields import SCHEMA, SURFACE

QUERIES = ("", "skolan", "buller", "lydelse", "matsal*", '"buller i matsalen"', "xyzzy")
_SUBJECTS = "buller ventilation elevhälsa läromedel skolgård punktskrift matsal".split()

State = dict[str, str]
"""The articles' texts by id."""


class Patient:
    """An archive of one file and a folder, with its index, in a directory of its own."""

    def __init__(self, folder: Path, engine: str, size: int, seed: int) -> None:
        self.folder = folder
        self.engine = engine
        self.random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.state: State = {f"n{number}": self._text() for number in range(size)}
        self.sources = [folder / "nyheter.jsonl", folder / "mapp"]
        self.sources[1].mkdir(parents=True)
        self.write()
        self.reindex()
        self.before = dict(self.state)

    @property
    def index(self) -> Path:
        return self.folder / "index"

    def library(self) -> Library:
        return Library(Settings(index=self.index, engine=self.engine))

    def change(self) -> None:
        """Change, add and remove some articles in the sources, never more than a tenth."""
        self.before = dict(self.state)
        ids = sorted(self.state)
        for id_ in self.random.sample(ids, 3):
            self.state[id_] = self._text()
        self.state[f"n{self.random.randrange(10**6)}"] = self._text()
        del self.state[self.random.choice(ids)]
        self.write()

    def write(self) -> None:
        """Write the sources: half of the articles as lines, half as files."""
        lines, folder = self.sources
        kept = set()
        with lines.open("w", encoding="utf-8") as file:
            for id_, text in self.state.items():
                if hash_of(id_) % 2:
                    file.write(json.dumps({"id": id_, "title": id_, "text": text}) + "\n")
                else:
                    path = folder / f"{id_}.txt"
                    content = f"{id_}\n\n{text}\n"
                    if not path.exists() or path.read_text(encoding="utf-8") != content:
                        path.write_text(content, encoding="utf-8")
                    kept.add(path)
        for path in folder.iterdir():
            if path not in kept:
                path.unlink()

    def reindex(self, *, full: bool = False) -> None:
        names = [str(source) for source in self.sources]
        self.library().reindex(names, full=full, allow_shrink=True, progress=lambda *_: None)

    def shown(self) -> State:
        """Return what a search shows of every article; raise SokverketError when it fails."""
        library = self.library()
        answer = library.ask(Searcher.search, SearchRequest(size=1000))
        articles = (library.ask(Searcher.show, hit.id) for hit in answer.hits)
        found = {one.article.id: text_of(one.article) for one in articles if one}
        if answer.total != len(found):
            raise AssertionError(f"{answer.total} träffar men {len(found)} artiklar")
        return {id_.removeprefix("mapp/").removesuffix(".txt"): t for id_, t in found.items()}

    def loss(self) -> str:
        """Tell what is lost unless the index answers as before or after the run, and repairs."""
        try:
            if self.shown() not in (self.before, self.state):
                return "svarade med något annat än före eller efter"
            self.reindex()
            if self.shown() != self.state:
                return "nästa körning lagade inte allt"
        except (SokverketError, AssertionError, OSError) as error:
            return f"svarade inte: {error}"
        return ""

    def difference_from_clean(self) -> str:
        """Tell how the index differs from one built at once with the same snapshot."""
        generation = Store(self.index).require()
        old = open_engine(self.engine, SCHEMA, generation.engine_directory, new=False)
        clean = open_engine(self.engine, SCHEMA, self.folder / "clean")
        clean.add(
            build_documents(
                map(Article.to_json, self._articles()),
                generation.snapshot_directory,
                generation.vocabulary(),
            )
        )
        clean.commit()
        if dict(old.vocabulary(SURFACE)) != dict(clean.vocabulary(SURFACE)):
            return "orden är inte desamma"
        for query in QUERIES:
            if answers(old, generation, query) != answers(clean, generation, query):
                return f"svaren på ”{query}” är inte desamma"
        return ""

    def _articles(self) -> Iterator[Article]:
        for path in self.sources:
            items = read(Source(path.name, str(path), named=False))
            yield from (item for item in items if isinstance(item, Article))

    def _text(self) -> str:
        words = [self.random.choice(_SUBJECTS) for _ in range(20)]
        words.append(f"nyord{self.random.randrange(1000)}")
        return f"Lydelse: {' '.join(words)} i skolan."


def answers(engine: Engine, generation: Generation, query: str) -> object:
    """Return ids, total and counts of a query."""
    searcher = Searcher(engine, Analyser(generation.snapshot()), generation.vocabulary())
    answer = searcher.search(SearchRequest(query, size=1000))
    return answer.total, sorted(hit.id for hit in answer.hits), answer.facets


def text_of(article: Article) -> str:
    return " ".join(text for _, text, _ in article.passages())


def hash_of(id_: str) -> int:
    """A number that is the same in every process."""
    return sum(id_.encode())
