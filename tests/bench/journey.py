"""A season from its first pull to a rollback, command by command, each with what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aum_sync.plan.codec import from_json
from aum_sync.plan.types import Plan
from aum_sync.store.state import load_state
from aum_sync.store.tree import WorkTree
from tests.bench import floors
from tests.bench.meter import AUM, PYTHON, Cost, run
from tests.bench.wire import CountingSpotify, Traffic, counting
from tests.bench.worlds import Setting, published
from tests.git.repository import Repository

OBVIOUS = Path(__file__).with_name("obvious.py")


@dataclass(frozen=True, slots=True)
class Row:
    """What one command did; ``floor`` is the fewest requests, None where none is worked out."""

    step: str
    traffic: Traffic
    floor: int | None
    cost: Cost

    @property
    def above(self) -> float | None:
        """How far above the floor, as a share of it."""
        return self.traffic.requests / self.floor - 1 if self.floor else None


@dataclass
class Season:
    """A clone with its remote, and the Spotify that it is about."""

    clone: Repository
    spotify: CountingSpotify

    @property
    def environ(self) -> Mapping[str, str]:
        """Where commands find Spotify."""
        return {"AUM_SYNC_SPOTIFY_URL": self.spotify.url, "GITHUB_ACTIONS": ""}

    def row(self, step: str, *arguments: str, floor: int | None = None) -> Row:
        """Run a command and count."""
        self.spotify.begin()
        done = run(AUM, *arguments, folder=self.clone.root, environ=self.environ)
        return Row(step, self.spotify.traffic, floor, done.cost)

    def plan(self) -> Plan:
        """The plan of the work tree."""
        return from_json(
            run(AUM, "plan", "--offline", "--format", "json", folder=self.clone.root).out
        )

    def push(self) -> None:
        """Commit what is there, as the merge of a pull request would, and push it."""
        self.clone.git("add", "--all")
        self.clone.git("commit", "--quiet", "--allow-empty", "--message", "change")
        self.clone.git("push", "--quiet", "origin", "main")

    def follow(self) -> None:
        """Bring the clone to what an apply has recorded."""
        self.clone.git("pull", "--quiet", "--ff-only", "origin", "main")

    def lists(self) -> list[int]:
        """How many rows each week and master has, as it was read."""
        state = load_state(WorkTree(self.clone.root))
        weeks = [len(week.latest.slots) for week in state.weeks]
        return weeks + [len(snapshot.slots) for snapshot in state.snapshots]


@contextmanager
def begun(setting: Setting, box: Path) -> Iterator[Season]:
    """A season of which nothing is known but its configuration."""
    clone, origin = Repository.make(box / "clone"), Repository(box / "origin.git")
    clone.git("init", "--quiet", "--bare", "--initial-branch=main", str(origin.root))
    clone.git("remote", "add", "origin", str(origin.root))
    for path, data in setting.files.items():
        (clone.root / path).parent.mkdir(parents=True, exist_ok=True)
        (clone.root / path).write_bytes(data)
    with counting(setting.world) as spotify:
        season = Season(clone, spotify)
        season.push()
        yield season


def journey(setting: Setting, season: Season) -> Iterator[Row]:
    """Every step, in the order in which a curator takes them."""
    playlists = len(setting.world.playlists)
    cold = season.row("pull, the first", "pull")
    yield Row(cold.step, cold.traffic, floors.cold_pull(playlists, season.lists()), cold.cost)
    season.push()
    quiet = floors.warm_pull(playlists)
    yield season.row("pull, nothing new", "pull", floor=quiet)
    yield season.row("validate", "validate", floor=0)
    yield season.row("plan", "plan", floor=quiet)
    yield season.row("plan --offline", "plan", "--offline", floor=0)
    yield season.row("status", "status", floor=quiet)
    yield season.row("apply, the first", "apply", floor=floors.apply(season.plan()))
    season.follow()
    yield season.row("pull, after an apply", "pull")
    season.push()
    season.spotify.edit(lambda world: published(world, setting.coming))
    quiet = floors.warm_pull(playlists + 1)
    week = floors.pages(len(setting.coming.tracks))
    yield season.row("pull, a new week", "pull", floor=quiet + week)
    season.push()
    yield season.row("apply, a new week", "apply", floor=floors.apply(season.plan()))
    season.follow()
    yield season.row("rollback (pins)", "rollback", "--undo", "2", "--pin", floor=0)
    season.push()
    yield season.row("apply, a rollback", "apply", floor=floors.apply(season.plan()))
    season.follow()
    yield season.row("history", "history", floor=0)


def obvious(setting: Setting, box: Path) -> Iterator[Row]:
    """The obvious way on the same Spotify: the first time, with nothing new, with a new week."""
    config = box / "config.yaml"
    config.write_bytes(setting.files["config/season.yaml"])
    for way in ("append", "refill"):
        with counting(setting.world) as spotify:

            def once(step: str, way: str = way, spotify: CountingSpotify = spotify) -> Row:
                spotify.begin()
                done = run(PYTHON, str(OBVIOUS), spotify.url, str(config), way)
                return Row(f"{way}: {step}", spotify.traffic, None, done.cost)

            yield once("the first time")
            yield once("nothing new")
            spotify.edit(lambda world: published(world, setting.coming))
            yield once("a new week")
