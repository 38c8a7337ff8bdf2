"""`sokverket evaluate`: how good are the answers to judged questions?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.commands.options import as_json, index_option, open_library, print_json
from indexer.commands.swedish_click import SwedishCommand
from indexer.judge import AnswerEvaluation, Evaluation, write_run


@click.command(cls=SwedishCommand)
@click.option("--queries", type=click.Path(path_type=Path), required=True,
              help="Frågorna: id, tabb, text.")  # fmt: skip
@click.option("--qrels", type=click.Path(path_type=Path), required=True,
              help="Bedömningarna i TREC-form.")  # fmt: skip
@click.option("--answers", type=click.Path(path_type=Path),
              help="Svaren: id, tabb, text. Mät hur ofta de står i träffarnas utdrag.")  # fmt: skip
@click.option("--run", "run_file", type=click.Path(path_type=Path), help="Skriv en TREC-körning.")
@click.option("--worst", type=click.IntRange(min=0), default=10, help="Visa så många sämsta.")
@as_json
@index_option
@click.pass_context
def evaluate(ctx: click.Context, /, queries: Path, qrels: Path, **options: Any) -> None:
    """Mät hur bra svaren är på frågor med bedömda artiklar."""
    library = open_library(ctx)
    result = library.evaluate(queries, qrels)
    answers = options["answers"]
    shown = library.evaluate_answers(queries, qrels, answers) if answers else None
    if options["run_file"]:
        write_run(options["run_file"], result.ranking)
    if options["as_json"]:
        print_json(
            {
                "ndcg@10": round(result.ndcg, 4),
                "mrr@10": round(result.mrr, 4),
                "recall@10": round(result.recall, 4),
                "queries": len(result.results),
            }
            | (_answers_as_json(shown) if shown else {})
        )
    else:
        _print_evaluation(result, options["worst"])
        if shown:
            _print_answers(shown)


def _answers_as_json(shown: AnswerEvaluation) -> dict[str, float]:
    return {f"answer@{depth}": round(share, 4) for depth, share in shown.shown.items()} | {
        "snippet": round(shown.snippet, 1),
        "quoted": round(shown.quoted, 4),
        "quoted_right": round(shown.quoted_right, 4),
    }


def _print_answers(shown: AnswerEvaluation) -> None:
    console = Console(markup=False, highlight=False)
    shares = "   ".join(f"svar@{depth} {share:.4f}" for depth, share in shown.shown.items())
    console.print(f"{shares}   {shown.snippet:.0f} tecken   {shown.questions} frågor")
    console.print(f"citat {shown.quoted:.4f}   varav rätt {shown.quoted_right:.4f}")


def _print_evaluation(result: Evaluation, worst: int) -> None:
    """Print the measures and the questions with the worst answers."""
    console = Console(markup=False, highlight=False)
    console.print(
        f"nDCG@10 {result.ndcg:.4f}   MRR@10 {result.mrr:.4f}   recall@10 {result.recall:.4f}   "
        f"{len(result.results)} frågor"
    )
    if worst:
        table = Table("Fråga", "nDCG", "Skulle hitta", "Hittade i stället", title="Sämst")
        for question in result.results[:worst]:
            table.add_row(
                Text(f"{question.id} {question.text}"),
                f"{question.ndcg:.2f}",
                Text(", ".join(question.wanted[:3])),
                Text(", ".join(question.found[:3])),
            )
        console.print(table)
