"""Here are articles; how do they become an index that always answers?

`reindex` is one run: `intake` tells what the sources hold that is new, `reconcile` makes a draft of
it, `gate` asks the draft the golden questions, and `store` switches to it. `withdrawals` names what
may not be shown, and `expunge` takes it out of the files.
"""

from indexer.index.gate import Gate
from indexer.index.generation import Facts, Generation
from indexer.index.reindex import Reindexing, RunOptions
from indexer.index.report import LastRun, NothingReadError, Progress, Report
from indexer.index.store import Store

__all__ = [
    "Facts",
    "Gate",
    "Generation",
    "LastRun",
    "NothingReadError",
    "Progress",
    "Reindexing",
    "Report",
    "RunOptions",
    "Store",
]
