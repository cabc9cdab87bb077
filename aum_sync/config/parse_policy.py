"""The parts of a season that speak of outcomes: ``expect`` and ``policy``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aum_sync.config.ids import playlist_id, track_uri
from aum_sync.config.shape import BROKEN
from aum_sync.config.types import (
    Acknowledgement,
    AtMost,
    Contains,
    Disjoint,
    Expectation,
    Master,
    MaxRemovals,
    MoveTo,
    NeverEmpty,
    Policy,
)


def each(items: list[Any], path: str) -> Iterator[tuple[Any, str]]:
    """The items of a list that can be used, with their rule paths."""
    for index, item in enumerate(items):
        if item is not BROKEN:
            yield item, f"{path}[{index}]"


def distinct(items: list[Any]) -> tuple[str, ...]:
    """The usable texts of a list, twins once, in the order given."""
    return tuple(dict.fromkeys(item for item in items if item is not BROKEN))


def expectations(raw: Mapping[str, Any]) -> tuple[Expectation, ...]:
    """``expect``, in the order written."""
    pairs = (_expectation(item, path) for item, path in each(raw.get("expect", []), "expect"))
    return tuple(found for found in pairs if found)


def _expectation(item: Mapping[str, Any], path: str) -> Expectation | None:
    match item:
        case {"never_empty": masters}:
            return NeverEmpty(distinct(masters), path)
        case {"disjoint": masters}:
            return Disjoint(distinct(masters), path)
        case {"at_most": {"master": master, "tracks": tracks}}:
            return AtMost(master, int(tracks), path)
        case {"contains": {"master": master, "track": track}}:
            return Contains(master, str(track_uri(track)), path)
    return None  # only where a fault in it was found already


def policy(raw: Mapping[str, Any], masters: tuple[Master, ...]) -> Policy:
    """``policy``, with the defaults of :class:`Policy` for what is not written."""
    given = dict(raw.get("policy", {}))
    default = Policy()
    acknowledge = each(given.pop("acknowledge", []), "policy.acknowledge")
    orphans = given.pop("orphans", default.orphans)
    if isinstance(orphans, dict):
        orphans = MoveTo(orphans["move_to"]) if "move_to" in orphans else default.orphans
    most = given.pop("max_removals", {})
    for key in ("budget", "approvals"):
        given[key] = int(given.get(key, getattr(default, key)))
    return Policy(
        **given,
        orphans=orphans,
        max_removals=MaxRemovals(
            percent=_number(most.get("percent", default.max_removals.percent)),
            tracks=int(most.get("tracks", default.max_removals.tracks)),
        ),
        acknowledge=tuple(
            Acknowledgement(
                _managed(item["master"], masters),
                int(item["removals"]),
                item.get("reason", ""),
                path,
            )
            for item, path in acknowledge
            if "master" in item and "removals" in item
        ),
    )


def _managed(text: str, masters: tuple[Master, ...]) -> str:
    """A managed playlist as plans call it: a master by its key, any other one by its id."""
    found = playlist_id(text)
    if found is None or any(master.key == text for master in masters):
        return text
    return next((master.key for master in masters if master.playlist == found), found)


def _number(value: float) -> float:
    """One form for one number, since plans carry a digest of the configuration."""
    return int(value) if value == int(value) else value
