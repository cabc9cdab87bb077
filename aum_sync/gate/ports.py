"""What the gate needs of GitHub, of git, of plans and of Spotify: handed in, asked lazily.

All raise AumSyncError where there is no answer; whatever needed it is refused then.
"""

from __future__ import annotations

from typing import Protocol

from aum_sync.config.types import Policy
from aum_sync.gate.facts import (
    Draft,
    Entry,
    Landing,
    Made,
    Opinion,
    Person,
    PullRequest,
    Pushed,
    Run,
)


class Forge(Protocol):
    """What GitHub says, each fact asked for once."""

    def default_branch(self) -> str:
        """The branch that is applied from."""
        ...

    def run(self) -> Run:
        """The run that this is."""
        ...

    def forced(self) -> frozenset[str]:
        """The commits to which somebody forced the default branch."""
        ...

    def merged(self, commit: str) -> tuple[PullRequest, ...]:
        """The pull requests merged into the default branch that a commit belongs to."""
        ...

    def opinions(self, pull: PullRequest) -> tuple[Opinion, ...]:
        """Its reviews, oldest first."""
        ...

    def made(self, pull: PullRequest) -> tuple[Made, ...]:
        """Its commits."""
        ...

    def pushes(self, pull: PullRequest) -> tuple[Pushed, ...]:
        """Who pushed what to its branch."""
        ...

    def may_write(self, person: Person) -> bool:
        """Whether a person may write to the repository now."""
        ...

    def entries(self) -> tuple[Entry, ...]:
        """The environments that somebody let this run into."""
        ...

    def foreseen(self) -> tuple[Entry, ...] | None:
        """The environment that a run would wait for, if it is there; None where nobody may look."""
        ...


class Lineage(Protocol):
    """How commits relate. Inputs are what decides, below the season's root."""

    @property
    def branch(self) -> str:
        """The branch that is applied from."""
        ...

    @property
    def tip(self) -> str:
        """Its last commit."""
        ...

    def landings(self, commit: str) -> tuple[Landing, ...]:
        """What changed ``config/`` or ``state/`` on the way to a commit, newest first."""
        ...

    def above(self, commit: str) -> tuple[Landing, ...] | None:
        """Everything between a commit and the tip, newest first; None where it is not below."""
        ...

    def contains(self, commit: str, part: str) -> bool:
        """Whether ``part`` is the commit or one before it."""
        ...

    def merges_to(self, onto: str, head: str, result: str) -> bool | None:
        """Whether merging two commits gives the inputs of a third; None where they conflict."""
        ...

    def brought(self, onto: str, head: str) -> tuple[str, ...]:
        """The paths, from the repository's top, that ``head`` changed since it left ``onto``."""
        ...

    def is_input(self, path: str) -> bool:
        """Whether a path is in the season's ``config/`` or ``state/``."""
        ...

    def only_merges(self, commit: str, onto: str) -> bool:
        """Whether a commit is a merge with something that ``onto`` has, and brings nothing else."""
        ...

    def policy(self, commit: str) -> Policy | None:
        """The policy of a commit; None where its configuration cannot be read."""
        ...


class Planner(Protocol):
    """D(c): what the plan of a commit does, from its blobs alone."""

    def draft(self, commit: str) -> Draft:
        """The plan of a commit."""
        ...


class Witness(Protocol):
    """What Spotify and earlier applies say of what a bot proposes."""

    def doubts(self, paths: tuple[str, ...], onto: str, commit: str) -> tuple[str, ...]:
        """What of these files, as ``commit`` has them and ``onto`` had not, is not as Spotify says.

        In words, one for each file.
        """
        ...

    def unasked(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Which of them Spotify is only asked about when they are applied."""
        ...
