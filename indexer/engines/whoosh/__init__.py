"""How does Whoosh hold the terms, and how are they found in milliseconds?"""

from indexer.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
