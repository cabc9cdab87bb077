"""What somebody changed of a master on Spotify, and what the next apply would make of that.

Three contents are compared: what the last apply left, what is there now (the base of the plan), and
what the plan leads to.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from aum_sync.plan.types import MasterPlan
from aum_sync.plan.workings import Workings
from aum_sync.season.items import Slot, Snapshot
from aum_sync.season.matching import matches
from aum_sync.season.order import Placed
from aum_sync.season.rising import longest_rising
from aum_sync.text.fold import plain, unescape


@dataclass(frozen=True, slots=True)
class Left:
    """How a master was left; ``since`` names by whom: ``apply 41``, ``the last pull``.

    ``held`` is what a commit has of it by now, where that is asked for.
    """

    snapshot: Snapshot
    since: str
    held: Snapshot | None = None


Lefts = Mapping[str, Left]
"""How the masters were left, by key."""

NOTHING_LEFT: Lefts = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Touched:
    """A track that somebody added, took out or moved; ``undone``: the next apply undoes it.

    ``at`` is its index now, or the one it had; ``origin`` where a moved one was before, ``again``
    the slot by which one that was taken out comes back.
    """

    slot: Slot
    at: int
    undone: bool
    origin: int | None = None
    again: Placed | None = None

    @property
    def what(self) -> tuple[str | None, int, bool]:
        """Which edit of its master this is, whatever becomes of it."""
        return self.slot.written_uri, self.at, self.origin is None

    @property
    def subject(self) -> str:
        """What people call it."""
        return self.slot.name or self.slot.uri or "an item"


@dataclass(frozen=True, slots=True)
class Reworded:
    """A name, description or public flag that somebody changed."""

    field: str
    old: str | bool | None
    new: str | bool | None
    undone: bool

    @property
    def what(self) -> str:
        """Which edit of its master this is, whatever becomes of it."""
        return self.field

    @property
    def subject(self) -> str:
        """What people call it."""
        return self.field


@dataclass(frozen=True, slots=True)
class Drift:
    """All that somebody changed of one master since it was left; ``held``: a commit has it all."""

    master: str
    since: str
    added: tuple[Touched, ...]
    removed: tuple[Touched, ...]
    moved: tuple[Touched, ...]
    details: tuple[Reworded, ...]
    held: bool = False

    @property
    def undone(self) -> bool:
        """Whether the next apply undoes any of it."""
        return any(one.undone for one in self.edits)

    @property
    def tracks(self) -> tuple[Touched, ...]:
        """Every track of it."""
        return (*self.added, *self.removed, *self.moved)

    @property
    def edits(self) -> tuple[Touched | Reworded, ...]:
        """All of it."""
        return (*self.tracks, *self.details)

    def counts(self, *, undone: bool | None = None) -> tuple[int, int, int, int]:
        """How many tracks were added, taken out, moved, and how many details changed."""

        def count(some: Sequence[Touched | Reworded]) -> int:
            return sum(undone is None or one.undone == undone for one in some)

        return count(self.added), count(self.removed), count(self.moved), count(self.details)


def drifts(workings: Workings, masters: Sequence[MasterPlan], lefts: Lefts) -> Mapping[str, Drift]:
    """What somebody changed of each playlist since it was left; those left alone are not there."""
    found = (_drift(workings, plan, lefts) for plan in masters)
    return {drift.master: drift for drift in found if drift}


def _drift(workings: Workings, plan: MasterPlan, lefts: Lefts) -> Drift | None:
    now = workings.base(plan.key)
    left = lefts.get(plan.key)
    if now is None or left is None or left.snapshot.playlist != now.playlist:
        return None
    edit = _Edit.of(left.snapshot.slots, now.slots)
    written = frozenset(str(detail.field) for detail in plan.details)
    details = tuple(_details(left.snapshot, now, written))
    if not (edit.added or edit.removed or edit.moved or details):
        return None
    leaving = {gone.at for gone in plan.remove}
    return Drift(
        plan.key,
        left.since,
        tuple(Touched(now.slots[at], at, at in leaving) for at in edit.added),
        tuple(_removed(workings, plan, left.snapshot.slots, edit.removed)),
        tuple(_moved(workings, plan, now.slots, edit.moved)),
        details,
        held=_is_held(left, now),
    )


def _is_held(left: Left, now: Snapshot) -> bool:
    """Whether a commit has all that is there now."""
    if left.held is None:
        return False
    from aum_sync.plan.rollback import differing

    return not differing({now.key: left.held}, {now.key: now})


def _removed(
    workings: Workings, plan: MasterPlan, then: Sequence[Slot], removed: Sequence[int]
) -> Iterator[Touched]:
    """The tracks that were taken out; undone where the plan brings such a recording again."""
    changed = plan.status == "managed"
    slots = workings.target(plan.key).slots
    coming = [placed for placed in slots if changed and placed.origin is None]
    for at in removed:
        again = next((one for one in coming if _is(workings, one, then[at])), None)
        if again:
            coming.remove(again)
        yield Touched(then[at], at, again is not None, again=again)


def _moved(
    workings: Workings, plan: MasterPlan, now: Sequence[Slot], moved: Sequence[_Moved]
) -> Iterator[Touched]:
    """The tracks that were moved; undone where the plan moves them, or what they went past."""
    moving = {move.origin for move in plan.move}
    to = {placed.origin: to for to, placed in enumerate(workings.target(plan.key).slots)}
    for one in moved:
        stay = bool(moving) and {one.at, one.past} <= to.keys()
        back = stay and (to[one.at] < to[one.past]) != (one.at < one.past)
        yield Touched(now[one.at], one.at, back or one.at in moving, one.origin)


def _is(workings: Workings, placed: Placed, slot: Slot) -> bool:
    same = placed.recording == workings.wanted.recordings.of_slot(slot)
    return same or matches(placed.slot, slot)


def _details(then: Snapshot, now: Snapshot, written: frozenset[str]) -> Iterator[Reworded]:
    for field, old, new in (
        ("name", then.name, now.name),
        ("description", then.description, now.description),
    ):
        if plain(old) != plain(new):
            yield Reworded(field, unescape(old), unescape(new), field in written)
    if now.public is not None and then.public is not None and then.public != now.public:
        yield Reworded("public", then.public, now.public, "public" in written)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A track in another place: where it was, where it is, and the nearest that it went past."""

    origin: int
    at: int
    past: int


