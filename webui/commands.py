"""The commands that put the pages on the web: `sokverket serve` and `sokverket demo`."""

from __future__ import annotations

import contextlib
import errno
import socket
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import click
from waitress.server import create_server

import indexer
from indexer.app import Library
from indexer.commands.options import index_option, open_library
from indexer.commands.progress import show_progress
from indexer.commands.report import print_report
from indexer.commands.swedish_click import SwedishCommand
from indexer.errors import SettingsError, SokverketError, explain_failure
from indexer.settings import FILE_NAME, Settings
from webui.app import MAX_BODY, create_app
from webui.language import ngettext
from webui.logs import write_log

HIGHEST_PORT = 65_535

DEMO_INDEX = Path(".sokverket-demo")
"""Where the sample archive has its index, so that nobody's own archive is mixed with it."""

host_option = click.option("--host", help="Adressen som servern lyssnar på.")
port_option = click.option(
    "--port", type=click.IntRange(1, HIGHEST_PORT), help="Porten som servern lyssnar på."
)


@click.command(cls=SwedishCommand)
@host_option
@port_option
@index_option
@click.pass_context
def serve(ctx: click.Context, host: str | None, port: int | None) -> None:
    """Visa sidorna på webben."""
    library = open_library(ctx, host=host, port=port)
    with open_server(library) as server:
        run(server, library)


@click.command(cls=SwedishCommand)
@host_option
@port_option
@index_option
@click.pass_context
def demo(ctx: click.Context, host: str | None, port: int | None) -> None:
    """Indexera exempelarkivet i ett eget index och visa det på webben."""
    ctx.obj["file"] = ctx.obj["file"] or sample_archive() / FILE_NAME
    ctx.obj["index"] = ctx.obj["index"] or DEMO_INDEX
    library = open_library(ctx, host=host, port=port)
    with open_server(library) as server:
        with show_progress() as progress:
            report = library.reindex((), progress=progress)
        print_report(report)
        run(server, library)


def sample_archive() -> Path:
    """Return the folder of the sample archive: in the package, or beside it in a checkout."""
    package = Path(str(resources.files(indexer)))
    installed = package / "sample"
    return installed if installed.is_dir() else package.parent / "data"


@contextlib.contextmanager
def open_server(library: Library) -> Iterator[Any]:
    """Yield a waitress server that has its port; raise SettingsError when it cannot be had."""
    site = library.settings
    server = create_server(
        create_app(library),
        sockets=[_listen(site)],
        threads=site.threads,
        ident="",
        max_request_body_size=MAX_BODY,
        clear_untrusted_proxy_headers=not site.trusted_proxies,
    )
    try:
        yield server
    finally:
        server.close()


def run(server: Any, library: Library) -> None:
    """Say where the pages are and serve them until interrupted."""
    write_log(requests=library.settings.access_log)
    click.echo(_what_is_served(library), err=True)
    click.echo(f"Öppna {address(library.settings)} i webbläsaren. Avsluta med Ctrl+C.", err=True)
    with library.following():
        server.run()


def address(site: Settings) -> str:
    """Return where the pages are found."""
    prefix = site.prefix.strip("/")
    host = f"[{site.host}]" if ":" in site.host else site.host
    return f"http://{host}:{site.port}/" + (f"{prefix}/" if prefix else "")


def _listen(site: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in site.host else socket.AF_INET
    if site.port > HIGHEST_PORT:
        raise _unusable(site)
    try:
        return socket.create_server((site.host, site.port), family=family)
    except OSError as error:
        raise _unavailable(site, error) from error


def _unusable(site: Settings) -> SettingsError:
    return SettingsError(
        f"Port {site.port}", "den går inte att använda här", "Välj en port från 1024 till 65535."
    )


def _unavailable(site: Settings, error: OSError) -> SettingsError:
    if error.errno == errno.EADDRINUSE:
        return SettingsError(
            f"Port {site.port}",
            "ett annat program använder den redan",
            f"Välj en annan, till exempel --port {site.port + 1}, eller avsluta det programmet.",
        )
    if error.errno == errno.EACCES:
        return _unusable(site)
    return SettingsError(
        f"Adressen {site.host}",
        f"servern kan inte lyssna på den ({explain_failure(error)})",
        "Välj en adress som datorn har, till exempel --host 127.0.0.1.",
    )


def _what_is_served(library: Library) -> str:
    try:
        library.warm_up()
        health = library.health()
    except SokverketError as error:
        return f"Sidorna svarar, men sökningen är stängd. {error}"
    articles = ngettext("%(num)s artikel", "%(num)s artiklar", health.articles)
    return f"{library.settings.site_name} svarar med {articles}."
