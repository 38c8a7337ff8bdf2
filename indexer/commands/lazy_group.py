"""A group whose commands are loaded when they are run: neither the others nor --help wait."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from importlib.machinery import SourceFileLoader
from importlib.metadata import entry_points
from importlib.util import find_spec
from pkgutil import resolve_name
from typing import Any

import click

from indexer.commands.swedish_click import SwedishCommand, SwedishGroup

PLUGINS = "sokverket.commands"
"""The entry points by which other packages add commands."""


class LazyGroup(SwedishGroup):
    """A group of commands by name and place, "module:attribute", and of other packages' commands.

    The help of the group takes what it says of each from the docstring in the source, so that a
    command's module may import what it needs at its top.
    """

    def __init__(self, *args: Any, places: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Return the names of all commands."""
        return sorted({*self.places, *entry_points(group=PLUGINS).names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, loaded first now, or None when there is none."""
        place = self._place(cmd_name)
        command: click.Command | None = resolve_name(place) if place else None
        return command

    def described(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return a command that can tell what it does, without its module where that can be."""
        doc = _docstring(self._place(name))
        return SwedishCommand(name, help=doc) if doc else self.get_command(ctx, name)

    def _place(self, name: str) -> str:
        if name in self.places:
            return self.places[name]
        return next((plugin.value for plugin in entry_points(group=PLUGINS, name=name)), "")


def _docstring(place: str) -> str | None:
    """Return the docstring of a function from its module's source, or None without either."""
    module, _, function = place.partition(":")
    spec = find_spec(module)
    loader = spec and spec.loader
    source = loader.get_source(module) if isinstance(loader, SourceFileLoader) else None
    for node in ast.parse(source or "").body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return ast.get_docstring(node)
    return None
