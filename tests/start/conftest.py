"""A season as ``init`` begins it, on a Spotify and a GitHub where all is well."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aum_sync.cli.main import run
from aum_sync.simulator.server import Simulator
from aum_sync.simulator.tokens import _SCOPES
from aum_sync.spotify import access
from aum_sync.spotify.access import Credentials
from aum_sync.spotify.apps import READING, WRITING
from tests.conftest import Aum, Outcome
from tests.git.repository import Repository
from tests.github.fake import FakeGitHub
from tests.github.fake_model import Environment, World
from tests.github.spec import problems, request_problems
from tests.simulator_fixture import serve

TOOL = f"aum/aum_sync@{'5' * 40}"
IDENTITY = "[user]\n\tname = Me\n\temail = me@example.com\n"


def tracks(*names: str) -> list[dict[str, Any]]:
    return [{"uri": f"spotify:track:{name:0>22}", "name": f"Song {name}"} for name in names]


def playlist(key: str, name: str, description: str = "", names: str = "", **more: Any) -> Any:
    told = {"id": f"{key:0>22}", "name": name, "description": description}
    return {**told, "tracks": tracks(*names.split()), **more}


WORLD: dict[str, Any] = {
    "user": {"id": "me"},
    "playlists": [
        playlist("w1", "≋ One ≋ Tape#1", "♩ Hip Hop 2 ♩ Soul 1", "a b c"),
        playlist("w2", "≋ Two ≋ Tape#2", "♩ UG Rap 2 ♩ Hip Hopp 1", "d e f"),
        playlist("w3", "≋ Three ≋ Week#3", "♩ Hip Hop 1 ♩ Gabber 2", "g h i"),
        playlist("rap", "♩ Hip Hop", names="a b d e"),
        playlist("soul", "♩ Soul", names="c"),
        playlist("gym", "Gym", names="x y"),
        playlist("them", "♩ Gabber", names="h i", owner="them"),
    ],
}


READER = "AQD-reads-and-is-told-to-nobody"
WRITER = "AQD-writes-and-is-told-to-nobody"
"""Refresh tokens that no word of an output can be."""
APPS = {
    READING: Credentials("simulator", "secret-of-the-app-that-reads", READER),
    WRITING: Credentials("simulator-writer", "secret-of-the-app-that-writes", WRITER),
}
COMMITTED = "a" * 40
"""What somebody commits as a token."""
_HIDDEN = re.compile(r"\w+_(?:TOKEN|SECRET)")


def admit(simulator: Simulator) -> None:
    """Let both apps of ``APPS`` into a Spotify, each for what it needs."""
    for app, known in APPS.items():
        simulator.regrant(known.refresh_token, app.scopes)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose git knows who commits."""
    folder = tmp_path / "home"
    (folder / ".gitconfig").write_text(IDENTITY, "utf-8")
    return folder


@pytest.fixture
def spotify(monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    with serve(WORLD) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        yield simulator


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A season that was begun, and pulled once; nothing of it is on a remote."""
    folder = tmp_path_factory.mktemp("begun")
    (folder / ".gitconfig").write_text(IDENTITY, "utf-8")
    with serve(WORLD) as simulator, pytest.MonkeyPatch.context() as env:
        for name in [name for name in os.environ if name.startswith(("GITHUB_", "AUM_SYNC_"))]:
            env.delenv(name)
        env.setenv("HOME", str(folder))
        env.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        root = folder / "season"
        asked = ("--kind", "public", "--repository", "aum/season", "--tool", TOOL)
        assert run(["init", "--root", str(root), *asked]) == 0
        assert run(["import", "--root", str(root), "--write"]) == 0
        assert run(["pull", "--root", str(root)]) == 0
    repository = Repository(root)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "Pull")
    return root


@dataclass
class Clinic:
    """A healthy set-up: break one thing, and ask the doctor."""

    season: Repository
    simulator: Simulator
    fake: FakeGitHub
    aum: Aum
    env: pytest.MonkeyPatch

    @property
    def world(self) -> World:
        return self.fake.world

    @property
    def environment(self) -> Environment:
        return self.world.environments["spotify"]

    def configure(self, old: str, new: str) -> None:
        path = self.season.root / "config" / "season.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def doctor(self, *more: str) -> Outcome:
        """What it says; no secret of anybody is in it, whatever is broken."""
        done = self.aum("doctor", "--root", self.season.root, *more)
        assert [value for value in self.hidden() if value in done.out + done.err] == []
        return done

    def hidden(self) -> set[str]:
        """Every token and client secret that there is: of the apps, of GitHub, in git."""
        apps = {one for app in APPS.values() for one in (app.client_secret, app.refresh_token)}
        named = {value for name, value in os.environ.items() if _HIDDEN.fullmatch(name)}
        issued = {one for one in self.simulator._tokens._scopes if one not in _SCOPES}
        return {COMMITTED, *apps, *named, *self.world.tokens, *issued}

    def found(self) -> dict[str, str]:
        """What is not well, by code; the exit code says whether something fails."""
        done = self.doctor("--format", "json")
        rows = json.loads(done.out)
        assert done.code == any(row["health"] == "fail" for row in rows)
        sick = [row for row in rows if row["health"] != "ok"]
        assert all(row["remedy"] for row in sick)
        return {row["code"]: row["health"] for row in sick}


def healthy(world: World, today: str) -> None:
    """Set a repository up as docs/setup.md says for one that is public and one person's."""
    world.levels = {"aum": "admin"}
    world.environments["spotify"] = Environment("spotify", reviewers=("aum",))
    world.secrets = {None: set(READING.variables), "spotify": set(WRITING.variables)}
    world.variables = {READING.authorized: today, WRITING.authorized: today}
    rules: list[dict[str, object]] = [{"type": "non_fast_forward"}, {"type": "deletion"}]
    world.rules["main"] = rules


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeGitHub]:
    with FakeGitHub.make(tmp_path_factory.mktemp("hub") / "github.git") as fake:
        yield fake


@pytest.fixture
def clinic(
    begun: Path,
    hub: FakeGitHub,
    spotify: Simulator,
    tmp_path: Path,
    aum: Aum,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Clinic]:
    """Whatever is asked of GitHub, and what it answers, is as GitHub describes it."""
    import time

    before = deepcopy(hub.world)
    hub.exchanges.clear()
    healthy(hub.world, time.strftime("%Y-%m-%d", time.gmtime()))
    for name, value in hub.environ("aum").items():
        monkeypatch.setenv(name, value)
    for app, known in APPS.items():
        monkeypatch.setitem(access._SIMULATED, app, known)
    admit(spotify)
    shutil.copytree(begun, tmp_path / "season")
    yield Clinic(Repository(tmp_path / "season"), spotify, hub, aum, monkeypatch)
    hub.world = before
    hub.faults.clear()
    for one in hub.exchanges:
        assert request_problems(one.operation, one.query, one.body) == []
        if one.status and one.status < 300:
            assert problems(one.operation, one.status, one.answer) == []
