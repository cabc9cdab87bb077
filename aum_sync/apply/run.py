"""Applying a plan: what enters comes before what leaves, and everything is read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aum_sync.apply.creation import create, find_created
from aum_sync.apply.details import write_details
from aum_sync.apply.ending import (
    created_snapshot,
    observed,
    with_details,
    with_snapshot,
    written_snapshot,
)
from aum_sync.apply.job import Ending, Job, Outcome, Result
from aum_sync.apply.listing import unlisted
from aum_sync.apply.ports import Journal, Writer
from aum_sync.apply.walk import LOOKS, OffCourseError, Settle, TracksRefusedError, Walk
from aum_sync.errors import AumSyncError, Fault
from aum_sync.plan.types import Phase
from aum_sync.pull.masters import vanished
from aum_sync.season.items import State
from aum_sync.text.words import plural

_ROUNDS = 3
"""How often a phase is walked where Spotify says that all is done and then shows it is not."""
Progress = Callable[[str], None]


class UnverifiedError(AumSyncError):
    """Spotify said that writes were done, and does not show them."""


def apply(
    job: Job, writer: Writer, journal: Journal, settle: Settle, progress: Progress
) -> Outcome:
    """Bring live Spotify to where the plan wants it, from wherever it stands on the way there.

    A playlist that somebody else edited is left alone, with those that would lose tracks to it.
    Raises AumSyncError where nothing was written; what stops it later is in the outcome.
    """
    run = _Run(job, writer, journal, settle, progress)
    try:
        run.arrive()
        run.give_up_dependents()
        if job.resumed and run.untouched:
            return Outcome(replace(job.state, pending=None), void=True)
        if not run.walks:
            return run.outcome()
        run.begin()
    except AumSyncError as error:
        if not job.resumed:
            raise
        return run.outcome(error)
    try:
        run.write()
    except AumSyncError as error:
        return run.outcome(error)
    return run.outcome()


def survey(job: Job, writer: Writer, journal: Journal, settle: Settle, progress: Progress) -> State:
    """The state with what the playlists of an apply that was cut off hold now.

    So another plan can start from there. What somebody edited meanwhile stays as it was recorded.
    """
    run = _Run(job, writer, journal, settle, progress)
    run.arrive()
    cards = {card.id: card for card in writer.cards()}
    state = run.state
    for key, walk in run.walks.items():
        state = with_details(observed(state, key, walk), key, cards)
    return state


class _Run:
    """One run over all playlists that change; ``walks`` are those that go on, by key."""

    def __init__(
        self, job: Job, writer: Writer, journal: Journal, settle: Settle, progress: Progress
    ) -> None:
        self._job = job
        self._writer = writer
        self._journal = journal
        self._settle = settle
        self._progress = progress
        self.state = replace(job.state, pending=job.pending)
        """What is known by now, to be recorded with the next occasion."""
        self._ended: dict[str, Result] = {}
        self._waiting: dict[str, str] = {}
        """Playlists that lose nothing in this run, and which one that is for."""
        self._verified: set[str] = set()
        """Playlists seen to hold everything that enters them."""
        self._done: dict[str, Walk] = {}
        self._refused: list[tuple[str, str]] = []
        self._warnings: tuple[Fault, ...] = ()
        self.walks: dict[str, Walk] = {}

    # -- before the first write

    def arrive(self) -> None:
        """Read where every playlist stands; give up those off course."""
        courses = self._job.courses()
        gone, self._warnings = unlisted(courses.values(), self._writer, self._settle)
        for key, course in courses.items():
            self._progress(f"reading {course.plan.title}")
            known = self.state.snapshot(key)
            playlist = course.plan.playlist or (known.playlist if known else None) or ""
            walk = self.walks[key] = Walk(course, playlist, self._writer, self._settle)
            if playlist in gone:
                self._end(key, "drifted", ": ".join(vanished(key, playlist)))
                continue
            try:
                if not playlist and self._job.resumed:
                    self._find(walk)
                if walk.playlist and (course.steps or not course.plan.changed):
                    walk.arrive(begun=self._job.resumed)
            except OffCourseError as error:
                self._end(key, "drifted", str(error))
        if self._job.resumed:
            for walk in self._doubtful():
                walk.doubt()

    def _doubtful(self) -> list[Walk]:
        """Where the last write of the run before may have been: writes go one after the other."""
        walks = [walk for walk in self.walks.values() if walk.playlist and walk.course.steps]
        growing = [walk for walk in walks if walk.standing.done < walk.course.end_of("grow")]
        shrinking = [walk for walk in walks if walk.standing.done < len(walk.course.steps)]
        return growing[:1] or shrinking

    def _find(self, walk: Walk) -> None:
        """Look for the playlist that the run before may have created and not recorded.

        Often, since a library that shows less than is true would have it created twice.
        """
        for times in range(LOOKS):
            if times:
                self._settle(times)
            if found := find_created(walk.course, self.state, self._writer):
                walk.playlist = found
                self.state = with_snapshot(self.state, created_snapshot(walk))
                return

    def give_up_dependents(self) -> None:
        """Give up playlists that would lose tracks to one that is given up."""
        ended = self._ended
        while found := next(
            ((key, on) for key in self.walks for on in self._relies_on(key) & ended.keys()), None
        ):
            key, on = found
            self._end(key, "waits", f"it would lose tracks to {on}, which is not applied")

    def _relies_on(self, key: str) -> frozenset[str]:
        return self.walks[key].course.relies_on

    def _end(self, key: str, ending: Ending, text: str) -> None:
        walk = self.walks.pop(key)
        self._ended[key] = Result(walk.course.plan, ending, text)
        if self._job.resumed and ending == "waits":  # Else nobody knows what the run before wrote.
            self.state = observed(self.state, key, walk)

    @property
    def untouched(self) -> bool:
        """Whether every playlist stands as before the first write."""
        return not self._ended and not any(
            walk.standing.done
            or walk.standing.missing
            or (walk.course.plan.status == "create" and walk.playlist)
            for walk in self.walks.values()
        )

    def begin(self) -> None:
        """Record what the playlists hold, and that an apply of them has begun."""
        if not self._job.resumed:
            for key, walk in self.walks.items():
                self.state = observed(self.state, key, walk)
        if self.state != self._job.state:
            self._record("what the masters hold before it")

    def _record(self, what: str) -> None:
        self._journal.record(self.state, f"Apply {self._job.pending.number}: {what}")

    # -- writing

    def write(self) -> None:
        """Creations, details and additions everywhere, then what leaves."""
        for key, walk in self.walks.items():
            if not walk.playlist:
                self._create(key, walk)
        for walk in self.walks.values():
            write_details(walk)
        for key in tuple(self.walks):
            self._through(key, "grow", verify=False)
        while ready := self._next():
            self._finish(ready)

    def _create(self, key: str, walk: Walk) -> None:
        self._progress(f"creating {walk.course.plan.title}")
        walk.playlist = create(walk.course, self.state, self._writer, self._settle)
        self.state = with_snapshot(self.state, created_snapshot(walk))
        self._record(f"{key} is created")

    def _next(self) -> str | None:
        """A playlist whose tracks have arrived where they go; in a circle of them, the first."""
        ready = (key for key in self.walks if self._relies_on(key) <= self._safe())
        return next(ready, next(iter(self.walks), None))

    def _safe(self) -> frozenset[str]:
        """Playlists that need not be asked any more whether they hold what they are to hold."""
        return frozenset(self._verified | self._done.keys() | self._ended.keys())

    def _incomplete(self) -> frozenset[str]:
        """Playlists that go on without tracks, as this run found out or an earlier one did."""
        walks = self.walks | self._done
        return frozenset(key for key, walk in walks.items() if walk.course.incomplete)

    def _finish(self, key: str) -> None:
        """Let leave what leaves, once it was seen where it goes; read back what that gives."""
        for other in sorted(self._to_see(key) & self.walks.keys() - self._safe()):
            self._through(other, "grow", verify=True)
            self._verified.add(other)
        if key not in self.walks:
            return
        held_up = sorted(self._relies_on(key) & (self._ended.keys() | self._incomplete()))
        if held_up:
            self._waiting[key] = held_up[0]
        phase: Phase = "grow" if held_up else "shrink"
        self._through(key, phase, verify=True)
        if key in self.walks:
            self._done[key] = self.walks.pop(key)

    def _to_see(self, key: str) -> frozenset[str]:
        """Where something enters before tracks leave a playlist; perhaps its own other copies."""
        others = self._relies_on(key) - {key}
        return others | {key} if self.walks[key].course.stand_ins else others

    def _through(self, key: str, phase: Phase, *, verify: bool) -> None:
        """Walk a phase, and where asked see that it is done; what is off course is given up."""
        walk = self.walks[key]
        if not walk.course.steps:
            return
        self._progress(walk.doing(phase))
        try:
            for _ in range(_ROUNDS):
                self._walk(key, walk, phase)
                if not verify or walk.verify(phase):
                    return
        except OffCourseError as error:
            self._end(key, "drifted", str(error))
            return
        raise UnverifiedError(
            f"Spotify took all changes of {walk.course.plan.title!r} and does not show them",
            hint="run again in some minutes: it looks first and goes on from there",
        )

    def _walk(self, key: str, walk: Walk, phase: Phase) -> None:
        """Walk a phase; without the tracks that turn out to be refused, which is recorded first."""
        while True:
            try:
                walk.go(phase)
            except TracksRefusedError as error:
                self._refused += error.reasons
                refused = tuple(uri for uri, _ in error.reasons)
                pending = self.state.pending or self._job.pending
                pending = replace(pending, refused=(*pending.refused, *refused))
                self.state = replace(self.state, pending=pending)
                self._record(f"{key} goes on without {plural(len(refused), 'track')}")
                walk.course = walk.course.without(refused)
                walk.arrive(begun=True)
            else:
                return

    # -- after the last write

    def outcome(self, error: AumSyncError | None = None) -> Outcome:
        """What came of it all; ``error`` stopped it midway, and what is pending stays so."""
        state = self.state
        for walk in self._done.values():
            if walk.course.plan.changed:
                state = with_snapshot(state, written_snapshot(state, walk))
        results = [
            *self._ended.values(),
            *(self._result(key, walk) for key, walk in self._done.items()),
            *(Result(walk.course.plan, "unfinished") for walk in self.walks.values()),
        ]
        return Outcome(
            state=state if error else replace(state, pending=None),
            results=tuple(one for one in results if one.master.changed),
            refused=tuple(self._refused),
            warnings=self._warnings,
            error=error,
        )

    def _result(self, key: str, walk: Walk) -> Result:
        if on := self._waiting.get(key):
            text = f"nothing left it: it would lose tracks to {on}, which is not complete"
            return Result(walk.course.plan, "grown", text)
        return Result(walk.course.plan, "applied")
