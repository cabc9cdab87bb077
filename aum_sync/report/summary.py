"""A plan in numbers: the same lines close every rendering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from aum_sync.errors import Fault
from aum_sync.plan.types import Fate, FateName, MasterPlan, Plan, Problem
from aum_sync.report.changes import counts_of
from aum_sync.report.view import EVERYTHING, View
from aum_sync.text.words import plural

_DIGEST = 16
"""How many digits of a digest people are shown and asked to type."""


def counted(*pairs: tuple[int, str]) -> str:
    """``2 errors, 1 warning``: every noun that occurs, with its number."""
    return ", ".join(plural(count, noun) for count, noun in pairs if count)


def levels(problems: Iterable[Problem | Fault]) -> str:
    """``1 error, 3 warnings``; empty where there is no problem."""
    found = Counter(problem.level for problem in problems)
    return counted((found["error"], "error"), (found["warning"], "warning"))


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Errors before warnings, those of one code together, else in the order of the plan."""
    some = list(problems)
    codes = {problem.code: index for index, problem in reversed(list(enumerate(some)))}
    return sorted(some, key=lambda problem: (problem.level != "error", codes[problem.code]))


FAILING = frozenset({"checksum-mismatch", "missing-counts", "not-described", "stale-correction"})
"""The codes of problems of a reading that does not pass."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many changes of each kind there are."""

    add: int
    remove: int
    move: int
    details: int

    @property
    def all(self) -> int:
        """All of them together."""
        return self.add + self.remove + self.move + self.details

    def __str__(self) -> str:
        named = (
            (self.add, "to add"),
            (self.remove, "to remove"),
            (self.move, "to move"),
            (self.details, "detail to change" if self.details == 1 else "details to change"),
        )
        return ", ".join(f"{count:,} {word}" for count, word in named if count)


def tally(masters: Iterable[MasterPlan], view: View) -> Tally:
    """The changes of these masters that the view shows, counted."""
    counts: Counter[str] = Counter()
    for master in masters:
        counts.update(dict(counts_of(master, view)))
    return Tally(counts["add"], counts["remove"], counts["move"], counts["detail"])


def short_digest(plan: Plan) -> str:
    """As much of the plan's digest as identifies it to people."""
    return plan.digest[:_DIGEST]


def fates_line(plan: Plan, view: View) -> str:
    """``3,012 items: 2,890 placed, 40 duplicate``; empty where no item is shown."""
    shown = [fate for fate in plan.fates if view.fate(fate)]
    return items_line(shown) if shown else ""


def items_line(shown: Sequence[Fate]) -> str:
    """``3,012 items: 2,890 placed, 40 duplicate``: what became of these items."""
    counts = Counter(fate.fate for fate in shown)
    parts = [f"{counts[name]:,} {name}" for name in get_args(FateName) if counts[name]]
    review = sum(fate.review for fate in shown)
    parts += [f"{review:,} marked for review"] if review else []
    return ": ".join(filter(None, (plural(len(shown), "item"), ", ".join(parts))))


def hidden_line(plan: Plan, view: View) -> str:
    """What a narrowed view does not show, counted; empty where the view is not narrowed."""
    if not view.narrowed:
        return ""
    changes = tally(plan.masters, EVERYTHING).all - tally(plan.masters, view).all
    hidden = [problem for problem in plan.problems if not view.problem(problem)]
    parts = [counted((changes, "change")), levels(hidden)]
    return f"Shown: {view}. Hidden: {', '.join(filter(None, parts)) or 'nothing'}."


def _held(plan: Plan) -> set[int]:
    """The weeks of which nothing is placed; one without items is known by its problem alone."""
    weeks = {fate.week for fate in plan.fates}
    failing = {problem.week for problem in plan.problems if problem.code in FAILING}
    held = {fate.week for fate in plan.fates if fate.fate == "held" and not fate.refused}
    return held | {week for week in failing if week is not None and week not in weeks}


def summary_line(plan: Plan) -> str:
    """The last line of a rendering: what the whole plan does, whatever is shown of it."""
    return f"{numbers_line(plan)} digest {short_digest(plan)}"


def numbers_line(plan: Plan) -> str:
    """The same without the digest."""
    held = len(_held(plan))
    waiting = sum(master.status in ("unread", "blocked") for master in plan.masters)
    if plan.changed:
        changed = sum(master.changed for master in plan.masters)
        parts = [f"Plan: {tally(plan.masters, EVERYTHING)} in {plural(changed, 'master')}"]
    else:
        unread = any(problem.code == "no-weeks" for problem in plan.problems)
        known = not waiting and not unread
        parts = ["No changes. All masters are as configured" if known else "No changes"]
    parts += [f"{plural(waiting, 'master')} not planned"] if waiting else []
    parts += [f"{plural(held, 'week')} held"] if held else []
    parts += [plural(plan.requests.read + plan.requests.write, "request")] if plan.changed else []
    return f"{'; '.join(parts)}."
