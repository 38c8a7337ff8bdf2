"""Here is an article; what is it about?"""

from indexer.topics.vocabulary import Topic, Vocabulary, load_vocabulary

__all__ = ["Topic", "Vocabulary", "load_vocabulary"]
