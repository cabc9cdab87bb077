"""``aum-sync plan``: what would change on Spotify, track by track, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aum_sync.cli import options
from aum_sync.cli.output import annotate
from aum_sync.cli.planned import Planned, planned
from aum_sync.cli.season import annotator
from aum_sync.cli.show import FORMATS, print_plan
from aum_sync.errors import ExitCode, worst
from aum_sync.plan.types import Plan
from aum_sync.report.view import View

if TYPE_CHECKING:
    from aum_sync.report.doubts import Doubts

REVIEWS = ("summary", "comment")
"""How a review is shown on GitHub."""
_FOR_PEOPLE = ("text", "markdown")
"""Where probable typos are shown: they are no part of the plan itself."""


@click.command("plan")
@options.root
@click.option("--offline", is_flag=True, help="Compare with the snapshots; ask Spotify nothing.")
@options.commit
@click.option(
    "--against",
    metavar="B",
    help="The commit that a review compares with; for --format summary and comment.",
)
@options.form(*FORMATS, *REVIEWS)
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
    if against and form not in REVIEWS:
        raise click.UsageError("--against goes with --format summary or comment.")
    made = planned(root, commit, offline=offline, searched=form in _FOR_PEOPLE)
    loaded, plan = made.loaded, made.plan
    view = options.view_of(plan, **narrowing)
    if form in REVIEWS:
        from aum_sync.cli.reviewing import print_review, review_of

        review = review_of(
            root, made.tree, loaded.config, made.state, plan, against=against, view=view
        )
        told = review.doubts
        print_review(review, form)
    else:
        told = _told(made, view if form in _FOR_PEOPLE else None)
        print_plan(plan, form, view, told)
    faults = (*told.faults(loaded.source), *loaded.warnings)
    notes = annotator(root, made.state, loaded.source, made.commit)
    annotate(notes.commands(plan.problems, faults), machine=form != "text")
    if form in REVIEWS:
        from aum_sync.cli.reviewing import refuse_unseen

        refuse_unseen(plan)
    return _exit_code(plan, detailed=detailed_exitcode)


def _told(made: Planned, view: View | None) -> Doubts:
    """The probable typos of the weeks in view."""
    from aum_sync.report.doubts import doubts_of, planned_weeks

    weeks = planned_weeks(made.plan, view) if view else ()
    return doubts_of(made.tree.read, made.loaded.config, made.state, weeks, made.search)


def _exit_code(plan: Plan, *, detailed: bool) -> ExitCode:
    refused = any(problem.level == "error" for problem in plan.problems)
    pending = detailed and plan.changed
    return worst([ExitCode.REFUSED] * refused + [ExitCode.PENDING] * pending)
