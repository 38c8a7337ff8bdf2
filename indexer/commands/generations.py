"""`sokverket rollback` and `sokverket withdraw`: which generation answers, and without what?"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict

import click

from indexer.app import Library
from indexer.commands.options import as_json, index_option, open_library, print_json
from indexer.commands.swedish_click import SwedishCommand
from indexer.errors import SokverketError
from indexer.search.searcher import Searcher


@click.command(cls=SwedishCommand)
@click.argument("generation", required=False, default="", metavar="[GENERATION]")
@as_json
@index_option
@click.pass_context
def rollback(ctx: click.Context, generation: str, as_json: bool) -> None:  # noqa: FBT001
    """Låt en äldre generation svara, den närmast före om ingen anges, tills den släpps."""
    name = open_library(ctx).rollback(generation)
    if as_json:
        print_json({"generation": name, "pinned": True})
    else:
        click.echo(f"Generation {name} svarar. Nya byggs men svarar inte förrän du kör")
        click.echo("sokverket reindex --release.")


@click.command(cls=SwedishCommand)
@click.argument("articles", nargs=-1, metavar="[ID …]")
@click.option("--release", is_flag=True, help="Låt artiklarna komma tillbaka.")
@as_json
@index_option
@click.pass_context
def withdraw(ctx: click.Context, /, articles: tuple[str, ...], **flags: bool) -> None:
    """Ta bort artiklar ur alla generationer, för sekretess eller integritet.

    Ett id som ingen artikel har ännu hålls utanför från början. Utan ID visas vilka som är
    undantagna.
    """
    library = open_library(ctx)
    busy, unheld, left = "", [], []
    if flags["release"] and not articles:
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    if flags["release"]:
        library.release(articles)
        told = "Artiklarna kommer tillbaka vid nästa reindex, om källorna har dem kvar."
    elif articles:
        unheld, left = library.unheld(articles), _with_the_same_text(library, articles)
        busy = library.withdraw(articles)
        for id_ in unheld:
            click.echo(
                f"Artikeln ”{id_}”: ingen generation har den, men id:t hålls utanför kommande."
                " Är det felskrivet, ångra med --release.",
                err=True,
            )
        told = _what_is_gone(busy, left) if len(unheld) < len(articles) else ""
    else:
        rows = [f"{one.since}  {one.id}" for one in library.withdrawn()]
        told = "\n".join(rows) or "Ingen artikel är undantagen."
    if flags["as_json"]:
        withdrawn = [asdict(one) for one in library.withdrawn()]
        record = {"withdrawn": withdrawn, "pending": busy, "unheld": unheld, "duplicates": left}
        print_json(record)
    elif told:
        click.echo(told)


def _with_the_same_text(library: Library, articles: Sequence[str]) -> list[str]:
    """Return the ids of other articles with the text of any of these, as far as can be told."""
    others: set[str] = set()
    with suppress(SokverketError):  # nothing may keep an article from being withdrawn
        for id_ in articles:
            if shown := library.ask(Searcher.show, id_):
                others |= {one.id for one in shown.duplicates}
    return sorted(others.difference(articles))


def _what_is_gone(busy: str, left: Sequence[str]) -> str:
    if busy:
        told = (
            f"Artiklarna visas inte längre. Men i indexets filer ligger de kvar: {busy}."
            " De tas bort när den körningen är klar."
        )
    else:
        told = (
            "Artiklarna visas inte längre, är borta ur alla generationers filer och hålls utanför"
            " kommande. Säkerhetskopior och källorna sköter du själv."
        )
    if left:
        told += f"\nSamma text finns kvar som {', '.join(left)}. Undanta dem också vid behov."
    return told
