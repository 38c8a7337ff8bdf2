"""Files that editors and operators write as text: what they hold, or why they cannot be read."""

from __future__ import annotations

from pathlib import Path

from indexer.errors import SokverketError, explain_failure


def read_text(path: Path, refusal: type[SokverketError], what: str, remedy: str) -> str:
    """Return the text of a file in UTF-8, without the mark that some programs begin it with.

    Raises the refusal, which says that `what` (in Swedish) cannot be read, and the remedy.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = f"{what} kan inte läsas ({explain_failure(error)})"
        raise refusal(str(path), reason, remedy) from error
