"""Walking one playlist along its course: a step at a time, looking where an answer is doubtful."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aum_sync.apply.course import START, Course, Standing, groups, locate
from aum_sync.apply.ports import Writer
from aum_sync.errors import AmbiguousError, AumSyncError, RefusedError
from aum_sync.plan.types import InsertStep, MoveStep, Phase, RemoveStep
from aum_sync.season.items import Slot
from aum_sync.text.words import plural

LOOKS = 3
"""How often a playlist is read before it is believed that a write did not happen: what Spotify
shows may lag behind (SPOTIFY.md 3.12), and then shows less than is true, never more."""

_TRIES = 3
_MOST_REFUSED = 3
"""Where so many tracks of one request are refused one by one, it is not the tracks."""

Settle = Callable[[int], None]
"""Lets time pass before a playlist is read again; told how often it was read in a row."""

Doubt = AmbiguousError | RefusedError


class OffCourseError(AumSyncError):
    """A playlist holds what no step of its plan leads to: somebody else edited it."""


class TracksRefusedError(AumSyncError):
    """Spotify takes everything but these tracks; ``reasons`` pairs each URI with its words."""

    def __init__(self, reasons: tuple[tuple[str, str], ...]) -> None:
        super().__init__(*(f"{uri}: {words}" for uri, words in reasons))
        self.reasons = reasons


@dataclass(slots=True)
class Walk:
    """One playlist on its way; ``standing`` is where it is, as far as was read and written."""

    course: Course
    playlist: str
    writer: Writer
    settle: Settle
    standing: Standing = START
    seen: Standing = START
    """What the last reading showed, which may lag behind where it stands."""

    def go(self, phase: Phase) -> None:
        """Make the steps of a phase that are not made yet.

        After any failure the playlist is read before anything is sent again, so that nothing is
        written twice. Raises OffCourseError, TracksRefusedError, and what the writer raises.
        """
        while self.standing.done < self.course.end_of(phase):
            step = self.course.steps[self.standing.done]
            if isinstance(step, InsertStep):
                self._insert(step)
            else:
                self._change(step)

    def doing(self, phase: Phase) -> str:
        """What a phase of it does, in words."""
        plan = self.course.plan
        count, verb = (len(plan.add), "enter") if phase == "grow" else (len(plan.remove), "leave")
        return f"{plan.title}: {plural(count, 'track')} {verb}"

    def arrive(self, *, begun: bool) -> None:
        """Read where the playlist stands now, and believe it."""
        self.standing = self._look(lambda _: True, begun=begun)

    def doubt(self) -> None:
        """Read again, where a write may just have been that Spotify does not show yet."""
        self.standing = self._look(lambda now: now.done == len(self.course.steps), self.standing)

    def verify(self, phase: Phase) -> bool:
        """Whether a phase is seen to be done; ``standing`` is what was read for that."""
        if not (self.standing.content and self._is_done(phase, self.standing)):
            self.standing = self._look(lambda now: self._is_done(phase, now))
        return self._is_done(phase, self.standing)

    def _is_done(self, phase: Phase, now: Standing) -> bool:
        return now.done >= self.course.end_of(phase)

    def _insert(self, step: InsertStep) -> None:
        """Insert what is missing of a step; a request that is refused is halved and tried again."""
        course, number = self.course, self.standing.done
        queue = deque(groups(step, self.standing.missing or step.uris))
        refused: list[tuple[str, str]] = []
        taken = False
        while queue and self.standing.done == number and self.course is course:
            uris = queue.popleft()
            error = self._insert_run(step, uris)
            taken = taken or error is None
            if error and self.standing.further_than(self.seen):
                raise error  # What was written before does not show: that may be why.
            if error and len(uris) > 1:
                half = len(uris) // 2
                queue.extendleft((uris[half:], uris[:half]))
            elif error:
                refused.append((uris[0], str(error)))
            # Spotify in trouble takes nothing; one that takes all the others means the track.
            blameless = isinstance(error, AmbiguousError) and not (taken or queue)
            if error and len(uris) == 1 and (blameless or len(refused) >= _MOST_REFUSED):
                raise error
        if refused:
            raise TracksRefusedError(tuple(refused))

    def _insert_run(self, step: InsertStep, uris: tuple[str, ...]) -> Doubt | None:
        """Insert a run of tracks; None once they are there, else why they cannot be."""
        course, number = self.course, self.standing.done
        error: Doubt | None = None

        def there(now: Standing) -> bool:
            missing = now.missing or step.uris
            return now.done > number or uris[0] not in missing or self.course is not course

        for _ in range(_TRIES):
            missing = self.standing.missing or step.uris
            before = step.uris[: step.uris.index(uris[0])]
            at = step.at + sum(uri not in missing for uri in before)
            try:
                self.writer.insert(self.playlist, uris, at)
            except (AmbiguousError, RefusedError) as doubt:
                error = doubt
            else:
                rest = tuple(uri for uri in missing if uri not in uris)
                self.standing = Standing(number, rest) if rest else Standing(number + 1)
                return None
            self.standing = self._look(there, self.standing)
            if there(self.standing):
                return None
            if isinstance(error, RefusedError):
                break
        return error

    def _change(self, step: RemoveStep | MoveStep) -> None:
        course, number, left = self.course, self.standing.done, _TRIES
        while self.standing.done == number and self.course is course:
            left -= 1
            try:
                self._send(step)
            except (AmbiguousError, RefusedError) as doubt:
                self.standing = self._look(lambda now: now.done > number, self.standing)
                is_last = not left or isinstance(doubt, RefusedError)
                if self.standing.done == number and self.course is course and is_last:
                    raise
            else:
                self.standing = Standing(number + 1)

    def _send(self, step: RemoveStep | MoveStep) -> None:
        if isinstance(step, RemoveStep):
            self.writer.remove(self.playlist, step.uris)
        else:
            self.writer.move(self.playlist, step.range_start, step.range_length, step.insert_before)

    def _look(
        self,
        enough: Callable[[Standing], bool],
        known: Standing | None = None,
        *,
        begun: bool = True,
    ) -> Standing:
        """Read the playlist until it is seen far enough, or often enough to believe it is not.

        It never stands behind what is ``known``. Raises OffCourseError where it ends off course.
        Where nobody has ``begun`` the course a reading may still lag behind the apply before it.
        """
        best, found = known, None
        for times in range(LOOKS):
            if times:
                self.settle(times)
            live = self.writer.slots(self.playlist)
            found = self._found(live, begun=begun)
            self.seen = found or self.seen
            if found and (best is None or not best.further_than(found)):
                best = found
            if found and best and enough(best):
                break
        if best is None or found is None:
            raise OffCourseError(
                f"{self.course.plan.title!r} holds what no step of its plan leads to",
                hint="somebody edits it: aum-sync pull brings what it holds now into a review",
            )
        return best

    def _found(self, live: Sequence[Slot], *, begun: bool) -> Standing | None:
        """Where live stands: on the course, or on the one of a removal that was ignored."""
        found = locate(self.course, live, begun=begun)
        for course in self.course.ignoring() if begun and not found else ():
            if found := locate(course, live):
                self.course = course
                break
        return found
