"""What the commands print of topics, in Swedish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from indexer.search.answer import ArticleList, TopicLink
from indexer.search.as_json import topic_links_as_json
from indexer.topics.evaluation import TopicEvaluation, TopicFigures
from indexer.topics.suggesting import Suggestions

ORIGINS = {"metadata": "redaktionen", "vocabulary": "ord i texten", "model": "förslag"}


def print_evaluation(result: TopicEvaluation, labels: Mapping[str, str]) -> None:
    """Print how well topics are proposed, the worst topics first."""
    console = Console(highlight=False)
    micro = result.micro
    console.print(
        f"{result.articles} artiklar, {len(result.topics)} ämnen. Av förslagen är"
        f" {_percent(micro.precision)} rätt, och {_percent(micro.recall)} av redaktionens ämnen"
        " föreslås."
    )
    console.print(
        f"F1 {micro.f1:.3f} (mikro) och {result.macro_f1:.3f} (makro);"
        f" bästa förslaget är rätt för {_percent(result.precision_at_1)} av artiklarna."
    )
    names = ("Ämne", "Artiklar", "Förslag", "Rätt", "Precision", "Täckning", "F1")
    table = Table(*names, title="Ämnen, de svåraste först")
    for one in sorted(result.topics, key=lambda one: one.f1):
        table.add_row(*map(Text, _cells(one, labels)))
    console.print(table)
    if result.confusions:
        table = Table("Redaktionens ämne", "Föreslogs i stället", "Artiklar", title="Förväxlingar")
        for pair in result.confusions:
            pairs = (labels.get(pair.tagged, pair.tagged), labels.get(pair.proposed, pair.proposed))
            table.add_row(*map(Text, (*pairs, str(pair.articles))))
        console.print(table)


def evaluation_as_json(result: TopicEvaluation) -> dict[str, Any]:
    """Return the evaluation as JSON values."""
    return {
        "articles": result.articles,
        "micro_f1": round(result.micro.f1, 4),
        "macro_f1": round(result.macro_f1, 4),
        "precision": round(result.micro.precision, 4),
        "recall": round(result.micro.recall, 4),
        "precision_at_1": round(result.precision_at_1, 4),
        "threshold": round(result.threshold, 4),
        "topics": [
            asdict(one)
            | {name: round(getattr(one, name), 4) for name in ("precision", "recall", "f1")}
            for one in result.topics
        ],
        "confusions": [asdict(pair) for pair in result.confusions],
    }


def print_suggestions(found: Suggestions) -> None:
    """Print the topics that an article could have and the words that spoke for each."""
    console = Console(highlight=False)
    console.print(Text(found.title, style="bold"))
    table = Table("Ämne", "Enligt", "Sannolikhet", Column("Ord som talar för", overflow="fold"))
    for topic in found.editors:
        table.add_row(*map(Text, (found.labels[topic], ORIGINS["metadata"], "", "")))
    for match in found.matched:
        words = ", ".join(match.evidence)
        table.add_row(*map(Text, (found.labels[match.topic], ORIGINS["vocabulary"], "", words)))
    for one in found.learnt:
        words = ", ".join(f"{term} {share:.2f}" for term, share in one.words)
        origin = ORIGINS["model"] if one.sure else "för osäkert"
        cells = (found.labels[one.topic], origin, _percent(one.probability), words)
        table.add_row(*map(Text, cells))
    console.print(table)
    if not found.has_model:
        console.print("Indexet har ingen ämnesmodell.")


def print_untagged(found: ArticleList) -> None:
    """Print a page of the articles without an editor's topic."""
    console = Console(highlight=False)
    articles = "artikel" if found.total == 1 else "artiklar"
    console.print(f"{found.total} {articles} utan redaktionens ämnen.")
    columns = (Column(name, overflow="fold") for name in ("Artikel", "Id", "Ämnen nu"))
    table = Table(*columns)
    for one in found.articles:
        table.add_row(*map(Text, (one.article.title, one.article.id, _named(one.topics))))
    if found.articles:
        console.print(table)


def untagged_as_json(found: ArticleList) -> dict[str, Any]:
    """Return a page of the articles without an editor's topic as JSON values."""
    return {
        "total": found.total,
        "articles": [
            {
                "id": one.article.id,
                "title": one.article.title,
                "url": one.article.url,
                "topics": topic_links_as_json(one.topics),
            }
            for one in found.articles
        ],
    }


def _cells(one: TopicFigures, labels: Mapping[str, str]) -> tuple[str, ...]:
    shares = (_percent(one.precision), _percent(one.recall), f"{one.f1:.2f}")
    return (
        labels.get(one.topic, one.topic),
        *map(str, (one.tagged, one.proposed, one.right)),
        *shares,
    )


def _named(links: Iterable[TopicLink]) -> str:
    return ", ".join(f"{link.label} ({ORIGINS[link.by]})" for link in links)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
