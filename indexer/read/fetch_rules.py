"""What a server asks of robots, and how long it asks them to wait."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

AGENT = "Sokverket"
"""What Sökverket calls itself on the web."""


def is_withheld(asked: str, what: str) -> bool:
    """Tell whether robots are asked not to do this ("noindex", "nofollow").

    `asked` is the content of a meta element or of X-Robots-Tag, where words after the name of
    another robot are for that one alone.

    >>> is_withheld("all, NOINDEX", "noindex"), is_withheld("googlebot: noindex", "noindex")
    (True, False)
    """
    mine = True
    for part in re.split(r"[,\s]+", asked.lower()):
        name, colon, rest = part.rpartition(":")
        if colon and name not in {"unavailable_after", "max-snippet", "max-image-preview"}:
            mine = name in {"", AGENT.lower()}
        word = rest if colon else part
        if mine and word in {what, "none"}:
            return True
    return False


def seconds_asked(retry_after: str) -> float | None:
    """Return how many seconds a Retry-After asks for, or None where it says nothing."""
    if retry_after.strip().isdecimal():
        return float(retry_after[:9])
    try:
        until = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
