from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement

from tests.conftest import ROOT
from tests.pins import CONSTRAINTS, REQUIREMENTS, read_versions

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [
    *PROJECT["build-system"]["requires"],
    *PROJECT["project"]["dependencies"],
    *(one for extra in PROJECT["project"]["optional-dependencies"].values() for one in extra),
]


def test_both_files_have_the_same_versions() -> None:
    assert read_versions(CONSTRAINTS) == read_versions(REQUIREMENTS) != []


def test_what_the_project_asks_for_is_pinned_within_its_bounds() -> None:
    pinned = [Requirement(line) for line in read_versions(CONSTRAINTS)]
    for wanted in map(Requirement, WANTED):
        versions = [one.specifier for one in pinned if one.name == wanted.name]
        assert versions, f"{wanted.name}: kör python -m tests.pins"
        for exact in versions:
            assert wanted.specifier.contains(str(exact).removeprefix("==")), wanted


def test_every_version_has_the_hashes_of_its_files() -> None:
    text = REQUIREMENTS.read_text(encoding="utf-8")
    for block in re.split(r"\n(?=\S)", text.strip())[1:]:
        assert "--hash=sha256:" in block, block
