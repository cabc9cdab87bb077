"""The season as the remote has it: opened from the blobs of a commit, recorded by state commits."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from pathlib import Path

import click

from aum_sync.cli.github import in_actions
from aum_sync.cli.requested import reviewed
from aum_sync.cli.season import open_season, state_branch_of
from aum_sync.config.loader import load
from aum_sync.config.types import Config
from aum_sync.errors import AumSyncError
from aum_sync.git.commit import CommitTree, resolve
from aum_sync.git.publish import Branch
from aum_sync.git.remote import default_branch, is_ancestor, is_branch_name
from aum_sync.season.items import State
from aum_sync.store.overlay import Overlay
from aum_sync.store.state import without_outputs
from aum_sync.store.tree import Tree


@dataclass(frozen=True, slots=True)
class Tip:
    """A season at a commit. ``state_commit`` is where its outputs are, if not in that commit.

    ``outputs`` is the branch that state commits go to. With a state branch ``state`` starts from
    what was reviewed (``cli.requested``); ``newest`` is then what that branch holds at its tip.
    """

    commit: str
    state_commit: str | None
    tree: Tree
    config: Config
    state: State
    outputs: Branch
    newest: State | None = None

    @property
    def recorded_at(self) -> str | None:
        """The tip of the branch that state commits go to; None before it is there."""
        return self.commit if self.config.policy.state_branch is None else self.state_commit

    @property
    def recorded(self) -> State:
        """What that branch holds: no outputs, before it is there."""
        return self.newest or (self.state if self.recorded_at else without_outputs(self.state))


@dataclass(frozen=True, slots=True)
class Origin:
    """A season in a repository, and the remote branch that it is applied from."""

    branch: Branch

    @classmethod
    def of(cls, root: Path, remote: str, name: str | None) -> Origin:
        """The season at ``root``; ``name`` is the branch, the remote's default where None.

        Raises click.UsageError for what is no name of a branch.
        """
        repository, _, prefix = resolve(root, "HEAD")
        if name is None:
            name = default_branch(repository, remote)
        elif not is_branch_name(repository, name.removeprefix("refs/heads/")):
            raise click.UsageError(f"--branch {name!r}: that is no name of a branch.")
        return cls(Branch(repository, prefix, remote, name.removeprefix("refs/heads/")))

    def tip(self) -> Tip:
        """The season as it is on the remote now."""
        commit = self.branch.fetch()
        if commit is None:
            raise AumSyncError(
                f"{self.branch.remote} has no branch {self.branch.name!r}",
                hint=f"git ls-remote --heads {shlex.quote(self.branch.remote)} lists those there "
                "are; --branch names one",
            )
        tip = self.at(commit)
        if tip.state_commit is None:
            return tip
        inputs = CommitTree(self.branch.repository, commit, self.branch.prefix)
        tree = Overlay(inputs, replace(inputs, commit=tip.state_commit))
        loaded, newest = open_season(tree)
        if newest.pending is None:
            return replace(tip, newest=newest)
        # What an unfinished apply did so far, that branch alone knows.
        return replace(tip, tree=tree, config=loaded.config, state=newest, newest=newest)

    def way_to_follow(self) -> str | None:
        """How the work tree gets what was recorded on the branch; None where it has it, or in CI.

        Until then its verbs know less than the remote does.
        """
        branch = self.branch
        tracked = f"refs/remotes/{branch.remote}/{branch.name}"
        if in_actions() or is_ancestor(branch.repository, tracked, "HEAD"):
            return None
        names = f"{shlex.quote(branch.remote)} {shlex.quote(branch.name)}"
        return (
            f"This clone is behind {branch.remote}/{branch.name}; to go on in it: git pull {names}"
        )

    def at(self, commit: str, state_commit: str | None = None, line: str | None = None) -> Tip:
        """The season at a commit; its outputs from ``state_commit``, else from where they are.

        Those of a state branch that is not there yet are the commit's own. ``line`` is the commit
        that a mere tree stands for (``cli.requested.reviewed``).
        """
        inputs = CommitTree(self.branch.repository, commit, self.branch.prefix)
        tree: Tree = inputs
        name = state_branch_of(load(inputs.read), self.branch.name)
        outputs = self.branch
        if name is not None:
            outputs = Branch(self.branch.repository, self.branch.prefix, self.branch.remote, name)
            state_commit = state_commit or outputs.fetch()
            if state_commit:
                tree = reviewed(inputs, replace(inputs, commit=state_commit), line)
        loaded, state = open_season(tree)
        return Tip(commit, state_commit, tree, loaded.config, state, outputs)
