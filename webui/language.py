"""The words of the interface: Swedish as written, other languages from their catalogues.

Templates and presenters say `gettext("… %(name)s", name=…)`. The address chooses the language of a
page (`/en/sok`); a program may choose that of its messages with Accept-Language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import resources
from io import BytesIO

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import has_request_context, request

from indexer.search.answer import Notice

SWEDISH = "sv"
LANGUAGES = {SWEDISH: "Svenska", "en": "English"}
"""The languages that the interface has, in their own words."""
CHOSEN = "sokverket.language"
"""The key of the WSGI environment that holds the language which the address or a program chose."""
_DATE_PATTERNS = {4: "y", 7: "MMMM y", 10: "d MMMM y"}
REMEMBERED = 10_000
"""Numbers or dates as they are written: a page has a hundred, and each takes its time to write."""


def mark(message: str) -> str:
    """Return the message as it is; the catalogue takes it in, and gettext says it later."""
    return message


LANGUAGE_NAMES = {
    "ar": mark("Arabiska"),
    "bs": mark("Bosniska"),
    "da": mark("Danska"),
    "de": mark("Tyska"),
    "en": mark("Engelska"),
    "es": mark("Spanska"),
    "et": mark("Estniska"),
    "fa": mark("Persiska"),
    "fi": mark("Finska"),
    "fit": mark("Meänkieli"),
    "fo": mark("Färöiska"),
    "fr": mark("Franska"),
    "hr": mark("Kroatiska"),
    "is": mark("Isländska"),
    "it": mark("Italienska"),
    "ku": mark("Kurdiska"),
    "lt": mark("Litauiska"),
    "lv": mark("Lettiska"),
    "nb": mark("Norska"),
    "nl": mark("Nederländska"),
    "nn": mark("Nynorska"),
    "no": mark("Norska"),
    "pl": mark("Polska"),
    "pt": mark("Portugisiska"),
    "ro": mark("Rumänska"),
    "rom": mark("Romska"),
    "ru": mark("Ryska"),
    "se": mark("Nordsamiska"),
    "sma": mark("Sydsamiska"),
    "smj": mark("Lulesamiska"),
    "so": mark("Somaliska"),
    "sq": mark("Albanska"),
    "sr": mark("Serbiska"),
    "sv": mark("Svenska"),
    "ti": mark("Tigrinska"),
    "tr": mark("Turkiska"),
    "uk": mark("Ukrainska"),
    "yi": mark("Jiddisch"),
}


def language() -> str:
    """Return the language of the request; Swedish outside of one."""
    if not has_request_context():
        return SWEDISH
    surroundings = request.environ
    if CHOSEN not in surroundings:
        of_program = request.path.startswith("/api/")
        accepted = request.accept_languages.best_match(LANGUAGES, SWEDISH) if of_program else None
        surroundings[CHOSEN] = accepted or SWEDISH
    chosen: str = surroundings[CHOSEN]
    return chosen


@cache
def read_catalogue(code: str) -> NullTranslations:
    """Return the messages of a language; none for Swedish, which the messages are written in."""
    if code == SWEDISH:
        return NullTranslations()
    path = resources.files("webui") / "translations" / code / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def translate(message: str, code: str) -> str:
    """Return the message in a language."""
    said: str = read_catalogue(code).ugettext(message)
    return said


def gettext(message: str, **values: object) -> str:
    """Return the message in the reader's language with its %(names)s filled in."""
    said = translate(message, language())
    return said % values if values else said


def ngettext(one: str, many: str, count: int, **values: object) -> str:
    """Return the message for this number, which it may hold as %(num)s."""
    code = language()
    said: str = read_catalogue(code).ungettext(one, many, count)
    return said % {"num": _number(count, code), **values}


def said(notice: Notice) -> str:
    """Return the notice in the reader's language."""
    values = {
        name: number(value) if isinstance(value, int) else value
        for name, value in notice.values.items()
    }
    return gettext(notice.message).format(**values)


def decimal(value: float) -> str:
    """Write a number with two decimals as the reader's language does.

    >>> decimal(0.5)
    '0,50'
    """
    return format_decimal(value, "#,##0.00", locale=language())


def number(count: int) -> str:
    """Write a number as the reader's language does.

    >>> number(22335).replace(chr(0xA0), "_")
    '22_335'
    """
    return _number(count, language())


def numbers() -> Callable[[int], str]:
    """Return what `number` does, for those who write many."""
    code = language()
    return lambda count: _number(count, code)


@lru_cache(REMEMBERED)
def _number(count: int, code: str) -> str:
    return format_decimal(count, locale=code)


def date_in_words(day: dt.date, iso: str, code: str) -> str:
    """Write a date in a language as precisely as `iso` does: its year, its month or its day.

    >>> date_in_words(dt.date(2020, 2, 6), "2020-02-06", "sv")
    '6 februari 2020'
    """
    return format_date(day, _DATE_PATTERNS[len(iso)], locale=Locale(code))
