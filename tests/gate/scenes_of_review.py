"""Scenes about who stands behind a change: each yields the rules that refuse it, then mends it."""

from __future__ import annotations

from collections.abc import Callable, Generator

from aum_sync.git.publish import Branch
from tests.gate.conftest import RENAMED, SEASON, Stage
from tests.github.fake_model import Approval, Comment, Environment

BOT = "github-actions[bot]"
Scene = Generator[set[str], None, None]
UNSEEN = {"G3", "G4", "G5", "G6"}


def back(stage: Stage, to: str) -> None:
    """The default branch as it was before, unseen."""
    stage.fake.remote.git("update-ref", "refs/heads/main", to)


def direct_push(stage: Stage) -> Scene:
    tip = stage.tip
    stage.direct(stage.edited(*RENAMED))
    yield UNSEEN
    back(stage, tip)
    stage.approved()


def as_if_by_aum_sync(stage: Stage) -> Scene:
    tip = stage.tip
    data = {path: (text or "").encode() for path, text in stage.edited(*RENAMED).items()}
    Branch(stage.season.root, "", "origin", "main").publish(tip, data, "Apply 2: done\n")
    yield UNSEEN
    back(stage, tip)
    stage.approved()


def nobody_reviewed(stage: Stage) -> Scene:
    pull = stage.propose()
    stage.fake.merge(pull)
    yield {"G5"}
    stage.fake.review(pull, "bob")


def reviewed_by(login: str) -> Callable[[Stage], Scene]:
    def scene(stage: Stage) -> Scene:
        pull = stage.propose()
        stage.fake.review(pull, login)
        stage.fake.merge(pull)
        yield {"G5"}
        stage.fake.review(pull, "bob")

    return scene


def approval_of_an_older_head(stage: Stage) -> Scene:
    pull = stage.propose()
    stage.fake.review(pull, "bob")
    stage.fake.commit(pull.branch, {"docs/a.md": "more\n"}, "alice")
    stage.fake.merge(pull)
    yield {"G5"}
    stage.fake.review(pull, "bob")


def approval_by_one_who_pushed(stage: Stage) -> Scene:
    pull = stage.propose()
    stage.fake.commit(pull.branch, {"docs/a.md": "more\n"}, "bob", author="alice")
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)
    yield {"G5"}
    stage.fake.review(pull, "aum")


def laundered_through_a_bot(stage: Stage) -> Scene:
    """Two people's rule: one of them lets the bot propose, and approves that."""
    pull = stage.fake.propose(BOT, {"docs/a.md": "by the bot\n"}, "aum-sync/pull")
    stage.fake.commit(pull.branch, stage.edited(*RENAMED), "alice", author=BOT)
    stage.fake.review(pull, "alice")
    stage.fake.merge(pull)
    yield {"G5"}
    stage.fake.review(pull, "bob")
    stage.fake.review(pull, "aum")


def dismissed(stage: Stage) -> Scene:
    pull = stage.propose()
    review = stage.fake.review(pull, "bob")
    review.state = "DISMISSED"
    stage.fake.merge(pull)
    yield {"G5"}
    review.state = "APPROVED"


def changes_requested(stage: Stage) -> Scene:
    pull = stage.approved()
    stage.fake.review(pull, "aum", "CHANGES_REQUESTED")
    yield {"G5"}
    stage.fake.review(pull, "aum")


def approval_that_another_edited(stage: Stage) -> Scene:
    pull = stage.approved()
    stage.fake.edit(pull.reviews[0], "alice", "fine by me")
    yield {"G5"}
    stage.fake.edit(pull.reviews[0], "bob", "fine by me")


def line_that_another_wrote(stage: Stage) -> Scene:
    stage.policy("{review: acknowledge}")
    pull = stage.propose("aum")
    line = f"approve {stage.digest(pull.ref)}"
    review = stage.fake.review(pull, "bob", "COMMENTED", "looks odd")
    stage.fake.edit(review, "aum", line)
    stage.fake.merge(pull)
    yield {"G5"}
    stage.fake.edit(review, "bob", line)


def forged_comment(stage: Stage) -> Scene:
    """What stands in comments, the bot's too, is never read back."""
    stage.policy("{review: acknowledge}")
    pull = stage.propose("aum")
    line = f"approve {stage.digest(pull.ref)}"
    for number, login in enumerate((BOT, "aum")):
        made = Comment(number, pull.number, login, f"<!-- aum-sync:plan: -->\n{line}", "2026")
        stage.fake.world.comments.append(made)
    stage.fake.merge(pull)
    yield {"G5"}
    stage.fake.review(pull, "aum", "COMMENTED", line)


def policy_weakened_by_itself(stage: Stage) -> Scene:
    text = stage.edited(*RENAMED)[SEASON]
    pull = stage.fake.propose("aum", {SEASON: f"{text}policy: {{review: acknowledge}}\n"})
    stage.fake.merge(pull)
    stage.fake.review(pull, "aum", "COMMENTED", f"approve {stage.digest(pull.ref)}")
    yield {"G5"}
    stage.fake.review(pull, "bob")


def let_in(stage: Stage, environment: Environment | None) -> int:
    """A change of aum's own, and the run that was let into an environment."""
    stage.policy("{review: environment}")
    stage.fake.merge(stage.propose("aum"))
    number = stage.ci()
    if environment:
        stage.fake.world.environments["spotify"] = environment
        stage.fake.world.approvals[number] = [Approval("spotify", "aum")]
    return number


def environment(stage: Stage, environment: Environment | None) -> Scene:
    number = let_in(stage, environment)
    yield {"G5"}
    stage.fake.world.environments["spotify"] = Environment("spotify", reviewers=("aum",))
    stage.fake.world.approvals[number] = [Approval("spotify", "aum")]


def environment_without_reviewers(stage: Stage) -> Scene:
    return environment(stage, Environment("spotify"))


def environment_that_admins_pass(stage: Stage) -> Scene:
    return environment(stage, Environment("spotify", reviewers=("aum",), bypass=True))


def environment_that_nobody_opened(stage: Stage) -> Scene:
    return environment(stage, None)


def approval_of_an_earlier_attempt(stage: Stage) -> Scene:
    run = stage.fake.world.runs[let_in(stage, Environment("spotify", reviewers=("aum",)))]
    run.attempt = 2
    yield {"G5"}
    run.attempt = 1
