"""``aum-sync plan``: what would change on Spotify, track by track, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aum_sync.cli import options
from aum_sync.cli.output import annotate, result
from aum_sync.cli.planned import planned
from aum_sync.cli.reviewing import refuse_unseen, review_of
from aum_sync.cli.season import annotator
from aum_sync.cli.show import FORMATS, print_plan
from aum_sync.errors import ExitCode, worst
from aum_sync.plan.types import Plan
from aum_sync.report.review.render import render
from aum_sync.report.review.types import COMMENT, SUMMARY

LIMITS = {"summary": SUMMARY, "comment": COMMENT}
"""How a review is shown on GitHub, and how many bytes it may take there."""


@click.command("plan")
@options.root
@click.option("--offline", is_flag=True, help="Compare with the snapshots; ask Spotify nothing.")
@options.commit
@click.option(
    "--against",
    metavar="B",
    help="The commit that a review compares with; for --format summary and comment.",
)
@options.form(*FORMATS, *LIMITS)
@click.option("--detailed-exitcode", is_flag=True, help="Exit 10 where changes are pending.")
@options.narrowing
def command(
    root: Path,
    offline: bool,
    commit: str | None,
    against: str | None,
    form: str,
    detailed_exitcode: bool,
    **narrowing: tuple[Any, ...],
) -> int:
    """Show what would change on Spotify, track by track, and why. Writes nothing anywhere.

    Where there is access to Spotify the masters that changed since the last pull are read first;
    otherwise the snapshots in state/ are the base. What somebody edited there since the last apply
    is named, with what the next apply makes of it.
    --week and --master narrow what is shown, never the plan or its digest.
    --format summary and comment are reviews, as long as GitHub takes for the summary of a job and
    for a comment; a plan whose removals or problems no summary has room for is refused.

    \b
    Examples:
      aum-sync plan
      aum-sync plan --offline --master hip-hop
      aum-sync plan --commit HEAD --format json > plan.json
      aum-sync plan --commit HEAD --against origin/main --format summary
    """
    if against and form not in LIMITS:
        raise click.UsageError("--against goes with --format summary or comment.")
    made = planned(root, commit, offline=offline)
    loaded, plan = made.loaded, made.plan
    view = options.view_of(plan, **narrowing)
    if form in LIMITS:
        review = review_of(root, loaded.config, made.state, plan, against=against, view=view)
        result(render(review, LIMITS[form]))
    else:
        print_plan(plan, form, view)
    notes = annotator(root, made.state, loaded.source, made.commit)
    commands = notes.commands(plan.problems, loaded.warnings)
    annotate(commands, machine=form != "text")
    if form in LIMITS:
        refuse_unseen(plan)
    return _exit_code(plan, detailed=detailed_exitcode)


def _exit_code(plan: Plan, *, detailed: bool) -> ExitCode:
    refused = any(problem.level == "error" for problem in plan.problems)
    pending = detailed and plan.changed
    return worst([ExitCode.REFUSED] * refused + [ExitCode.PENDING] * pending)
