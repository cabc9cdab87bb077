"""When a reading is believed: against what is declared, and against knowing nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import exp, log
from operator import mul

from aum_sync.season.typos.guesses import RIVAL
from aum_sync.season.typos.parts import Rows
from aum_sync.season.typos.types import Verdict

WORTH_AN_EAR = 5
"""So many times as likely as what is declared another reading has to be, where that adds up, for
each stray that is to be expected beside the week's boundaries."""
LIKELIER_THAN_NOT = 0.5
LEAST_TOLD = 0.05
"""Where no reading is likelier than this, there are so many that nothing can be told."""
LEAST_FIT = log(0.0001)
"""So much worse than nothing at all the likeliest reading may explain the tracks, as a log."""
LEFT_OUT, COUNTED = log(200), log(160_000)
"""So much better two classes have to explain a segment, as a log: of a genre that was left out, and
of one that is written, whose count alone is another one."""


def doubt(written: float, other: float, strays: float, segments: int) -> Verdict:
    """The verdict on what adds up, by how likely it and the likeliest other reading are.

    ``strays`` is the share of tracks that are not what their artists are elsewhere. Of these only
    the ones beside a boundary look like another count.
    """
    expected = strays * 2 * max(segments - 1, 1)
    if other < max(RIVAL, WORTH_AN_EAR * expected) * written:
        return "consistent"
    return "typo" if other > LIKELIER_THAN_NOT else "suspicious"


def explains(rows: Rows, kinds: Sequence[int], priors: Sequence[float]) -> bool:
    """Whether a reading tells more of the tracks than the shares of the classes in the season do.

    Where a description is half written, or not one at all, even the likeliest reading does not.
    """
    gains = (
        row[kind] - log(sum(map(mul, priors, map(exp, row))))
        for row, kind in zip(rows, kinds, strict=True)
    )
    return sum(gains) >= LEAST_FIT


def are_two(rows: Rows, kind: int, *, written: bool) -> bool:
    """Whether tracks that are said to be of one genre, ``written`` or not, are rather of two."""
    sums: list[list[float]] = [list(accumulate(column)) for column in zip(*rows, strict=True)]
    split = max(
        max(column[cut] for column in sums) + max(column[-1] - column[cut] for column in sums)
        for cut in range(len(rows))
    )
    return split > sums[kind][-1] + (COUNTED if written else LEFT_OUT)
