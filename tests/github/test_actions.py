"""The repository, its people and rules, its runs and environments."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from aum_sync.github.actions import BranchPolicy, Environment, Reviewer
from aum_sync.github.client import GitHub
from aum_sync.github.errors import NotFoundError
from aum_sync.github.people import BranchRule, Permission, PullRule
from tests.github import fake_model
from tests.github.fake import FakeGitHub
from tests.github.fake_model import Approval


@pytest.mark.parametrize("visibility", ["public", "private", "internal"])
def test_the_repository_tells_its_branch_its_owner_and_who_sees_it(
    fake: FakeGitHub, reader: GitHub, visibility: Literal["public", "private", "internal"]
) -> None:
    fake.world.visibility = visibility
    fake.world.of_organization = visibility == "internal"
    found = reader.about()
    assert (found.full_name, found.default_branch) == ("aum/season", "main")
    assert (found.visibility, found.owner.login) == (visibility, "aum")
    assert found.of_organization == (visibility == "internal")


@pytest.mark.parametrize(
    ("login", "found", "writes"),
    [
        ("aum", Permission("admin", "admin"), True),
        ("mona", Permission("write", "maintain"), True),
        ("alice", Permission("write", "write"), True),
        ("tim", Permission("read", "triage"), False),
        ("rita", Permission("read", "read"), False),
        ("nobody/../x", Permission("none", "none"), False),
        ("github-actions[bot]", Permission("read", "read"), False),
    ],
)
def test_what_somebody_may_do_in_a_public_repository(
    fake: FakeGitHub, reader: GitHub, login: str, found: Permission, writes: bool
) -> None:
    fake.account("mona", "maintain")
    fake.account("tim", "triage")
    assert reader.permission(login) == found
    assert found.writes == writes


def test_in_a_private_repository_strangers_may_do_nothing(fake: FakeGitHub, reader: GitHub) -> None:
    fake.world.visibility = "private"
    assert reader.permission("rita") == Permission("none", "none")


@pytest.mark.parametrize("name", ["", ".", ".."])
def test_a_name_that_would_lead_elsewhere_is_no_name(reader: GitHub, name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        reader.permission(name)


def test_the_rules_of_a_branch(fake: FakeGitHub, reader: GitHub) -> None:
    asked = {
        "required_approving_review_count": 1,
        "dismiss_stale_reviews_on_push": True,
        "require_code_owner_review": False,
        "require_last_push_approval": True,
        "required_review_thread_resolution": False,
    }
    methods = {"allowed_merge_methods": ["squash"]}
    fake.world.rules["release/1"] = [
        {"type": "non_fast_forward"},
        {"type": "pull_request", "parameters": asked},
        {"type": "pull_request", "parameters": {**asked, **methods}},
    ]
    rule = PullRule(
        approvals=1,
        dismisses_stale=True,
        code_owners=False,
        last_push_approved=True,
        merge_methods=(),
    )
    assert reader.branch_rules("release/1") == (
        BranchRule("non_fast_forward", None),
        BranchRule("pull_request", rule),
        BranchRule("pull_request", replace(rule, merge_methods=("squash",))),
    )
    assert reader.branch_rules("main") == ()


def test_a_run_and_who_approved_it(fake: FakeGitHub, reader: GitHub) -> None:
    tip = fake.remote.tip("main") or ""
    made = fake.run("apply.yml", "push", tip, attempt=2, started_by="bob")
    fake.world.approvals[made.id] = [
        Approval("production", "bob", comment="go"),
        Approval("other", None, "rejected"),
    ]
    found = reader.run(made.id)
    assert (found.id, found.attempt, found.event, found.commit) == (made.id, 2, "push", tip)
    assert (found.path, found.branch) == (".github/workflows/apply.yml", "main")
    assert (found.status, found.conclusion) == ("in_progress", None)
    assert found.actor
    assert found.started_by
    assert (found.actor.login, found.started_by.login) == ("aum", "bob")
    first, second = reader.approvals(made.id)
    assert first.user
    assert (first.environments, first.state, first.comment) == (("production",), "approved", "go")
    assert (first.user.login, second.user, second.state) == ("bob", None, "rejected")
    for ask in (reader.run, reader.approvals):
        with pytest.raises(NotFoundError):
            ask(7)


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (
            fake_model.Environment("pro/duction", ("aum",), ("curators",), True, False),
            Environment(
                "pro/duction",
                (Reviewer("User", "aum"), Reviewer("Team", "curators")),
                prevents_self_review=True,
                branches="listed",
                admins_bypass=False,
            ),
        ),
        (
            fake_model.Environment(
                "p", ("aum",), bypass=None, branches="protected", wait_minutes=5
            ),
            Environment(
                "p",
                (Reviewer("User", "aum"),),
                prevents_self_review=False,
                branches="protected",
                admins_bypass=None,
            ),
        ),
        (
            fake_model.Environment("p", bypass=True, branches=None),
            Environment("p", (), prevents_self_review=False, branches="any", admins_bypass=True),
        ),
    ],
)
def test_an_environment_and_its_rules(
    fake: FakeGitHub, reader: GitHub, made: fake_model.Environment, found: Environment
) -> None:
    fake.world.environments[made.name] = made
    assert reader.environment(made.name) == found


def test_an_environment_that_a_run_would_create_does_not_exist(reader: GitHub) -> None:
    for ask in (reader.environment, reader.branch_policies):
        with pytest.raises(NotFoundError):
            ask("production")


def test_an_environment_without_any_rule_is_one(fake: FakeGitHub, reader: GitHub) -> None:
    fake.fault("say", status=200, body={"name": "p"})
    assert reader.environment("p") == Environment(
        "p", (), prevents_self_review=False, branches="any", admins_bypass=None
    )
    rule = {"type": "required_reviewers"}
    fake.fault("say", status=200, body={"name": "p", "protection_rules": [rule]})
    assert reader.environment("p").reviewers == ()


def test_the_branches_that_an_environment_lists(fake: FakeGitHub, reader: GitHub) -> None:
    names = tuple(f"release/{number}" for number in range(101))
    fake.world.environments["p"] = fake_model.Environment("p", branches=names)
    assert reader.branch_policies("p") == tuple(BranchPolicy(name, "branch") for name in names)


def test_workflows_and_their_last_runs(fake: FakeGitHub, reader: GitHub) -> None:
    fake.world.workflows[3].state = "disabled_inactivity"
    found = reader.workflows()
    assert [flow.path for flow in found][:2] == [
        ".github/workflows/plan.yml",
        ".github/workflows/apply.yml",
    ]
    assert (found[3].name, found[3].state) == ("drift", "disabled_inactivity")
    tip = fake.remote.tip("main") or ""
    runs = [fake.run("drift.yml", "schedule", tip, conclusion="failure") for _ in range(3)]
    fake.run("apply.yml", "push", tip)
    newest = reader.last_runs("drift.yml", most=2)
    assert [run.id for run in newest] == [runs[2].id, runs[1].id]
    assert newest[0].conclusion == "failure"
    with pytest.raises(NotFoundError):
        reader.last_runs("none.yml")
