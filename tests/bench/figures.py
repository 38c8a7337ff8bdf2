"""The figures of one judged set after another: the mean of a score that each question has.

A folder of judged sets holds `corpora` (articles with questions) and `gold` (words with what is
right); only what is present is measured.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from indexer.analyse import Analyser, learn
from indexer.app import Library
from indexer.judge import JudgedSet, load_judged_set
from indexer.judge.evaluation import ndcg, reciprocal_rank
from indexer.search import SearchAnswer, SearchRequest
from indexer.search.near_words import undotted
from indexer.settings import Settings, Source, load_settings
from tests.bench.splitting import boundaries, read_judged

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data"
JUDGED_SPLITS = ROOT / "tests/analyse/splits_judged.tsv"
SAMPLED = 100
"""So many references are drawn, each written in every one of the spellings."""
SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    str.lower,
    lambda written: written.replace(" ", ""),
    lambda written: written.replace(" ", "-"),
    lambda written: written.replace(":", "/") if ":" in written else written.replace("/", "-"),
    lambda written: written.replace(":", ": ").replace("/", "/ "),
)
Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """What is measured of which set, and the score of each of its questions."""

    set: str
    measure: str
    scores: Scores


@dataclass(frozen=True, slots=True)
class JudgedSets:
    """The folder of judged sets, and where indexes of their articles are kept."""

    folder: Path
    work: Path
    engine: str
    _open: dict[Path, Library] = field(default_factory=dict)

    def has(self, *names: str) -> bool:
        """Tell whether all these files are in the folder."""
        return all((self.folder / name).exists() for name in names)

    def library(self, name: str, *articles: str) -> Library:
        """Return the archive of these files of the folder, brought up to date once."""
        sources = {
            path.parent.name: Source(path.parent.name, str(path))
            for path in map(self.folder.joinpath, articles)
        }
        return self._opened(Settings(index=self.work / name, engine=self.engine, sources=sources))

    def sample(self) -> Library:
        """Return the sample archive, brought up to date once."""
        index = self.work / "sample archive"
        file = SAMPLE / "sokverket.toml"
        return self._opened(load_settings(file, {}, index=index, engine=self.engine))

    def _opened(self, settings: Settings) -> Library:
        if settings.index not in self._open:
            self._open[settings.index] = Library(settings)
            self._open[settings.index].reindex([], progress=lambda *_: None)
        return self._open[settings.index]

    def judged(self, name: str) -> JudgedSet:
        """Return the questions and judgements of one corpus."""
        corpus = self.folder / "corpora" / name
        return load_judged_set(corpus / "queries.tsv", corpus / "qrels.trec")


OTHERS = "corpora/regeringen/articles.jsonl.xz"
ARCHIVES = {
    "sfs": ("corpora/sfs/articles.jsonl.xz",),
    "sfs among others": ("corpora/sfs/articles.jsonl.xz", OTHERS),
    "swequad": ("corpora/swequad/articles.jsonl",),
    "swequad among others": ("corpora/swequad/articles.jsonl", OTHERS),
}


def measure_all(sets: JudgedSets) -> Iterator[Figure]:
    """Yield the figures of every set that is present."""
    for measure in (
        _known_items, _questions, answers, _sample, _misspelt, _real_words, _identifiers,
        _lemmas, _splits,
    ):  # fmt: skip
        yield from measure(sets)


def ranked(library: Library, judged: JudgedSet, of: Callable[..., float]) -> dict[str, float]:
    """Return of each judged question what a measure says of its first ten articles."""
    rank = library.searcher().rank
    return {
        question: of(judged.grades[question], [match.id for match in rank(text, 10)])
        for question, text in judged.queries.items()
        if question in judged.grades
    }


def archives(sets: JudgedSets, corpus: str) -> Iterator[tuple[str, Library]]:
    """Yield the archives of a corpus, alone and among others, as far as they are present."""
    for name, articles in ARCHIVES.items():
        if name.split()[0] == corpus and sets.has(*articles):
            yield name, sets.library(name, *articles)


def _known_items(sets: JudgedSets) -> Iterator[Figure]:
    for name, library in archives(sets, "sfs"):
        scores = ranked(library, sets.judged("sfs"), reciprocal_rank)
        yield Figure(name, "MRR@10", scores)
        groups: dict[str, dict[str, float]] = defaultdict(dict)
        for question, score in scores.items():
            groups[question.rpartition("-")[0]][question] = score
        for group, own in groups.items():
            yield Figure(name, f"MRR@10, {group}", own)


def _questions(sets: JudgedSets) -> Iterator[Figure]:
    for name, library in archives(sets, "swequad"):
        yield Figure(name, "nDCG@10", ranked(library, sets.judged("swequad"), ndcg))


def answers(sets: JudgedSets) -> Iterator[Figure]:
    """Yield how often the answer stands in a snippet, and how long snippets are."""
    if not sets.has("corpora/swequad/answers.tsv"):
        return
    judged, right = sets.judged("swequad"), dict(_rows(sets.folder / "corpora/swequad/answers.tsv"))
    library = sets.library("swequad", *ARCHIVES["swequad"])
    found = {
        question: library.search(SearchRequest(text, duplicates=True)).hits
        for question, text in judged.queries.items()
        if question in right
    }
    for first in (1, 3, 10):
        scores = {
            question: float(
                any(
                    _plain(right[question]) in _plain(hit.snippet.text)
                    for hit in hits[:first]
                    if judged.grades[question].get(hit.id)
                )
            )
            for question, hits in found.items()
        }
        yield Figure("swequad", f"answer in the snippets of the first {first}", scores)
    lengths = [len(hit.snippet.text) for hits in found.values() for hit in hits[:3]]
    yield Figure("swequad", "characters in a snippet", dict(_numbered(lengths)))


def _sample(sets: JudgedSets) -> Iterator[Figure]:
    judged = load_judged_set(SAMPLE / "facit/queries.tsv", SAMPLE / "facit/qrels.trec")
    yield Figure("sample archive", "nDCG@10", ranked(sets.sample(), judged, ndcg))


def _misspelt(sets: JudgedSets) -> Iterator[Figure]:
    if not sets.has("gold/misspelt-dev.tsv", OTHERS):
        return
    library = sets.library("others", OTHERS)
    scores = {
        wrong: float(_helps(library, wrong, right))
        for wrong, right in _rows(sets.folder / "gold/misspelt-dev.tsv")
        if library.search(SearchRequest(f'"{right}"')).total
    }
    yield Figure("misspellings", "corrected, asked or the same hits", scores)


def _helps(library: Library, wrong: str, right: str) -> bool:
    """Tell whether a misspelt question leads to what the right one finds."""
    answer, wanted = library.search(SearchRequest(wrong)), _ids(library, right)
    if wanted == [hit.id for hit in answer.hits]:
        return True
    return bool(answer.suggestion) and wanted == _ids(library, answer.suggestion or "")


def _ids(library: Library, query: str) -> list[str]:
    return [hit.id for hit in library.search(SearchRequest(query)).hits]


def _real_words(sets: JudgedSets) -> Iterator[Figure]:
    if not sets.has("gold/real-words-dev.txt", OTHERS):
        return
    library = sets.library("others", OTHERS)
    words = (sets.folder / "gold/real-words-dev.txt").read_text(encoding="utf-8").split("\n")
    answers = {word: library.search(SearchRequest(word)) for word in words if word.strip()}
    yield Figure("real words", "replaced", {w: float(_replaced(a)) for w, a in answers.items()})
    asked = {word: float(bool(answer.suggestion)) for word, answer in answers.items()}
    yield Figure("real words", "asked about", asked)


def _replaced(answer: SearchAnswer) -> bool:
    return undotted(answer.searched.casefold()) != undotted(answer.query.casefold())


def _identifiers(sets: JudgedSets) -> Iterator[Figure]:
    archives = {"sample archive": sets.sample()}
    if sets.has(OTHERS):
        archives["regeringen"] = sets.library("others", OTHERS)
    for name, library in archives.items():
        bearers: dict[str, set[str]] = defaultdict(set)
        for article in library.searcher().articles():
            if article.reference:
                bearers[article.reference].add(article.id)
        drawn = random.Random(1).sample(sorted(bearers), min(SAMPLED, len(bearers)))  # noqa: S311
        scores = {
            f"{reference} as {typed}": reciprocal_rank(dict.fromkeys(bearers[reference], 1), found)
            for reference in drawn
            for typed in dict.fromkeys(spell(reference) for spell in SPELLINGS)
            for found in [[match.id for match in library.searcher().rank(typed, 10)]]
        }
        yield Figure(f"references of {name}", "MRR@10, each in its spellings", scores)


def _lemmas(sets: JudgedSets) -> Iterator[Figure]:
    path = sets.folder / "corpora/lemmas/form-lemma-pos.tsv"
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    word = Analyser(learn({})).word
    by_lemma: dict[tuple[str, str], set[str]] = defaultdict(set)
    by_term: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        by_lemma[row["upos"], row["lemma"]].add(row["form"])
        for term in word(row["form"]).main:
            by_term[row["upos"], term].add(row["form"])
    same, meet = _pairs(by_lemma), _pairs(by_term)
    yield Figure("lemma pairs", "precision", {" ".join(p): float(p in same) for p in sorted(meet)})
    yield Figure("lemma pairs", "recall", {" ".join(p): float(p in meet) for p in sorted(same)})


def _splits(sets: JudgedSets) -> Iterator[Figure]:
    swedish = learn({}).swedish
    for path in (*sorted((sets.folder / "gold").glob("*compounds*.tsv")), JUDGED_SPLITS):
        if not path.exists():
            continue
        scores = {}
        for each in read_judged(path):
            found = boundaries(swedish, each.word)
            scores[each.word] = float(each.required <= found <= each.required | each.optional)
        yield Figure(f"splits of {path.stem}", "words split right", scores)


def _pairs(groups: Mapping[tuple[str, str], Iterable[str]]) -> set[tuple[str, str, str]]:
    """Return the pairs of forms that some group holds, each with its part of speech."""
    return {
        (pos, *pair)
        for (pos, _), forms in groups.items()
        for pair in combinations(sorted(forms), 2)
    }


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the first two columns of a file with tabs."""
    for line in path.read_text(encoding="utf-8").splitlines():
        first, tab, rest = line.partition("\t")
        if tab:
            yield first, rest.split("\t")[0]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _numbered(values: Iterable[float]) -> Iterator[tuple[str, float]]:
    return ((str(number), float(value)) for number, value in enumerate(values))
