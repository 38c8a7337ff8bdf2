"""Fetching from the web, politely: the hosts named, robots.txt, a delay, and bounds on all."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Self
from urllib.parse import quote, unquote, urljoin, urlsplit

import urllib3
from protego import Protego
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from indexer.read.fetch_rules import AGENT, seconds_asked
from indexer.read.file import MAX_DOCUMENT_BYTES
from indexer.settings import Source

MOST_REDIRECTS = 5
CONNECT_SECONDS = 10
READ_SECONDS = 30
PAGE_SECONDS = 300
"""A page that takes longer as a whole, however slowly it trickles, is given up."""

TOTAL_BYTES = 50_000_000_000
"""What one run may fetch from one source."""

LONGEST_WAIT = 60
"""So many seconds a server may ask for, between pages or before one more attempt."""

_CHUNK = 1 << 16
_BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
_REDIRECTS = {301, 302, 303, 307, 308}
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


class FetchError(Exception):
    """An address that gave no page: why, and the remedy.

    `gone` if its server says that there is none any more; `unreachable` if no server answered;
    `status` is what it answered, if it did.
    """

    def __init__(
        self,
        reason: str,
        remedy: str,
        *,
        gone: bool = False,
        unreachable: bool = False,
        status: int = 0,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.gone = gone
        self.unreachable = unreachable
        self.status = status


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells one state of a page from another: what its server says, and its content's hash."""

    etag: str = ""
    modified: str = ""
    digest: str = ""

    def facts(self) -> tuple[str, str, str]:
        """Return them as facts of a fingerprint."""
        return quote(self.etag) or "-", quote(self.modified) or "-", self.digest

    @classmethod
    def of(cls, facts: list[str]) -> Self:
        """Return the validators of a fingerprint's facts, or none."""
        read = (unquote(fact) if fact != "-" else "" for fact in facts)
        return cls(*read) if len(facts) == 3 else cls()  # noqa: PLR2004 - as many as the fields

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for the page only if it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was fetched: where from in the end, its bytes in a file, what they are.

    `robots` is what its server asks of robots (X-Robots-Tag).
    """

    url: str
    path: Path
    content_type: str
    validators: Validators
    robots: str = ""


class Fetcher:
    """Fetches pages of a source into a folder, one at a time; every method raises FetchError."""

    def __init__(self, source: Source, folder: Path) -> None:
        self._hosts = {host(source.location), *(name.lower() for name in source.hosts)}
        self._delay = source.delay
        self._file = folder / "hamtad"
        self._spent = 0
        self._robots: dict[str, Protego] = {}
        self._last: dict[str, float] = {}
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        self._http = urllib3.PoolManager(retries=False, timeout=timeout)

    def close(self) -> None:
        """Close the connections."""
        self._http.clear()

    def may_ask(self, url: str) -> bool:
        """Tell whether the address is on one of the source's hosts."""
        return host(url) in self._hosts

    def allows(self, url: str) -> bool:
        """Tell whether the robots.txt of its host lets the address be fetched."""
        return self._rules(url).can_fetch(url, AGENT)

    def sitemaps(self, url: str) -> list[str]:
        """Return the addresses of sitemaps that the robots.txt of the host names."""
        return list(self._rules(url).sitemaps)

    def fetch(self, url: str, known: Validators | None = None, *, patience: int = 1) -> Page | None:
        """Return the page, or None when it is as it was when its validators were `known`.

        A server that is busy and says for how long is asked again, so many times.
        """
        headers = (known or Validators()).headers()
        for _ in range(MOST_REDIRECTS + 1):
            self._check(url)
            with self._answer(url, headers, patience) as response:
                if response.status in _REDIRECTS:
                    url = urljoin(url, response.headers.get("Location", ""))
                    continue
                if response.status == HTTPStatus.NOT_MODIFIED:
                    return None
                if response.status != HTTPStatus.OK:
                    raise _refused(response.status)
                page = self._save(url, response)
            return None if known and page.validators.digest == known.digest else page
        raise FetchError(
            f"omdirigerar fler än {MOST_REDIRECTS} gånger", "Rätta omdirigeringen på servern."
        )

    def _check(self, url: str) -> None:
        if not host(url):
            raise _no_address()
        if not self.may_ask(url):
            raise FetchError(
                f"leder till {host(url)}, som inte hör till källan",
                "Lägg till värden i källans hosts, om den ska läsas.",
            )
        if not self.allows(url):
            raise FetchError(
                "webbplatsens robots.txt tillåter inte att sidan hämtas",
                f"Tillåt ”{AGENT}” i robots.txt, eller ta bort adressen ur källan.",
            )

    def _rules(self, url: str) -> Protego:
        """Return what the host's robots.txt says; it says nothing where there is none."""
        address = urljoin(url, "/robots.txt")
        if address not in self._robots:
            text = ""
            for _ in range(MOST_REDIRECTS):
                with self._answer(address, {}) as response:
                    if response.status in _REDIRECTS:
                        address = urljoin(address, response.headers.get("Location", ""))
                        continue
                    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                        raise _refused(response.status)
                    if response.status == HTTPStatus.OK:
                        text = response.read(_CHUNK * 8).decode("utf-8", "replace")
                break
            self._robots[urljoin(url, "/robots.txt")] = Protego.parse(text)
        return self._robots[urljoin(url, "/robots.txt")]

    @contextmanager
    def _answer(
        self, url: str, headers: Mapping[str, str], patience: int = 1
    ) -> Iterator[urllib3.BaseHTTPResponse]:
        """Give the answer of an address, with its body yet to be read."""
        try:
            response = self._ask(url, headers, patience)
            try:
                yield response
            finally:
                response.close()
        except (HTTPError, UnicodeError) as error:
            raise _explain(error) from error

    def _ask(self, url: str, headers: Mapping[str, str], patience: int) -> urllib3.BaseHTTPResponse:
        """Ask for an address, and again if the server asks for patience."""
        asked = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", **headers}
        for left in range(patience, -1, -1):
            self._wait(url)
            response = self._http.request(
                "GET", url, headers=asked, preload_content=False, redirect=False
            )
            seconds = seconds_asked(response.headers.get("Retry-After", ""))
            if not left or response.status not in _BUSY or seconds is None:
                break
            response.close()
            time.sleep(min(seconds, LONGEST_WAIT))
        return response

    def _save(self, url: str, response: urllib3.BaseHTTPResponse) -> Page:
        """Write the body to the file."""
        digest, size, began = hashlib.sha256(), 0, time.monotonic()
        with self._file.open("wb") as file:
            while chunk := response.read(_CHUNK, decode_content=True):
                digest.update(chunk)
                file.write(chunk)
                size += len(chunk)
                self._spent += len(chunk)
                if size > MAX_DOCUMENT_BYTES or self._spent > TOTAL_BYTES:
                    limit = min(MAX_DOCUMENT_BYTES, TOTAL_BYTES) // 1_000_000
                    raise FetchError(
                        f"svaret är större än {limit} MB", "Publicera sidan i mindre delar."
                    )
                if time.monotonic() - began > PAGE_SECONDS:
                    raise FetchError(
                        f"svaret tar mer än {PAGE_SECONDS} sekunder", "Försök igen senare."
                    )
        validators = Validators(
            response.headers.get("ETag", ""),
            response.headers.get("Last-Modified", ""),
            digest.hexdigest()[:16],
        )
        content_type = response.headers.get("Content-Type", "")
        robots = ", ".join(response.headers.getlist("X-Robots-Tag"))
        return Page(url, self._file, content_type, validators, robots)

    def _wait(self, url: str) -> None:
        rules = self._robots.get(urljoin(url, "/robots.txt"))
        asked = (rules.crawl_delay(AGENT) if rules else None) or 0.0
        delay = max(self._delay, min(asked, LONGEST_WAIT))
        since = time.monotonic() - self._last.get(host(url), -delay)
        time.sleep(max(0.0, delay - since))
        self._last[host(url)] = time.monotonic()


