"""The commands that put the pages on the web: `sokverket serve` and `sokverket demo`."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import click

import indexer
from indexer.app import Library
from indexer.commands.options import index_option, open_library
from indexer.commands.progress import show_progress
from indexer.commands.report import print_report
from indexer.commands.swedish_click import SwedishCommand
from indexer.errors import SokverketError
from indexer.settings import FILE_NAME, Settings
from indexer.settings.table import WORKERS
from webui.app import create_app
from webui.capacity import how_many, try_out
from webui.language import ngettext
from webui.logs import write_log
from webui.memory import MEGABYTE
from webui.serving import HIGHEST_PORT, Server, listen

CAN_FORK = hasattr(os, "fork")
CLOSED = "Sidorna svarar, men sökningen är stängd."

DEMO_INDEX = Path(".sokverket-demo")
"""Where the sample archive has its index, so that nobody's own archive is mixed with it."""

host_option = click.option("--host", help="Adressen som servern lyssnar på.")
port_option = click.option(
    "--port", type=click.IntRange(1, HIGHEST_PORT), help="Porten som servern lyssnar på."
)


@click.command(cls=SwedishCommand)
@host_option
@port_option
@click.option(
    "--workers",
    type=click.IntRange(*WORKERS),
    help="Antal serverprocesser; annars en för varje kärna, högst 4.",
)
@index_option
@click.pass_context
def serve(ctx: click.Context, host: str | None, port: int | None, workers: int | None) -> None:
    """Visa sidorna på webben."""
    library = open_library(ctx, host=host, port=port, workers=workers)
    with listen(library.settings) as listener:
        run(library, listener)


@click.command(cls=SwedishCommand)
@host_option
@port_option
@index_option
@click.pass_context
def demo(ctx: click.Context, host: str | None, port: int | None) -> None:
    """Indexera exempelarkivet i ett eget index och visa det på webben."""
    ctx.obj["file"] = ctx.obj["file"] or sample_archive() / FILE_NAME
    ctx.obj["index"] = ctx.obj["index"] or DEMO_INDEX
    library = open_library(ctx, host=host, port=port, workers=1)
    with listen(library.settings) as listener:
        with show_progress() as progress:
            report = library.reindex((), progress=progress)
        print_report(report)
        run(library, listener)


def sample_archive() -> Path:
    """Return the folder of the sample archive: in the package, or beside it in a checkout."""
    package = Path(str(resources.files(indexer)))
    installed = package / "sample"
    return installed if installed.is_dir() else package.parent / "data"


@contextlib.contextmanager
def open_server(library: Library) -> Iterator[Server]:
    """Yield a server in this process that has its port; raise SettingsError if it cannot be had."""
    server = Server(create_app(library), listen(library.settings), library.settings)
    try:
        yield server
    finally:
        server.close()


def run(library: Library, listener: socket.socket) -> None:
    """Say where the pages are and serve them until interrupted."""
    site = library.settings
    write_log(requests=site.access_log)
    number = site.workers
    if number > 1 and not CAN_FORK:
        click.echo("På det här systemet svarar en enda process, med trådar.", err=True)
        number = 1
    if number > 1:
        number = _room_for(library)
    if number > 1:
        _run_several(library, listener, number)
    else:
        _run_one(library, listener)


def _run_one(library: Library, listener: socket.socket) -> None:
    server = Server(create_app(library), listener, library.settings)
    with contextlib.closing(server), library.following(), _ending_by_signal(server):
        try:
            library.warm_up()
            click.echo(_answers_with(library, library.health().articles), err=True)
        except SokverketError as error:
            click.echo(f"{CLOSED} {error}", err=True)
        _say_where(library)
        server.run()


def _room_for(library: Library) -> int:
    """Return how many processes there is memory for, and say what they answer with."""
    number = library.settings.workers
    try:
        tried = try_out(library)
    except SokverketError as error:
        click.echo(f"{CLOSED} {error}", err=True)
        return number
    number, lack = how_many(number, tried.own)
    if number > 1:
        tried.load()
        taken = f", med {tried.own // MEGABYTE} MB eget minne var" if tried.own else ""
        said = f"{_answers_with(library, tried.articles)} {number} serverprocesser{taken}."
        click.echo(said, err=True)
    if lack:
        click.echo(lack, err=True)
    return number


def _run_several(library: Library, listener: socket.socket, number: int) -> None:
    from webui.workers import Workers  # noqa: PLC0415 - gunicorn is not for every system

    _say_where(library)
    Workers(library, create_app(library), listener, number).run()


def _answers_with(library: Library, articles: int) -> str:
    held = ngettext("%(num)s artikel", "%(num)s artiklar", articles)
    return f"{library.settings.site_name} svarar med {held}."


def _say_where(library: Library) -> None:
    click.echo(f"Öppna {address(library.settings)} i webbläsaren. Avsluta med Ctrl+C.", err=True)


@contextlib.contextmanager
def _ending_by_signal(server: Server) -> Iterator[None]:
    """Let requests come to their end when SIGTERM asks for it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: server.end())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def address(site: Settings) -> str:
    """Return where the pages are found."""
    prefix = site.prefix.strip("/")
    host = f"[{site.host}]" if ":" in site.host else site.host
    return f"http://{host}:{site.port}/" + (f"{prefix}/" if prefix else "")
