"""What can be brought back of an earlier state, and what cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.config.types import Config
from aum_sync.plan.rollback import (
    Gone,
    Managed,
    PinHere,
    Way,
    changed_between,
    differing,
    gone,
    managed,
    pins_of,
    repinned,
    returns,
    under_keys_of_now,
)
from aum_sync.season import pins as season_pins
from aum_sync.season.items import Pin, Slot, Snapshot, State
from tests.plan.snapshots import LIST, MIX, RAP, WEEK, by_key, other, snapshot
from tests.seasons import LOCAL, MASTERS, NULL, config, slots, state, track

CLEANUPS = f"""
cleanup:
  - {{remove_from: rap, also_in: soul}}
  - {{remove_from: "{MIX}", also_in: rap}}
  - {{remove_from: 7, also_in: "{LIST}"}}
  - {{remove_from: "{MIX}", also_in: soul, pin: state/pins/mix.json}}
  - {{remove_from: 9, also_in: soul, pin: state/pins/nine.json}}
  - {{remove_from: "{"never":0>22}", also_in: soul}}
"""
PINNED = MASTERS.replace("[Rap, Hip Hop]", "[Rap], was: hip-hop, pin: state/pins/rap.json")
LATE = f'  late: {{playlist: "{"late":0>22}", genres: [Late]}}\n'


def cleaned() -> tuple[Config, State]:
    """Masters, one of them never read, and cleanups of two playlists and two weeks."""
    cfg = config(PINNED + LATE + CLEANUPS)
    found = state(cfg, {7: ("♩ Rap 1", "a")}, {"rap": "a", "soul": "s"})
    read = tuple(one for one in found.snapshots if one.key != "late")
    return cfg, replace(found, snapshots=read, others=(other(MIX, "m"), other(WEEK, "a")))


def test_what_was_read_of_masters_and_cleaned_playlists_can_be_pinned() -> None:
    cfg, found = cleaned()
    snapshots = by_key(*found.snapshots, *found.others)
    assert list(managed(cfg, found)) == [
        Managed("rap", ("masters", "rap", "pin"), snapshots["rap"], "hip-hop"),
        Managed("sort", ("masters", "sort", "pin"), snapshots["sort"]),
        Managed("soul", ("masters", "soul", "pin"), snapshots["soul"]),
        Managed(WEEK, ("cleanup", 2, "pin"), snapshots[WEEK]),
        Managed(MIX, ("cleanup", 3, "pin"), snapshots[MIX]),
    ]


def test_a_cleaned_playlist_without_a_pin_gets_it_at_its_first_cleanup() -> None:
    _, found = cleaned()
    unpinned = config(PINNED + CLEANUPS.replace(", pin: state/pins/mix.json", ""))
    assert {one.key: one.way for one in managed(unpinned, found)}[MIX] == ("cleanup", 1, "pin")


def test_the_pins_of_a_configuration_and_where_they_stand() -> None:
    cfg, found = cleaned()
    assert list(pins_of(cfg, found)) == [
        PinHere("rap", ("masters", "rap", "pin"), "state/pins/rap.json"),
        PinHere(MIX, ("cleanup", 3, "pin"), "state/pins/mix.json"),
        PinHere("9", ("cleanup", 4, "pin"), "state/pins/nine.json"),
    ]


def test_the_pins_that_are_there_by_what_they_pin() -> None:
    cfg, found = cleaned()
    rap, mix = (Pin(f"state/pins/{name}.json", "2026-11-22", "x", ()) for name in ("rap", "mix"))
    for here, expected in (
        ((), []),
        ((rap,), [("rap", RAP, rap)]),
        ((mix, rap), [("rap", RAP, rap), (MIX, MIX, mix)]),
    ):
        assert list(season_pins.pins_of(cfg, replace(found, pins=here))) == expected


def test_pins_are_put_in_taken_out_and_left_alone_by_their_place() -> None:
    cfg, _ = cleaned()
    other_pins: dict[Way, str | None] = {
        ("masters", "soul", "pin"): "state/pins/soul.json",
        ("masters", "rap", "pin"): None,
        ("cleanup", 0, "pin"): "state/pins/0.json",
        ("cleanup", 3, "pin"): None,
    }
    after = repinned(cfg, other_pins)
    assert [one.pin for one in after.masters] == [None, None, None, "state/pins/soul.json"]
    nine = "state/pins/nine.json"
    assert [one.pin for one in after.cleanup] == ["state/pins/0.json", None, None, None, nine, None]
    assert repinned(cfg, {}) == cfg


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (("rap", "p1"), [("rap", "p1", None)], ["rap"]),
        (("old", "p1"), [("rap", "p1", None)], ["rap"]),
        (("rap", "p1"), [("rap", "p2", None)], ["rap"]),
        (("old", "p1"), [("rap", "p2", "old")], ["rap"]),
        (("old", "p1"), [("rap", "p2", "older")], []),
        (("old", "p1"), [("rap", "p2", None)], []),
        (("rap", "p1"), [("rap", "p2", None), ("soul", "p1", None)], ["soul"]),
    ],
    ids=["same", "renamed", "replaced", "both", "another", "new", "renamed-and-replaced"],
)
def test_what_was_then_goes_by_its_playlist_and_only_else_by_its_key(
    then: tuple[str, str], now: list[tuple[str, str, str | None]], expected: list[str]
) -> None:
    old = snapshot("a", *then)
    here = [
        Managed(key, ("masters", key, "pin"), snapshot("b", key, playlist), former)
        for key, playlist, former in now
    ]
    assert under_keys_of_now(by_key(old), here) == dict.fromkeys(expected, old)


@pytest.mark.parametrize(
    ("one", "differs"),
    [
        (snapshot("a b"), False),
        (replace(snapshot("a b"), public=True, snapshot="v2", applied="x"), False),
        (snapshot("b a"), True),
        (snapshot("a"), True),
        (snapshot("a b", name="Hip Hop"), True),
        (snapshot("a b", text="another"), True),
    ],
)
def test_masters_differ_in_content_name_or_description(one: Snapshot, differs: bool) -> None:
    assert differing(by_key(snapshot("a b")), by_key(one)) == (("rap",) if differs else ())


def test_of_a_playlist_that_was_ever_no_master_only_the_content_counts() -> None:
    master, no_master = snapshot("a", playlist=MIX), other(MIX, "a", "Another name")
    for one, two in ((master, no_master), (no_master, master), (no_master, other(MIX, "a"))):
        assert changed_between(by_key(one), by_key(two)) == frozenset()
    assert changed_between(by_key(no_master), by_key(other(MIX, "b"))) == {MIX}


def test_what_is_only_on_one_side_does_not_differ_and_the_rest_is_sorted() -> None:
    before = by_key(*(snapshot("a", key, f"id-{key}") for key in ("z", "b", "gone", "same")))
    after = by_key(*(snapshot("b", key, f"id-{key}") for key in ("b", "z", "new")))
    after = {**after, "same": before["same"]}
    assert differing(before, after) == ("b", "z")
    renamed = {f"new-{key}": replace(one, key=f"new-{key}") for key, one in after.items()}
    assert changed_between(before, renamed) == {"id-b", "id-z"}


WRITTEN = replace(other(MIX, "a b b"), applied="digest")


@pytest.mark.parametrize(
    ("then", "now", "changed", "missing"),
    [
        (snapshot("a b b", playlist=MIX), None, None, "a b b"),
        (snapshot("a b b", playlist=MIX), other(MIX, "b z"), None, "a b"),
        (snapshot("a b b", playlist=MIX), other(MIX, "b b a"), None, None),
        (snapshot("a b b", playlist=MIX), None, {MIX}, "a b b"),
        (snapshot("a b b", playlist=MIX), None, {RAP}, None),
        (other(MIX, "a b b"), None, None, None),
        (other(MIX, "a b b"), other(MIX, "a"), None, None),
        (other(MIX, "a b b"), None, {MIX}, "a b b"),
        (other(MIX, "a b b"), replace(other(MIX, "a"), applied="x"), None, "b b"),
        (WRITTEN, None, None, "a b b"),
        (WRITTEN, other(MIX, "b"), None, "a b"),
    ],
)
def test_of_what_is_managed_no_more_what_it_held_and_lacks_is_told(
    then: Snapshot, now: Snapshot | None, changed: set[str] | None, missing: str | None
) -> None:
    here = State(others=(now,) if now else ())
    found = list(gone(by_key(then), {}, here, changed))
    assert found == ([] if missing is None else [Gone(then, slots(missing))])
    assert all(one.was_master == (then.key == "rap") for one in found)


def test_what_has_its_place_among_those_of_now_is_not_gone() -> None:
    old, apart = snapshot("a", "old", "p1"), snapshot("b", "apart", "p2")
    assert list(gone(by_key(old, apart), {"rap": old}, State(), None)) == [Gone(apart, slots("b"))]


def test_what_became_a_master_is_read_as_one_and_its_older_file_counts_no_more() -> None:
    old, now = snapshot("a b", "old", MIX), snapshot("a", "rap", MIX)
    here = State(snapshots=(now,), others=(other(MIX, ""),))
    assert list(gone(by_key(old), {}, here, None)) == [Gone(old, slots("b"))]


def lost(then: tuple[Slot, ...], now: tuple[Slot, ...]) -> tuple[Slot, ...]:
    one = Managed("rap", ("masters", "rap", "pin"), snapshot(now))
    (found,) = returns([one], {"rap": snapshot(then)}, since="2026-11-22", reason="x")
    pin = Pin("state/pins/rap.json", "2026-11-22", "x", then, "Rap", "text")
    assert (found.master, found.way, found.pin) == ("rap", ("masters", "rap", "pin"), pin)
    return found.lost


def test_what_has_no_address_comes_back_only_as_often_as_it_is_still_there() -> None:
    then = (track("a"), LOCAL, NULL, NULL)
    assert lost(then, (LOCAL, NULL)) == (NULL,)
    assert lost(then, ()) == (LOCAL, NULL, NULL)
    assert lost(then, then) == ()


def test_only_what_was_and_is_a_master_has_its_name_and_description_in_a_pin() -> None:
    master, no_master = snapshot("a", playlist=MIX), other(MIX, "a")
    for then, now, details in (
        (master, master, ("Rap", "text")),
        (master, no_master, (None, None)),
        (no_master, master, (None, None)),
        (no_master, no_master, (None, None)),
    ):
        here = Managed(now.key, ("cleanup", 0, "pin"), now)
        (found,) = returns([here], {now.key: then}, since="2026-11-22", reason="x")
        assert (found.pin.name, found.pin.description) == details
        assert found.pin.path == f"state/pins/{now.key}.json"
