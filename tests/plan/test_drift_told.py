"""What is known of an edit on Spotify: each track and detail, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.plan.drift import Drift, Reworded, Touched
from aum_sync.season.items import NULL_SLOT, Slot
from tests.plan.editing import MANAGED, PIN, PINNED, Details, edited, of_rap
from tests.seasons import LOCAL, MASTERS, slots, track


def test_every_track_of_a_drift_says_where_it_is_and_where_it_was() -> None:
    weeks = {1: ("♩ Rap 2", "a b")}
    found = edited(MASTERS, weeks, {"rap": "a b x y z"}, {"rap": "z a x q"})
    drift = found.drifts["rap"]
    assert found.drifts == {"rap": drift}
    again = next(one for one in found.workings.targets["rap"].slots if one.slot == track("b"))
    assert drift == Drift(
        "rap",
        "apply 7",
        added=(Touched(track("q"), 3, undone=False),),
        removed=(
            Touched(track("b"), 1, undone=True, again=again),
            Touched(track("y"), 3, undone=False),
        ),
        moved=(Touched(track("z"), 0, undone=False, origin=4),),
        details=(),
    )
    assert drift.tracks == (*drift.added, *drift.removed, *drift.moved)
    assert drift.edits == drift.tracks
    assert (drift.counts(), drift.counts(undone=True)) == ((1, 2, 1, 0), (0, 1, 0, 0))
    assert drift.counts(undone=False) == (1, 1, 1, 0)
    assert drift.undone


def test_details_are_edits_too() -> None:
    details = Details("Rap", "", public=True), Details("New", "mine", public=True)
    drift = edited(MASTERS, {}, {}, {}, details=details).drifts["rap"]
    assert drift.details == (
        Reworded("name", "Rap", "New", undone=False),
        Reworded("description", "", "mine", undone=False),
    )
    assert (drift.edits, drift.tracks) == (drift.details, ())
    assert drift.counts() == drift.counts(undone=False) == (0, 0, 0, 2)
    assert drift.counts(undone=True) == (0, 0, 0, 0)
    assert not drift.undone


def test_a_detail_that_the_yaml_manages_is_changed_back() -> None:
    details = Details("Rap", "all", public=True), Details("R&amp;B", "", public=False)
    drift = edited(MANAGED, {}, {}, {}, details=details).drifts["rap"]
    assert drift.details == (
        Reworded("name", "Rap", "R&B", undone=True),
        Reworded("description", "all", "", undone=True),
        Reworded("public", old=True, new=False, undone=True),
    )
    assert drift.undone


def test_entities_and_blanks_make_no_other_name() -> None:
    details = Details("R&B  rap", "a &amp; b"), Details(" R&amp;B rap", "a & b ")
    assert edited(MASTERS, {}, {}, {}, details=details).drifts == {}
    details = Details("Soul &amp; rap"), Details()
    (one,) = edited(MASTERS, {}, {}, {}, details=details).drifts["rap"].details
    assert (one.old, one.new) == ("Soul & rap", "rap")


def test_who_sees_a_playlist_is_no_edit_where_one_side_is_unknown() -> None:
    for then, now in ((None, True), (True, None), (False, None), (True, True)):
        details = Details(public=then), Details(public=now)
        assert edited(MASTERS, {}, {}, {}, details=details).drifts == {}
    details = Details(public=False), Details(public=True)
    (one,) = edited(MASTERS, {}, {}, {}, details=details).drifts["rap"].details
    assert one == Reworded("public", old=False, new=True, undone=False)


def test_an_edit_is_known_by_its_place_whatever_becomes_of_it() -> None:
    one = Touched(replace(track("z"), linked_from=track("a").uri), 3, undone=False)
    assert one.what == (track("a").uri, 3, True)
    assert replace(one, undone=True).what == one.what
    assert replace(one, origin=1).what == (track("a").uri, 3, False)
    assert Reworded("name", "a", "b", undone=True).what == "name"


def test_people_call_a_track_by_its_name_else_by_its_uri() -> None:
    names = [
        Touched(slot, 0, undone=False).subject
        for slot in (track("a"), Slot("spotify:track:1"), NULL_SLOT)
    ]
    assert names == ["Song a", "spotify:track:1", "an item"]
    assert Reworded("public", old=True, new=False, undone=True).subject == "public"


def test_a_second_copy_that_was_taken_out_stays_out() -> None:
    drift = of_rap("a b a", "a b", weeks={1: ("♩ Rap 2", "a b")})
    assert drift.removed == (Touched(track("a"), 2, undone=False),)


def test_of_two_copies_that_were_taken_out_one_comes_back() -> None:
    drift = of_rap("a b a", "b", weeks={1: ("♩ Rap 2", "a b")})
    assert [(one.at, one.undone) for one in drift.removed] == [(0, True), (2, False)]


def test_what_comes_back_is_told_apart_from_all_else_that_comes() -> None:
    drift = of_rap("x b a", "", weeks={1: ("♩ Rap 3", "n a b")})
    found = [(one.undone, one.again and one.again.slot) for one in drift.removed]
    assert found == [(False, None), (True, track("b")), (True, track("a"))]


def test_the_same_music_comes_back_under_another_uri() -> None:
    old = track("q", "x", title="Same")
    asked = track("b", "x", title="Same")
    weeks = {1: ("♩ Rap 1", (asked,)), 2: ("♩ Soul 1", (old,))}
    (one,) = edited(MASTERS, weeks, {"rap": (old,)}, {}).drifts["rap"].removed
    assert one.again
    assert (one.undone, one.again.slot) == (True, asked)


def test_a_code_that_only_what_was_there_has_brings_it_back_too() -> None:
    asked = replace(track("b"), isrc="B1")
    old = Slot(track("q").uri, "Other", isrc="B1")
    (one,) = of_rap((old,), "", weeks={1: ("♩ Rap 1", (asked,))}).removed
    assert one.again
    assert one.again.slot == asked


def test_what_the_plan_adds_for_the_first_time_is_no_removal_undone() -> None:
    drift = of_rap((LOCAL,), "", weeks={1: ("♩ Rap 1", "a")})
    assert drift.removed == (Touched(LOCAL, 0, undone=False),)


def test_nothing_comes_back_where_nothing_is_planned() -> None:
    weeks = {1: ("♩ Rap 2", "a b")}
    blocked = edited(PINNED, weeks, {"rap": "a b"}, {"rap": "a"})  # the pin's file is not there
    assert blocked.drifts["rap"].removed == (Touched(track("b"), 1, undone=False),)
    ordered = PINNED.replace("[Rap, Hip Hop]", "[Rap], order: oldest-first")
    turned = edited(ordered, weeks, {"rap": "a b"}, {"rap": "b a"})
    assert [one.undone for one in turned.drifts["rap"].moved] == [False]


def test_a_move_is_undone_by_what_the_plan_makes_of_the_nearest_that_it_went_past() -> None:
    pin = replace(PIN, slots=slots("p x y q"))
    # Of p and q, which x went past, q is nearer, and the plan puts q behind x again.
    found = edited(PINNED, {}, {"rap": "x p q y"}, {"rap": "p q x y"}, pins=(pin,)).drifts["rap"]
    assert found.moved == (Touched(track("x"), 2, undone=True, origin=0),)


def test_a_move_past_what_the_plan_takes_out_is_left_alone_while_it_moves_others() -> None:
    pin = replace(PIN, slots=slots("b a x"))
    found = edited(PINNED, {}, {"rap": "x n a b"}, {"rap": "n x a b"}, pins=(pin,)).drifts["rap"]
    assert [(one.at, one.undone) for one in found.moved] == [(0, False)]


def test_what_a_pin_takes_out_and_moves_back_is_undone() -> None:
    pin = replace(PIN, slots=slots("p q r"))
    found = edited(PINNED, {}, {"rap": "p q r"}, {"rap": "r p n q"}, pins=(pin,)).drifts["rap"]
    assert found.added == (Touched(track("n"), 2, undone=True),)
    assert found.moved == (Touched(track("r"), 0, undone=True, origin=2),)


def test_a_playlist_that_is_no_master_is_edited_too() -> None:
    playlist = "0000000000000000000abc"
    cleanup = f"{MASTERS}cleanup: [{{remove_from: {playlist}, also_in: rap}}]\n"
    then, now = {"rap": "a", playlist: "x y z"}, {"rap": "a", playlist: "z a x"}
    (drift,) = edited(cleanup, {1: ("♩ Rap 1", "a")}, then, now).drifts.values()
    assert drift == Drift(
        playlist,
        "apply 7",
        added=(Touched(track("a"), 1, undone=True),),
        removed=(Touched(track("y"), 1, undone=False),),
        moved=(Touched(track("z"), 0, undone=False, origin=2),),
        details=(),
    )


def test_an_edit_is_held_once_a_commit_has_all_of_it() -> None:
    then, now = {"rap": "a"}, {"rap": "a x"}
    held = [
        edited(MASTERS, {}, then, now, held=commit).drifts["rap"].held
        for commit in (None, then, {"rap": "x a"}, now)
    ]
    assert held == [False, False, False, True]
