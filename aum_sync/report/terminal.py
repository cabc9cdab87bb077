"""A plan for a terminal: problems first, then what each master gains and loses, then one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from aum_sync.plan.types import Detail, MasterPlan, MasterStatus, Plan, Problem
from aum_sync.report.changes import (
    MARKS,
    counts_of,
    details_of,
    rows_of,
    shown_masters,
    shown_value,
    size_of,
    still_line,
    unchanged,
)
from aum_sync.report.columns import GAP
from aum_sync.report.doubts import NO_DOUBTS, Doubts
from aum_sync.report.style import Style
from aum_sync.report.summary import (
    fates_line,
    hidden_line,
    levels,
    sorted_problems,
    summary_line,
)
from aum_sync.report.tracks import INDENT, TrackTable, mark
from aum_sync.report.typo_words import evidence
from aum_sync.report.view import View
from aum_sync.text.cells import brief, clip, fit, steady, visible, width, wrap
from aum_sync.text.words import plural

_WIDEST = 140
"""Wider lines are hard to read from end to end."""
_NARROWEST = 40
_FIELD = 11
_MOST_WEEKS = 10
_TITLE = 16
"""A heading counts its changes only where so many cells are left for the title."""
_STATUS: dict[MasterStatus, tuple[str, Callable[[Style, str], str]]] = {
    "managed": ("", Style.dim),
    "create": ("new", Style.green),
    "unread": ("not read, not planned", Style.yellow),
    "blocked": ("blocked, not planned", Style.red),
}


def render(plan: Plan, view: View, style: Style, doubts: Doubts = NO_DOUBTS) -> str:
    """The plan as lines of at most ``style.cells`` cells (at least 40), without an end of line."""
    return "\n".join(_Terminal(plan, view, style, doubts).lines())


class _Terminal:
    """One rendering: the columns are as wide in every master."""

    def __init__(self, plan: Plan, view: View, style: Style, doubts: Doubts) -> None:
        self._plan = plan
        self._view = view
        self._doubts = doubts
        self._style = style
        self._cells = max(min(style.cells, _WIDEST), _NARROWEST)
        self._masters = shown_masters(plan, view)
        rows = [row for master in self._masters for row in rows_of(master, view)]
        self._table = TrackTable(rows, style, self._cells)

    def lines(self) -> list[str]:
        """Every line, in order."""
        masters = map(self._master, self._masters)
        blocks = [*self._problems(), self._typos(), *masters, self._closing()]
        return [line for block in blocks if block for line in (*block, "")][:-1]

    # Problems

    def _problems(self) -> list[list[str]]:
        shown = [problem for problem in self._plan.problems if self._view.problem(problem)]
        groups = groupby(sorted_problems(shown), lambda problem: (problem.level, problem.code))
        return [self._group(list(problems)) for _, problems in groups]

    def _group(self, problems: Sequence[Problem]) -> list[str]:
        first = problems[0]
        word = first.level if len(problems) == 1 else f"{len(problems):,} {first.level}s"
        paint = self._style.red if first.level == "error" else self._style.yellow
        code = clip(visible(first.code), self._cells - width(word) - 2)
        lines = [f"{paint(word)}: {self._style.bold(steady(code))}"]
        for index, problem in enumerate(problems):
            lines += self._hanging("  ", _where(problem) + brief(problem.text))
            following = problems[index + 1 : index + 2]
            if problem.hint and [other.hint for other in following] != [problem.hint]:
                lines += self._hanging(f"  {self._style.cyan('→')} ", problem.hint)
        return lines

    def _hanging(self, lead: str, text: str) -> list[str]:
        first, *rest = wrap(visible(text), self._cells - INDENT)
        return [lead + first, *(" " * INDENT + line for line in rest)]

    # Typos

    def _typos(self) -> list[str]:
        """Each week that was probably meant otherwise, what says so most, and the way on."""
        found = self._doubts.found
        if self._doubts.aside:
            return self._hanging("", f"{self._doubts.aside}: aum-sync typos")
        if not found:
            return []
        first, *rest = wrap(f"probably a typo: {self._doubts.summary}", self._cells)
        word, colon, summary = first.partition(":")
        lines = [self._style.yellow(word) + colon + summary, *(f"  {line}" for line in rest)]
        for one in found[:_MOST_WEEKS]:
            lines += self._hanging("  ", f"week {one.week}, {brief(one.words)}; {one.moving}")
            for clue in one.finding.evidence[:1]:
                lines += self._hanging("    ", brief(evidence(clue, self._doubts.titles)))
            lines += self._hanging(f"  {self._style.cyan('→')} ", one.command)
        more = len(found[_MOST_WEEKS:]) + (0 if self._view.narrowed else self._doubts.more)
        if more:
            lines += self._hanging("  ", f"{plural(more, 'more week')}: aum-sync typos")
        return lines

    # Masters

    def _master(self, master: MasterPlan) -> list[str]:
        lines = [self._heading(master)]
        for detail in details_of(master, self._view):
            lines += self._detail(detail)
        for row in rows_of(master, self._view):
            lines += self._table.lines(row)
        if master.changed and unchanged(master) and not self._view.weeks:
            lines.append(self._style.dim(f"{' ' * INDENT}{unchanged(master):,} unchanged"))
        return lines

    def _heading(self, master: MasterPlan) -> str:
        style = self._style
        word, paint = _STATUS[master.status]
        key = steady(clip(visible(master.key), self._cells // 3))
        whole = master.status in ("managed", "create") and not self._view.weeks
        size = size_of(master) if whole else ""
        counts = counts_of(master, self._view)
        changes = " ".join(f"{MARKS[kind]}{count:,}" for kind, count in counts)
        room = self._cells - sum(len(GAP) + width(part) for part in (key, size, word) if part)
        if room < width(changes) + _TITLE:
            changes = ""
        room -= len(GAP) + width(changes) if changes else 0
        title = steady(clip(visible(master.title), room))
        parts = [style.bold(title), style.dim(key), size, style.dim(changes), paint(style, word)]
        return GAP.join(part for part in parts if part)

    def _detail(self, detail: Detail) -> list[str]:
        old, new = visible(shown_value(detail.old)), visible(shown_value(detail.new))
        room = self._cells - INDENT - _FIELD - len(GAP)
        head = f"  {mark('detail', self._style)} {fit(detail.field, _FIELD)}{GAP}"
        if width(old) + width(new) + 3 <= room:
            return [f"{head}{steady(old)} → {steady(new)}"]
        blank = " " * (INDENT + _FIELD)
        return [head + steady(clip(old, room)), f"{blank}→ {steady(clip(new, room))}"]

    # Closing

    def _closing(self) -> list[str]:
        style, view = self._style, self._view
        still = still_line(self._plan, view)
        lines = [style.dim(line) for line in self._wrapped(still)] if still else []
        lines += self._wrapped(fates_line(self._plan, view)) if self._plan.fates else []
        if self._plan.problems:
            lines += self._wrapped(f"Problems: {levels(self._plan.problems)}.")
        hidden = hidden_line(self._plan, view)
        lines += [style.yellow(line) for line in self._wrapped(hidden)] if hidden else []
        return lines + [style.bold(line) for line in self._wrapped(summary_line(self._plan))]

    def _wrapped(self, text: str) -> list[str]:
        return wrap(visible(text), self._cells)


def _where(problem: Problem) -> str:
    parts = [f"week {problem.week}"] if problem.week is not None else []
    parts += [problem.master] if problem.master is not None else []
    return f"{', '.join(parts)}: " if parts else ""
