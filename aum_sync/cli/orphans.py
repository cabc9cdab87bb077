"""``aum-sync orphans``: what masters hold and no week knows, and what the plan does with it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import result, style_for
from aum_sync.cli.season import open_season, tree_of
from aum_sync.plan.orphans import find_orphans
from aum_sync.plan.workings import work_out
from aum_sync.report import orphan_data
from aum_sync.report.orphans import render


@click.command("orphans")
@options.root
@options.master
@options.commit
@options.form("json", "csv")
def command(root: Path, masters: tuple[str, ...], commit: str | None, form: str) -> None:
    """List the tracks of masters that are in no week, and what the plan does with each.

    The content of the masters is that of the snapshots in state/; nothing is asked of Spotify.
    Positions count from 1, in JSON from 0.

    \b
    Example:
      aum-sync orphans --master hip-hop
    """
    loaded, state = open_season(tree_of(root, commit)[0])
    keys = options.known_masters(masters, [master.key for master in loaded.config.masters])
    found = find_orphans(work_out(loaded.config, state))
    groups = [group for group in found if not keys or group.master.key in keys]
    if form == "json":
        result(orphan_data.as_json(groups, loaded.source), json=True)
    elif form == "csv":
        result(orphan_data.as_csv(groups, loaded.source))
    else:
        result(render(groups, loaded.source, style_for(sys.stdout)))
