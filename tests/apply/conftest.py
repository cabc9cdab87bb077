"""A season in a repository with a remote, on a simulated Spotify that takes writes."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from aum_sync.season.items import State
from aum_sync.simulator.server import Simulator
from aum_sync.simulator.world import Item, Playlist, World
from aum_sync.store.state import load_state
from aum_sync.store.tree import WorkTree
from tests.conftest import Aum, Outcome
from tests.git.repository import Repository
from tests.pull.conftest import items, pid, playlist
from tests.simulator_fixture import serve

CONFIG = """
version: 1
season:
  name: Test
  weeks: 1-20
  match: 'Aum#(?P<week>\\d+)'
masters:
  rap: {name: Rap, playlist: 0000000000000000000rap, genres: [Rap]}
  soul: {name: Soul, playlist: 000000000000000000soul, genres: [Soul], excludes: [rap]}
  sort: {name: To sort, playlist: 000000000000000000sort, catch_all: true}
"""
MASTERS = (
    playlist("rap", "Rap", tracks="a x"),
    playlist("soul", "Soul"),
    playlist("sort", "To sort"),
)
WEEKS = (
    playlist("w1", "Aum#1", "♩ Rap 2 ♩ Soul 1", "a b c"),
    playlist("w2", "Aum#2", "♩ Soul 2", "d e"),
)


def short(item: Item | None) -> str:
    """The short name of an item: ``-`` for a null."""
    return item.uri.rsplit(":", 1)[-1].lstrip("0") if item else "-"


@dataclass
class Season:
    """A clone of a season, the remote that it came from, and the Spotify that it is about."""

    clone: Repository
    origin: Repository
    simulator: Simulator
    aum: Aum

    @property
    def root(self) -> Path:
        """The work tree of the clone."""
        return self.clone.root

    def run(self, *arguments: object, code: int = 0) -> Outcome:
        """Run a verb on the clone."""
        done = self.aum(*arguments, "--root", self.root)
        assert done.code == code, (done.code, done.out, done.err)
        return done

    def apply(self, *, code: int = 0) -> Any:
        """Apply what the remote has; the last apply of it as JSON, if any. The clone follows."""
        done = self.run("apply", "--format", "json", code=code)
        self.follow()
        applies = json.loads(done.out)["applies"]
        return applies[-1] if applies else None

    def follow(self) -> None:
        """Bring the clone to what the remote has."""
        self.clone.git("pull", "--quiet", "--ff-only", "origin", "main")

    def push(self, message: str = "change") -> str:
        """Commit all of the work tree and push that; the commit."""
        self.clone.git("add", "--all")
        self.clone.git("commit", "--quiet", "--allow-empty", "--message", message)
        self.clone.git("push", "--quiet", "origin", "main")
        return self.clone.git("rev-parse", "HEAD")

    def pull(self) -> None:
        """Pull from Spotify and push what that gives."""
        self.run("pull")
        self.push("pull")

    def configure(self, old: str, new: str) -> str:
        """Edit ``season.yaml``: replace a text that is in it; push that."""
        path = self.root / "config" / "season.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self.push("configure")

    def edit(self, key: str, **new: Any) -> None:
        """Change a playlist on Spotify, as its curator would; ``tracks`` by names."""
        if "tracks" in new:
            new["tracks"] = items(new["tracks"])
        self.simulator.edit(lambda world: world.changed(pid(key), lambda one: replace(one, **new)))

    def playlist(self, key: str) -> Playlist:
        """A playlist as it is on Spotify."""
        found = next(one for one in self.simulator.world.playlists if one and one.id == pid(key))
        assert found is not None
        return found

    def holds(self, key: str) -> str:
        """What a playlist holds on Spotify, by short names."""
        return " ".join(map(short, self.playlist(key).tracks))

    def plan(self) -> Any:
        """The plan of the clone's commit, as JSON."""
        return json.loads(self.run("plan", "--commit", "HEAD", "--format", "json").out)

    @property
    def in_sync(self) -> bool:
        """Whether the plan of the clone's commit has nothing to do."""
        return not any(
            one["add"] or one["remove"] or one["move"] or one["details"]
            for one in self.plan()["masters"].values()
        )

    @property
    def state(self) -> State:
        """What is in ``state/`` of the clone."""
        return load_state(WorkTree(self.root))

    def writes(self, act: Callable[[], object]) -> list[str]:
        """Method and path of the writes that ``act`` causes."""
        before = len(self.simulator.requests)
        act()
        sent = self.simulator.requests[before:]
        return [
            f"{one.method} {one.path}" for one in sent if one.method != "GET" and "/v1/" in one.path
        ]


Start = Callable[..., Season]


@pytest.fixture
def start(tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Begin a season: ``start(config=…, playlists=…, faults=…, pulled=True)``."""
    running = []

    def begin(
        *,
        config: str = CONFIG,
        playlists: tuple[Playlist, ...] = (*MASTERS, *WEEKS),
        faults: dict[str, Any] | None = None,
        pulled: bool = True,
    ) -> Season:
        serving = serve(World(playlists=playlists), faults)
        simulator = serving.__enter__()
        running.append(serving)
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        season = Season(*_repositories(tmp_path), simulator, aum)
        (season.root / "config").mkdir()
        path = season.root / "config" / "season.yaml"
        path.write_text(textwrap.dedent(config), encoding="utf-8")
        season.push("begin")
        if pulled:
            season.pull()
        return season

    yield begin
    for serving in running:
        serving.__exit__(None, None, None)


def _repositories(folder: Path) -> tuple[Repository, Repository]:
    clone = Repository.make(folder / "clone")
    origin = Repository.bare(folder / "origin.git")
    clone.git("remote", "add", "origin", str(origin.root))
    return clone, origin
