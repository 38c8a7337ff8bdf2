from __future__ import annotations

import pytest

from indexer.terms.names import find_names
from tests.conftest import ANALYSER


def same_name(one: str, other: str) -> bool:
    """Tell whether what is called `one` may be asked for as `other`."""
    return bool({*find_names(one, ANALYSER.words)} & {*find_names(other, ANALYSER.words)})


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Skollag", "skollagen"),
        ("Skollag (2010:800)", "Skollagens"),
        ("Skollag", "skollag (2010:800)"),
        ("Skollag (2010:800)", "skollag 2010:800"),
        ("Skollag", "skollagen SFS 2010:800"),
        ("Digital skola, SOU 2020:55", "digital skola"),
        ("Sjölag (1891:35 s.1)", "sjölagen"),
        ("Lag om polisregister m.m.", "lagen om polisregister"),
        ("Kungörelse om fiske, m. fl.", "kungörelsen om fiske"),
        ("SOU 2020:55 Digital skola", "digital skola"),
        ("Remiss SOU 2020:43 Betygsutredningen 2018", "betygsutredningen 2018"),
        ("Prop. 2019/20:1 – Budget för staten", "budgeten för staten"),
        ("Digital skola", "SOU 2020:55 Digital skola"),
        ("Om böcker i skolan", "om boken i skola"),
        ("Hur blir jag rektor?", "hur blir jag rektor"),
        ("Vi", "vi"),
    ],
)
def test_a_name_is_known_in_any_inflection_and_without_its_ornaments(
    title: str, asked: str
) -> None:
    assert same_name(title, asked)


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Skollag", "lag"),
        ("Skollag", "skola"),
        ("Lag om skolan", "skolan"),
        ("Elevhälsa och skola", "skola och elevhälsa"),
        ("Förordning om elevhälsa", "lag om elevhälsa"),
        ("Remittering av ett betänkande (SOU 2020:55)", "SOU 2020:55"),
        ("", ""),
        ("–", "–"),
    ],
)
def test_another_name_is_another(title: str, asked: str) -> None:
    assert not same_name(title, asked)


@pytest.mark.parametrize(
    "title", ["a" * 20_000, "(" * 20_000, "1:" * 20_000, "m. " * 20_000, ", " * 20_000]
)
def test_any_title_has_few_terms_at_once(title: str) -> None:
    assert all(len(name) <= 64 for name in find_names(title, ANALYSER.words))
