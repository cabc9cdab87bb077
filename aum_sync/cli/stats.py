"""``aum-sync stats``: the season in figures."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import result, style_for
from aum_sync.cli.season import open_season, tree_of
from aum_sync.plan.stats import stats_of
from aum_sync.plan.workings import work_out
from aum_sync.report import stats_data
from aum_sync.report.stats import render
from aum_sync.report.validation import validate


@click.command("stats")
@options.root
@options.commit
@options.form("json", "csv")
def command(root: Path, commit: str | None, form: str) -> None:
    """Show the season in figures: weeks, items, masters, genres, artists.

    Masters are counted as in the snapshots in state/, and as the plan leaves them; nothing is
    asked of Spotify. Tables show the most frequent; JSON and CSV have everything.

    \b
    Example:
      aum-sync stats --format csv > season.csv
    """
    loaded, state = open_season(tree_of(root, commit)[0])
    config = loaded.config
    stats, validation = stats_of(work_out(config, state)), validate(config, state)
    if form == "json":
        result(stats_data.as_json(stats, validation, config.season), json=True)
    elif form == "csv":
        result(stats_data.as_csv(stats, validation))
    else:
        result(render(stats, validation, config.season, style_for(sys.stdout)))
