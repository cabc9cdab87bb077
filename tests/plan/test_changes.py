"""What every change of a plan says: where, by which rule, for which item, and where to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.plan.types import Add, Fate, MasterPlan, Move, Plan, Remove
from aum_sync.season.items import Pin, Slot, Snapshot
from tests.seasons import MASTERS, Slots, config, plan, state, track, uri

OTHER = "00000000000000000other"
A = uri("a")

YAML = """
masters:
  rap:
    playlist: "0000000000000000000rap"
    genres: [Rap, Hip Hop]
    excludes: [soul]
    also: [{artists: [Guest], review: true}]
  soul: {playlist: "000000000000000000soul", genres: [Soul]}
  sort: {playlist: "000000000000000000sort", catch_all: true}
drop: [Psytrance, Dubstep]
"""


def one(made: Plan, key: str) -> MasterPlan:
    """What one playlist goes through."""
    return next(master for master in made.masters if master.key == key)


def planned(
    yaml: str, weeks: dict[int, tuple[str, Slots]], bases: dict[str, Slots] | None = None
) -> Plan:
    cfg = config(yaml)
    return plan(cfg, state(cfg, weeks, bases))


def test_an_addition_names_its_item_and_its_rule() -> None:
    guest = track("e", "Guest")
    made = planned(YAML, {1: ("Polka 1, Hip Hop 1", "c d"), 2: ("Soul 1", (guest,))}, {"rap": "x"})
    assert one(made, "sort").add == (
        Add(
            uri=uri("c"),
            at=0,
            week=1,
            position=0,
            genre="Polka",
            rule="catch-all",
            path="masters.sort.catch_all",
            name="Song c",
            artists="Artist c",
        ),
    )
    (added,) = one(made, "rap").add
    assert added == Add(
        uri("d"),
        1,
        1,
        1,
        "Hip Hop",
        "alias",
        "masters.rap.genres[1]",
        "Song d",
        "Artist d",
        review=False,
    )


def test_a_second_home_that_asks_for_it_marks_the_addition_for_review() -> None:
    made = planned(YAML.replace("excludes: [soul]", ""), {1: ("Soul 1", (track("e", "Guest"),))})
    (added,) = one(made, "rap").add
    assert (added.rule, added.path, added.genre, added.review) == (
        "also",
        "masters.rap.also[0]",
        "Soul",
        True,
    )


def test_an_orphan_that_moves_in_has_no_item_and_names_the_policy() -> None:
    yaml = MASTERS + "policy: {orphans: {move_to: soul}}"
    made = planned(yaml, {1: ("Rap 1", "a")}, {"rap": "a o", "soul": "s"})
    assert one(made, "soul").add == (
        Add(uri("o"), 1, None, None, None, "orphan", "policy.orphans", "Song o", "Artist o"),
    )
    assert one(made, "rap").remove == (
        Remove(
            uri=uri("o"),
            at=1,
            reason="orphan",
            name="Song o",
            artists="Artist o",
            path="policy.orphans",
            to=("soul",),
        ),
    )


def leaving(yaml: str, weeks: dict[int, tuple[str, Slots]], master: str = "rap") -> list[object]:
    """Why a leaves a master that holds it behind another track: all but its name."""
    (gone,) = one(planned(yaml, weeks, {master: "x a"}), master).remove
    assert (gone.uri, gone.at, gone.name, gone.artists) == (A, 1, "Song a", "Artist a")
    return [gone.reason, gone.path, gone.week, gone.genre, gone.to]


CORRECTED = MASTERS + f"corrections: {{tracks: {{{A}: {{master: soul, reason: heard}}}}}}"
CORRECTION = f"corrections.tracks.{A}"
RAP: dict[int, tuple[str, Slots]] = {1: ("Rap 1", "a")}

LEAVING: dict[str, tuple[str, dict[int, tuple[str, Slots]], str, list[object]]] = {
    "misplaced": (
        MASTERS,
        {1: ("Soul 1", "a")},
        "rap",
        ["misplaced", "masters.soul.genres[0]", 1, "Soul", ("soul",)],
    ),
    "misplaced in the catch-all": (
        MASTERS,
        {3: ("Hip Hop 1", "a")},
        "sort",
        ["misplaced", "masters.sort.catch_all", 3, "Hip Hop", ("rap",)],
    ),
    "misplaced twice": (
        MASTERS,
        {2: ("Soul 1, Polka 1", "b a"), 4: ("Soul 1", "a")},
        "rap",
        ["misplaced", "masters.sort.catch_all", 2, "Polka", ("sort", "soul")],
    ),
    "excluded": (
        YAML,
        {1: ("Rap 1", "a"), 2: ("Soul 1", "a")},
        "rap",
        ["excluded", "masters.rap.excludes[0]", 1, "Rap", ("soul",)],
    ),
    "cleaned": (
        MASTERS + "cleanup: [{remove_from: rap, also_in: soul}]",
        {1: ("Rap 1", "a"), 2: ("Soul 1", "a")},
        "rap",
        ["cleanup", "cleanup[0]", 1, "Rap", ("soul",)],
    ),
    "dropped": (YAML, {2: ("Dubstep 1", "a")}, "rap", ["dropped", "drop[1]", 2, "Dubstep", ()]),
    "corrected to another": (
        CORRECTED,
        RAP,
        "rap",
        ["corrected", CORRECTION, 1, "Rap", ("soul",)],
    ),
    "corrected to none": (
        CORRECTED.replace("master: soul", "master: none"),
        RAP,
        "rap",
        ["corrected", CORRECTION, 1, "Rap", ()],
    ),
    "of a week out of range": (
        MASTERS,
        {60: ("Rap 1", "a")},
        "rap",
        ["out-of-range", "season.weeks", None, None, ()],
    ),
}


@pytest.mark.parametrize(
    ("yaml", "weeks", "master", "expected"), LEAVING.values(), ids=LEAVING.keys()
)
def test_a_removal_says_why_by_which_line_for_which_item_and_where_to(
    yaml: str, weeks: dict[int, tuple[str, Slots]], master: str, expected: list[object]
) -> None:
    assert leaving(yaml, weeks, master) == expected


def test_an_excluded_orphan_has_no_item() -> None:
    made = planned(YAML, {1: ("Soul 1", "s")}, {"rap": "o", "soul": "s o"})
    (gone,) = one(made, "rap").remove
    assert (gone.reason, gone.path, gone.to) == ("excluded", "masters.rap.excludes[0]", ("soul",))
    assert (gone.week, gone.genre) == (None, None)


def test_a_removed_orphan_goes_nowhere() -> None:
    made = planned(MASTERS + "policy: {orphans: remove}", {1: ("Rap 1", "a")}, {"rap": "a o"})
    (gone,) = one(made, "rap").remove
    assert (gone.reason, gone.path, gone.to) == ("orphan", "policy.orphans", ())


def test_a_second_slot_names_no_line() -> None:
    made = planned(MASTERS, {1: ("Rap 1", "a")}, {"rap": "a x a"})
    assert one(made, "rap").remove == (Remove(A, 2, "duplicate", "Song a", "Artist a"),)


def test_what_a_pin_takes_out_names_the_pin() -> None:
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", "[Rap], pin: state/pins/rap.json"))
    st = state(cfg, {1: ("Rap 1", "a")}, {"rap": (*_nulls(1), track("o"), track("a"))})
    pin = Pin("state/pins/rap.json", "2026-11-22", "rolled back", (track("a"), track("p")))
    rap = one(plan(cfg, replace(st, pins=(pin,))), "rap")
    gone = Remove(uri("o"), 1, "pinned", "Song o", "Artist o", path="masters.rap.pin")
    assert rap.remove == (gone,)
    assert rap.add == (
        Add(uri("p"), 1, None, None, None, "pin", "masters.rap.pin", "Song p", "Artist p"),
    )
    # The null slot cannot be pinned: it stays, and is now behind what can.
    assert [(move.origin, move.to) for move in rap.move] == [(2, 0)]


def _nulls(number: int) -> tuple[Slot, ...]:
    return (Slot(None, state="null"),) * number


def test_a_removal_from_another_playlist_says_where_it_stood() -> None:
    cfg = config(f"{MASTERS}cleanup: [{{remove_from: {OTHER}, also_in: rap}}]")
    content = (track("x"), track("a"), track("y"))
    other = Snapshot(OTHER, OTHER, "Mixtape", "", True, "v1", None, content)
    made = plan(cfg, replace(state(cfg, {1: ("Rap 1", "a")}), others=(other,)))
    assert one(made, OTHER).remove == (
        Remove(A, 1, "cleanup", "Song a", "Artist a", path="cleanup[0]", to=("rap",)),
    )


def test_a_move_names_its_track() -> None:
    yaml = MASTERS.replace("[Rap, Hip Hop]", "[Rap], order: newest-first")
    made = planned(yaml, {1: ("Rap 1", "a"), 2: ("Rap 2", "b c")}, {"rap": "a b c"})
    assert one(made, "rap").move == (Move(A, 0, 2, "Song a", "Artist a"),)


def test_a_fate_names_its_item_its_masters_and_its_rule() -> None:
    made = planned(YAML, {2: ("Soul 1, Rap 2", "s a s")})
    assert made.fates[1] == Fate(
        week=2,
        position=1,
        uri=A,
        name="Song a",
        artists="Artist a",
        genre="Rap",
        fate="placed",
        masters=("rap",),
        refused=(),
        rule="masters.rap.genres[0]",
    )
    refused = made.fates[2]
    assert (refused.fate, refused.masters, refused.rule) == (
        "excluded",
        (),
        "masters.rap.excludes[0]",
    )
    assert [(r.master, r.rule, r.by) for r in refused.refused] == [
        ("rap", "masters.rap.excludes[0]", "soul")
    ]
