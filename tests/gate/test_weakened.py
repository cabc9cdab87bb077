"""Nobody weakens the policy alone, however small the steps are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

import pytest

from aum_sync.config.types import Policy
from aum_sync.gate.facts import Opinion, Person, PullRequest
from tests.gate.conftest import SEASON, Stage
from tests.gate.facts import ALICE, BOB, CAROL, PULL, Facts, approval, comment, landing
from tests.gate.rows import ACK, LINE
from tests.github.fake_model import Pull

TWO, STRICT = Policy(approvals=2), Policy(approvals=3)
LOOSE = Policy(review="acknowledge", approvals=2)
LINE_ONLY = (comment(LINE, ALICE),)
Said = Mapping[int, tuple[Opinion, ...]]


DAVE = Person(5, "dave")


def by_three(number: int) -> tuple[Opinion, ...]:
    head = "head" if number == 7 else f"h{number}"
    return (*_both(head), approval(DAVE, head))


def _both(head: str) -> tuple[Opinion, ...]:
    return approval(commit=head), approval(CAROL, head)


def season(*policies: Policy | None, said: Said, pulls: Any = None) -> Facts:
    """A season whose policy was each of these in turn; #1 brought the second, #7 is P."""
    line = (*(f"c{number}" for number in range(len(policies))), "tip")
    landed = [landing("c0", "none")]
    landed += [landing(one, before) for before, one in pairwise(line)]
    known = {
        one: (replace(PULL, number=number, head=f"h{number}", merge=one),)
        for number, one in enumerate(line[1:-1], 1)
    }
    return Facts(
        line=line,
        landed=tuple(reversed(landed)),
        policies={
            one: policy
            for one, policy in zip(line, (*policies, policies[-1]), strict=True)
            if policy
        },
        pulls=known | {"tip": (PULL,)} | (pulls or {}),
        said=said,
        applied=line[-2],
        writers=frozenset({ALICE, BOB, CAROL, DAVE}),
    )


OPENS = {
    "in two steps by enough": season(
        TWO, LOOSE, ACK, said={7: LINE_ONLY, 1: _both("h1"), 2: (comment(LINE, ALICE),)}
    ),
    "in two steps at once, the second by enough": season(
        TWO, LOOSE, ACK, said={7: LINE_ONLY, 2: _both("h2")}
    ),
    "in vain, and then by enough for the older policy": season(TWO, ACK, said={7: _both("head")}),
    "in vain, and set back by anybody": season(TWO, ACK, TWO, said={7: _both("head")}),
    "again by enough, after it was in vain and set back": season(
        TWO, ACK, TWO, ACK, said={7: LINE_ONLY, 3: _both("h3")}
    ),
    "by enough, and then made stricter but for one": season(
        TWO, ACK, Policy(), said={7: (approval(),), 1: _both("h1")}
    ),
    "by enough, where others changed the rest of it": season(
        TWO, ACK, replace(ACK, budget=7), said={7: LINE_ONLY, 1: _both("h1")}
    ),
    "in vain below what is stricter than all before": season(
        TWO, ACK, STRICT, LOOSE, said={7: LINE_ONLY, 3: by_three(3)}
    ),
}

REFUSES: dict[str, tuple[Facts, str]] = {
    "in two steps": (
        season(TWO, LOOSE, ACK, said={7: LINE_ONLY, 1: LINE_ONLY, 2: LINE_ONLY}),
        "#1",
    ),
    "in two steps, the first by enough for the second alone": (
        season(TWO, LOOSE, ACK, said={7: LINE_ONLY, 1: (approval(commit="h1"),), 2: _both("x")}),
        "#1",
    ),
    "in two steps of approvals": (
        season(
            STRICT,
            TWO,
            Policy(),
            said={7: (approval(),), 1: _both("h1"), 2: _both("h2")},
        ),
        "#1",
    ),
    "weakened, strengthened, weakened again": (
        season(TWO, ACK, TWO, ACK, said={7: LINE_ONLY, 1: _both("h1"), 3: LINE_ONLY}),
        "#3",
    ),
    "weakened, half strengthened, weakened again": (
        season(TWO, ACK, Policy(), ACK, said={7: LINE_ONLY, 3: LINE_ONLY}),
        "#1",
    ),
    "strengthened in one respect, weakened in another": (
        season(TWO, Policy(review="acknowledge", approvals=3), said={7: _both("head")}),
        "#1",
    ),
    "strengthened in one respect, weakened in another, and back": (
        season(TWO, replace(ACK, approvals=3), LOOSE, said={7: _both("head")}),
        "#1",
    ),
    "by a configuration that nobody can read": (season(TWO, None, ACK, said={7: LINE_ONLY}), "#2"),
    "and approved by enough where something else was changed": (
        season(TWO, ACK, replace(ACK, budget=7), said={7: LINE_ONLY, 2: _both("h2")}),
        "#1",
    ),
    "by a direct push": (season(TWO, ACK, said={7: LINE_ONLY}, pulls={"c1": ()}), "c1"),
}


