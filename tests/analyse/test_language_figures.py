"""The figures that the language room must reach on judged words, beside the checkout."""

import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import pytest

from indexer.analyse import Snapshot, learn
from tests.analyse.definitions import find_definitions


@pytest.fixture(scope="module", params=["no archive", "regeringen"])
def trained(request: pytest.FixtureRequest, shared: Path, snapshot: Snapshot) -> Snapshot:
    if request.param == "no archive":
        return snapshot
    path = shared / "corpora/regeringen/articles.jsonl.xz"
    counts: Counter[str] = Counter()
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(re.findall(r"[^\W\d_]+", line.replace("\u00ad", "").casefold()))
    return learn(counts)


def boundaries(snapshot: Snapshot, word: str) -> set[int]:
    ends, length = set(), 0
    for part in snapshot.swedish.split(word)[:-1]:
        length += len(part.surface)
        ends.add(length)
    return ends


def read_rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def read_split(written: str) -> tuple[set[int], set[int]]:
    """Return the required (+, |) and the optional (~) boundaries of a judged split."""
    required, optional, length = set(), set(), 0
    for piece in re.split(r"([+~|])", written):
        if piece == "~":
            optional.add(length)
        elif piece in "+|":
            required.add(length)
        else:
            length += len(piece)
    return required, optional


def test_boundaries_of_judged_words(trained: Snapshot, shared: Path) -> None:
    right = wrong = missed = 0
    for word, written, _ in read_rows(shared / "gold/compounds-dev.tsv"):
        required, optional = (set(), set()) if written == "-" else read_split(written)
        found = boundaries(trained, word)
        right += len(found & required)
        wrong += len(found - required - optional)
        missed += len(required - found)
    assert right / (right + wrong) >= 0.97
    assert right / (right + missed) >= 0.90


@pytest.mark.parametrize("name", ["folkets", "silver"])
def test_main_split_of_other_judged_words(trained: Snapshot, shared: Path, name: str) -> None:
    rows = list(read_rows(shared / f"corpora/compounds/{name}.tsv"))[1:]
    found = sum(bool(boundaries(trained, row[0]) & read_split(row[1])[0]) for row in rows)
    assert found / len(rows) >= 0.92


def test_forms_of_a_word_meet_and_others_do_not(trained: Snapshot, shared: Path) -> None:
    paradigms = defaultdict(set)
    for [row] in read_rows(shared / "gold/agency_paradigms.txt"):
        name, _, forms = row.partition(":")
        for form in forms.split():
            paradigms[form].add(name)
    terms = {form: set(trained.word(form).main) for form in paradigms}
    pairs = list(combinations(sorted(paradigms), 2))
    same = {pair for pair in pairs if paradigms[pair[0]] & paradigms[pair[1]]}
    meet = {pair for pair in pairs if terms[pair[0]] & terms[pair[1]]}
    assert len(meet & same) / len(same) >= 0.98
    assert len(meet & same) / len(meet) >= 0.96


def test_forms_of_one_lemma_meet(trained: Snapshot, shared: Path) -> None:
    """Of all pairs of forms of one part of speech, those with a lemma in common should meet."""
    lemmas: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form, lemma, kind, _ in list(read_rows(shared / "corpora/lemmas/form-lemma-pos.tsv"))[1:]:
        lemmas[kind, form.casefold()].add(f"{kind} {lemma.casefold()}")
    same = pairs_with_something_in_common(lemmas)
    meet = pairs_with_something_in_common(
        {
            (kind, form): {f"{kind} {term}" for term in trained.word(form).main}
            for kind, form in lemmas
        }
    )
    assert len(meet & same) / len(same) >= 0.97
    assert len(meet & same) / len(meet) >= 0.94


def pairs_with_something_in_common(
    marks: Mapping[tuple[str, str], set[str]],
) -> set[tuple[tuple[str, str], ...]]:
    by_mark = defaultdict(list)
    for form, found in sorted(marks.items()):
        for mark in found:
            by_mark[mark].append(form)
    return {pair for forms in by_mark.values() for pair in combinations(forms, 2)}


def test_splits_of_new_words_are_as_judged(snapshot: Snapshot) -> None:
    """Words of statutes that no news page had, drawn at random and judged by reading."""
    rows = list(read_rows(Path(__file__).with_name("splits_judged.tsv")))
    found = ["+".join(part.surface for part in snapshot.swedish.split(row[0])) for row in rows]
    wrong = [row for row, split in zip(rows, found, strict=True) if (split or "-") != row[1]]
    assert len(wrong) <= len(rows) / 75


def test_acronyms_of_judged_texts(trained: Snapshot, shared: Path) -> None:
    right = wrong = missed = 0
    for text, *judged in read_rows(shared / "gold/acronym_gold.tsv"):
        expected = {pair for pair in "".join(judged).split("|") if pair}
        definitions = find_definitions(text, trained.swedish.split)
        found = {f"{each.acronym}={each.expansion}" for each in definitions}
        right += len(found & expected)
        wrong += len(found - expected)
        missed += len(expected - found)
    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.90
