"""How many requests applying a plan costs."""

from __future__ import annotations

from collections.abc import Sequence

from aum_sync.plan.types import MasterPlan, Requests

WRITE_CHUNK = 100
"""How many items one request adds or removes."""

READ_PAGE = 50
"""How many items one request reads."""


def cost_of(masters: Sequence[MasterPlan]) -> Requests:
    """The requests of an apply: each changed master read before and after, and its writes.

    Additions cost one request per 100 contiguous tracks, removals one per 100 URIs, moves one
    each, all details of a master one, a creation one.
    """
    changed = [master for master in masters if master.changed]
    read = sum(_pages(size) for master in changed for size in master.size)
    return Requests(read, sum(_writes(master) for master in changed))


def _pages(items: int) -> int:
    return max(-(-items // READ_PAGE), 1)


def _writes(master: MasterPlan) -> int:
    runs: list[int] = []
    expected = None
    for add in master.add:
        if add.at == expected:
            runs[-1] += 1
        else:
            runs.append(1)
        expected = add.at + 1
    adding = sum(-(-run // WRITE_CHUNK) for run in runs)
    removing = -(-len({remove.uri for remove in master.remove}) // WRITE_CHUNK)
    return adding + removing + len(master.move) + bool(master.details)
