"""Which part of a plan is shown. A view never changes the plan nor its digest."""

from __future__ import annotations

from dataclasses import dataclass

from aum_sync.plan.types import Fate, MasterPlan, Plan, Problem


@dataclass(frozen=True, slots=True)
class View:
    """The weeks and the masters (by key) to show; an empty set shows all of them.

    With weeks given, what belongs to no week (moves, details) is not shown.
    """

    weeks: frozenset[int] = frozenset()
    masters: frozenset[str] = frozenset()

    @property
    def narrowed(self) -> bool:
        """Whether anything may be hidden."""
        return bool(self.weeks or self.masters)

    def week(self, number: int | None) -> bool:
        """Whether what belongs to this week (None: to no week) is shown."""
        return not self.weeks or number in self.weeks

    def master(self, key: str) -> bool:
        """Whether the master with this key is shown."""
        return not self.masters or key in self.masters

    def problem(self, problem: Problem) -> bool:
        """Whether this problem is shown; one that names neither week nor master always is."""
        return (problem.week is None or self.week(problem.week)) and (
            problem.master is None or self.master(problem.master)
        )

    def fate(self, fate: Fate) -> bool:
        """Whether this fate is counted: by its week, and by the masters that took the item."""
        taken = not self.masters or not self.masters.isdisjoint(fate.masters)
        return taken and self.week(fate.week)

    def __str__(self) -> str:
        words = [f"week {week}" for week in sorted(self.weeks)]
        return ", ".join(words + [f"master {key}" for key in sorted(self.masters)])


EVERYTHING = View()


def masters_of(plan: Plan, view: View) -> tuple[MasterPlan, ...]:
    """The masters that the view shows, in the order of the plan."""
    return tuple(master for master in plan.masters if view.master(master.key))


def weeks_of(plan: Plan) -> frozenset[int]:
    """Every week that the plan speaks of."""
    weeks: set[int | None] = {fate.week for fate in plan.fates}
    weeks |= {problem.week for problem in plan.problems}
    for master in plan.masters:
        weeks |= {add.week for add in master.add} | {gone.week for gone in master.remove}
    return frozenset(week for week in weeks if week is not None)