@dataclass(frozen=True, slots=True)
class _Edit:
    """A difference in indices: of what is there now, of what was then, and of both."""

    added: tuple[int, ...]
    removed: tuple[int, ...]
    moved: tuple[_Moved, ...]

    @classmethod
    def of(cls, then: Sequence[Slot], now: Sequence[Slot]) -> _Edit:
        pairs = _pairs(then, now)
        stayed = sorted((at, origin) for origin, at in pairs.items())
        rising = longest_rising([origin for _, origin in stayed])
        found = set(pairs.values())
        return cls(
            # A null is what Spotify does not show for a while, and nobody can add one.
            tuple(n for n, slot in enumerate(now) if n not in found and slot.state != "null"),
            tuple(n for n, slot in enumerate(then) if n not in pairs and slot.state != "null"),
            tuple(_went_past(stayed, rising)),
        )


def _went_past(stayed: Sequence[tuple[int, int]], rising: Collection[int]) -> Iterator[_Moved]:
    """The moved ones of some that stayed (where they are, where they were), in today's order."""
    fixed = sorted(rising)
    for n, (at, origin) in enumerate(stayed):
        if n not in rising:
            behind = bisect(fixed, n)
            beside = [stayed[one] for one in fixed[max(behind - 1, 0) : behind + 1]]
            past = next(now for now, then in beside if (then < origin) != (now < at))
            yield _Moved(origin, at, past)


def _pairs(then: Sequence[Slot], now: Sequence[Slot]) -> dict[int, int]:
    """Which slot of ``then`` is which of ``now``: by URI, else as Spotify may show it instead."""
    places = {key: at for at, key in enumerate(_numbered(now))}
    pairs = {n: places.pop(key) for n, key in enumerate(_numbered(then)) if key in places}
    rest = dict.fromkeys(sorted(places.values()))
    for n in (n for n in range(len(then)) if n not in pairs and then[n].state != "null"):
        shown = (at for at in rest if now[at].state != "null" and matches(now[at], then[n]))
        if (same := next(shown, None)) is not None:
            pairs[n] = same
            del rest[same]
    # What a null is, only its place can say.
    for n in (n for n in range(len(then)) if n not in pairs):
        at = pairs.get(n - 1, -1 if n == 0 else len(now)) + 1
        if at in rest and "null" in (now[at].state, then[n].state) and matches(now[at], then[n]):
            pairs[n] = at
            del rest[at]
    return pairs


def _numbered(slots: Sequence[Slot]) -> Iterator[tuple[str | None, int]]:
    """Each slot's URI with how many like it stand before it, so that twins are told apart."""
    seen: Counter[str | None] = Counter()
    for slot in slots:
        yield slot.written_uri, seen[slot.written_uri]
        seen[slot.written_uri] += 1
