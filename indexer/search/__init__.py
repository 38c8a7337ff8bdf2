"""Here is a question; which articles answer it best, and how?"""

from indexer.search.answer import SearchAnswer, ShownArticle, TopicCount
from indexer.search.request import SearchRequest
from indexer.search.searcher import Searcher

__all__ = ["SearchAnswer", "SearchRequest", "Searcher", "ShownArticle", "TopicCount"]
