"""The hook for pre-commit: what it runs, and for which files."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import Aum
from tests.project.places import ROOT

(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
PROGRAM, *ARGUMENTS = HOOK["entry"].split()


def test_it_runs_a_program_that_an_install_brings() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert PROGRAM in project["scripts"]
    assert HOOK["language"] == "python"
    assert HOOK["pass_filenames"] is False
    assert f"id: {HOOK['id']}" in (ROOT / "docs" / "setup.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "runs"),
    {
        "config/season.yaml": True,
        "config/season.yml": True,
        "seasons/three/config/season.yaml": True,
        "config/israeli-artists.txt": True,
        "state/weeks/281.json": True,
        "three/state/weeks/281.held.json": True,
        "state/pins/rap.json": True,
        "README.md": False,
        "myconfig/season.yaml": False,
        ".github/workflows/plan.yml": False,
        "state/masters/rap.json": False,
    }.items(),
)
def test_it_runs_for_what_decides(path: str, runs: bool) -> None:
    assert bool(re.search(HOOK["files"], path)) == runs


def test_a_broken_season_is_not_committed(
    tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("config", "state"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    assert aum(*ARGUMENTS).code == 0
    season = tmp_path / "config" / "season.yaml"
    season.write_text(season.read_text("utf-8").replace("\nmasters:", "\nmastres:"), "utf-8")
    done = aum(*ARGUMENTS)
    assert done.code == 1
    assert "did you mean 'masters'?" in done.err
