"""Here are questions with judged articles; how good are the answers?"""

from indexer.judge.evaluation import DEPTH, Evaluation, QuestionResult, evaluate
from indexer.judge.trec import JudgedSet, load_judged_set, write_run

__all__ = [
    "DEPTH",
    "Evaluation",
    "JudgedSet",
    "QuestionResult",
    "evaluate",
    "load_judged_set",
    "write_run",
]
