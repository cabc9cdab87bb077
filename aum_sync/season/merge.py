"""merge(base, wanted): what one master should hold, and why every slot of it stays or goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from aum_sync.config.types import Master
from aum_sync.season.items import Slot
from aum_sync.season.named import foremost
from aum_sync.season.order import Placed, arrange
from aum_sync.season.orphans import Orphans
from aum_sync.season.routing import Home, Routed
from aum_sync.season.wanted import Claim, Wanted

Reason = Literal[
    "duplicate",
    "excluded",
    "cleanup",
    "misplaced",
    "corrected",
    "dropped",
    "out-of-range",
    "orphan",
    "pinned",
]


@dataclass(frozen=True, slots=True)
class Barrier:
    """What keeps a recording out of a master: the master that holds it, and the config path.

    ``firm``: that master is one which plans may write, so a slot may leave here for its sake.
    """

    master: str
    path: str
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Gone:
    """A slot of base that is not in the target: why, the config path behind it, and where to."""

    slot: Slot
    origin: int
    reason: Reason
    path: str | None = None
    to: tuple[str, ...] = ()
    item: Routed | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a playlist should hold, in order, and what leaves it. ``barriers`` are by recording."""

    master: str
    slots: tuple[Placed, ...]
    gone: tuple[Gone, ...]
    barriers: Mapping[str, Barrier]
    recordings: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        found = (placed.recording for placed in self.slots)
        known = frozenset(recording for recording in found if recording is not None)
        object.__setattr__(self, "recordings", known)


@dataclass(slots=True)
class Merge:
    """The merge of one master, slot by slot; ``orphans`` says what leaves or comes by policy.

    ``staying`` are recordings that cannot leave, ``named`` the URIs of which a copy stays rather
    than an equal one.
    """

    master: Master
    wanted: Wanted
    barriers: Mapping[str, Barrier]
    staying: frozenset[str]
    orphans: Orphans
    named: frozenset[str]
    _kept: list[Placed] = field(default_factory=list)
    _gone: list[Gone] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def run(self, base: Sequence[Slot]) -> Target:
        """The target for this base; the rules are tried in the order that DESIGN 6 gives them."""
        copies = [(self.wanted.recordings.of_slot(slot), slot) for slot in base]
        staying = foremost(copies, self.named)
        for origin, (recording, slot) in enumerate(copies):
            self._judge(slot, origin, recording, staying)
        placed = arrange(self.master.order, self._kept, (*self._new(), *self._moved_here()))
        return Target(self.master.key, placed, tuple(self._gone), self.barriers)

    def _judge(
        self, slot: Slot, origin: int, recording: str | None, staying: Mapping[str, int]
    ) -> None:
        claim = self._claim(recording)
        if recording is None:
            self._kept.append(Placed(slot, origin))
        elif not claim and (gone := self._leaves(slot, origin, recording)):
            self._gone.append(gone)
        elif staying[recording] != origin:
            self._gone.append(Gone(slot, origin, "duplicate"))
        else:
            self._seen.add(recording)
            self._kept.append(Placed(slot, origin, recording, claim))

    def _claim(self, recording: str | None) -> Claim | None:
        if recording is None or recording in self.barriers:
            return None
        return self.wanted.claims.get(self.master.key, {}).get(recording)

    def _leaves(self, slot: Slot, origin: int, recording: str) -> Gone | None:
        """Why a slot that nothing asks for here goes; None where it stays."""
        items = self.wanted.by_recording.get(recording, ())
        if barrier := self.barriers.get(recording):
            return self._barred(slot, origin, barrier, items)
        if recording in self.wanted.held or recording in self.staying:
            return None
        if items:
            return self._known(slot, origin, items)
        if recording in self.wanted.elsewhere:
            return Gone(slot, origin, "out-of-range", "season.weeks")
        if self.orphans.leaves(self.master.key, recording):
            return Gone(slot, origin, "orphan", "policy.orphans", self.orphans.destinations)
        return None

    def _barred(
        self, slot: Slot, origin: int, barrier: Barrier, items: Sequence[Routed]
    ) -> Gone | None:
        """A slot whose recording another master holds; it waits where no plan may write there."""
        if not barrier.firm:
            return None
        reason: Reason = "excluded"
        if barrier.path.startswith("cleanup"):
            reason = "cleanup"
        elif barrier.path.endswith(".catch_all"):
            reason = "misplaced"
        item = items[0] if items else None
        return Gone(slot, origin, reason, barrier.path, (barrier.master,), item)

    def _known(self, slot: Slot, origin: int, items: Sequence[Routed]) -> Gone:
        """A slot that weeks know and want elsewhere."""
        homes = [(one, home) for one in items for home in one.homes]
        if homes:
            masters = tuple(dict.fromkeys(home.master for _, home in homes))
            item, home = homes[0]
            return Gone(slot, origin, _reason(home), home.path, masters, item)
        first = items[0]
        reason: Reason = "corrected" if first.path.startswith("corrections.") else "dropped"
        return Gone(slot, origin, reason, first.path, (), first)

    def _new(self) -> list[Placed]:
        claims = self.wanted.claims.get(self.master.key, {})
        return [
            Placed(claim.routed.item.slot, None, recording, claim)
            for recording, claim in claims.items()
            if recording not in self._seen and recording not in self.barriers
        ]

    def _moved_here(self) -> list[Placed]:
        return [
            Placed(slot, None, recording, rule="orphan", path="policy.orphans")
            for recording, slot in self.orphans.arriving(self.master.key)
            if recording not in self._seen and recording not in self.barriers
        ]


def _reason(home: Home) -> Reason:
    return "corrected" if home.rule == "correction" else "misplaced"
