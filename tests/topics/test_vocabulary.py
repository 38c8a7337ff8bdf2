from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import FileError
from indexer.topics import Topic, Vocabulary, load_vocabulary

ROWS = "id,label,broader\nhalsa,Hälsa,\nelevhalsa,Elevhälsa,halsa\nteam,Elevhälsoteam,elevhalsa\n"


def load(directory: Path, content: str | bytes = ROWS) -> Vocabulary:
    path = directory / "amnen.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_vocabulary(path)


def test_topics_with_their_places(tmp_path: Path) -> None:
    assert list(load(tmp_path)) == [
        Topic("halsa", "Hälsa"),
        Topic("elevhalsa", "Elevhälsa", "halsa"),
        Topic("team", "Elevhälsoteam", "elevhalsa"),
    ]


def test_a_file_from_a_spreadsheet(tmp_path: Path) -> None:
    content = '\ufeffid,label,broader\r\nhalsa,"Hälsa, vård",\r\n\r\n elev , Elev ,halsa\r\n'
    assert list(load(tmp_path, content)) == [
        Topic("halsa", "Hälsa, vård"),
        Topic("elev", "Elev", "halsa"),
    ]


@pytest.mark.parametrize("name", ["elevhalsa", "ELEVHALSA", "Elevhälsa", "elevhälsa"])
def test_a_topic_is_known_by_id_and_label(tmp_path: Path, name: str) -> None:
    assert load(tmp_path).resolve(name) == "elevhalsa"


def test_an_id_goes_before_the_label_of_another() -> None:
    vocabulary = Vocabulary([Topic("buller", "Ljud"), Topic("x", "Buller")])
    assert vocabulary.resolve("Buller") == "buller"


def test_an_unknown_topic_is_itself(tmp_path: Path) -> None:
    vocabulary = load(tmp_path)
    assert vocabulary.resolve("Buller") == vocabulary.label("Buller") == "Buller"
    assert vocabulary.broader("Buller") == ""


def test_labels_and_broader(tmp_path: Path) -> None:
    vocabulary = load(tmp_path)
    assert vocabulary.label("elevhalsa") == "Elevhälsa"
    assert vocabulary.broader("elevhalsa") == "halsa"
    assert vocabulary.broader("halsa") == ""


def test_all_that_is_above_each_once(tmp_path: Path) -> None:
    vocabulary = load(tmp_path)
    assert vocabulary.with_broader(["team", "Buller", "elevhalsa", "team"]) == (
        "team",
        "elevhalsa",
        "halsa",
        "Buller",
    )
    assert vocabulary.with_broader([]) == ()


def test_a_circle_ends() -> None:
    vocabulary = Vocabulary([Topic("a", "A", "b"), Topic("b", "B", "a"), Topic("c", "C", "c")])
    assert vocabulary.with_broader(["a", "c"]) == ("a", "b", "c")


def test_it_comes_back_as_it_was_written(tmp_path: Path) -> None:
    vocabulary = load(tmp_path)
    assert list(Vocabulary.from_json(vocabulary.to_json())) == list(vocabulary)
    assert list(Vocabulary.from_json(Vocabulary().to_json())) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (ROWS + "\n\n,Utan id,\n", r"rad 7: id eller label saknas"),
        (ROWS + "x,,\n", r"rad 5: id eller label saknas"),
        (ROWS + '"y\nz",Två rader,\nhalsa,Igen,\n', r"rad 7: id ”halsa” finns redan"),
        (ROWS + "x,X,borta\n", r"rad 5: det överordnade ämnet ”borta” till ”x” finns inte"),
        ("name;label\nhalsa;Hälsa\n", r"rad 1: kolumnerna id och label saknas"),
        ("", r"rad 1: kolumnerna id och label saknas"),
        ("Ingen ämneslista alls", r"rad 1: kolumnerna id och label saknas"),
        ("id,label\n", r"ämneslistan är tom"),
        (b"id,label\nh,H\xe4lsa\n", r"kan inte läsas \(texten är inte i UTF-8\)"),
        (b"id,label\n" + b"x" * 200_000 + b",X\n", r"\(en cell är för lång\)"),
    ],
)
def test_what_is_wrong_is_named_by_its_line(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    with pytest.raises(FileError, match=r"amnen\.csv.*" + message):
        load(tmp_path, content)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"borta\.csv.*kan inte läsas \(det finns ingen"):
        load_vocabulary(tmp_path / "borta.csv")
