"""``aum-sync report``: the season and its plan as one HTML file."""

from __future__ import annotations

from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import result, say
from aum_sync.cli.planned import planned
from aum_sync.errors import DataError
from aum_sync.plan.stats import stats_of
from aum_sync.redact import redact
from aum_sync.report.page.render import render
from aum_sync.report.page.types import Report
from aum_sync.report.validation import validate
from aum_sync.season.typos.find import find
from aum_sync.store.atomic import replace_file

_KILOBYTE = 1000


@click.command("report")
@options.root
@click.option("--offline", is_flag=True, help="Compare with the snapshots; ask Spotify nothing.")
@options.commit
@click.option(
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    default="report.html",
    metavar="FILE",
    help="Where to write it; - is standard output. Default: report.html.",
)
def command(root: Path, offline: bool, commit: str | None, output: str) -> None:
    """Write the season and its plan as one HTML page.

    Every track in a table to search, sort and filter; pictures; each week with its description,
    its segments, what is wrong and how it may be meant. The file needs nothing beside it, asks no
    server for anything and runs no script but its own. Same commit, same bytes.
    A plan that is refused is shown like any other; its errors come first.

    \b
    Examples:
      aum-sync report
      aum-sync report --commit HEAD --output season.html
    """
    made = planned(root, commit, offline=offline)
    config, state = made.loaded.config, made.workings.state
    page = render(
        Report(
            config=config,
            plan=made.plan,
            stats=stats_of(made.workings),
            checks=validate(config, state),
            findings=find(config, state),
        )
    )
    if output == "-":
        result(page)
        return
    data = redact(page).encode("utf-8")
    try:
        replace_file(Path(output), data)
    except OSError as error:
        raise DataError(
            f"{output} cannot be written: {error.strerror}", hint="name another file with --output"
        ) from error
    say(f"{output}: {len(data) // _KILOBYTE:,} kB")
