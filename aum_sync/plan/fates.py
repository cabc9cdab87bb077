"""What became of every item of every week: exactly one fate each, with the rule behind it."""

from __future__ import annotations

from collections import defaultdict

from aum_sync.plan.types import Fate, FateName, Refusal
from aum_sync.plan.workings import Workings
from aum_sync.season.routing import Home, Routed


class Fates:
    """The fates of a season's items, given what all masters will hold."""

    def __init__(self, workings: Workings) -> None:
        self._workings = workings
        self._wanted = workings.wanted
        self._targets = workings.targets
        self._uris: defaultdict[tuple[str, str], list[str | None]] = defaultdict(list)
        for key in workings.targets:
            for slot in workings.after(key):
                recording = self._wanted.recordings.of_slot(slot)
                if recording is not None:
                    self._uris[key, recording].append(slot.written_uri)

    def all(self) -> tuple[Fate, ...]:
        """One fate per item, by week and position."""
        return tuple(self._fate(routed) for routed in self._wanted.routed)

    def _fate(self, routed: Routed) -> Fate:
        item = routed.item
        taken = [home for home in routed.homes if self._takes(home, routed)]
        refused = tuple(
            refusal
            for home in routed.homes
            if home not in taken and (refusal := self._refusal(home, routed))
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
        recording = routed.item.recording or ""
        barred = recording in self._targets[home.master].barriers
        return (home.master, recording) in self._uris and not barred

    def _refusal(self, home: Home, routed: Routed) -> Refusal | None:
        """Who keeps an item out of a home; None where that is a pin."""
        if barrier := self._targets[home.master].barriers.get(routed.item.recording or ""):
            return Refusal(home.master, barrier.path, barrier.master)
        if self._workings.statuses[home.master] in ("unread", "blocked"):
            return Refusal(home.master, self._workings.config.master(home.master).path, None)
        return None

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
    """The first that holds of placed, duplicate, excluded, triage, held; else its own outcome.

    An item is held where a home would take it, and nothing is planned for that master. One whose
    homes neither take nor refuse it is kept out by a pin.
    """
    found: tuple[tuple[FateName, list[str]], ...] = (
        ("placed", [home.path for home in first if home.rule != "catch-all"]),
        ("duplicate", [home.path for home in taken if home not in first]),
        ("excluded", [one.rule for one in refused if one.by is not None]),
        ("triage", [home.path for home in first]),
        ("held", [one.rule for one in refused]),
        ("pinned", [f"masters.{home.master}.pin" for home in routed.homes]),
    )
    for name, rules in found:
        if rules:
            return name, rules[0]
    assert routed.outcome != "routed", "what is routed has a home"
    return routed.outcome, routed.path
