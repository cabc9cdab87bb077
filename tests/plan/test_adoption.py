"""What season.yaml must say so that an edit stays; and what it cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aum_sync.config.types import Config
from aum_sync.plan.adoption import Answer, answers
from aum_sync.plan.build import plan_of
from aum_sync.plan.drift import Left, drifts
from aum_sync.plan.workings import work_out
from aum_sync.season.items import Pin
from tests import seasons
from tests.seasons import MASTERS, slots, uri


def adopted(
    config: Config,
    weeks: Mapping[int, tuple[str, seasons.Slots]],
    then: dict[str, seasons.Slots],
    now: dict[str, seasons.Slots],
    *,
    names: tuple[str, str] = ("", ""),
    pins: tuple[Pin, ...] = (),
) -> dict[str, Answer]:
    """The answers to all that changed, by master and short name."""
    state = seasons.state(config, weeks, now)
    then_name, now_name = names
    snapshots = tuple(replace(one, name=now_name or one.name) for one in state.snapshots)
    state = replace(state, snapshots=snapshots, pins=pins)
    left = {
        one.key: Left(
            replace(one, slots=slots(then.get(one.key, "")), name=then_name or one.name), "apply 7"
        )
        for one in state.snapshots
    }
    workings = work_out(config, state)
    plan = plan_of(workings, commit=None, base_from="snapshots")
    found = drifts(workings, plan.masters, left)
    return {
        f"{one.master} {one.subject}": one for one in answers(workings, [*found.values()], "why")
    }


def test_of_music_in_two_weeks_one_correction_speaks() -> None:
    given = adopted(
        seasons.config(),
        {1: ("♩ Rap 1", "a"), 2: ("♩ Soul 1", "a")},
        {"rap": "a", "soul": "a"},
        {"rap": "", "soul": "a"},
    )
    (change,) = given["rap Song a"].changes
    assert change.way == ("corrections", "tracks", uri("a"))
    assert change.value == {"master": "soul", "reason": "why"}


def test_what_a_cleanup_or_an_orphan_elsewhere_keeps_out_is_explained() -> None:
    cleanup = MASTERS + "cleanup: [{remove_from: soul, also_in: rap}]\n"
    given = adopted(
        seasons.config(cleanup), {1: ("♩ Rap 1", "a")}, {"rap": "a"}, {"rap": "a", "soul": "a"}
    )
    assert given["soul Song a"].text == (
        "cleanup[0] keeps it out, since rap holds it, so the next apply takes it out; to keep it "
        f"there: put {uri('a')} into cleanup[0].keep"
    )
    excluding = MASTERS.replace("genres: [Soul]", "genres: [Soul], excludes: [rap]")
    given = adopted(seasons.config(excluding), {}, {"rap": "x"}, {"rap": "x", "soul": "x"})
    assert given["soul Song x"].verdict == "refused"
    assert given["soul Song x"].text.startswith("masters.soul.excludes[0] keeps it out")


def test_a_track_that_two_masters_gained_of_which_one_excludes_the_other() -> None:
    excluding = MASTERS.replace("genres: [Soul]", "genres: [Soul], excludes: [rap]")
    config = seasons.config(f"{excluding}drop: [Polka]\n")
    given = adopted(config, {1: ("♩ Polka 1", "a")}, {}, {"rap": "a", "soul": "a"})
    assert given["rap Song a"].text.startswith("masters.soul.excludes[0] would take it out of soul")
    assert given["soul Song a"].text.startswith("masters.soul.excludes[0] keeps it out")


def test_a_cleanup_that_keeps_a_track_does_not_speak_against_it() -> None:
    cleanup = f"cleanup: [{{remove_from: soul, also_in: rap, keep: ['{uri('a')}']}}]\n"
    config = seasons.config(MASTERS + cleanup)
    given = adopted(config, {1: ("♩ Rap 1", "a")}, {"rap": "a"}, {"rap": "a", "soul": "a"})
    assert given["soul Song a"].changes[0].value == {"master": ["rap", "soul"], "reason": "why"}
    without = seasons.config(MASTERS + cleanup.replace(uri("a"), uri("b")))
    given = adopted(without, {1: ("♩ Soul 1", "a")}, {"soul": "a"}, {"soul": "a", "rap": "a"})
    assert given["rap Song a"].text.startswith("cleanup[0] would take it out of soul")


def test_the_catch_all_gives_way_unless_a_track_left_for_it() -> None:
    weeks = {1: ("♩ Rap 1", "a")}
    given = adopted(seasons.config(), weeks, {"rap": "a"}, {"rap": "a", "sort": "a"})
    assert "the catch-all gives way" in given["sort Song a"].text
    given = adopted(seasons.config(), weeks, {"rap": "a"}, {"rap": "", "sort": "a"})
    assert given["rap Song a"].changes[0].value == {"master": "sort", "reason": "why"}
    assert given["sort Song a"].text == given["rap Song a"].text


def test_names_stay_or_go_into_the_yaml_or_are_a_pins_or_no_text() -> None:
    def told(master: str, name: str, pins: tuple[Pin, ...] = ()) -> Answer:
        config = seasons.config(MASTERS.replace("rap: {", f"rap: {{{master}"))
        return adopted(config, {}, {}, {}, names=("Rap", name), pins=pins)["rap name"]

    assert told("", "New").verdict == "kept"
    assert told("name: Rap, ", "New").changes[0].value == "New"
    assert "control character" in told("name: Rap, ", "N\x1b").text
    pin = Pin("state/pins/rap.json", "2026-11-22", "why", (), name="Rap")
    assert "--release --master rap" in told(f"pin: {pin.path}, ", "New", (pin,)).text
