"""One playlist that a plan changes: what it holds after each step, and where live stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from aum_sync.plan.rehearsal import Playlist
from aum_sync.plan.steps import steps_of
from aum_sync.plan.types import InsertStep, MasterPlan, Phase, Step
from aum_sync.season.items import Slot
from aum_sync.season.matching import identify, matches
from aum_sync.season.order import Placed


@dataclass(frozen=True, slots=True)
class Course:
    """The way of one playlist from what it held when it was planned to what it is to hold.

    ``relies_on`` are the playlists that must hold tracks before they may leave this one.
    """

    plan: MasterPlan
    base: tuple[Slot, ...]
    placed: tuple[Placed, ...]
    steps: tuple[Step, ...]
    relies_on: frozenset[str]
    rewrite: bool = False

    def without(self, refused: Collection[str]) -> Course:
        """The course that leaves out tracks which Spotify does not take."""
        if self.coming(0).isdisjoint(refused):
            return self
        placed = tuple(
            one
            for one in self.placed
            if one.origin is not None or one.slot.written_uri not in refused
        )
        return replace(self, placed=placed, steps=steps_of(self.base, placed, rewrite=self.rewrite))

    @property
    def target(self) -> tuple[Slot, ...]:
        """What the playlist is to hold."""
        return tuple(one.slot for one in self.placed)

    def contents(self) -> Iterator[tuple[Slot, ...]]:
        """What the playlist holds before the first step, and after each."""
        playlist = Playlist([slot.written_uri for slot in self.base])
        arriving = {slot.written_uri: slot for slot in self.target}
        slots = list(self.base)
        yield self.base
        for step in self.steps:
            playlist.play(step)
            slots += (arriving[uri] for uri in playlist.uris[len(slots) :])
            yield tuple(slots[cell] for cell in playlist.cells)

    def coming(self, done: int) -> frozenset[str]:
        """The URIs that steps from number ``done`` on insert."""
        steps = (step for step in self.steps[done:] if isinstance(step, InsertStep))
        return frozenset(uri for step in steps for uri in step.uris)

    def end_of(self, phase: Phase) -> int:
        """How many steps are done when this phase is."""
        growing = sum(step.phase == "grow" for step in self.steps)
        return growing if phase == "grow" else len(self.steps)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a playlist stands: ``done`` steps are made.

    ``missing`` are the tracks of the next step that are not there, where others of it are.
    ``content`` is what it holds, identified, where that was read and not concluded.
    """

    done: int
    missing: tuple[str, ...] = ()
    content: tuple[Slot, ...] = ()

    def further_than(self, other: Standing) -> bool:
        """Whether more of the course is behind this one."""
        return self._progress > other._progress

    @property
    def _progress(self) -> tuple[int, bool, int]:
        return self.done, bool(self.missing), -len(self.missing)


START = Standing(0)


def locate(course: Course, live: Sequence[Slot], *, begun: bool = True) -> Standing | None:
    """The furthest point of the course that live stands on; None where it is on none.

    A null may be any track, so that live can stand on several. Where nobody has ``begun`` the
    course, it stands at its start as long as that may be.
    """
    if not begun and (named := identify(live, course.base, course.coming(0))) is not None:
        return Standing(0, content=named)
    found: Standing | None = None
    partly: Standing | None = None
    for done, content in enumerate(course.contents()):
        coming = course.coming(done)
        if (named := identify(live, content, coming)) is not None:
            found = Standing(done, content=named)
        elif done < len(course.steps):
            partly = _partly(course, done, live, content) or partly
    return found or partly


def _partly(
    course: Course, done: int, live: Sequence[Slot], content: Sequence[Slot]
) -> Standing | None:
    """Live between two steps: some tracks of an insertion are there, in order, others not."""
    step = course.steps[done]
    if not isinstance(step, InsertStep) or not 0 < len(live) - len(content) < len(step.uris):
        return None
    end = step.at + len(live) - len(content)
    coming = course.coming(done)
    head = identify(live[: step.at], content[: step.at], coming)
    tail = identify(live[end:], content[step.at :], coming)
    present = _subsequence(live[step.at : end], _slots_of(step, course.target))
    if head is None or tail is None or present is None:
        return None
    there = {slot.written_uri for slot in present}
    missing = tuple(uri for uri in step.uris if uri not in there)
    return Standing(done, missing, (*head, *present, *tail))


def _slots_of(step: InsertStep, target: Sequence[Slot]) -> list[Slot]:
    by_uri = {slot.written_uri: slot for slot in target}
    return [by_uri[uri] for uri in step.uris]


def _subsequence(live: Sequence[Slot], expected: Collection[Slot]) -> list[Slot] | None:
    """The expected slots that live holds, in their order; a null could be any of them: None."""
    rest = iter(expected)
    found: list[Slot] = []
    for slot in live:
        if slot.state == "null":
            return None
        one = next((other for other in rest if matches(slot, other)), None)
        if one is None:
            return None
        found.append(one)
    return found


def groups(step: InsertStep, missing: Collection[str]) -> Iterator[tuple[str, ...]]:
    """The missing tracks of a step, in runs that nothing which is there parts."""
    for there, run in groupby(step.uris, key=lambda uri: uri not in missing):
        if not there:
            yield tuple(run)
