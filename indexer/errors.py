"""What can go wrong, said in Swedish to the person who can mend it."""

from __future__ import annotations

import errno
import json
import os
import socket


class SokverketError(Exception):
    """An expected failure: its message names the thing, the reason and the remedy."""

    def __init__(self, thing: str, reason: str, remedy: str) -> None:
        super().__init__(f"{thing}: {reason}. {remedy}")
        self.thing = thing
        self.reason = reason
        self.remedy = remedy


class SourceError(SokverketError):
    """A source as a whole cannot be read."""


class ArticleError(SokverketError):
    """One article cannot be read; the run goes on without it."""


class FileError(SokverketError):
    """A file that somebody has written for the search engine, or asks it for, cannot be had."""


class InstallationError(SokverketError):
    """Something that belongs to the search engine is not installed, or does not start."""


class IndexMissingError(SokverketError):
    """There is no index to search in, or it is of another version."""


class IndexBusyError(SokverketError):
    """Another process is writing to the index."""


class EngineError(SokverketError):
    """The engine failed, is missing or has data that it cannot read."""


class SettingsError(SokverketError):
    """A setting is unknown or has a value that it cannot have."""


def explain_failure(error: BaseException) -> str:
    """Return in Swedish why something could not be read, written or reached.

    What is neither the system's nor about UTF-8 or JSON comes in its own words.
    """
    if isinstance(error, UnicodeError):
        return "texten är inte i UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"trasig JSON på rad {error.lineno}, tecken {error.colno}"
    if not isinstance(error, OSError) or error.errno is None:
        return str(error)
    known = _SYSTEM_FAILURES.get(error.errno)
    return known or f"felkod {error.errno}: {error.strerror or os.strerror(error.errno)}"


_SYSTEM_FAILURES = {
    errno.ENOENT: "det finns ingen sådan fil eller mapp",
    errno.EACCES: "rättighet saknas",
    errno.EPERM: "rättighet saknas",
    errno.EEXIST: "en fil ligger i vägen",
    errno.ENOTDIR: "en fil ligger i vägen",
    errno.EISDIR: "det är en mapp",
    errno.EINVAL: "sökvägen är ogiltig",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.ELOOP: "en länk går i cirkel",
    errno.EROFS: "disken är skrivskyddad",
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "disken är full",
    errno.EIO: "disken eller nätet svarar med läsfel eller skrivfel",
    errno.EMFILE: "för många filer är öppna",
    errno.ENFILE: "för många filer är öppna",
    errno.ENOMEM: "minnet är slut",
    socket.EAI_NONAME: "namnet går inte att slå upp",
    socket.EAI_AGAIN: "namnet går inte att slå upp just nu",
    errno.EADDRNOTAVAIL: "datorn har inte den adressen",
    errno.EADDRINUSE: "ett annat program använder den redan",
}
