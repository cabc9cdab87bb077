"""Steps as a part of the plan: every changed master has those that make it what it should be."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from aum_sync.config.types import Config
from aum_sync.plan.inputs import effects_digest
from aum_sync.plan.types import MasterPlan, Plan
from aum_sync.season.items import Slot, State, content_digest
from tests.plan.paper import entries, play
from tests.seasons import MASTERS, config, plan, slots, state, track
from tests.small_seasons import seasons


def master(made: Plan, key: str) -> MasterPlan:
    return next(one for one in made.masters if one.key == key)


def _executed(one: MasterPlan, base: tuple[Slot, ...]) -> str:
    playlist = entries(base)
    for step in one.steps:
        playlist = play(playlist, step)
    return content_digest(tuple(Slot(entry.uri) for entry in playlist))


@settings(max_examples=30)
@given(seasons())
def test_the_steps_of_every_master_lead_to_its_target(season: tuple[Config, State]) -> None:
    cfg, st = season
    made = plan(cfg, st)
    for one in made.masters:
        snapshot = st.snapshot(one.key)
        assert snapshot is not None
        assert _executed(one, snapshot.slots) == one.target
        assert bool(one.steps) == bool(one.add or one.remove or one.move)
        dates = {slot.written_uri for slot in snapshot.slots} & {add.uri for add in one.add}
        assert dates == set()


def test_a_master_that_is_created_is_filled_by_its_steps() -> None:
    cfg = config(MASTERS.replace('{playlist: "0000000000000000000rap", genres', "{genres"))
    made = plan(cfg, state(cfg, {1: ("Rap 2", "a b")}))
    (step,) = master(made, "rap").steps
    assert step.result == content_digest(slots("a b")) == master(made, "rap").target
    # Created, filled, read back; and the empty library is looked at before.
    assert (made.requests.read, made.requests.write) == (2, 2)


def test_a_playlist_that_is_cleaned_has_its_steps_too() -> None:
    week = f"{1:0>22}"
    cfg = config(MASTERS + "cleanup: [{remove_from: 1, also_in: rap, keep: []}]")
    st = state(cfg, {1: ("Rap 1, Polka 1", "a b")}, {"rap": "a", "sort": "b"})
    other = replace(st.snapshots[0], key=week, playlist=week, slots=slots("a b"))
    made = plan(cfg, replace(st, others=(other,)))
    (step,) = master(made, week).steps
    assert (step.op, step.result) == ("remove", content_digest(slots("b")))


def test_steps_are_no_part_of_the_digest() -> None:
    cfg = config()
    made = plan(cfg, state(cfg, {1: ("Rap 2", "a b")}, {"rap": "b b"}))
    assert len(master(made, "rap").steps) == 3
    bare = tuple(replace(one, steps=()) for one in made.masters)
    assert effects_digest(made.account, bare) == made.digest


def test_a_long_master_with_edits_all_over_it_is_planned() -> None:
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", "[Rap], order: oldest-first"))
    wanted = [f"t{n}" for n in range(1, 6000, 2)]
    held = [name for n, name in enumerate(wanted) if n % 10]
    for n in range(0, len(held) - 50, 50):
        held.insert(n + 40, held.pop(n))
    made = plan(
        cfg, state(cfg, {1: ("Rap 3000", tuple(map(track, wanted)))}, {"rap": " ".join(held)})
    )
    ops = [step.op for step in master(made, "rap").steps]
    assert ops.count("insert") == 300
    assert ops.count("move") <= len(held) // 50
