"""How are millions of articles held on one machine, and found as fast as hundreds?"""

from indexer.engines.tantivy.library import require_library

require_library()

from indexer.engines.tantivy.engine import TantivyEngine  # noqa: E402 - it needs the library

__all__ = ["TantivyEngine"]
