"""Playlists beside masters that `cleanup` names are read and kept like masters."""

from __future__ import annotations

from tests.pull.conftest import CONFIG, MASTERS, WEEK_1, WEEK_2, Start, pid, playlist, said

MIXTAPE = playlist("mix", "Mixtape", tracks="a x")
CLEANUP = f"cleanup: [{{remove_from: {pid('mix')}, also_in: rap}}]\n"


def test_it_is_read_once_and_again_only_where_it_changed(start: Start) -> None:
    season = start(*MASTERS, WEEK_1, MIXTAPE, config=CONFIG + CLEANUP)
    season.pull()
    assert [other.name for other in season.state.others] == ["Mixtape"]
    assert season.asked(season.pull) == ["/v1/me/playlists"]
    season.edit("mix", tracks="a x y")
    assert said(season.pull(), "master-changed", master=pid("mix")) == [
        "edited on Spotify: +1 track"
    ]
    assert b"Song y" in season.files()[f"state/others/{pid('mix')}.json"]


def test_a_plan_names_what_it_would_lose(start: Start) -> None:
    season = start(*MASTERS, WEEK_1, MIXTAPE, config=CONFIG + CLEANUP)
    season.pull()
    outcome = season.aum("plan", "--root", season.root)
    assert outcome.code == 0
    assert "Mixtape" in outcome.out
    assert "also in rap" in outcome.out


def test_one_that_is_not_ours_is_said_with_the_place_in_the_yaml(start: Start) -> None:
    theirs = playlist("mix", "Mixtape", tracks="a", owner="somebody")
    season = start(*MASTERS, WEEK_1, theirs, config=CONFIG + CLEANUP)
    report = season.pull(code=1)
    assert "belongs to somebody" in said(report, "not-ours", master=pid("mix"))[0]
    hint = next(event["hint"] for event in report["events"] if event["kind"] == "not-ours")
    assert hint == "give cleanup[0].remove_from the id of a playlist of this account"


def test_a_week_that_loses_tracks_is_read_beside_its_lock(start: Start) -> None:
    rule = "cleanup: [{remove_from: 2, also_in: 1}]\n"
    season = start(*MASTERS, WEEK_1, WEEK_2, config=CONFIG + rule)
    season.pull()
    assert f"state/others/{pid('w2')}.json" in season.files()
