"""Seasons to explain, written as text, and what must hold of every explanation of a plan."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping
from functools import cache

from aum_sync.config.loader import LoadedConfig, load
from aum_sync.errors import Place
from aum_sync.plan.build import plan_of
from aum_sync.plan.explain.answer import Explainer
from aum_sync.plan.explain.types import Explanation, Rule, SlotPlace
from aum_sync.plan.types import Plan
from aum_sync.plan.workings import work_out
from aum_sync.season.genres import JOINT
from aum_sync.season.items import Pin, Reading, Snapshot, State
from tests.seasons import HEAD, Slots, state, uri

RAP = "masters.rap.genres[0]"
SEASON = """
masters:
  rap: {playlist: "0000000000000000000rap", genres: [Rap, Hip Hop], excludes: [soul]}
  soul: {playlist: "000000000000000000soul", name: "♩ Soul", genres: [Soul]}
  sort: {playlist: "000000000000000000sort", catch_all: true}
drop: [Dubstep]
"""


@cache
def loaded(text: str) -> LoadedConfig:
    """A configuration with its places; a head is put before one that has none."""
    whole = HEAD + textwrap.dedent(text)
    files = {"config/season.yaml": whole.encode(), "config/list.txt": b"Noga\nIbrahim\n"}
    return load(files.get)


def line(file: Reading | Snapshot | Pin, position: int) -> Place:
    """Stands for the line of a slot: one for each slot of each file."""
    match file:
        case Reading():
            return Place(f"state/weeks/{file.week}.json", position + 10, 5)
        case Pin():
            return Place(file.path, position + 10, 5)
        case _:
            return Place(f"state/masters/{file.key}.json", position + 10, 5)


def explainer_of(config: LoadedConfig, st: State, place: SlotPlace = line) -> Explainer:
    """Explains the plan of this state."""
    workings = work_out(config.config, st)
    plan = plan_of(workings, commit=None, base_from="snapshots")
    return Explainer(workings, plan, config.source, place)


def explainer(
    weeks: Mapping[int, tuple[str, Slots]],
    bases: Mapping[str, Slots] | None = None,
    *,
    text: str = SEASON,
    held: Mapping[int, tuple[str, Slots]] | None = None,
) -> Explainer:
    """Explains the plan of a season that is written in short."""
    config = loaded(text)
    return explainer_of(config, state(config.config, weeks, bases, held=held))


def explain(
    name: str,
    weeks: Mapping[int, tuple[str, Slots]],
    bases: Mapping[str, Slots] | None = None,
    *,
    text: str = SEASON,
    held: Mapping[int, tuple[str, Slots]] | None = None,
) -> Explanation:
    """The explanation of the track with this short name."""
    return explainer(weeks, bases, text=text, held=held).explain(uri(name))


def paths(rules: tuple[Rule, ...]) -> list[str]:
    """The paths of some rules."""
    return [rule.path for rule in rules]


def held(explanation: Explanation) -> list[str]:
    """What masters do, in words: ``rap enters 3 alias masters.rap.genres[0]``."""
    return [
        f"{one.master} {one.action} {one.origin if one.to is None else one.to} {one.reason} "
        + JOINT.join(paths(one.rules))
        for one in explanation.holdings
    ]


def check_all(explainer: Explainer) -> None:
    """No fate, no addition, no removal without its rule; no rule without words and a line."""
    plan = explainer.plan
    explanations = [explainer.explain(name) for name in explainer.names]
    _check_fates(plan, explanations)
    _check_masters(plan, explanations)
    for explanation in explanations:
        for rule in _rules(explanation):
            _check_rule(rule, explainer)


def _check_fates(plan: Plan, explanations: list[Explanation]) -> None:
    told = {
        (one.week, one.position): one
        for explanation in explanations
        for one in explanation.appearances
        if one.fate
    }
    assert sorted(told) == [(fate.week, fate.position) for fate in plan.fates]
    for fate in plan.fates:
        one = told[fate.week, fate.position]
        assert (one.fate, one.genre if fate.genre else None) == (fate.fate, fate.genre)
        assert JOINT.join(paths(one.rules)) == fate.rule
        assert sorted(home.master for home in one.homes if home.taken) == list(fate.masters)
        homes = {home.master: home for home in one.homes}
        held = [home.master for home in one.homes if home.holder]
        assert held == [refusal.master for refusal in fate.refused if refusal.by]
        for refusal in fate.refused:
            home = homes[refusal.master]
            assert home.barred_by[0].path == refusal.rule
            assert (home.holder.key if home.holder else None) == refusal.by
        assert all(home.rules and (home.taken or home.barred_by) for home in one.homes)


def _check_masters(plan: Plan, explanations: list[Explanation]) -> None:
    told = Counter(
        (one.master, one.action, one.to if one.action == "enters" else one.origin, path)
        for explanation in explanations
        for one in explanation.holdings
        for path in [JOINT.join(paths(one.rules))]
        if one.action in ("enters", "leaves")
    )
    assert told == Counter(
        change
        for master in plan.masters
        for change in (
            *((master.key, "enters", add.at, add.path) for add in master.add),
            *(
                (master.key, "leaves", gone.at, gone.path or "policy.duplicates")
                for gone in master.remove
            ),
        )
    )
    assert all(one.rules for explanation in explanations for one in explanation.holdings)


def _rules(explanation: Explanation) -> list[Rule]:
    rules = [*explanation.nearest.rules]
    for one in explanation.appearances:
        rules += (*one.rules, *([one.corrected] if one.corrected else []))
        rules += (rule for home in one.homes for rule in (*home.rules, *home.barred_by))
    return rules + [rule for one in explanation.holdings for rule in one.rules]


def _check_rule(rule: Rule, explainer: Explainer) -> None:
    assert rule.words
    assert not rule.words.startswith("the rule "), f"no words of its own: {rule.path}"
    if rule.path.startswith("built-in."):
        assert rule.place.path.startswith("state/")
    elif (written := explainer.source.place(rule.path)) is not None:
        assert (rule.place, rule.default) == (written, None)
    else:
        assert rule.default, f"neither written nor a default: {rule.path}"
        assert rule.place.path == "config/season.yaml"
