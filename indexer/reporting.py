"""What the command prints for people: answers, reports and tables, in Swedish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from indexer.analyse import Token
from indexer.index import Report
from indexer.index.status import IndexStatus
from indexer.judge import Evaluation
from indexer.read import Finding
from indexer.search import SearchAnswer, SearchRequest
from indexer.search.answer import Hit, Mark
from indexer.search.explain import Explanation

_KINDS = {"surface": "ordform", "stem": "stam", "lemma": "grundform", "part": "del"}
_SHOWN_CAUSES = 50
_SHOWN_ITEMS = 5


def print_report(report: Report) -> None:
    """Print what a reindexing did and what it refused, on stderr."""
    console = Console(stderr=True, highlight=False)
    if report.rebuilt:
        console.print(f"Allt byggdes på nytt: {report.rebuilt}.")
    articles = _counted(report.articles, "artikel", "artiklar")
    built = report.waiting or report.generation
    does = "är byggd" if report.waiting else "svarar"
    console.print(
        f"Generation {built} ({report.engine}) {does} med {articles}: "
        f"{_counted(report.added, 'ny', 'nya')}, {_counted(report.updated, 'ändrad', 'ändrade')}, "
        f"{_counted(report.unchanged, 'oförändrad', 'oförändrade')}, "
        f"{_counted(report.removed, 'borttagen', 'borttagna')}, "
        f"{_counted(report.rejected, 'avvisad', 'avvisade')}. {_seconds(report.seconds)}."
    )
    if report.topics:
        console.print(report.topics)
    if report.waiting:
        console.print(
            f"Men generation {report.generation} svarar, eftersom den är fäst."
            " Släpp den med: sokverket reindex --release."
        )
    if report.withheld:
        internal = _counted(report.withheld, "intern artikel", "interna artiklar")
        console.print(f"{internal} hölls utanför det publika indexet.")
    if report.advice:
        console.print(Text(report.advice))
    print_findings(report.findings)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def print_findings(findings: Sequence[Finding]) -> None:
    """Print what was refused or doubtful, on stderr: findings with one cause as one row."""
    if not findings:
        return
    console = Console(stderr=True, highlight=False)
    causes: dict[tuple[str, str, bool], list[str]] = {}
    for finding in findings:
        cause = (finding.reason, finding.remedy, finding.refused)
        causes.setdefault(cause, []).append(finding.item)
    headings = ("Vad", "Varför", "Gör så här", "Avvisad")
    table = Table(*(Column(heading, overflow="fold") for heading in headings), title="Att se över")
    for (reason, remedy, refused), items in list(causes.items())[:_SHOWN_CAUSES]:
        more = [f"och {len(items) - _SHOWN_ITEMS} till"] if len(items) > _SHOWN_ITEMS else []
        what = "\n".join([*items[:_SHOWN_ITEMS], *more])
        table.add_row(*map(Text, (what, reason, remedy, "ja" if refused else "nej")))
    console.print(table)
    if len(causes) > _SHOWN_CAUSES:
        console.print(f"… och {len(causes) - _SHOWN_CAUSES} orsaker till.")


def report_as_json(report: Report) -> dict[str, Any]:
    """Return the report as JSON."""
    return asdict(report) | {"rejected": report.rejected, "advice": report.advice}


def print_status(status: IndexStatus) -> None:
    """Print which generations there are, and how the last run ended."""
    console = Console(highlight=False)
    table = Table("Generation", "Byggd", "Motor", "Artiklar", "Avvisade", "Storlek", "")
    for one in reversed(status.generations):
        made = one.made[:16].replace("T", " ")
        numbers = ("", "") if one.problem else (str(one.articles), str(one.rejected))
        told = one.problem or ("svarar" if one.answers else "")
        table.add_row(*map(Text, (one.name, made, one.engine, *numbers, _megabytes(one.bytes),
                                  told)))  # fmt: skip
    console.print(table)
    if status.pinned:
        console.print("Den som svarar är fäst. Släpp den med: sokverket reindex --release.")
    console.print(f"På disk tar de {_megabytes(status.bytes)} tillsammans.")
    if status.withdrawn:
        console.print(f"Undantagna artiklar: {status.withdrawn}.")
    if last := status.last_run:
        when = last.ended[:16].replace("T", " ")
        done = (
            f"{_counted(last.added, 'ny', 'nya')}, {_counted(last.updated, 'ändrad', 'ändrade')}, "
            f"{_counted(last.removed, 'borttagen', 'borttagna')}, "
            f"{_counted(last.rejected, 'avvisad', 'avvisade')}. {_seconds(last.seconds)}."
        )
        console.print(Text(f"Senaste körningen {when}: {last.error or done}"))


def _seconds(number: float) -> str:
    return f"{number:.1f} s".replace(".", ",")


def _megabytes(number: int) -> str:
    return f"{number / 1e6:.1f} MB".replace(".", ",")


def print_answer(answer: SearchAnswer, request: SearchRequest) -> None:
    """Print one page of an answer."""
    console = Console(highlight=False)
    for line in _what_was_searched(answer):
        console.print(Text(line, style="italic"))
    words = "träff" if answer.total == 1 else "träffar"
    console.print(f"{answer.total} {words} på {answer.took_ms:.0f} ms")
    if answer.relaxed:
        console.print("Få artiklar har alla ord. Därför visas även sådana som saknar något.")
    first = (request.page - 1) * request.size + 1
    for number, hit in enumerate(answer.hits, start=first):
        _print_hit(console, number, hit)


def _what_was_searched(answer: SearchAnswer) -> Iterator[str]:
    """Yield what the person should know of the search besides its hits."""
    yield from map(str, answer.notices)
    if answer.searched != answer.query:
        yield f"”{answer.query}” gav inga träffar. Här är träffarna för ”{answer.searched}”."
    if answer.widened:
        yield f"Vi sökte även på {', '.join(answer.widened)}. Med --exact söks bara det skrivna."
    if answer.suggestion:
        yield f"Menade du ”{answer.suggestion}”?"


def _print_hit(console: Console, number: int, hit: Hit) -> None:
    console.print()
    article = hit.article
    console.print(Text(f"{number}. ") + _marked(article.title, hit.title_marks, "bold"))
    dates = [f"publicerad {article.published}"] if article.published else []
    dates += [f"granskad {article.reviewed}"] if article.reviewed else []
    facts = [part for part in (article.kind, *dates, article.id) if part]
    console.print(Text(" · ".join(facts), "dim"))
    if hit.chosen:
        console.print(Text("Vald av redaktionen för den här sökningen", "green"))
    if hit.missing:
        console.print(Text(f"Saknar: {', '.join(hit.missing)}", "yellow"))
    if hit.snippet.heading:
        console.print(Text(hit.snippet.heading, "bold dim"))
    console.print(_marked(hit.snippet.text, hit.snippet.marks, ""))
    if hit.duplicates:
        others = ", ".join(one.url or one.id for one in hit.duplicates)
        console.print(Text(f"Finns också som: {others}", "dim"))


def _marked(text: str, marks: Sequence[Mark], style: str) -> Text:
    marked = Text(text, style)
    for start, end in marks:
        marked.stylize("bold underline", start, end)
    return marked


def print_evaluation(result: Evaluation, worst: int) -> None:
    """Print the measures and the questions that fared worst."""
    console = Console(highlight=False)
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


def token_as_json(token: Token, text: str) -> dict[str, Any]:
    """Return a token with its terms and what kind each is of."""
    return {
        "text": text[token.start : token.end],
        "start": token.start,
        "end": token.end,
        "terms": [{"term": term, "kind": kind} for term, kind in _terms(token)],
    }


def print_tokens(tokens: Sequence[Token], text: str) -> None:
    """Print each word of a text with its terms."""
    table = Table("Ord", "Från", "Till", "Termer")
    for token in tokens:
        terms = ", ".join(f"{term} ({_KINDS[kind]})" for term, kind in _terms(token))
        word = text[token.start : token.end]
        table.add_row(Text(word), str(token.start), str(token.end), Text(terms))
    Console(highlight=False).print(table)


def _terms(token: Token) -> Iterator[tuple[str, str]]:
    word = token.word
    yield word.surface, "surface"
    yield word.stem, "stem"
    yield from ((lemma, "lemma") for lemma in word.lemmas)
    yield from dict.fromkeys((part.term, "part") for part in word.parts)


def print_explanation(explanation: Explanation, query: str) -> None:
    """Print where an article ranks and what each part of the question adds."""
    console = Console(highlight=False)
    if explanation.searched != query:
        console.print(f"”{query}” gav inga träffar. Förklaringen gäller ”{explanation.searched}”.")
    place = f"plats {explanation.rank}" if explanation.rank else "hittas inte"
    console.print(Text(f"{explanation.title}: {place}, poäng {explanation.score:.3f}"))
    table = Table("Del av frågan", "Bidrag")
    for share in explanation.shares:
        table.add_row(Text(str(share.part)), f"{share.score:.3f}")
    console.print(table)
