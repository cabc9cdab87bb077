"""The checksum of a week: whether its declared counts add up to what the playlist holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aum_sync.season.descriptions import Description

Status = Literal["ok", "mismatch", "missing-counts", "inferred"]


@dataclass(frozen=True, slots=True)
class Checksum:
    """How a description compares with a number of positions.

    ``counts`` has one number per segment, an inferred one filled in; it is empty where the
    counts cannot be used. ``total`` counts raw positions, null and local ones included.
    """

    status: Status
    declared: int
    total: int | None
    counts: tuple[int, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether tracks may be placed by this reading."""
        return self.status in ("ok", "inferred")


def check(description: Description, total: int | None) -> Checksum:
    """Compare what is declared with ``total``; without a total only missing counts show."""
    declared, missing = description.declared, description.missing
    written = len(description.segments) - missing
    status: Status
    unknowable = missing > 1 or (missing and (total is None or not written))
    if not description.segments or description.doubts or unknowable:
        return Checksum("missing-counts", declared, total)
    if missing:
        assert total is not None, "a missing count without a total was answered above"
        rest = total - declared
        status = "inferred" if rest >= 1 else "mismatch"
    else:
        rest = 0
        status = "ok" if total is None or declared == total else "mismatch"
    if status == "mismatch":
        return Checksum(status, declared, total)
    counts = tuple(rest if s.count is None else s.count for s in description.segments)
    return Checksum(status, declared, total, counts)
