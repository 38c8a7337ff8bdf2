"""Files that are learnt once on each machine, in the user's cache folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def cached_file(name: str, write: Callable[[Path], object]) -> Path:
    """Return the file of this name, written first if it is not there.

    Raises OSError when neither the cache folder nor the temporary one can be written to.
    """
    home, temporary = _folders()
    try:
        return _write_once(home / name, write)
    except OSError:
        return _write_once(temporary / name, write)


def _write_once(path: Path, write: Callable[[Path], object]) -> Path:
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        write(draft)
        return draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _folders() -> tuple[Path, Path]:
    chosen = os.environ.get("XDG_CACHE_HOME")
    home = Path(chosen) if chosen else Path.home() / ".cache"
    return home / "sokverket", Path(tempfile.gettempdir()) / f"sokverket-{os.getuid()}"
