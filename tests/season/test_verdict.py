"""Why a reading does not count, in its numbers; which genres are unknown, with their neighbours."""

from __future__ import annotations

import pytest

from aum_sync.season.genres import GenreIndex
from aum_sync.season.items import WeekState
from aum_sync.season.verdict import complaint, correction_line, remedy, unknown_genres
from aum_sync.season.weeks import choose, judge
from tests.seasons import HEAD, MASTERS, config, reading

CORRECTED = (
    MASTERS + 'corrections: {weeks: {1: {genres: "Rap 9", was: "Rap 1, Soul", reason: ear}}}'
)

COMPLAINTS = {
    ("", "a b"): "is not described yet; it holds 2 items",
    ("Rap 3", "a b"): "declares 3 tracks and holds 2: its counts are 1 too high",
    ("Rap 1", "a b c"): "declares 1 track and holds 3: its counts are 2 too low",
    ("Rap 2, Soul", "a b"): "declares 2 already: nothing is left for the missing count",
    ("Rap 2, Soul", "a"): "declares 2 tracks and holds 1: its counts are 1 too high",
    ("♩ Rap ♩ Soul", "a"): "has no count for Rap, Soul; it declares 0 tracks and holds 1",
    ("5 Rap 3", "a b c"): (
        "is the number in front of '5 Rap' its count?; it declares 3 tracks and holds 3"
    ),
    ("5 Rap 3, Soul", "a b c"): (
        "has no count for Soul; is the number in front of '5 Rap' its count?; "
        "it declares 3 tracks and holds 3"
    ),
}


@pytest.mark.parametrize(("week", "expected"), COMPLAINTS.items())
def test_what_is_wrong_is_said_with_its_numbers(week: tuple[str, str], expected: str) -> None:
    assert complaint(judge(reading(1, *week), config())) == expected


def test_a_correction_that_fits_and_fails_is_told_by_its_own_numbers() -> None:
    judged = judge(reading(1, "Rap 1, Soul", "a"), config(CORRECTED))
    assert complaint(judged) == "declares 9 tracks and holds 1: its counts are 8 too high"
    assert remedy(judged).endswith("update or remove corrections.weeks.1:")


def test_a_correction_that_no_longer_fits_shows_both_texts() -> None:
    judged = judge(reading(1, "Soul 1", "a"), config(CORRECTED))
    assert "(was: Rap 1, Soul; now: Soul 1)" in complaint(judged)


def test_a_week_without_a_correction_is_to_be_corrected_at_the_source_or_by_a_line() -> None:
    judged = judge(reading(8, "Rap 2", "a"), config())
    assert "on Spotify and run aum-sync pull" in remedy(judged)
    assert remedy(judged).endswith("corrections.weeks:")
    assert correction_line(judged).startswith("8: {")


RNB = """
masters:
  soul: {playlist: "000000000000000000soul", genres: ["R&B", RnBx, "Hip Hop, Rap", Hip Hop Raps]}
  rock: {playlist: "000000000000000000rock", genres: [Rock 1, Rock 2, Rock 3, Rock 4]}
  sort: {playlist: "000000000000000000sort", catch_all: true}
"""


def nearest(genre: str) -> tuple[str, ...]:
    return GenreIndex(config(RNB)).resolve(genre).nearest


def test_blanks_commas_and_ways_of_writing_and_make_an_alias_no_less_near() -> None:
    assert nearest("RnB") == ("R&B", "RnBx")
    assert nearest("Hip Hop Rap") == ("Hip Hop, Rap", "Hip Hop Raps")


def test_no_more_than_three_neighbours_are_named() -> None:
    assert len(nearest("Rock")) == 3


def test_an_unknown_genre_is_counted_over_its_weeks() -> None:
    cfg = config(HEAD + RNB)
    weeks = {1: ("Rock 2 ", "a b"), 2: ("Rock 1", "c"), 5: ("Rock 1, Rock 1", "d e")}
    chosen = [
        choose(WeekState(number, reading(number, *week)), cfg) for number, week in weeks.items()
    ]
    (unknown,) = unknown_genres(chosen, GenreIndex(cfg))
    assert (unknown.genre, unknown.weeks, unknown.tracks) == ("Rock", (1, 2, 5), 5)
    first, second, third = unknown.nearest
    assert str(unknown) == (
        "'Rock' is no master's genre: 5 tracks in weeks 1-2, 5; "
        f"nearest: {first!r}, {second!r}, {third!r}"
    )
