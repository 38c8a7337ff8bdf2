from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

from tests.conftest import ROOT

WITH_EXAMPLES = sorted(
    path.relative_to(ROOT)
    for room in ("indexer", "webui")
    for path in (ROOT / room).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=str)
def test_what_the_docstrings_show_is_what_happens(path: Path) -> None:
    module = import_module(".".join(path.with_suffix("").parts))
    assert doctest.testmod(module).failed == 0
