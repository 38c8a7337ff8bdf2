"""Amounts as people read them in Swedish."""

from __future__ import annotations


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "artikel", "artiklar")
    '1 artikel'
    """
    return f"{number} {one if number == 1 else many}"


def seconds(number: float) -> str:
    """Return a time in seconds.

    >>> seconds(1.25)
    '1,2 s'
    """
    return f"{number:.1f} s".replace(".", ",")


def megabytes(number: int) -> str:
    """Return a number of bytes in megabytes.

    >>> megabytes(2_500_000)
    '2,5 MB'
    """
    return f"{number / 1e6:.1f} MB".replace(".", ",")


def percent(share: float) -> str:
    """Return a share of one in percent.

    >>> percent(0.5)
    '50 %'
    """
    return f"{100 * share:.0f} %"
