"""From an alias to Spotify and back, by the workflow files alone: what a season lives through."""

from __future__ import annotations

import pytest

from tests.e2e.stage import Stage
from tests.github.fake_model import BOT, Pull

BRANCHES = {"main": "{}", "aum-state": "{state_branch: aum-state}"}
"""Where outputs go, and the policy that says so."""
OUTPUTS = (
    *("state/masters/", "state/others/", "state/audit/"),
    *("state/pending.json", "state/applied.json", "state/account.json"),
)


@pytest.fixture(params=BRANCHES)
def outputs(request: pytest.FixtureRequest) -> str:
    """The branch that outputs go to."""
    return str(request.param)


@pytest.fixture
def policy(outputs: str) -> str:
    return BRANCHES[outputs]


def reviewed(stage: Stage, pull: Pull) -> None:
    """A pull request is planned and commented: the run and its one comment show its digest."""
    summary = stage.plan(pull).succeeded("plan").summary
    digest = stage.artifact()["digest"][:16]
    assert digest in summary
    assert f"digest {digest}" in stage.report()
    for _ in range(2):
        stage.comment(pull).succeeded("comment")
        [comment] = stage.comments(pull, "plan")
        assert digest in comment


def applied(stage: Stage, pull: Pull, outputs: str) -> None:
    """It is merged and applied; state is pushed, and nothing but state."""
    before = stage.at(outputs)
    merge = stage.land(pull)
    if outputs == "main":
        before = merge
    ran = stage.run("apply", "push").succeeded("show", "apply")
    assert "digest" in ran.summary
    pushed = stage.changed(before, stage.at(outputs))
    assert pushed
    assert all(path.startswith(OUTPUTS) for path in pushed)
    assert (stage.tip == merge) == (outputs != "main")
    [comment] = stage.comments(pull, "apply")
    assert "Apply" in comment


@pytest.fixture
def story(stage: Stage, outputs: str) -> Stage:
    """Where outputs have a branch of their own, nobody pushes to the default branch."""
    if outputs != "main":
        stage.fake.remote.protect("main")
    return stage


def test_an_alias_an_edit_in_the_app_and_a_rollback(story: Stage, outputs: str) -> None:
    stage = story
    assert [stage.holds(key) for key in ("rap", "sort")] == ["a x b", "f g"]

    # An alias moves two tracks.
    alias = stage.propose("alice", "genres: [Rap]", "genres: [Rap, Trap]")
    reviewed(stage, alias)
    assert stage.holds("rap") == "a x b"
    applied(stage, alias, outputs)
    assert [stage.holds(key) for key in ("rap", "sort")] == ["a x b f g", ""]
    assert stage.snapshot(outputs, "rap") == "a x b f g"
    stage.run("drift", "schedule").succeeded("watch")
    assert stage.issues() == []

    # Somebody takes one out again, in the app.
    stage.edit("rap", "a x b g")
    stage.run("drift", "schedule").succeeded("watch")
    [issue] = stage.issues()
    assert "edited on Spotify" in issue
    stage.run("pull", "schedule").succeeded("pull")
    [edited] = stage.pulls("aum-sync/pull")
    [plan] = stage.comments(edited, "plan")
    assert "Song f" in plan
    applied(stage, edited, outputs)
    assert stage.holds("rap") == "a x b g f"
    stage.run("drift", "schedule").succeeded("watch")
    assert stage.issues() == []

    # Back to the time before the alias.
    inputs = {"apply": "1", "reason": "Trap was a mistake"}
    stage.run("rollback", "workflow_dispatch", inputs=inputs).succeeded("rollback")
    [rollback] = stage.pulls("aum-sync/rollback")
    assert inputs["reason"] in rollback.body
    assert len(stage.comments(rollback, "plan")) == 1
    applied(stage, rollback, outputs)
    assert [stage.holds(key) for key in ("rap", "sort")] == ["a x b", "f g"]
    stage.run("pull", "schedule").succeeded("pull")
    assert stage.pulls("aum-sync/pull") == []
    stage.run("drift", "schedule").succeeded("watch")
    assert stage.issues() == []
    stage.run("apply", "workflow_dispatch").succeeded("show")

    assert {one.author for one in stage.fake.world.comments} == {BOT}
    assert stage.leaks() == []
