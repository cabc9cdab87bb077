"""``aum-sync plan``: what would change on Spotify, track by track, and why."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.left import lefts
from aum_sync.cli.live import look
from aum_sync.cli.output import annotate, say, style_for
from aum_sync.cli.season import annotator, open_season, tree_of
from aum_sync.cli.show import FORMATS, print_plan
from aum_sync.errors import ExitCode, worst
from aum_sync.plan.build import build
from aum_sync.plan.inputs import BaseFrom
from aum_sync.plan.types import Plan
from aum_sync.plan.workings import Unreadable
from aum_sync.report.faults import render_faults


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

    Where there is access to Spotify the masters that changed since the last pull are read first;
    otherwise the snapshots in state/ are the base. What somebody edited there since the last apply
    is named, with what the next apply makes of it.
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
    left = lefts(root, sha, loaded.config, state)
    base_from: BaseFrom = "snapshots"
    unreadable: Unreadable = {}
    if not (offline or commit) and (live := look(loaded.config, state)):
        live.tell(edits=True)
        state, base_from, unreadable = live.state, "live", live.unreadable
    plan = build(
        loaded.config, state, commit=sha, base_from=base_from, unreadable=unreadable, lefts=left
    )
    print_plan(plan, form, options.view_of(plan, weeks, masters))
    write = annotator(root, state)
    commands = (*map(write.fault, loaded.warnings), *map(write.problem, plan.problems))
    annotate(commands, machine=form != "text")
    return _exit_code(plan, detailed=detailed_exitcode)


def _exit_code(plan: Plan, *, detailed: bool) -> ExitCode:
    refused = any(problem.level == "error" for problem in plan.problems)
    pending = detailed and plan.changed
    return worst([ExitCode.REFUSED] * refused + [ExitCode.PENDING] * pending)
