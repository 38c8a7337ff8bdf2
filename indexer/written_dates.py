"""Dates as people write them, in texts and in questions: which days does one mean?"""

from __future__ import annotations

import re

from indexer.article import DateSpan

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari januar january jan",
            "februari februar february febr feb",
            "mars marts march mar",
            "april apr",
            "maj mai may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december desember dec",
        ),
        start=1,
    )
    for name in names.split()
}

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?:19|20)\d\d"
_CENTURY_TURNS = 70
"""Two-digit years from here on are of the 1900s."""

WRITTEN = re.compile(
    rf"""
    # 2016-12-06, 2016/12/06, 2016.12.06
    (?<![\w:/.,–-])(?P<iso_year>{YEAR})(?P<mark>[-/.–])(?P<iso_month>\d\d?)(?P=mark)
        (?P<iso_day>\d\d?)(?=t\d\d:|(?![\w/:–-]|\.\d))
    # 6 december 2016, 6:e dec. 2016, 6 feb. -20
    | (?<![\w:/.,-])(?P<day>\d\d?)(?:\s?:[ae]|\.|(?:st|nd|rd|th)(?:\sof)?)?\s*
        (?P<month>{MONTH})\b\.?,?\s*(?:år\s)?(?P<year>{YEAR}(?![\w:]|/\d)|(?<!\w)['’-]\d\d(?![\w:/-]))
    # december 2016
    | \b(?P<lone_month>{MONTH})\b\.?,?\s+(?P<lone_year>{YEAR})(?![\w:]|[-–/.]\d)
    # 6/12 2016, 6.12.2016
    | (?<![\w:/.,–-])(?P<num_day>\d\d?)(?P<sign>[/.])(?P<num_month>\d\d?)
        (?:(?P=sign)|\s+)(?P<num_year>{YEAR})(?![\w:/-]|\.\d)
    # 20161206
    | (?<![\w:/.,–-])(?P<tight>{YEAR}(?:0\d|1[0-2])[0-3]\d)(?![\w:/–-]|[.,]\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def span_of(match: re.Match[str]) -> DateSpan | None:
    """Return what a match of WRITTEN means, or None for a day that the calendar lacks."""
    get = match.groupdict().get
    try:
        if year := get("lone_year"):
            return DateSpan.month(int(year), MONTHS[match["lone_month"].lower()])
        if tight := get("tight"):
            return DateSpan.day(int(tight[:4]), int(tight[4:6]), int(tight[6:]))
        if month := get("month"):
            return DateSpan.day(_full_year(match["year"]), MONTHS[month.lower()], int(match["day"]))
        form = "iso" if get("iso_year") else "num"
        return DateSpan.day(*(int(match[f"{form}_{part}"]) for part in ("year", "month", "day")))
    except ValueError:
        return None


def _full_year(text: str) -> int:
    """Return the year of "2020", "-20" or "’98"."""
    if text.isdigit():
        return int(text)
    short = int(text[1:])
    return short + (1900 if short >= _CENTURY_TURNS else 2000)
