"""One fate per item, with everything that explains it."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.plan.build import build
from aum_sync.plan.types import Refusal
from aum_sync.report.summary import summary_line
from aum_sync.season.items import Pin, State
from tests.seasons import config, fates, plan, state, track

YAML = """
masters:
  rap: {playlist: "0000000000000000000rap", genres: [Rap]}
  soul: {playlist: "000000000000000000soul", genres: [Soul]}
  israeli:
    playlist: "000000000000000israeli"
    genres: [Israeli]
    also: [{script: Hebrew, review: true}]
  sort: {playlist: "000000000000000000sort", catch_all: true}
"""


def test_a_duplicate_names_the_item_that_it_was_folded_into() -> None:
    cfg = config(YAML)
    one = track("a", title="שלום")
    made = plan(cfg, state(cfg, {1: ("Israeli 1", (one,)), 2: ("Rap 2", (one, one))}))
    first, second, third = made.fates
    assert (first.fate, first.masters) == ("placed", ("israeli",))
    # In week 2 it is new to rap and known to israeli: placed, by the first of its homes.
    assert (second.fate, second.rule, second.of) == ("placed", "masters.rap.genres[0]", None)
    assert second.masters == ("israeli", "rap")
    assert (third.fate, third.of) == ("duplicate", (2, 0))


def test_only_the_item_that_is_placed_is_marked_for_review() -> None:
    cfg = config(YAML)
    one = track("a", title="שלום")
    made = plan(cfg, state(cfg, {1: ("Rap 1", (one,)), 2: ("Soul 1", (one,))}))
    assert [fate.review for fate in made.fates] == [True, False]


def test_a_master_that_two_second_homes_name_is_named_once() -> None:
    both = "[{script: Hebrew}, {artists: [Noa]}]"
    cfg = config(YAML.replace("[{script: Hebrew, review: true}]", both))
    made = plan(cfg, state(cfg, {1: ("Rap 1", (track("a", "Noa", title="שלום"),))}))
    assert made.fates[0].masters == ("israeli", "rap")
    (added,) = next(master for master in made.masters if master.key == "israeli").add
    assert added.path == "masters.israeli.also[0]"


def test_items_of_a_held_week_name_the_policy_and_are_in_no_master() -> None:
    cfg = config(YAML)
    (fate,) = plan(cfg, state(cfg, {1: ("Rap 9", "a")})).fates
    assert (fate.fate, fate.rule, fate.masters) == ("held", "policy.on_mismatch", ())
    assert fate.genre is None


TRIAGE = YAML + "policy: {on_mismatch: triage}"


def test_items_of_a_failing_week_in_triage_name_the_policy() -> None:
    cfg = config(TRIAGE)
    made = plan(cfg, state(cfg, {1: ("Rap 9", "a")}))
    (fate,) = made.fates
    assert (fate.fate, fate.rule, fate.masters) == ("triage", "policy.on_mismatch", ("sort",))
    (added,) = next(master for master in made.masters if master.key == "sort").add
    assert (added.rule, added.path, added.genre) == ("catch-all", "policy.on_mismatch", None)


def test_items_that_a_pinned_catch_all_lacks_are_kept_out_by_the_pin() -> None:
    cfg = config(TRIAGE.replace("catch_all: true", "catch_all: true, pin: state/pins/sort.json"))
    pin = Pin("state/pins/sort.json", "2026-11-22", "emptied", ())
    st = replace(state(cfg, {1: ("Rap 9", "a"), 2: ("Polka 1", "b")}), pins=(pin,))
    assert [(fate.fate, fate.rule) for fate in plan(cfg, st).fates] == [
        ("pinned", "masters.sort.pin"),
        ("pinned", "masters.sort.pin"),
    ]


def unread(st: State, key: str) -> State:
    return replace(st, snapshots=tuple(one for one in st.snapshots if one.key != key))


def test_nothing_is_placed_in_a_master_that_was_never_read() -> None:
    cfg = config(YAML)
    st = state(cfg, {1: ("Rap 1, Soul 1", "a b"), 2: ("Rap 1", "a")})
    rap, soul, again = plan(cfg, unread(st, "rap")).fates
    for fate in (rap, again):
        assert (fate.fate, fate.rule, fate.masters) == ("held", "masters.rap", ())
        assert fate.refused == (Refusal("rap", "masters.rap", None),)
    assert (soul.fate, soul.refused) == ("placed", ())


def test_what_one_home_takes_is_placed_though_another_was_never_read() -> None:
    cfg = config(YAML)
    st = state(cfg, {1: ("Rap 1", (track("a", title="שלום"),))})
    (fate,) = plan(cfg, unread(st, "rap")).fates
    assert (fate.fate, fate.masters) == ("placed", ("israeli",))
    assert fate.refused == (Refusal("rap", "masters.rap", None),)


def test_what_a_blocked_master_holds_already_is_placed_there() -> None:
    cfg = config(YAML)
    st = state(cfg, {1: ("Rap 2", "a b")}, {"rap": "a"})
    made = build(cfg, st, commit=None, base_from="live", unreadable={"rap": ("it is gone", None)})
    assert fates(made) == {"1.0": "placed", "1.1": "held"}


def test_excluded_and_triage_are_said_before_a_master_that_was_never_read() -> None:
    cfg = config(
        YAML.replace("    genres: [Israeli]\n", "    genres: [Israeli]\n    excludes: [rap]\n")
    )
    hebrew = track("a", title="שלום")
    st = state(cfg, {1: ("Rap 1", (hebrew,)), 2: ("Polka 1", (track("b", title="שלום"),))})
    first, _ = plan(cfg, unread(st, "rap")).fates
    assert (first.fate, first.rule) == ("excluded", "masters.israeli.excludes[0]")
    _, second = plan(cfg, unread(st, "israeli")).fates
    assert (second.fate, second.masters) == ("triage", ("sort",))


def test_a_week_is_not_held_because_a_master_was_never_read() -> None:
    cfg = config(YAML)
    st = state(cfg, {1: ("Rap 1", "a"), 2: ("Soul 1", "b")})
    line = summary_line(plan(cfg, unread(st, "rap")))
    assert "1 master not planned" in line
    assert "held" not in line
