"""DESIGN 8: one fate per item, by the first of the headlines that holds."""

from __future__ import annotations

from aum_sync.plan.types import Fate, FateName, Refusal
from tests.oracle.ground import Ground
from tests.oracle.homes import Home, Item
from tests.oracle.targets import Targets, barrier_of


def fates_of(ground: Ground, targets: Targets) -> list[Fate]:
    """The fate of every item."""
    return [_fate(ground, targets, item) for item in ground.items]


def _fate(ground: Ground, targets: Targets, item: Item) -> Fate:
    barriers = {
        home.master: barrier_of(ground, targets, ground.config.master(home.master), item.recording)
        for home in item.homes
    }
    taken = [
        home
        for home in item.homes
        if item.recording in targets[home.master].recordings and not barriers[home.master]
    ]
    refused = tuple(
        Refusal(key, barrier.path, barrier.by) for key, barrier in barriers.items() if barrier
    )
    first = [home for home in taken if _claimant(ground, home, item) is item]
    fate, rule = _headline(item, taken, first, refused)
    other = [_claimant(ground, home, item) for home in taken if home not in first]
    slot = item.slot
    return Fate(
        week=item.week,
        position=item.position,
        uri=slot.uri,
        name=slot.name,
        artists=slot.byline,
        genre=item.genre,
        fate=fate,
        masters=tuple(sorted(home.master for home in taken)),
        refused=refused,
        rule=rule,
        of=(other[0].week, other[0].position) if fate == "duplicate" else None,
        held_as=_held_as(targets, taken, item),
        review=any(home.review for home in first),
    )


def _held_as(targets: Targets, taken: list[Home], item: Item) -> str | None:
    """The URI of the first copy in a master that does not hold the item's own."""
    for home in taken:
        copies = [one for one in targets[home.master].stay if one.recording == item.recording]
        uris = [one.slot.written_uri for one in copies]
        if item.slot.written_uri not in uris:
            return uris[0]
    return None


def _claimant(ground: Ground, home: Home, item: Item) -> Item:
    claim = ground.claim(home.master, item.recording)
    assert claim, "a home is a claim"
    return claim[0]


def _headline(
    item: Item, taken: list[Home], first: list[Home], refused: tuple[Refusal, ...]
) -> tuple[FateName, str]:
    placed = [home for home in first if home.rule != "catch-all"]
    folded = [home for home in taken if home not in first]
    if placed:
        return "placed", placed[0].path
    if folded:
        return "duplicate", folded[0].path
    if refused:
        return "excluded", refused[0].rule
    if first:
        return "triage", first[0].path
    if item.homes:
        return "pinned", f"masters.{item.homes[0].master}.pin"
    return item.fate, item.path
