"""An answer as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from indexer.commands.amounts import counted
from indexer.search import SearchAnswer, SearchRequest
from indexer.search.answer import Hit, Mark, WaysOn, in_swedish
from indexer.search.reading import read_as


def print_answer(answer: SearchAnswer, request: SearchRequest) -> None:
    """Print one page of an answer."""
    console = Console(markup=False, highlight=False)
    for line in _what_was_searched(answer):
        console.print(Text(line, style="italic"))
    hits = counted(answer.total, "träff", "träffar")
    console.print(f"{hits} på {answer.took_ms:.0f} ms")
    if answer.relaxed:
        console.print("Få artiklar har alla ord. Därför visas även sådana som saknar något.")
    if answer.ways:
        for line in _ways_on(answer.ways):
            console.print(line)
    if answer.quoted:
        _print_quotation(console, answer.quoted)
    first = (request.page - 1) * request.size + 1
    for at, hit in enumerate(answer.hits):
        if at == answer.first_lacking:
            console.print(Text("\nTräffar som saknar något av orden", "bold yellow"))
        _print_hit(console, first + at, hit)


def _what_was_searched(answer: SearchAnswer) -> Iterator[str]:
    """Yield what the person should know of the search besides its hits."""
    if reading := read_as(answer.tree, in_swedish):
        yield f"Så lästes frågan: {'; '.join(reading)}."
    yield from map(in_swedish, answer.notices)
    if answer.searched != answer.query:
        yield f"”{answer.query}” gav inga träffar. Här är träffarna för ”{answer.searched}”."
    if answer.widened:
        yield f"Vi sökte även på {', '.join(answer.widened)}. Med --exact söks bara det skrivna."
    for offer in answer.offers:
        ends = [("--from", offer.since), ("--to", offer.until)]
        options = " ".join(f"{option} {date}" for option, date in ends if date)
        yield f"Bara det som publicerades {offer.text}: {options}"
    if answer.suggestion:
        yield f"Menade du ”{answer.suggestion}”?"


def _ways_on(ways: WaysOn) -> Iterator[str]:
    """Yield what a person can do when nothing was found."""
    found = (*ways.fewer, *ways.parts)
    if found:
        told = (f"”{one.query}” ({counted(one.total, 'träff', 'träffar')})" for one in found)
        yield f"Sök i stället på {', '.join(told)}."
    if ways.topics:
        yield f"Ämnen med liknande namn: {', '.join(topic.label for topic in ways.topics)}."


def _print_quotation(console: Console, hit: Hit) -> None:
    console.print()
    console.print(_marked(hit.snippet.text, hit.snippet.marks, ""))
    published = f", publicerad {hit.article.published}" if hit.article.published else ""
    console.print(Text(f"Ur {hit.article.title}{published}", "dim"))


def _print_hit(console: Console, number: int, hit: Hit) -> None:
    console.print()
    article = hit.article
    console.print(Text(f"{number}. ") + _marked(article.title, hit.title_marks, "bold"))
    dates = [f"publicerad {article.published}"] if article.published else []
    dates += [f"granskad {article.reviewed}"] if article.reviewed else []
    facts = [part for part in (article.kind, *dates, article.id) if part]
    console.print(Text(" · ".join(facts), "dim"))
    if hit.reference_marks:
        console.print(_marked(article.reference, hit.reference_marks, ""))
    if hit.chosen:
        console.print(Text("Vald av redaktionen för den här sökningen", "green"))
    if hit.missing:
        console.print(Text(f"Saknar: {', '.join(hit.missing)}", "yellow"))
    if hit.snippet.heading:
        console.print(_marked(hit.snippet.heading, hit.snippet.heading_marks, "bold dim"))
    console.print(_marked(hit.snippet.text, hit.snippet.marks, ""))
    if hit.duplicates:
        others = ", ".join(one.url or one.id for one in hit.duplicates)
        console.print(Text(f"Finns också som: {others}", "dim"))


def _marked(text: str, marks: Sequence[Mark], style: str) -> Text:
    marked = Text(text, style)
    for start, end in marks:
        marked.stylize("bold underline", start, end)
    return marked
