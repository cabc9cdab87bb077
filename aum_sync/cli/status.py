"""``aum-sync status``: what is pending, and what somebody edited on Spotify."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import result, say, style_for
from aum_sync.cli.season import open_season, tree_of
from aum_sync.cli.seen import Seen, see
from aum_sync.config.types import Config
from aum_sync.errors import ExitCode, worst
from aum_sync.plan.build import plan_of
from aum_sync.plan.drift import drifts
from aum_sync.plan.edits import ways_to_keep
from aum_sync.plan.rollback import differing
from aum_sync.plan.workings import Workings, work_out
from aum_sync.report import drift_data
from aum_sync.report.drift import Standing, Status, render
from aum_sync.report.faults import render_faults


@click.command("status")
@options.root
@click.option("--offline", is_flag=True, help="Compare with the snapshots; ask Spotify nothing.")
@options.form("json", "csv")
@click.option(
    "--detailed-exitcode",
    is_flag=True,
    help="Exit 10 where changes are pending, 5 where something was edited on Spotify.",
)
def command(root: Path, offline: bool, form: str, detailed_exitcode: bool) -> int:
    """Say where every master stands: in sync, pending, edited on Spotify, or both.

    Where there is access to Spotify the masters that changed are read first. What somebody did
    there since the last apply is told track by track, with what the next apply would make of it.
    What is in a commit by now and would not be undone counts as in sync.

    \b
    Examples:
      aum-sync status
      aum-sync status --offline --detailed-exitcode
    """
    status = survey(root, offline=offline)
    if form == "json":
        result(drift_data.as_json(status), json=True)
    elif form == "csv":
        result(drift_data.as_csv(status))
    else:
        result(render(status, style_for(sys.stdout)))
    return _exit_code(status) if detailed_exitcode else ExitCode.OK


def survey(root: Path, *, offline: bool) -> Status:
    """Where every master stands; says beside it what there is to say."""
    loaded, known = open_season(tree_of(root, None)[0])
    if loaded.warnings:
        say(render_faults(loaded.warnings, style_for(sys.stderr)))
    seen = see(root, loaded.config, known, offline=offline or known.pending is not None)
    if seen.live:
        seen.live.tell(edits=False)
    return _status(loaded.config, seen)


def _status(config: Config, seen: Seen) -> Status:
    workings = work_out(config, seen.state, seen.unreadable)
    plan = plan_of(workings, commit=None, base_from=seen.base_from)
    edits = drifts(workings, plan.masters, seen.lefts)
    now = {one.key: base for one in plan.masters if (base := workings.base(one.key))}
    new = differing(now, seen.committed)
    ways = ways_to_keep(workings, edits)
    return Status(
        tuple(
            Standing(
                one,
                edits.get(one.key),
                one.key not in new,
                seen.unreadable.get(one.key),
                ways.get(one.key),
            )
            for one in plan.masters
        ),
        seen.known.pending,
        seen.known.applied,
        _held(workings),
        seen.live is not None,
    )


def _held(workings: Workings) -> tuple[int, ...]:
    return tuple(chosen.week for chosen in workings.wanted.weeks if chosen.held)


def _exit_code(status: Status) -> ExitCode:
    codes = [ExitCode.STALE for one in status.standings if one.edited]
    codes += [ExitCode.PENDING for one in status.standings if any(one.pending)]
    codes += [ExitCode.PENDING] if status.pending else []
    return worst(codes)
