"""Every position of every week that holds a recording: what was typed there, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, repeat

from aum_sync.config.types import Master, PlaylistRef
from aum_sync.errors import Place
from aum_sync.plan.explain.rules import RuleBook
from aum_sync.plan.explain.sightings import Sighting
from aum_sync.plan.explain.types import Appearance, Home, SlotPlace, Standing
from aum_sync.plan.types import Fate, Plan
from aum_sync.plan.workings import Workings
from aum_sync.season import routing
from aum_sync.season.cleaning import cleanups_of
from aum_sync.season.genres import JOINT
from aum_sync.season.items import Reading
from aum_sync.season.routing import Routed
from aum_sync.season.verdict import complaint
from aum_sync.season.weeks import Chosen, Judged, judge

_NO_FATE = {
    "newer": "policy.on_mismatch",
    "older": "built-in.older",
    "out-of-range": "season.weeks",
}
"""The rule behind a reading of which nothing is planned."""


@dataclass(frozen=True)
class Appearances:
    """Finds what became of the items of weeks. ``place`` knows the lines of locks."""

    workings: Workings
    plan: Plan
    book: RuleBook
    place: SlotPlace

    def of(self, sightings: Iterable[Sighting]) -> tuple[Appearance, ...]:
        """Those in weeks, in their order."""
        return tuple(
            self._one(seen.file, seen) for seen in sightings if isinstance(seen.file, Reading)
        )

    def _one(self, reading: Reading, seen: Sighting) -> Appearance:
        standing, judged = self._standing(reading)
        place = self.place(reading, seen.position)
        plain = Appearance(
            week=reading.week,
            position=seen.position,
            uri=seen.slot.uri,
            title=seen.slot.name,
            artists=seen.slot.byline,
            genre=_genre(judged, seen.position) if judged.passes else None,
            standing=standing,
            place=place,
            rules=(),
            complaint=None if judged.passes else complaint(judged),
        )
        if judged.correction and not judged.stale_correction:
            (corrected,) = self.book.rules(judged.correction.path, place)
            plain = replace(plain, corrected=corrected)
        if standing in _NO_FATE:
            return replace(plain, rules=self.book.rules(_NO_FATE[standing], place))
        key = reading.week, seen.position
        return self._fated(plain, self._fates[key], self._routed[key])

    def _fated(self, plain: Appearance, fate: Fate, routed: Routed) -> Appearance:
        return replace(
            plain,
            rules=self.book.rules(fate.rule, plain.place),
            homes=tuple(self._home(home, routed, fate, plain.place) for home in routed.homes),
            fate=fate.fate,
            of=fate.of,
            held_as=fate.held_as,
            review=fate.review,
        )

    def _home(self, home: routing.Home, routed: Routed, fate: Fate, place: Place) -> Home:
        target, name = self.workings.targets[home.master], routed.item.recording
        assert name is not None, "only tracks have homes"
        barrier = target.barriers.get(name)
        found = Home(
            home.master,
            self.book.title(home.master),
            self.book.rules(home.path, place),
            taken=home.master in fate.masters,
        )
        master = self.workings.config.master(home.master)
        if barrier:
            paths = dict.fromkeys((barrier.path, *self._barring(master, name)))
            holder = self.workings.targets.get(barrier.master)
            slots = holder.slots if holder else ()
            there = (at for at, placed in enumerate(slots) if placed.recording == name)
            return replace(
                found,
                barred_by=self.book.rules(JOINT.join(paths), place),
                holder=self.book.named(barrier.master, barrier.path),
                holder_at=next(there, None),
            )
        if not found.taken:
            path = f"{master.path}.pin" if self.workings.state.pin(master.pin) else master.path
            return replace(found, barred_by=self.book.rules(path, place))
        return found

    def _barring(self, master: Master, name: str) -> Iterator[str]:
        """Every exclusion and cleanup that keeps a recording out of a master."""
        targets = self.workings.targets
        for index, other in enumerate(master.excludes):
            if name in targets[other].recordings:
                yield f"{master.path}.excludes[{index}]"
        for cleanup in cleanups_of(self.workings.config, PlaylistRef("master", master.key)):
            if name in self.workings.barred[cleanup.path]:
                yield cleanup.path

    def _standing(self, reading: Reading) -> tuple[Standing, Judged]:
        """What a reading counts for, and what its description says."""
        if reading.week not in self.workings.config.season:
            return "out-of-range", judge(reading, self.workings.config)
        chosen = self._chosen[reading.week]
        if reading is chosen.judged.reading:
            standing: Standing = "counts" if chosen.placement == "genres" else chosen.placement
            return standing, chosen.judged
        if chosen.newer and reading is chosen.newer.reading:
            return "newer", chosen.newer
        return "older", judge(reading, self.workings.config)

    @cached_property
    def _chosen(self) -> Mapping[int, Chosen]:
        return {chosen.week: chosen for chosen in self.workings.wanted.weeks}

    @cached_property
    def _fates(self) -> Mapping[tuple[int, int], Fate]:
        return {(fate.week, fate.position): fate for fate in self.plan.fates}

    @cached_property
    def _routed(self) -> Mapping[tuple[int, int], Routed]:
        return {(one.item.week, one.item.position): one for one in self.workings.wanted.routed}


def _genre(judged: Judged, position: int) -> str | None:
    """The genre that the counts of a reading that passes give a position."""
    segments = zip(judged.description.segments, judged.checksum.counts, strict=True)
    typed = chain.from_iterable(repeat(segment.genre, number) for segment, number in segments)
    return next((genre for at, genre in enumerate(typed) if at == position), None)
