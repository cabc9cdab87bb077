"""An example of pulls: playlists on a simulated Spotify, and what each pull makes of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from aum_sync.season.items import Reading
from aum_sync.simulator.world import Playlist
from tests.pull.conftest import Season, Start, items, pid
from tests.rules.notation import NOTHING, lines_of, squeezed
from tests.rules.planning import shortened
from tests.seasons import short

PULL = "pull"

_SPOTIFY = re.compile(r"Spotify\s+(\w+)( of \w+)?(, collaborative)?\s+“([^”]*)”\s+“([^”]*)”\s*(.*)")
_GONE = re.compile(r"Spotify\s+(\w+) is gone")
_DELETE = re.compile(r"delete (state/\S+)")
_EDIT = re.compile(r"edit (state/\S+) “([^”]*)”")
_MARKS = {"change": "+", "warning": "! warning:", "error": "! error:"}
_QUIET = ("master-read", "unchanged")


def is_pull(text: str) -> bool:
    """Whether an example is one of pulls."""
    return PULL in text.splitlines()


def told(start: Start, season: str, text: str) -> tuple[list[str], list[str]]:
    """The lines that an example expects, and those that come of doing what it says."""
    masters = yaml.safe_load(season)["masters"]
    library = [Playlist(m["playlist"], key) for key, m in masters.items() if "playlist" in m]
    running = start(*library, config=season)
    expected: list[str] = []
    found: list[str] = []
    for line in map(squeezed, lines_of(text)):
        if line == PULL:
            found += map(shortened, _pulled(running))
        elif not _done(running, line):
            expected.append(line)
    return expected, found


def _done(season: Season, line: str) -> bool:
    """Do what a line says; False where it says what must come out."""
    if found := _SPOTIFY.fullmatch(line):
        _put(season, _playlist(found))
    elif found := _GONE.fullmatch(line):
        season.drop(found[1])
    elif found := _DELETE.fullmatch(line):
        (season.root / found[1]).unlink()
    elif found := _EDIT.fullmatch(line):
        path = season.root / found[1]
        raw = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps(raw | {"description": found[2]}), encoding="utf-8")
    else:
        return False
    return True


def _playlist(found: re.Match[str]) -> Playlist:
    key, owner, collaborative, name, description, names = found.groups()
    made = Playlist(pid(key), name, description, tracks=items("" if names == NOTHING else names))
    if owner:
        made = replace(made, owner=owner.removeprefix(" of "))
    return replace(made, collaborative=bool(collaborative))


def _put(season: Season, one: Playlist) -> None:
    if any(known and known.id == one.id for known in season.simulator.world.playlists):
        season.edit(one.id.lstrip("0"), lambda _: one)
    else:
        season.add(one)


def _pulled(season: Season) -> Iterator[str]:
    outcome = season.aum(PULL, "--root", season.root, "--format", "json")
    events: list[dict[str, Any]] = json.loads(outcome.out)["events"]
    errors = any(event["level"] == "error" for event in events)
    assert outcome.code == (1 if errors else 0), outcome.err
    for event in events:
        if event["level"] in _MARKS and event["kind"] not in _QUIET:
            where = f"week {event['week']}" if event.get("week") else event.get("master", "")
            yield squeezed(f"{_MARKS[event['level']]} {where}: {event['text']}")
    for week in season.state.weeks:
        yield from (_lock(week.passed, "is") if week.passed else ())
        yield from (_lock(week.held, "holds back") if week.held else ())


def _lock(reading: Reading, verb: str) -> Iterator[str]:
    names = " ".join(map(short, reading.slots)) or NOTHING
    yield squeezed(f"week {reading.week} {verb} {reading.playlist} “{reading.description}” {names}")
