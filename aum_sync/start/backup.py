"""The backup of an older tool, a name with a list of URIs each, as pins of masters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import regex

from aum_sync.config.ids import track_uri
from aum_sync.config.types import Config
from aum_sync.errors import DataError, Fault
from aum_sync.formats.json_text import Document
from aum_sync.season.items import NULL_SLOT, Pin, Slot, State
from aum_sync.text.cells import quoted
from aum_sync.text.fold import plain

_PINS = "state/pins"
_OTHER = regex.compile(r"spotify:(?P<kind>episode:[0-9A-Za-z]{22}|local:.+)")
_MOST_FAULTS = 100

Lists = Mapping[str, tuple[Slot, ...]]


@dataclass(frozen=True, slots=True)
class Pinned:
    """A master with the pin that a backup gives it; ``blank`` tracks have no title in ``state/``.

    ``name`` is what the backup calls it.
    """

    key: str
    name: str
    pin: Pin
    blank: int


def read_backup(document: Document) -> Lists:
    """The lists of a backup. Raises DataError with every value that is none."""
    value = document.value
    if not isinstance(value, dict):
        raise DataError(
            document.fault((), "a backup is an object: a name with a list of URIs each")
        )
    faults: list[Fault] = []
    found = {name: _slots(document, name, uris, faults) for name, uris in value.items()}
    if faults:
        raise DataError(*faults[:_MOST_FAULTS])
    return found


def _slots(document: Document, name: str, uris: object, faults: list[Fault]) -> tuple[Slot, ...]:
    if not isinstance(uris, list):
        faults.append(document.fault((name,), "must be a list of URIs"))
        return ()
    slots = [_slot(uri) for uri in uris]
    faults += [
        document.fault((name, index), "must be a track's URI, like spotify:track: and 22 signs")
        for index, slot in enumerate(slots)
        if slot is None
    ]
    return tuple(filter(None, slots))


def _slot(uri: object) -> Slot | None:
    if uri is None:
        return NULL_SLOT
    if not isinstance(uri, str):
        return None
    if track := track_uri(uri):
        return Slot(track)
    other = _OTHER.fullmatch(uri)
    return (
        Slot(uri, state="episode" if other["kind"].startswith("ep") else "local") if other else None
    )


def pins_of(
    lists: Lists, config: Config, state: State, *, since: str, reason: str
) -> tuple[tuple[Pinned, ...], tuple[str, ...]]:
    """The pins of the masters that a backup names, and the names that no master bears.

    A master is known by its name, as the YAML or its snapshot has it, or by its key. Raises
    DataError where two lists are of one master.
    """
    known = _names(config, state)
    titles = {uri: slot for slot in _everything(state) for uri in slot.uris}
    found: dict[str, Pinned] = {}
    unknown: list[str] = []
    for name, slots in lists.items():
        key = known.get(plain(name))
        if key is None:
            unknown.append(name)
        elif key in found:
            both = f"{quoted(found[key].name)} and {quoted(name)}"
            raise DataError(f"{both} are both {key}", hint="take one of them out of the backup")
        else:
            whole = tuple(_titled(slot, titles) for slot in slots)
            blank = sum(slot.state == "track" and not slot.name for slot in whole)
            pin = Pin(f"{_PINS}/{key}.json", since, reason, whole)
            found[key] = Pinned(key, name, pin, blank)
    return tuple(found.values()), tuple(unknown)


def _names(config: Config, state: State) -> dict[str, str]:
    """Keys of masters by what they may be called; what two are called is nobody's name."""
    names: dict[str, set[str]] = {}
    for master in config.masters:
        snapshot = state.snapshot(master.key)
        for name in (master.key, master.name, snapshot.name if snapshot else None):
            names.setdefault(plain(name or ""), set()).add(master.key)
    return {name: min(keys) for name, keys in names.items() if name and len(keys) == 1}


def _everything(state: State) -> Iterator[Slot]:
    for week in state.weeks:
        yield from week.latest.slots
    for snapshot in (*state.others, *state.snapshots):
        yield from snapshot.slots


def _titled(slot: Slot, titles: Mapping[str, Slot]) -> Slot:
    """The slot as ``state/`` knows it, under the URI that the backup has."""
    known = titles.get(slot.uri or "")
    return replace(known, uri=slot.uri, linked_from=None, added_at=None) if known else slot
