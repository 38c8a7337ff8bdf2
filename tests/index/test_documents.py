"""Documents are the same whichever process builds them, and come in the order of their articles."""

from __future__ import annotations

import pytest

from indexer.article import Article
from indexer.index import documents
from indexer.index.documents import build_documents
from indexer.topics import Vocabulary
from tests.index.archive import Archive, article

TEXTS = [
    "Elevhälsan möts i maj.",
    "Böckerna (SOU 2020:55) om läs-\noch skrivstöd.",
    "Å ä ö.",
    "Nej",
]


@pytest.mark.parametrize(("ahead", "where"), [(0, "here"), (1_000, "elsewhere"), (1, "both")])
def test_documents_are_the_same_wherever_they_are_built(
    ahead: int, where: str, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write("nyheter", article("a", TEXTS[0]), article("b", TEXTS[1]))
    archive.reindex()
    snapshot = archive.index / "generations" / archive.current / "snapshot"
    many = [Article(f"id{at}", TEXTS[at % 4], summary=TEXTS[at % 3]).to_json() for at in range(40)]
    expected = list(build_documents(many, snapshot, Vocabulary()))
    built_here: list[int] = []

    def finished(built: list[documents.Document]) -> documents.Future[list[documents.Document]]:
        built_here.append(len(built))
        return done(built)

    done = documents._finished
    monkeypatch.setattr(documents, "_finished", finished)
    monkeypatch.setattr(documents, "FEW", 1)
    monkeypatch.setattr(documents, "_CHUNK", 4)
    monkeypatch.setattr(documents, "_AHEAD", ahead)
    assert list(build_documents(many, snapshot, Vocabulary())) == expected
    assert [document.id for document in expected] == [f"id{at}" for at in range(40)]
    assert {"here": sum(built_here) == 40, "elsewhere": not built_here, "both": True}[where]
