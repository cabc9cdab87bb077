"""The last reading that passed stays; a newer one that does not is held beside it."""

from __future__ import annotations

import json
from typing import Any

from tests.pull.conftest import Season, hints, said

LOCK, HELD = "state/weeks/1.json", "state/weeks/1.held.json"


def rewrite(season: Season, name: str, **changes: Any) -> None:
    """Edit a state file by hand."""
    path = season.path(name)
    raw = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(raw | changes), encoding="utf-8")


def test_a_failing_reading_goes_beside_the_good_one(season: Season) -> None:
    season.pull()
    lock = season.files()[LOCK]
    season.edit("w1", description="♩ Rap 3")
    report = season.pull()
    assert season.files()[LOCK] == lock
    assert b"Rap 3" in season.files()[HELD]
    assert said(report, "held", week=1) == [
        "declares 3 tracks and holds 2: its counts are 1 too high; the last good reading stays"
    ]
    assert report["weeks"]["held"] == 1
    assert report["changed"] is True


def test_a_week_that_never_passed_has_only_the_held_file(season: Season) -> None:
    season.edit("w1", description="")
    report = season.pull()
    assert LOCK not in season.files()
    assert HELD in season.files()
    assert said(report, "held") == [
        "is not described yet; it holds 2 items; nothing of it is placed"
    ]


def test_missing_counts_are_said(season: Season) -> None:
    season.edit("w1", description="♩ Rap ♩ Soul")
    assert said(season.pull(), "held") == [
        ("has no count for Rap, Soul; it declares 0 tracks and holds 2; nothing of it is placed")
    ]


def test_what_a_held_week_means_follows_the_policy(season: Season) -> None:
    season.edit("w1", description="♩ Rap 3")
    season.configure("masters:", "policy: {on_mismatch: triage}\nmasters:")
    assert said(season.pull(), "held")[0].endswith("; all of it goes to sort")
    season.configure("triage", "fail")
    assert said(season.pull(), "held")[0].endswith("; there is no plan until that is mended")


def test_a_held_week_is_reported_until_it_passes(season: Season) -> None:
    season.edit("w1", description="♩ Rap 3")
    season.pull()
    assert len(said(season.pull(), "held")) == 1
    season.edit("w1", description="♩ Rap 2")
    report = season.pull()
    assert said(report, "released", week=1) == ["passes now, no longer held"]
    assert said(report, "held") == []
    assert HELD not in season.files()
    assert b"Rap 2" in season.files()[LOCK]


def test_a_correction_that_was_merged_makes_the_held_reading_the_lock(season: Season) -> None:
    season.edit("w1", description="♩ Rap 3")
    report = season.pull()
    line = hints(report, "held")[0].split("add to corrections.weeks: ")[1]
    correction = line.replace('genres: "…"', "genres: Rap 2").replace('"…"', "typo")
    season.configure("masters:", f"corrections: {{weeks: {{{correction}}}}}\nmasters:")
    reports: list[Any] = []
    assert season.asked(lambda: reports.append(season.pull())) == ["/v1/me/playlists"]
    assert said(reports[0], "released", week=1)
    assert HELD not in season.files()
    assert b"Rap 3" in season.files()[LOCK]


def test_a_stale_correction_holds_and_shows_the_description(season: Season) -> None:
    correction = "corrections: {weeks: {1: {genres: Rap 2, was: 'Rap 7', reason: typo}}}"
    season.configure("masters:", f"{correction}\nmasters:")
    assert said(season.pull(), "held") == [
        (
            "its correction was written for another description (was: Rap 7; now: ♩ Rap 2); "
            "nothing of it is placed"
        )
    ]


def test_returning_to_what_passed_removes_the_held_file_whatever_the_config_says_now(
    season: Season,
) -> None:
    season.pull()
    season.edit("w1", description="♩ Rap 3")
    season.pull()
    correction = "corrections: {weeks: {1: {genres: Rap 2, was: 'Rap 7', reason: typo}}}"
    season.configure("masters:", f"{correction}\nmasters:")
    season.edit("w1", description="♩ Rap 2")
    report = season.pull()
    assert HELD not in season.files()
    assert said(report, "released", week=1)
    assert season.asked(season.pull) == ["/v1/me/playlists"]


def test_a_hand_edited_lock_stays_where_spotify_did_not_change(season: Season) -> None:
    season.pull()
    rewrite(season, "weeks/1.json", description="♩ Soul 2")
    edited = season.files()[LOCK]
    report = season.pull()
    assert said(report, "hand-edited", week=1) == [
        "the lock was edited by hand since pull wrote it; the edit stays"
    ]
    assert season.files()[LOCK] == edited
    assert report["changed"] is False


def test_a_hand_edited_lock_is_replaced_where_spotify_changed(season: Season) -> None:
    season.pull()
    rewrite(season, "weeks/1.json", description="♩ Soul 2")
    season.edit("w1", description="♩ Rap 1 ♩ Soul 1")
    report = season.pull()
    assert said(report, "hand-edited", week=1) == [
        (
            "the lock was edited by hand since pull wrote it; replaced by what Spotify has now: "
            "description “♩ Soul 2” → “♩ Rap 1 ♩ Soul 1”"
        )
    ]
    assert season.state.weeks[0].passed is not None
    assert not season.state.weeks[0].passed.edited
    assert said(season.pull(), "hand-edited") == []


def test_a_hand_edit_that_spotify_agrees_with_is_none_any_more(season: Season) -> None:
    season.pull()
    rewrite(season, "weeks/1.json", description="♩ Soul 2")
    season.edit("w1", description="♩ Soul 2")
    assert said(season.pull(), "hand-edited") == [
        "the lock was edited by hand since pull wrote it; replaced by what Spotify has now"
    ]
    assert not season.state.weeks[0].latest.edited


def test_a_hand_edited_lock_stays_beside_a_newer_reading_that_fails(season: Season) -> None:
    season.pull()
    rewrite(season, "weeks/1.json", description="♩ Soul 2")
    season.edit("w1", description="♩ Rap 9")
    assert said(season.pull(), "hand-edited") == [
        "the lock was edited by hand since pull wrote it; the edit stays"
    ]
    passed = season.state.weeks[0].passed
    assert passed is not None
    assert passed.edited


def test_a_hand_edited_held_reading_that_passes_keeps_its_mark(season: Season) -> None:
    season.edit("w1", description="♩ Rap 9")
    season.pull()
    rewrite(season, "weeks/1.held.json", description="♩ Rap 2")
    report = season.pull()
    assert said(report, "released", week=1)
    assert said(report, "hand-edited", week=1)
    assert HELD not in season.files()
    assert season.state.weeks[0].latest.edited
