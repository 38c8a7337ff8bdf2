"""The options of `sokverket search`, made of the table of search parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

import click

from indexer.commands.options import refuse_usage
from indexer.search.answer import in_swedish
from indexer.search.codecs import (
    ChoiceCodec,
    DateCodec,
    NumberCodec,
    TextCodec,
    UnusableValueError,
    ValuesCodec,
)
from indexer.search.parameters import PARAMETERS, SearchParameter


def search_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for each parameter that has one; each comes as its field."""
    for parameter in reversed(PARAMETERS):
        if parameter.option:
            command = _option(parameter)(command)
    return command


def _option(parameter: SearchParameter) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        *(parameter.option, parameter.field),
        help=parameter.help,
        **_attributes(parameter),
    )


def _attributes(parameter: SearchParameter) -> dict[str, Any]:
    """Return what tells click how to read the values of a parameter."""
    match parameter.codec:
        case ChoiceCodec() if isinstance(parameter.default, bool):
            return {"is_flag": True, "default": parameter.default}
        case ChoiceCodec(words):
            default = parameter.codec.write(parameter.default)
            choice = click.Choice(list(words))
            return {"type": choice, "default": default, "callback": _reader(parameter)}
        case NumberCodec(highest, fixed):
            numbers = click.IntRange(1, highest if fixed else None)
            return {"type": numbers, "default": parameter.default}
        case ValuesCodec():
            return {"multiple": True}
        case DateCodec() | TextCodec():
            return {"callback": _reader(parameter)}
    assert_never(parameter.codec)


def _reader(parameter: SearchParameter) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """Return what reads the text of an option, which gives the default where it is empty."""

    def read(_: click.Context, option: click.Parameter, text: str | None) -> Any:
        if not text:
            return parameter.default
        try:
            return parameter.codec.read([text])
        except UnusableValueError as error:
            reason = in_swedish(error.notice)
            refuse_usage(f"{option.opts[0]} {text}: {reason}")

    return read
