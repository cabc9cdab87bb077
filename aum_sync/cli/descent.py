"""What git and the plans of commits say, for the gate."""

from __future__ import annotations

from dataclasses import dataclass, field

from aum_sync.canonical import digest
from aum_sync.cli.origin import Origin, Tip
from aum_sync.config.loader import load
from aum_sync.config.types import Policy
from aum_sync.errors import AumSyncError
from aum_sync.gate.facts import Draft, Landing
from aum_sync.git import lineage
from aum_sync.git.commit import CommitTree
from aum_sync.git.process import GitError, git
from aum_sync.git.publish import Branch
from aum_sync.git.remote import is_ancestor
from aum_sync.paths import ROOMS
from aum_sync.plan.build import build
from aum_sync.plan.inputs import effects_of
from aum_sync.plan.types import Plan
from aum_sync.report.review.render import fits
from aum_sync.season.items import content_digest
from aum_sync.season.pins import pins_of
from aum_sync.store.overlay import INPUTS, is_output


@dataclass(frozen=True, slots=True)
class GitLineage:
    """Implements ``gate.ports.Lineage`` on a clone; ``tip`` is the last commit of the branch."""

    place: Branch
    tip: str
    _policies: dict[str, Policy | None] = field(default_factory=dict)

    @property
    def branch(self) -> str:
        """The branch that is applied from."""
        return self.place.name

    def landings(self, commit: str) -> tuple[Landing, ...]:
        """What changed ``config/`` or ``state/`` on the way to a commit, newest first."""
        rooms = self._below(ROOMS)
        return tuple(map(self._landing, lineage.landings(self.place.repository, commit, rooms)))

    def above(self, commit: str) -> tuple[Landing, ...] | None:
        """Everything between a commit and the tip, newest first; None where it is not below."""
        if not is_ancestor(self.place.repository, commit, self.tip):
            return None
        rows = lineage.landings(self.place.repository, f"{commit}..{self.tip}")
        found = tuple(map(self._landing, rows))
        below = found[-1].parents[:1] if found else (self.tip,)
        return found if below == (commit,) else None

    def contains(self, commit: str, part: str) -> bool:
        """Whether ``part`` is the commit or one before it."""
        return is_ancestor(self.place.repository, part, commit)

    def merges_to(self, onto: str, head: str, result: str) -> bool | None:
        """Whether merging two commits gives the inputs of a third; None where they conflict."""
        tree = lineage.merged(self.place.repository, onto, head)
        return None if tree is None else self._inputs(tree) == self._inputs(result)

    def brought(self, onto: str, head: str) -> tuple[str, ...]:
        """The paths, from the repository's top, that ``head`` changed since it left ``onto``."""
        since = lineage.merge_base(self.place.repository, onto, head)
        if since is None:
            raise GitError(
                f"{head[:12]} has nothing in common with {onto[:12]}",
                hint="open a pull request from a branch that began here",
            )
        return lineage.changed(self.place.repository, since, head)

    def is_input(self, path: str) -> bool:
        """Whether a path is in the season's ``config/`` or ``state/``."""
        return any(path.startswith(f"{room}/") for room in self._below(ROOMS))

    def only_merges(self, commit: str, onto: str) -> bool:
        """Whether a commit is a merge with something that ``onto`` has, and brings nothing else."""
        here = self.place.repository
        first, *others = git(here, "rev-parse", f"{commit}^@").decode().split()
        tree = git(here, "rev-parse", f"{commit}^{{tree}}").decode().strip()
        return (
            len(others) == 1
            and self.contains(onto, others[0])
            and lineage.merged(here, first, others[0]) == tree
        )

    def policy(self, commit: str) -> Policy | None:
        """The policy of a commit; None where its configuration cannot be read."""
        found = lineage.tree_entries(self.place.repository, commit, self._below(("config",)))
        tree = CommitTree(self.place.repository, commit, self.place.prefix)
        key = "".join(found.values())
        if key not in self._policies:
            try:
                self._policies[key] = load(tree.read).config.policy
            except AumSyncError:
                self._policies[key] = None
        return self._policies[key]

    def bring(self, number: int, head: str) -> None:
        """Fetch the head of a pull request. Raises GitError where it is not to be had."""
        here, ref = self.place.repository, f"refs/pull/{number}/head"
        if not is_ancestor(here, head, head):
            git(here, "fetch", "--no-tags", "--quiet", self.place.remote, ref)
        if not is_ancestor(here, head, head):
            raise GitError(
                f"{self.place.remote} has no commit {head[:12]}, the head of #{number}",
                hint="run the workflow again; GitHub keeps the heads of pull requests",
            )

    def merge_of(self, head: str) -> str | None:
        """The tree that merging a commit into the tip would give; None where they conflict."""
        return lineage.merged(self.place.repository, self.tip, head)

    def relative(self, path: str) -> str:
        """A path below the season's root, as seen from there."""
        return path.removeprefix(self._start)

    def _landing(self, row: lineage.Landing) -> Landing:
        recorded = row.signed and len(row.parents) == 1 and all(map(self._observed, row.paths))
        return Landing(row.commit, row.parents, row.subject, recorded)

    def _observed(self, path: str) -> bool:
        """Whether a path is an output, of this season or of another in the same repository."""
        if self.is_input(path):
            return is_output(self.relative(path))
        parts = path.split("/")
        return any(is_output("/".join(parts[index:])) for index in range(len(parts)))

    def _inputs(self, tree: str) -> dict[str, str]:
        return lineage.tree_entries(self.place.repository, tree, self._below(INPUTS))

    def _below(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{self._start}{path}" for path in paths)

    @property
    def _start(self) -> str:
        return f"{self.place.prefix}/" if self.place.prefix else ""


@dataclass(frozen=True, slots=True)
class Plans:
    """Implements ``gate.ports.Planner``; outputs are those of ``state_commit``, if not c's own."""

    origin: Origin
    state_commit: str | None
    _known: dict[str, Draft] = field(default_factory=dict)

    def draft(self, commit: str) -> Draft:
        """The plan of a commit. Raises AumSyncError where it has none."""
        if commit not in self._known:
            tip = self.origin.at(commit, self.state_commit)
            plan = build(tip.config, tip.state, commit=commit, base_from="snapshots")
            self._known[commit] = draft_of(plan, tip)
        return self._known[commit]


def draft_of(plan: Plan, tip: Tip) -> Draft:
    """What a plan does, with the pins of the season that it is for, and whether it can be shown."""
    pins = {
        key: (playlist, digest([content_digest(pin.slots), pin.name]))
        for key, playlist, pin in pins_of(tip.config, tip.state)
    }
    return Draft(plan.digest, plan.account, effects_of(plan), pins, fits(plan))
