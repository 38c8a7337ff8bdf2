"""Click in Swedish: the help page's headings and the messages for wrong usage."""

from __future__ import annotations

import io
import sys
from typing import Any

import click

from indexer.errors import SokverketError

NAME = "sokverket"
FAILED, WRONG_USAGE = 1, 2


class SwedishCommand(click.Command):
    """A command whose help is in Swedish."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what is written after the command's name, in order."""
        arguments = [param for param in self.params if isinstance(param, click.Argument)]
        return ["[FLAGGOR]", *(str(argument.make_metavar(ctx)) for argument in arguments)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is written."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Så skrivs det: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the flags do."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section("Flaggor"):
            formatter.write_dl([_explained(option, ctx) for option in options])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "Visa den här hjälpen."
        return option


class SwedishGroup(SwedishCommand, click.Group):
    """A group of commands."""

    command_class = SwedishCommand

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what is written after the group's name, in order."""
        return [*super().collect_usage_pieces(ctx), "KOMMANDO …"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the flags and the commands do."""
        super().format_options(ctx, formatter)
        rows = [
            (name, command.get_short_help_str(limit=100))
            for name in self.list_commands(ctx)
            if (command := self.described(ctx, name))
        ]
        with formatter.section("Kommandon"):
            formatter.write_dl(rows)

    def described(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return a command that can tell what it does."""
        return self.get_command(ctx, name)


def run(group: click.Group) -> None:
    """Run the command that was written and end the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(group.main(prog_name=NAME, standalone_mode=False) or 0)
    except SokverketError as error:
        click.echo(f"Fel. {error}", err=True)
        sys.exit(FAILED)
    except click.UsageError as error:
        click.echo(_usage_message(error), err=True)
        sys.exit(WRONG_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Avbrutet.", err=True)
        sys.exit(FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAILED)


def _explained(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    """Return how an option is written and what it does."""
    names = ", ".join((*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else _placeholder(option, ctx)
    required = " Måste anges." if option.required else ""
    return f"{names} {value}".rstrip(), f"{option.help or ''}{required}"


def _placeholder(option: click.Option, ctx: click.Context) -> str:
    match option.type:
        case click.Choice():
            return option.make_metavar(ctx)
        case click.Path():
            return "SÖKVÄG"
        case click.types.IntParamType():
            return "TAL"
    return "TEXT"


def _usage_message(error: click.UsageError) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    help_line = f"\nSe hjälpen: {error.ctx.command_path} --help" if error.ctx else ""
    return f"Fel. {_what_is_wrong(error)}{help_line}"


def _what_is_wrong(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"Flaggan {error.option_name} finns inte. {_remedy(error)}"
        case click.MissingParameter():
            return f"{_name(error)} saknas."
        case click.BadOptionUsage():
            return _misused_option(error)
        case click.BadParameter():
            return f"{_name(error)} har ett värde som inte passar. {_allowed(error.param)}"
    words = str(error.message)
    if words.startswith("No such command"):
        name = words.split(" ", 3)[-1].strip(".'")
        return f"Kommandot {name} finns inte."
    if "unexpected extra argument" in words:
        extra = words.partition("(")[2].rstrip(")")
        return f"För många ord efter kommandot: {extra}. Sätt citattecken om det som hör ihop."
    return f"Kommandot är felskrivet ({words})."


def _remedy(error: click.NoSuchOption) -> str:
    if error.possibilities:
        return f"Menade du {error.possibilities[0]}?"
    if error.option_name.startswith("--"):
        return ""
    return "Är det en fråga som börjar med minus, skriv -- och blanksteg före den."


def _misused_option(error: click.BadOptionUsage) -> str:
    if "does not take a value" in error.message:
        return f"Flaggan {error.option_name} tar inget värde."
    return f"Flaggan {error.option_name} saknar värde."


def _name(error: click.BadParameter) -> str:
    param = error.param
    if param is None:
        return "Ett värde"
    if isinstance(param, click.Option) or not error.ctx:
        return param.opts[0]
    return str(param.make_metavar(error.ctx)).strip("[]").removesuffix(" …")


def _allowed(param: click.Parameter | None) -> str:
    """Return what may be written, or else an empty string."""
    kind: Any = param.type if param else None
    match kind:
        case click.Choice():
            return f"Välj bland {', '.join(kind.choices)}."
        case click.IntRange(min=first, max=None):
            return f"Skriv ett heltal från {first} och uppåt."
        case click.IntRange(min=first, max=last):
            return f"Skriv ett heltal från {first} till {last}."
        case click.types.IntParamType():
            return "Skriv ett heltal."
    return ""
