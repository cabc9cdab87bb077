"""What no plan may do without the curator's word: lose too much, lose a track, break a promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from aum_sync.config.types import (
    Acknowledgement,
    AtMost,
    Config,
    Contains,
    Disjoint,
    Expectation,
    NeverEmpty,
)
from aum_sync.plan.cost import cost_of
from aum_sync.plan.types import MasterPlan, MasterStatus, Problem
from aum_sync.plan.workings import Workings
from aum_sync.season.items import uris_of
from aum_sync.season.merge import Reason, Target
from aum_sync.season.wanted import Wanted
from aum_sync.text.words import plural

_EXPLAINED: frozenset[Reason] = frozenset({"corrected", "dropped", "orphan", "pinned", "cleanup"})
"""Reasons by which a track may leave every master: somebody wrote down that it should."""


def limit_problems(workings: Workings, masters: tuple[MasterPlan, ...]) -> Iterator[Problem]:
    """Every limit that the plan breaks, as errors: such a plan is shown and refused.

    A number that is acknowledged and that the plan does not take is a warning.
    """
    config, wanted, targets = workings.config, workings.wanted, workings.targets
    for plan in masters:
        yield from _removals(config, plan)
    writable = [p.key for p in masters if p.status in ("managed", "create") and p.key in targets]
    yield from _unexplained({key: targets[key] for key in writable}, wanted)
    for expectation in config.expect:
        if set(_masters_of(expectation)) <= set(writable):
            yield from _expected(expectation, targets, _Held(workings, writable))
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
    """A master that loses more than it may, or just not the number that is acknowledged."""
    limit = config.policy.max_removals
    removed = len(plan.remove)
    allowed = max(limit.tracks, plan.size[0] * limit.percent / 100)
    exempt = any(one.key == plan.key and (one.catch_all or one.pin) for one in config.masters)
    said = next((one for one in config.policy.acknowledge if one.master == plan.key), None)
    if removed > allowed and not exempt and (said is None or said.removals != removed):
        text = f"{plan.title!r} would lose {removed} of {plan.size[0]} tracks"
        text += f"; policy.max_removals allows {int(allowed)}"
        word = f"add to policy.acknowledge: {{master: {plan.key}, removals: {removed}, reason: …}}"
        if said:
            text += f", and {said.path} {said.removals}"
            word = f"set {said.path}.removals to {removed}"
        hint = f"if that is meant, {word}"
        yield Problem("error", "max-removals", text, master=plan.key, hint=hint)
    elif said and is_stale(said, plan.status, removed):
        text = f"{said.path} lets {plan.title!r} lose {said.removals} tracks; this plan takes "
        text += f"{removed or 'none'}"
        hint = f"take {said.path} out, unless a plan to come needs it"
        yield Problem("warning", "stale-acknowledgement", text, master=plan.key, hint=hint)


def is_stale(said: Acknowledgement, status: MasterStatus, removed: int) -> bool:
    """Whether an acknowledged number fits nothing that a plan does to this master."""
    return status in ("managed", "create") and removed != said.removals


def _unexplained(targets: Mapping[str, Target], wanted: Wanted) -> Iterator[Problem]:
    held = frozenset[str]().union(*(target.recordings for target in targets.values()))
    for target in targets.values():
        for gone in target.gone:
            recording = wanted.recordings.of_slot(gone.slot)
            if recording not in held and gone.reason not in _EXPLAINED:
                text = f"{gone.slot.name!r} would leave every master ({gone.reason})"
                hint = f"place it with corrections.tracks: {gone.slot.written_uri}"
                yield Problem("error", "unexplained", text, master=target.master, hint=hint)


@dataclass(frozen=True)
class _Held:
    """What masters will hold, by the URIs that the configuration names."""

    workings: Workings
    writable: Sequence[str]

    def has(self, master: str, track: str) -> bool:
        """Whether a master will hold the recording of a track.

        A URI that no week holds and that leaves with this plan says nothing of equal ones after it.
        """
        recordings = self.workings.wanted.recordings
        if recordings.of(track) not in self.workings.targets[master].recordings:
            return False
        return recordings.in_weeks(track) or track not in self._lost

    @cached_property
    def _lost(self) -> frozenset[str]:
        work = self.workings
        leaving = [*(work.targets[key] for key in self.writable), *work.others.values()]
        slots = [slot for key in work.targets for slot in work.after(key)]
        slots += [placed.slot for target in work.others.values() for placed in target.slots]
        gone = uris_of(gone.slot for target in leaving for gone in target.gone)
        return gone - uris_of(slots)


def _expected(
    expectation: Expectation, targets: Mapping[str, Target], held: _Held
) -> Iterator[Problem]:
    for master, text in _broken(expectation, targets, held):
        hint = f"{expectation.path} promises otherwise: change the season or the promise"
        yield Problem("error", "expect", text, master=master, hint=hint)


def _broken(
    expectation: Expectation, targets: Mapping[str, Target], held: _Held
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
            if not held.has(master, track):
                yield master, f"{master} would not hold {track}"
        case _:
            for first, second in combinations(expectation.masters, 2):
                if shared := targets[first].recordings & targets[second].recordings:
                    recordings = plural(len(shared), "recording")
                    yield first, f"{first} and {second} would share {recordings}"
