"""How many faults were injected, how many the index survived, and what was lost."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Figures:
    """One experiment: `lost` tells of each fault that cost an answer or was not repaired."""

    name: str
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
    total = Figures(
        "**alla**",
        sum(one.injected for one in experiments),
        [loss for one in experiments for loss in one.lost],
    )
    heading = ["| fel | tillfogade | överlevda | förlorade |", "| --- | --- | --- | --- |"]
    return "\n".join([*heading, *(one.row for one in experiments), total.row]) + "\n"
