"""What must not grow again, counted: requests, modules at start-up, calls. No clock is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from aum_sync.plan.build import build
from aum_sync.plan.codec import from_json
from aum_sync.report.validation import validate
from aum_sync.season.typos.find import find
from tests.bench import floors
from tests.bench.invented import Invented
from tests.bench.journey import Season, begun
from tests.bench.sizes import plan_scattered, write
from tests.bench.wire import Traffic
from tests.bench.worlds import Setting, published, year
from tests.conftest import Aum

PLAYLISTS = 120
ASKED_LIBRARY = 1
"""Apply asks once, for up to 40 masters, whether they are still in the library (SPOTIFY.md 3.11):
what is written to one that was deleted in the app nobody would see."""

START = 14
"""How many modules ``--version`` may import beyond those of click; each costs about half a ms."""
PLAN = 343
"""How many a plan may import in all, where it looks for no typos."""
NEVER = {
    *("jsonschema", "spotipy", "requests", "deepdiff", "attr"),
    *("aum_sync.report.review.render", "aum_sync.plan.adoption", "aum_sync.plan.rollback"),
}
"""What a plan of files that are as they should be has no use for."""
VAIN = {"json", "tempfile", "traceback", "dataclasses", "pathlib", "aum_sync.plan"}
"""What ``--version`` has no use for."""

LINEAR = 4.05
"""What four times the weeks may cost: linear, and hardly more."""


class _Counted:
    """A season on which verbs run in this process, each with its requests."""

    def __init__(self, season: Season, aum: Aum) -> None:
        self._season = season
        self._aum = aum

    def __call__(self, verb: str) -> Traffic:
        self._season.spotify.begin()
        done = self._aum(verb, "--root", self._season.clone.root)
        assert done.code == 0, done.err
        return self._season.spotify.traffic

    def floor_of_apply(self) -> int:
        """The fewest requests for what the plan says now."""
        root = self._season.clone.root
        done = self._aum("plan", "--offline", "--format", "json", "--root", root)
        return floors.apply(from_json(done.out))


def test_every_way_to_spotify_is_at_its_floor(
    tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting: Setting = year(PLAYLISTS, weeks=6)
    with begun(setting, tmp_path) as season:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", season.spotify.url)
        count = _Counted(season, aum)
        assert count("pull").requests == floors.cold_pull(PLAYLISTS, season.lists())
        season.push()
        assert count("pull").kinds == {"token": 1, "library": 3}
        assert count("plan").kinds == {"token": 1, "library": 3}
        floor = count.floor_of_apply()
        assert count("apply").requests == floor + ASKED_LIBRARY
        season.follow()
        season.spotify.edit(lambda world: published(world, setting.coming))
        season.push()
        count("pull")
        season.push()
        floor = count.floor_of_apply()
        weekly = count("apply")
        assert weekly.requests == floor + ASKED_LIBRARY
        assert weekly.writes == len(weekly_homes(setting)), "one write for what each master gets"


def weekly_homes(setting: Setting) -> set[str]:
    """The masters that the week which came is for."""
    segments = (setting.coming.description or "").split(" ♩ ")
    return {segment.split(" Music ")[1].split()[0] for segment in segments}


def _modules(*arguments: str, folder: Path | None = None) -> set[str]:
    """The modules that a command line has imported when it ends."""
    code = "import sys; from aum_sync.cli.main import run; run(sys.argv[1:])"
    return _imported(code, *arguments, folder=folder)


def _imported(code: str, *arguments: str, folder: Path | None = None) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; sys.stderr.write(' '.join(sys.modules))", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=folder,
        env={"PATH": os.environ["PATH"]},
    )
    return set(done.stderr.splitlines()[-1].split())


def test_version_imports_little_beyond_click() -> None:
    beyond = _modules("--version") - _imported("import sys, click")
    assert beyond & VAIN == set()
    assert len(beyond) <= START, sorted(beyond)


def test_a_plan_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    write(Invented(4, 2), tmp_path)
    loaded = _modules("plan", "--offline", "--format", "csv", folder=tmp_path)
    assert "aum_sync.plan.build" in loaded
    assert loaded & NEVER == set()
    assert len(loaded) <= PLAN, len(loaded)


def test_a_command_never_looks_for_rubbish(tmp_path: Path) -> None:
    write(Invented(4, 2), tmp_path)
    code = (
        "import atexit, gc, sys; from aum_sync.cli.main import main\n"
        "count = lambda: sum(one['collections'] for one in gc.get_stats())\n"
        "before = count(); atexit.register(lambda: print(count() - before, file=sys.stderr))\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "plan", "--offline", "--format", "csv"],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
    )
    assert done.stderr.splitlines()[-1] == "0"


def calls(act: Callable[[], object]) -> int:
    """How many functions are called, ours and Python's own."""
    counted = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("verb", ["plan", "validate", "find"])
def test_four_times_the_weeks_cost_four_times_the_calls(verb: str) -> None:
    def cost(weeks: int, seed: int) -> int:
        one = Invented(weeks, weeks // 2, seed)
        config, state = one.config, one.state
        acts: dict[str, Callable[[], object]] = {
            "plan": lambda: build(config, state, commit=None, base_from="snapshots"),
            "validate": lambda: validate(config, state),
            "find": lambda: find(config, state),
        }
        return calls(acts[verb])

    few, many = cost(12, 21), cost(48, 22)
    assert many <= LINEAR * few, (few, many)


def test_scattered_edits_need_hardly_more_writes_than_edits() -> None:
    found = plan_scattered(seed=8)
    assert found["tracks"] == 10_000
    # Removals go by the hundred; each track that enters between two others is a write of its own.
    assert found["writes"] <= found["edits"] // 2 + found["edits"] // 2 // 100
