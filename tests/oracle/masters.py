"""DESIGN 6: exclusion and merge. All masters are worked out again and again until none changes.

First everything may leave that the sentences let go; what nobody then takes is put back, and all
is worked out anew, until nothing has to be put back any more.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from aum_sync.config.types import Master, MoveTo
from aum_sync.season.items import Slot
from tests.oracle.ground import Ground
from tests.oracle.homes import Home, Item
from tests.oracle.others import cleaned, others_of
from tests.oracle.targets import Leave, Stay, Target, Targets, barrier_of, pinned

Back = set[tuple[str, str]]
"""Recordings that could not leave their master, since nobody takes them."""


def settle(ground: Ground) -> Targets:
    """The targets of all masters, and of the other playlists that lose tracks."""
    back: Back = set()
    while True:
        targets = _stable(ground, back)
        untaken = {
            (key, leave.recording)
            for key, target in targets.items()
            for leave in target.leave
            if leave.recording and leave.to and not _taken(ground, targets, leave)
        }
        untaken |= _kept_though_sent(ground, targets)
        if untaken <= back:
            return targets
        back |= untaken


def _stable(ground: Ground, back: Back) -> Targets:
    masters, others = ground.config.masters, others_of(ground)
    before = {key: Target() for key in (*(master.key for master in masters), *others)}
    while True:
        now = {master.key: _Merge(ground, master, before, back).run() for master in masters}
        now |= {playlist: cleaned(ground, before, playlist) for playlist in others}
        if now == before:
            return now
        before = now


def _taken(ground: Ground, targets: Targets, leave: Leave) -> bool:
    """Whether one of those that a slot leaves for, or whom that gives way to, holds it."""
    if leave.reason in ("excluded", "cleanup"):
        return True
    for key in leave.to:
        barrier = barrier_of(ground, targets, ground.config.master(key), leave.recording)
        holder = barrier.by if barrier and leave.reason != "orphan" else key
        masters = {master.key for master in ground.config.masters}
        writes = ground.may_write(key) and holder in masters and ground.may_write(holder)
        if writes and leave.recording in targets[holder].recordings:
            return True
    return False


def _kept_though_sent(ground: Ground, targets: Targets) -> Back:
    """The orphans that the policy would move, but that do not leave their master for there."""
    policy = ground.config.policy.orphans
    if not isinstance(policy, MoveTo):
        return set()
    found: Back = set()
    for master in ground.config.masters:
        gone = {one.recording for one in targets[master.key].leave if policy.master in one.to}
        for slot in ground.base(master):
            recording = ground.music.of_slot(slot)
            if recording and ground.may_lose_orphan(master, recording) and recording not in gone:
                found.add((master.key, recording))
    return found


@dataclass
class _Merge:
    """The merge of one master, given what the others hold."""

    ground: Ground
    master: Master
    targets: Targets
    back: Back
    stay: list[Stay] = field(default_factory=list)
    leave: list[Leave] = field(default_factory=list)

    def run(self) -> Target:
        if pin := self.ground.pin(self.master):
            path = f"masters.{self.master.key}.pin"
            return pinned(self.ground, pin, self.ground.base(self.master), path)
        for origin, slot in enumerate(self.ground.base(self.master)):
            self._judge(slot, origin)
        return Target(tuple(self._ordered()), tuple(self.leave))

    def _judge(self, slot: Slot, origin: int) -> None:
        recording = self.ground.music.of_slot(slot)
        going: Leave | None = None
        if recording is not None:
            going = self._why_gone(slot, origin, recording)
            if not going and origin != self._copy_that_stays(recording):
                going = Leave(slot, origin, recording, "duplicate", None)
        if going:
            self.leave.append(going)
            return
        barrier = barrier_of(self.ground, self.targets, self.master, recording)
        claim = None if barrier else self.ground.claim(self.master.key, recording)
        self.stay.append(Stay(slot, origin, recording, claim[0] if claim else None))

    def _copy_that_stays(self, recording: str) -> int:
        """The index in base of the one that stays of several: the first whose URI is named."""
        copies = [
            origin
            for origin, slot in enumerate(self.ground.base(self.master))
            if self.ground.music.of_slot(slot) == recording
        ]
        base = self.ground.base(self.master)
        return min(copies, key=lambda at: (not self._names(base[at]), at))

    def _names(self, slot: Slot) -> bool:
        return bool({slot.uri, slot.linked_from} & self.ground.named(self.master))

    def _why_gone(self, slot: Slot, origin: int, recording: str) -> Leave | None:
        barrier = barrier_of(self.ground, self.targets, self.master, recording)
        items = self.ground.of(recording)
        if barrier:
            item = items[0] if items else None
            reason, path = barrier.reason, barrier.path
            leave = Leave(slot, origin, recording, reason, path, (barrier.by,), item)
            return leave if barrier.firm else None
        claim = self.ground.claim(self.master.key, recording)
        if claim or self.ground.waits(recording) or (self.master.key, recording) in self.back:
            return None
        if items:
            return _known(slot, origin, recording, items)
        if self.ground.knows(recording):
            return Leave(slot, origin, recording, "out-of-range", "season.weeks")
        return self._orphan(slot, origin, recording)

    def _orphan(self, slot: Slot, origin: int, recording: str) -> Leave | None:
        policy = self.ground.config.policy.orphans
        if not self.ground.may_lose_orphan(self.master, recording):
            return None
        to = (policy.master,) if isinstance(policy, MoveTo) else ()
        return Leave(slot, origin, recording, "orphan", "policy.orphans", to)

    def _new(self) -> list[Stay]:
        """What weeks ask for here and base does not hold, by week and position."""
        have = {one.recording for one in self.stay}
        new: list[Stay] = []
        for item in self.ground.items:
            claim = self.ground.claim(self.master.key, item.recording)
            barrier = barrier_of(self.ground, self.targets, self.master, item.recording)
            if claim and claim[0] is item and item.recording not in have and not barrier:
                home: Home = claim[1]
                here = (home.rule, home.path, home.review)
                new.append(Stay(item.slot, None, item.recording, item, *here))
        return new

    def _arriving(self) -> list[Stay]:
        """Orphans of other masters that move here, each once, where nothing bars them."""
        have = {one.recording for one in self.stay}
        if self.ground.config.policy.orphans != MoveTo(self.master.key):
            return []
        found: dict[str, Slot] = {}
        for master in self.ground.config.masters:
            for slot in self.ground.base(master):
                recording = self.ground.music.of_slot(slot)
                if recording is None or recording in have or (master.key, recording) in self.back:
                    continue
                barrier = barrier_of(self.ground, self.targets, self.master, recording)
                if not barrier and self.ground.may_lose_orphan(master, recording):
                    known = found.setdefault(recording, slot)
                    if self._names(slot) and not self._names(known):
                        found[recording] = slot
        rule = ("orphan", "policy.orphans")
        return [Stay(slot, None, recording, None, *rule) for recording, slot in found.items()]

    def _ordered(self) -> list[Stay]:
        new = self._new()
        if self.master.order == "append":
            return [*self.stay, *new, *self._arriving()]
        wanted = [one for one in self.stay if one.item] + new
        wanted.sort(key=lambda one: one.item.position if one.item else 0)
        newest = self.master.order == "newest-first"
        wanted.sort(key=lambda one: one.item.week if one.item else 0, reverse=newest)
        for index, one in enumerate(self.stay):
            if not one.item:
                at = 1 + wanted.index(self.stay[index - 1]) if index else 0
                wanted.insert(at, one)
        return wanted + self._arriving()


def _known(slot: Slot, origin: int, recording: str, items: list[Item]) -> Leave:
    """Why a track goes that weeks know and do not want here."""
    homes = [(item, home) for item in items for home in item.homes]
    if homes:
        item, home = homes[0]
        reason = "corrected" if home.rule == "correction" else "misplaced"
        to = tuple(dict.fromkeys(home.master for _, home in homes))
        return Leave(slot, origin, recording, reason, home.path, to, item)
    reason = "corrected" if items[0].path.startswith("corrections") else "dropped"
    return Leave(slot, origin, recording, reason, items[0].path, (), items[0])
