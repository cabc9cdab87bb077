"""A repository with the tool and a season in it, on a fake GitHub, beside a simulated Spotify."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aum_sync.cli.main import run
from aum_sync.simulator.world import World
from tests.apply.conftest import MASTERS
from tests.e2e.act import Act
from tests.e2e.stage import CONFIG, SECRETS, Stage, write_project
from tests.git.repository import Repository
from tests.github.fake import FakeGitHub
from tests.pull.conftest import playlist
from tests.simulator_fixture import serve

WEEKS = (
    playlist("w1", "Aum#1", "♩ Rap 2 ♩ Soul 1", "a b c"),
    playlist("w2", "Aum#2", "♩ Soul 2", "d e"),
    playlist("w3", "Aum#3", "♩ Trap 2", "f g"),
)


@pytest.fixture
def policy() -> str:
    """The season's policy; tests may give another."""
    return "{}"


@pytest.fixture
def faults() -> dict[str, Any] | None:
    """What goes wrong on Spotify; tests may give something."""
    return None


@pytest.fixture
def begun() -> bool:
    """Whether the season was pulled and applied once; tests may begin with nothing."""
    return True


@pytest.fixture
def stage(
    tmp_path: Path,
    policy: str,
    faults: dict[str, Any] | None,
    *,
    begun: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stage]:
    """The season as it is before its first workflow runs."""
    world = World(playlists=(*MASTERS, *WEEKS))
    with FakeGitHub.make(tmp_path / "github.git") as fake, serve(world, faults) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        clone = Repository.make(tmp_path / "clone")
        clone.git("remote", "add", "origin", str(fake.remote.path))
        clone.git("pull", "--quiet", "origin", "main")
        write_project(clone.root)
        (clone.root / "config").mkdir()
        text = f"{CONFIG}policy: {policy}\n"
        (clone.root / "config" / "season.yaml").write_text(text, encoding="utf-8")
        assert not begun or run(["pull", "--root", str(clone.root)]) == 0
        clone.git("add", "--all")
        clone.git("commit", "--quiet", "--message", "begin")
        clone.git("push", "--quiet", "origin", "HEAD:main")
        assert not begun or run(["apply", "--root", str(clone.root)]) == 0
        variables = {
            "AUM_TEST_REMOTE": f"file://{fake.remote.path}",
            "AUM_SYNC_SPOTIFY_URL": simulator.url,
            "GITHUB_API_URL": fake.url,
        }
        yield Stage(clone, fake, simulator, Act(tmp_path / "act", variables, SECRETS))


@pytest.fixture(autouse=True)
def _loopback_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.casefold().endswith("_proxy"):
            monkeypatch.delenv(name)
