"""What a reviewer must know: problems, errors first, and the weeks' checksums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from aum_sync.plan.types import Plan, Problem
from aum_sync.report.escape import markdown
from aum_sync.report.markdown import FOLD_END, fold
from aum_sync.report.review.blocks import Block, Section
from aum_sync.report.review.cells import key
from aum_sync.report.summary import levels, sorted_problems
from aum_sync.report.validation import Validation, WeekStatus
from aum_sync.report.view import View
from aum_sync.text.cells import brief
from aum_sync.text.words import plural, ranges

_MANY = 10
"""More warnings than that are folded; errors never are."""
_HINT = 600


def errors(plan: Plan, view: View) -> Section:
    """What stands in the way."""
    shown = _shown(plan, view)
    rows = tuple(map(_problem, (problem for problem in shown if problem.level == "error")))
    return Section("errors", 9, (Block(rows),), f"**{levels(shown)}**")


def warnings(plan: Plan, view: View) -> Section:
    """What else there is to know."""
    shown = _shown(plan, view)
    rows = tuple(map(_problem, (problem for problem in shown if problem.level == "warning")))
    if len(rows) > _MANY:
        folded = Block(rows, fold(plural(len(rows), "warning")), FOLD_END)
        return Section("warnings", 7, (folded,))
    title = "" if len(rows) < len(shown) else f"**{levels(shown)}**"
    return Section("warnings", 7, (Block(rows),), title)


def _shown(plan: Plan, view: View) -> Sequence[Problem]:
    return sorted_problems(problem for problem in plan.problems if view.problem(problem))


def _problem(problem: Problem) -> str:
    where = [f"week {problem.week}"] if problem.week is not None else []
    where += [key(problem.master)] if problem.master is not None else []
    place = f" ({', '.join(where)})" if where else ""
    hint = f" → {markdown(brief(problem.hint, _HINT))}" if problem.hint else ""
    return (
        f"- **{problem.level}** {key(problem.code)}{place}: {markdown(brief(problem.text))}{hint}"
    )


def checksums(validation: Validation | None) -> Section:
    """``Checksums: 97 ok; mismatch: 281; not read yet: 282-300.``, as far as they are known."""
    words = _checksums(validation) if validation else ""
    return Section("line of checksums", 4, (Block((words,) if words else ()),))


def _checksums(validation: Validation) -> str:
    by_status = {
        status: [check.week for check in validation.weeks if check.status == status]
        for status in get_args(WeekStatus)
    }
    parts = [f"{len(by_status['ok']):,} ok"] if by_status["ok"] else []
    parts += [
        f"{status.replace('-', ' ')}: {ranges(weeks)}"
        for status, weeks in by_status.items()
        if weeks and status != "ok"
    ]
    parts += [f"not read yet: {ranges(validation.not_read)}"] if validation.not_read else []
    return f"Checksums: {'; '.join(parts)}." if parts else ""
