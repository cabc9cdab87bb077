"""Every plan is played through on an in-memory playlist before anybody sees it.

The playlist does what Spotify does: a removal takes every copy, a move is counted on the list as it
was. So a plan that would lose, double or misplace anything is found here and never shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress, zip_longest
from typing import TypeVar

from aum_sync.canonical import canonical_json, sha256
from aum_sync.plan.types import InsertStep, RemoveStep, Step
from aum_sync.season.items import Slot
from aum_sync.season.order import Placed

Item = TypeVar("Item")

CHUNK = 100
"""The most items that one request adds or removes."""

RANGE = 100
"""The most items that one request moves. Spotify names no limit; nobody is known to have tried."""


class MisplannedError(AssertionError):
    """Steps that do not do what they are for: a bug in aum_sync, never a fault of its input."""


def rehearse(
    base: Sequence[Slot], target: Sequence[Placed], steps: Sequence[Step]
) -> tuple[Step, ...]:
    """The steps, each with the digest of the content that it leads to.

    Raises MisplannedError unless they lead from base to target by requests that Spotify takes, all
    growth before all shrinking, and no track of the target is taken without being put back by the
    very next step.
    """
    playlist = Playlist([slot.written_uri for slot in base])
    asked = [placed.slot.written_uri for placed in target]
    taken = _taken(steps, frozenset(asked))
    stamped: list[Step] = []
    for step in steps:
        playlist.play(step)
        stamped.append(replace(step, result=playlist.digest()))
    _demand([playlist.uris[cell] for cell in playlist.cells] == asked, "the end is not the target")
    for cell, placed in zip(playlist.cells, target, strict=True):
        stays = placed.origin is not None and placed.slot.written_uri not in taken
        _demand(not stays or cell == placed.origin, "a slot that stays was replaced by its double")
    return tuple(stamped)


def _taken(steps: Sequence[Step], asked: frozenset[str | None]) -> set[str]:
    """The URIs that steps remove, and put back at once where they are ``asked`` for."""
    phases = [step.phase for step in steps]
    _demand(phases == sorted(phases, key=("grow", "shrink").index), "growth after shrinking")
    taken: set[str] = set()
    for step, following in zip_longest(steps, steps[1:]):
        if isinstance(step, RemoveStep):
            taken.update(step.uris)
            back = following.uris if isinstance(following, InsertStep) else ()
            _demand(not asked & set(step.uris) - set(back), "a removal takes what stays")
        elif isinstance(step, InsertStep) and step.phase == "shrink":
            _demand(taken.issuperset(step.uris), "an addition among removals")
    return taken


def _demand(holds: object, text: str) -> None:
    if not holds:
        raise MisplannedError(text)


class Playlist:
    """A playlist as Spotify keeps it. ``cells`` are its slots, as indices of ``uris``."""

    def __init__(self, content: Sequence[str | None]) -> None:
        self.cells = list(range(len(content)))
        self.uris = list(content)
        self._texts = [canonical_json(uri) for uri in content]

    def play(self, step: Step) -> None:
        """Do what Spotify would; raise MisplannedError for a request that it would refuse."""
        match step:
            case InsertStep(at, uris):
                _demand(0 < len(uris) <= CHUNK and 0 <= at <= len(self.cells), "an odd insertion")
                self.cells[at:at] = range(len(self.uris), len(self.uris) + len(uris))
                self._texts[at:at] = map(canonical_json, uris)
                self.uris += uris
            case RemoveStep(uris):
                gone, here = set(uris), {self.uris[cell] for cell in self.cells}
                _demand(0 < len(uris) <= CHUNK and gone <= here, "an odd removal")
                stays = [self.uris[cell] not in gone for cell in self.cells]
                self.cells = list(compress(self.cells, stays))
                self._texts = list(compress(self._texts, stays))
            case _:
                self._move(step.range_start, step.range_length, step.insert_before)

    def _move(self, start: int, length: int, before: int) -> None:
        end = start + length
        inside = 0 <= start < end <= len(self.cells) and 0 <= before <= len(self.cells)
        _demand(inside and length <= RANGE and not start <= before <= end, "an odd move")
        move(self.cells, start, length, before)
        move(self._texts, start, length, before)

    def digest(self) -> str:
        """What ``content_digest`` gives for this content, without encoding it anew every time."""
        return sha256("[" + ",".join(self._texts) + "]")


def move(items: list[Item], start: int, length: int, before: int) -> None:
    """Move a range to where index ``before`` is as yet, as Spotify counts it."""
    moved, items[start : start + length] = items[start : start + length], []
    at = before - length if before > start else before
    items[at:at] = moved
