"""A library in which nothing is a week says why, and what comes near."""

from __future__ import annotations

from tests.pull.conftest import CONFIG, MASTERS, Start, hints, playlist, said

NO_IDS = CONFIG.replace("playlist: 0000000000000000000rap, ", "").replace(
    "playlist: 000000000000000000sort, ", ""
)


def test_an_empty_account_is_said_to_be_empty(start: Start) -> None:
    season = start(None, config=NO_IDS)
    report = season.pull()
    assert said(report, "no-weeks") == [
        "the library of aum.music is empty: no playlists, so no weeks"
    ]
    assert report["weeks"]["known"] == 0


def test_no_matching_name_shows_the_pattern_the_number_and_the_nearest(start: Start) -> None:
    names = ("Aum 12", "Aum no 13", "AUM", "Road trip", "Discover Weekly")
    season = start(*MASTERS, *(playlist(f"x{i}", name) for i, name in enumerate(names)))
    report = season.pull()
    assert said(report, "no-weeks") == [
        "none of 7 playlists is a week: season.match is Aum#(?P<week>\\d+)"
    ]
    hint = hints(report, "no-weeks")[0]
    assert "“Aum 12”" in hint
    assert "“Aum no 13”" in hint
    assert "Road trip" not in hint


def test_numbers_out_of_range_are_said(start: Start) -> None:
    season = start(*MASTERS, playlist("x", "Aum#31"), playlist("y", "Aum#45"))
    text = said(season.pull(), "no-weeks")[0]
    assert text.endswith("numbers from 31 to 45 occur, season.weeks is 1-20")


def test_the_wrong_account_is_said(start: Start) -> None:
    season = start(
        playlist("x", "Aum#1", owner="curator"),
        playlist("y", "Aum#2", owner="curator"),
        config=NO_IDS,
    )
    text = said(season.pull(), "no-weeks")[0]
    assert text.endswith("2 match and belong to others than aum.music: curator")


def test_a_library_whose_only_week_is_undecided_has_weeks(start: Start) -> None:
    report = start(*MASTERS, playlist("x", "Aum#1"), playlist("y", "Aum#1")).pull()
    assert said(report, "undecided", week=1)
    assert said(report, "no-weeks") == []
