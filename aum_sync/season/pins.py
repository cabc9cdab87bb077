"""Pins: a playlist that is to hold exactly what a file says, whatever the season asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from aum_sync.config.types import Config
from aum_sync.season.cleaning import others_of
from aum_sync.season.items import Pin, Slot, State
from aum_sync.season.merge import Gone, Target
from aum_sync.season.order import Placed
from aum_sync.season.wanted import Wanted


def pins_of(config: Config, state: State) -> Iterator[tuple[str, str | None, Pin]]:
    """Every pin that is there, behind what it pins: the key (no master's is its id) and the id."""
    for master in config.masters:
        if pin := state.pin(master.pin):
            yield master.key, master.playlist, pin
    for playlist, (_, other) in others_of(config, state).pins.items():
        if other:
            yield playlist, playlist, other


def pin_target(key: str, path: str, pin: Pin, base: Sequence[Slot], wanted: Wanted) -> Target:
    """The pinned content as a target of ``base``; ``path`` is where the configuration names it.

    What cannot be addressed stays where base has it and pins cannot bring it back: such slots of
    base that the pin does not have follow behind it, those of the pin that base lacks are left out.
    """
    places: defaultdict[str | None, list[int]] = defaultdict(list)
    for origin, slot in enumerate(base):
        places[slot.written_uri].append(origin)
    slots: list[Placed] = []
    for slot in pin.slots:
        recording = wanted.recordings.of_slot(slot)
        if places[slot.written_uri]:
            origin = places[slot.written_uri].pop(0)
            slots.append(Placed(base[origin], origin, recording))
        elif recording is not None:
            slots.append(Placed(slot, None, recording, rule="pin", path=path))
    gone: list[Gone] = []
    for origin in sorted(origin for left in places.values() for origin in left):
        if wanted.recordings.of_slot(base[origin]) is None:
            slots.append(Placed(base[origin], origin))
        else:
            gone.append(Gone(base[origin], origin, "pinned", path))
    return Target(key, tuple(slots), tuple(gone), {})
