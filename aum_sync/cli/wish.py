"""What a rollback is asked to bring back: which playlists, what they held, and what is missing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from aum_sync.cli.past import Entry, Past
from aum_sync.config.loader import load
from aum_sync.config.types import Config
from aum_sync.git.commit import CommitTree
from aum_sync.plan.build import plan_of
from aum_sync.plan.rollback import (
    Gone,
    Managed,
    Snapshots,
    changed_between,
    differing,
    gone,
    managed,
    under_keys_of_now,
)
from aum_sync.plan.types import MasterPlan
from aum_sync.plan.workings import work_out
from aum_sync.season.created import with_created_ids
from aum_sync.season.items import State, content_digest


@dataclass(frozen=True)
class Wish:
    """What is wished for: how apply ``entry`` left the playlists, or found them (``undo``).

    ``only`` are the keys of those that are asked for; none: all.
    """

    past: Past
    entry: Entry
    undo: bool
    config: Config
    state: State
    only: Collection[str]

    @property
    def reason(self) -> str:
        """Why the pins are there."""
        return f"rollback {'of' if self.undo else 'to'} apply {self.entry.applied.number}"

    @cached_property
    def managed(self) -> tuple[Managed, ...]:
        """The playlists of now."""
        return tuple(managed(self.config, self.state))

    @cached_property
    def _now(self) -> Snapshots:
        return {one.key: one.base for one in self.managed}

    @cached_property
    def _recorded(self) -> Snapshots:
        return self.past.before(self.entry) if self.undo else self.past.after(self.entry)

    @cached_property
    def then(self) -> Snapshots:
        """What the playlists of now held, by the keys of now."""
        return under_keys_of_now(self._recorded, self.managed)

    @cached_property
    def _changed(self) -> frozenset[str] | None:
        """The ids of the playlists that an undone apply changed; None: it is not about those."""
        if not self.undo:
            return None
        return changed_between(self._recorded, self.past.after(self.entry))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The playlists that hold something else now; of an undone apply those that it changed.

        While an apply is unfinished nobody knows what they hold: it may be any of them.
        """
        both = tuple(sorted(self._now.keys() & self.then.keys()))
        found = both if self.state.pending else differing(self._now, self.then)
        changed = self._changed
        return tuple(
            key
            for key in found
            if (not self.only or key in self.only)
            and (changed is None or self.then[key].playlist in changed)
        )

    @cached_property
    def gone(self) -> tuple[Gone, ...]:
        """What was managed then and lost tracks since, and is managed no more."""
        if self.only:
            return ()
        return tuple(gone(self._recorded, self.then, self.state, self._changed))

    def later(self, keys: Collection[str]) -> list[int]:
        """The later applies that changed one of these playlists too."""
        ids = {self.then[key].playlist for key in keys}
        return sorted(
            other.applied.number
            for other in self.past.entries
            if other.applied.number > self.entry.applied.number
            and ids & changed_between(self.past.before(other), self.past.after(other))
        )

    def config_that_gives(self, keys: frozenset[str]) -> str | None:
        """The commit whose configuration gives just that with the weeks of now, if there is one."""
        if self.undo:
            numbers = {one.applied.number: one.applied for one in self.past.entries}
            applied = numbers.get(self.entry.applied.number - 1)
        else:
            applied = self.entry.applied
        if applied is None:
            return None
        tree = CommitTree(self.past.repository, applied.commit, self.past.prefix)
        config = with_created_ids(load(tree.read).config, self.state)
        plan = plan_of(work_out(config, self.state), commit=None, base_from="snapshots")
        gives = all(problem.level != "error" for problem in plan.problems) and all(
            self._gives(master) if master.key in keys else not master.changed
            for master in plan.masters
        )
        return applied.commit if gives and keys <= {one.key for one in plan.masters} else None

    def _gives(self, master: MasterPlan) -> bool:
        """Whether a plan of a master leads to just what it held, details and all."""
        then, now = self.then[master.key], self._now[master.key]
        new = {detail.field: detail.new for detail in master.details}
        end = replace(
            now,
            name=str(new.get("name", now.name)),
            description=str(new.get("description", now.description)),
        )
        key = master.key
        content = master.target == content_digest(then.slots)
        return content and not differing({key: replace(end, slots=then.slots)}, {key: then})
