"""What GitHub says, for the gate: as its values, each fact asked for once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from aum_sync.errors import AumSyncError
from aum_sync.gate.facts import Entry, Made, Opinion, Person, PullRequest, Pushed, Run, Said
from aum_sync.github.client import GitHub
from aum_sync.github.errors import DeniedError, NotFoundError
from aum_sync.github.people import User
from aum_sync.github.pulls import Edit, Pull, Review

_SAID: dict[str, Said] = {
    "APPROVED": "approved",
    "CHANGES_REQUESTED": "changes",
    "DISMISSED": "dismissed",
}
ENVIRONMENT = "spotify"
"""What the job that applies calls its environment, in apply.yml."""
_T = TypeVar("_T")


@dataclass(slots=True)
class GitHubForge:
    """Implements ``gate.ports.Forge``.

    ``number`` is the run that this is, None outside of one. ``bring`` makes sure that the head of
    a pull request is in the clone.
    """

    github: GitHub
    number: int | None
    bring: Callable[[int, str], None]
    _known: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def default_branch(self) -> str:
        """The branch that is applied from."""
        return self._once(("about",), self.github.about).default_branch

    def run(self) -> Run:
        """The run that this is."""
        number = self.number
        if number is None:
            raise AumSyncError(
                "GITHUB_RUN_ID does not name the run that this is",
                hint="apply runs in GitHub Actions alone, and there the runner sets it",
            )
        run = self._once(("run",), lambda: self.github.run(number))
        over = run.status == "completed"
        return Run(run.id, run.attempt, run.event, run.branch, run.commit, running=not over)

    def forced(self) -> frozenset[str]:
        """The commits to which somebody forced the default branch."""
        branch = self.default_branch()
        rows = self._once(("forced",), lambda: self.github.pushes(branch))
        return frozenset(row.after for row in rows if row.kind == "force_push")

    def merged(self, commit: str) -> tuple[PullRequest, ...]:
        """The pull requests merged into the default branch that a commit belongs to."""
        found = self._once(("merged", commit), lambda: self.github.pulls_of_commit(commit))
        pulls = [
            pull_request(pull) for pull in found if pull.merged_at and self._into_default(pull)
        ]
        for pull in pulls:
            self.bring(pull.number, pull.head)
        return tuple(pulls)

    def _into_default(self, pull: Pull) -> bool:
        here = (pull.base.repository or "").casefold() == self.github.repository.casefold()
        return here and pull.base.ref == self.default_branch()

    def opinions(self, pull: PullRequest) -> tuple[Opinion, ...]:
        """Its reviews, oldest first."""
        number = pull.number
        reviews = self._once(("reviews", number), lambda: self.github.reviews(number))
        edits = self._once(("edits", number), lambda: self.github.review_edits(number))
        by_review = {edit.review: edit for edit in edits}
        return tuple(_opinion(review, by_review.get(review.id)) for review in reviews)

    def made(self, pull: PullRequest) -> tuple[Made, ...]:
        """Its commits."""
        rows = self._once(("made", pull.number), lambda: self.github.pull_commits(pull.number))
        return tuple(
            Made(
                row.sha,
                row.parents,
                frozenset(user.id for user in (row.author, row.committer) if user),
            )
            for row in rows
        )

    def pushes(self, pull: PullRequest) -> tuple[Pushed, ...]:
        """Who pushed what to its branch; nothing where its repository was deleted."""
        home = pull.home
        if home is None:
            return ()
        elsewhere = None if home.casefold() == self.github.repository.casefold() else home
        key = ("pushes", home, pull.branch)
        rows = self._once(key, lambda: self.github.pushes(pull.branch, elsewhere))
        return tuple(
            Pushed(row.before, row.after, _person(row.actor))
            for row in rows
            if row.kind != "branch_deletion"
        )

    def may_write(self, person: Person) -> bool:
        """Whether a person may write to the repository now."""
        login = person.login
        return self._once(("may", login), lambda: self.github.permission(login)).writes

    def entries(self) -> tuple[Entry, ...]:
        """The environments that somebody let this run into."""
        number = self.run().number
        rows = self._once(("approvals",), lambda: self.github.approvals(number))
        return tuple(
            self._entry(name, _person(row.user))
            for row in rows
            if row.state == "approved"
            for name in row.environments
        )

    def foreseen(self) -> tuple[Entry, ...] | None:
        """The environment that a run would wait for; None where this token may not look."""
        try:
            return (self._entry(ENVIRONMENT, None),)
        except NotFoundError:
            return ()
        except DeniedError:
            return None

    def _entry(self, name: str, by: Person | None) -> Entry:
        found = self._once(("environment", name), lambda: self.github.environment(name))
        # Where GitHub does not say whether admins may pass, they may.
        return Entry(name, by, bool(found.reviewers), found.admins_bypass is not False)

    def _once(self, key: tuple[object, ...], ask: Callable[[], _T]) -> _T:
        """The answer to a question, or why there is none: the same as the last time."""
        if key not in self._known:
            try:
                self._known[key] = ask()
            except AumSyncError as error:
                self._known[key] = error
        known = self._known[key]
        if isinstance(known, AumSyncError):
            raise known
        return cast("_T", known)


def pull_request(pull: Pull) -> PullRequest:
    """A pull request as the gate has it."""
    merge = pull.merge_sha if pull.merged_at else None
    return PullRequest(
        number=pull.number,
        url=pull.url,
        author=_person(pull.author),
        head=pull.head.sha,
        merge=merge,
        branch=pull.head.ref,
        home=pull.head.repository,
    )


def _opinion(review: Review, edit: Edit | None) -> Opinion:
    by = _person(review.author)
    tampered = False
    if edit:
        author = by.login.removesuffix("[bot]").casefold() if by else None
        tampered = edit.editor is None or edit.editor.casefold() != author
    said = _SAID.get(review.state, "comment")
    return Opinion(by, said, review.body, review.commit, tampered)


def _person(user: User | None) -> Person | None:
    return Person(user.id, user.login, user.bot) if user else None
