"""From a base and its target to the changes of one master."""

from __future__ import annotations

from collections.abc import Iterator

from aum_sync.plan.types import Add, Move, Remove
from aum_sync.season.items import Slot
from aum_sync.season.merge import Target
from aum_sync.season.order import Placed
from aum_sync.season.rising import longest_rising


def additions(target: Target) -> Iterator[Add]:
    """Slots of the target that base does not hold, in target order."""
    for at, placed in enumerate(target.slots):
        if placed.origin is None:
            yield _add(placed, at)


def _add(placed: Placed, at: int) -> Add:
    claim = placed.claim
    item = claim.routed.item if claim else None
    return Add(
        uri=_uri(placed.slot),
        at=at,
        week=item.week if item else None,
        position=item.position if item else None,
        genre=item.genre if item else None,
        rule=claim.home.rule if claim else placed.rule,
        path=claim.home.path if claim else placed.path,
        name=placed.slot.name,
        artists=placed.slot.byline,
        review=claim.home.review if claim else False,
    )


def removals(target: Target) -> Iterator[Remove]:
    """Slots of base that leave, in base order."""
    for gone in target.gone:
        item = gone.item.item if gone.item else None
        yield Remove(
            uri=_uri(gone.slot),
            at=gone.origin,
            reason=gone.reason,
            name=gone.slot.name,
            artists=gone.slot.byline,
            week=item.week if item else None,
            genre=item.genre if item else None,
            path=gone.path,
            to=gone.to,
        )


def moves(target: Target) -> Iterator[Move]:
    """Slots that stay but change their order: as few as can be, in target order."""
    staying = [(to, placed) for to, placed in enumerate(target.slots) if placed.origin is not None]
    fixed = longest_rising([placed.origin or 0 for _, placed in staying])
    for index, (to, placed) in enumerate(staying):
        if index not in fixed:
            slot = placed.slot
            yield Move(slot.written_uri, placed.origin or 0, to, slot.name, slot.byline)


def _uri(slot: Slot) -> str:
    assert slot.written_uri is not None, "only tracks come and go"
    return slot.written_uri
