"""The demo: a folder is made, the story told in it, and what it left is there to go on with."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from importlib.resources import files
from pathlib import Path

from aum_sync.demo.chapters import Scene
from aum_sync.demo.example import CONFIG_FILES, example
from aum_sync.demo.incidents import Misspelling, Visit
from aum_sync.demo.repository import ORIGIN, cannot, clear, commit, is_demo, prepare, write
from aum_sync.demo.season import DemoSeason, demo_season, world_of
from aum_sync.demo.stage import Stage
from aum_sync.simulator.server import Simulator
from aum_sync.text.cells import visible

_WORLD = "world.json"
_MADE = frozenset({".git", ORIGIN, ".gitignore", "README.md", "config", "state", _WORLD})
_IGNORED = f"""\
# the invented Spotify, and what GitHub would be, are no part of the season
/{_WORLD}
/{ORIGIN}/
"""
_URL = "AUM_SYNC_SPOTIFY_URL"
_PORT = 8910


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
    misspelling = Misspelling.of(season)
    with Simulator(world, misspelling.faults()) as simulator:
        _open(folder, stage, season, simulator.url)
        try:
            with chdir(folder), _spotify_at(simulator.url):
                Scene(stage, simulator, misspelling, Visit.of(season)).play()
        finally:
            write(folder, {_WORLD: simulator.world.to_json().encode()})
    _close(folder, stage)


def _files(world: str) -> dict[str, bytes]:
    readme = files("aum_sync.demo").joinpath("README.md").read_bytes()
    schema = files("aum_sync.config").joinpath("season.schema.json").read_bytes()
    return {
        "README.md": readme,
        ".gitignore": _IGNORED.encode(),
        _WORLD: world.encode(),
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


def _close(folder: Path, stage: Stage) -> None:
    stage.tell(
        "Now it is yours",
        f"{visible(str(folder))}/ is a git repository with all of this committed, and {_WORLD}",
        "is the invented Spotify as it is now. Go on:",
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
        f"  aum-sync simulate --world {_WORLD} --save {_WORLD} --port {_PORT} &",
        "  aum-sync plan --week 162         # 'Afrobaets' is misspelt: its songs are in To sort",
        "  $EDITOR config/season.yaml       # add that spelling to afrobeats",
        f"  export {_URL}=http://127.0.0.1:{_PORT}",
        "  git commit --all --message Afrobaets && git push && aum-sync apply && git pull",
        f"  kill $!                          # ends it, and {_WORLD} holds what it held",
        "",
        "  README.md in there has more: held weeks, edits on Spotify, things to break.",
    ]
