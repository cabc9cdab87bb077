"""How many requests applying a plan costs."""

from __future__ import annotations

from collections.abc import Sequence

from aum_sync.plan.types import MasterPlan, Requests

READ_PAGE = 50
"""How many items one request reads."""

LOOKED_UP = 40
"""How many playlists one request looks up in the library."""


def cost_of(masters: Sequence[MasterPlan]) -> Requests:
    """The requests of an apply: each changed master looked up, read before and after, and written.

    Every step is one; all details of a master are one, which for a new one is its creation.
    """
    changed = [master for master in masters if master.changed]
    there = sum(master.playlist is not None for master in changed)
    read = sum(_pages(size) for master in changed for size in master.size)
    return Requests(
        -(-there // LOOKED_UP) + read,
        sum(len(master.steps) + bool(master.details) for master in changed),
    )


def _pages(items: int) -> int:
    return max(-(-items // READ_PAGE), 1)
