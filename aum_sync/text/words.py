"""Numbers and lists as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\dZ")


def plural(number: int, noun: str) -> str:
    """``1 week``, ``1,200 weeks``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in rising order as people write them: ``201-203, 207``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def minute(moment: str) -> str:
    """A time as state files have it for people: ``2026-11-22 13:05 UTC``; else as it stands."""
    found = _MOMENT.fullmatch(moment)
    return f"{found[1]} {found[2]} UTC" if found else moment
