"""In which order a target stands: ``append``, ``oldest-first`` or ``newest-first``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from aum_sync.config.types import Order
from aum_sync.season.items import Slot
from aum_sync.season.wanted import Claim


@dataclass(frozen=True, slots=True)
class Placed:
    """A slot of a target. ``origin`` is its index in base, None for a new one.

    ``claim`` is set where a week asks for the recording. A new slot that no week asks for comes
    by another ``rule`` (orphan, pin), and ``path`` is the config path behind that.
    """

    slot: Slot
    origin: int | None
    recording: str | None = None
    claim: Claim | None = None
    rule: str = ""
    path: str = ""


def arrange(order: Order, kept: Sequence[Placed], new: Sequence[Placed]) -> tuple[Placed, ...]:
    """The target of slots that stay (in base order) and new ones (by week and position).

    Where tracks are sorted by week, every slot that no week asks for follows the one that stood
    before it in base, or heads the list.
    """
    if order == "append":
        return (*kept, *new)
    followers: defaultdict[int | None, list[Placed]] = defaultdict(list)
    asked_for: list[Placed] = []
    previous: int | None = None
    for placed in kept:
        if placed.claim:
            asked_for.append(placed)
            previous = placed.origin
        else:
            followers[previous].append(placed)
    arranged = followers[None]
    for placed in sorted((*asked_for, *new), key=lambda one: _rank(one, order)):
        arranged.append(placed)
        if placed.origin is not None:
            arranged += followers[placed.origin]
    return tuple(arranged)


def _rank(placed: Placed, order: Order) -> tuple[int, int, int]:
    """Weeks up or down, positions within a week up; what no week asks for at the end."""
    if placed.claim is None:
        return (1, 0, 0)
    item = placed.claim.routed.item
    return (0, item.week if order == "oldest-first" else -item.week, item.position)
