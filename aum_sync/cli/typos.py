"""``aum-sync typos``: the weeks whose counts look wrong, and how they may be meant."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import result, style_for
from aum_sync.cli.season import open_season, tree_of
from aum_sync.report.remedies import remedy_of
from aum_sync.report.typos import render, render_weeks
from aum_sync.report.typos_data import as_csv, as_json
from aum_sync.season.typos.find import find
from aum_sync.season.weeks import judge


@click.command("typos")
@options.root
@options.commit
@options.week
@options.form("json", "csv")
def command(root: Path, commit: str | None, weeks: tuple[int, ...], form: str) -> None:
    """Find the weeks whose counts or genres look wrong, and say how they may be meant.

    What the rest of the season knows of a week's tracks is the evidence; weeks that only look
    right are found too. The table has the weeks first in which most tracks would change master.
    `aum-sync fix` writes a correction; nothing is corrected by itself.

    \b
    Examples:
      aum-sync typos
      aum-sync typos --week 281
    """
    loaded, state = open_season(tree_of(root, commit)[0])
    config = loaded.config
    findings = find(config, state)
    if asked := options.known_weeks(weeks, [finding.week for finding in findings]):
        findings = tuple(finding for finding in findings if finding.week in asked)
    if form == "json":
        result(as_json(findings), json=True)
        return
    judged = {week.week: judge(week.latest, config) for week in state.weeks}
    waiting = [week for week, one in judged.items() if not one.passes]
    if form == "csv":
        result(as_csv(findings, waiting))
        return
    style = style_for(sys.stdout)
    found = (finding for finding in findings if finding.proposals)
    remedies = {one.week: remedy_of(one, judged[one.week], config) for one in found}
    if asked:
        titles = {master.key: master.title for master in config.masters}
        result(render_weeks(findings, waiting, remedies, titles, style))
    else:
        result(render(findings, waiting, remedies, style))
