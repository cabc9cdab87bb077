"""What a generated season has in it: so that its rules are really tried, and how often is known."""

from __future__ import annotations

from collections.abc import Iterator

from aum_sync.config.types import ArtistsRule, Cleanup, Config, Master, MoveTo
from aum_sync.plan.types import Plan
from aum_sync.season.items import State
from tests.generated_seasons import Generated
from tests.oracle.weeks import genres_of


def features(season: Generated, plan: Plan | None) -> set[str]:
    """Everything worth counting in a season and in the plan for it."""
    config = season.config
    found = {*_policies(config), *_weeks(config, season.state), *_corrections(config)}
    for master in config.masters:
        found |= {*_master(master, season.state)}
    found |= {_cleanup(cleanup) for cleanup in config.cleanup}
    return found | {*_plan(plan)} if plan else found | {"no plan"}


def _policies(config: Config) -> Iterator[str]:
    orphans = config.policy.orphans
    yield f"on_mismatch: {config.policy.on_mismatch}"
    yield f"duplicates: {config.policy.duplicates}"
    yield f"orphans: {'move_to' if isinstance(orphans, MoveTo) else orphans}"
    if config.drop:
        yield "drop"


def _weeks(config: Config, state: State) -> Iterator[str]:
    for week in state.weeks:
        if week.week not in config.season:
            yield "week out of range"
            continue
        passes = {
            name: genres_of(one, config) is not None
            for name, one in (("lock", week.passed), ("held", week.held))
            if one
        }
        yield "week: " + ", ".join(
            f"{name} {'passes' if one else 'fails'}" for name, one in passes.items()
        )


def _corrections(config: Config) -> Iterator[str]:
    if config.week_corrections:
        yield "correction of a week"
    for correction in config.track_corrections:
        yield f"correction of a track to {min(len(correction.masters), 2)} masters"


def _master(master: Master, state: State) -> Iterator[str]:
    for rule in master.also:
        yield f"also: {'artists' if isinstance(rule, ArtistsRule) else 'script'}"
    yield f"order: {master.order}"
    for name in ("excludes", "keep", "was"):
        if getattr(master, name):
            yield name
    if master.pin:
        yield "pin" if state.pin(master.pin) else "pin not there"
    if master.catch_all and (master.genres or master.excludes):
        yield "catch-all with rules of its own"


def _cleanup(cleanup: Cleanup) -> str:
    return f"cleanup: {cleanup.remove_from.kind} of what is in {cleanup.also_in.kind}"


def _plan(plan: Plan) -> Iterator[str]:
    for fate in plan.fates:
        yield f"fate: {fate.fate}"
    for master in plan.masters:
        yield f"master: {master.status}"
        for add in master.add:
            yield f"added by {add.rule}"
        for remove in master.remove:
            yield f"removed: {remove.reason}"
        if master.move:
            yield "moved"
    for problem in plan.problems:
        if problem.code in ("overlap", "unexplained"):
            yield f"problem: {problem.code}"
