"""A review of a plan: what the commit itself tells beside it, and the commit it is held against."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from aum_sync.cli.output import result
from aum_sync.cli.season import open_season, tree_of
from aum_sync.config.loader import load
from aum_sync.config.types import Config
from aum_sync.errors import AumSyncError, ExitCode
from aum_sync.plan.build import build
from aum_sync.plan.inputs import Effect, effects_of
from aum_sync.plan.types import Plan
from aum_sync.plan.workings import work_out
from aum_sync.report.doubts import doubts_of, planned_weeks, touched
from aum_sync.report.review.edits import edits_of
from aum_sync.report.review.merging import too_long
from aum_sync.report.review.render import fits, render
from aum_sync.report.review.types import COMMENT, SUMMARY, Review
from aum_sync.report.summary import short_digest
from aum_sync.report.validation import validate
from aum_sync.report.view import EVERYTHING, View
from aum_sync.season.created import with_created_ids
from aum_sync.season.items import State
from aum_sync.store.tree import Tree

_ROOM = {"summary": SUMMARY, "comment": COMMENT}
"""How many bytes a review may take, by where GitHub shows it."""


class UnseenError(AumSyncError):
    """A plan that cannot be shown whole, so that nobody can have reviewed it."""

    exit_code = ExitCode.REFUSED


def review_of(
    root: Path,
    tree: Tree,
    config: Config,
    state: State,
    plan: Plan,
    *,
    against: str | None = None,
    view: View = EVERYTHING,
) -> Review:
    """The review of a plan that was made from ``config`` and ``state``, which ``tree`` holds.

    ``against`` is the commit that it is compared with: for what changed in the configuration, for
    which effects are new, and for the weeks that are looked at for typos. What GitHub knows
    (``gate``, ``run_url``, ``ways``) is not in it yet. Raises GitError where there is no such
    commit.
    """
    review = Review(plan, view, config.policy, validate(config, state))
    if against is None:
        return replace(
            review, doubts=doubts_of(tree.read, config, state, planned_weeks(plan, view))
        )
    base, sha = tree_of(root, against)
    then = _season(base)
    weeks = frozenset(filter(view.week, touched(then, config, state)))
    return replace(
        review,
        edits=edits_of(_config(base, state), work_out(config, state), sha or against),
        earlier=_earlier(then),
        head=plan.inputs.commit,
        doubts=doubts_of(tree.read, config, state, weeks),
    )


def print_review(review: Review, form: str) -> None:
    """A review on standard output, as long as GitHub takes it there."""
    result(render(review, _ROOM[form]))


def refuse_unseen(plan: Plan) -> None:
    """Raise UnseenError where no summary has room for all removals and problems of a plan."""
    if not fits(plan):
        hint = f"after reading `aum-sync plan`, a review needs: approve {short_digest(plan)}"
        raise UnseenError(too_long(plan), hint=hint)


def _config(tree: Tree, state: State) -> Config | None:
    """The configuration of a tree, with what ``state`` knows of masters that applies created."""
    try:
        return with_created_ids(load(tree.read).config, state)
    except AumSyncError:
        return None


def _season(tree: Tree) -> tuple[Config, State] | None:
    """The season of a tree; None where it cannot be read."""
    try:
        loaded, state = open_season(tree)
    except AumSyncError:
        return None
    return loaded.config, state


def _earlier(season: tuple[Config, State] | None) -> frozenset[Effect]:
    """What was to be done before; nothing, where that cannot be said."""
    if season is None:
        return frozenset()
    try:
        return effects_of(build(*season, commit=None, base_from="snapshots"))
    except AumSyncError:
        return frozenset()
