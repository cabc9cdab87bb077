"""From what playlists held at an earlier time to the pins that bring it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from aum_sync.config.types import Config
from aum_sync.plan.workings import Workings, base_of, work_out
from aum_sync.season.cleaning import other_playlists, others_of, pinning, playlist_of
from aum_sync.season.items import Pin, Slot, Snapshot, State, content_digest

Snapshots = Mapping[str, Snapshot]
"""Snapshots by key: that of a master, or the id of a playlist that is none."""

Way = tuple[str | int, ...]
"""Keys and numbers that lead through the YAML to a pin."""


@dataclass(frozen=True, slots=True)
class Managed:
    """A playlist that can be pinned; ``way`` is where its pin stands.

    ``key`` is the master's and ``former`` the one that it had; of one that is no master ``key`` is
    the id.
    """

    key: str
    way: Way
    base: Snapshot
    former: str | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """A playlist that is to hold again what it held; ``lost`` are slots that no plan brings back.

    Spotify takes no local file by its API, and a null has no URI.
    """

    master: str
    way: Way
    pin: Pin
    lost: tuple[Slot, ...]


def managed(config: Config, state: State) -> Iterator[Managed]:
    """The masters, and the playlists that cleanups take tracks out of, as far as they were read."""
    for master in config.masters:
        if base := base_of(master, state):
            yield Managed(master.key, ("masters", master.key, "pin"), base, master.was)
    for playlist in others_of(config, state).bases:
        if other := state.other(playlist):
            yield Managed(playlist, _way_of(config, state, playlist), other)


def _way_of(config: Config, state: State, playlist: str) -> Way:
    """Where a playlist that is no master has its pin, or gets it: at its first cleanup."""
    first = pinning(config, state, playlist) or next(
        one for one in config.cleanup if playlist_of(one.remove_from, state) == playlist
    )
    return "cleanup", config.cleanup.index(first), "pin"


def under_keys_of_now(then: Snapshots, now: Sequence[Managed]) -> dict[str, Snapshot]:
    """What was then, by the keys of now: a playlist is known by its id, whatever it was called.

    A master that has another playlist by now stands in for the one that had its key.
    """
    playlists = {snapshot.playlist: snapshot for snapshot in then.values()}
    taken = {one.base.playlist for one in now}
    left = {key: one for key, one in then.items() if one.playlist not in taken}
    found: dict[str, Snapshot] = {}
    for one in now:
        former = left.get(one.key) or left.get(one.former or "")
        if old := playlists.get(one.base.playlist, former):
            found[one.key] = old
    return found


def differing(one: Snapshots, other: Snapshots) -> tuple[str, ...]:
    """The playlists that are in both and not the same, in content or, of masters, in details."""
    return tuple(
        key
        for key in sorted(one.keys() & other.keys())
        if not _same_content(one[key], other[key])
        or (_details(one[key]) != _details(other[key]) and not _is_other(one[key], other[key]))
    )


def changed_between(before: Snapshots, after: Snapshots) -> frozenset[str]:
    """The ids of the playlists that an apply changed."""
    one, other = _by_playlist(before), _by_playlist(after)
    return frozenset(differing(one, other))


def _by_playlist(snapshots: Snapshots) -> Snapshots:
    return {snapshot.playlist: snapshot for snapshot in snapshots.values()}


def _same_content(one: Snapshot, other: Snapshot) -> bool:
    return content_digest(one.slots) == content_digest(other.slots)


def _details(snapshot: Snapshot) -> tuple[str, str]:
    return snapshot.name, snapshot.description


def _is_other(*snapshots: Snapshot) -> bool:
    """Whether one of them is of a playlist that is no master: its details are nobody's business."""
    return any(snapshot.key == snapshot.playlist for snapshot in snapshots)


@dataclass(frozen=True, slots=True)
class Gone:
    """A playlist that was managed then and is no more; ``missing`` is what it held and lacks."""

    then: Snapshot
    missing: tuple[Slot, ...]

    @property
    def was_master(self) -> bool:
        """Whether it was a master, and not one that a cleanup took tracks out of."""
        return not _is_other(self.then)


