"""``aum-sync show``: a saved plan, rendered."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.input import standard_input
from aum_sync.cli.output import result, style_for
from aum_sync.errors import DataError
from aum_sync.plan.types import Plan
from aum_sync.report.doubts import NO_DOUBTS, Doubts
from aum_sync.report.view import View

FORMATS = ("json", "markdown", "csv")
"""How a plan can be rendered, beside text."""


@click.command("show")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@options.form(*FORMATS)
@options.narrowing
def command(file: str, form: str, weeks: tuple[int, ...], masters: tuple[str, ...]) -> None:
    """Render the plan in FILE, made by `plan --format json`; - reads standard input.

    --week and --master narrow what is shown, never the plan: JSON is always the whole of it.

    \b
    Example:
      aum-sync plan --format json > plan.json
      aum-sync show plan.json --master hip-hop
    """
    from aum_sync.plan.codec import from_json

    plan = from_json(_text(file))
    print_plan(plan, form, options.view_of(plan, weeks, masters))


def print_plan(plan: Plan, form: str, view: View, doubts: Doubts = NO_DOUBTS) -> None:
    """The plan on standard output, as text or in one of ``FORMATS``."""
    if form == "json":
        from aum_sync.plan.codec import to_json

        result(to_json(plan), json=True)
    elif form == "markdown":
        from aum_sync.report.review.render import render
        from aum_sync.report.review.types import Review

        result(render(Review(plan, view, doubts=doubts)))
    elif form == "csv":
        from aum_sync.report import table

        result(table.csv_rows(plan, view))
    else:
        from aum_sync.report import terminal

        result(terminal.render(plan, view, style_for(sys.stdout), doubts))


def _text(file: str) -> str:
    try:
        data = standard_input() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8")
    except OSError as error:
        raise DataError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DataError(
            f"{file} is not UTF-8, so it is no plan",
            hint="make it again with aum-sync plan --format json",
        ) from error