@pytest.mark.parametrize("facts", OPENS.values(), ids=OPENS)
def test_the_gate_opens_where_it_was_weakened(facts: Facts) -> None:
    assert facts.refused() == ""


@pytest.mark.parametrize(("facts", "name"), REFUSES.values(), ids=REFUSES)
def test_the_gate_stays_shut_where_it_was_weakened(facts: Facts, name: str) -> None:
    finding = facts.judge().findings[4]
    assert (facts.refused(), finding.rule) == ("G5", "G5")
    assert f"; {name} weakened policy.review" in finding.found
    assert "set the policy back by a pull request" in str(finding.way_on)
    healed = replace(facts, said={number: by_three(number) for number in (7, 1, 2, 3)})
    assert healed.refused() == ""


def test_what_was_set_back_is_history_that_nobody_is_asked_about() -> None:
    asked: list[str] = []

    class Asked(Facts):
        def merged(self, commit: str) -> tuple[PullRequest, ...]:
            asked.append(commit)
            return Facts.merged(self, commit)

    known = season(TWO, ACK, TWO, ACK, TWO, said={7: _both("head")})
    assert Asked(**{one.name: getattr(known, one.name) for one in fields(Facts)}).refused() == ""
    assert {"c1", "c3"}.isdisjoint(asked)


def weaken(stage: Stage, old: str, new: str, *by: str) -> Pull:
    """A pull request about the policy alone, which its author acknowledged, and others approved."""
    pull = stage.propose("aum", (f"policy: {{{old}}}", f"policy: {{{new}}}"))
    stage.fake.review(pull, "aum", "COMMENTED", f"approve {stage.digest(pull.ref)}")
    for login in by:
        stage.fake.review(pull, login)
    stage.fake.merge(pull)
    stage.ci()
    assert stage.apply()["gate"] is None, "without effects there is no gate"
    return pull


def test_one_writer_does_not_get_around_the_others_in_two_steps(stage: Stage) -> None:
    strict, loose = "review: pull-request, approvals: 2", "review: acknowledge, approvals: 2"
    stage.policy(f"{{{strict}}}")
    first = weaken(stage, strict, loose)
    second = weaken(stage, loose, "review: acknowledge, approvals: 1")
    pull = stage.propose("aum")
    stage.fake.review(pull, "aum", "COMMENTED", f"approve {stage.digest(pull.ref)}")
    stage.fake.merge(pull)
    stage.ci()
    assert stage.refused() == {"G5"}
    said = stage.run("apply", code=4).err
    assert f"#{first.number} weakened policy.review" in said
    assert f"or let somebody else approve #{first.number}" in said
    stage.fake.review(second, "alice")
    stage.fake.review(second, "bob")
    stage.passes()


def test_the_older_policy_stays_good_enough(stage: Stage) -> None:
    strict = "review: pull-request, approvals: 2"
    stage.policy(f"{{{strict}}}")
    weaken(stage, strict, "review: acknowledge")
    pull = stage.propose("aum")
    stage.fake.review(pull, "alice")
    stage.fake.merge(pull)
    stage.ci()
    assert stage.refused() == {"G5"}
    stage.fake.review(pull, "bob")
    stage.passes()


def test_a_policy_that_enough_people_weakened_is_in_force(stage: Stage) -> None:
    strict = "review: pull-request, approvals: 2"
    stage.policy(f"{{{strict}}}")
    weaken(stage, strict, "review: acknowledge", "alice", "bob")
    pull = stage.propose("aum")
    stage.fake.review(pull, "aum", "COMMENTED", f"approve {stage.digest(pull.ref)}")
    stage.fake.merge(pull)
    stage.ci()
    stage.passes()


def test_a_rebase_that_weakened_it_with_its_first_commit_is_judged_as_a_whole(stage: Stage) -> None:
    strict = "review: pull-request, approvals: 2"
    stage.policy(f"{{{strict}}}")
    weak = stage.propose("aum", (f"policy: {{{strict}}}", "policy: {review: acknowledge}"))
    text = stage.text(ref=weak.ref).replace("name: Soul,", "name: Soul music,")
    stage.fake.commit(weak.branch, {SEASON: text}, "aum")
    stage.fake.review(weak, "alice")
    stage.fake.merge(weak, "rebase")
    pull = stage.propose("aum")
    stage.fake.merge(pull)
    stage.fake.review(pull, "aum", "COMMENTED", f"approve {stage.digest('main')}")
    stage.ci()
    assert stage.refused() == {"G5"}
    stage.fake.review(weak, "bob")
    stage.passes()
