"""What every playlist has of a recording now, and what the plan does with it there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from aum_sync.config.types import Master
from aum_sync.errors import Place
from aum_sync.plan.explain.rules import RuleBook
from aum_sync.plan.explain.sightings import Sighting, name_of
from aum_sync.plan.explain.types import Holding, SlotPlace
from aum_sync.plan.explain.why import Why, Whys
from aum_sync.plan.workings import Workings
from aum_sync.season.cleaning import other_playlists
from aum_sync.season.items import Snapshot
from aum_sync.season.merge import Gone, Target
from aum_sync.season.order import Placed

_Seen = Mapping[str, list[int]]
"""The positions at which playlists have it now, by the key of their snapshots."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a target does with the slots of one name: where it has them, and what leaves."""

    placed: tuple[tuple[int, Placed], ...] = ()
    gone: tuple[Gone, ...] = ()


_NOTHING = _Outcome()


@dataclass(frozen=True)
class Holdings:
    """Finds what playlists have of a recording. ``place`` knows the lines of snapshots."""

    workings: Workings
    book: RuleBook
    place: SlotPlace

    def of(self, name: str, sightings: Iterable[Sighting], slot: Place) -> tuple[Holding, ...]:
        """Everything about the recording or item of this name, master by master, then others.

        ``slot`` is where it is seen first: the place of a rule that is built in.
        """
        seen: defaultdict[str, list[int]] = defaultdict(list)
        for sighting in sightings:
            if isinstance(sighting.file, Snapshot):
                seen[sighting.file.key].append(sighting.position)
        found = [
            holding
            for master in self.workings.config.masters
            for holding in self._master(master, name, seen, slot)
        ]
        return (*found, *self._others(name, seen, slot), *self._released(seen))

    # Masters

    def _master(self, master: Master, name: str, seen: _Seen, slot: Place) -> Iterator[Holding]:
        status = self.workings.statuses[master.key]
        blank = Holding(master.key, master.title, status, "not-planned", "", (), None)
        base = self.workings.bases[master.key]
        claimed = name in self.workings.wanted.claims.get(master.key, {})
        if status in ("unread", "blocked"):
            why: Why = ("not read yet" if status == "unread" else "blocked", master.path, ())
            now = seen.get(base.key, []) if base else []
            yield from (self._now(blank, why, base, origin) for origin in now if base)
            if claimed and not now:
                yield self._ruled(blank, why, slot)
            return
        outcome = self._outcomes[master.key].get(name, _NOTHING)
        yield from self._planned(blank, outcome, base, slot)
        if claimed and outcome == _NOTHING:
            why = self._whys.kept_out(master, name)
            yield self._ruled(replace(blank, action="kept-out"), why, slot)

    def _planned(
        self, blank: Holding, outcome: _Outcome, base: Snapshot | None, slot: Place
    ) -> Iterator[Holding]:
        for to, placed in outcome.placed:
            held = replace(blank, to=to, uri=placed.slot.written_uri)
            if placed.origin is None:
                why = self._whys.enters(placed)
                yield self._ruled(replace(held, action="enters"), why, slot)
            else:
                assert base is not None, "what has an origin has a base"
                why = self._whys.stays(blank.master, placed)
                yield self._now(replace(held, action="stays"), why, base, placed.origin)
        for gone in outcome.gone:
            assert base is not None, "what leaves is there"
            why = self._whys.leaves(gone)
            yield self._now(replace(blank, action="leaves"), why, base, gone.origin)

    # Other playlists

    def _others(self, name: str, seen: _Seen, slot: Place) -> Iterator[Holding]:
        """Playlists that ``cleanup`` names: managed for removals, or only compared with."""
        state = self.workings.state
        for key, path in sorted(other_playlists(self.workings.config, state).items()):
            base = state.other(key)
            blank = Holding(key, base.name if base else key, "other", "stays", "", (), None)
            if key in self._cleaned:
                outcome = self._cleaned[key].get(name, _NOTHING)
                yield from self._planned(blank, outcome, base, slot)
            elif base:
                for at in seen.get(key, ()):
                    why: Why = ("only compared with", path, ())
                    yield self._now(replace(blank, to=at), why, base, at)

    def _released(self, seen: _Seen) -> Iterator[Holding]:
        """Playlists that were masters once, or that a master had before it got another."""
        bases = [base.key for base in self.workings.bases.values() if base]
        for snapshot in self.workings.state.snapshots:
            if snapshot.key not in bases:
                key, title = snapshot.key, snapshot.name
                blank = Holding(key, title, "released", "not-planned", "", (), None)
                for at in seen.get(key, ()):
                    yield self._now(blank, ("released", "masters", ()), snapshot, at)

    # A holding, step by step

    def _now(self, held: Holding, why: Why, base: Snapshot, origin: int) -> Holding:
        """Of a slot that is there now; its line is the place of a rule that is built in."""
        place, slot = self.place(base, origin), base.slots[origin]
        there = replace(
            held,
            uri=held.uri or slot.written_uri,
            origin=origin,
            added_at=slot.added_at,
            place=place,
        )
        return self._ruled(there, why, place)

    def _ruled(self, held: Holding, why: Why, slot: Place) -> Holding:
        reason, path, others = why
        return replace(
            held,
            reason=reason,
            rules=self.book.rules(path, slot),
            others=tuple(self.book.named(key, path) for key in others),
        )

    # What the targets say, by name

    @cached_property
    def _whys(self) -> Whys:
        return Whys(self.workings)

    @cached_property
    def _outcomes(self) -> Mapping[str, Mapping[str, _Outcome]]:
        return {key: self._by_name(target) for key, target in self.workings.targets.items()}

    @cached_property
    def _cleaned(self) -> Mapping[str, Mapping[str, _Outcome]]:
        """The outcomes of playlists that are managed for removals, by their ids."""
        return {key: self._by_name(target) for key, target in self.workings.others.items()}

    def _by_name(self, target: Target) -> Mapping[str, _Outcome]:
        recordings = self.workings.wanted.recordings
        placed: defaultdict[str, list[tuple[int, Placed]]] = defaultdict(list)
        gone: defaultdict[str, list[Gone]] = defaultdict(list)
        for at, one in enumerate(target.slots):
            if name := name_of(one.slot, recordings):
                placed[name].append((at, one))
        for left in target.gone:
            gone[name_of(left.slot, recordings) or ""].append(left)
        return {name: _Outcome(tuple(placed[name]), tuple(gone[name])) for name in {*placed, *gone}}
