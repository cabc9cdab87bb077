"""What no plan may do without the curator's word: lose too much, lose a track, break a promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from aum_sync.config.types import (
    AtMost,
    Config,
    Contains,
    Disjoint,
    Expectation,
    NeverEmpty,
)
from aum_sync.plan.cost import cost_of
from aum_sync.plan.types import MasterPlan, Problem
from aum_sync.season.merge import Reason, Target
from aum_sync.season.wanted import Wanted
from aum_sync.text.words import plural

_EXPLAINED: frozenset[Reason] = frozenset({"corrected", "dropped", "orphan", "pinned", "cleanup"})
"""Reasons by which a track may leave every master: somebody wrote down that it should."""


def limit_problems(
    config: Config,
    wanted: Wanted,
    targets: Mapping[str, Target],
    masters: tuple[MasterPlan, ...],
) -> Iterator[Problem]:
    """Every limit that the plan breaks, as errors: such a plan is shown and refused."""
    for plan in masters:
        yield from _removals(config, plan)
    writable = [p.key for p in masters if p.status in ("managed", "create") and p.key in targets]
    yield from _unexplained({key: targets[key] for key in writable}, wanted)
    for expectation in config.expect:
        if set(_masters_of(expectation)) <= set(writable):
            yield from _expected(expectation, targets, wanted)
    yield from _budget(config, masters)


def _budget(config: Config, masters: Sequence[MasterPlan]) -> Iterator[Problem]:
    cost = cost_of(masters)
    total, budget = cost.read + cost.write, config.policy.budget
    if total <= budget:
        return
    text = f"applying this takes {total} requests; policy.budget is {budget}"
    hint = "raise policy.budget, or merge the change in smaller steps"
    moves = {one.key: sum(step.op == "move" for step in one.steps) for one in masters}
    if total - sum(moves.values()) <= budget:
        dearest = config.master(max(moves, key=moves.__getitem__))
        text += f"; {moves[dearest.key]} of them put {dearest.title!r} into another order"
        keep = (
            f"take out {dearest.path}.pin" if dearest.pin else f"set {dearest.path}.order: append"
        )
        anew = f", or allow {dearest.path}.rewrite: true (its tracks lose their dates)"
        hint = f"raise policy.budget, or {keep}{'' if dearest.rewrite else anew}"
    yield Problem("error", "budget", text, hint=hint)


def _masters_of(expectation: Expectation) -> tuple[str, ...]:
    """The masters that an expectation speaks of; it says nothing while one of them is unread."""
    if isinstance(expectation, NeverEmpty | Disjoint):
        return expectation.masters
    return (expectation.master,)


def _removals(config: Config, plan: MasterPlan) -> Iterator[Problem]:
    if any(one.key == plan.key and (one.catch_all or one.pin) for one in config.masters):
        return
    limit = config.policy.max_removals
    removed = len(plan.remove)
    allowed = max(limit.tracks, plan.size[0] * limit.percent / 100)
    said = [one.removals for one in config.policy.acknowledge if one.master == plan.key]
    if removed > allowed and removed not in said:
        text = f"{plan.title!r} would lose {removed} of {plan.size[0]} tracks"
        text += f"; policy.max_removals allows {int(allowed)}"
        word = f"{{master: {plan.key}, removals: {removed}, reason: …}}"
        hint = f"if that is meant, add to policy.acknowledge: {word}"
        yield Problem("error", "max-removals", text, master=plan.key, hint=hint)


def _unexplained(targets: Mapping[str, Target], wanted: Wanted) -> Iterator[Problem]:
    held = frozenset[str]().union(*(target.recordings for target in targets.values()))
    for target in targets.values():
        for gone in target.gone:
            recording = wanted.recordings.of_slot(gone.slot)
            if recording not in held and gone.reason not in _EXPLAINED:
                text = f"{gone.slot.name!r} would leave every master ({gone.reason})"
                hint = f"place it with corrections.tracks: {gone.slot.written_uri}"
                yield Problem("error", "unexplained", text, master=target.master, hint=hint)


def _expected(
    expectation: Expectation, targets: Mapping[str, Target], wanted: Wanted
) -> Iterator[Problem]:
    for master, text in _broken(expectation, targets, wanted):
        hint = f"{expectation.path} promises otherwise: change the season or the promise"
        yield Problem("error", "expect", text, master=master, hint=hint)


def _broken(
    expectation: Expectation, targets: Mapping[str, Target], wanted: Wanted
) -> Iterator[tuple[str, str]]:
    match expectation:
        case NeverEmpty(masters):
            empty = (key for key in masters if not targets[key].slots)
            yield from ((key, f"{key} would be empty") for key in empty)
        case AtMost(master, tracks):
            size = len(targets[master].slots)
            if size > tracks:
                yield master, f"{master} would hold {size} tracks, more than {tracks}"
        case Contains(master, track):
            if wanted.recordings.of(track) not in targets[master].recordings:
                yield master, f"{master} would not hold {track}"
        case _:
            for first, second in combinations(expectation.masters, 2):
                if shared := targets[first].recordings & targets[second].recordings:
                    recordings = plural(len(shared), "recording")
                    yield first, f"{first} and {second} would share {recordings}"
