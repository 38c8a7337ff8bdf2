"""Here are articles; how do they become an index that always answers?

`reindex` is one run: `base` is what the latest generation holds, `ingest` tells what the sources
hold that it does not, `reconcile` makes a draft of it, `gate` asks the draft the golden questions,
and `store` switches to it, or `rollback` to an earlier one. `comparing` tells what has become of
which article, and `history` remembers it. A generation has a `record` of itself and a `database` of
its articles. `withdraw` names what may not be shown, and `expunge` takes it out of the files.
"""

from indexer.index.gate import Gate
from indexer.index.generation import Generation
from indexer.index.record import Facts
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
