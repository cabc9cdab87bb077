"""A master that its owner deleted in the app: Spotify goes on taking writes, and nobody sees them.

Deleting is unfollowing: it leaves GET /me/playlists and stays readable by its id (SPOTIFY.md 3.11).
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.pull.conftest import pid, playlist

SAID = "is not in the library any more, so it was deleted in the app"
UNTOLD = "no master was looked up, whether it was deleted in the app"
BACK = "bring it back at https://www.spotify.com/account/recover-playlists"


UNASKED = {"method": "GET", "path": "library/contains"}


def endings(report: Any) -> dict[str, str]:
    return {key: one["ending"] for key, one in report["masters"].items()}


def asked(season: Season) -> int:
    """How often Spotify was asked what is in the library."""
    return sum(one.path.endswith("/library/contains") for one in season.simulator.requests)


@pytest.fixture
def gone(start: Start) -> Season:
    """A season that was applied, whose master Rap is deleted then."""
    season = start()
    season.apply()
    season.edit("rap", in_library=False)
    return season


def test_pull_status_and_plan_name_it_and_the_ways_on(gone: Season) -> None:
    event = next(
        one
        for one in json.loads(gone.run("pull", "--format", "json").out)["events"]
        if one["kind"] == "vanished"
    )
    assert (event["master"], event["level"]) == ("rap", "warning")
    assert SAID in event["text"]
    found = json.loads(gone.run("status", "--format", "json").out)["masters"]["rap"]
    assert found["state"] == "blocked"
    assert SAID in found["why"]
    assert found["hint"] == event["hint"]
    assert found["hint"].startswith(BACK)
    told = " ".join(gone.run("status").out.split())
    assert SAID in told
    assert f"→ {BACK}" in told
    (problem,) = (
        one
        for one in json.loads(gone.run("plan", "--format", "json", code=4).out)["problems"]
        if one["level"] == "error"
    )
    assert (problem["master"], problem["hint"]) == ("rap", event["hint"])


def test_apply_leaves_it_alone_with_all_that_would_lose_tracks_to_it(gone: Season) -> None:
    gone.edit("w2", description="♩ Rap 1 ♩ Polka 1")
    gone.run("pull")
    gone.push("pull")
    done = gone.run("apply", code=5)
    assert SAID in " ".join(done.out.split())
    assert BACK in " ".join(done.out.split())
    assert (gone.holds("rap"), gone.holds("soul")) == ("a x b", "c d e")
    report = gone.apply(code=5)
    assert endings(report) == {"rap": "drifted", "soul": "waits"}


def test_one_that_is_said_to_be_missing_counts_by_the_library_itself(start: Start) -> None:
    late = {"method": "GET", "path": "library/contains", "nth": 1, "do": "stale"}
    season = start(faults={"rules": [late]})
    season.edit("rap", in_library=False)
    season.edit("rap", in_library=True)
    assert endings(season.apply()) == {"rap": "applied", "soul": "applied"}
    assert asked(season) == 1


@pytest.mark.parametrize("status", ["403", "404"])
def test_where_spotify_does_not_tell_apply_warns_and_goes_on(start: Start, status: str) -> None:
    season = start(faults={"rules": [UNASKED | {"do": status}]})
    season.edit("rap", in_library=False)
    done = season.run("apply", "--format", "json")
    value = json.loads(done.out)
    assert endings(value["applies"][0]) == {"rap": "applied", "soul": "applied"}
    (warning,) = value["errors"]
    assert warning["level"] == "warning"
    assert warning["message"].startswith(UNTOLD)
    assert f"GET /v1/me/library/contains ({status} " in warning["message"]
    assert f"warning: {UNTOLD}" in " ".join(done.err.split())
    assert asked(season) == 1
    assert season.holds("rap") == "a x b"


def test_the_warning_comes_once_for_all_applies_of_a_run(start: Start) -> None:
    rule = {"method": "POST", "path": "items", "nth": 2, "do": "401"}
    season = start(faults={"rules": [UNASKED | {"do": "403"}, rule, rule | {"nth": 3}]})
    season.run("apply", code=6)
    season.follow()
    season.configure("name: Rap", "name: Rap and more")
    done = season.run("apply", "--format", "json")
    value = json.loads(done.out)
    assert len(value["applies"]) == 2
    assert len(value["errors"]) == 1
    assert " ".join(done.err.split()).count(UNTOLD) == 1


def test_41_playlists_are_asked_for_by_two_requests(start: Start) -> None:
    keys = [f"m{number}" for number in range(41)]
    masters = [f"  {key}: {{name: {key}, playlist: {pid(key)}, genres: [G{key}]}}" for key in keys]
    head, _, rest = CONFIG.partition("masters:\n")
    sort = rest.splitlines()[-1]
    week = playlist("w1", "Aum#1", " ♩ ".join(["", *(f"G{key} 1" for key in keys)]), " ".join(keys))
    lists = (*(playlist(key, key) for key in keys), MASTERS[2], week)
    season = start(config="\n".join([f"{head}masters:", *masters, sort, ""]), playlists=lists)
    season.edit("m40", in_library=False)
    planned = season.plan()["requests"]
    report = season.apply(code=5)
    assert report["masters"].pop("m40")["ending"] == "drifted"
    assert set(endings(report).values()) == {"applied"}
    assert len(report["masters"]) == 40
    assert asked(season) == 2
    spared = 3
    listed = 1
    assert report["requests"] == planned["read"] + planned["write"] - spared + listed


def test_brought_back_it_is_in_sync_and_written_to_again(gone: Season) -> None:
    gone.edit("w2", description="♩ Rap 2")
    gone.edit("rap", in_library=True)
    gone.pull()
    assert endings(gone.apply()) == {"rap": "applied", "soul": "applied"}
    assert gone.holds("rap") == "a x b d e"


def test_without_its_id_and_snapshot_a_new_one_is_created(gone: Season) -> None:
    (gone.root / "state" / "masters" / "rap.json").unlink()
    gone.configure("playlist: 0000000000000000000rap, ", "")
    gone.apply()
    made = [
        one
        for one in gone.simulator.world.playlists
        if one and one.name == "Rap" and one.id != pid("rap")
    ]
    assert len(made) == 1
    assert gone.in_sync


def test_one_that_is_cut_off_and_then_deleted_is_not_finished(start: Start) -> None:
    rule = {"method": "POST", "path": "items", "nth": 2, "do": "401"}
    season = start(faults={"rules": [rule, rule | {"nth": 3}]})
    season.run("apply", code=6)
    assert season.holds("rap") == "a x b"
    season.edit("soul", in_library=False)
    applies = json.loads(season.run("apply", "--format", "json", code=5).out)["applies"]
    assert endings(applies[0]) == {"rap": "applied", "soul": "drifted"}
    assert season.holds("soul") == ""


def test_of_one_that_is_no_master_the_cleanup_is_named(start: Start) -> None:
    other = playlist("mix", "Mix", tracks="a z")
    config = CONFIG + f"cleanup: [{{remove_from: {pid('mix')}, also_in: rap}}]\n"
    season = start(config=config, playlists=(*MASTERS, *WEEKS, other))
    season.edit("mix", in_library=False)
    done = season.run("pull")
    season.push("pull")
    assert "take out the cleanups that name it" in " ".join(done.out.split())
    assert "take out the cleanups that name it" in " ".join(season.run("plan").err.split())
    report = season.apply(code=5)
    assert report["masters"][pid("mix")]["ending"] == "drifted"
    assert season.holds("mix") == "a z"
