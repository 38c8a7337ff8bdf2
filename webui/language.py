"""The words of the interface: Swedish now, with the signatures that Flask-Babel has.

Templates and presenters say `gettext("… %(name)s", name=…)`; a second language replaces these
two functions and nothing else.
"""

from __future__ import annotations

LANGUAGE_NAMES = {
    "ar": "Arabiska",
    "de": "Tyska",
    "en": "Engelska",
    "es": "Spanska",
    "fi": "Finska",
    "fit": "Meänkieli",
    "fr": "Franska",
    "nb": "Norska",
    "no": "Norska",
    "da": "Danska",
    "rom": "Romska",
    "se": "Nordsamiska",
    "so": "Somaliska",
    "sv": "Svenska",
    "uk": "Ukrainska",
    "yi": "Jiddisch",
}


def gettext(message: str, **values: object) -> str:
    """Return the message in the reader's language with its %(names)s filled in."""
    return message % values if values else message


def ngettext(one: str, many: str, count: int, **values: object) -> str:
    """Return the message for this number, which it may hold as %(num)s."""
    return (one if count == 1 else many) % {"num": number(count), **values}


def number(count: int) -> str:
    """Write a number as Swedish does.

    >>> number(22335).replace(chr(0xA0), "_")
    '22_335'
    """
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
