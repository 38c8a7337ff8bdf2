"""How many faults were injected, how many the index survived, and what was lost."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Figures:
    """One experiment: `lost` tells of each fault that cost an answer or was not repaired.

    With `faults` false, what is counted are answers or comparisons, which are told apart.
    """

    name: str
    faults: bool = True
    injected: int = 0
    lost: list[str] = field(default_factory=list)

    def add(self, loss: str) -> None:
        """Count a fault; `loss` says what it cost, or is empty."""
        self.injected += 1
        if loss:
            self.lost.append(loss)

    @property
    def row(self) -> str:
        survived = self.injected - len(self.lost)
        return f"| {self.name} | {self.injected} | {survived} | {len(self.lost)} |"


def as_table(experiments: list[Figures]) -> str:
    """Return the figures as Markdown."""
    faults = [one for one in experiments if one.faults]
    total = Figures(
        "**alla fel**",
        injected=sum(one.injected for one in faults),
        lost=[loss for one in faults for loss in one.lost],
    )
    others = [one.row for one in experiments if not one.faults]
    heading = ["| fel | antal | överlevda | förlorade |", "| --- | --- | --- | --- |"]
    return "\n".join([*heading, *(one.row for one in faults), total.row, *others]) + "\n"
