"""The fewest requests that page and batch sizes permit: what any tool would have to send."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from aum_sync.plan.types import MasterPlan, Plan

PAGE = 50
"""The most rows that one reading gives (SPOTIFY.md 3.1, 3.3)."""
BATCH = 100
"""The most tracks that one write adds or removes (SPOTIFY.md 3.4, 3.6)."""


def pages(rows: int) -> int:
    """Requests for a list of so many rows; an empty one must be asked for, too."""
    return max(ceil(rows / PAGE), 1)


def warm_pull(playlists: int) -> int:
    """A pull where nothing changed: only the library says so."""
    return pages(playlists)


def cold_pull(playlists: int, lists: Iterable[int]) -> int:
    """The first pull: whose account it is, the library, and every list of so many rows."""
    return 1 + pages(playlists) + sum(map(pages, lists))


def apply(plan: Plan) -> int:
    """An apply: each changed master read before and after, and the fewest writes between."""
    return sum(map(_changed, plan.masters))


def _changed(master: MasterPlan) -> int:
    if not master.changed:
        return 0
    before, after = master.size
    content = bool(master.add or master.remove or master.move)
    # One move takes a range of any length; however scattered, there is at least one.
    moves = 1 if master.move else 0
    writes = ceil(len(master.add) / BATCH) + ceil(len(master.remove) / BATCH) + moves
    new = master.status == "create"
    read = 0 if new else pages(before)
    return read + writes + bool(master.details) + new + (pages(after) if content else 1)
