"""Here are questions with judged articles; how good are the answers?"""

from indexer.judge.answers import AnswerEvaluation, Excerpt, evaluate_answers
from indexer.judge.evaluation import DEPTH, Evaluation, QuestionResult, evaluate
from indexer.judge.trec import JudgedSet, load_answers, load_judged_set, write_run

__all__ = [
    "DEPTH",
    "AnswerEvaluation",
    "Evaluation",
    "Excerpt",
    "JudgedSet",
    "QuestionResult",
    "evaluate",
    "evaluate_answers",
    "load_answers",
    "load_judged_set",
    "write_run",
]
