"""Snapshots of masters, and of playlists that are none, as an apply may have left them."""

from __future__ import annotations

from aum_sync.plan.rollback import Snapshots
from aum_sync.season.items import Snapshot
from tests.seasons import Slots, slots

RAP, MIX, LIST = (f"{name:0>22}" for name in ("rap", "mix", "list"))
WEEK = f"{7:0>22}"
"""The id of the playlist of week 7."""


def snapshot(
    content: Slots, key: str = "rap", playlist: str = "p", name: str = "Rap", text: str = "text"
) -> Snapshot:
    return Snapshot(key, playlist, name, text, None, "v", None, slots(content))


def other(playlist: str, content: Slots, name: str = "Mix") -> Snapshot:
    """A playlist that is no master: its id is its key."""
    return snapshot(content, playlist, playlist, name)


def by_key(*snapshots: Snapshot) -> Snapshots:
    return {one.key: one for one in snapshots}
