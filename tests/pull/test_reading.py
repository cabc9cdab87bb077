"""Only what changed is read, and what changed is said."""

from __future__ import annotations

import json
from dataclasses import replace

from aum_sync.pull.pull import differs
from tests.pull.conftest import MASTERS, WEEK_1, Season, Start, pid, playlist, said


def test_a_first_pull_reads_every_week_and_master(season: Season) -> None:
    report = season.pull()
    state = season.state
    assert [week.week for week in state.weeks] == [1, 2]
    assert [slot.name for slot in state.weeks[0].latest.slots] == ["Song a", "Song b"]
    assert [snapshot.key for snapshot in state.snapshots] == ["rap", "sort"]
    assert state.account is not None
    assert state.account.id == "aum.music"
    assert len(said(report, "new")) == 2
    assert report["changed"] is True


def test_a_second_pull_costs_one_request_per_fifty_playlists_and_writes_nothing(
    start: Start,
) -> None:
    others = [playlist(f"other{number}", f"Other {number}") for number in range(60)]
    season = start(*MASTERS, WEEK_1, *others)
    season.pull()
    files = season.files()
    asked = season.asked(season.pull)
    assert asked == ["/v1/me/playlists", "/v1/me/playlists"]
    assert season.files() == files


def test_the_account_is_asked_for_once(season: Season) -> None:
    assert "/v1/me/" in season.asked(season.pull)
    assert "/v1/me/" not in season.asked(season.pull)


def test_a_changed_week_alone_is_read_again(season: Season) -> None:
    season.pull()
    season.edit("w2", description="♩ Rap 2", tracks="c d")
    asked = season.asked(season.pull)
    assert asked == ["/v1/me/playlists", f"/v1/playlists/{pid('w2')}/items"]


def test_an_edited_description_is_said_old_and_new(season: Season) -> None:
    season.pull()
    season.edit("w1", description="♩ Rap 1 ♩ Soul 1")
    report = season.pull()
    assert said(report, "edited", week=1) == ["description “♩ Rap 2” → “♩ Rap 1 ♩ Soul 1”"]
    assert report["weeks"]["edited"] == 1


def test_added_removed_and_moved_tracks_are_counted(start: Start) -> None:
    season = start(*MASTERS, playlist("w1", "Aum#1", "Rap 5", "a b c d e"))
    season.pull()
    season.edit("w1", tracks="f b c d g")
    assert said(season.pull(), "edited") == ["+2 −2 tracks"]
    season.edit("w1", tracks="g f b c d")
    assert said(season.pull(), "edited") == ["1 moved"]
    season.edit("w1", tracks="g f b c")
    assert said(season.pull(), "edited") == ["−1 track"]


def test_twins_and_nulls_count_one_by_one(start: Start) -> None:
    season = start(*MASTERS, playlist("w1", "Aum#1", "Rap 4", "a a - b"))
    season.pull()
    season.edit("w1", tracks="a b - a")
    assert said(season.pull(), "edited") == ["2 moved"]
    season.edit("w1", tracks="a - b -")
    assert said(season.pull(), "edited") == ["+1 −1 tracks, 1 moved"]


def test_new_details_of_a_track_are_a_change(season: Season) -> None:
    season.pull()
    first, *rest = WEEK_1.tracks
    assert first is not None
    named = replace(WEEK_1, tracks=(replace(first, name="Song A (Remastered)"), *rest))
    season.edit("w1", lambda _: named)
    # Spotify changes such details without a new version; another change brings them along.
    season.edit("w1", public=False)
    report = season.pull()
    assert said(report, "edited") == ["details of 1 track"]
    assert season.state.weeks[0].latest.slots[0].name == "Song A (Remastered)"


def test_a_new_version_of_the_same_content_is_recorded_but_no_change(season: Season) -> None:
    season.pull()
    before = season.state
    season.edit("w1", public=False)
    report = season.pull()
    assert report["changed"] is False
    assert report["files"] == ["state/account.json", "state/weeks/1.json"]
    assert said(report, "unchanged", week=1)
    assert season.state.weeks[0].latest.snapshot != before.weeks[0].latest.snapshot
    assert season.asked(season.pull) == ["/v1/me/playlists"]


def test_a_new_version_of_the_same_content_is_not_shown_to_people(season: Season) -> None:
    season.pull()
    season.edit("w1", public=False)
    outcome = season.tell()
    assert outcome.out.splitlines()[0].startswith("weeks: 2 known, 0 new, 0 edited, 0 held")


def test_requests_are_counted_along_with_another_change(season: Season) -> None:
    season.pull()
    first = season.state.account
    season.pull()
    assert season.state.account == first
    season.edit("w1", description="♩ Rap 02")
    report = season.pull()
    account = season.state.account
    assert account is not None
    assert sum(sent for _, sent in account.requests) == report["requests"]["last_24h"]
    assert report["requests"]["last_24h"] > report["requests"]["sent"]


def test_a_week_edited_between_listing_and_reading_is_read_again(start: Start) -> None:
    season = start()
    season.pull()
    lock = season.path("weeks/1.json")
    raw = json.loads(lock.read_text(encoding="utf-8"))
    assert raw["snapshot"]
    del raw["snapshot"]
    lock.write_text(json.dumps(raw), encoding="utf-8")
    assert f"/v1/playlists/{pid('w1')}/items" in season.asked(season.pull)


def test_a_version_id_is_no_part_of_what_a_hand_edit_is(season: Season) -> None:
    season.pull()
    lock = season.path("weeks/1.json")
    raw = json.loads(lock.read_text(encoding="utf-8"))
    raw["snapshot"] = "other"
    lock.write_text(json.dumps(raw), encoding="utf-8")
    assert not season.state.weeks[0].latest.edited


def test_neither_the_count_of_requests_nor_a_version_alone_is_a_change(season: Season) -> None:
    season.pull()
    before = season.state
    assert before.account is not None
    counted = replace(before.account, requests=(*before.account.requests, ("2026-11-22T13", 5)))
    renewed = tuple(replace(one, snapshot="v9") for one in before.snapshots)
    assert not differs(before, replace(before, account=counted, snapshots=renewed))
    assert differs(before, replace(before, snapshots=()))
