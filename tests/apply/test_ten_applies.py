"""Ten applies, no two alike: every one of them can be brought back, in order, dates and details."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.simulator.world import Item, Playlist
from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start, short
from tests.apply.test_turning_back import hold
from tests.pull.conftest import playlist

KEYS = ("rap", "soul", "sort")
YAML = CONFIG.replace("genres: [Soul]", "genres: [Soul], description: '{tracks} tracks'")
Master = tuple[str, str | None, str]
"""Name, description and content."""

LOCAL = Item("spotify:local:me:album:file:180", "My file")
NUMBERS = (1, 10, 2, 9, 3, 8, 4, 7, 5, 6)
"""Far from each other, so that much changes each time."""


def dated(one: Playlist, *more: Item | None) -> Playlist:
    """A playlist to whose tracks each its own date is given, and some items more."""
    tracks = (
        item and replace(item, added_at=f"2026-01-{day:02}T00:00:00Z")
        for day, item in enumerate((*one.tracks, *more), 1)
    )
    return replace(one, tracks=tuple(tracks))


BEGIN = (
    dated(playlist("rap", "Rap", tracks="a x c"), LOCAL),
    dated(playlist("soul", "Soul", tracks="y - a")),
    MASTERS[2],
)


def a_week(season: Season) -> None:
    hold(season, playlist("w3", "Aum#3", "♩ Rap 2", "f g"))


def tracks_that_move(season: Season) -> None:
    season.edit("w1", description="♩ Soul 2 ♩ Rap 1")


def another_order(season: Season) -> None:
    season.configure("genres: [Rap]", "genres: [Rap], order: oldest-first")


def a_template(season: Season) -> None:
    season.configure("'{tracks} tracks'", "'{season}: {tracks}'")


def a_name(season: Season) -> None:
    season.configure("name: Soul", "name: ♩ Soul")


def removals(season: Season) -> None:
    season.edit("w2", description="♩ Soul 1 ♩ Dub 1")
    season.configure("masters:", "drop: [Dub]\nmasters:")


def a_pin(season: Season) -> None:
    season.run("rollback", 2, "--pin", "--master", "rap")


def a_release(season: Season) -> None:
    season.run("rollback", "--release")


def orphans(season: Season) -> None:
    season.configure("masters:", "policy: {orphans: {move_to: sort}}\nmasters:")


EDITS = (
    a_week,
    tracks_that_move,
    another_order,
    a_template,
    a_name,
    removals,
    a_pin,
    a_release,
    orphans,
)
"""What leads to the second, third … apply."""


def details(season: Season) -> list[Master]:
    """Name, description and content of every master on Spotify."""
    found = (season.playlist(key) for key in KEYS)
    return [(one.name, one.description, season.holds(one.id.lstrip("0"))) for one in found]


def dates(season: Season) -> dict[tuple[str, str], str | None]:
    """When each track was added, by master."""
    found = ((key, item) for key in KEYS for item in season.playlist(key).tracks if item)
    return {(key, short(item)): item.added_at for key, item in found}


def merge(season: Season) -> None:
    """Put what is changed on a branch, and merge that into the default branch."""
    season.clone.git("switch", "--quiet", "--create", "topic")
    season.clone.git("add", "--all")
    season.clone.git("commit", "--quiet", "--message", "rollback")
    season.clone.git("switch", "--quiet", "main")
    season.clone.git("merge", "--quiet", "--no-ff", "--no-edit", "topic")
    season.clone.git("branch", "--quiet", "--delete", "topic")
    season.clone.git("push", "--quiet", "origin", "main")


def roll_back(season: Season, *arguments: object) -> str:
    """Roll back, merge, apply; what the verb said. It names a command where that does."""
    done = season.run("rollback", *arguments)
    for line in done.out.splitlines():
        if line.strip().startswith("git restore"):
            season.clone.git(*line.split()[1:])
    merge(season)
    season.apply()
    return done.out + done.out


@pytest.fixture
def ten(start: Start) -> tuple[Season, list[list[Master]]]:
    """A season after ten applies, and what each left."""
    season = start(config=YAML, playlists=(*BEGIN, *WEEKS))
    season.apply()
    seen = [details(season)]
    for number, edit in enumerate(EDITS, 2):
        edit(season)
        season.pull()
        assert season.apply()["apply"] == number
        seen.append(details(season))
    return season, seen


def test_each_of_ten_applies_can_be_brought_back(
    ten: tuple[Season, list[list[Master]]],
) -> None:
    season, seen = ten
    for number in NUMBERS:
        before = dates(season)
        roll_back(season, number)
        assert details(season) == seen[number - 1], number
        after = dates(season)
        assert [one for one in before.keys() & after if before[one] != after[one]] == []
        assert season.in_sync, number
        assert season.writes(lambda: season.run("apply")) == []


def test_undoing_one_of_them_names_what_cannot_come_back(start: Start) -> None:
    season = start(config=YAML, playlists=(*BEGIN, *WEEKS))
    season.apply()
    before = details(season)
    tracks_that_move(season)
    season.pull()
    season.apply()
    assert before != details(season)
    for key in ("rap", "soul"):
        season.edit(key, tracks=season.holds(key).replace("180 ", "").replace("- ", ""))
    season.pull()
    said = roll_back(season, "--undo", 2)
    assert "cannot come back by the API: My file" in said
    assert "cannot come back by the API: an unavailable item" in said
    expected = [
        (name, text, content.replace("180 ", "").replace("- ", ""))
        for name, text, content in before
    ]
    assert details(season) == expected
    assert season.in_sync