def host(url: str) -> str:
    """Return the host of an address, or "" for what is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _refused(status: int) -> FetchError:
    if status in _GONE:
        return FetchError(
            f"sidan finns inte (HTTP {status})",
            "Kontrollera adressen, eller ta bort den ur sitemapen.",
            gone=True,
            status=status,
        )
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return FetchError(
            f"servern släpper inte in Sökverket (HTTP {status})",
            "Ge det rätt att läsa sidan.",
            status=status,
        )
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return FetchError(
            f"servern svarar med fel (HTTP {status})",
            "Försök igen, eller se serverns logg.",
            status=status,
        )
    return FetchError(f"servern svarar med HTTP {status}", "Kontrollera adressen.", status=status)


def _explain(error: HTTPError | UnicodeError) -> FetchError:
    """Return in Swedish why there was no answer."""
    if isinstance(error, SSLError):
        return _bad_certificate(str(error))
    if isinstance(error, NameResolutionError):
        return FetchError(
            "värdens namn går inte att slå upp", "Kontrollera adressen.", unreachable=True
        )
    if isinstance(error, NewConnectionError):
        return FetchError(
            "värden går inte att nå", "Kontrollera adressen och nätet.", unreachable=True
        )
    if isinstance(error, (ConnectTimeoutError, ReadTimeoutError)):
        return FetchError("servern svarar inte i tid", "Försök igen senare.", unreachable=True)
    if isinstance(error, DecodeError):
        return FetchError("svarets packning är trasig", "Se över servern.")
    if isinstance(error, (LocationValueError, UnicodeError)):
        return _no_address()
    return FetchError("svaret bröts", "Försök igen.", unreachable=True)


def _no_address() -> FetchError:
    return FetchError("är ingen giltig adress", "Kontrollera adressen.")


def _bad_certificate(detail: str) -> FetchError:
    reasons = {
        "expired": "certifikatet har gått ut",
        "not yet valid": "certifikatet gäller inte än",
        "mismatch": "certifikatet gäller en annan värd",
        "self-signed": "certifikatet är utfärdat av någon som inte är betrodd",
        "unable to get local issuer": "certifikatet är utfärdat av någon som inte är betrodd",
    }
    reason = next((text for sign, text in reasons.items() if sign in detail), "TLS misslyckades")
    return FetchError(reason, "Förnya eller rätta certifikatet på servern.", unreachable=True)
