"""Hold the engine's plan against the oracle's answer, in words that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from aum_sync.errors import DataError
from aum_sync.plan.build import build
from aum_sync.plan.types import MasterPlan, Plan
from aum_sync.season.items import Slot
from tests.generated_seasons import Generated
from tests.oracle.fates import fates_of
from tests.oracle.ground import Ground
from tests.oracle.masters import settle
from tests.oracle.others import others_of
from tests.oracle.targets import Leave, Stay, Target
from tests.oracle.weeks import RefusedError

Row = tuple[object, ...]


def planned(season: Generated) -> Plan | None:
    """The engine's plan; None where the policy refuses to make one."""
    try:
        return build(
            season.config,
            season.state,
            commit=None,
            base_from="snapshots",
            unreadable=season.why_unreadable,
        )
    except DataError:
        return None


def disagreements(season: Generated, plan: Plan | None) -> list[str]:
    """Every point where the plan is not what the oracle says."""
    try:
        ground = Ground(season.config, season.state, season.unreadable)
    except RefusedError:
        return [] if plan is None else ["there is a plan, and policy.on_mismatch is fail"]
    return ["there is no plan"] if plan is None else list(_differences(ground, plan))


def _differences(ground: Ground, plan: Plan) -> Iterator[str]:
    targets = settle(ground)
    found = {one.key: one for one in plan.masters}
    others = others_of(ground)
    keys = [*(master.key for master in ground.config.masters), *others]
    yield from _rows("playlists", list(found), keys)
    for master in ground.config.masters:
        status, target = ground.status(master), targets[master.key]
        base = ground.base(master)
        if status not in ("managed", "create"):
            target = _nothing(base)
        yield from _master(found[master.key], status, base, target)
    for playlist in others:
        content = ground.other(playlist)
        status = "unread" if content is None else ground.status_beside(playlist)
        yield from _master(found[playlist], status, content or (), targets[playlist])
    for one, other in zip(plan.fates, fates_of(ground, targets), strict=True):
        yield from _rows(f"fate {one.week}.{one.position}", one, other)


def _nothing(base: tuple[Slot, ...]) -> Target:
    return Target(tuple(Stay(slot, origin, None) for origin, slot in enumerate(base)))


def _rows(what: str, engine: object, oracle: object) -> Iterator[str]:
    if engine != oracle:
        yield f"{what}:\n  engine {engine}\n  oracle {oracle}"


def _master(plan: MasterPlan, status: str, base: tuple[Slot, ...], target: Target) -> Iterator[str]:
    key = plan.key
    yield from _rows(f"{key} status", plan.status, status)
    yield from _rows(f"{key} size", plan.size, (len(base), len(target.stay)))
    yield from _rows(f"{key} leaves", _leaving_in_plan(plan), list(map(_leaving, target.leave)))
    if plan.size == (len(base), len(target.stay)):
        yield from _rows(f"{key} holds", _held_in_plan(plan), list(map(_held, target.stay)))
    origins = [stay.origin for stay in target.stay if stay.origin is not None]
    yield from _rows(f"{key} moves", len(plan.move), len(origins) - _longest_rising(origins))


def _leaving_in_plan(plan: MasterPlan) -> list[Row]:
    return [(r.at, r.uri, r.reason, r.path, r.to, r.week, r.genre) for r in plan.remove]


def _leaving(leave: Leave) -> Row:
    week, genre = (leave.item.week, leave.item.genre) if leave.item else (None, None)
    return leave.origin, leave.slot.written_uri, leave.reason, leave.path, leave.to, week, genre


def _held_in_plan(plan: MasterPlan) -> list[Row]:
    """What the changes lead to: per slot its index in base, or what brings it."""
    leaving = {remove.at for remove in plan.remove} | {move.origin for move in plan.move}
    staying = iter([at for at in range(plan.size[0]) if at not in leaving])
    placed: dict[int, Row] = {move.to: (move.origin,) for move in plan.move}
    for a in plan.add:
        placed[a.at] = (a.uri, a.rule, a.path, a.week, a.position, a.genre, a.review)
    return [placed.get(at) or (next(staying, None),) for at in range(plan.size[1])]


def _held(stay: Stay) -> Row:
    if stay.origin is not None:
        return (stay.origin,)
    item = stay.item
    where = (item.week, item.position, item.genre) if item else (None, None, None)
    return stay.slot.written_uri, stay.rule, stay.path, *where, stay.review


def _longest_rising(numbers: list[int]) -> int:
    best: list[int] = []
    for index, number in enumerate(numbers):
        before = [best[earlier] for earlier in range(index) if numbers[earlier] < number]
        best.append(1 + max(before, default=0))
    return max(best, default=0)