def gone(
    then: Snapshots, matched: Snapshots, state: State, changed: Collection[str] | None
) -> Iterator[Gone]:
    """What cannot be pinned of ``then``, since nobody manages it now.

    ``changed`` are the ids of the playlists that count; None: all that an apply ever wrote.
    """
    back = {snapshot.playlist for snapshot in matched.values()}
    last = _by_playlist({one.key: one for one in (*state.others, *state.snapshots)})
    for snapshot in then.values():
        now = last.get(snapshot.playlist)
        written = not _is_other(snapshot) or snapshot.applied or (now and now.applied)
        counts = written if changed is None else snapshot.playlist in changed
        if counts and snapshot.playlist not in back:
            missing = tuple(_missing(snapshot.slots, now.slots if now else ()))
            if missing:
                yield Gone(snapshot, missing)


def _missing(then: Sequence[Slot], now: Sequence[Slot]) -> Iterator[Slot]:
    left = [slot.written_uri for slot in now]
    for slot in then:
        if slot.written_uri in left:
            left.remove(slot.written_uri)
        else:
            yield slot


def returns(
    playlists: Iterable[Managed], then: Snapshots, *, since: str, reason: str
) -> Iterator[Return]:
    """A pin for each of the playlists, with the content and, of a master, the details of then."""
    for one in playlists:
        old = then[one.key]
        pin = pin_of(old, f"state/pins/{one.key}.json", since=since, reason=reason)
        if _is_other(one.base):
            pin = replace(pin, name=None, description=None)
        beyond = [slot for slot in old.slots if slot.state != "track"]
        lost = _missing(beyond, one.base.slots)
        yield Return(one.key, one.way, pin, tuple(lost))


def pin_of(old: Snapshot, path: str, *, since: str, reason: str) -> Pin:
    """What a playlist held then as a pin, of a master with its details."""
    pin = Pin(path, since, reason, old.slots)
    return pin if _is_other(old) else replace(pin, name=old.name, description=old.description)


@dataclass(frozen=True, slots=True)
class PinHere:
    """A pin that the configuration names: of which playlist, where, and its file."""

    key: str
    way: Way
    path: str


def pins_of(config: Config, state: State) -> Iterator[PinHere]:
    """All pins of a configuration; a week that was never read goes by its number."""
    for master in config.masters:
        if master.pin:
            yield PinHere(master.key, ("masters", master.key, "pin"), master.pin)
    for number, one in enumerate(config.cleanup):
        if one.pin:
            key = playlist_of(one.remove_from, state) or one.remove_from.value
            yield PinHere(key, ("cleanup", number, "pin"), one.pin)


def repinned(config: Config, pins: Mapping[Way, str | None]) -> Config:
    """The configuration with other pins at these places, or none."""
    masters = (replace(m, pin=pins.get(("masters", m.key, "pin"), m.pin)) for m in config.masters)
    cleanup = (
        replace(one, pin=pins.get(("cleanup", number, "pin"), one.pin))
        for number, one in enumerate(config.cleanup)
    )
    return replace(config, masters=tuple(masters), cleanup=tuple(cleanup))


def nowhere(
    config: Config, state: State, found: Sequence[Return], vanished: Iterable[Gone]
) -> tuple[Slot, ...]:
    """The tracks that no playlist of the season has once these pins are there, one of each.

    They are in one now, or were then in one that is managed no more. Raises DataError where no
    plan can be made.
    """
    paths = {one.pin.path for one in found}
    pins = (*(pin for pin in state.pins if pin.path not in paths), *(one.pin for one in found))
    pinned = repinned(config, {one.way: one.pin.path for one in found})
    after = replace(state, pins=pins)
    work = work_out(pinned, after)
    of_slot = work.wanted.recordings.of_slot
    held = work.wanted.recordings.of_all(_held(config, state, work))
    before = [slot for one in managed(config, state) for slot in one.base.slots]
    before += [slot for one in vanished for slot in one.missing]
    lost = {of_slot(slot): slot for slot in reversed(before)}
    return tuple(lost[name] for name in reversed(lost) if name is not None and name not in held)


def _held(config: Config, state: State, work: Workings) -> Iterator[Slot]:
    """What masters, weeks and the playlists that cleanups name hold after a plan."""
    for key in work.targets:
        yield from work.after(key)
    for target in work.others.values():
        yield from (placed.slot for placed in target.slots)
    for week in state.weeks:
        if week.latest.playlist not in work.others:
            yield from week.latest.slots
    read = other_playlists(config, state)
    for other in state.others:
        if other.key in read and other.key not in work.others:
            yield from other.slots
