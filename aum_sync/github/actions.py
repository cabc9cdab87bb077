"""Runs of workflows, the environments that gate them, and who let them through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aum_sync.github.node import Node
from aum_sync.github.people import User, to_user_of


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a workflow. ``conclusion`` is None until it ends; ``path`` names the workflow."""

    id: int
    attempt: int
    event: str
    path: str
    branch: str | None
    commit: str
    status: str | None
    conclusion: str | None
    actor: User | None
    started_by: User | None
    """Who started this attempt; of a re-run another than ``actor``."""
    created_at: str
    url: str


@dataclass(frozen=True, slots=True)
class Approval:
    """A verdict on a run's deployments, of any of its attempts: GitHub does not say which.

    ``state`` is ``approved``, ``rejected`` or ``pending``.
    """

    environments: tuple[str, ...]
    state: str
    user: User | None
    comment: str


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A user, by login, or a team, by slug, that may let a run into an environment."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Environment:
    """An environment and its rules.

    ``branches`` says which branches get in: ``any``, ``protected`` (every branch, where no rule
    protects one) or ``listed``. ``admins_bypass`` is None where GitHub does not say.
    """

    name: str
    reviewers: tuple[Reviewer, ...]
    prevents_self_review: bool
    branches: Literal["any", "protected", "listed"]
    admins_bypass: bool | None


@dataclass(frozen=True, slots=True)
class BranchPolicy:
    """A branch or tag pattern that an environment lets in."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Workflow:
    """A workflow; ``state`` is ``active``, or says by whom it was disabled."""

    id: int
    name: str
    path: str
    state: str


def to_run(node: Node) -> Run:
    """A run, from a list or its own page."""
    return Run(
        id=node.number("id"),
        attempt=node.number("run_attempt"),
        event=node.text("event"),
        path=node.text("path"),
        branch=node.maybe_text("head_branch"),
        commit=node.text("head_sha"),
        status=node.maybe_text("status"),
        conclusion=node.maybe_text("conclusion"),
        actor=to_user_of(node, "actor"),
        started_by=to_user_of(node, "triggering_actor"),
        created_at=node.text("created_at"),
        url=node.text("html_url"),
    )


def to_approval(node: Node) -> Approval:
    """A row of ``/actions/runs/{run_id}/approvals``."""
    return Approval(
        environments=tuple(row.text("name") for row in node.part("environments").rows()),
        state=node.text("state"),
        user=to_user_of(node, "user"),
        comment=node.maybe_text("comment") or "",
    )


def to_environment(node: Node) -> Environment:
    """The answer of ``/environments/{environment_name}``."""
    rules = node.maybe("protection_rules")
    asking = (
        [row for row in rules.rows() if row.text("type") == "required_reviewers"] if rules else []
    )
    policy = node.maybe("deployment_branch_policy")
    listed: Literal["protected", "listed"] = "protected"
    if policy and policy.flag("custom_branch_policies"):
        listed = "listed"
    return Environment(
        name=node.text("name"),
        reviewers=tuple(reviewer for rule in asking for reviewer in _reviewers(rule)),
        prevents_self_review=any(rule.maybe_flag("prevent_self_review") for rule in asking),
        branches=listed if policy else "any",
        # Real answers have it, GitHub's own description does not (GITHUB.md 3).
        admins_bypass=node.maybe_flag("can_admins_bypass"),
    )


def to_branch_policy(node: Node) -> BranchPolicy:
    """A row of ``/environments/{environment_name}/deployment-branch-policies``."""
    return BranchPolicy(node.text("name"), node.maybe_text("type") or "branch")


def to_workflow(node: Node) -> Workflow:
    """A row of ``/actions/workflows``."""
    return Workflow(node.number("id"), node.text("name"), node.text("path"), node.text("state"))


def _reviewers(rule: Node) -> list[Reviewer]:
    rows = rule.maybe("reviewers")
    return [_reviewer(row) for row in rows.rows()] if rows else []


def _reviewer(row: Node) -> Reviewer:
    kind, who = row.text("type"), row.part("reviewer")
    return Reviewer(kind, who.text("slug" if kind == "Team" else "login"))
