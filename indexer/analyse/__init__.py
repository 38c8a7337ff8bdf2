"""Here is a text; which words does it hold, and under which terms can each be found?"""

from indexer.analyse.analyser import Analyser
from indexer.analyse.words import Part, Token, Word

__all__ = ["Analyser", "Part", "Token", "Word"]
