"""Making the plan: a pure function of configuration, weeks and base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aum_sync.config.types import Config, Master
from aum_sync.plan.breaches import pin_problems
from aum_sync.plan.changes import additions, moves, removals
from aum_sync.plan.cost import cost_of
from aum_sync.plan.details import details, fill
from aum_sync.plan.drift import NOTHING_LEFT, Lefts, drifts
from aum_sync.plan.edits import drift_problems
from aum_sync.plan.fates import Fates
from aum_sync.plan.inputs import BaseFrom, effects_digest, inputs_of
from aum_sync.plan.limits import limit_problems
from aum_sync.plan.problems import (
    cleanup_problems,
    correction_problems,
    genre_problems,
    item_problems,
    master_problems,
    overlap_problems,
    week_problems,
)
from aum_sync.plan.steps import steps_of
from aum_sync.plan.types import MasterPlan, Plan, Problem
from aum_sync.plan.workings import ALL_READ, Unreadable, Workings, work_out
from aum_sync.season.cleaning import pinning
from aum_sync.season.items import Slot, Snapshot, State, content_digest
from aum_sync.season.merge import Target


def build(
    config: Config,
    state: State,
    *,
    commit: str | None,
    base_from: BaseFrom,
    unreadable: Unreadable = ALL_READ,
    lefts: Lefts = NOTHING_LEFT,
) -> Plan:
    """The plan for a configuration and what ``state/`` holds (its snapshots are the base).

    ``commit`` is the commit that both come from, None for a work tree. ``unreadable`` says, by
    key, why a master could not be read just now: nothing is planned for it. What somebody changed
    of a master since it was left as in ``lefts`` is told as a problem. Raises DataError where
    ``policy.on_mismatch`` is ``fail`` and a week does not pass.
    """
    workings = work_out(config, state, unreadable)
    return plan_of(workings, commit=commit, base_from=base_from, unreadable=unreadable, lefts=lefts)


def plan_of(
    workings: Workings,
    *,
    commit: str | None,
    base_from: BaseFrom,
    unreadable: Unreadable = ALL_READ,
    lefts: Lefts = NOTHING_LEFT,
) -> Plan:
    """The plan that follows from what is worked out already; otherwise as :func:`build`."""
    config, state = workings.config, workings.state
    masters = tuple(_master_plan(workings, master) for master in config.masters)
    masters += tuple(_other_plans(workings))
    account = state.account.id if state.account else None
    problems = (
        *(
            Problem("error", "unreadable", text, master=key, hint=hint)
            for key, (text, hint) in unreadable.items()
        ),
        *drift_problems(workings, drifts(workings, masters, lefts)),
        *_problems(workings, masters),
    )
    return Plan(
        digest=effects_digest(account, masters),
        account=account,
        inputs=inputs_of(config, state, commit, base_from),
        masters=masters,
        fates=Fates(workings).all(),
        problems=tuple(sorted(problems, key=lambda problem: problem.level != "error")),
        requests=cost_of(masters),
    )


def _other_plans(workings: Workings) -> Iterator[MasterPlan]:
    """Playlists that are no masters and that cleanups name, in the order of their ids."""
    for playlist, target in workings.others.items():
        base = workings.state.other(playlist)
        blank = _untouched(playlist, base.name if base else playlist, playlist, base)
        pinned = pinning(workings.config, workings.state, playlist)
        if base is None:
            yield replace(blank, status="unread")
        elif pinned and not workings.state.pin(pinned.pin):
            yield replace(blank, status="blocked")
        else:
            yield _with_changes(blank, base.slots, target, rewrite=False)


def _master_plan(workings: Workings, master: Master) -> MasterPlan:
    base, target = workings.bases[master.key], workings.targets[master.key]
    status = workings.statuses[master.key]
    plan = replace(_untouched(master.key, master.title, master.playlist, base), status=status)
    if status in ("unread", "blocked") or (status == "create" and not target.slots):
        return plan
    text = None
    if master.description is not None:
        text = fill(master.description, workings.config, workings.wanted, len(target.slots))
    slots = base.slots if base else ()
    changes = _with_changes(plan, slots, target, rewrite=master.rewrite)
    pin = workings.state.pin(master.pin)
    return replace(changes, details=tuple(details(master, text, base, pin)))


def _untouched(key: str, title: str, playlist: str | None, base: Snapshot | None) -> MasterPlan:
    """The plan of a playlist to which nothing happens."""
    slots = base.slots if base else ()
    return MasterPlan(
        key=key,
        title=title,
        playlist=playlist,
        status="managed",
        details=(),
        add=(),
        remove=(),
        move=(),
        base=content_digest(slots),
        target=content_digest(slots),
        size=(len(slots), len(slots)),
        first=base is not None and base.applied is None and bool(slots),
    )


def _with_changes(
    plan: MasterPlan, base: Sequence[Slot], target: Target, *, rewrite: bool
) -> MasterPlan:
    """The plan of a playlist that is brought from its base to ``target``."""
    return replace(
        plan,
        add=tuple(additions(target)),
        remove=tuple(removals(target)),
        move=tuple(moves(target)),
        target=content_digest(tuple(placed.slot for placed in target.slots)),
        size=(plan.size[0], len(target.slots)),
        steps=steps_of(base, target.slots, rewrite=rewrite),
    )


def _problems(workings: Workings, masters: tuple[MasterPlan, ...]) -> Iterator[Problem]:
    config, state = workings.config, workings.state
    wanted, targets = workings.wanted, workings.targets
    yield from master_problems(config, state, masters)
    yield from pin_problems(workings)
    yield from cleanup_problems(config, state, wanted)
    yield from limit_problems(workings, masters)
    yield from correction_problems(config, wanted)
    yield from week_problems(config, wanted)
    yield from genre_problems(wanted)
    yield from item_problems(wanted)
    yield from overlap_problems(wanted, targets)
