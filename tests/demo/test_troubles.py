"""Every trouble of the demo shows up as what it is, and nothing else does."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from aum_sync.demo.masters import LAST_DONE
from aum_sync.demo.season import DemoSeason
from aum_sync.demo.troubles import TROUBLES, Trouble
from aum_sync.plan.types import Fate, Plan
from tests.demo.played import aum_process

HELD = {109, 157, 173, 186}
OF_A_TRACK = {
    "same-uri",
    "same-isrc",
    "same-title",
    "relinked",
    "local",
    "null",
    "episode",
    "homonym",
    "hostile",
}


def of_kind(*kinds: str) -> list[Trouble]:
    return [trouble for trouble in TROUBLES if trouble.kind in kinds]


def label(trouble: Trouble) -> str:
    return f"{trouble.kind}-{trouble.week or trouble.home}"


def fates_of(plan: Plan, season: DemoSeason, trouble: Trouble) -> list[Fate]:
    """What became of the track that the trouble is about, or of all tracks of the part."""
    assert trouble.week is not None
    week = season.weeks[trouble.week]
    first = week.position(trouble.home)
    number = 1 if trouble.kind in OF_A_TRACK else len(week.parts[week.index(trouble.home)].slots)
    places = {(week.number, first + at) for at in range(number)}
    return [fate for fate in plan.fates if (fate.week, fate.position) in places]


@pytest.mark.parametrize("trouble", [t for t in TROUBLES if t.fate], ids=label)
def test_the_track_has_the_fate_that_the_table_says(
    trouble: Trouble, plan: Plan, season: DemoSeason
) -> None:
    fates = fates_of(plan, season, trouble)
    assert trouble.fate in {fate.fate for fate in fates}
    for fate in fates:
        # A second home takes a track out of triage's headline, and not out of triage.
        second_home = trouble.fate == "triage" and set(fate.masters) == {"israeli-music", "triage"}
        assert fate.fate == ("placed" if second_home else trouble.fate)


@pytest.mark.parametrize(
    "trouble", of_kind("relinked", "same-isrc", "same-title", "same-uri"), ids=label
)
def test_the_two_of_a_pair_are_one_recording(
    trouble: Trouble, plan: Plan, season: DemoSeason
) -> None:
    assert trouble.partner is not None
    week, home = trouble.partner
    (fate,) = fates_of(plan, season, trouble)
    partner = (week, season.weeks[week].position(home))
    if trouble.fate == "duplicate":
        assert fate.of == partner
    else:
        (other,) = (f for f in plan.fates if (f.week, f.position) == partner)
        assert other.fate == "excluded"
        assert home in {refusal.master for refusal in other.refused}


def test_every_track_without_a_trouble_lands_where_the_generator_knows_it_belongs(
    plan: Plan, season: DemoSeason
) -> None:
    fates = {(fate.week, fate.position): fate for fate in plan.fates}
    spoiled = {t.week for t in TROUBLES} | {t.partner[0] for t in TROUBLES if t.partner}
    for week in season.weeks.values():
        homes = [part.home for part in week.parts for _ in part.slots]
        for position, home in enumerate(homes):
            fate = fates.pop((week.number, position))
            if week.number not in spoiled:
                assert home in fate.masters
    assert fates == {}


def test_of_mizrahi_only_what_is_counted_wrong_is_in_israeli_music(
    plan: Plan, season: DemoSeason
) -> None:
    mizrahi = {
        slot.uri
        for week in season.weeks.values()
        for part in week.parts
        if part.home == "mizrahi"
        for slot in part.slots
    }
    wrong = [f for f in plan.fates if f.uri in mizrahi and "israeli-music" in f.masters]
    (trouble,) = of_kind("cancelled")
    assert trouble.week
    week = season.weeks[trouble.week]
    last = week.position(trouble.home) + len(week.parts[week.index(trouble.home)].slots)
    places = [(week.number, place) for place in range(last + trouble.by, last)]
    assert [(fate.week, fate.position) for fate in wrong] == places


def test_the_weeks_that_do_not_add_up_are_held_and_no_other(validation: dict[str, Any]) -> None:
    status = {week["week"]: week["status"] for week in validation["weeks"]}
    assert {week for week, word in status.items() if word in ("mismatch", "missing-counts")} == HELD
    assert {week for week, word in status.items() if word == "inferred"} == {118}
    assert {week["week"] for week in validation["weeks"] if week["use"] == "held"} == HELD


def test_the_plan_warns_of_each_trouble_in_its_week(plan: Plan) -> None:
    warnings = {(p.code, p.week) for p in plan.problems if p.code != "unknown-genre"}
    assert warnings == {
        ("checksum-mismatch", 109),
        ("checksum-mismatch", 157),
        ("inferred-count", 118),
        ("missing-counts", 173),
        ("not-described", 186),
        ("local-file", 138),
        ("null-item", 144),
        ("episode", 152),
    }
    assert all(problem.level == "warning" for problem in plan.problems)


def test_only_genres_that_nobody_can_know_are_unknown(validation: dict[str, Any]) -> None:
    unknown = {genre["genre"]: genre["nearest"][:1] for genre in validation["unknown_genres"]}
    assert unknown == {
        "Sea Shanties": [],
        "Hyperpop": [],
        "Reggae, Afrobeats": [],
        "Afrobaets": ["Afrobeats"],
        "Melodic Huose": ["Melodic House"],
    }


def test_the_first_plan_is_an_update_and_no_rewrite(plan: Plan) -> None:
    added = {add.week for master in plan.masters for add in master.add}
    assert added <= set(range(LAST_DONE + 1, 201))
    assert all(not master.move for master in plan.masters)
    removed = Counter((m.key, remove.reason) for m in plan.masters for remove in m.remove)
    assert removed == {
        ("hip-hop", "excluded"): 1,
        ("hip-hop", "duplicate"): 1,
        ("indie-country", "misplaced"): 1,
        ("israeli-music", "excluded"): 2,
    }


@pytest.mark.parametrize("kind", ["orphan", "master-null", "master-local"])
def test_what_no_week_asked_for_stays_in_its_master(
    kind: str, plan: Plan, season: DemoSeason
) -> None:
    contents = {master.home.key: master.slots for master in season.masters}
    for trouble in of_kind(kind):
        (master,) = (master for master in plan.masters if master.key == trouble.home)
        assert master.size[0] == len(contents[trouble.home])
        assert master.size[1] == master.size[0] + len(master.add) - len(master.remove)
        week_uris = {fate.uri for fate in plan.fates if fate.uri}
        strangers = {slot.uri for slot in contents[trouble.home]} - week_uris
        assert strangers
        assert strangers.isdisjoint(remove.uri for remove in master.remove)


def test_the_master_without_a_playlist_would_be_created(plan: Plan) -> None:
    (master,) = (master for master in plan.masters if master.status == "create")
    assert master.key == "levant"
    assert master.add


def test_the_homonym_is_marked_for_review(plan: Plan, season: DemoSeason) -> None:
    (trouble,) = of_kind("homonym")
    (fate,) = fates_of(plan, season, trouble)
    assert fate.review
    assert set(fate.masters) == {"melodic-house", "israeli-music"}


def test_the_hostile_title_does_not_act_on_a_terminal(pulled: Path, season: DemoSeason) -> None:
    (trouble,) = of_kind("hostile")
    assert trouble.week is not None
    assert "\x1b" in season.weeks[trouble.week].first(trouble.home).name
    shown = aum_process(pulled, "plan", "--root", pulled, "--offline", "--week", trouble.week)
    assert "Upside<U+202E> Down <U+001B>[7m" in shown.stdout
    assert not {"\x1b", "\u202e"} & set(shown.stdout)
