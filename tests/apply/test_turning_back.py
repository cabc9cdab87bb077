"""An apply was cut off, and then the season was rolled back: it goes straight to the pins."""

from __future__ import annotations

from typing import Any

import pytest

from aum_sync.simulator.world import Playlist
from tests.apply.conftest import CONFIG, Season, Start
from tests.apply.test_waiting import wait_over
from tests.pull.conftest import playlist

DESCRIBED = CONFIG.replace("genres: [Soul]", "genres: [Soul], description: '{tracks} tracks'")
NEW = (
    playlist("w3", "Aum#3", "♩ Rap 2", "f g"),
    playlist("w4", "Aum#4", "♩ Soul 3", "h i j"),
)


AFTER_1 = [("Rap", "", "a x b"), ("Soul", "3 tracks", "c d e"), ("To sort", "", "")]


def hold(season: Season, one: Playlist) -> None:
    """Let Spotify have one playlist more."""
    season.simulator.edit(lambda world: world.holding(one))


def cut_off(start: Start, nth: int, config: str = DESCRIBED) -> Season:
    """A season whose first apply is whole, and whose second one a quota cut off at a write."""
    rule = {"method": "POST", "path": "items", "nth": nth, "do": "quota"}
    season = start(config=config, faults={"rules": [rule]})
    season.apply()
    for week in NEW:
        hold(season, week)
    season.pull()
    season.run("apply", code=6)
    season.follow()
    assert season.state.pending is not None
    wait_over(season)
    return season


def everything(season: Season) -> list[tuple[str, str | None, str]]:
    found = [(season.playlist(key), season.holds(key)) for key in ("rap", "soul", "sort")]
    return [(one.name, one.description, content) for one, content in found]


@pytest.mark.parametrize("nth", [3, 4])
def test_a_rollback_merged_on_an_unfinished_apply_ends_exactly_at_the_pins(
    start: Start, nth: int
) -> None:
    season = cut_off(start, nth)
    season.run("rollback", 1)
    season.push("rollback")
    seen: list[Any] = []
    writes = season.writes(lambda: seen.append(season.apply()))
    assert everything(season) == AFTER_1
    # What was not added yet is not added now, to be removed again.
    assert not [one for one in writes if one.startswith("POST")]
    assert seen[0]["apply"] == 3
    assert season.state.pending is None
    assert season.in_sync
    assert season.writes(lambda: season.run("apply")) == []
    season.pull()
    assert season.in_sync


def test_the_limits_hold_for_it(start: Start) -> None:
    season = cut_off(start, 4)
    season.run("rollback", 1)
    season.configure("version: 1", "version: 1\nexpect: [{never_empty: [sort]}]")
    assert season.writes(lambda: season.run("apply", code=4)) == []
    season.follow()
    assert season.state.pending is not None
    season.configure("expect: [{never_empty: [sort]}]", "")
    season.apply()
    assert everything(season) == AFTER_1


def test_where_nothing_was_written_only_the_pointer_goes(start: Start) -> None:
    season = cut_off(start, 3, CONFIG)
    season.run("rollback", 1)
    season.push("rollback")
    assert season.writes(season.apply) == []
    assert season.state.pending is None
    assert season.clone.git("log", "-1", "--format=%s") == "Apply 2: off"
    assert season.in_sync


def test_a_master_that_was_edited_meanwhile_is_left_alone(start: Start) -> None:
    season = cut_off(start, 4)
    season.edit("rap", tracks="z")
    season.run("rollback", 1)
    season.push("rollback")
    season.apply()
    assert season.holds("rap") == "z"
    season.pull()
    season.apply()
    assert everything(season) == AFTER_1
