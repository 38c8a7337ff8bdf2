"""What is typed at the command, and what comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Outcome]


def write_source(path: Path, *articles: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in articles), encoding="utf-8")
    return path
