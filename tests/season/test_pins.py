"""A pin replaces the target of its master exactly, and every breach of a rule is said."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.config.types import Config
from aum_sync.season.items import Pin, Snapshot, State
from tests.seasons import (
    LOCAL,
    MASTERS,
    Slots,
    changes,
    codes,
    config,
    fates,
    plan,
    slots,
    state,
    targets,
    uri,
)

PINNED = MASTERS.replace("[Rap, Hip Hop]", "[Rap], excludes: [soul], pin: state/pins/rap.json")


def pinned(st: State, content: Slots) -> State:
    pin = Pin("state/pins/rap.json", "2026-11-22", "rolled back", slots(content))
    return replace(st, pins=(pin,))


def test_a_pin_is_the_target_whatever_the_season_asks_for() -> None:
    cfg = config(PINNED)
    st = pinned(state(cfg, {1: ("Rap 2", "a b")}, {"rap": "a o x"}), "x c a")
    assert targets(cfg, st)["rap"] == "x c a"
    made = plan(cfg, st)
    assert changes(made, "rap") == ["-o pinned", "+c pin"]
    rap = next(one for one in made.masters if one.key == "rap")
    assert [(move.origin, move.to) for move in rap.move] == [(2, 0)]
    assert rap.add[0].path == "masters.rap.pin"
    assert fates(made) == {"1.0": "placed", "1.1": "pinned"}
    assert made.fates[1].rule == "masters.rap.pin"


def test_what_cannot_be_addressed_stays_and_cannot_come_back() -> None:
    cfg = config(PINNED)
    base = (*slots("a -"), LOCAL)
    st = pinned(state(cfg, {1: ("Soul 1", "s")}, {"rap": base}), (*slots("- - a"),))
    assert targets(cfg, st)["rap"] == "- a 1"


def test_every_breach_is_listed_and_none_is_refused() -> None:
    cfg = config(PINNED)
    st = pinned(state(cfg, {1: ("Rap 1, Soul 1", "a s")}, {"rap": "a"}), "s b b")
    made = plan(cfg, st)
    (problem,) = made.problems
    assert problem.code == "pinned"
    assert problem.text == (
        "is pinned since 2026-11-22 (rolled back): 1 track that weeks ask for left out; "
        "1 recording that soul holds too, against the exclusion; 1 recording more than once"
    )
    harmless = pinned(state(cfg, {1: ("Rap 1", "a")}, {"rap": "a"}), "a")
    assert plan(cfg, harmless).problems[0].text.endswith("nothing is left out by it")


def test_nothing_leaves_another_master_for_one_whose_pin_says_no() -> None:
    cfg = config(PINNED)
    st = pinned(state(cfg, {1: ("Rap 2", "a b")}, {"sort": "a b"}), "b")
    assert changes(plan(cfg, st), "sort") == ["-b misplaced"]


def test_a_master_that_excludes_a_pinned_one_gives_way_to_the_pin() -> None:
    yaml = PINNED.replace("excludes: [soul], ", "").replace("[Soul]", "[Soul], excludes: [rap]")
    cfg = config(yaml)
    st = pinned(state(cfg, {1: ("Soul 1", "s")}, {"soul": "s"}), "s")
    assert targets(cfg, st)["soul"] == ""


def test_a_pin_that_is_not_there_stops_its_master() -> None:
    cfg = config(PINNED)
    made = plan(cfg, state(cfg, {1: ("Rap 1", "a")}, {"sort": "a"}))
    assert codes(made) == ["no-pin"]
    assert not made.changed


def test_what_a_pinned_master_places_is_kept_out_of_the_catch_all_by_that_rule() -> None:
    cfg = config(PINNED)
    st = pinned(state(cfg, {1: ("Rap 2", "a b")}, {"sort": "a b"}), "b")
    sort = next(one for one in plan(cfg, st).masters if one.key == "sort")
    assert [(gone.path, gone.to) for gone in sort.remove] == [("masters.sort.catch_all", ("rap",))]


def test_a_track_leaves_for_a_pinned_master_only_if_the_pin_holds_it() -> None:
    cfg = config(PINNED.replace("excludes: [soul], ", ""))
    st = pinned(state(cfg, {1: ("Rap 2", "a b")}, {"soul": "a b"}), "b")
    assert changes(plan(cfg, st), "soul") == ["-b misplaced"]


CLEANED = "0000000000000000000mix"


def beside(pins: str, content: Slots, *, policy: str = "") -> tuple[Config, State]:
    """A season whose cleanup takes from a playlist that is no master, and pins it."""
    also = f"- {{remove_from: {CLEANED}, also_in: soul}}\n"
    cleanup = f"cleanup:\n{also}- {{remove_from: {CLEANED}, also_in: rap, pin: {pins}}}\n"
    cfg = config(MASTERS + cleanup + policy)
    other = Snapshot(CLEANED, CLEANED, "Mix", "", None, "v1", None, slots("x y z"))
    st = replace(state(cfg, {1: ("Rap 1", "a")}, {"rap": "a"}), others=(other,))
    pin = Pin("state/pins/mix.json", "2026-11-22", "rolled back", slots(content))
    return cfg, replace(st, pins=(pin,))


def test_a_pin_of_a_cleaned_playlist_beats_cleanup_and_limits_and_is_said() -> None:
    nothing = "policy: {max_removals: {percent: 0, tracks: 0}}\n"
    cfg, st = beside("state/pins/mix.json", "a y", policy=nothing)
    made = plan(cfg, st)
    assert changes(made, CLEANED) == ["-x pinned", "-z pinned", "+a pin"]
    (problem,) = made.problems
    assert (problem.code, problem.master) == ("pinned", CLEANED)
    assert problem.text.endswith("1 recording that cleanup would take out")
    assert f"aum-sync rollback --release --master {CLEANED} " in (problem.hint or "")
    cfg, st = beside("state/pins/mix.json", "y")
    assert plan(cfg, st).problems[0].text.endswith("nothing is left out by it")


def test_a_pin_of_a_cleaned_playlist_that_is_not_there_leaves_it_alone() -> None:
    cfg, st = beside("state/pins/none.json", "a y")
    made = plan(cfg, st)
    assert codes(made) == ["no-pin"]
    assert not made.changed


def test_a_pinned_playlist_that_was_never_read_waits() -> None:
    cfg, st = beside("state/pins/mix.json", "a y")
    made = plan(cfg, replace(st, others=()))
    assert CLEANED not in [one.key for one in made.masters if one.changed]
    assert "unread" in codes(made)


def test_another_order_by_a_pin_of_a_cleaned_playlist_names_that_pin() -> None:
    cfg, st = beside("state/pins/mix.json", "z y x", policy="policy: {budget: 4}\n")
    hints = [one.hint for one in plan(cfg, st).problems if one.code == "budget"]
    assert hints == ["raise policy.budget, or take out cleanup[1].pin"]


def test_a_corrected_track_that_the_pin_lacks_is_kept_out_by_the_pin() -> None:
    correction = f"corrections: {{tracks: {{{uri('s')}: {{master: rap, reason: heard}}}}}}"
    cfg = config(PINNED + correction)
    made = plan(cfg, pinned(state(cfg, {1: ("Soul 1", "s")}), "x"))
    assert fates(made) == {"1.0": "pinned"}
    assert made.fates[0].rule == "masters.rap.pin"


def test_a_playlist_that_is_no_master_is_put_in_order_by_moves_alone() -> None:
    other, names = f"{'seven':0>22}", "a b c d e f g h i j"
    rule = f"cleanup: [{{remove_from: {other}, also_in: soul, pin: state/pins/seven.json}}]"
    cfg = config(MASTERS + rule)
    pin = Pin("state/pins/seven.json", "2026-11-22", "why", slots(names[::-1]))
    seven = Snapshot(other, other, "Seven", "", None, "v", None, slots(names))
    made = plan(cfg, replace(state(cfg, {}), others=(seven,), pins=(pin,)))
    found = next(one for one in made.masters if one.key == other)
    assert {step.op for step in found.steps} == {"move"}
