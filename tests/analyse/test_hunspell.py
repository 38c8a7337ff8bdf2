from importlib.metadata import PackageNotFoundError

import pytest

from indexer.analyse import hunspell
from indexer.analyse.lexicon import Lexicon
from indexer.errors import InstallationError

RULES = """SET UTF-8
SFX D Y 1
SFX D 0 en [^a]
SFX v N 2
SFX v a s/WXZ a
SFX v 0 s/WXZ [^a]
SFX b N 1
SFX b 0 bo .
"""
WORDS = """4
skatt/ADvY
Lund/AX
skata/AEY
felord/%A
"""


@pytest.fixture
def small() -> Lexicon:
    inflections, linkings = hunspell.read_rules(RULES)
    words = hunspell.read_words(WORDS)
    return Lexicon(words, hunspell.link_all(words, linkings), inflections)


def test_forms_lead_to_their_words(small: Lexicon) -> None:
    assert list(small.bases("skatten")) == ["skatt"]
    assert small.bases("skattbo") == {}


def test_linking_forms_open_compounds(small: Lexicon) -> None:
    assert small.openers("skatts") == {"skatt": True}
    assert small.openers("skat") == {"skata": False}
    assert small.openers("xyz") == {}


def test_inflected_forms_close_compounds(small: Lexicon) -> None:
    assert small.closers("skatten") == {"skatt": True}


def test_names_and_wrong_words_are_known_for_what_they_are(small: Lexicon) -> None:
    assert small.is_name("lund")
    assert not small.is_name("skatt")
    assert "felord" not in small.words


def test_missing_dictionary_is_said_in_swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(hunspell, "files", missing)
    with pytest.raises(InstallationError, match="Installera det med: pip install hunspell-sv"):
        Lexicon.installed()


def test_dictionary_without_its_files_is_said_in_swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hunspell, "files", lambda _: [])
    with pytest.raises(InstallationError, match=r"saknas sv_SE\.aff"):
        Lexicon.installed()
