"""Whether a live slot is one that we know, although Spotify shows it differently from day to day.

A track may come back relinked, or as null for a while (SPOTIFY.md 3.3). So live is matched to
what is expected slot by slot, and keeps the URI that was written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from aum_sync.season.items import Slot


def matches(live: Slot, expected: Slot, coming: Collection[str] = ()) -> bool:
    """Whether ``live`` may be ``expected``, as Spotify shows it now.

    Equal by URI, relinked or not, or by ISRC; a null may be any track. An expected null may have
    healed, but not to one of ``coming``: the URIs that are about to be added would be doubled.
    """
    if expected.state == "null":
        return live.state != "local" and live.written_uri not in coming and live.uri not in coming
    if live.state == "null":
        return expected.state != "local"
    if expected.isrc and expected.isrc == live.isrc:
        return True
    return not live.uris.isdisjoint(expected.uris)


def identify(
    live: Sequence[Slot], expected: Sequence[Slot], coming: Collection[str] = ()
) -> tuple[Slot, ...] | None:
    """``live`` with the identities of ``expected``; None where they are not the same content."""
    if len(live) != len(expected):
        return None
    pairs = list(zip(live, expected, strict=True))
    if not all(matches(one, other, coming) for one, other in pairs):
        return None
    return tuple(_named(one, other) for one, other in pairs)


def carry_over(live: Sequence[Slot], known: Sequence[Slot]) -> tuple[Slot, ...]:
    """``live`` with each null as the track that it was in ``known``, where that is certain.

    It is where the neighbours of a run of nulls stand just as far apart as before, and live has
    none of those tracks elsewhere. A track that is read as another one keeps the URI that wrote
    it: no other one would ever remove it (SPOTIFY.md 3.3).
    """
    live = _as_written(live, known)
    places = _unique_places(known)
    seen = {slot.written_uri for slot in live if slot.state != "null"}
    result = list(live)
    for start, end in _null_runs(live):
        before = -1 if start == 0 else places.get(live[start - 1].written_uri)
        after = len(known) if end == len(live) else places.get(live[end].written_uri)
        if before is None or after is None or after - before - 1 != end - start:
            continue
        former = known[before + 1 : after]
        if seen.isdisjoint(slot.written_uri for slot in former):
            result[start:end] = former
    return tuple(result)


def _as_written(live: Sequence[Slot], known: Sequence[Slot]) -> tuple[Slot, ...]:
    """``live`` with the written URIs of ``known`` where one position is known by its date."""
    here = {slot.written_uri for slot in live}
    there = {slot.written_uri for slot in known}
    gone = [slot for slot in known if slot.written_uri not in here and slot.state == "track"]
    result: list[Slot] = []
    for slot in live:
        is_new = slot.state == "track" and slot.added_at and slot.written_uri not in there
        dated = (one for one in gone if is_new and one.added_at == slot.added_at)
        same = [one for one in dated if matches(slot, one)]
        result.append(_named(slot, same[0]) if len(same) == 1 else slot)
    return tuple(result)


def _named(live: Slot, expected: Slot) -> Slot:
    """The slot as it is live, under the URI that was written."""
    if expected.state == "null":
        return live
    if live.state == "null":
        return expected
    written = expected.written_uri
    return replace(live, linked_from=None if live.uri == written else written)


def _unique_places(known: Sequence[Slot]) -> dict[str | None, int]:
    places: dict[str | None, int] = {}
    twice: set[str | None] = {None}
    for place, slot in enumerate(known):
        uri = slot.written_uri
        if places.setdefault(uri, place) != place:
            twice.add(uri)
    return {uri: place for uri, place in places.items() if uri not in twice}


def _null_runs(slots: Sequence[Slot]) -> Iterator[tuple[int, int]]:
    """The first index of every run of nulls, and the one behind its last."""
    start: int | None = None
    for place, slot in enumerate(slots):
        if slot.state == "null":
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(slots)
