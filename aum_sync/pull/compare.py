"""What changed between two readings of a playlist, in words."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator

from aum_sync.season.items import Reading, Slot, Snapshot
from aum_sync.season.rising import longest_rising
from aum_sync.text.words import plural

Content = Reading | Snapshot


def same_content(old: Content, new: Content) -> bool:
    """Whether two readings say the same of one playlist: its description, and what is where."""
    return (
        old.playlist == new.playlist
        and old.description == new.description
        and [_identity(slot) for slot in old.slots] == [_identity(slot) for slot in new.slots]
    )


def differences(old: Content, new: Content) -> str:
    """What changed, like ``description “a” → “b”, +2 −1 tracks``; empty where nothing did."""
    return ", ".join((*_details(old, new), *_tracks(old.slots, new.slots)))


def _details(old: Content, new: Content) -> Iterator[str]:
    # Takes a quarter of a second to import, and most pulls change nothing.
    from deepdiff import DeepDiff

    found = DeepDiff(_metadata(old), _metadata(new), view="tree")
    changes = [change for group in found.values() for change in group]
    for change in sorted(changes, key=lambda change: change.path()):
        field = change.path(output_format="list")[0]
        if change.t1 is None:
            continue  # What was not known was not edited.
        yield f"{field} {_quoted(change.t1)} → {_quoted(change.t2)}"


def _metadata(content: Content) -> dict[str, object]:
    details: dict[str, object] = {
        "name": html.unescape(content.name),
        "description": html.unescape(content.description),
    }
    if isinstance(content, Snapshot):
        details["public"] = content.public
    return details


def _quoted(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else str(value).lower()


def _identity(slot: Slot) -> tuple[str | None, str]:
    return slot.written_uri, slot.state


def _tracks(old: tuple[Slot, ...], new: tuple[Slot, ...]) -> Iterator[str]:
    before, after = Counter(map(_identity, old)), Counter(map(_identity, new))
    added, removed = (after - before).total(), (before - after).total()
    counts = [f"+{added}"] * bool(added) + [f"−{removed}"] * bool(removed)
    if counts:
        yield f"{' '.join(counts)} {'track' if added + removed == 1 else 'tracks'}"
    if moved := _moved(old, new):
        yield f"{moved} moved"
    if not counts and not moved:
        touched = sum(a != b for a, b in zip(old, new, strict=True))
        if touched:
            yield f"details of {plural(touched, 'track')}"


def _moved(old: tuple[Slot, ...], new: tuple[Slot, ...]) -> int:
    """How many of the slots that are in both must move, at the least."""
    places = {slot: place for place, slot in enumerate(_numbered(old))}
    order = [places[slot] for slot in _numbered(new) if slot in places]
    return len(order) - len(longest_rising(order))


def _numbered(slots: tuple[Slot, ...]) -> Iterator[tuple[tuple[str | None, str], int]]:
    """Each slot with how many like it stand before it, so that twins are told apart."""
    seen: Counter[tuple[str | None, str]] = Counter()
    for slot in slots:
        identity = _identity(slot)
        yield identity, seen[identity]
        seen[identity] += 1
