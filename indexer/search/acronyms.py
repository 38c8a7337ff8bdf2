"""Which words of a question are acronyms? These are found as they stand, and by what they mean.

LAS is neither *läs* nor *las* in another form: it is asked by its surface, with the endings (LAS:s)
and the compounds (LAS-utredningen) that the archive writes it with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from indexer.analyse import Analyser, Token, Word
from indexer.analyse.known_acronyms import Acronym, is_in_capitals, without_ending
from indexer.analyse.tokens import surface_form
from indexer.memo import Memo

MOST_FORMS = 64
"""So many endings and compounds of an acronym are looked for, the commonest of them."""
REMEMBERED = 1000
_SHORT = 4
"""Words in capitals that no dictionary has, and that are no longer, are acronyms."""


class Acronyms:
    """The acronyms of one index; read-only, safe to share between threads.

    `known` are explained by the texts or by the editors, `capitals` are the words that the archive
    writes in capitals, and `vocabulary` returns the archive's surface forms that begin so, with
    how many articles have each.
    """

    def __init__(
        self,
        known: Iterable[Acronym],
        capitals: Collection[str],
        analyser: Analyser,
        vocabulary: Callable[[str], Mapping[str, int]],
    ) -> None:
        self._known: dict[str, list[Acronym]] = defaultdict(list)
        for one in known:
            self._known[surface_form(one.acronym)].append(one)
        self._capitals = capitals
        self._analyser = analyser
        self._vocabulary = vocabulary
        self._forms = Memo(self._find_forms, REMEMBERED)

    def tokens(self, text: str) -> list[Token]:
        """Return the words of a question with their places, of which some are acronyms."""
        tokens = list(self._analyser.tokens(text))
        typed = [text[token.start : token.end] for token in tokens]
        shouted = self._is_shouted(typed)
        return [
            replace(token, word=self._as_acronym(one, token.word))
            if self._is_acronym(without_ending(one), shouted=shouted)
            else token
            for one, token in zip(typed, tokens, strict=True)
        ]

    def words(self, text: str) -> list[Word]:
        """Return the words of a question, of which some are acronyms."""
        return [token.word for token in self.tokens(text)]

    def expansions(self, surface: str, *, in_capitals: bool) -> tuple[str, ...]:
        """Return what an acronym stands for; small letters may rather mean an ordinary word."""
        known = self._known.get(without_ending(surface), ())
        return tuple(one.expansion for one in known if in_capitals or not one.is_word)

    def reverse(self) -> Iterable[tuple[str, str]]:
        """Yield (expansion, acronym) where whoever asks for the words may mean the acronym too."""
        for known in self._known.values():
            yield from ((one.expansion, one.acronym) for one in known if not one.is_word)

    def _as_acronym(self, text: str, word: Word) -> Word:
        return replace(
            word, parts=(), stop=False, forms=self._forms[surface_form(without_ending(text))]
        )

    def _is_acronym(self, text: str, *, shouted: bool) -> bool:
        surface = surface_form(text)
        known = self._known.get(surface, ())
        if any(text.isupper() or text == one.acronym for one in known):
            return not shouted or not all(one.is_word for one in known)
        if shouted or not is_in_capitals(text):
            return False
        unknown = len(text) <= _SHORT and not self._analyser.is_listed(surface)
        return unknown or surface in self._capitals

    def _is_shouted(self, typed: Sequence[str]) -> bool:
        """Tell whether a whole question is in capitals, and has other words than acronyms."""
        lettered = [text for text in typed if any(map(str.isalpha, text))]
        if len(lettered) < 2 or not all(map(str.isupper, lettered)):  # noqa: PLR2004 one word and another
            return False
        surfaces = map(surface_form, map(without_ending, lettered))
        return any(
            surface not in self._known
            and surface not in self._capitals
            and self._analyser.is_listed(surface)
            for surface in surfaces
        )

    def _find_forms(self, surface: str) -> tuple[str, ...]:
        found = {**self._vocabulary(f"{surface}:"), **self._vocabulary(f"{surface}-")}
        commonest = sorted(found, key=lambda form: (-found[form], form))[:MOST_FORMS]
        return (surface, *commonest)
