"""Files that survive a power cut: written beside, synced, and put in place at one stroke."""

from __future__ import annotations

import os
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Give the file this text; whoever reads it meanwhile sees the old text or the new."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)


def sync_tree(path: Path) -> None:
    """See a folder with all that it holds safe on disk."""
    for found in path.rglob("*"):
        sync(found)
    sync(path)


def sync(path: Path) -> None:
    """See a file or folder safe on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
