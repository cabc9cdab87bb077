"""What a fake GitHub knows: accounts, pull requests, reviews, runs, comments. Only values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

BOT = "github-actions[bot]"
EVERYTHING = {
    "actions": "write",
    "actions_variables": "read",
    "administration": "read",
    "contents": "write",
    "environments": "read",
    "issues": "write",
    "metadata": "read",
    "pull_requests": "write",
    "secrets": "read",
}
How = Literal["merge", "squash", "rebase"]


@dataclass(frozen=True)
class Account:
    id: int
    login: str
    kind: Literal["User", "Bot", "Organization"] = "User"

    @property
    def email(self) -> str:
        return f"{self.id}+{self.login}@users.noreply.github.com"


@dataclass(frozen=True)
class Token:
    """Whose it is, and which permissions it has, as GitHub's header spells them."""

    login: str
    permissions: Mapping[str, str]


@dataclass
class Review:
    """``author`` None is an account that no longer exists; ``editor`` changed the text."""

    id: int
    author: str | None
    state: str
    body: str
    commit: str | None
    at: str
    editor: str | None = None
    edited_at: str | None = None


@dataclass
class Pull:
    """``head`` is its last commit, ``commits`` all of them; ``landed`` what its merge put on base.

    ``fork`` names the repository that it comes from, where that is another.
    """

    number: int
    author: str | None
    title: str
    body: str
    base: str
    base_sha: str
    branch: str
    head: str
    at: str
    fork: str | None = None
    fork_deleted: bool = False
    state: Literal["open", "closed"] = "open"
    commits: list[str] = field(default_factory=list)
    landed: list[str] = field(default_factory=list)
    merge_sha: str | None = None
    merged_at: str | None = None
    merged_by: str | None = None
    closed_by: str | None = None
    reviews: list[Review] = field(default_factory=list)

    @property
    def ref(self) -> str:
        return f"refs/pull/{self.number}/head"


@dataclass
class Comment:
    id: int
    number: int
    author: str | None
    body: str
    at: str


@dataclass
class LineComment:
    """A comment on the lines of a diff, as they were in ``commit``."""

    id: int
    number: int
    author: str | None
    body: str
    at: str
    path: str
    commit: str
    first: int
    last: int


@dataclass
class Issue:
    number: int
    author: str
    title: str
    body: str
    at: str
    state: Literal["open", "closed"] = "open"
    closed_by: str | None = None


@dataclass
class Run:
    id: int
    workflow: str
    event: str
    branch: str
    commit: str
    actor: str
    at: str
    attempt: int = 1
    started_by: str = ""
    status: str = "in_progress"
    conclusion: str | None = None


@dataclass(frozen=True)
class Approval:
    environment: str
    user: str | None
    state: str = "approved"
    comment: str = ""


@dataclass
class Environment:
    """``branches`` None lets all in, ``"protected"`` the protected, a tuple those that it lists.

    ``bypass`` None leaves ``can_admins_bypass`` out, as GitHub's description does.
    """

    name: str
    reviewers: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    prevent_self_review: bool = False
    bypass: bool | None = False
    branches: tuple[str, ...] | Literal["protected"] | None = ("main",)
    wait_minutes: int = 0


@dataclass
class Workflow:
    id: int
    name: str
    file: str
    state: str = "active"

    @property
    def path(self) -> str:
        return f".github/workflows/{self.file}"


@dataclass(frozen=True)
class Dispatch:
    workflow: str
    ref: str
    inputs: Mapping[str, str]
    by: str


@dataclass
class World:
    """All that is there. Tests may change any of it between two requests."""

    repository: str = "aum/season"
    id: int = 4242
    default_branch: str = "main"
    visibility: Literal["public", "private", "internal"] = "public"
    of_organization: bool = False
    actions_open_pulls: bool = True
    """The setting "Allow GitHub Actions to create and approve pull requests"."""
    workflows_write: bool = False
    """The setting "Read and write permissions" of workflows that ask for none."""
    secrets: dict[str | None, set[str]] = field(default_factory=dict)
    """The names of secrets, by environment; None for those of the repository."""
    variables: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    pulls: dict[int, Pull] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    line_comments: list[LineComment] = field(default_factory=list)
    runs: dict[int, Run] = field(default_factory=dict)
    approvals: dict[int, list[Approval]] = field(default_factory=dict)
    environments: dict[str, Environment] = field(default_factory=dict)
    workflows: list[Workflow] = field(default_factory=list)
    rules: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    dispatches: list[Dispatch] = field(default_factory=list)
    retired_versions: set[str] = field(default_factory=set)
    lag: int = 0
    """How many more questions for a commit's pull requests know of no merged one yet."""
    _ids: Iterator[int] = field(default_factory=lambda: iter(range(3_000_000_000, 4_000_000_000)))
    _numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 100_000)))
    _minutes: Iterator[int] = field(default_factory=lambda: iter(range(1_000_000)))

    def new_id(self) -> int:
        """The next id; they no longer fit into 32 bits."""
        return next(self._ids)

    def new_number(self) -> int:
        """The next number, which issues and pull requests share."""
        return next(self._numbers)

    def tick(self) -> str:
        """The next minute: nothing here looks at a clock."""
        moment = datetime(2026, 11, 22, 12, tzinfo=UTC) + timedelta(minutes=next(self._minutes))
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
