"""Orphans: which slots of a master no week knows, what the plan does with each, by which rule."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from aum_sync.plan.orphans import find_orphans
from aum_sync.plan.workings import Workings, work_out
from aum_sync.season.items import Pin, State
from tests.generated_seasons import Generated, seasons
from tests.seasons import LOCAL, MASTERS, changes, config, plan, short, slots, state, track, uri

POLICY = "policy: {{orphans: {}}}"


def found(text: str, st: State) -> dict[str, list[str]]:
    """Per master: position, track, fate, rule, and to where."""
    return {
        group.master.key: [
            " ".join(
                (str(orphan.position), short(orphan.slot), orphan.fate, orphan.rule, *orphan.to)
            )
            for orphan in group.orphans
        ]
        for group in find_orphans(work_out(config(text), st))
        if group.orphans
    }


def bases(text: str, **contents: str) -> State:
    """Week 1 has ``a`` for rap; the masters hold what is given."""
    return state(config(text), {1: ("Rap 1", "a")}, contents)


def test_what_a_lock_a_held_reading_or_a_week_outside_knows_is_no_orphan() -> None:
    cfg = config(MASTERS)
    weeks = {1: ("Rap 1", "a"), 60: ("Rap 1", "out")}
    held = {2: ("Rap 9", "h"), 60: ("Rap 9", "late")}
    st = state(cfg, weeks, {"rap": (*slots("a h out late - x"), LOCAL)}, held=held)
    assert found(MASTERS, st) == {"rap": ["5 x kept policy.orphans"]}


def test_another_uri_of_a_weeks_recording_is_no_orphan() -> None:
    cfg = config(MASTERS)
    one, other = track("a", isrc="GBAYE0601498"), track("b", isrc="GBAYE0601498")
    st = state(cfg, {1: ("Rap 1", (one,))}, {"rap": (other,)})
    assert found(MASTERS, st) == {}
    by_uri = f"{MASTERS}policy: {{duplicates: uri}}"
    assert found(by_uri, state(config(by_uri), {1: ("Rap 1", (one,))}, {"rap": (other,)})) == {
        "rap": ["0 b kept policy.orphans"]
    }


def test_an_orphan_goes_as_the_policy_says() -> None:
    for policy, outcome in (
        ("keep", "kept policy.orphans"),
        ("remove", "removed policy.orphans"),
        ("{move_to: sort}", "moved policy.orphans sort"),
    ):
        text = MASTERS + POLICY.format(policy)
        assert found(text, bases(text, rap="a x")) == {"rap": [f"1 x {outcome}"]}


def test_one_that_is_where_orphans_move_to_is_kept() -> None:
    text = MASTERS + POLICY.format("{move_to: sort}")
    assert found(text, bases(text, sort="x")) == {"sort": ["0 x kept policy.orphans"]}


def test_one_that_is_there_already_does_not_leave_to_arrive() -> None:
    text = MASTERS + "policy: {orphans: {move_to: sort}}"
    made = plan(config(text), bases(text, rap="a x", sort="x y"))
    assert (changes(made, "rap"), changes(made, "sort")) == (["-x orphan"], [])


def test_keep_is_named_by_its_place_in_the_list_twins_or_not() -> None:
    keep = f"keep: ['{uri('n')}', '{uri('n')}', '{uri('x')}']"
    text = MASTERS.replace("genres: [Soul]", f"genres: [Soul], {keep}") + POLICY.format("remove")
    assert found(text, bases(text, soul="x y")) == {
        "soul": ["0 x kept masters.soul.keep[2]", "1 y removed policy.orphans"]
    }


def test_one_that_another_master_holds_is_excluded() -> None:
    text = MASTERS.replace("genres: [Soul]", "genres: [Soul], excludes: [rap]")
    assert found(text, bases(text, rap="x", soul="x")) == {
        "rap": ["0 x kept policy.orphans"],
        "soul": ["0 x excluded masters.soul.excludes[0] rap"],
    }
    text = f"{MASTERS}cleanup: [{{remove_from: soul, also_in: rap}}]"
    assert found(text, bases(text, rap="x", soul="x"))["soul"] == ["0 x excluded cleanup[0] rap"]


def test_one_waits_where_the_other_master_cannot_be_written() -> None:
    text = MASTERS.replace("genres: [Soul]", "genres: [Soul], excludes: [rap]").replace(
        "genres: [Rap, Hip Hop]", "genres: [Rap], pin: state/pins/gone.json"
    )
    assert found(text, bases(text, rap="x", soul="x")) == {
        "rap": ["0 x waiting masters.rap"],
        "soul": ["0 x waiting masters.soul.excludes[0] rap"],
    }


def test_one_that_stands_twice_leaves_once() -> None:
    assert found(MASTERS, bases(MASTERS, rap="x a x"))["rap"] == [
        "0 x kept policy.orphans",
        "2 x duplicate policy.duplicates",
    ]


def test_a_pin_decides_alone() -> None:
    text = MASTERS.replace("genres: [Soul]", "genres: [Soul], pin: state/pins/soul.json")
    pin = Pin("state/pins/soul.json", "2026-11-22", "", slots("y"))
    st = replace(bases(text, soul="x y"), pins=(pin,))
    assert found(text, st)["soul"] == [
        "0 x unpinned masters.soul.pin",
        "1 y pinned masters.soul.pin",
    ]


def test_one_that_a_pin_keeps_from_its_destination_stays() -> None:
    text = MASTERS.replace("genres: [Soul]", "genres: [Soul], excludes: [rap]").replace(
        "genres: [Rap, Hip Hop]", "genres: [Rap], pin: state/pins/rap.json"
    ) + POLICY.format("{move_to: soul}")
    pin = Pin("state/pins/rap.json", "2026-11-22", "", slots("x"))
    st = replace(bases(text, sort="x"), pins=(pin,))
    assert found(text, st)["sort"] == ["0 x kept policy.orphans"]


def test_a_master_that_was_never_read_has_none_that_are_known() -> None:
    st = bases(MASTERS, rap="x")
    unread = replace(st, snapshots=st.snapshots[1:])
    groups = find_orphans(work_out(config(MASTERS), unread))
    assert (groups[0].master.key, groups[0].status, groups[0].size) == ("rap", "unread", 0)
    assert found(MASTERS, unread) == {}


@given(seasons())
def test_an_orphan_that_stays_is_in_the_masters_content_and_no_other_is(one: Generated) -> None:
    workings = _workings(one)
    if workings is None:
        return
    for group in find_orphans(workings):
        key = group.master.key
        target = workings.targets[key]
        kept = {placed.origin for placed in target.slots}
        if workings.statuses[key] == "blocked":
            kept = set(range(group.size))
        for orphan in group.orphans:
            assert orphan.stays == (orphan.position in kept)
            assert workings.before(key)[orphan.position] == orphan.slot
            assert orphan.rule


def _workings(one: Generated) -> Workings | None:
    """None where the season's policy is to fail; then there is no plan to speak of."""
    if one.config.policy.on_mismatch == "fail":
        return None
    return work_out(one.config, one.state)
