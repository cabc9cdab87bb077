"""What became of every item of every week: exactly one fate each, with the rule behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from aum_sync.plan.types import Fate, FateName, Refusal
from aum_sync.season.merge import Target
from aum_sync.season.routing import Home, Routed
from aum_sync.season.wanted import Wanted


class Fates:
    """The fates of a season's items, given the targets of all masters."""

    def __init__(self, wanted: Wanted, targets: Mapping[str, Target]) -> None:
        self._wanted = wanted
        self._targets = targets
        self._uris: defaultdict[tuple[str, str], list[str | None]] = defaultdict(list)
        for key, target in targets.items():
            for placed in target.slots:
                if placed.recording is not None:
                    self._uris[key, placed.recording].append(placed.slot.written_uri)

    def all(self) -> tuple[Fate, ...]:
        """One fate per item, by week and position."""
        return tuple(self._fate(routed) for routed in self._wanted.routed)

    def _fate(self, routed: Routed) -> Fate:
        item = routed.item
        taken = [home for home in routed.homes if self._takes(home, routed)]
        refused = tuple(
            Refusal(home.master, barrier.path, barrier.master)
            for home in routed.homes
            if (barrier := self._targets[home.master].barriers.get(item.recording or ""))
        )
        first = [home for home in taken if self._claimant(home, routed) is routed]
        name, rule = _headline(routed, taken, first, refused)
        return Fate(
            week=item.week,
            position=item.position,
            uri=item.slot.uri,
            name=item.slot.name,
            artists=item.slot.byline,
            genre=item.genre,
            fate=name,
            masters=tuple(sorted(home.master for home in taken)),
            refused=refused,
            rule=rule,
            of=self._folded_into(taken, routed) if name == "duplicate" else None,
            held_as=self._held_as(taken, routed),
            review=any(home.review for home in first),
        )

    def _takes(self, home: Home, routed: Routed) -> bool:
        target, recording = self._targets[home.master], routed.item.recording
        return recording in target.recordings and recording not in target.barriers

    def _claimant(self, home: Home, routed: Routed) -> Routed:
        return self._wanted.claims[home.master][routed.item.recording or ""].routed

    def _folded_into(self, taken: list[Home], routed: Routed) -> tuple[int, int]:
        others = [self._claimant(home, routed).item for home in taken]
        return next((o.week, o.position) for o in others if o != routed.item)

    def _held_as(self, taken: list[Home], routed: Routed) -> str | None:
        for home in taken:
            uris = self._uris[home.master, routed.item.recording or ""]
            if routed.item.slot.written_uri not in uris:
                return uris[0]
        return None


def _headline(
    routed: Routed, taken: list[Home], first: list[Home], refused: tuple[Refusal, ...]
) -> tuple[FateName, str]:
    """The first that holds of placed, duplicate, excluded, triage; else the item's own outcome.

    An item whose homes neither take nor refuse it is kept out by a pin.
    """
    for home in first:
        if home.rule != "catch-all":
            return "placed", home.path
    for home in taken:
        if home not in first:
            return "duplicate", home.path
    if refused:
        return "excluded", refused[0].rule
    if first:
        return "triage", first[0].path
    if routed.outcome == "routed":
        return "pinned", f"masters.{routed.homes[0].master}.pin"
    return routed.outcome, routed.path
