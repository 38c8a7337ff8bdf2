from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.errors import FileError
from indexer.topics import Topic, check_vocabulary, load_vocabulary

PREFIXES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix a: <https://x.example/amne/> .
"""
TURTLE = (
    PREFIXES
    + """
a:halsa a skos:Concept ; skos:prefLabel "Hälsa"@sv ; skos:scopeNote "Allt  om\\nhälsa."@sv .
a:elevhalsa a skos:Concept ;
    skos:prefLabel "Elevhälsa"@sv, "Student health"@en ;
    skos:altLabel "skolhälsa"@sv, "school health"@en ;
    skos:hiddenLabel "elevhelsa"@sv ;
    skos:broader a:halsa .
"""
)
XML = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:Concept rdf:about="https://x.example/amne/halsa">
    <skos:prefLabel xml:lang="sv">Hälsa</skos:prefLabel>
    <skos:scopeNote xml:lang="sv">Allt om hälsa.</skos:scopeNote>
    <skos:narrower rdf:resource="https://x.example/amne/elevhalsa"/>
  </skos:Concept>
  <skos:Concept rdf:about="https://x.example/amne/elevhalsa">
    <skos:prefLabel xml:lang="sv">Elevhälsa</skos:prefLabel>
    <skos:prefLabel xml:lang="en">Student health</skos:prefLabel>
    <skos:altLabel xml:lang="sv">skolhälsa</skos:altLabel>
    <skos:altLabel xml:lang="en">school health</skos:altLabel>
    <skos:hiddenLabel xml:lang="sv">elevhelsa</skos:hiddenLabel>
  </skos:Concept>
</rdf:RDF>
"""
_S = "http://www.w3.org/2004/02/skos/core#"
JSON_LD = json.dumps(
    [
        {
            "@id": "https://x.example/amne/halsa",
            "@type": [f"{_S}Concept"],
            f"{_S}prefLabel": [{"@value": "Hälsa", "@language": "sv"}],
            f"{_S}scopeNote": [{"@value": "Allt om hälsa.", "@language": "sv"}],
        },
        {
            "@id": "https://x.example/amne/elevhalsa",
            "@type": [f"{_S}Concept"],
            f"{_S}prefLabel": [
                {"@value": "Elevhälsa", "@language": "sv"},
                {"@value": "Student health", "@language": "en"},
            ],
            f"{_S}altLabel": [
                {"@value": "skolhälsa", "@language": "sv"},
                {"@value": "school health", "@language": "en"},
            ],
            f"{_S}hiddenLabel": [{"@value": "elevhelsa", "@language": "sv"}],
            f"{_S}broader": [{"@id": "https://x.example/amne/halsa"}],
        },
    ],
    indent=1,
)


def write(folder: Path, content: str, suffix: str = ".ttl") -> Path:
    path = folder / f"amnen{suffix}"
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("suffix", "content"), [(".ttl", TURTLE), (".rdf", XML), (".jsonld", JSON_LD)]
)
def test_all_formats_say_the_same(tmp_path: Path, suffix: str, content: str) -> None:
    vocabulary, problems = check_vocabulary(write(tmp_path, content, suffix))
    assert not problems
    assert sorted(vocabulary, key=lambda topic: topic.id) == [
        Topic(
            "elevhalsa",
            "Elevhälsa",
            "halsa",
            alternative=("skolhälsa",),
            hidden=("elevhelsa",),
            english="Student health",
            english_alternative=("school health",),
            uri="https://x.example/amne/elevhalsa",
        ),
        Topic("halsa", "Hälsa", note="Allt om hälsa.", uri="https://x.example/amne/halsa"),
    ]


@pytest.mark.parametrize(
    "name",
    ["elevhalsa", "ELEVHÄLSA", "Student health", "skolhälsa", "elevhelsa", "School Health",
     "https://x.example/amne/elevhalsa"],
)  # fmt: skip
def test_a_topic_is_known_by_all_its_names(tmp_path: Path, name: str) -> None:
    assert load_vocabulary(write(tmp_path, TURTLE)).resolve(name) == "elevhalsa"


