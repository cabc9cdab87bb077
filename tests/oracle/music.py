"""Recordings: the transitive closure of equal URI or relink, equal ISRC, equal title and artists.

The weeks alone make the classes. What only a playlist holds joins a class that it is itself equal
to, by URI before ISRC before title, and never makes one of two; the rest is compared with itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from aum_sync.config.types import Config
from aum_sync.season.items import Reading, Slot, State
from aum_sync.text.fold import fold

TRACK = re.compile(r"spotify:track:[0-9A-Za-z]{22}")
SECONDS_2 = 2_000


def is_track(slot: Slot) -> bool:
    """Whether a plan can speak of this slot at all: no null, no local file, no episode."""
    return slot.state == "track" and bool(TRACK.fullmatch(slot.uri or ""))


def readings(state: State) -> list[Reading]:
    """Every reading there is, in or out of range, passed or not."""
    return [one for week in state.weeks for one in (week.passed, week.held) if one]


def _uris(slot: Slot) -> set[str]:
    return {uri for uri in (slot.uri, slot.linked_from) if uri}


def _all_uris(slots: Iterable[Slot]) -> set[str]:
    return {uri for slot in slots for uri in _uris(slot)}


def _isrc(slot: Slot) -> str:
    return re.sub("[^0-9A-Z]", "", (slot.isrc or "").upper())


def _same_isrc(one: Slot, other: Slot) -> bool:
    return _isrc(one) != "" and _isrc(one) == _isrc(other)


def _same_title(one: Slot, other: Slot) -> bool:
    artists = {artist.id for artist in one.artists}
    return (
        fold(one.name) != ""
        and fold(one.name) == fold(other.name)
        and bool(artists)
        and None not in artists
        and artists == {artist.id for artist in other.artists}
        and abs(one.duration_ms - other.duration_ms) <= SECONDS_2
    )


def _same_uri(one: Slot, other: Slot) -> bool:
    return bool(_uris(one) & _uris(other))


Same = Callable[[Slot, Slot], bool]


def _classes(slots: Iterable[Slot], rules: Sequence[Same]) -> list[list[Slot]]:
    """Classes of slots: two become one as long as any member of one is the same as any other's."""
    classes: list[list[Slot]] = []
    for slot in slots:
        touched = [
            one for one in classes if any(same(slot, other) for other in one for same in rules)
        ]
        apart = [one for one in classes if one not in touched]
        classes = [*apart, [slot, *(other for one in touched for other in one)]]
    return classes


class Music:
    """Which URIs are one recording. A recording is named by its smallest URI in the weeks."""

    def __init__(self, config: Config, state: State) -> None:
        self._names: dict[str, str] = {}
        by_music = config.policy.duplicates == "recording"
        self._rules: list[Same] = [_same_uri, *((_same_isrc, _same_title) if by_music else ())]
        weeks = [slot for one in readings(state) for slot in one.slots if is_track(slot)]
        contents = [one.slots for one in (*state.snapshots, *state.others)]
        contents += [pin.slots for pin in state.pins]
        beside = [slot for slots in contents for slot in slots if is_track(slot)]
        self.week_uris = _all_uris(weeks)
        self._weeks = _classes(weeks, self._rules)
        for one in self._weeks:
            self._call(one)
        self._join(beside)

    def _call(self, slots: list[Slot]) -> None:
        uris = _all_uris(slots)
        self._names |= dict.fromkeys(uris, min(uris))

    def _join(self, beside: list[Slot]) -> None:
        strangers: list[Slot] = []
        for one in _classes(beside, [_same_uri]):
            found = self._find(one)
            if found is None:
                strangers += one
            else:
                self._names |= dict.fromkeys(_all_uris(one) - self.week_uris, found)
        for one in _classes(strangers, self._rules):
            self._call(one)

    def _find(self, slots: list[Slot]) -> str | None:
        """The class of the weeks that a URI outside them is equal to, the nearest length first."""
        known = [other for one in self._weeks for other in one]
        for same in self._rules:
            for slot in slots:
                equal = [other for other in known if same(slot, other)]
                equal.sort(key=lambda other: (other.uri != slot.linked_from, other.duration_ms))
                equal.sort(key=lambda other: abs(other.duration_ms - slot.duration_ms))
                if equal:
                    return self.of(equal[0].uri or "")
        return None

    def of(self, uri: str) -> str:
        """The recording of a URI; one that nobody holds is its own."""
        return self._names.get(uri, uri)

    def of_slot(self, slot: Slot) -> str | None:
        """The recording of a slot; None for what is no track."""
        return self.of(slot.written_uri or "") if is_track(slot) else None

    def among(self, slots: Iterable[Slot]) -> set[str]:
        """All recordings among some slots."""
        return {found for slot in slots if (found := self.of_slot(slot)) is not None}
