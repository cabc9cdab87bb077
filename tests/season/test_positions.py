"""Ranges: ``Soul 1-9`` as positions, where the season says so, and nothing guessed."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.config.types import DescriptionRules
from aum_sync.season.checksum import check
from aum_sync.season.descriptions import parse

RANGES = DescriptionRules(delimiters="#·,/", ranges=True)
COUNTS = DescriptionRules(delimiters="#·,/")

READINGS = {
    "Soul 1-9 · Jazz 10-12": [("Soul", 9), ("Jazz", 3)],
    "#soul 1–9 #afrobeat 10 – 14": [("soul", 9), ("afrobeat", 5)],
    "Soul: 1-9, Jazz (10-12)": [("Soul", 9), ("Jazz", 3)],
    "Soul 1-9 Jazz 10-12": [("Soul", 9), ("Jazz", 3)],
    "𝘚𝘰𝘶𝘭 ¹⁻⁹ · Jazz¹⁰⁻¹²": [("Soul", 9), ("Jazz", 3)],
    "Soul ¹-⁹ · Jazz 10⁻12": [("Soul", 9), ("Jazz", 3)],
    "Soul 1&#8211;9 · R&amp;B 10-12": [("Soul", 9), ("R&B", 3)],
    "80s Pop 1-2 · Studio 54 3-4": [("80s Pop", 2), ("Studio 54", 2)],
    "a number alone is one position: Soul 1, Jazz 2-3, Dub 4": [
        ("a number alone is one position: Soul", 1),
        ("Jazz", 2),
        ("Dub", 1),
    ],
    "Soul 4 · Jazz 5": [("Soul", 4), ("Jazz", 5)],
    "Soul 1-9 · Jazz": [("Soul", 9), ("Jazz", None)],
}


@pytest.mark.parametrize(("text", "expected"), READINGS.items())
def test_ranges_are_counts_where_the_season_says_so(
    text: str, expected: list[tuple[str, int | None]]
) -> None:
    found = parse(text, RANGES)
    assert [(one.genre, one.count) for one in found.segments] == expected
    assert found.doubts == ()


TROUBLES = {
    "Soul 2-9": "2-9 should begin at position 1",
    "Soul 1-9 · Jazz 11-12": "11-12 should begin at position 10",
    "Soul 1-9 · Jazz 9-12": "9-12 should begin at position 10",
    "Soul 1-9 · Jazz 3": "3 should begin at position 10",
    "Soul · Jazz 4-6": "4-6 should begin at position 1",
    "Soul 9-1": "the range 9-1 ends before it begins",
    "Soul 0-9": "0-9 should begin at position 1",
    "Soul 1-9-12": "a range is no count",
    "Soul 1-20260": "a number of more than four digits is no count",
    "Soul 1-9.5": "a fraction is no count",
    "Studio 54-⁶⁰ · Soul 1-9": "a range is no count",
}


@pytest.mark.parametrize(("text", "trouble"), TROUBLES.items())
def test_a_range_that_does_not_fit_holds_the_week(text: str, trouble: str) -> None:
    found = parse(text, RANGES)
    assert trouble in found.doubts
    assert check(found, found.declared).status == "missing-counts"


def test_what_is_no_count_is_no_range_either() -> None:
    large = parse("Soul 1-20260 · Jazz 1-9", RANGES)
    assert [(one.genre, one.count) for one in large.segments] == [
        ("Soul 1-20260", None),
        ("Jazz", 9),
    ]
    # A count of 60 behind a genre that ends in a number and a dash.
    raised = parse("Studio 54-⁶⁰ · Soul ⁴", RANGES)
    assert [(one.genre, one.count) for one in raised.segments] == [("Studio 54", 60), ("Soul", 4)]


def test_a_range_that_is_off_is_told_with_its_place() -> None:
    text = "#soul 1-9 #jazz 11-12"
    (note,) = parse(text, RANGES).notes
    assert (note.code, text[slice(*note.span)]) == ("positions", "jazz 11-12")


def test_without_the_option_a_range_stays_a_note() -> None:
    found = parse("Soul 1-9 · Jazz 3", COUNTS)
    assert [note.code for note in found.notes] == ["range"]
    assert found.declared == 3


@given(st.lists(st.integers(1, 400), min_size=1, max_size=8), st.sampled_from("-–—"))
def test_ranges_say_what_counts_say(counts: list[int], dash: str) -> None:
    ends = list(accumulate(counts))
    genres = [f"Genre {chr(ord('a') + at)}" for at in range(len(counts))]
    rows = list(zip(genres, counts, ends, strict=True))
    ranges = " · ".join(f"{genre} {end - count + 1}{dash}{end}" for genre, count, end in rows)
    found = parse(ranges, RANGES)
    assert [(one.genre, one.count) for one in found.segments] == [row[:2] for row in rows]
    assert check(found, sum(counts)).status == "ok"


@given(st.text("soul#·,19-– ¹⁹⁻.5", max_size=40))
def test_what_has_no_range_reads_the_same_with_and_without(text: str) -> None:
    plain, ranged = parse(text, COUNTS), parse(text, RANGES)
    if "range" not in {note.code for note in plain.notes} and "⁻" not in text:
        assert ranged == plain
    assert [one.genre for one in ranged.segments] != [] or plain.segments == ()
