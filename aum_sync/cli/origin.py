"""The season as the remote has it: opened from the blobs of a commit, recorded by state commits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from aum_sync.cli.season import open_season
from aum_sync.config.loader import load
from aum_sync.config.types import Config
from aum_sync.errors import AumSyncError
from aum_sync.git.commit import CommitTree, resolve
from aum_sync.git.publish import Branch
from aum_sync.git.remote import default_branch
from aum_sync.season.items import State
from aum_sync.store.overlay import Overlay
from aum_sync.store.state import without_outputs
from aum_sync.store.tree import Tree


@dataclass(frozen=True, slots=True)
class Tip:
    """A season at a commit. ``state_commit`` is where its outputs are, if not in that commit.

    ``outputs`` is the branch that state commits go to.
    """

    commit: str
    state_commit: str | None
    tree: Tree
    config: Config
    state: State
    outputs: Branch

    @property
    def recorded_at(self) -> str | None:
        """The tip of the branch that state commits go to; None before it is there."""
        return self.commit if self.config.policy.state_branch is None else self.state_commit

    @property
    def recorded(self) -> State:
        """What that branch holds: no outputs, before it is there."""
        return self.state if self.recorded_at else without_outputs(self.state)


@dataclass(frozen=True, slots=True)
class Origin:
    """A season in a repository, and the remote branch that it is applied from."""

    branch: Branch

    @classmethod
    def of(cls, root: Path, remote: str, name: str | None) -> Origin:
        """The season at ``root``; ``name`` is the branch, the remote's default where None."""
        repository, _, prefix = resolve(root, "HEAD")
        return cls(Branch(repository, prefix, remote, name or default_branch(repository, remote)))

    def tip(self) -> Tip:
        """The season as it is on the remote now."""
        commit = self.branch.fetch()
        if commit is None:
            raise AumSyncError(
                f"{self.branch.remote} has no branch {self.branch.name}",
                hint=f"git push {self.branch.remote} {self.branch.name}",
            )
        return self.at(commit)

    def at(self, commit: str, state_commit: str | None = None) -> Tip:
        """The season at a commit; its outputs from ``state_commit``, else from where they are.

        Those of a state branch that is not there yet are the commit's own.
        """
        inputs = CommitTree(self.branch.repository, commit, self.branch.prefix)
        tree: Tree = inputs
        name = load(inputs.read).config.policy.state_branch
        outputs = self.branch
        if name is not None:
            outputs = Branch(self.branch.repository, self.branch.prefix, self.branch.remote, name)
            state_commit = state_commit or outputs.fetch()
            if state_commit:
                tree = Overlay(inputs, replace(inputs, commit=state_commit))
        loaded, state = open_season(tree)
        return Tip(commit, state_commit, tree, loaded.config, state, outputs)
