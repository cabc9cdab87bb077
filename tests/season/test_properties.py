"""What holds for every season: the properties of the design, over random ones."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from aum_sync.config.types import Config
from aum_sync.plan.build import build
from aum_sync.plan.codec import to_json
from aum_sync.plan.types import MasterPlan, Plan
from aum_sync.season.items import Slot, State
from aum_sync.season.recordings import Recordings
from aum_sync.season.targets import merge_all
from aum_sync.season.wanted import want
from tests.seasons import EPISODE, LOCAL, NULL, config, plan, state, track

GENRES = ["Rap", "Soul", "Israeli", "Mizrahi", "Polka", "Dubstep", "Rap, Soul", "Rap, Hip Hop"]
NAMES = "abcdefghijklmn"


def _slot(name: str) -> Slot:
    """Some share an ISRC, some are Hebrew, and h, i, j, k are one song at four lengths.

    Of those lengths only neighbours are within two seconds of each other.
    """
    isrc = {"a": "I1", "b": "I1", "c": "I2", "d": "I2", "k": "I2"}.get(name)
    if name in "hijk":
        return track(name, "z", title="s", isrc=isrc, ms=100_000 + 1_500 * "hijk".index(name))
    return track(name, title="שלום" if name in "aeg" else "", isrc=isrc)


SLOTS = st.sampled_from([*map(_slot, NAMES), *map(_slot, NAMES), NULL, LOCAL, EPISODE])


@st.composite
def configs(draw: st.DrawFn) -> Config:
    order = draw(st.sampled_from(["append", "oldest-first", "newest-first"]))
    israeli = draw(st.sampled_from(["[]", "[mizrahi]", "[mizrahi, rap]", "[rap]"]))
    rap = draw(st.sampled_from(["[]", "[mizrahi]", "[soul]"]))
    orphans = draw(st.sampled_from(["keep", "remove", "{move_to: sort}", "{move_to: rap}"]))
    duplicates = draw(st.sampled_from(["recording", "uri"]))
    return config(f"""
    masters:
      rap:
        playlist: "0000000000000000000rap"
        genres: [Rap, Hip Hop]
        excludes: {rap}
        order: {order}
      soul: {{playlist: "000000000000000000soul", genres: [Soul], order: {order}}}
      israeli:
        playlist: "000000000000000israeli"
        genres: [Israeli]
        excludes: {israeli}
        also: [{{script: Hebrew}}]
      mizrahi: {{playlist: "000000000000000mizrahi", genres: [Mizrahi]}}
      sort: {{playlist: "000000000000000000sort", catch_all: true}}
    drop: [Dubstep]
    policy: {{orphans: {orphans}, duplicates: {duplicates}}}
    """)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[str, tuple[Slot, ...]]:
    pairs = draw(st.lists(st.tuples(st.sampled_from(GENRES), st.integers(1, 4)), max_size=4))
    total = sum(number for _, number in pairs) + draw(st.sampled_from([0, 0, 0, 1]))
    content = draw(st.lists(SLOTS, min_size=total, max_size=total))
    return " ♩ ".join(f"{genre} {number}" for genre, number in pairs), tuple(content)


@st.composite
def seasons(draw: st.DrawFn) -> tuple[Config, State]:
    cfg = draw(configs())
    readings = draw(st.dictionaries(st.integers(1, 52), weeks(), max_size=5))
    bases = draw(
        st.dictionaries(
            st.sampled_from([m.key for m in cfg.masters]), st.lists(SLOTS, max_size=8).map(tuple)
        )
    )
    return cfg, state(cfg, readings, bases)


def applied(made: Plan, before: State) -> State:
    """The state after the plan: what every master holds once its changes are made."""
    wanted_slots = {slot.written_uri: slot for slot in _all_slots(before)}

    def one(master: MasterPlan, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        gone = {remove.at for remove in master.remove}
        placed = {move.to: slots[move.origin] for move in master.move}
        placed |= {add.at: wanted_slots[add.uri] for add in master.add}
        moved = {move.origin for move in master.move}
        rest = iter([s for i, s in enumerate(slots) if i not in gone and i not in moved])
        return tuple(placed.get(at) or next(rest) for at in range(master.size[1]))

    masters = {master.key: master for master in made.masters}
    return replace(
        before,
        snapshots=tuple(
            replace(snapshot, slots=one(masters[snapshot.key], snapshot.slots))
            for snapshot in before.snapshots
        ),
    )


def _all_slots(st_: State) -> list[Slot]:
    found = [slot for s in st_.snapshots for slot in s.slots]
    return found + [slot for week in st_.weeks for slot in week.latest.slots]


def _recordings(cfg: Config, st_: State) -> Recordings:
    return want(cfg, st_).recordings


@settings(max_examples=80)
@given(seasons())
def test_no_recording_is_in_a_master_and_in_one_that_it_excludes_nor_twice(
    season: tuple[Config, State],
) -> None:
    cfg, before = season
    after = applied(plan(cfg, before), before)
    recordings = _recordings(cfg, before)
    held = {
        s.key: [r for slot in s.slots if (r := recordings.of_slot(slot)) is not None]
        for s in after.snapshots
    }
    for master in cfg.masters:
        assert len(held[master.key]) == len(set(held[master.key]))
        for other in master.excludes:
            assert not set(held[master.key]) & set(held[other])


@settings(max_examples=80)
@given(seasons())
def test_every_item_has_exactly_one_fate(season: tuple[Config, State]) -> None:
    cfg, before = season
    made = plan(cfg, before)
    items = [
        (week.week, position)
        for week in before.weeks
        if week.week in cfg.season
        for position in range(len(week.latest.slots))
    ]
    assert [(fate.week, fate.position) for fate in made.fates] == items
    assert all(fate.rule for fate in made.fates)


@settings(max_examples=80)
@given(seasons())
def test_applying_a_plan_and_planning_again_gives_an_empty_plan(
    season: tuple[Config, State],
) -> None:
    cfg, before = season
    assert not plan(cfg, applied(plan(cfg, before), before)).changed


@settings(max_examples=80)
@given(seasons())
def test_no_track_leaves_every_master_unless_a_rule_says_so_or_the_plan_is_refused(
    season: tuple[Config, State],
) -> None:
    cfg, before = season
    made = plan(cfg, before)
    after = applied(made, before)
    recordings = _recordings(cfg, before)

    def held(st_: State) -> set[str | None]:
        return {recordings.of_slot(slot) for s in st_.snapshots for slot in s.slots}

    said = {
        recordings.of(remove.uri)
        for master in made.masters
        for remove in master.remove
        if remove.reason in ("dropped", "orphan", "corrected")
    }
    refused = any(problem.code == "unexplained" for problem in made.problems)
    assert held(before) - held(after) - {None} <= said or refused


@settings(max_examples=60)
@given(seasons())
def test_the_order_in_which_state_is_given_does_not_matter(
    season: tuple[Config, State],
) -> None:
    cfg, before = season
    shuffled = replace(before, snapshots=tuple(reversed(before.snapshots)))
    one = build(cfg, before, commit="c", base_from="snapshots")
    other = build(cfg, shuffled, commit="c", base_from="snapshots")
    assert to_json(one) == to_json(other)


@settings(max_examples=60)
@given(seasons())
def test_what_is_taken_as_target_is_what_the_changes_lead_to(
    season: tuple[Config, State],
) -> None:
    cfg, before = season
    after = applied(plan(cfg, before), before)
    wanted = want(cfg, before)
    bases = {s.key: s.slots for s in before.snapshots}
    merged = merge_all(cfg, wanted, bases, frozenset(bases), {})
    for snapshot in after.snapshots:
        assert snapshot.slots == tuple(placed.slot for placed in merged[snapshot.key].slots)
