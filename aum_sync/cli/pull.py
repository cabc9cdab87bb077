"""``aum-sync pull``: what changed on Spotify, into ``state/``."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.asking import ask
from aum_sync.cli.output import Progress, result, say, style_for, tell
from aum_sync.cli.season import open_season, outputs_of, tree_of
from aum_sync.cli.seen import ahead_of
from aum_sync.config.types import Config
from aum_sync.errors import AumSyncError, ExitCode
from aum_sync.git.publish import Branch
from aum_sync.pull.pull import Pulled, pull
from aum_sync.report.pulled import as_json, render, report_on
from aum_sync.season.items import State
from aum_sync.spotify.connect import connect
from aum_sync.spotify.errors import AccessError
from aum_sync.spotify.ledger import add, hour_of, last_24h
from aum_sync.spotify.limits import Limits
from aum_sync.store.overlay import is_output
from aum_sync.store.state import changed_files, save_state, without_outputs
from aum_sync.store.tree import WorkTree

_Apart = tuple[Branch, str]
"""The branch that outputs are on, and its tip."""


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
    config, before, apart = _opened(root)
    library = connect(os.environ, Limits(budget=config.policy.budget))
    if library is None:
        raise AccessError(
            "there is no access to Spotify to pull from",
            hint="set AUM_SYNC_READ_CLIENT_ID, AUM_SYNC_READ_CLIENT_SECRET and AUM_SYNC_READ_TOKEN;"
            " for a simulator (aum-sync simulate) set AUM_SYNC_SPOTIFY_URL to its address",
        )
    progress = Progress()
    masters = before.pending is None
    try:
        pulled = pull(config, before, library, progress, masters=masters)
    finally:
        progress.clear()
    after, spent = _counted(before, pulled.state, library.requests)
    try:
        files = (*_saved(WorkTree(root), before, after, apart), *ask(root, config))
        unsaved = None
    except AumSyncError as error:  # What was read is told first.
        files, unsaved = (), error
    report = report_on(config, before, pulled, files, (library.requests, spent))
    stopped = _stopped(pulled, unsaved)
    if form == "json":
        result(as_json(report, stopped.faults if stopped else ()), json=True)
    else:
        tell(render(report, style_for(sys.stdout)))
    if stopped:
        raise stopped
    return _exit_code(pulled)


def _opened(root: Path) -> tuple[Config, State, _Apart | None]:
    """The season, and the branch of its outputs, as that is now, once an apply has begun it."""
    loaded, state = open_season(tree_of(root, None)[0])
    outputs = outputs_of(root, loaded.config)
    tip = outputs.fetch() if outputs else None
    if ahead := ahead_of(root, loaded.config, state):
        say(ahead.text)
    if outputs is None or tip is None:
        return loaded.config, state, None
    loaded, state = open_season(tree_of(root, None)[0])
    return loaded.config, state, (outputs, tip)


def _saved(tree: WorkTree, before: State, after: State, apart: _Apart | None) -> tuple[str, ...]:
    """Save what changed; the files that were written and removed.

    Outputs that have a branch of their own are recorded there.
    """
    if apart is None:
        return save_state(tree, before, after)
    inputs = save_state(tree, without_outputs(before), without_outputs(after))
    files = changed_files(before, after)
    seen = {path: data for path, data in files.items() if is_output(path)}
    if seen:
        branch, tip = apart
        branch.publish(tip, seen, "Pull: what the masters hold now\n")
    return (*inputs, *seen)


def _stopped(pulled: Pulled, unsaved: AumSyncError | None) -> AumSyncError | None:
    """What stopped the reading, and what stopped the saving."""
    stopped = pulled.error if isinstance(pulled.error, AumSyncError) else None
    if unsaved and stopped:
        return AumSyncError(*stopped.faults, *unsaved.faults)
    return unsaved or stopped


def _exit_code(pulled: Pulled) -> ExitCode:
    if isinstance(pulled.error, KeyboardInterrupt):
        say("interrupted; what was read is saved")
        return ExitCode.INTERRUPTED
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
