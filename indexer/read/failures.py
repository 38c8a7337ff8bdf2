"""Why a file could not be read, and what to do about it."""

from __future__ import annotations

import errno

from indexer.errors import explain_failure


def explain(error: OSError | ValueError) -> tuple[str, str]:
    """Return the reason and the remedy, in Swedish, of a file that cannot be opened or read."""
    code = error.errno if isinstance(error, OSError) else errno.EINVAL
    match code:
        case errno.ENOENT | errno.ENOTDIR:
            return "finns inte", "Kontrollera sökvägen."
        case errno.EACCES | errno.EPERM:
            return "får inte läsas", "Ge den som kör kommandot rätt att läsa."
        case errno.ELOOP:
            return "är en länk som går i cirkel", "Ta bort länken."
        case errno.EINVAL | errno.ENAMETOOLONG:
            return "är ingen giltig sökväg", "Kontrollera sökvägen."
        case _:
            return (
                f"kan inte läsas ({explain_failure(error)})",
                "Kontrollera disken och försök igen.",
            )
