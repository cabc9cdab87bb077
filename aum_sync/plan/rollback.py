"""From what masters held at an earlier time to the pins that bring it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aum_sync.season.items import Pin, Slot, Snapshot, content_digest

Snapshots = Mapping[str, Snapshot]
"""Snapshots by the key of their master."""


@dataclass(frozen=True, slots=True)
class Return:
    """A master that is to hold again what it held; ``lost`` are slots that no plan can bring back.

    Spotify takes no local file by its API, and a null has no URI.
    """

    master: str
    pin: Pin
    lost: tuple[Slot, ...]


def differing(one: Snapshots, other: Snapshots) -> tuple[str, ...]:
    """The masters that are in both and not the same, in content or in what describes them."""
    return tuple(
        key
        for key in sorted(one.keys() & other.keys())
        if _essence(one[key]) != _essence(other[key])
    )


def _essence(snapshot: Snapshot) -> tuple[object, ...]:
    return content_digest(snapshot.slots), snapshot.name, snapshot.description


def returns(
    masters: Sequence[str], now: Snapshots, then: Snapshots, *, since: str, reason: str
) -> Iterator[Return]:
    """A pin for each of the masters, with the content and the details of ``then``."""
    for key in masters:
        old = then[key]
        path = f"state/pins/{key}.json"
        pin = Pin(path, since, reason, old.slots, old.name, old.description)
        yield Return(key, pin, tuple(_lost(old.slots, now[key].slots)))


def _lost(then: Sequence[Slot], now: Sequence[Slot]) -> Iterator[Slot]:
    """What cannot be added and is not there any more."""
    left = [slot.written_uri for slot in now if slot.state != "track"]
    for slot in then:
        if slot.state == "track":
            continue
        if slot.written_uri in left:
            left.remove(slot.written_uri)
        else:
            yield slot
