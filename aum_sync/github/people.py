"""Who acts on GitHub, what they may do, and what they push to."""

from __future__ import annotations

from dataclasses import dataclass

from aum_sync.github.node import Node

_WRITING = frozenset({"admin", "write"})


@dataclass(frozen=True, slots=True)
class User:
    """An account. Logins can be renamed and taken over by others; ids cannot."""

    id: int
    login: str
    bot: bool


@dataclass(frozen=True, slots=True)
class Permission:
    """What a user may do here now; on a public repository everybody has ``read``.

    ``level`` is ``admin``, ``write``, ``read`` or ``none``; ``role`` the exact or custom role.
    """

    level: str
    role: str

    @property
    def writes(self) -> bool:
        """Whether the user may push; ``maintain`` has the level ``write``."""
        return self.level in _WRITING


@dataclass(frozen=True, slots=True)
class Push:
    """What an account did to a branch.

    ``kind`` is ``push``, ``force_push``, ``branch_creation``, ``branch_deletion``, ``pr_merge`` or
    ``merge_queue_merge``; ``before`` and ``after`` are commits, 40 zeros for none. ``actor`` is
    None for an account that no longer exists.
    """

    kind: str
    ref: str
    before: str
    after: str
    actor: User | None
    at: str


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository itself; ``visibility`` is ``public``, ``private`` or ``internal``."""

    full_name: str
    default_branch: str
    visibility: str
    owner: User
    of_organization: bool


@dataclass(frozen=True, slots=True)
class WorkflowRights:
    """What workflows may do here unless they ask for less: write at all, open pull requests."""

    write: bool
    open_pulls: bool


@dataclass(frozen=True, slots=True)
class PullRule:
    """What a ruleset asks of pull requests into a branch."""

    approvals: int
    dismisses_stale: bool
    code_owners: bool
    last_push_approved: bool
    merge_methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BranchRule:
    """An active rule of a branch; ``pull`` says more where ``kind`` is ``pull_request``."""

    kind: str
    pull: PullRule | None


def to_user(node: Node) -> User:
    """An account; ``[bot]`` is part of no login that a person can have."""
    login = node.text("login")
    bot = node.maybe_text("type") == "Bot" or login.endswith("[bot]")
    return User(node.number("id"), login, bot)


def to_user_of(node: Node, key: str) -> User | None:
    """The account under ``key``; None where it no longer exists, or commits name nobody known."""
    found = node.maybe(key)
    # A commit whose e-mail address belongs to no account has {} for its author.
    return to_user(found) if found and found.value != {} else None


def to_permission(node: Node) -> Permission:
    """The answer of ``/collaborators/{username}/permission``."""
    level = node.text("permission")
    return Permission(level, node.maybe_text("role_name") or level)


def to_push(node: Node) -> Push:
    """A row of ``/activity``."""
    return Push(
        kind=node.text("activity_type"),
        ref=node.text("ref"),
        before=node.text("before"),
        after=node.text("after"),
        actor=to_user_of(node, "actor"),
        at=node.text("timestamp"),
    )


def to_repository(node: Node) -> Repository:
    """The answer of ``/repos/{owner}/{repo}``."""
    owner = node.part("owner")
    hidden = "private" if node.flag("private") else "public"
    return Repository(
        full_name=node.text("full_name"),
        default_branch=node.text("default_branch"),
        visibility=node.maybe_text("visibility") or hidden,
        owner=to_user(owner),
        of_organization=owner.maybe_text("type") == "Organization",
    )


def to_workflow_rights(node: Node) -> WorkflowRights:
    """The answer of ``/actions/permissions/workflow``."""
    return WorkflowRights(
        write=node.text("default_workflow_permissions") == "write",
        open_pulls=node.flag("can_approve_pull_request_reviews"),
    )


def to_branch_rule(node: Node) -> BranchRule:
    """A row of ``/rules/branches/{branch}``."""
    kind = node.text("type")
    if kind != "pull_request":
        return BranchRule(kind, None)
    asked = node.part("parameters")
    methods = asked.maybe("allowed_merge_methods")
    rule = PullRule(
        approvals=asked.number("required_approving_review_count"),
        dismisses_stale=asked.flag("dismiss_stale_reviews_on_push"),
        code_owners=asked.flag("require_code_owner_review"),
        last_push_approved=asked.flag("require_last_push_approval"),
        merge_methods=tuple(row.as_text() for row in methods.rows()) if methods else (),
    )
    return BranchRule(kind, rule)
