"""The library that the app was made for."""

from __future__ import annotations

from flask import current_app

from indexer.app import Library


def library() -> Library:
    """Return the library that answers the request."""
    opened: Library = current_app.extensions["library"]
    return opened
