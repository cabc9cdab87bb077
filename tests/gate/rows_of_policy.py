"""Rows about a policy that was weakened on the way: who made that count, and who did so in vain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from aum_sync.config.types import Policy
from aum_sync.gate.facts import Opinion, Person
from tests.gate.facts import ALICE, BOB, CAROL, PLAN, PULL, approval, comment, landing

ONE, TWO, THREE = Policy(), Policy(approvals=2), Policy(approvals=3)
LOOSE = Policy(review="acknowledge", approvals=2)
FREE = Policy(review="acknowledge")
DAVE = Person(5, "dave")
BY_LINE = (comment(f"approve {PLAN.name}", ALICE),)
"""The author's own word."""


def by(number: int, *people: Person) -> tuple[Opinion, ...]:
    """Approvals of a pull request of this number; #7 is P."""
    return tuple(approval(one, "head" if number == 7 else f"h{number}") for one in people)


def season(
    *policies: Policy | None, said: Mapping[int, tuple[Opinion, ...]], **more: Any
) -> dict[str, Any]:
    """A season whose policy was each of these in turn, then P; #1 brought the second."""
    line = (*(f"c{number}" for number in range(len(policies))), "tip")
    landed = [landing("c0", "none"), *(landing(one, before) for before, one in pairwise(line))]
    known = zip(line, (*policies, policies[-1]), strict=True)
    pulls = {
        one: (replace(PULL, number=number, head=f"h{number}", merge=one),)
        for number, one in enumerate(line[1:-1], 1)
    }
    return {
        "line": line,
        "landed": tuple(reversed(landed)),
        "policies": {one: policy for one, policy in known if policy},
        "pulls": pulls | {"tip": (PULL,)},
        "said": said,
        "applied": line[-2],
        "writers": frozenset({ALICE, BOB, CAROL, DAVE}),
        **more,
    }


def _rebased() -> dict[str, Any]:
    """#2 came as two commits, the first of which weakened the policy."""
    known = season(TWO, FREE, FREE, said={7: BY_LINE, 2: by(2, BOB, CAROL)})
    return known | {"pulls": known["pulls"] | {"c1": known["pulls"]["c2"]}}


def _recorded() -> dict[str, Any]:
    known = season(ONE, THREE, ONE, said={7: by(7, BOB)})
    tip, last, state, first = known["landed"]
    return known | {"landed": (tip, last, replace(state, recorded=True), first)}


WEAKENED: dict[str, dict[str, Any]] = {
    "weakened by enough": season(TWO, FREE, said={7: BY_LINE, 1: by(1, BOB, CAROL)}),
    "weakened in two steps by enough": season(
        TWO, LOOSE, FREE, said={7: BY_LINE, 1: by(1, BOB, CAROL), 2: BY_LINE}
    ),
    "weakened in two steps, the second by enough for both": season(
        TWO, LOOSE, FREE, said={7: BY_LINE, 2: by(2, BOB, CAROL)}
    ),
    "weakened in two steps of approvals by enough": season(
        THREE, TWO, ONE, said={7: by(7, BOB), 1: by(1, BOB, CAROL, DAVE), 2: by(2, BOB, CAROL)}
    ),
    "weakened in vain, and then enough for the older policy": season(
        TWO, FREE, said={7: by(7, BOB, CAROL)}
    ),
    "weakened in vain, and set back by anybody": season(
        TWO, FREE, TWO, said={7: by(7, BOB, CAROL)}
    ),
    "weakened and set back, and nobody can tell who it was": season(
        TWO, FREE, TWO, FREE, said={7: BY_LINE, 3: by(3, BOB, CAROL)}, lost=frozenset({"c1"})
    ),
    "weakened in vain, half set back by enough": season(
        TWO, FREE, ONE, said={7: by(7, BOB), 2: by(2, BOB, CAROL)}
    ),
    "weakened in vain, half set back, weakened again by enough": season(
        TWO, FREE, ONE, FREE, said={7: BY_LINE, 3: by(3, BOB, CAROL)}
    ),
    "weakened by enough, and made stricter, but for one": season(
        TWO, FREE, ONE, said={7: by(7, BOB), 1: by(1, BOB, CAROL)}
    ),
    "weakened by enough, and something else was changed": season(
        TWO, FREE, replace(FREE, budget=7), said={7: BY_LINE, 1: by(1, BOB, CAROL)}
    ),
    "weakened in one respect, and stricter in another, with enough for both": season(
        TWO, replace(FREE, approvals=3), said={7: by(7, BOB, CAROL, DAVE)}
    ),
    "the same, and then less of the other": season(
        TWO, replace(FREE, approvals=3), LOOSE, said={7: by(7, BOB, CAROL, DAVE)}
    ),
    "weakened by enough over a configuration that nobody can read": season(
        TWO, None, FREE, said={7: BY_LINE, 2: by(2, BOB, CAROL)}
    ),
    "weakened by a rebase of two commits, by enough": _rebased(),
    "a state commit has no policy of its own": _recorded(),
}

IN_VAIN: dict[str, tuple[str, dict[str, Any], str]] = {
    "weakened in two steps": (
        "weakened in two steps by enough",
        {"said": {7: BY_LINE, 1: BY_LINE, 2: BY_LINE}},
        "#1",
    ),
    "weakened in two steps, by enough for the second alone": (
        "weakened in two steps by enough",
        {"said": {7: BY_LINE, 1: by(1, BOB), 2: by(2, BOB)}},
        "#1",
    ),
    "weakened in two steps of approvals, by too few at first": (
        "weakened in two steps of approvals by enough",
        {"said": {7: by(7, BOB), 1: by(1, BOB, CAROL), 2: by(2, BOB, CAROL)}},
        "#1",
    ),
    "weakened by enough, strengthened, weakened again by one": (
        "weakened and set back, and nobody can tell who it was",
        {"said": {7: BY_LINE, 1: by(1, BOB, CAROL), 3: BY_LINE}},
        "#3",
    ),
    "weakened by enough, strengthened but for one, weakened again": (
        "weakened in vain, half set back, weakened again by enough",
        {"said": {7: BY_LINE, 1: by(1, BOB, CAROL), 3: BY_LINE}},
        "#3",
    ),
    "weakened in vain, half set back, weakened again": (
        "weakened in vain, half set back, weakened again by enough",
        {"said": {7: BY_LINE, 3: BY_LINE}},
        "#1",
    ),
    "weakened in one respect, and stricter in another": (
        "weakened in one respect, and stricter in another, with enough for both",
        {"said": {7: by(7, BOB, CAROL)}},
        "#1",
    ),
    "the same, and enough for what is left of it": (
        "the same, and then less of the other",
        {"said": {7: by(7, BOB, CAROL)}},
        "#1",
    ),
    "weakened over a configuration that nobody can read": (
        "weakened by enough over a configuration that nobody can read",
        {"said": {7: BY_LINE}},
        "#2",
    ),
    "weakened in vain, and something else was changed by enough": (
        "weakened by enough, and something else was changed",
        {"said": {7: BY_LINE, 2: by(2, BOB, CAROL)}},
        "#1",
    ),
    "weakened by a push": ("weakened by enough", {"pulls": {"tip": (PULL,)}}, "c1"),
    "weakened by a rebase that too few approved": (
        "weakened by a rebase of two commits, by enough",
        {"said": {7: BY_LINE, 2: by(2, BOB)}},
        "#2",
    ),
}
"""Each with the row that passes, the one fact that is another, and who weakened it in vain."""
