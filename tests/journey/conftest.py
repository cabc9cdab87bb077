"""Seasons on disk beside a running simulator: the way from a world to a plan, as a curator goes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aum_sync.simulator.server import Simulator
from tests.conftest import Aum, Outcome
from tests.pull.conftest import season, start
from tests.simulator_fixture import serve

__all__ = ["season", "start"]


@dataclass(frozen=True)
class RealSeason:
    """A season's directory, the simulator that stands for Spotify, and the command line."""

    root: Path
    simulator: Simulator
    aum: Aum

    def run(self, verb: str, *arguments: object) -> Outcome:
        """One verb on this season."""
        return self.aum(verb, "--root", self.root, *arguments)

    def plan(self, *arguments: object) -> dict[str, Any]:
        """The plan as JSON; it must succeed."""
        outcome = self.run("plan", "--format", "json", *arguments)
        assert outcome.code == 0, outcome.err
        value = json.loads(outcome.out)
        assert isinstance(value, dict)
        return value


@pytest.fixture
def real(
    request: pytest.FixtureRequest,
    shared: Path,
    tmp_path: Path,
    aum: Aum,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[RealSeason]:
    """A real season (``request.param`` names the folder), pulled."""
    folder = shared / "data" / request.param
    root = tmp_path / "season"
    shutil.copytree(folder / "config", root / "config", copy_function=shutil.copyfile)
    root.joinpath("config").chmod(0o755)
    with serve(json.loads((folder / "world.json").read_text("utf-8"))) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        pulled = RealSeason(root, simulator, aum)
        outcome = pulled.run("pull")
        assert outcome.code == 0, outcome.err
        yield pulled
