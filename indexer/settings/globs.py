"""Globs of paths and addresses: which files and pages does a source take, and of which kind?

`*` stands for anything within a name, `**` for anything, `?` for one character, `[ab]` for one of
those. A glob without a slash is of a name in any folder, one with a slash is of a path from where
the source begins, and one with http:// or https:// is of an address. A folder takes all beneath it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|\[[^\]/]+\]|.", re.DOTALL)
_WILD = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def is_of_address(glob: str) -> bool:
    """Tell whether the glob is of addresses."""
    return bool(_SCHEME.match(glob))


def explain_glob(glob: str) -> str:
    """Return in Swedish what is wrong with a glob, or ""."""
    if not glob.strip("/ "):
        return "mönstret är tomt"
    if "\\" in glob:
        return "mönstret har bakstreck; mappar skiljs åt av /"
    if ".." in glob.split("/"):
        return "mönstret leder ut ur källan"
    if glob.count("[") != glob.count("]"):
        return "en klammer saknas i mönstret"
    try:
        _compile(glob)
    except re.error:
        return "mönstret går inte att tolka"
    return ""


def match_path(globs: Iterable[str], path: str) -> bool:
    """Tell whether any of the globs of paths takes the path, seen from where the source begins.

    >>> match_path(["beslut/*"], "beslut/2020/a.md"), match_path(["*.pdf"], "a/b.pdf")
    (True, True)
    """
    path = _normal(path).strip("/")
    return any(_compile(glob).fullmatch(path) for glob in globs if not is_of_address(glob))


def match_address(globs: Iterable[str], address: str) -> bool:
    """Tell whether any of the globs of addresses takes the address, whatever its scheme.

    >>> match_address(["https://www.a.se/råd/*"], "http://www.a.se/r%C3%A5d/x?y=1")
    True
    """
    plain = _SCHEME.sub("", _normal(unquote(address)), count=1)
    return any(_compile(glob).fullmatch(plain) for glob in globs if is_of_address(glob))


def path_of_address(address: str) -> str:
    """Return the path of an address with its query, as a glob of paths sees it.

    >>> path_of_address("https://www.a.se/r%C3%A5d/?x=1")
    'råd/?x=1'
    """
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    return unquote(parts.path + query).lstrip("/")


@lru_cache(maxsize=1024)
def _compile(glob: str) -> re.Pattern[str]:
    plain = _normal(glob)
    inner = _SCHEME.sub("", plain, count=1).rstrip("/")
    anywhere = "/" not in plain.rstrip("/")
    written = "".join(map(_translate, _PARTS.findall(inner.lstrip("/"))))
    return re.compile(f"{'(?:.*/)?' if anywhere else ''}{written}(?:/.*)?", re.DOTALL)


def _translate(part: str) -> str:
    if part in _WILD:
        return _WILD[part]
    if len(part) > 1:
        return f"[{'^' if part[1] in '!^' else ''}{re.escape(part[1:-1].lstrip('!^'))}]".replace(
            r"\-", "-"
        )
    return re.escape(part)


def _normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
