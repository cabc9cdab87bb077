"""One playlist that a plan changes: what it holds after each step, and where live stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from aum_sync.plan.rehearsal import MisplannedError, Playlist
from aum_sync.plan.steps import steps_of
from aum_sync.plan.types import InsertStep, MasterPlan, Phase, Step
from aum_sync.season.items import Slot
from aum_sync.season.matching import identify, matches
from aum_sync.season.order import Placed


@dataclass(frozen=True, slots=True)
class Course:
    """The way of one playlist from what it held when it was planned to what it is to hold.

    ``relies_on`` are the playlists that must hold tracks before they may leave this one.
    ``ignored`` are the numbers of steps that Spotify said it made, and did not make.
    ``incomplete``: it leaves out tracks that Spotify did not take. ``stand_ins`` are slots of
    base, by the URIs that enter in their place: the same music, which stays where that is refused.
    """

    plan: MasterPlan
    base: tuple[Slot, ...]
    placed: tuple[Placed, ...]
    steps: tuple[Step, ...]
    relies_on: frozenset[str]
    rewrite: bool = False
    ignored: frozenset[int] = frozenset()
    incomplete: bool = False
    stand_ins: Mapping[str, int] = field(default_factory=dict)

    def without(self, refused: Collection[str]) -> Course:
        """The course that leaves out tracks which Spotify does not take.

        Up to where nothing enters any more it is the same but for these, so that live stands on it.
        """
        left_out = self.coming(0) & frozenset(refused)
        if not left_out:
            return self
        contents, slots = list(self.cells()), self._slots()
        out = {at for at in range(len(self.base), len(slots)) if slots[at].written_uri in left_out}
        steps: list[Step] = []
        for number, step in enumerate(self.steps[: self.end_of("grow")]):
            if isinstance(step, InsertStep) and number not in self.ignored:
                uris = tuple(uri for uri in step.uris if uri not in left_out)
                at = step.at - len(out.intersection(contents[number][: step.at]))
                steps += [InsertStep(at, uris, "grow")] if uris else []
        held = [cell for cell in contents[self.end_of("grow")] if cell not in out]
        steps += self._onward(held, left_out)
        placed = tuple(one for one in self._without(left_out) if one)
        less = replace(self, placed=placed, steps=tuple(steps), ignored=frozenset())
        return replace(less, incomplete=True)

    def _without(self, left_out: Collection[str]) -> list[Placed | None]:
        """Per place of the target what is there where some tracks are left out."""
        stand_ins = dict(self.stand_ins)

        def at(place: Placed) -> Placed | None:
            uri = place.slot.written_uri or ""
            if uri not in left_out:
                return place
            origin = stand_ins.pop(uri, None)
            return None if origin is None else Placed(self.base[origin], origin, place.recording)

        return [at(place) for place in self.placed]

    def ignoring(self) -> Iterator[Course]:
        """The courses on which Spotify said that it made a step of this one, and did not make it.

        That shows when the phase of the step has ended, or all, or where a later step cannot be
        made. The steps that mend it follow there, so that each is a course like any other: cut off
        on it, it goes on from there.
        """
        for number, step in enumerate(self.steps):
            for end in sorted({self.end_of(step.phase), len(self.steps)}):
                if number not in self.ignored:
                    yield self._ignoring(number, end)

    def _ignoring(self, number: int, end: int) -> Course:
        astray = replace(self, steps=self.steps[:end], ignored=self.ignored | {number})
        *before, held = astray.cells()
        way = self._onward(held)
        if len(before) > self.end_of("grow"):
            way = tuple(replace(step, phase="shrink") for step in way)
        return replace(astray, steps=(*self.steps[: len(before)], *way))

    def _onward(self, held: Sequence[int], left_out: Collection[str] = ()) -> tuple[Step, ...]:
        """The steps from some slots to the target, or to what of it is not left out."""
        *_, wanted = self.cells()
        places: dict[int | None, int] = {cell: at for at, cell in enumerate(held)}
        placed = [
            replace(left, origin=places.get(cell if left is one else None, places.get(left.origin)))
            for one, left, cell in zip(self.placed, self._without(left_out), wanted, strict=True)
            if left
        ]
        slots = self._slots()
        return steps_of([slots[cell] for cell in held], placed, rewrite=self.rewrite)

    @property
    def target(self) -> tuple[Slot, ...]:
        """What the playlist is to hold."""
        return tuple(one.slot for one in self.placed)

    def contents(self) -> Iterator[tuple[Slot, ...]]:
        """What the playlist holds before the first step, and after each."""
        slots = self._slots()
        return (tuple(slots[cell] for cell in cells) for cells in self.cells())

    def _slots(self) -> list[Slot]:
        """Every slot that is there at any time: those of base, then each as it is inserted."""
        arriving = {slot.written_uri: slot for slot in self.target}
        inserted = (step.uris for step in self.steps if isinstance(step, InsertStep))
        return [*self.base, *(arriving[uri] for uris in inserted for uri in uris)]

    def cells(self) -> Iterator[Sequence[int]]:
        """The indices of the slots that are there before the first step, and after each.

        Where a step was ignored they end at the first one that cannot be made any more.
        """
        playlist = Playlist([slot.written_uri for slot in self.base])
        yield tuple(playlist.cells)
        for number, step in enumerate(self.steps):
            before = list(playlist.cells)
            try:
                playlist.play(step)
            except MisplannedError:
                return
            if number in self.ignored:
                playlist.cells = before
            yield tuple(playlist.cells)

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
