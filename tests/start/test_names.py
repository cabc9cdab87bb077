"""How somebody names their weeks, found from the names alone."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.config.patterns import pattern_trouble
from aum_sync.start.names import week_names
from aum_sync.text.fold import plain

AUM = [f"彡 Title {n} 彡 Aum#{n}" for n in range(201, 211)]


def numbers(match: str, names: list[str]) -> list[int | None]:
    found = [regex.search(match, plain(name)) for name in names]
    return [int(one["week"]) if one else None for one in found]


@pytest.mark.parametrize(
    ("names", "match", "run"),
    [
        (AUM, r"\bAum\s*#\s*(?P<week>\d+)", (201, 210)),
        ([*AUM, "Aum#500", "Aum#501"], r"\bAum\s*#\s*(?P<week>\d+)", (201, 210)),
        (["𝘞𝘦𝘦𝘬 #1", "Week#2", "Week # 3"], r"\bWeek\s*#\s*(?P<week>\d+)", (1, 3)),
        (["Vol. 7", "Vol. 8 – live"], r"\bVol\s*\.\s*(?P<week>\d+)", (7, 8)),
        (["Mixtape 12", "Mixtape 13", "Best of 2023"], r"\bMixtape\s*(?P<week>\d+)", (12, 13)),
        (["שבוע 5", "שבוע 6"], r"\bשבוע\s*(?P<week>\d+)", (5, 6)),
        (["#31 a", "#32 b", "#33 c"], r"#\s*(?P<week>\d+)", (31, 33)),
        (["07 – Rain", "08 – Sun"], r"^\W*(?P<week>\d+)", (7, 8)),
        (["Aum#1", "Aum#2", "彡Aum#3"], r"Aum\s*#\s*(?P<week>\d+)", (1, 3)),
        (["Tide#1", "Week#2", "Tide#3"], r"\b(?:Tide|Week)\s*#\s*(?P<week>\d+)", (1, 3)),
    ],
)
def test_the_pattern_finds_every_week(names: list[str], match: str, run: tuple[int, int]) -> None:
    found = week_names(names)
    assert found is not None
    assert (found.match, (found.first, found.last)) == (match, run)
    known = [n for n in numbers(match, names) if n is not None]
    assert len(known) >= found.weeks
    assert pattern_trouble(match, "week") is None


def test_what_is_far_off_is_outside_and_what_is_twice_is_told() -> None:
    names = [*AUM, "Aum#110 set", "Aum#60-69 Top's", "Aum#205 (first try)", "Aum# ideas"]
    found = week_names(names)
    assert found is not None
    assert (found.weeks, found.outside) == (10, (110,))
    assert found.doubled == ((205, (4, 12)),)


def test_another_word_with_numbers_that_are_taken_does_not_join() -> None:
    found = week_names([*AUM, "Gym#203", "Gym#204"])
    assert found is not None
    assert "Gym" not in found.match


@pytest.mark.parametrize(
    "names", [[], ["Gym", "Rain"], ["Tape#1"], ["2020-01-02 mix", "1/2", "Rain (7)", "Sun (8)"]]
)
def test_no_series_no_pattern(names: list[str]) -> None:
    assert week_names(names) is None


@given(st.lists(st.text(max_size=12).map(lambda text: f"{text}#7 {text}8"), max_size=8))
def test_whatever_the_names_the_pattern_is_one_that_is_taken(names: list[str]) -> None:
    found = week_names([*names, "A#1", "A#2"])
    assert found is not None
    assert pattern_trouble(found.match, "week") is None
