"""The plan of a commit, or of the work tree held against Spotify, with all it was made from."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from aum_sync.cli.beside import searching
from aum_sync.cli.left import lefts
from aum_sync.cli.output import say, style_for
from aum_sync.cli.season import open_season, tree_of
from aum_sync.cli.seen import see
from aum_sync.config.loader import LoadedConfig
from aum_sync.plan.build import plan_of
from aum_sync.plan.types import Plan
from aum_sync.plan.workings import Workings, work_out
from aum_sync.report.doubts import Search
from aum_sync.report.faults import render_faults
from aum_sync.season.items import State
from aum_sync.store.tree import Tree


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, its workings, and the season as it was opened.

    ``commit`` is the full id of the commit; None for the work tree. ``state`` is what is recorded;
    that of ``workings`` has what was just read besides. ``search`` looks for typos in it; None
    where that was not begun.
    """

    tree: Tree
    loaded: LoadedConfig
    state: State
    commit: str | None
    workings: Workings
    plan: Plan
    search: Search | None


def planned(root: Path, commit: str | None, *, offline: bool, searched: bool = False) -> Planned:
    """Make the plan, and say beside it what there is to say. Raises AumSyncError.

    ``searched``: typos are likely to be asked for, and are looked for meanwhile.
    """
    tree, sha = tree_of(root, commit)
    loaded, state = open_season(tree)
    search = searching(loaded.config, state) if searched else None
    if loaded.warnings:
        say(render_faults(loaded.warnings, style_for(sys.stderr)))
    if sha:
        workings = work_out(loaded.config, state)
        left = lefts(root, sha, loaded.config, state)
        plan = plan_of(workings, commit=sha, base_from="snapshots", lefts=left)
        return Planned(tree, loaded, state, sha, workings, plan, search)
    seen = see(root, loaded.config, state, offline=offline)
    if seen.live:
        seen.live.tell(edits=True)
    workings = work_out(loaded.config, seen.state, seen.unreadable)
    plan = plan_of(
        workings,
        commit=None,
        base_from=seen.base_from,
        unreadable=seen.unreadable,
        lefts=seen.lefts,
    )
    return Planned(tree, loaded, state, None, workings, plan, search)
