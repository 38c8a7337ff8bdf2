"""Here is a text; which words does it hold, and under which terms can each be found?"""

from indexer.analyse.analyser import Analyser, analysis_fingerprint
from indexer.analyse.blocks import Block, analyse_blocks
from indexer.analyse.snapshot import Snapshot, learn, load
from indexer.analyse.words import Part, Token, Word

__all__ = [
    "Analyser",
    "Block",
    "Part",
    "Snapshot",
    "Token",
    "Word",
    "analyse_blocks",
    "analysis_fingerprint",
    "learn",
    "load",
]
