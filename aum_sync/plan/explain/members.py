"""Which URIs are one recording, and what joins each to the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from aum_sync.config.types import Duplicates
from aum_sync.plan.explain.types import Link, Member
from aum_sync.season.items import Slot
from aum_sync.season.recordings import LENGTH_TOLERANCE_MS, isrc_key, title_key

_RELINKED = "Spotify hands out one in place of the other"


def members_of(slots: Iterable[Slot], duplicates: Duplicates) -> tuple[Member, ...]:
    """The URIs of a recording's slots, each with what joins it to one before; the first leads."""
    found: dict[str, Member] = {}
    for slot, link in _joined(slots, duplicates):
        if slot.uri is None:
            continue
        written = slot.written_uri or slot.uri
        one = Member(written, slot.name, slot.byline, slot.duration_ms, slot.isrc, link)
        found.setdefault(written, one)
        played = replace(one, uri=slot.uri, link=Link("relinked", written, _RELINKED))
        found.setdefault(slot.uri, played)
    return tuple(found.values())


def _joined(slots: Iterable[Slot], duplicates: Duplicates) -> Iterator[tuple[Slot, Link | None]]:
    """Every distinct slot, with its link to an earlier one that it is equal to."""
    left = list(dict.fromkeys(slots))
    while left:
        reached: list[tuple[Slot, Link | None]] = [(left.pop(0), None)]
        while reached:
            slot, link = reached.pop(0)
            yield slot, link
            links = {other: _link(slot, other, duplicates) for other in left}
            reached += ((other, found) for other, found in links.items() if found)
            left = [other for other in left if not links[other]]


def _link(one: Slot, other: Slot, duplicates: Duplicates) -> Link | None:
    """What makes two slots one recording; None where nothing does."""
    shared = {one.uri, one.written_uri} & {other.uri, other.written_uri} - {None}
    if shared:
        return Link("relinked", min(filter(None, shared)), _RELINKED)
    if duplicates == "uri":
        return None
    to = one.written_uri or ""
    if isrc_key(one) and isrc_key(one) == isrc_key(other):
        return Link("isrc", to, f"the same ISRC, {isrc_key(one)}")
    apart = abs(one.duration_ms - other.duration_ms)
    if title_key(one) and title_key(one) == title_key(other) and apart <= LENGTH_TOLERANCE_MS:
        words = f"the same title and artists, lengths {apart / 1000:.1f} s apart"
        return Link("title", to, words)
    return None
