"""``aum-sync plan``: what would change on Spotify, track by track, and why."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import Progress, annotate, say, style_for
from aum_sync.cli.season import annotator, open_season, tree_of
from aum_sync.cli.show import FORMATS, print_plan
from aum_sync.config.types import Config
from aum_sync.errors import ExitCode, worst
from aum_sync.plan.build import build
from aum_sync.plan.inputs import BaseFrom
from aum_sync.plan.types import Plan
from aum_sync.plan.workings import Unreadable
from aum_sync.pull.pull import Pulled
from aum_sync.report.faults import render_faults
from aum_sync.season.items import State
from aum_sync.text.words import plural


@click.command("plan")
@options.root
@click.option("--offline", is_flag=True, help="Compare with the snapshots; ask Spotify nothing.")
@options.commit
@options.form(*FORMATS)
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
    tree, sha = tree_of(root, commit)
    loaded, state = open_season(tree)
    if loaded.warnings:
        say(render_faults(loaded.warnings, style_for(sys.stderr)))
    base_from: BaseFrom = "snapshots"
    unreadable: Unreadable = {}
    refreshed = None if offline or commit else _refreshed(loaded.config, state)
    if refreshed:
        state, base_from, unreadable = refreshed.state, "live", _unreadable(refreshed)
    plan = build(loaded.config, state, commit=sha, base_from=base_from, unreadable=unreadable)
    print_plan(plan, form, options.view_of(plan, weeks, masters))
    write = annotator(root, state)
    commands = (*map(write.fault, loaded.warnings), *map(write.problem, plan.problems))
    annotate(commands, machine=form != "text")
    return _exit_code(plan, detailed=detailed_exitcode)


def _refreshed(config: Config, state: State) -> Pulled | None:
    """The masters read live, saying what was edited on Spotify; None where there is no access."""
    from aum_sync.pull.pull import refresh
    from aum_sync.report.pulled import event_rows
    from aum_sync.spotify.connect import connect
    from aum_sync.spotify.limits import Limits

    library = connect(os.environ, Limits(budget=config.policy.budget))
    if library is None:
        return None
    progress = Progress()
    try:
        refreshed = refresh(config, state, library, progress)
    finally:
        progress.clear()
    if refreshed.error:
        raise refreshed.error
    news = tuple(event for event in refreshed.events if event.level != "error")
    if rows := event_rows(news, style_for(sys.stderr)):
        say("\n".join(rows))
    say(f"compared with Spotify as it is now ({plural(library.requests, 'request')})")
    return refreshed


def _unreadable(refreshed: Pulled) -> Unreadable:
    """Why masters could not be read, by key, and what to do: problems of the plan."""
    return {
        event.master: (event.text, event.hint)
        for event in refreshed.events
        if event.level == "error" and event.master is not None
    }


def _exit_code(plan: Plan, *, detailed: bool) -> ExitCode:
    refused = any(problem.level == "error" for problem in plan.problems)
    pending = detailed and plan.changed
    return worst([ExitCode.REFUSED] * refused + [ExitCode.PENDING] * pending)
