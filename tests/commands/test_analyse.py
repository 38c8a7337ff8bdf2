from __future__ import annotations

from pathlib import Path

from tests.commands.typing_in import Run


def test_analyse_shows_tokens_with_terms_and_true_offsets(run: Run) -> None:
    text = "Böckerna i covid-19"
    tokens = run("analyse", text, "--json").json
    assert [token["text"] for token in tokens] == [text[t["start"] : t["end"]] for t in tokens]
    assert tokens[0]["terms"][0] == {"term": "böckerna", "kind": "surface"}
    assert tokens[0]["terms"][1] == {"term": "bok", "kind": "lemma"}
    kinds = {term["kind"] for token in tokens for term in token["terms"]}
    assert kinds == {"surface", "stem", "lemma", "part"}


def test_analyse_shows_the_stem_of_an_unknown_word(run: Run) -> None:
    ((token),) = run("analyse", "blorparna", "--json").json
    assert token["terms"][1:] == [{"term": "blorp", "kind": "stem"}]


def test_analyse_shows_what_a_compound_is_built_of(run: Run, index: Path) -> None:
    for options in ([], ["--index", index]):
        ((token),) = run("analyse", "elevhälsoarbete", "--json", *options).json
        parts = [term["term"] for term in token["terms"] if term["kind"] == "part"]
        assert parts == ["elev", "elevhälsa", "hälsa", "hälsoarbete", "arbete"]


def test_analyse_shows_people_a_table(run: Run) -> None:
    outcome = run("analyse", "Eleverna")
    assert outcome.status == 0
    assert "eleverna (ordform), elev (grundform)" in outcome.out
