"""The invented season, made once, and the demo, played once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aum_sync.demo.season import DemoSeason, demo_season, world_of
from aum_sync.plan.codec import from_json
from aum_sync.plan.types import Plan
from aum_sync.simulator.world import World

_OURS = ("AUM_SYNC_", "GIT_", "GITHUB_", "FORCE_COLOR")


@pytest.fixture(scope="session")
def season() -> DemoSeason:
    return demo_season()


@pytest.fixture(scope="session")
def world(season: DemoSeason) -> World:
    return world_of(season)


def aum_process(
    home: Path, *arguments: object, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, with nothing of this machine's settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return subprocess.run(
        [sys.executable, "-m", "aum_sync", *map(str, arguments)],
        env={**clean, "HOME": str(home), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@dataclass(frozen=True)
class Played:
    """The demo after it was played: its folder, and what it said."""

    folder: Path
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    place = tmp_path_factory.mktemp("demo")
    (place / "home").mkdir()
    done = aum_process(place / "home", "demo", place / "demo-season")
    return Played(place / "demo-season", done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def pulled(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The season as the first pull left it: before the story applied anything."""
    folder = tmp_path_factory.mktemp("pulled") / "season"
    git(played.folder, "clone", "--quiet", ".", str(folder))
    git(folder, "checkout", "--quiet", git(folder, "log", "--format=%H", "--grep=^Pull Low Tide"))
    return folder


@pytest.fixture(scope="session")
def plan(pulled: Path) -> Plan:
    done = aum_process(pulled, "plan", "--root", pulled, "--offline", "--format", "json")
    return from_json(done.stdout)


@pytest.fixture(scope="session")
def validation(pulled: Path) -> dict[str, Any]:
    done = aum_process(pulled, "validate", "--root", pulled, "--format", "json")
    value = json.loads(done.stdout)
    assert isinstance(value, dict)
    return value
