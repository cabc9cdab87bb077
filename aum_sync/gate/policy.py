"""Which policy is in force: only a pull request that it lets through makes it a weaker one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aum_sync.config.types import Policy
from aum_sync.gate.facts import Landing, stricter, weaker
from aum_sync.gate.findings import Finding

_Step = tuple[Landing, Policy]


@dataclass(frozen=True, slots=True)
class InForce:
    """The policy that counts; ``vain`` is why the first landing to weaken it did not do so."""

    policy: Policy
    vain: Finding | None = None


def in_force(
    landings: Sequence[Landing],
    policy_of: Callable[[str], Policy | None],
    judge: Callable[[Landing, Policy], Finding],
) -> InForce | None:
    """The policy in force after landings (newest first); None where none could ever be read.

    Whatever lands makes it stricter. ``judge`` says whether a landing holds G5 under the policy in
    force before it; it is asked only of those that change the policy and leave it weaker.
    """
    steps = _that_count([*_steps(landings, policy_of)])
    if not steps:
        return None
    found = InForce(steps[0][1])
    for (_, last), (landing, policy) in pairwise(steps):
        if not weaker(policy, found.policy):
            found = InForce(policy)
        elif _changed(policy, last):
            found = _weakened(found, policy, judge(landing, found.policy))
    return found


def _steps(
    landings: Sequence[Landing], policy_of: Callable[[str], Policy | None]
) -> Iterator[_Step]:
    """Landings, oldest first, with their policies; state commits and unreadable ones have none."""
    for landing in reversed(landings):
        policy = None if landing.recorded else policy_of(landing.commit)
        if policy:
            yield landing, policy


def _that_count(steps: Sequence[_Step]) -> Sequence[_Step]:
    """From the last one on that is as strict as all before it: it is in force, whoever made it."""
    start, strictest = 0, Policy(review="acknowledge", approvals=0)
    for number, (_, policy) in enumerate(steps):
        if not weaker(policy, strictest):
            start = number
        strictest = _both(policy, strictest)
    return steps[start:]


def _weakened(found: InForce, policy: Policy, finding: Finding) -> InForce:
    """What is in force after a landing that asks for less; of two such, the first is told."""
    if finding.holds:
        return InForce(policy)
    return InForce(_both(policy, found.policy), found.vain or finding)


def _both(one: Policy, other: Policy) -> Policy:
    mode, approvals = stricter(one, other)
    return replace(one, review=mode, approvals=approvals)


def _changed(one: Policy, other: Policy) -> bool:
    return weaker(one, other) or weaker(other, one)
