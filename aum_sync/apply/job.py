"""What is to be applied, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from aum_sync.apply.course import Course
from aum_sync.errors import AumSyncError, Fault
from aum_sync.plan.types import MasterPlan, Plan
from aum_sync.plan.workings import Workings
from aum_sync.season.items import Pending, Slot, State
from aum_sync.season.order import Placed

Ending = Literal["applied", "grown", "drifted", "waits", "unfinished"]
"""``grown``: all has entered, and nothing left, for the sake of one that is not complete.
``drifted``: edited on Spotify, left alone. ``waits``: left alone too, since it would lose tracks to
one that is. ``unfinished``: the run ended before it was done."""


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
        relies_on = {master.key: self._relies_on(master) for master in self.plan.masters}
        relied_on = frozenset[str]().union(*relies_on.values())
        rewritten = {master.key for master in self.workings.config.masters if master.rewrite}
        return {
            master.key: Course(
                master,
                *contents[master.key],
                master.steps,
                relies_on[master.key],
                rewrite=master.key in rewritten,
                stand_ins=self._stand_ins(*contents[master.key]),
            ).without(self._left_out(contents[master.key][0]))
            for master in self.plan.masters
            if master.changed or (master.key in relied_on and master.status == "managed")
        }

    def _left_out(self, base: tuple[Slot, ...]) -> frozenset[str]:
        """What an earlier run found refused; not what the master held, which must come back."""
        return frozenset(self.pending.refused) - {slot.written_uri for slot in base}

    def _stand_ins(self, base: tuple[Slot, ...], placed: tuple[Placed, ...]) -> dict[str, int]:
        """By what enters what leaves for it: the same music under another URI."""
        of_slot = self.workings.wanted.recordings.of_slot
        staying = {one.origin for one in placed}
        leaving: defaultdict[str | None, list[int]] = defaultdict(list)
        for origin, slot in enumerate(base):
            if slot.state == "track" and origin not in staying:
                leaving[of_slot(slot)].append(origin)
        return {
            one.slot.written_uri or "": leaving[one.recording].pop(0)
            for one in placed
            if one.origin is None and leaving[one.recording]
        }

    def _relies_on(self, master: MasterPlan) -> frozenset[str]:
        """Where what leaves a master belongs, and where it enters for any other reason."""
        recordings = self.workings.wanted.recordings
        leaving = {recordings.of(gone.uri) for gone in master.remove}
        entered = {
            other.key
            for other in self.plan.masters
            if other.key != master.key
            and not leaving.isdisjoint(recordings.of(add.uri) for add in other.add)
        }
        return frozenset(key for gone in master.remove for key in gone.to) | entered

    def _contents(self) -> dict[str, tuple[tuple[Slot, ...], tuple[Placed, ...]]]:
        """Of every playlist: what it held, and what it is to hold."""
        work = self.workings
        masters = {key: (work.before(key), target.slots) for key, target in work.targets.items()}
        return masters | {
            playlist: (base.slots if (base := work.state.other(playlist)) else (), target.slots)
            for playlist, target in work.others.items()
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
    tracks that Spotify does not take with its words. ``warnings`` are what could not be checked.
    ``error`` is what stopped it midway: run again, it goes on from there.
    """

    state: State
    results: tuple[Result, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Fault, ...] = ()
    void: bool = False
    error: AumSyncError | None = None
