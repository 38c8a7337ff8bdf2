"""Engines are a ladder: how large an archive does each carry, and which is the next?

The figures are those of tests/bench/results.md, measured on 2 cores.
"""

from __future__ import annotations

from dataclasses import dataclass

_DECIMAL_COMMA = str.maketrans(",.", "\N{NO-BREAK SPACE},")


@dataclass(frozen=True, slots=True)
class Rung:
    """An engine with the most articles it suits; at `measured` articles p95 is milliseconds."""

    most: int
    measured: int
    p95: float
    next: str = ""


RUNGS = {
    "whoosh": Rung(most=50_000, measured=22_335, p95=14.2, next="tantivy"),
    "tantivy": Rung(most=1_000_000, measured=1_000_000, p95=28.6),
}


def advise(engine: str, articles: int) -> str:
    """Return in Swedish what to do when an archive is too large for its engine, else nothing."""
    rung = RUNGS.get(engine)
    if rung is None or articles <= rung.most:
        return ""
    remedy = (
        f'Byt motor: skriv engine = "{rung.next}" i sokverket.toml och kör sokverket reindex.'
        if rung.next
        else "Dela upp arkivet på flera index, eller räkna med längre svarstider."
    )
    return (
        f"Arkivet har {_number(articles)} artiklar, men motorn {engine} passar för högst "
        f"{_number(rung.most)}. I mätningen med {_number(rung.measured)} artiklar på 2 kärnor tog "
        f"19 av 20 sökningar högst {_number(rung.p95)} ms, och tiden växer med arkivet. {remedy}"
    )


def _number(number: float) -> str:
    return f"{number:,}".translate(_DECIMAL_COMMA)
