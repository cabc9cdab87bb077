"""What is to be applied, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aum_sync.apply.course import Course
from aum_sync.errors import AumSyncError
from aum_sync.plan.types import MasterPlan, Plan
from aum_sync.plan.workings import Workings
from aum_sync.season.cleaning import clean_others
from aum_sync.season.items import Pending, Slot, State
from aum_sync.season.order import Placed

Ending = Literal["applied", "drifted", "waits", "unfinished"]
"""``drifted``: edited on Spotify, left alone. ``waits``: would lose tracks to one that is not
applied. ``unfinished``: the run ended before it was done."""


@dataclass(frozen=True, slots=True)
class Job:
    """A plan to apply, and the pointer that is recorded for it.

    ``state`` is that of the branch's tip, which may be newer than the one planned from;
    ``resumed`` says that an earlier run has begun it.
    """

    workings: Workings
    plan: Plan
    state: State
    pending: Pending
    resumed: bool = False

    def courses(self) -> dict[str, Course]:
        """The playlists that change, and those that tracks leave for, in the plan's order."""
        contents = self._contents()
        relied_on = {
            key for master in self.plan.masters for gone in master.remove for key in gone.to
        }
        return {
            master.key: self._course(master, *contents[master.key])
            for master in self.plan.masters
            if master.changed or (master.key in relied_on and master.status == "managed")
        }

    def _course(
        self, plan: MasterPlan, base: tuple[Slot, ...], placed: tuple[Placed, ...]
    ) -> Course:
        rewrite = any(one.key == plan.key and one.rewrite for one in self.workings.config.masters)
        course = Course(plan, base, placed, plan.steps, rewrite)
        return course.without(self.pending.refused)

    def _contents(self) -> dict[str, tuple[tuple[Slot, ...], tuple[Placed, ...]]]:
        """Of every playlist: what it held, and what it is to hold."""
        work = self.workings
        masters = {key: (work.before(key), target.slots) for key, target in work.targets.items()}
        others = clean_others(work.config, work.state, work.wanted, work.targets)
        return masters | {
            playlist: (base.slots if base else (), target.slots)
            for playlist, base, target in others
        }


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one playlist that was to change; ``text`` says why it did not."""

    master: MasterPlan
    ending: Ending
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an apply; ``state`` is what to record of it.

    ``void``: an earlier run had begun it and written nothing, so it is off. ``refused`` pairs
    tracks that Spotify does not take with its words. ``error`` is what stopped it midway: run
    again, it goes on from there.
    """

    state: State
    results: tuple[Result, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    void: bool = False
    error: AumSyncError | None = None
