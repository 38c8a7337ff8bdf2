"""Files that are learnt once on each machine, in the user's cache folder."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from indexer.analyse.tables import FORMAT, read_tables, write_tables


def cached_file(name: str, write: Callable[[Path], object]) -> Path:
    """Return the file of this name, written first if it is not there.

    Raises OSError when neither the cache folder nor the temporary one can be written to.
    """
    return _first(lambda folder: _write_once(folder / name, write))


def cached_table(
    name: str, table: str, learn: Callable[[], Mapping[str, str]]
) -> Mapping[str, str]:
    """Return a table in a file of this name; what is learnt itself where no file can be had."""

    def write(path: Path) -> None:
        write_tables(path, {table: learn()})

    try:
        return read_tables(cached_file(f"{name}-{FORMAT}", write))[table]
    except (OSError, ValueError):
        return learn()


def is_cached(name: str) -> bool:
    """Tell whether the cache folder has a file of this name."""
    return (_folders()[0] / name).exists()


def is_cached_table(name: str) -> bool:
    """Tell whether the cache folder has the table of this name."""
    return is_cached(f"{name}-{FORMAT}")


def replace_cached(name: str, write: Callable[[Path], object]) -> None:
    """Write the file of this name anew, in one stroke; raises OSError as `cached_file` does."""
    _first(lambda folder: _write(folder / name, write))


def find_cached(name: str) -> list[Path]:
    """Return the files of this name, the one in the cache folder before the temporary one."""
    return [path for folder in _folders() if (path := folder / name).exists()]


def _first(write: Callable[[Path], Path]) -> Path:
    """Write in the first folder that allows it."""
    *preferred, last = _folders()
    for folder in preferred:
        with contextlib.suppress(OSError):
            return write(folder)
    return write(last)


def _write_once(path: Path, write: Callable[[Path], object]) -> Path:
    return path if path.exists() else _write(path, write)


def _write(path: Path, write: Callable[[Path], object]) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        write(draft)
        draft.chmod(0o600)
        return draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _folders() -> list[Path]:
    """Return the user's cache folder, and the temporary one unless another user prepared it."""
    chosen = os.environ.get("XDG_CACHE_HOME")
    home = Path(chosen) if chosen else Path.home() / ".cache"
    temporary = Path(tempfile.gettempdir()) / f"sokverket-{os.getuid()}"
    is_ours = not os.path.lexists(temporary) or temporary.lstat().st_uid == os.getuid()
    return [home / "sokverket", *([temporary] if is_ours else [])]
