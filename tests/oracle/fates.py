"""DESIGN 8: one fate per item, by the first of the headlines that holds."""

from __future__ import annotations

from aum_sync.plan.types import Fate, FateName, Refusal
from aum_sync.season.items import Slot
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
        if not barriers[home.master] and _copies(ground, targets, home.master, item)
    ]
    refused = tuple(
        Refusal(key, barrier.path, barrier.by) if barrier else Refusal(key, f"masters.{key}", None)
        for key, barrier in barriers.items()
        if barrier or not (ground.may_write(key) or key in {home.master for home in taken})
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
        held_as=_held_as(ground, targets, taken, item),
        review=any(home.review for home in first),
    )


def _copies(ground: Ground, targets: Targets, key: str, item: Item) -> list[Slot]:
    """What a master holds of an item's recording in the end: as now, where it is not written."""
    master = ground.config.master(key)
    slots = [one.slot for one in targets[key].stay]
    if not ground.may_write(key):
        slots = list(ground.base(master))
    return [slot for slot in slots if ground.music.of_slot(slot) == item.recording]


def _held_as(ground: Ground, targets: Targets, taken: list[Home], item: Item) -> str | None:
    """The URI of the first copy in a master that does not hold the item's own."""
    for home in taken:
        uris = [slot.written_uri for slot in _copies(ground, targets, home.master, item)]
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
    found: list[tuple[FateName, str]] = []
    found += [("placed", home.path) for home in first if home.rule != "catch-all"]
    found += [("duplicate", home.path) for home in taken if home not in first]
    found += [("excluded", one.rule) for one in refused if one.by]
    found += [("triage", home.path) for home in first]
    found += [("held", one.rule) for one in refused]
    found += [("pinned", f"masters.{home.master}.pin") for home in item.homes]
    return [*found, (item.fate, item.path)][0]
