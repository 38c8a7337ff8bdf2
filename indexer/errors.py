"""What can go wrong, said in Swedish to the person who can mend it."""

from __future__ import annotations


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


class IndexMissingError(SokverketError):
    """There is no index to search in, or it is of another version."""


class IndexBusyError(SokverketError):
    """Another process is writing to the index."""


class EngineError(SokverketError):
    """The engine failed, is missing or has data that it cannot read."""


class SettingsError(SokverketError):
    """A setting is unknown or has a value that it cannot have."""
