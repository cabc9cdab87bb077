"""``aum-sync pull``: what changed on Spotify, into ``state/``."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import Progress, result, say, style_for
from aum_sync.cli.season import open_season
from aum_sync.errors import AumSyncError, ExitCode
from aum_sync.pull.pull import Pulled, pull
from aum_sync.report.pulled import as_json, render, report_on
from aum_sync.season.items import State
from aum_sync.spotify.connect import connect
from aum_sync.spotify.errors import AccessError
from aum_sync.spotify.ledger import add, hour_of, last_24h
from aum_sync.spotify.limits import Limits
from aum_sync.store.state import save_state
from aum_sync.store.tree import WorkTree


@click.command("pull")
@options.root
@options.form("json")
def command(root: Path, form: str) -> int:
    """Read what changed on Spotify into state/: weeks, masters, who bears whose name.

    Only playlists whose version id moved are read. Files are written at the end, or up to where
    Spotify stopped answering or Ctrl-C came.

    \b
    Access: AUM_SYNC_SPOTIFY_URL for a simulator; for Spotify itself AUM_SYNC_READ_CLIENT_ID,
    AUM_SYNC_READ_CLIENT_SECRET and AUM_SYNC_READ_TOKEN.
    """
    tree = WorkTree(root)
    loaded, before = open_season(tree)
    library = connect(os.environ, Limits(budget=loaded.config.policy.budget))
    if library is None:
        raise AccessError(
            "there is no access to Spotify to pull from",
            hint="set AUM_SYNC_READ_CLIENT_ID, AUM_SYNC_READ_CLIENT_SECRET and AUM_SYNC_READ_TOKEN;"
            " for a simulator (aum-sync simulate) set AUM_SYNC_SPOTIFY_URL to its address",
        )
    progress = Progress()
    masters = before.pending is None
    try:
        pulled = pull(loaded.config, before, library, progress, masters=masters)
    finally:
        progress.clear()
    after, spent = _counted(before, pulled.state, library.requests)
    files, unsaved = _saved(tree, before, after)
    report = report_on(loaded.config, before, pulled, files, (library.requests, spent))
    if form == "json":
        result(as_json(report), json=True)
    else:
        result(render(report, style_for(sys.stdout)))
    return _ending(pulled, unsaved)


def _saved(
    tree: WorkTree, before: State, after: State
) -> tuple[tuple[str, ...], AumSyncError | None]:
    """The files that were written and removed, or why that failed: what was read is told first."""
    try:
        return save_state(tree, before, after), None
    except AumSyncError as error:
        return (), error


def _ending(pulled: Pulled, unsaved: AumSyncError | None) -> ExitCode:
    """The exit code; raises what stopped the reading, and what stopped the saving."""
    stopped = pulled.error
    if unsaved and isinstance(stopped, AumSyncError):
        raise AumSyncError(*stopped.faults, *unsaved.faults)
    if unsaved:
        raise unsaved
    if isinstance(stopped, KeyboardInterrupt):
        say("interrupted; what was read is saved")
        return ExitCode.INTERRUPTED
    if stopped:
        raise stopped
    failed = any(event.level == "error" for event in pulled.events)
    return ExitCode.ERROR if failed else ExitCode.OK


def _counted(before: State, after: State, sent: int) -> tuple[State, int]:
    """``after`` with the requests of this run, and how many there were in 24 hours.

    The count alone is no reason to write a file: it goes along with another change.
    """
    hour = hour_of(time.time())
    if after.account is None:
        return after, sent
    ledger = add(after.account.requests, hour, sent)
    if after != before:
        after = replace(after, account=replace(after.account, requests=ledger))
    return after, last_24h(ledger, hour)