def test_the_last_parts_that_are_shared_give_whole_addresses_as_ids(tmp_path: Path) -> None:
    content = PREFIXES + (
        '<https://x.example/a/ljud> a skos:Concept ; skos:prefLabel "Ljud"@sv .\n'
        '<https://x.example/b/ljud> a skos:Concept ; skos:prefLabel "Buller"@sv .\n'
    )
    ids = {topic.id for topic in load_vocabulary(write(tmp_path, content))}
    assert ids == {"https://x.example/a/ljud", "https://x.example/b/ljud"}


def concept(name: str, more: str) -> str:
    return f"a:{name} a skos:Concept ; {more} .\n"


@pytest.mark.parametrize(
    ("content", "line", "message", "fatal"),
    [
        (concept("x", "skos:altLabel 'y'@sv"), 3, "har inget namn", True),
        (
            concept("x", "skos:prefLabel 'X'@sv ; skos:broader a:borta"),
            3,
            "överordnade ämnet ”https://x.example/amne/borta” till ”x” finns inte",
            True,
        ),
        (
            concept("x", "skos:prefLabel 'X'@sv ; skos:broader a:y")
            + concept("y", "skos:prefLabel 'Y'@sv ; skos:broader a:x"),
            3,
            "överordnade varandra i cirkel",
            True,
        ),
        (
            concept("x", "skos:prefLabel 'Ljud'@sv") + concept("y", "skos:prefLabel 'ljud'@sv"),
            4,
            "”y” och ”x” heter båda ”ljud”",
            False,
        ),
        (concept("x", "skos:prefLabel 'Sound'@en"), 0, "inget ämne har ett svenskt namn", False),
        (
            concept("x", "skos:prefLabel 'Ljud'@sv") + concept("y", "skos:prefLabel 'Light'@en"),
            4,
            "svenskt namn saknas: ”Light”",
            False,
        ),
        ("", 0, "inget skos:Concept", True),
    ],
)
def test_what_is_wrong_has_its_line(
    tmp_path: Path, content: str, line: int, message: str, *, fatal: bool
) -> None:
    path = write(tmp_path, PREFIXES + content)
    _, problems = check_vocabulary(path)
    (problem,) = problems
    assert (problem.line, problem.fatal) == (line, fatal)
    assert message in problem.reason
    if fatal:
        with pytest.raises(FileError, match=r"amnen\.ttl"):
            load_vocabulary(path)
    else:
        load_vocabulary(path)


def test_several_circles_are_all_told_of(tmp_path: Path) -> None:
    circles = "".join(
        concept(a, f"skos:prefLabel '{a}'@sv ; skos:broader a:{b}")
        for a, b in ("ab", "ba", "cd", "dc", "ee")
    )
    _, problems = check_vocabulary(write(tmp_path, PREFIXES + circles))
    assert [problem.line for problem in problems] == [3, 5, 7]


@pytest.mark.parametrize(
    ("suffix", "content", "place"),
    [
        (".ttl", PREFIXES + 'a:x a skos:Concept ;\n skos:prefLabel "X\n', "rad 4"),
        (".ttl", PREFIXES + "b:x a skos:Concept .", "rad 3"),
        (".rdf", "<rdf:RDF>\n<x></rdf:RDF>", "rad 1"),
        (".jsonld", '{"@context":\n {"a"}', "rad 2"),
        (".jsonld", '{"@context": "https://x.example/c.json"}', "@context ligger utanför filen"),
        (".jsonld", '{"@context": [{"@import": "c.json"}]}', "@context ligger utanför filen"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, suffix: str, content: str, place: str) -> None:
    with pytest.raises(FileError, match=place):
        load_vocabulary(write(tmp_path, content, suffix))


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "hemligt.txt"
    secret.write_text("hemligt", encoding="utf-8")
    doctype = f'<!DOCTYPE r [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    content = XML.replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>{doctype}')
    path = write(tmp_path, content.replace(">Elevhälsa<", ">Elevhälsa&s;<"), ".rdf")
    assert "hemligt" not in load_vocabulary(path).to_json()


def test_what_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "amnen.ttl"
    path.write_bytes(b"\xe4")
    with pytest.raises(FileError, match="texten är inte i UTF-8"):
        load_vocabulary(path)
