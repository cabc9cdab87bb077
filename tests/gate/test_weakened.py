"""Nobody weakens the policy alone, however small the steps are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.gate.conftest import SEASON, Stage
from tests.gate.facts import BOB, CAROL
from tests.gate.refusals import REFUSED
from tests.gate.rows_of_policy import DAVE, IN_VAIN, by
from tests.github.fake_model import Pull


@pytest.mark.parametrize(("name", "who"), [(name, row[2]) for name, row in IN_VAIN.items()])
def test_the_refusal_names_who_weakened_it_and_how_to_heal_that(name: str, who: str) -> None:
    known = REFUSED[name].facts
    finding = known.judge().findings[4]
    assert f"; {who} weakened policy.review" in finding.found
    assert "set the policy back by a pull request" in str(finding.way_on)
    healed = replace(known, said={number: by(number, BOB, CAROL, DAVE) for number in (7, 1, 2, 3)})
    assert healed.judge().opens


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
