"""Here are articles; how do they become an index that always answers?"""

from indexer.index.generation import Facts, Generation
from indexer.index.reindex import Reindexing
from indexer.index.report import NothingReadError, Progress, Report
from indexer.index.store import Store

__all__ = ["Facts", "Generation", "NothingReadError", "Progress", "Reindexing", "Report", "Store"]
