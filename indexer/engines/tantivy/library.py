"""Is the library here that this engine is made of, and does it know what we ask of it?"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from indexer.errors import EngineError

OLDEST = (0, 27)
NEEDED = {
    "Index": ("config_reader", "exists", "reload", "writer"),
    "IndexWriter": ("commit", "delete_documents_by_term", "wait_merging_threads"),
    "Query": ("const_score_query", "disjunction_max_query", "range_query", "term_set_query"),
    "Searcher": ("aggregate", "doc_freq", "search", "terms_with_prefix"),
}


def require_library() -> None:
    """Raise EngineError when the library is missing, too old, or lacks what is needed."""
    try:
        library = import_module("tantivy")
        found = version("tantivy")
    except (ImportError, PackageNotFoundError) as error:
        raise EngineError(
            "Sökmotorn ”tantivy”", "biblioteket tantivy är inte installerat", _install()
        ) from error
    missing = [
        f"{kind}.{name}"
        for kind, names in NEEDED.items()
        for name in names
        if not hasattr(getattr(library, kind, None), name)
    ]
    if _numbers(found) < OLDEST or missing:
        lacks = f" som saknar {', '.join(missing)}" if missing else ""
        raise EngineError(
            "Sökmotorn ”tantivy”",
            f"biblioteket tantivy har version {found}{lacks}, men 0.27 eller senare behövs",
            _install(),
        )


def _install() -> str:
    return "Installera det med: pip install 'sokverket[tantivy]'"


def _numbers(found: str) -> tuple[int, ...]:
    """Return the first two numbers of a version; what is no number counts as 0."""
    parts = found.split(".")[:2]
    return tuple(int(part) if part.isdecimal() else 0 for part in parts)
