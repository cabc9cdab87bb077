"""``aum-sync plan``: what would change on Spotify, track by track, and why."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import Progress, annotate, result, say, style_for
from aum_sync.cli.season import open_season
from aum_sync.cli.show import FORMATS, rendered
from aum_sync.config.types import Config
from aum_sync.errors import ExitCode, worst
from aum_sync.plan.build import build
from aum_sync.plan.inputs import BaseFrom
from aum_sync.plan.types import Plan
from aum_sync.report.annotations import problem_annotation
from aum_sync.report.faults import render_faults
from aum_sync.season.items import State
from aum_sync.store.tree import Tree, WorkTree


@click.command("plan")
@options.root
@click.option("--offline", is_flag=True, help="Compare with the snapshots; ask Spotify nothing.")
@click.option("--commit", metavar="C", help="Plan this commit from its blobs alone, offline.")
@click.option("--format", "form", type=FORMATS, default="text", help="Default: text.")
@click.option("--detailed-exitcode", is_flag=True, help="Exit 10 where changes are pending.")
@options.narrowing
def command(
    root: Path,
    offline: bool,
    commit: str | None,
    form: str,
    detailed_exitcode: bool,
    weeks: tuple[int, ...],
    masters: tuple[str, ...],
) -> int:
    """Show what would change on Spotify, track by track, and why. Writes nothing anywhere.

    Where there is access to Spotify the masters that changed since the last pull are read first,
    and what somebody edited there is named; otherwise the snapshots in state/ are the base.
    --week and --master narrow what is shown, never the plan or its digest.

    \b
    Examples:
      aum-sync plan
      aum-sync plan --offline --master hip-hop
      aum-sync plan --commit HEAD --format json > plan.json
    """
    tree, sha = _tree(root, commit)
    loaded, state = open_season(tree)
    if loaded.warnings:
        say(render_faults(loaded.warnings, style_for(sys.stderr)))
    base_from: BaseFrom = "snapshots"
    if not offline and commit is None:
        state, base_from = _refreshed(loaded.config, state)
    plan = build(loaded.config, state, commit=sha, base_from=base_from)
    result(rendered(plan, form, options.view_of(plan, weeks, masters)))
    annotate(map(problem_annotation, plan.problems), machine=form != "text")
    return _exit_code(plan, detailed=detailed_exitcode)


def _tree(root: Path, commit: str | None) -> tuple[Tree, str | None]:
    if commit is None:
        return WorkTree(root), None
    from aum_sync.git.commit import CommitTree, resolve

    repository, sha, prefix = resolve(root, commit)
    return CommitTree(repository, sha, prefix), sha


def _refreshed(config: Config, state: State) -> tuple[State, BaseFrom]:
    """The state with live masters where there is access, saying what was edited on Spotify."""
    from aum_sync.pull.pull import refresh
    from aum_sync.spotify.connect import connect
    from aum_sync.spotify.limits import Limits

    library = connect(os.environ, Limits(budget=config.policy.budget))
    if library is None:
        return state, "snapshots"
    progress = Progress()
    refreshed = refresh(config, state, library, progress)
    progress.clear()
    if refreshed.error:
        raise refreshed.error
    for event in refreshed.events:
        if event.level != "note":
            say(f"{event.level}: {event.master}: {event.text}")
    say(f"compared with Spotify as it is now ({library.requests} requests)")
    return refreshed.state, "live"


def _exit_code(plan: Plan, *, detailed: bool) -> ExitCode:
    refused = any(problem.level == "error" for problem in plan.problems)
    pending = detailed and plan.changed
    return worst([ExitCode.REFUSED] * refused + [ExitCode.PENDING] * pending)
