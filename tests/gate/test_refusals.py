"""What was not reviewed, or is not what was reviewed, is not applied: nothing is written at all.

Each scene sets up what is wrong, says which rules refuse it, and then mends that one fact: the same
season is applied.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from aum_sync.git.publish import Branch
from tests.gate import scenes_of_review as review
from tests.gate.conftest import RENAMED, SEASON, Stage
from tests.gate.scenes_of_review import BOT, UNSEEN, Scene, back


def _data_and_code(stage: Stage) -> Scene:
    tip = stage.tip
    files = stage.edited(*RENAMED) | {".github/workflows/apply.yml": "on: push\n"}
    pull = stage.fake.propose("alice", files)
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)
    yield {"G3"}
    back(stage, tip)
    stage.approved()


def _merge_edited_by_hand(stage: Stage) -> Scene:
    pull = stage.approved()
    evil = stage.edited("name: Raps,", "name: Rapture,")
    onto = stage.fake.remote.parents(str(pull.merge_sha))[0]
    who, at = stage.fake.world.accounts["alice"], stage.fake.world.tick()
    made = stage.fake.remote.write([str(pull.merge_sha)], evil, who, at)
    tree = stage.fake.remote.git("rev-parse", f"{made}^{{tree}}")
    made = stage.fake.remote.commit(tree, [onto, pull.head], "merge", who, who, at)
    right = str(pull.merge_sha)
    for merge in (made, right):
        back(stage, merge)
        pull.merge_sha, pull.landed = merge, [merge]
        if merge == made:
            yield {"G4", "G6"}


def _forced_push(stage: Stage) -> Scene:
    stage.approved()
    tip = stage.tip
    stage.direct({"docs/a.md": "more\n"})
    stage.fake.push("main", tip, "alice")
    yield {"G1"}
    other = stage.propose(change=("name: To sort,", "name: Sorted,"))
    stage.fake.review(other, "bob")
    stage.fake.merge(other)


def _bot_with_a_forged_lock(stage: Stage) -> Scene:
    path = "state/weeks/1.json"
    files: dict[str, str | None] = {path: stage.text(path).replace("Rap 2 ♩ Soul 1", "Soul 3")}
    pull = stage.fake.propose(BOT, files | stage.edited(*RENAMED), "aum-sync/pull")
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)
    yield {"G5"}
    stage.fake.review(pull, "aum")


def _state_edited_by_hand(stage: Stage) -> Scene:
    tip = stage.tip
    stage.approved()
    reviewed = stage.tip
    stage.direct({"docs/a.md": "more\n", "state/applied.json": None})
    yield UNSEEN
    assert tip != reviewed
    back(stage, reviewed)


def _playlist_id_changed_in_state(stage: Stage) -> Scene:
    stage.approved()
    reviewed, path = stage.tip, "state/masters/soul.json"
    forged = stage.text(path).replace("000000000000000000soul", "0000000000000000000own")
    stage.direct({path: forged})
    yield UNSEEN
    back(stage, reviewed)


def _snapshot_forged_as_if_by_aum_sync(stage: Stage) -> Scene:
    """What a state commit seems to have seen puts nothing into a plan that nobody reviewed."""
    stage.approved()
    stage.season.follow()
    reviewed, path = stage.tip, "state/masters/soul.json"
    forged = json.loads(stage.text(path))
    forged["slots"].pop()
    data = {path: json.dumps(forged).encode()}
    Branch(stage.season.root, "", "origin", "main").publish(reviewed, data, "Apply 2: done\n")
    yield {"G6"}
    back(stage, reviewed)


def _forged_pending(stage: Stage) -> Scene:
    """An apply that seems to have begun is judged like any other."""
    pull = stage.propose()
    stage.fake.merge(pull)
    merged = stage.tip
    stage.season.follow()
    plan: Any = json.loads(stage.run("plan", "--commit", "HEAD", "--format", "json").out)
    pending = {"commit": merged, "state_commit": None, "digest": plan["digest"], "number": 2}
    pending |= {"format": 1, "run": "forged", "retry_at": None, "refused": []}
    data = {"state/pending.json": json.dumps(pending).encode()}
    Branch(stage.season.root, "", "origin", "main").publish(merged, data, "Apply 2: begun\n")
    stage.ci()
    said = stage.run("apply", code=4).err
    assert "has 0 of 1 approval" in said
    assert stage.name == "Rap"
    yield set()
    stage.fake.review(pull, "bob")


def _no_dispatch_from_a_branch(stage: Stage) -> Scene:
    stage.approved()
    stage.ci(event="workflow_dispatch", branch="side")
    yield {"G1"}
    stage.ci(event="workflow_dispatch")


def _a_forks_pull_request(stage: Stage) -> Scene:
    pull = stage.propose("rita", fork="rita/season")
    stage.fake.review(pull, "rita")
    stage.fake.merge(pull)
    yield {"G5"}
    stage.fake.review(pull, "bob")


def _a_run_for_a_forks_pull_request(stage: Stage) -> Scene:
    stage.approved()
    stage.ci(event="pull_request_target")
    yield {"G1"}
    stage.ci()


def _github_is(do: Any, **how: Any) -> Callable[[Stage], Scene]:
    def scene(stage: Stage) -> Scene:
        stage.approved()
        stage.fake.fault(do, times=9999, **how)
        yield {"G1", "G3", "G4", "G5", "G6"} if "path" not in how else UNSEEN
        stage.fake.faults.clear()

    return scene


def _github_is_late(stage: Stage) -> Scene:
    stage.approved()
    stage.fake.world.lag = 9999
    yield UNSEEN
    stage.fake.world.lag = 0


SCENES: dict[str, Callable[[Stage], Scene]] = {
    "a direct push": review.direct_push,
    "a direct push under the name of aum_sync": review.as_if_by_aum_sync,
    "nobody reviewed": review.nobody_reviewed,
    "its author approved": review.reviewed_by("alice"),
    "a reader approved": review.reviewed_by("rita"),
    "a bot approved": review.reviewed_by(BOT),
    "an older head was approved": review.approval_of_an_older_head,
    "who pushed under another's name approved": review.approval_by_one_who_pushed,
    "who pushed to a bot's branch approved": review.laundered_through_a_bot,
    "the approval was dismissed": review.dismissed,
    "changes are asked for": review.changes_requested,
    "another edited the approval": review.approval_that_another_edited,
    "another wrote the line": review.line_that_another_wrote,
    "the line stands in a comment": review.forged_comment,
    "the policy is weakened by itself": review.policy_weakened_by_itself,
    "the environment has no reviewers": review.environment_without_reviewers,
    "admins pass the environment": review.environment_that_admins_pass,
    "nobody let it into the environment": review.environment_that_nobody_opened,
    "an earlier attempt was let in": review.approval_of_an_earlier_attempt,
    "data and code": _data_and_code,
    "a merge edited by hand": _merge_edited_by_hand,
    "a forced push": _forced_push,
    "a bot forged a lock": _bot_with_a_forged_lock,
    "state edited by hand": _state_edited_by_hand,
    "a playlist id changed in state": _playlist_id_changed_in_state,
    "a snapshot forged as if by aum_sync": _snapshot_forged_as_if_by_aum_sync,
    "a forged pending": _forged_pending,
    "a dispatch from a branch": _no_dispatch_from_a_branch,
    "a fork that nobody reviewed": _a_forks_pull_request,
    "a run for a fork's pull request": _a_run_for_a_forks_pull_request,
    "GitHub is down": _github_is("error"),
    "GitHub sends a page": _github_is("html"),
    "GitHub is empty": _github_is("say", path=".*/commits/.*/pulls", status=200, body=[]),
    "GitHub is late": _github_is_late,
}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_refused_until_the_one_thing_is_mended(
    stage: Stage, scene: Callable[[Stage], Scene]
) -> None:
    acts = scene(stage)
    rules = next(acts)
    if not stage.fake.world.runs:
        stage.ci()
    if rules:
        assert stage.refused() == rules
    runs = len(stage.fake.world.runs)
    assert next(acts, None) is None
    if len(stage.fake.world.runs) == runs and "spotify" not in stage.fake.world.environments:
        stage.ci()
    stage.passes()


def test_a_master_that_was_edited_since_is_left_alone(stage: Stage) -> None:
    stage.approved(change=("genres: [Soul]", "genres: [Funk]"))
    stage.season.edit("soul", tracks="c d")
    stage.ci()
    stage.apply(code=5)
    assert stage.season.holds("soul") == "c d"
    stage.season.edit("soul", tracks="c d e")
    stage.ci()
    stage.apply()
    assert stage.season.holds("soul") == ""


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/hosts", "docs/artists.txt"])
def test_a_way_out_of_the_season_leads_nowhere(stage: Stage, path: str) -> None:
    files = stage.edited("genres: [Soul]", f"genres: [Soul], also: [{{artists_file: {path}}}]")
    pull = stage.fake.propose("alice", files | {"docs/artists.txt": "Noga Erez\n"})
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)
    stage.ci()
    before = stage.simulator.world
    assert path in stage.run("apply", code=1).err
    assert stage.simulator.world == before
    mended = stage.text().replace(path, "config/artists.txt")
    text = mended.replace(*RENAMED)
    pull = stage.fake.propose("alice", {SEASON: text, "config/artists.txt": "Noga Erez\n"})
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)
    stage.ci()
    stage.passes()
