from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpora and seeds that lie beside the checkout, where there are any."""
    folder = Path(os.environ.get("SOKVERKET_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"SOKVERKET_SHARED: {folder} finns inte")
    return folder
