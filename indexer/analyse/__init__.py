"""Here is a text; which words does it hold, and under which terms can each be found?"""

from indexer.analyse.analyser import Analyser, analysis_fingerprint
from indexer.analyse.snapshot import Snapshot, forget_words, learn, load
from indexer.analyse.words import Part, Standing, Token, Word

__all__ = [
    "Analyser",
    "Part",
    "Snapshot",
    "Standing",
    "Token",
    "Word",
    "analysis_fingerprint",
    "forget_words",
    "learn",
    "load",
]
