"""Here is an article; what is it about?"""

from indexer.topics.analysed import Analysed, WeighedPassage
from indexer.topics.assigning import Assigner
from indexer.topics.files import check_vocabulary, load_vocabulary
from indexer.topics.vocabulary import Topic, Vocabulary

__all__ = [
    "Analysed",
    "Assigner",
    "Topic",
    "Vocabulary",
    "WeighedPassage",
    "check_vocabulary",
    "load_vocabulary",
]
