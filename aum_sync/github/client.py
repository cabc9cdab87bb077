"""One repository on GitHub, read. Each method tells what its name says, freshly asked.

All raise a GitHubError (``errors``) where there is no usable answer. The permission that a job
needs is named per method as a workflow writes it; ``metadata: read`` every token has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from aum_sync.github.actions import (
    Approval,
    BranchPolicy,
    Environment,
    Run,
    Workflow,
    to_approval,
    to_branch_policy,
    to_environment,
    to_run,
    to_workflow,
)
from aum_sync.github.asking import Asker
from aum_sync.github.errors import NotFoundError, RejectedError
from aum_sync.github.node import Node
from aum_sync.github.people import (
    BranchRule,
    Permission,
    Push,
    Repository,
    WorkflowRights,
    to_branch_rule,
    to_permission,
    to_push,
    to_repository,
    to_workflow_rights,
)
from aum_sync.github.pulls import (
    Edit,
    Pull,
    PullCommit,
    PullDetails,
    PullFile,
    Review,
    to_edit,
    to_pull,
    to_pull_commit,
    to_pull_details,
    to_pull_file,
    to_review,
)
from aum_sync.github.talk import (
    ACTIONS_BOT,
    Comment,
    Issue,
    LineComment,
    is_issue,
    signed,
    to_comment,
    to_issue,
    to_line_comment,
)

_COMMIT = re.compile("[0-9a-f]{40}")
_MOST_COMMITS = 250
_MOST_FILES = 3000
_EDITS = """query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) {
    reviews(first: 100, after: $after) {
      nodes { fullDatabaseId lastEditedAt editor { login } }
      pageInfo { hasNextPage endCursor }
} } } }"""


class GitHub:
    """What one repository says. ``repository`` is ``owner/name``."""

    def __init__(self, asker: Asker, repository: str) -> None:
        self.repository = repository
        self._asker = asker
        self._base = f"/repos/{repository}"

    def about(self) -> Repository:
        """The repository: its default branch, and who sees it."""
        return to_repository(self._asker.get(self._base))

    def permission(self, login: str) -> Permission:
        """What a user may do here now; ``none`` for one who does not exist."""
        try:
            path = f"{self._base}/collaborators/{segment(login)}/permission"
            return to_permission(self._asker.get(path))
        except NotFoundError:
            return Permission("none", "none")

    def writers(self) -> tuple[str, ...]:
        """Who may push, by login; asks for a token that may."""
        rows = self._asker.pages(f"{self._base}/collaborators", permission="push")
        return tuple(row.text("login") for row in rows)

    def workflow_rights(self) -> WorkflowRights:
        """What workflows may do unless they ask for less (``administration: read``)."""
        return to_workflow_rights(self._asker.get(f"{self._base}/actions/permissions/workflow"))

    def secrets(self, environment: str | None = None) -> frozenset[str]:
        """The names of the secrets of the repository, or of one of its environments.

        Values GitHub tells nobody (``secrets: read``, ``environments: read``).
        """
        way = f"environments/{segment(environment)}" if environment else "actions"
        rows = self._asker.pages(f"{self._base}/{way}/secrets", "secrets")
        return frozenset(row.text("name") for row in rows)

    def variables(self) -> dict[str, str]:
        """The variables of the repository, by name (``variables: read``)."""
        rows = self._asker.pages(f"{self._base}/actions/variables", "variables")
        return {row.text("name"): row.text("value") for row in rows}

    def branch_rules(self, branch: str) -> tuple[BranchRule, ...]:
        """The active rules of rulesets for a branch; classic protection is not among them."""
        rows = self._asker.pages(f"{self._base}/rules/branches/{segment(branch)}")
        return tuple(map(to_branch_rule, rows))

    def pushes(self, branch: str, repository: str | None = None) -> tuple[Push, ...]:
        """Who did what to a branch, oldest first; of a fork, name it (``contents: read``).

        The only proof of who pushed: names and addresses in commits are anybody's choice.
        """
        path = f"/repos/{repository}" if repository else self._base
        ref = f"refs/heads/{branch}"
        rows = self._asker.pages(f"{path}/activity", ref=ref, direction="asc")
        return tuple(map(to_push, rows))

    def pulls_of_commit(self, sha: str) -> tuple[Pull, ...]:
        """The pull requests that a commit belongs to (``pull-requests: read``).

        GitHub may not know at once which one brought a commit in, so where none of them is merged
        it is asked again for a while. The commit is named in full: anything shorter would be taken
        for a branch. Several are possible, also of other base branches (GITHUB.md 1).
        """
        if not _COMMIT.fullmatch(sha):
            raise ValueError(f"not a full commit id: {sha}")
        pulls = self._pulls_of_commit(sha)
        for wait in self._asker.limits.lag_s:
            if any(pull.merged_at for pull in pulls):
                break
            self._asker.sleep(wait)
            pulls = self._pulls_of_commit(sha)
        return pulls

    def pull(self, number: int) -> PullDetails:
        """A pull request (``pull-requests: read``, like all about it)."""
        return to_pull_details(self._asker.get(f"{self._base}/pulls/{number}"))

    def pulls_from(self, branch: str, state: str = "open") -> tuple[Pull, ...]:
        """Those from a branch of this repository, newest first.

        ``state`` is ``open``, ``closed`` or ``all``.
        """
        owner = self.repository.partition("/")[0]
        rows = self._asker.pages(f"{self._base}/pulls", head=f"{owner}:{branch}", state=state)
        # A filter that GitHub does not understand is left out by it, and all would come.
        pulls = map(to_pull, rows)
        found = (p for p in pulls if (p.head.ref, p.head.repository) == (branch, self.repository))
        return tuple(sorted(found, key=lambda pull: -pull.number))

    def pull_commits(self, number: int) -> tuple[PullCommit, ...]:
        """Its commits, oldest first. Raises RejectedError where GitHub would not show them all."""
        rows = self._all(f"{self._base}/pulls/{number}/commits", _MOST_COMMITS, "commits")
        return tuple(map(to_pull_commit, rows))

    def pull_files(self, number: int) -> tuple[PullFile, ...]:
        """The files it touches. Raises RejectedError where GitHub would not show them all."""
        rows = self._all(f"{self._base}/pulls/{number}/files", _MOST_FILES, "files")
        return tuple(map(to_pull_file, rows))

    def reviews(self, number: int) -> tuple[Review, ...]:
        """Its reviews, oldest first."""
        return tuple(map(to_review, self._asker.pages(f"{self._base}/pulls/{number}/reviews")))

    def review_edits(self, number: int) -> tuple[Edit, ...]:
        """Which of its reviews were edited, and by whom: only GraphQL tells (GITHUB.md 12, E2)."""
        owner, _, name = self.repository.partition("/")
        variables: dict[str, object] = {"owner": owner, "name": name, "number": number}
        edits: list[Edit] = []
        while True:
            data = self._asker.graphql(_EDITS, variables)
            reviews = data.part("repository").part("pullRequest").part("reviews")
            edits.extend(filter(None, map(to_edit, reviews.part("nodes").rows())))
            page = reviews.part("pageInfo")
            if not page.flag("hasNextPage"):
                return tuple(edits)
            after = page.text("endCursor")
            if after == variables.get("after"):
                page.odd("the same page again")
            variables["after"] = after

    def run(self, number: int) -> Run:
        """A run of a workflow (``actions: read``, like all about runs and environments)."""
        return to_run(self._asker.get(f"{self._base}/actions/runs/{number}"))

    def approvals(self, run: int) -> tuple[Approval, ...]:
        """Who let a run, in any of its attempts, into which environments."""
        rows = self._asker.get(f"{self._base}/actions/runs/{run}/approvals").rows()
        return tuple(map(to_approval, rows))

    def environment(self, name: str) -> Environment:
        """An environment; NotFoundError where there is none, so that a run would create it."""
        path = f"{self._base}/environments/{segment(name)}"
        return to_environment(self._asker.get(path))

    def branch_policies(self, environment: str) -> tuple[BranchPolicy, ...]:
        """The patterns that an environment with listed branches lets in."""
        path = f"{self._base}/environments/{segment(environment)}/deployment-branch-policies"
        return tuple(map(to_branch_policy, self._asker.pages(path, "branch_policies")))

    def workflows(self) -> tuple[Workflow, ...]:
        """The workflows, those that were disabled too."""
        rows = self._asker.pages(f"{self._base}/actions/workflows", "workflows")
        return tuple(map(to_workflow, rows))

    def last_runs(self, workflow: str, most: int = 10) -> tuple[Run, ...]:
        """The newest runs of a workflow, named by its file (``apply.yml``), newest first."""
        path = f"{self._base}/actions/workflows/{segment(workflow)}/runs"
        rows = self._asker.get(path, per_page=str(most)).part("workflow_runs").rows()
        return tuple(map(to_run, rows))

    def closed_by_us(self, number: int, login: str = ACTIONS_BOT) -> bool:
        """Whether an issue or a pull request was closed by ``login``, and by no person."""
        closer = to_issue(self._asker.get(f"{self._base}/issues/{number}")).closed_by
        return closer is not None and closer.login == login

    def comments(self, number: int) -> tuple[Comment, ...]:
        """The comments on an issue or a pull request, oldest first."""
        return tuple(map(to_comment, self._asker.pages(f"{self._base}/issues/{number}/comments")))

    def comments_with(
        self, number: int, marker: str, login: str = ACTIONS_BOT
    ) -> tuple[Comment, ...]:
        """Those of ``login`` that bear a hidden marker, oldest first."""
        found = (c for c in self.comments(number) if signed(c.body, c.author, marker, login))
        return tuple(sorted(found, key=lambda comment: comment.id))

    def line_comments_with(
        self, number: int, start: str, login: str = ACTIONS_BOT
    ) -> tuple[LineComment, ...]:
        """The comments of ``login`` on lines of a pull request that begin so, oldest first."""
        rows = self._asker.pages(f"{self._base}/pulls/{number}/comments")
        found = (c for c in map(to_line_comment, rows) if signed(c.body, c.author, start, login))
        return tuple(sorted(found, key=lambda comment: comment.id))

    def issue_with(self, marker: str, login: str = ACTIONS_BOT) -> Issue | None:
        """The first open issue of ``login`` that bears a hidden marker (``issues: read``)."""
        rows = self._asker.pages(f"{self._base}/issues", state="open", direction="asc")
        return _signed_issue(rows, marker, login)

    def closed_issue_with(self, marker: str, login: str = ACTIONS_BOT) -> Issue | None:
        """The newest closed one, where it is among the last hundred issues and pull requests."""
        rows = self._asker.get(f"{self._base}/issues", state="closed", per_page="100").rows()
        return _signed_issue(rows, marker, login)

    def _pulls_of_commit(self, sha: str) -> tuple[Pull, ...]:
        return tuple(map(to_pull, self._asker.pages(f"{self._base}/commits/{sha}/pulls")))

    def _all(self, path: str, most: int, what: str) -> list[Node]:
        rows = self._asker.pages(path)
        if len(rows) >= most:
            raise RejectedError(
                f"GitHub shows only the first {most} {what} of a pull request: {path}",
                hint="split the pull request; what is not shown cannot be judged",
            )
        return rows


def _signed_issue(rows: Iterable[Node], marker: str, login: str) -> Issue | None:
    issues = map(to_issue, filter(is_issue, rows))
    return next((i for i in issues if signed(i.body, i.author, marker, login)), None)


def segment(name: str) -> str:
    """A name as one step of a path, whatever is in it."""
    if name in ("", ".", ".."):
        raise ValueError(f"no name: {name!r}")
    return quote(name, safe="")
