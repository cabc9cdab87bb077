"""Playlists of letters: bases and targets as one would write them, and Spotify played on a list.

``"a b a"`` are three slots; ``-`` is a null, ``@x`` a local file, ``?x`` an episode, ``x~y`` the
track that was written as ``x`` and reads as ``y``. The n-th ``a`` of a target is the n-th of base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aum_sync.plan.types import InsertStep, MoveStep, RemoveStep, Step
from aum_sync.season.items import NULL_SLOT, Slot
from aum_sync.season.order import Placed


def slot(text: str) -> Slot:
    """The slot that a word stands for."""
    if text == "-":
        return NULL_SLOT
    if text[0] == "@":
        return Slot(f"spotify:local:{text[1:]}", text, state="local")
    if text[0] == "?":
        return Slot(f"spotify:episode:{text[1:]}", text, state="episode")
    written, _, read = text.partition("~")
    link = f"spotify:track:{written}" if read else None
    return Slot(f"spotify:track:{read or written}", text, linked_from=link)


def slots(text: str) -> tuple[Slot, ...]:
    """The slots of some words."""
    return tuple(map(slot, text.split()))


def placed(base: Sequence[Slot], target: Sequence[Slot]) -> tuple[Placed, ...]:
    """A target whose slots are those of base as far as base has as many of that URI."""
    left = list(enumerate(base))
    found: list[Placed] = []
    for one in target:
        same = next((pair for pair in left if pair[1].written_uri == one.written_uri), None)
        if same:
            left.remove(same)
        found.append(Placed(one, same[0] if same else None))
    return tuple(found)


@dataclass(eq=False)
class Entry:
    """One slot on Spotify, the same wherever it is moved. ``origin`` is its index in base."""

    uri: str | None
    origin: int | None = None


def entries(base: Sequence[Slot]) -> list[Entry]:
    """What Spotify holds before the first step."""
    return [Entry(one.written_uri, origin) for origin, one in enumerate(base)]


def play(playlist: list[Entry], step: Step) -> list[Entry]:
    """What Spotify holds after one request, by its documentation."""
    match step:
        case InsertStep(at, uris):
            assert 0 <= at <= len(playlist)
            return playlist[:at] + [Entry(uri) for uri in uris] + playlist[at:]
        case RemoveStep(uris):
            return [entry for entry in playlist if entry.uri not in uris]
        case MoveStep(start, length, before):
            end = start + length
            moved = playlist[start:end]
            assert length == len(moved)
            if before <= start:
                return playlist[:before] + moved + playlist[before:start] + playlist[end:]
            assert end <= before <= len(playlist)
            return playlist[:start] + playlist[end:before] + moved + playlist[before:]


def told(steps: Sequence[Step]) -> list[str]:
    """Steps as one would say them: ``+a b @3``, ``-a b``, ``2+1>5``."""
    said: list[str] = []
    for step in steps:
        match step:
            case InsertStep(at, uris):
                said.append(f"+{_names(uris)} @{at}")
            case RemoveStep(uris):
                said.append(f"-{_names(uris)}")
            case MoveStep(start, length, before):
                said.append(f"{start}+{length}>{before}")
    return said


def _names(uris: Sequence[str]) -> str:
    return " ".join(uri.removeprefix("spotify:track:") for uri in uris)
