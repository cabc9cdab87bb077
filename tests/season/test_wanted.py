"""What is known of a recording that no week places: only readings that do not pass hold it."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.season.items import State, WeekState
from aum_sync.season.wanted import want
from tests.seasons import config, reading, short_uri, state


def held(st: State) -> set[str]:
    """The recordings, by short name, that wait for the weeks that hold them."""
    return {short_uri(recording) for recording in want(config(), st).held}


def test_what_is_new_in_readings_that_do_not_pass_is_known() -> None:
    newer = {1: ("Rap 9", "a x"), 2: ("Rap 9", "b y")}
    assert held(state(config(), {1: ("Rap 1", "a"), 2: ("Rap 1", "b")}, held=newer)) == {"x", "y"}


def test_what_a_reading_that_passes_no_more_held_is_known_beside_what_replaced_it() -> None:
    weeks = tuple(
        WeekState(week, reading(week, "Rap 9", before), reading(week, "Rap 8", after))
        for week, before, after in ((1, "a b", "b c"), (2, "d e", "e f"))
    )
    assert held(replace(state(config(), {}), weeks=weeks)) == set("abcdef")


def test_what_only_the_reading_before_one_that_passes_held_is_not_known() -> None:
    week = WeekState(1, reading(1, "Rap 2", "a b"), reading(1, "Rap 1", "a"))
    assert held(replace(state(config(), {}), weeks=(week,))) == set()
