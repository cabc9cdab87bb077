"""Which track of what is there now is which of what was there: twins, nulls, what is relinked."""

from __future__ import annotations

from tests.plan.editing import edited, of_rap
from tests.seasons import LOCAL, MASTERS, NULL, Slots, short, track

Edit = tuple[list[str], list[str], list[str]]


def edit(then: Slots, now: Slots) -> Edit:
    """Short names of what was added to ``rap``, taken out of it and moved."""
    found = edited(MASTERS, {}, {"rap": then}, {"rap": now}).drifts.get("rap")
    if found is None:
        return [], [], []
    added, removed, moved = (
        [short(one.slot) for one in some] for some in (found.added, found.removed, found.moved)
    )
    return added, removed, moved


def test_twins_stay_in_the_order_that_they_had() -> None:
    assert edit("a b a c a", "a b a c a") == ([], [], [])
    found = of_rap("a x a y a", "a x a y")
    assert [(one.at, one.slot) for one in found.removed] == [(4, track("a"))]
    found = of_rap("a", "a x a a")
    assert [one.at for one in found.added] == [1, 2, 3]


def test_each_track_shown_otherwise_is_one_track_that_was_there() -> None:
    one, two = track("c", isrc="X1"), track("d", isrc="X1")
    now = (track("e", isrc="X1"), track("f", isrc="X1"))
    assert edit((one, two), now) == ([], [], [])
    assert edit((one,), now) == (["f"], [], [])
    assert edit((one, two), now[1:]) == ([], ["d"], [])
    # What is there under its own URI is nobody else.
    assert edit((one, two), (two,)) == ([], ["c"], [])


def test_what_is_shown_otherwise_is_found_in_any_place() -> None:
    old, other = track("c", isrc="X1"), track("d", isrc="X1")
    assert edit((old, track("x"), track("y")), (track("x"), track("y"), other)) == ([], [], ["d"])
    assert edit((track("z"), old), (track("y"), NULL, other)) == (["y"], ["z"], [])


def test_nulls_in_a_row_are_the_tracks_that_stood_in_a_row() -> None:
    assert edit("a b c d", "a - - d") == ([], [], [])
    assert edit("a b", "- -") == ([], [], [])
    assert edit("a - - d", "a b c d") == ([], [], [])
    assert edit("a b c", "a - d") == (["d"], ["c"], [])


def test_a_null_is_the_track_behind_the_same_one_wherever_that_stands() -> None:
    assert edit("a b c", "x c a -") == (["x"], [], ["c"])
    assert edit("x a b", "a -") == ([], ["x"], [])
    assert edit("x a", "- a") == ([], [], [])


def test_behind_a_track_that_was_taken_out_no_null_is_known() -> None:
    assert edit("a b c", "b2 - c") == (["b2"], ["a", "b"], [])
    assert edit("a b", "c -") == (["c"], ["a", "b"], [])


def test_a_null_comes_and_goes_by_nobodys_hand() -> None:
    assert edit("a", "a - -") == ([], [], [])
    assert edit("a - -", "a") == ([], [], [])
    assert edit("- a", "- - a") == ([], [], [])


def test_a_null_in_the_first_place_is_not_the_second_track() -> None:
    assert edit((LOCAL, track("b")), (NULL,)) == ([], [short(LOCAL), "b"], [])


def test_a_local_file_is_never_what_a_null_was() -> None:
    assert edit((LOCAL, track("a")), (NULL, track("a")))[1] == [short(LOCAL)]
    assert edit((NULL, track("a")), (LOCAL, track("a")))[0] == [short(LOCAL)]


def test_of_two_that_changed_places_one_moved() -> None:
    found = of_rap("a b c d", "c a b d")
    assert [(short(one.slot), one.origin, one.at) for one in found.moved] == [("c", 2, 0)]
    assert (found.added, found.removed) == ((), ())
