"""What the commands share: their common options, their settings and their JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from indexer.app import Library
from indexer.commands.swedish_click import WRONG_USAGE
from indexer.settings import Settings, load_settings

as_json = click.option("--json", "as_json", is_flag=True, help="Skriv ett JSON-värde på stdout.")


def index_option(command: Any) -> Any:
    """Let --index stand after the command as well as before it."""
    return click.option(
        "--index",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=lambda ctx, _, value: value and ctx.obj.update(index=value),
        help="Mappen som indexet ligger i.",
    )(command)


def open_library(ctx: click.Context, /, **chosen: Any) -> Library:
    """Return the library of the command's settings."""
    return Library(read_settings(ctx, **chosen))


def read_settings(ctx: click.Context, /, **chosen: Any) -> Settings:
    """Return the settings of the command, with what was chosen on its line."""
    return load_settings(ctx.obj["file"], index=ctx.obj["index"], **chosen)


def refuse_usage(message: str) -> NoReturn:
    """Say what is wrong with how the command was written, and end the process."""
    click.echo(f"Fel. {message}", err=True)
    sys.exit(WRONG_USAGE)


def print_json(value: Any) -> None:
    """Print one JSON value on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
