"""What a plan is refused for, and what the curator may say to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.season.items import Pin, Snapshot
from tests.seasons import MASTERS, Slots, changes, codes, config, plan, slots, state, track, uri


def losing(number: int, of: int, policy: str = "") -> list[str]:
    """The problems of a plan in which rap loses so many tracks of so many to soul."""
    cfg = config(MASTERS + policy)
    names = [f"t{n}" for n in range(of)]
    weeks = {1: (f"Soul {number}", tuple(map(track, names[:number])))}
    return codes(plan(cfg, state(cfg, weeks, {"rap": " ".join(names)})))


ACKNOWLEDGED = "policy: {acknowledge: [{master: rap, removals: 26, reason: moved}]}"


def test_a_master_may_lose_the_larger_of_tracks_and_percent() -> None:
    assert losing(25, 30) == []
    assert losing(26, 30) == ["max-removals"]
    assert losing(30, 600) == []
    assert losing(31, 600) == ["max-removals"]
    assert losing(3, 30, "policy: {max_removals: {percent: 0, tracks: 2}}") == ["max-removals"]


def test_only_the_exact_number_is_acknowledged() -> None:
    assert losing(26, 30, ACKNOWLEDGED) == []
    assert losing(27, 30, ACKNOWLEDGED) == ["max-removals"]


def test_the_catch_all_may_lose_what_it_likes() -> None:
    cfg = config()
    names = [f"t{n}" for n in range(40)]
    weeks = {1: ("Soul 40", tuple(map(track, names)))}
    assert codes(plan(cfg, state(cfg, weeks, {"sort": " ".join(names)}))) == []


EXPECT = {
    "{never_empty: [rap, soul]}": ["soul would be empty"],
    "{never_empty: [rap]}": [],
    "{disjoint: [rap, sort]}": [],
    "{disjoint: [rap, soul, both]}": ["rap and both would share 1 recording"],
    "{at_most: {master: rap, tracks: 1}}": ["rap would hold 2 tracks, more than 1"],
    "{at_most: {master: rap, tracks: 2}}": [],
    f"{{contains: {{master: rap, track: '{uri('a')}'}}}}": [],
    f"{{contains: {{master: soul, track: '{uri('a')}'}}}}": [f"soul would not hold {uri('a')}"],
}


@pytest.mark.parametrize(("expectation", "expected"), EXPECT.items())
def test_expected_outcomes(expectation: str, expected: list[str]) -> None:
    yaml = MASTERS + '  both: {playlist: "000000000000000000both", genres: [Both]}\n'
    cfg = config(yaml + f"expect: [{expectation}]")
    made = plan(cfg, state(cfg, {1: ("Rap 2", "a b"), 2: ("Both 1", "a")}))
    assert [p.text for p in made.problems if p.level == "error"] == expected


def refused(yaml: str) -> list[str]:
    """Why the plan of a season without weeks is refused."""
    cfg = config(yaml)
    return [p.text for p in plan(cfg, state(cfg, {})).problems if p.level == "error"]


def test_of_a_playlist_that_is_yet_to_be_made_something_may_be_expected() -> None:
    new = MASTERS + "  new: {genres: [New]}\nexpect: [{never_empty: [new]}]"
    assert refused(new) == ["new would be empty"]


def test_an_expectation_may_speak_of_all_masters_at_once() -> None:
    assert refused(MASTERS + "expect: [{never_empty: [rap, soul, sort]}]") == [
        f"{master} would be empty" for master in ("rap", "soul", "sort")
    ]


def test_a_promise_is_kept_by_the_same_music_under_another_id() -> None:
    stays, leaves = track("p", isrc="GBAYE0601498"), track("q", isrc="GBAYE0601498")
    promise = f"expect: [{{contains: {{master: rap, track: '{leaves.uri}'}}}}]"
    cfg = config(MASTERS + promise)
    weeks: dict[int, tuple[str, Slots]] = {1: ("Rap 1", (stays,)), 2: ("Rap 1", (leaves,))}
    made = plan(cfg, state(cfg, weeks, {"rap": (stays,), "soul": (leaves,)}))
    assert changes(made, "soul") == ["-q misplaced"]
    assert codes(made) == []


def test_a_plan_dearer_than_the_budget_is_refused_with_the_number() -> None:
    cfg = config(MASTERS + "policy: {budget: 2}")
    made = plan(cfg, state(cfg, {1: ("Rap 1", "a")}))
    assert codes(made) == ["budget"]
    assert "takes 4 requests; policy.budget is 2" in made.problems[0].text


ASTRAY = " ".join(f"t{n}" for n in range(20))
"""What a week asks for the other way round: eleven requests for the order, two for reading,
one to look it up in the library."""


def reordered(more: str, budget: int) -> list[tuple[str, str | None]]:
    """The problems of a plan that turns rap round, in words and with the way out."""
    yaml = MASTERS.replace("[Rap, Hip Hop]", f"[Rap, Hip Hop]{more}")
    cfg = config(yaml + f"policy: {{budget: {budget}}}")
    turned = " ".join(ASTRAY.split()[::-1])
    pin = Pin("state/pins/rap.json", "2026-11-22", "turned", slots(turned))
    st = replace(state(cfg, {1: ("Rap 20", turned)}, {"rap": ASTRAY}), pins=(pin,))
    return [(p.text, p.hint) for p in plan(cfg, st).problems if p.code == "budget"]


def test_a_reordering_beyond_the_budget_is_refused_with_the_ways_out() -> None:
    assert reordered(", order: oldest-first", 14) == []
    ((text, hint),) = reordered(", order: oldest-first", 13)
    assert text.startswith("applying this takes 14 requests; policy.budget is 13; ")
    assert text.endswith("; 11 of them put 'rap' into another order")
    assert hint == (
        "raise policy.budget, or set masters.rap.order: append, "
        "or allow masters.rap.rewrite: true (its tracks lose their dates)"
    )
    (found,) = reordered(", pin: state/pins/rap.json", 13)
    assert (found[1] or "").startswith("raise policy.budget, or take out masters.rap.pin")


def test_a_reordering_without_a_rewrite_that_is_allowed_is_not_told_to_allow_one() -> None:
    more = "[Rap, Hip Hop], order: oldest-first, rewrite: true"
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", more) + "policy: {budget: 3}")
    st = state(cfg, {1: ("Rap 2", "a b")}, {"rap": "b a"})
    assert [(p.code, p.hint) for p in plan(cfg, st).problems] == [
        ("budget", "raise policy.budget, or set masters.rap.order: append")
    ]


def test_a_pinned_week_beyond_the_budget_may_lose_its_pin() -> None:
    cleanup = "cleanup: [{remove_from: 7, also_in: soul, pin: state/pins/seven.json}]\n"
    cfg = config(f"{MASTERS}{cleanup}policy: {{budget: 3}}")
    week = Snapshot(f"{7:0>22}", f"{7:0>22}", "Aum#7", "", None, "v", None, slots("b a"))
    pin = Pin("state/pins/seven.json", "2026-11-22", "turned", slots("a b"))
    st = replace(state(cfg, {7: ("Rap 2", "b a")}, {"rap": "b a"}), others=(week,), pins=(pin,))
    hints = [p.hint for p in plan(cfg, st).problems if p.code == "budget"]
    assert hints == ["raise policy.budget, or take out cleanup[0].pin"]


def test_the_tracks_of_a_pinned_week_keep_their_dates_whatever_that_takes() -> None:
    cleanup = "cleanup: [{remove_from: 7, also_in: soul, pin: state/pins/seven.json}]\n"
    cfg = config(MASTERS + cleanup)
    week = Snapshot(f"{7:0>22}", f"{7:0>22}", "Aum#7", "", None, "v", None, slots(ASTRAY))
    turned = " ".join(ASTRAY.split()[::-1])
    pin = Pin("state/pins/seven.json", "2026-11-22", "turned", slots(turned))
    st = replace(state(cfg, {7: ("Rap 20", ASTRAY)}), others=(week,), pins=(pin,))
    assert {step.op for step in plan(cfg, st).masters[-1].steps} == {"move"}


def test_a_rewrite_where_it_is_allowed_makes_a_reordering_cheap() -> None:
    assert reordered(", order: oldest-first, rewrite: true", 5) == []
    ((_, hint),) = reordered(", order: oldest-first, rewrite: true", 1)
    assert "rewrite" not in (hint or "")


def test_a_plan_that_is_too_dear_without_its_reordering_gets_no_advice_on_order() -> None:
    (found,) = reordered(", order: oldest-first, name: New", 2)
    assert "order" not in found[0]
    assert found[1] == "raise policy.budget, or merge the change in smaller steps"


def test_a_master_beyond_ten_thousand_items_is_refused() -> None:
    cfg = config(MASTERS + "policy: {budget: 9999}")
    tracks = tuple(track(f"t{n}") for n in range(2001))
    weeks = {n: (f"Rap {len(part)}", part) for n, part in enumerate([tracks], 1)}
    base = tuple(track(f"o{n}") for n in range(8000))
    assert codes(plan(cfg, state(cfg, weeks, {"rap": base}))) == ["too-long"]
    assert codes(plan(cfg, state(cfg, {1: ("Rap 2000", tracks[:2000])}, {"rap": base}))) == []


def test_a_master_that_passes_ten_thousand_before_anything_leaves_is_refused() -> None:
    cfg = config(MASTERS + "policy: {budget: 999, max_removals: {percent: 100, tracks: 9}}")
    base = (*(track(f"o{n}") for n in range(9998)), *(track(f"s{n}") for n in range(2)))
    weeks: dict[int, tuple[str, Slots]] = {1: ("Soul 2", base[-2:]), 2: ("Rap 1", "a")}
    (found,) = plan(cfg, state(cfg, weeks, {"rap": base})).problems
    assert (found.level, found.code, found.master) == ("error", "too-long", "rap")
    assert "would hold 10,001 items before anything leaves it" in found.text
    assert "what leaves first" in str(found.hint)
    del weeks[2]
    assert codes(plan(cfg, state(cfg, weeks, {"rap": base}))) == []
    longer = (*base, track("o"))
    assert codes(plan(cfg, state(cfg, weeks, {"rap": longer}))) == []


def test_a_budget_that_is_just_met_is_enough() -> None:
    cfg = config(MASTERS + "policy: {budget: 4}")
    assert codes(plan(cfg, state(cfg, {1: ("Rap 1", "a")}))) == []


def test_a_pinned_master_may_lose_what_it_likes() -> None:
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", "[Rap], pin: state/pins/rap.json"))
    base = " ".join(f"t{n}" for n in range(40))
    st = state(cfg, {1: ("Soul 1", "s")}, {"rap": base, "soul": "s"})
    pin = Pin("state/pins/rap.json", "2026-11-22", "emptied", ())
    assert codes(plan(cfg, replace(st, pins=(pin,)))) == ["pinned"]


def test_a_track_is_not_held_by_a_master_that_no_plan_may_write() -> None:
    yaml = MASTERS.replace("[Soul]", "[Soul], excludes: [rap]")
    cfg = config(yaml)
    st = state(cfg, {1: ("Rap 1", "a"), 2: ("Dubstep 1", "a")}, {"soul": "a"})
    unread = replace(st, snapshots=tuple(s for s in st.snapshots if s.key != "rap"))
    assert codes(plan(cfg, unread))[0] == "unread"
    assert plan(cfg, unread).masters[-1].remove == ()


def test_a_promise_about_all_masters_or_one_that_is_to_be_made_counts() -> None:
    cfg = config(MASTERS + "expect: [{never_empty: [rap, soul, sort]}]")
    st = state(cfg, {1: ("Rap 1", "a")}, {"sort": "o"})
    assert [p.text for p in plan(cfg, st).problems] == ["soul would be empty"]
    new = MASTERS.replace('soul: {playlist: "000000000000000000soul", ', "soul: {")
    cfg = config(new + "expect: [{at_most: {master: soul, tracks: 1}}]")
    made = plan(cfg, state(cfg, {1: ("Soul 2", "a b")}))
    assert [p.text for p in made.problems] == ["soul would hold 2 tracks, more than 1"]


def test_a_promise_about_a_master_that_was_never_read_waits() -> None:
    cfg = config(MASTERS + "expect: [{never_empty: [soul]}, {at_most: {master: soul, tracks: 0}}]")
    st = state(cfg, {1: ("Rap 1", "a")})
    unread = replace(st, snapshots=tuple(s for s in st.snapshots if s.key != "soul"))
    assert codes(plan(cfg, unread)) == ["unread"]
    assert codes(plan(cfg, st)) == ["expect"]
