"""How each kind of trouble comes into a week that was meant well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from aum_sync.demo.dice import identifier
from aum_sync.demo.tracks import track_uri
from aum_sync.demo.troubles import TROUBLES, Kind, Trouble
from aum_sync.demo.weeks import Part, Week
from aum_sync.season.items import NULL_SLOT, Artist, Slot

_ANOTHER_ORBEL = Artist(identifier("artist homonym Orbel"), "Orbel")


def with_troubles(meant: Mapping[int, Week]) -> dict[int, Week]:
    """The season as it is: every trouble of the table that belongs to a week has happened."""
    weeks = dict(meant)
    for trouble in TROUBLES:
        if trouble.week is not None:
            weeks[trouble.week] = _happen(weeks[trouble.week], trouble, weeks)
    return weeks


def _happen(week: Week, trouble: Trouble, weeks: Mapping[int, Week]) -> Week:
    if trouble.kind == "empty":
        return replace(week, described=False)
    other = weeks[trouble.partner[0]].first(trouble.partner[1]) if trouble.partner else None
    at = week.index(trouble.home)
    week = _with(week, at, lambda part: _troubled(part, trouble, other))
    if trouble.kind == "cancelled":
        assert trouble.partner, "what one part lacks another has too many"
        week = _with(
            week, week.index(trouble.partner[1]), lambda part: _recounted(part, -trouble.by)
        )
    if trouble.kind == "missing-counts":
        week = _with(week, (at + 1) % len(week.parts), _uncounted)
    return week


def _troubled(part: Part, trouble: Trouble, other: Slot | None) -> Part:
    change = _CHANGES.get(trouble.kind)
    if change is not None:
        first, *rest = part.slots
        return replace(part, slots=(change(first, other or first), *rest))
    if trouble.kind in ("missing-count", "missing-counts"):
        return _uncounted(part)
    return _recounted(replace(part, genre=trouble.genre or part.genre), trouble.by)


def _with(week: Week, at: int, change: Callable[[Part], Part]) -> Week:
    parts = (*week.parts[:at], change(week.parts[at]), *week.parts[at + 1 :])
    return replace(week, parts=parts)


def _recounted(part: Part, by: int) -> Part:
    return replace(part, count=(part.count or 0) + by)


def _uncounted(part: Part) -> Part:
    return replace(part, count=None)


def _same_uri(slot: Slot, other: Slot) -> Slot:
    return replace(other, added_at=slot.added_at)


def _same_isrc(slot: Slot, other: Slot) -> Slot:
    name, isrc = f"{other.name} - Album Version", other.isrc or slot.isrc
    return replace(other, uri=slot.uri, name=name, isrc=isrc, added_at=slot.added_at)


def _same_title(slot: Slot, other: Slot) -> Slot:
    duration = other.duration_ms + 1_200
    return replace(other, uri=slot.uri, isrc=None, duration_ms=duration, added_at=slot.added_at)


def _relinked(slot: Slot, other: Slot) -> Slot:
    """Longer by more than two seconds and without an ISRC: only the link tells who it is."""
    duration = other.duration_ms + 9_000
    linked = replace(other, uri=slot.uri, linked_from=other.uri, duration_ms=duration)
    return replace(linked, isrc=None, added_at=slot.added_at)


def _local(slot: Slot, _: Slot) -> Slot:
    return local_file("Basement Tape", slot.added_at)


def _null(_: Slot, __: Slot) -> Slot:
    return NULL_SLOT


def _episode(slot: Slot, _: Slot) -> Slot:
    uri = f"spotify:episode:{identifier('episode')}"
    name = "Episode 41: Why We Press Play"
    return Slot(uri, name, duration_ms=2_512_000, added_at=slot.added_at, state="episode")


def _homonym(slot: Slot, _: Slot) -> Slot:
    return replace(slot, artists=(_ANOTHER_ORBEL,))


def _hostile(slot: Slot, _: Slot) -> Slot:
    return replace(slot, name="Upside\u202e Down \x1b[7m")


_CHANGES: Mapping[Kind, Callable[[Slot, Slot], Slot]] = {
    "same-uri": _same_uri,
    "same-isrc": _same_isrc,
    "same-title": _same_title,
    "relinked": _relinked,
    "local": _local,
    "null": _null,
    "episode": _episode,
    "homonym": _homonym,
    "hostile": _hostile,
}
"""What each kind makes of a slot, given the other track of the pair where there is one."""


def local_file(name: str, added_at: str | None) -> Slot:
    """A file from somebody's computer, as Spotify shows it."""
    uri = f"spotify:local:Cellar+Door+Trio::{name.replace(' ', '+')}:201"
    by = (Artist(None, "Cellar Door Trio"),)
    return Slot(uri, name, by, duration_ms=201_000, added_at=added_at, state="local")


def orphan(home: str, artist: Artist, name: str) -> Slot:
    """A track that is older than the season."""
    return Slot(
        track_uri(f"orphan {home}"),
        name,
        (artist,),
        album=name,
        duration_ms=214_000,
        added_at="2022-05-06T18:00:00Z",
    )
