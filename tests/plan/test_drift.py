"""What somebody changed on Spotify: told from what Spotify itself shows differently."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aum_sync.plan.build import plan_of
from aum_sync.plan.drift import Drift, Left, drifts
from aum_sync.plan.workings import work_out
from aum_sync.season.items import Slot
from tests import seasons
from tests.seasons import LOCAL, MASTERS, NULL, short, slots, track

Edit = tuple[list[str], list[str], list[str]]


def drift(
    then: seasons.Slots, now: seasons.Slots, masters: str = MASTERS, **details: Any
) -> Drift | None:
    """The drift of ``rap``, which held ``then`` and holds ``now``; week 1 asks for a and b."""
    config = seasons.config(masters)
    state = seasons.state(config, {1: ("♩ Rap 2", "a b")}, {"rap": now})
    snapshots = [replace(one, **details) if one.key == "rap" else one for one in state.snapshots]
    state = replace(state, snapshots=tuple(snapshots))
    workings = work_out(config, state)
    plan = plan_of(workings, commit=None, base_from="snapshots")
    found = state.snapshot("rap")
    assert found
    left = Left(replace(found, slots=slots(then), name="rap", description=""), "apply 7")
    left = replace(left, snapshot=replace(left.snapshot, public=True))
    return drifts(workings, plan.masters, {"rap": left}).get("rap")


def edit(then: seasons.Slots, now: seasons.Slots) -> Edit:
    """Short names of what was added, taken out and moved."""
    found = drift(then, now, public=True)
    if found is None:
        return [], [], []
    added, removed, moved = (
        [short(one.slot) for one in some] for some in (found.added, found.removed, found.moved)
    )
    return added, removed, moved


def test_tracks_come_go_and_move() -> None:
    assert edit("a b c", "a b c") == ([], [], [])
    assert edit("a b c", "a c d") == (["d"], ["b"], [])
    assert edit("a b c d", "d a b c") == ([], [], ["d"])


def test_a_move_is_undone_where_the_plan_moves_what_it_went_past() -> None:
    ordered = MASTERS.replace("[Rap, Hip Hop]", "[Rap], order: oldest-first")
    for then, now in (("a b", "b a"), ("a b o", "b a o"), ("o a b", "o b a")):
        found = drift(then, now, ordered)
        assert found
        assert [one.undone for one in found.moved] == [True], now
    found = drift("a b o p", "a b p o", ordered)
    assert found
    assert [(short(one.slot), one.undone) for one in found.moved] == [("p", False)]
    found = drift("a o b", "b o a")
    assert found
    assert not any(one.undone for one in found.moved)


def test_a_move_past_a_track_that_leaves_is_as_the_plan_has_it() -> None:
    found = drift("a o b", "o a b", MASTERS + "policy: {orphans: remove}")
    assert found
    assert [(short(one.slot), one.undone) for one in found.moved] == [("o", False)]


def test_twins_are_told_apart() -> None:
    assert edit("a b", "a b a") == (["a"], [], [])
    assert edit("a b a", "a b") == ([], ["a"], [])


def test_what_spotify_shows_in_place_of_a_track_is_no_edit() -> None:
    old, other = track("c", isrc="X1"), track("d", isrc="X1")
    relinked = replace(track("e"), linked_from=old.uri)
    for now in (other, relinked, NULL):
        assert edit((old, track("a")), (now, track("a"))) == ([], [], [])
    assert edit((NULL, track("a")), (track("z"), track("a"))) == ([], [], [])
    assert edit((track("a"), NULL), (track("a"), track("z"))) == ([], [], [])


def test_a_null_far_from_where_a_track_was_is_not_that_track() -> None:
    assert edit("a b c", "a c -") == ([], ["b"], [])
    assert edit("- a", "a z") == (["z"], [], [])


def test_a_local_file_can_be_added_by_hand() -> None:
    found = drift("a", (track("a"), LOCAL))
    assert found
    assert [one.slot for one in found.added] == [LOCAL]
    assert found.removed == ()


def test_what_the_plan_makes_of_it() -> None:
    found = drift("a b x", "x a c")
    assert found
    assert [(short(one.slot), one.undone) for one in found.removed] == [("b", True)]
    assert [(short(one.slot), one.undone) for one in found.added] == [("c", False)]
    assert found.counts()[:3] == (1, 1, 1)
    assert found.counts(undone=True)[:3] == (0, 1, 0)


def test_the_same_music_under_another_uri_comes_back_too() -> None:
    config = seasons.config()
    old = Slot(seasons.uri("q"), "Other", isrc="B1")
    asked = replace(track("b"), isrc="B1")
    state = seasons.state(config, {1: ("♩ Rap 1", (asked,))}, {"rap": ""})
    workings = work_out(config, state)
    plan = plan_of(workings, commit=None, base_from="snapshots")
    snapshot = state.snapshot("rap")
    assert snapshot
    left = {"rap": Left(replace(snapshot, slots=(old,)), "apply 7")}
    (removed,) = drifts(workings, plan.masters, left)["rap"].removed
    assert removed.undone


def test_details_are_told_once_they_were_known() -> None:
    found = drift("a", "a", name="R&amp;B", description="x", public=False)
    assert found
    assert [(one.field, one.old, one.new) for one in found.details] == [
        ("name", "rap", "R&B"),
        ("description", "", "x"),
        ("public", True, False),
    ]
    assert drift("a", "a", public=None) is None


def test_another_playlist_or_none_is_no_drift() -> None:
    assert drift("a", "b", playlist="0000000000000000000xyz") is None


CONTENT = st.lists(st.sampled_from("abcde"), max_size=6).map(" ".join)


@given(CONTENT, CONTENT)
def test_an_edit_leads_from_what_was_to_what_is(then: str, now: str) -> None:
    added, removed, _ = edit(then, now)
    left = then.split()
    for one in removed:
        left.remove(one)
    assert sorted([*left, *added]) == sorted(now.split())


@given(CONTENT)
def test_what_is_the_same_is_no_edit(content: str) -> None:
    assert edit(content, content) == ([], [], [])
