"""A small season on a simulated Spotify, pulled through the command line."""

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
from tests.simulator_fixture import serve

ME = "aum.music"

CONFIG = """
version: 1
season:
  name: Test
  weeks: 1-20
  match: 'Aum#(?P<week>\\d+)'
masters:
  rap: {name: Rap, playlist: 0000000000000000000rap, genres: [Rap]}
  sort: {name: To sort, playlist: 000000000000000000sort, catch_all: true}
"""


def pid(name: str) -> str:
    """A playlist id from a short name."""
    return f"{name:0>22}"


def items(names: str) -> tuple[Item | None, ...]:
    """``"a b"`` as two tracks; ``-`` is a null."""
    return tuple(
        None if name == "-" else Item(f"spotify:track:{name:0>22}", f"Song {name}")
        for name in names.split()
    )


def playlist(key: str, name: str, description: str = "", tracks: str = "", **more: Any) -> Playlist:
    """A playlist of the account whose id is made of ``key``."""
    return Playlist(pid(key), name, description, tracks=items(tracks), **more)


MASTERS = (playlist("rap", "Rap", tracks="a"), playlist("sort", "To sort"))
WEEK_1 = playlist("w1", "Aum#1", "♩ Rap 2", "a b")
WEEK_2 = playlist("w2", "Aum#2", "♩ Rap 1", "c")


@dataclass
class Season:
    """A season's directory and the Spotify that it is pulled from."""

    root: Path
    simulator: Simulator
    aum: Aum

    def configure(self, old: str, new: str) -> None:
        """Edit ``season.yaml``: replace a text that is in it."""
        path = self.root / "config" / "season.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def edit(
        self, key: str, change: Callable[[Playlist], Playlist] | None = None, **new: Any
    ) -> None:
        """Change a playlist on Spotify: ``edit("w1", name="Aum#2")``; ``tracks`` by names."""
        if "tracks" in new:
            new["tracks"] = items(new["tracks"])
        made = change or (lambda one: replace(one, **new))
        self.simulator.edit(lambda world: world.changed(pid(key), made))

    def add(self, one: Playlist) -> None:
        """A new playlist in the library."""
        self.simulator.edit(lambda world: replace(world, playlists=(*world.playlists, one)))

    def drop(self, key: str) -> None:
        """Remove a playlist from the library."""

        def without(world: World) -> World:
            kept = tuple(one for one in world.playlists if one and one.id != pid(key))
            return replace(world, playlists=kept)

        self.simulator.edit(without)

    def pull(self, *, code: int = 0) -> Any:
        """Pull, and give what it prints as JSON."""
        outcome = self.aum("pull", "--root", self.root, "--format", "json")
        assert outcome.code == code, outcome.err
        return json.loads(outcome.out)

    def tell(self) -> Outcome:
        """Pull, for people."""
        return self.aum("pull", "--root", self.root)

    def asked(self, act: Callable[[], object]) -> list[str]:
        """The paths of the API requests that ``act`` causes."""
        before = len(self.simulator.requests)
        act()
        paths = [entry.path for entry in self.simulator.requests[before:]]
        return [path for path in paths if path.startswith("/v1/")]

    @property
    def state(self) -> State:
        """What is in ``state/``."""
        return load_state(WorkTree(self.root))

    def files(self) -> dict[str, bytes]:
        """The bytes of every file in ``state/``, by its path."""
        found = sorted((self.root / "state").rglob("*"))
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in found
            if path.is_file()
        }

    def path(self, name: str) -> Path:
        """A file of ``state/``."""
        return self.root / "state" / name


def said(report: Any, kind: str, **about: object) -> list[str]:
    """The texts of the events of a kind, of one week or master where that is given."""
    return [
        event["text"]
        for event in report["events"]
        if event["kind"] == kind and all(event.get(key) == value for key, value in about.items())
    ]


def hints(report: Any, kind: str) -> list[str]:
    """What to do next, of the events of a kind."""
    return [event.get("hint", "") for event in report["events"] if event["kind"] == kind]


Start = Callable[..., Season]


@pytest.fixture
def start(tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Begin a season: ``start(WEEK_1, …, config=CONFIG, faults={…})``."""
    running = []

    def begin(
        *playlists: Playlist | None, config: str = CONFIG, faults: dict[str, Any] | None = None
    ) -> Season:
        root = tmp_path / "season"
        (root / "config").mkdir(parents=True)
        (root / "config" / "season.yaml").write_text(textwrap.dedent(config), encoding="utf-8")
        serving = serve(World(playlists=playlists or (*MASTERS, WEEK_1, WEEK_2)), faults)
        simulator = serving.__enter__()
        running.append(serving)
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        return Season(root, simulator, aum)

    yield begin
    for serving in running:
        serving.__exit__(None, None, None)


@pytest.fixture
def season(start: Start) -> Season:
    """Two weeks and two masters, never pulled."""
    return start()
