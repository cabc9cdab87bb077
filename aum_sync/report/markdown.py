"""A plan as GitHub Markdown: verdict, problems and removals open, additions folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aum_sync.plan.types import MasterPlan, Plan, Problem
from aum_sync.report.changes import (
    Kind,
    Row,
    details_of,
    rows_of,
    shown_masters,
    shown_value,
    size_of,
    still_line,
)
from aum_sync.report.escape import code, markdown
from aum_sync.report.summary import (
    fates_line,
    hidden_line,
    levels,
    sorted_problems,
    summary_line,
    tally,
)
from aum_sync.report.view import View
from aum_sync.text.cells import brief, clip
from aum_sync.text.words import plural

_MANY = 10
"""More warnings than that are folded; errors never are."""
_TRACK = ("Track", "Artists", "Week", "Genre", "Why")
_GENRE = 100
_STATUS = {"managed": "", "create": "new", "unread": "not read yet", "blocked": "blocked"}


def render(plan: Plan, view: View) -> str:
    """The plan as a Markdown document that ends with a line end."""
    masters = shown_masters(plan, view)
    blocks = [
        f"### {markdown(summary_line(plan))}",
        markdown(hidden_line(plan, view)),
        *_problems([problem for problem in plan.problems if view.problem(problem)]),
        _totals(masters, view),
        markdown(still_line(plan, view)),
        *_details(masters, view),
        *_removals(masters, view),
        *(_arrivals(master, view) for master in masters),
        markdown(fates_line(plan, view)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], right: str = "") -> str:
    """A table of cells that are Markdown already; columns named in ``right`` align there."""
    rules = ["---:" if name in right.split() else "---" for name in head]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rules, *rows))


def _folded(title: str, body: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"


def _problems(problems: Sequence[Problem]) -> list[str]:
    if not problems:
        return []
    ordered = sorted_problems(problems)
    errors = [_problem(problem) for problem in ordered if problem.level == "error"]
    warnings = [_problem(problem) for problem in ordered if problem.level == "warning"]
    listed = "\n".join(warnings)
    if len(warnings) > _MANY:
        listed = _folded(plural(len(warnings), "warning"), listed)
    return [f"**{levels(problems)}**", "\n".join(errors), listed]


def _problem(problem: Problem) -> str:
    where = [f"week {problem.week}"] if problem.week is not None else []
    where += [code(problem.master)] if problem.master is not None else []
    place = f" ({', '.join(where)})" if where else ""
    hint = f" → {markdown(problem.hint)}" if problem.hint else ""
    return (
        f"- **{problem.level}** {code(problem.code)}{place}: {markdown(brief(problem.text))}{hint}"
    )


def _totals(masters: Sequence[MasterPlan], view: View) -> str:
    head = ("Master", "Key", "Tracks", "Add", "Remove", "Move", "Details", "State")
    rows = []
    for master in masters:
        counts = tally([master], view)
        whole = master.status in ("managed", "create") and not view.weeks
        numbers = (counts.add, counts.remove, counts.move, counts.details)
        rows.append(
            (
                markdown(master.title),
                code(master.key),
                size_of(master) if whole else "",
                *(f"{number:,}" if number else "" for number in numbers),
                _STATUS[master.status],
            )
        )
    return _table(head, rows, right="Tracks Add Remove Move Details") if rows else ""


def _details(masters: Sequence[MasterPlan], view: View) -> list[str]:
    rows = [
        (
            code(master.key),
            detail.field,
            markdown(shown_value(detail.old)),
            markdown(shown_value(detail.new)),
        )
        for master in masters
        for detail in details_of(master, view)
    ]
    return ["#### Details", _table(("Master", "Detail", "Now", "Planned"), rows)] if rows else []


def _removals(masters: Sequence[MasterPlan], view: View) -> list[str]:
    rows = [
        (code(master.key), *_cells(row))
        for master in masters
        for row in _of_kinds(master, view, "remove")
    ]
    return ["#### Removals", _table(("Master", *_TRACK), rows, right="Week")] if rows else []


def _arrivals(master: MasterPlan, view: View) -> str:
    """What a master gains and moves, folded."""
    rows = _of_kinds(master, view, "add", "move")
    if not rows:
        return ""
    added = sum(row.kind == "add" for row in rows)
    counts = [(added, "to add"), (len(rows) - added, "to move")]
    words = ", ".join(f"{count:,} {word}" for count, word in counts if count)
    table = _table(_TRACK, [_cells(row) for row in rows], right="Week")
    return _folded(f"{markdown(master.title)}: {words}", table)


def _of_kinds(master: MasterPlan, view: View, *kinds: Kind) -> list[Row]:
    return [row for row in rows_of(master, view) if row.kind in kinds]


def _cells(row: Row) -> tuple[str, ...]:
    word = markdown(row.word) + (" **review**" if row.review else "")
    week = "" if row.week is None else str(row.week)
    return (
        markdown(row.title),
        markdown(row.artists),
        week,
        markdown(clip(row.genre or "", _GENRE)),
        word,
    )
