"""To what place in a publication does a question point? skollagen 2 kap. 3 §

Such words tell a place and not a subject: they rank, but no article needs to hold them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.search.query_words import QueryWord

_NUMBER = r"\d{1,3}(?:-\d{1,3})?(?: ?(?i:[a-z]))?"
_ORDINAL = r"(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|sista|\d{1,2})"
_PLACE = re.compile(
    rf"(?:(?<= )|^)(?:"
    rf"{_NUMBER}(?: (?i:och|eller) {_NUMBER})? (?i:kap|kapitel|kapitlet|§+|paragraf|paragrafen)"
    rf"|(?i:kap|kapitel|kapitlet|§+|paragraf|artikel|art) \d{{1,3}}(?:[-.]\d+)*(?: ?(?i:[a-z])\b)?"
    rf"|(?<=[a-zåäö]{{5}} )\d{{1,2}}:\d{{1,3}}"
    rf"|(?<=[§\d] ){_ORDINAL} (?i:stycket|st|punkten|p|meningen)"
    rf")(?= |$)"
)
"""In the question's words, case-folded and with a blank between."""


def without_places(typed: Sequence[QueryWord]) -> Sequence[QueryWord]:
    """Return the words that tell what is sought, where others only tell a place in it.

    A question of nothing but a place is left as it is.
    """
    surfaces = " ".join(
        # SKOLFS 98:12 is a series with its number
        one.word.surface.upper() if len(one.text) > 1 and one.text.isupper() else one.word.surface
        for one in typed
    )
    inside: set[int] = set()
    for found in _PLACE.finditer(surfaces):
        first = surfaces.count(" ", 0, found.start())
        inside.update(range(first, first + found[0].count(" ") + 1))
    rest = [one for at, one in enumerate(typed) if at not in inside]
    return rest if any(not one.word.stop for one in rest) else typed
