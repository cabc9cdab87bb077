"""What was begun is finished as it was reviewed; bots' pull requests; rollbacks."""

from __future__ import annotations

import pytest

from tests.apply.test_resume import cut_off
from tests.gate.conftest import SEASON, Stage
from tests.github.fake_model import Pull

BOT = "github-actions[bot]"


def _cut_off(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Pull:
    """A reviewed apply that was interrupted before its first write."""
    pull = stage.approved()
    stage.ci()
    with monkeypatch.context() as inner:
        assert cut_off(stage.season, inner, 3, answered=False)
    assert stage.state.pending
    return pull


def test_an_apply_that_was_cut_off_is_resumed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cut_off(stage, monkeypatch)
    stage.ci(event="workflow_dispatch")
    stage.passes()
    assert stage.state.pending is None


def test_it_is_resumed_after_another_merge_and_then_that_is_applied(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cut_off(stage, monkeypatch)
    other = stage.propose(change=("name: To sort,", "name: Sorted,"))
    stage.fake.review(other, "bob")
    stage.fake.merge(other)
    stage.ci()
    stage.passes()
    assert stage.season.playlist("sort").name == "Sorted"


def test_the_apply_that_began_the_state_branch_is_resumed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That the branch starts with the record of an earlier apply is no later one."""
    stage.policy("{state_branch: aum-state}")
    stage.approved()
    stage.ci()
    with monkeypatch.context() as inner:
        assert cut_off(stage.season, inner, 3, answered=False)
    assert "pending.json" in stage.fake.remote.git("ls-tree", "-r", "aum-state")
    stage.ci(event="workflow_dispatch")
    report = stage.apply()
    assert (report["errors"], report["applies"][0]["apply"]) == ([], 2)
    assert stage.name == "Raps"


def test_where_its_review_no_longer_holds_only_what_the_tip_may_do_is_done(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull = _cut_off(stage, monkeypatch)
    pull.reviews[0].state = "DISMISSED"
    stage.ci(event="workflow_dispatch")
    found = stage.apply(code=4)
    assert [one["rule"] for one in found["gate"]["findings"] if not one["holds"]] == ["G5"]
    assert stage.name == "Rap"


def test_nothing_is_done_about_it_while_github_is_silent(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cut_off(stage, monkeypatch)
    stage.ci(event="workflow_dispatch")
    stage.fake.fault("error", times=9999)
    assert "G3" in stage.refused()


def test_a_bad_apply_that_was_cut_off_is_rolled_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.approved(change=("genres: [Soul]", "genres: [Funk]"))
    stage.ci()
    with monkeypatch.context() as inner:
        assert cut_off(stage.season, inner, 6, answered=True)
    assert stage.season.holds("sort")
    stage.run("rollback", "1", "--pin")
    pull = stage.fake.propose("alice", stage.taken())
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)
    stage.ci()
    stage.apply()
    assert (stage.season.holds("sort"), stage.season.holds("soul")) == ("", "c d e")
    assert stage.state.pending is None


def test_a_bots_pull_request_that_is_as_spotify_says_takes_one_approval(stage: Stage) -> None:
    stage.season.edit("w1", description="♩ Rap 3")
    stage.season.follow()
    stage.run("pull")
    path = "state/weeks/1.json"
    text = (stage.season.root / path).read_text(encoding="utf-8")
    pull = stage.fake.propose(BOT, {path: text}, "aum-sync/pull")
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull, "squash")
    stage.ci()
    stage.apply()
    assert "c" in stage.season.holds("rap")


@pytest.mark.parametrize("forged", [False, True])
def test_a_bots_rollback_takes_one_approval_where_its_pins_are_what_was_left(
    stage: Stage, *, forged: bool
) -> None:
    stage.approved()
    stage.ci()
    stage.passes()
    stage.season.follow()
    stage.run("rollback", "1", "--pin")
    files = stage.taken()
    assert sorted(files) == [SEASON, "state/pins/rap.json"]
    if forged:
        pin = str(files["state/pins/rap.json"])
        files["state/pins/rap.json"] = pin.replace("rollback to apply 1", "rollback to apply 7")
    pull = stage.fake.propose(BOT, files, "aum-sync/rollback")
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)
    stage.ci()
    if forged:
        assert stage.refused() == {"G5"}
    else:
        stage.apply()
        assert stage.name == "Rap"
