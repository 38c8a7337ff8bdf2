"""What do the classes tell that the dictionary gives a word, such as what kind of word it is?

There are some hundreds of different ones, so that what each tells is found once.
"""

from __future__ import annotations

from functools import cache

from indexer.analyse.hunspell import NAME_MARK

NOUN = frozenset("ABCDEGHIJ")  # D and B also make participles of verbs
_VERB = frozenset("jmKLM")
_ADJECTIVE = frozenset("kNOQP")
CONTENT = NOUN | _VERB | _ADJECTIVE
_PLURAL = frozenset("EGHIJ")
_NEUTER = frozenset("BC")
_DEFINITE = frozenset("BCDEF")
_BOTH = frozenset("BH")  # ett plan, en plan
_DECLENSIONS = (_DEFINITE, _PLURAL)
_DECLINED = frozenset("BCDEFGHIJ")
_COMPARED = frozenset("OPQ")


@cache
def ordinary(flags: str) -> tuple[str, ...]:
    """Return the entries that are no names."""
    return tuple(entry for entry in flags.split("|") if entry[:1] != NAME_MARK)


@cache
def is_nominal(entry: str) -> bool:
    """Tell whether an entry is only a noun."""
    classes = frozenset(entry)
    return bool(classes & NOUN) and not classes & (_VERB | _ADJECTIVE)


@cache
def is_adjectival(entry: str) -> bool:
    """Tell whether an entry is only an adjective."""
    classes = frozenset(entry)
    return bool(classes & _COMPARED) and not classes & (_VERB | _DECLINED)


@cache
def may_be_noun(entry: str) -> bool:
    """Tell whether an entry is declined, or at least not only compared."""
    return bool(_DECLINED & set(entry)) or not {"P", "Q"} & set(entry)


@cache
def may_be_adjective(entry: str) -> bool:
    """Tell whether an entry is compared, or at least not only declined."""
    return bool({*_COMPARED, "R", "Y"} & set(entry)) or not _DECLINED & set(entry)


@cache
def inflect_alike(one: str, other: str) -> bool:
    """Tell of the classes of two nouns whether declension and gender may be the same."""
    mine, its = frozenset(one), frozenset(other)
    if not all(mine & its & kinds or not (mine & kinds and its & kinds) for kinds in _DECLENSIONS):
        return False
    if its & _VERB or its >= _BOTH or not (mine & _DEFINITE and its & _DEFINITE):
        return True
    return bool(mine & _NEUTER) == bool(its & _NEUTER)


@cache
def is_verbal(ends_in_a: bool, entry: str) -> bool:  # noqa: FBT001
    """Tell whether an entry is a verb, of a word that ends in a or not."""
    classes = set(entry)
    return bool(_VERB & classes) or (ends_in_a and bool(classes & {"N", "R"}))


@cache
def opens_by_kind(flags: str, same: bool) -> bool:  # noqa: FBT001
    """Tell whether a word opens compounds by its kind, in a form that shows the `same` word."""
    for entry in flags.split("|"):
        kinds = set(entry)
        if entry[:1] == NAME_MARK:
            if "X" in kinds:
                return True
        elif kinds & NOUN or (same and kinds & CONTENT):
            return True
    return False


@cache
def closes(flags: str) -> bool | None:
    """Tell how a word may stand last: by the dictionary, by pattern or not at all."""
    entries = [entry for entry in flags.split("|") if entry[:1] != NAME_MARK]
    content = [entry for entry in entries if CONTENT & set(entry)]
    if any("Y" in entry for entry in content):
        return True
    return False if content or any("Y" in entry for entry in entries) else None


@cache
def only_inside(flags: str) -> bool:
    """Tell whether a word stands nowhere but within compounds."""
    return "Z" in flags and all("Z" in entry for entry in flags.split("|"))
