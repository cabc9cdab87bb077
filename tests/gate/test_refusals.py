"""What was not reviewed, or is not what was reviewed, is not applied: nothing is written at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.gate.conftest import RENAMED, SEASON, Stage
from tests.github.fake_model import Approval, Environment


def _direct_push(stage: Stage) -> None:
    stage.direct(stage.edited(*RENAMED))


def _nobody_reviewed(stage: Stage) -> None:
    stage.fake.merge(stage.propose())


def _approval_of_an_older_head(stage: Stage) -> None:
    pull = stage.propose()
    stage.fake.review(pull, "bob")
    stage.fake.commit(pull.branch, {"docs/a.md": "more\n"}, "alice")
    stage.fake.merge(pull)


def _approval_by_one_who_pushed(stage: Stage) -> None:
    pull = stage.propose()
    stage.fake.commit(pull.branch, {"docs/a.md": "more\n"}, "bob", author="alice")
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)


def _approval_by_a_reader(stage: Stage) -> None:
    pull = stage.propose()
    stage.fake.review(pull, "rita")
    stage.fake.merge(pull)


def _approval_by_a_bot(stage: Stage) -> None:
    pull = stage.propose()
    stage.fake.review(pull, "github-actions[bot]")
    stage.fake.merge(pull)


def _dismissed(stage: Stage) -> None:
    pull = stage.propose()
    stage.fake.review(pull, "bob").state = "DISMISSED"
    stage.fake.merge(pull)


def _changes_requested(stage: Stage) -> None:
    pull = stage.approved()
    stage.fake.review(pull, "aum", "CHANGES_REQUESTED")


def _line_that_another_wrote(stage: Stage) -> None:
    stage.policy("{review: acknowledge}")
    pull = stage.propose("aum")
    review = stage.fake.review(pull, "bob", "COMMENTED", "looks odd")
    stage.fake.edit(review, "aum", f"approve {stage.digest(pull.ref)}")
    stage.fake.merge(pull)


def _policy_weakened_by_itself(stage: Stage) -> None:
    text = stage.edited(*RENAMED)[SEASON]
    pull = stage.fake.propose("aum", {SEASON: f"{text}policy: {{review: acknowledge}}\n"})
    stage.fake.merge(pull)
    stage.fake.review(pull, "aum", "COMMENTED", f"approve {stage.digest(pull.ref)}")


def _environment_without_reviewers(stage: Stage) -> None:
    stage.policy("{review: environment}")
    stage.fake.merge(stage.propose("aum"))
    number = stage.ci()
    stage.fake.world.environments["spotify"] = Environment("spotify")
    stage.fake.world.approvals[number] = [Approval("spotify", "aum")]


def _data_and_code(stage: Stage) -> None:
    files = stage.edited(*RENAMED) | {".github/workflows/apply.yml": "on: push\n"}
    pull = stage.fake.propose("alice", files)
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)


def _merge_edited_by_hand(stage: Stage) -> None:
    pull = stage.propose()
    stage.fake.review(pull, "bob")
    evil = stage.edited("name: Rap,", "name: Rapture,")
    onto, head = stage.tip, pull.head
    who, at = stage.fake.world.accounts["alice"], stage.fake.world.tick()
    made = stage.fake.remote.write([onto, head], evil, who, at)
    stage.fake.merge(pull)
    stage.fake.remote.git("update-ref", "refs/heads/main", made)
    pull.merge_sha, pull.landed = made, [made]


def _forced_push(stage: Stage) -> None:
    stage.approved()
    tip = stage.tip
    stage.direct({"docs/a.md": "more\n"})
    stage.fake.push("main", tip, "alice")


def _bot_with_a_forged_lock(stage: Stage) -> None:
    path = "state/weeks/1.json"
    files: dict[str, str | None] = {path: stage.text(path).replace("Rap 2 ♩ Soul 1", "Soul 3")}
    pull = stage.fake.propose("github-actions[bot]", files, "aum-sync/pull")
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)


def _forged_pending(stage: Stage) -> None:
    stage.approved()
    stage.direct({"docs/a.md": "more\n", "state/applied.json": None})


def _github_is_down(stage: Stage) -> None:
    stage.approved()
    stage.fake.fault("error", times=9999)


def _no_dispatch_from_a_branch(stage: Stage) -> None:
    stage.approved()
    stage.ci(event="workflow_dispatch", branch="side")


SCENES: dict[str, tuple[Callable[[Stage], None], set[str]]] = {
    "a direct push": (_direct_push, {"G3", "G4", "G5", "G6"}),
    "nobody reviewed": (_nobody_reviewed, {"G5"}),
    "an older head was approved": (_approval_of_an_older_head, {"G5"}),
    "who pushed under another's name approved": (_approval_by_one_who_pushed, {"G5"}),
    "a reader approved": (_approval_by_a_reader, {"G5"}),
    "a bot approved": (_approval_by_a_bot, {"G5"}),
    "the approval was dismissed": (_dismissed, {"G5"}),
    "changes are asked for": (_changes_requested, {"G5"}),
    "another wrote the line": (_line_that_another_wrote, {"G5"}),
    "the policy is weakened by itself": (_policy_weakened_by_itself, {"G5"}),
    "the environment has no reviewers": (_environment_without_reviewers, {"G5"}),
    "data and code": (_data_and_code, {"G3"}),
    "a merge edited by hand": (_merge_edited_by_hand, {"G4", "G6"}),
    "a forced push": (_forced_push, {"G1"}),
    "a bot forged a lock": (_bot_with_a_forged_lock, {"G5"}),
    "state edited by hand": (_forged_pending, {"G3", "G4", "G5", "G6"}),
    "GitHub is down": (_github_is_down, {"G1", "G3", "G4", "G5", "G6"}),
    "a dispatch from a branch": (_no_dispatch_from_a_branch, {"G1"}),
}


@pytest.mark.parametrize(("act", "rules"), SCENES.values(), ids=SCENES)
def test_refused(stage: Stage, act: Callable[[Stage], None], rules: set[str]) -> None:
    act(stage)
    if act not in (_environment_without_reviewers, _no_dispatch_from_a_branch):
        stage.ci()
    assert stage.refused() == rules
