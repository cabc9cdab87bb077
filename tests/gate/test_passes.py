"""What was reviewed and merged is applied, whichever way it was merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Aum
from tests.gate.conftest import Stage, prepare, staged
from tests.github.fake_model import Approval, Environment, How


@pytest.mark.parametrize("how", ["merge", "squash", "rebase"])
def test_a_reviewed_change_is_applied(stage: Stage, how: How) -> None:
    stage.approved(how)
    stage.ci()
    stage.passes()


@pytest.mark.parametrize("how", ["merge", "squash", "rebase"])
def test_a_head_that_was_behind_is_applied(stage: Stage, how: How) -> None:
    pull = stage.propose()
    stage.fake.review(pull, "bob")
    stage.direct({"docs/news.md": "news\n"})
    stage.fake.merge(pull, how)
    stage.ci()
    stage.passes()


def test_commits_that_were_rebased_one_by_one_belong_together(stage: Stage) -> None:
    pull = stage.propose(change=("name: Rap,", "name: Rapp,"))
    text = stage.text(ref=pull.ref).replace("name: Rapp,", "name: Raps,")
    stage.fake.commit(pull.branch, {"config/season.yaml": text}, "alice")
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull, "rebase")
    stage.ci()
    stage.passes()


def test_an_update_by_the_reviewer_leaves_the_review_to_the_reviewer(stage: Stage) -> None:
    pull = stage.propose()
    stage.direct({"docs/news.md": "news\n"})
    stage.fake.update_branch(pull, "bob")
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)
    stage.ci()
    stage.passes()


def test_a_commit_in_between_that_is_about_something_else_is_fine(stage: Stage) -> None:
    stage.approved()
    stage.direct({"docs/news.md": "news\n"})
    stage.ci(event="workflow_dispatch")
    stage.passes()


def test_of_two_merges_the_older_run_does_nothing_and_the_newer_names_what_is_new(
    stage: Stage,
) -> None:
    first = stage.propose()
    other = stage.fake.propose("alice", stage.edited("name: To sort,", "name: Sorted,"))
    for pull in (first, other):
        stage.fake.review(pull, "bob")
        stage.fake.merge(pull)
    landed = str(first.merge_sha)
    stage.ci(landed)
    done = stage.run("apply", code=0)
    assert f"Superseded by {stage.tip[:12]}" in done.err
    assert stage.name == "Rap"
    stage.ci()
    assert stage.refused() == {"G6"}
    stage.fake.review(other, "bob", "COMMENTED", f"approve {stage.digest('main')}")
    stage.passes()
    assert stage.season.playlist("sort").name == "Sorted"


def test_acknowledged_by_its_author_after_the_merge(stage: Stage) -> None:
    stage.policy("{review: acknowledge}")
    pull = stage.propose("aum")
    stage.fake.merge(pull)
    stage.ci()
    assert stage.refused() == {"G5"}
    stage.fake.review(pull, "aum", "COMMENTED", f"approve {stage.digest(pull.ref)}")
    stage.passes()


def test_a_run_that_was_let_into_its_environment(stage: Stage) -> None:
    stage.policy("{review: environment}")
    stage.fake.merge(stage.propose("aum"))
    number = stage.ci()
    stage.fake.world.environments["spotify"] = Environment("spotify", reviewers=("aum",))
    stage.fake.world.approvals[number] = [Approval("spotify", "aum")]
    # The policy was stricter before: the pull request that weakened it was approved.
    stage.passes()


def test_a_plan_without_effects_needs_no_gate(stage: Stage) -> None:
    stage.direct({"config/season.yaml": f"# a comment\n{stage.text()}"})
    stage.ci()
    stage.fake.fault("error", times=99)
    assert stage.apply()["gate"] is None
    assert "no gate is needed" in stage.run("gate").out


def test_github_may_take_a_while_to_know_a_merge(stage: Stage) -> None:
    stage.approved()
    stage.fake.world.lag = 2
    stage.ci()
    stage.passes()


def test_what_is_more_than_a_review_can_show_takes_its_line(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aum_sync.report.review.render.SUMMARY", 0)
    pull = stage.propose(change=("genres: [Soul]", "genres: [Funk]"))
    stage.fake.review(pull, "bob")
    stage.ci()
    said = stage.run("gate", "--preview", "--pull", pull.number, code=4).out
    assert "removes more, or has more problems, than a review can show" in said
    line = f"approve {stage.digest(pull.ref)}"
    assert said.splitlines()[-2].endswith(f"then review #{pull.number} with the line: {line}")
    stage.fake.merge(pull)
    stage.ci()
    assert stage.refused() == {"G6"}
    stage.fake.review(pull, "bob", "COMMENTED", line)
    stage.apply()
    assert stage.season.holds("soul") == ""


def test_the_first_apply_is_that_of_the_first_pull(
    tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = prepare(tmp_path / "ready", applied=False)
    with staged(ready, tmp_path, aum, monkeypatch) as stage:
        stage.run("pull")
        pull = stage.fake.propose("github-actions[bot]", stage.taken(), "aum-sync/pull")
        stage.fake.merge(pull)
        stage.ci()
        assert stage.refused() == {"G5"}
        stage.fake.review(pull, "bob")
        stage.apply()
        assert (stage.season.holds("rap"), stage.season.holds("soul")) == ("a x b", "c d e")
