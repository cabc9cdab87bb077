"""Answers in doubt, on a real simulator: looked at, and never repeated blindly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.apply.test_apply import endings
from tests.apply.test_troubles import before_write, refuse
from tests.apply.test_turning_back import hold
from tests.pull.conftest import playlist

DONE = ("a x b", "c d e")
ITEMS = {"method": "POST", "path": "items"}
CREATE = {"method": "POST", "path": "me/playlists"}
DETAILS = {"method": "PUT", "path": "0000soul$"}
TO_CREATE = CONFIG.replace("playlist: 000000000000000000soul, ", "")
DESCRIBED = CONFIG.replace("genres: [Soul]", "genres: [Soul], description: '{tracks} tracks'")
SWAPPED = (MASTERS[0], playlist("soul", "Soul", tracks="a b c"), MASTERS[2], *WEEKS)
"""Soul holds two tracks that belong into rap."""


def rules(*rules: dict[str, Any]) -> dict[str, Any]:
    return {"rules": list(rules)}


def several(rule: dict[str, Any], *numbers: int, **more: Any) -> dict[str, Any]:
    return rules(*(rule | more | {"nth": number} for number in numbers))


def contents(season: Season) -> tuple[str, str]:
    return season.holds("rap"), season.holds("soul")


def named(season: Season, name: str) -> list[str]:
    return [one.id for one in season.simulator.world.playlists if one and one.name == name]


def to_create(start: Start, faults: dict[str, Any]) -> Season:
    return start(config=TO_CREATE, playlists=(MASTERS[0], MASTERS[2], *WEEKS), faults=faults)


def again(season: Season) -> None:
    season.apply()
    assert contents(season) == DONE
    assert season.in_sync


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_creation_in_doubt_is_looked_for_and_never_sent_twice(start: Start, when: str) -> None:
    season = to_create(start, several(CREATE, 1, do="504", when=when))
    sent = season.writes(lambda: season.apply(code=0 if when == "after" else 6))
    assert len([one for one in sent if one.endswith("me/playlists")]) == 1
    if when == "before":
        season.apply()
    assert len(named(season, "Soul")) == 1
    assert season.in_sync


def test_a_creation_that_was_cut_off_before_it_was_recorded_is_found(start: Start) -> None:
    season = to_create(start, rules())
    refuse(season, "GH006", after=1)
    season.run("apply", code=6)
    (season.origin.root / "hooks" / "pre-receive").unlink()
    season.apply()
    assert len(named(season, "Soul")) == 1
    assert season.in_sync


def test_of_two_that_could_be_the_created_one_neither_is_taken(start: Start) -> None:
    season = to_create(start, several(CREATE, 1, do="504"))
    season.run("apply", code=6)
    for key in ("twin", "twin2"):
        hold(season, playlist(key, "Soul"))
    said = season.run("apply", code=6).err
    assert "could both be 'Soul', just created" in said
    assert "give masters.soul the id of the right one" in said
    assert season.holds("twin") == ""


def test_details_in_doubt_are_written_again(start: Start) -> None:
    season = start(config=DESCRIBED, faults=several(DETAILS, 1, 2, do="504"))
    again(season)
    assert season.playlist("soul").description == "3 tracks"


def test_details_that_stay_in_doubt_stop_the_run(start: Start) -> None:
    season = start(config=DESCRIBED, faults=several(DETAILS, 1, 2, 3, do="504"))
    assert season.apply(code=6)["finished"] is False
    assert contents(season) == ("a x", "")
    again(season)


def test_details_alone_are_applied_without_reading_items(start: Start) -> None:
    season = start()
    season.apply()
    season.configure("name: Rap", "name: Rap and more")
    assert endings(season.apply()) == {"rap": "applied"}
    assert season.playlist("rap").name == "Rap and more"
    assert season.in_sync


@pytest.mark.parametrize("do", ["400", "403", "404"])
def test_where_every_track_is_refused_it_is_not_the_tracks(start: Start, do: str) -> None:
    season = start(faults=rules(ITEMS | {"path": "0000soul/items", "do": do, "times": 5}))
    report = season.apply(code=6)
    assert report["finished"] is False
    assert report["refused"] == {}
    assert contents(season) == ("a x b", "")
    again(season)


def test_a_write_that_stays_in_doubt_stops_the_run(start: Start) -> None:
    season = start(faults=rules(ITEMS | {"path": "0000soul/items", "do": "504", "times": 15}))
    assert season.apply(code=6)["refused"] == {}
    assert contents(season) == ("a x b", "")
    again(season)


def test_writes_that_spotify_only_says_it_did_are_found_out(start: Start) -> None:
    season = start(faults=rules(ITEMS | {"path": "0000soul/items", "do": "ignored", "times": 3}))
    said = season.run("apply", code=6).err
    assert "Spotify took all changes of 'Soul' and does not show them" in said
    season.follow()
    assert contents(season) == ("a x b", "")
    again(season)


def test_a_write_that_spotify_says_once_it_did_is_sent_again(start: Start) -> None:
    season = start(faults=rules(ITEMS | {"path": "0000soul/items", "do": "ignored", "times": 1}))
    again(season)


def test_a_removal_that_is_refused_stops_the_run_and_loses_nothing(start: Start) -> None:
    season = start(playlists=SWAPPED, faults=rules({"method": "DELETE", "do": "403", "times": 1}))
    season.apply(code=6)
    assert contents(season) == ("a x b", "a b c d e")
    again(season)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("times", [1, 3])
def test_a_removal_in_doubt_is_looked_at(start: Start, when: str, times: int) -> None:
    fault = {"method": "DELETE", "do": "504", "when": when, "times": times}
    season = start(playlists=SWAPPED, faults=rules(fault))
    code = 6 if (when, times) == ("before", 3) else 0
    season.apply(code=code)
    if code:
        season.apply()
    assert contents(season) == DONE
    assert season.in_sync


def test_nothing_leaves_for_a_track_that_spotify_does_not_take(start: Start) -> None:
    fault = ITEMS | {"path": "0000rap/items", "body": '0b"', "do": "400"}
    season = start(playlists=SWAPPED, faults=rules(fault))
    report = season.apply(code=5)
    assert list(report["refused"]) == ["spotify:track:000000000000000000000b"]
    assert endings(report) == {"rap": "applied", "soul": "grown"}
    assert "which is not complete" in report["masters"]["soul"]["text"]
    assert contents(season) == ("a x", "a b c d e")


@pytest.mark.parametrize(("edited", "code"), [("a x", 0), ("z", 5)])
def test_an_edit_while_it_runs_is_seen_before_anything_leaves(
    start: Start, monkeypatch: pytest.MonkeyPatch, edited: str, code: int
) -> None:
    season = start(playlists=SWAPPED)
    # All additions but the last are out, and none is read back.
    before_write(monkeypatch, 2, lambda: season.edit("rap", tracks=edited))
    report = season.apply(code=code)
    if code:
        assert endings(report)["rap"] == "drifted"
        assert contents(season) == ("z", "a b c d e")
    else:
        assert contents(season) == DONE


def test_a_playlist_that_is_no_master_loses_tracks_by_cleanup(start: Start) -> None:
    config = CONFIG + "cleanup: [{remove_from: 00000000000000000other, also_in: rap}]\n"
    season = start(
        config=config, playlists=(*MASTERS, *WEEKS, playlist("other", "Mine", tracks="a m"))
    )
    season.apply()
    assert season.holds("other") == "m"
    assert season.in_sync


def test_a_track_that_is_there_twice_is_put_back_once(start: Start) -> None:
    season = start(
        playlists=(replace(MASTERS[0], tracks=MASTERS[0].tracks * 2), *MASTERS[1:], *WEEKS)
    )
    season.apply()
    assert contents(season) == DONE
    assert season.in_sync


def test_what_was_answered_is_not_written_again_though_readings_lag_behind(start: Start) -> None:
    doubtful = {"method": "DELETE", "nth": 1, "do": "504", "when": "before"}
    lagging = {"method": "GET", "path": "soul/items", "do": "stale"}
    behind = [lagging | {"nth": number} for number in (3, 4, 5)]
    season = start(playlists=SWAPPED, faults=rules(doubtful, *behind))
    again(season)
