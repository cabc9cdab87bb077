"""The story of the demo: the real verbs on an invented season, with a few words in between."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from aum_sync.demo.example import CONFIG_FILES, example
from aum_sync.demo.repository import DemoError, cannot, clear, commit, is_demo, prepare, write
from aum_sync.demo.season import DemoSeason, demo_season, world_of
from aum_sync.errors import ExitCode
from aum_sync.report.style import Style
from aum_sync.simulator.server import Simulator
from aum_sync.text.cells import visible
from aum_sync.text.words import plural

_MADE = frozenset({".git", ".gitignore", "README.md", "config", "state", "world.json"})
_URL = "AUM_SYNC_SPOTIFY_URL"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story is told: ``run`` is the command line itself, ``say`` speaks to people."""

    run: Callable[[list[str]], int]
    say: Callable[[str], None]
    style: Style

    def tell(self, title: str, *lines: str) -> None:
        """A chapter's title and what there is to know about it."""
        self.say("\n".join(["", self.style.bold(title), *lines]))

    def show(self, command: str) -> None:
        """A command as the reader would type it."""
        self.say(self.style.cyan(f"\n$ {command}"))

    def perform(self, *arguments: str) -> None:
        """Run a verb, shown as the reader would type it; raises DemoError where it fails."""
        self.show(shlex.join(["aum-sync", *arguments]))
        code = self.run(list(arguments))
        if code == ExitCode.INTERRUPTED:
            raise KeyboardInterrupt
        if code != ExitCode.OK:
            raise DemoError(f"the demo stops here: aum-sync {arguments[0]} ended with exit {code}")


def play(folder: Path, stage: Stage, *, force: bool) -> None:
    """Make the folder and tell the whole story in it.

    A former demo is left alone, with a word on how to go on, unless ``force`` is set. Raises
    DemoError where the folder cannot be used, or a verb fails.
    """
    try:
        _play(folder, stage, force=force)
    except OSError as error:
        raise cannot("play the demo in", folder, error) from error


def _play(folder: Path, stage: Stage, *, force: bool) -> None:
    if is_demo(folder) and not force:
        _point_on(folder, stage)
        return
    if is_demo(folder):
        clear(folder, _MADE)
    prepare(folder)
    season = demo_season()
    world = world_of(season)
    write(folder, _files(world.to_json()))
    commit(folder, "An invented season: its configuration")
    with Simulator(world) as simulator:
        _open(folder, stage, season, simulator.url)
        with chdir(folder), _spotify_at(simulator.url):
            _tell(stage, simulator)
    _close(folder, stage)


def _files(world: str) -> dict[str, bytes]:
    readme = files("aum_sync.demo").joinpath("README.md").read_bytes()
    schema = files("aum_sync.config").joinpath("season.schema.json").read_bytes()
    return {
        "README.md": readme,
        ".gitignore": b"# the invented Spotify is no part of the season\n/world.json\n",
        "world.json": world.encode(),
        "config/season.schema.json": schema,
        **{f"config/{name}": example(name) for name in CONFIG_FILES},
    }


@contextmanager
def _spotify_at(url: str) -> Iterator[None]:
    before = os.environ.get(_URL)
    os.environ[_URL] = url
    try:
        yield
    finally:
        os.environ.pop(_URL)
        if before is not None:
            os.environ[_URL] = before


def _open(folder: Path, stage: Stage, season: DemoSeason, url: str) -> None:
    tracks = sum(len(week.slots) for week in season.weeks.values())
    stage.tell(
        "Low Tide, an invented season",
        f"{len(season.weeks)} weekly playlists with {tracks:,} songs, to be sorted by genre into",
        "master playlists. Its curator did the first half by hand, and does not exist, like all",
        f"else in here: a simulator on this machine ({url}) plays Spotify.",
    )
    stage.show(shlex.join(["cd", visible(str(folder))]))


def _tell(stage: Stage, simulator: Simulator) -> None:
    stage.tell(
        "1. Read Spotify into files",
        "state/ gets one file per playlist and one line per track, so that git can show a change.",
    )
    stage.perform("pull")
    message = "Pull Low Tide, weeks 101 to 200"
    stage.show(f"git add --all && git commit --message {shlex.quote(message)}")
    commit(Path(), message)

    stage.tell(
        "2. Do the descriptions add up?",
        "'♩ Indie Pop 5 ♩ Afrobeat 5' says what the first five tracks are, and the next five. One",
        "wrong number would shift all that follow, so the sum must be the number of tracks.",
    )
    stage.perform("validate")

    stage.tell(
        "3. What would change on Spotify, and why?",
        "Everything follows from config/, state/ and what the masters hold now. Two of the weeks:",
        "week 164 calls a song Mizrahi that week 123 had under Israeli Music. It moves, since",
        "config/season.yaml says that Israeli Music excludes Mizrahi.",
    )
    stage.perform("plan", "--week", "123", "--week", "164")

    stage.tell(
        "4. And when nothing has changed?",
        "Spotify names a version for every playlist, and one request names fifty of them.",
    )
    before = len(simulator.requests)
    stage.perform("pull")
    stage.say(f"That took {plural(_api_requests(simulator, before), 'request')}.")


def _api_requests(simulator: Simulator, before: int) -> int:
    return sum(entry.path.startswith("/v1/") for entry in simulator.requests[before:])


def _close(folder: Path, stage: Stage) -> None:
    stage.tell(
        "Now it is yours",
        f"{visible(str(folder))}/ is a git repository with all of this committed. Nothing was",
        "written to any playlist. Try, without any network:",
        "",
        *_ways_on(folder),
    )


def _point_on(folder: Path, stage: Stage) -> None:
    stage.tell(
        f"{visible(str(folder))} is there already: your season from last time",
        "It was left as it is. Go on playing with it:",
        "",
        *_ways_on(folder),
        "",
        "or begin anew, which forgets your edits in it: "
        + shlex.join(["aum-sync", "demo", "--force", visible(str(folder))]),
    )


def _ways_on(folder: Path) -> list[str]:
    programs = shlex.quote(str(Path(sys.executable).parent))
    missing = shutil.which("aum-sync") is None
    return [
        *([f'  export PATH={programs}:"$PATH"'] if missing else []),
        f"  cd {shlex.quote(visible(str(folder)))}",
        "  aum-sync plan                    # the whole plan",
        "  aum-sync plan --week 162         # songs in To sort: the curator typed 'Afrobaets'",
        "  $EDITOR config/season.yaml       # add that spelling to afrobeats, and plan again",
        "",
        "  README.md in there has more: held weeks, a Spotify to pull from, things to break.",
    ]
