"""Tells what is wrong in a file that operators review by hand."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from indexer.commands.amounts import counted
from indexer.commands.options import print_json
from indexer.commands.swedish_click import FAILED
from indexer.search.reviewed_file import RuleProblem


def tell_check(path: Path, rules: int, problems: Sequence[RuleProblem], *, as_json: bool) -> None:
    """Print the number of rules in the file and its problems; exit as failed if there are any."""
    if as_json:
        print_json({"rules": rules, "problems": [asdict(problem) for problem in problems]})
    else:
        for problem in problems:
            click.echo(f"{path}, rad {problem.line}: {problem.reason}. {problem.remedy}", err=True)
        click.echo(f"{counted(rules, 'regel', 'regler')}, {len(problems)} fel.")
    if problems:
        sys.exit(FAILED)
