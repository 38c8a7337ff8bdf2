from __future__ import annotations

import errno
import json
import os
import socket
from pathlib import Path

import pytest

from indexer.errors import explain_failure


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOENT, "No such file", "/x"), "det finns ingen sådan fil eller mapp"),
        (PermissionError(errno.EACCES, "Permission denied"), "rättighet saknas"),
        (OSError(errno.EADDRNOTAVAIL, "Cannot assign"), "datorn har inte den adressen"),
        (socket.gaierror(socket.EAI_NONAME, "Name not known"), "namnet går inte att slå upp"),
        (OSError(errno.EXDEV, "Invalid link"), f"felkod {errno.EXDEV}: Invalid link"),
        (OSError(errno.EXDEV, None), f"felkod {errno.EXDEV}: {os.strerror(errno.EXDEV)}"),
        (OSError("own words"), "own words"),
        (ValueError("own words"), "own words"),
    ],
)
def test_failures_are_explained_in_swedish_where_they_are_known(
    error: Exception, told: str
) -> None:
    assert explain_failure(error) == told


def test_what_is_not_utf_8_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xe4")
    with pytest.raises(UnicodeDecodeError) as told:
        (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert explain_failure(told.value) == "texten är inte i UTF-8"


def test_broken_json_is_told_by_its_place() -> None:
    with pytest.raises(ValueError, match="Expecting") as told:
        json.loads('[\n{"a"}]')
    assert explain_failure(told.value) == "trasig JSON på rad 2, tecken 5"
