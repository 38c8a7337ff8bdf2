"""What was once reckoned is remembered, and never more of it than there is room for."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Memo(dict[_Key, _Value]):
    """The values of a function by its argument, reckoned when first asked for.

    When the values take all the `room`, they are forgotten and reckoned anew; each takes 1 of it,
    or what `weigh` tells. Safe to share between threads, of which two may reckon the same value. A
    dict, because nothing finds what is remembered faster.
    """

    __slots__ = ("_reckon", "_room", "_taken", "_weigh")

    def __init__(
        self,
        reckon: Callable[[_Key], _Value],
        room: int,
        weigh: Callable[[_Value], int] | None = None,
    ) -> None:
        super().__init__()
        self._reckon = reckon
        self._room = room
        self._weigh = weigh
        self._taken = 0

    def __missing__(self, key: _Key) -> _Value:
        value = self._reckon(key)
        weight = self._weigh(value) if self._weigh else 1
        if self._taken + weight > self._room:
            self.clear()
            self._taken = 0
        self._taken += weight
        self[key] = value
        return value
