"""A writer's own change in somebody else's pull request, in guises: no approval of theirs counts.

In each of them bob changes what alice proposed, in her name, and then approves that himself.
"""

from __future__ import annotations

import pytest

from tests.gate.conftest import RENAMED, Stage
from tests.gate.scenes_of_review import BOT
from tests.github.fake_model import Pull


@pytest.fixture
def pull(stage: Stage) -> Pull:
    """What alice proposed, which is harmless."""
    return stage.fake.propose("alice", {"docs/a.md": "harmless\n"}, "alice-1")


def forged(stage: Stage, parent: str) -> str:
    """A change of the season by bob, in the name of alice."""
    fake = stage.fake
    alice = fake.world.accounts["alice"]
    return fake.remote.write([parent], stage.edited(*RENAMED), alice, fake.world.tick())


def merged(stage: Stage, pull: Pull, other: str) -> str:
    """The forged change, and a merge of something else on top of it."""
    fake = stage.fake
    alice = fake.world.accounts["alice"]
    change = forged(stage, pull.head)
    return fake.remote.merge(change, other, alice, "Merge branch 'main'", fake.world.tick())


def refused_for(stage: Stage, pull: Pull) -> None:
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull, by="bob")
    stage.ci()
    assert stage.refused() == {"G5"}


def test_pushed_by_himself(stage: Stage, pull: Pull) -> None:
    stage.fake.commit("alice-1", stage.edited(*RENAMED), "bob", author="alice")
    refused_for(stage, pull)


def test_under_a_merge_of_the_base_onto_which_the_branch_was_forced(
    stage: Stage, pull: Pull
) -> None:
    base, change = stage.tip, merged(stage, pull, stage.tip)
    stage.fake.push("alice-1", base, "bob")
    stage.fake.push("alice-1", change, "bob")
    stage.fake.refresh()
    refused_for(stage, pull)


def test_under_a_merge_of_what_was_proposed_before(stage: Stage, pull: Pull) -> None:
    fake = stage.fake
    alice = fake.world.accounts["alice"]
    onto = [forged(stage, pull.head), pull.head]
    change = fake.remote.write(onto, {}, alice, fake.world.tick())
    fake.push("again", pull.head, "bob")
    fake.push("alice-1", change, "bob")
    other = fake.open_pull("bob", "again")
    fake.merge(other, by="bob")
    refused_for(stage, pull)


def test_pushed_by_a_workflow_of_his(stage: Stage, pull: Pull) -> None:
    stage.fake.commit("alice-1", stage.edited(*RENAMED), BOT, author="alice")
    refused_for(stage, pull)


def test_merged_into_the_branch_by_a_pull_request_of_his(stage: Stage, pull: Pull) -> None:
    fake = stage.fake
    fake.push("evil", forged(stage, pull.head), "bob")
    other = fake.open_pull("bob", "evil", base="alice-1")
    fake.merge(other, "rebase", by="bob")
    fake.remote.git("update-ref", pull.ref, str(fake.remote.tip("refs/heads/alice-1")))
    fake.refresh()
    fake.commit("main", {"docs/z.md": "z\n"}, "aum")
    fake.update_branch(pull, "bob")
    refused_for(stage, pull)
