"""The ceiling where false alarms are few: ``python -m tests.bench_typos.careful``.

The ideal judge of weeks that add up, who still knows the kind of typo but not whether there is one,
and may call one clean week in a hundred wrong. What it does not find, no threshold finds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from aum_sync.demo.dice import Dice
from tests.bench_typos.__main__ import say, seasons
from tests.bench_typos.figures import Share
from tests.bench_typos.ideal import Ideal
from tests.bench_typos.kinds import KINDS, AnyKind
from tests.bench_typos.play import drawn
from tests.bench_typos.seasons import Clean

ADDING_UP = frozenset({"errors cancel out", "neighbours swapped", "track misplaced"})
FALSE_ALARMS = 0.01

Found = tuple[float, bool]
"""The log of the odds of a typo, and whether the likeliest reading is right."""


def careful(kind: AnyKind, seed: int, some: Sequence[tuple[Clean, Ideal]], weeks: int) -> str:
    """Flagged, and right by master, when clean weeks are left alone."""
    quiet = sorted(
        (
            ideal.odds(kind, number, week)[0]
            for clean, ideal in some
            for number, week in clean.weeks.items()
        ),
        reverse=True,
    )
    bound = quiet[int(FALSE_ALARMS * len(quiet))]
    found: list[Found] = []
    dice = Dice(f"{seed} careful {kind.name}")
    while len(found) < weeks:
        clean, ideal = dice.pick(some)
        number = dice.pick(sorted(clean.weeks))
        week = drawn(clean, kind, number, dice)
        if week is not None:
            odds, best = ideal.odds(kind, number, week)
            found.append((odds, best == ideal.homes(week.truth)))
    flagged = Share(sum(odds > bound for odds, _ in found), len(found))
    right = Share(sum(odds > bound and best for odds, best in found), len(found))
    return f"flagged {flagged}, right by master {right}"


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="careful", description=__doc__)
    parser.add_argument("--seed", type=int, default=337)
    parser.add_argument("--weeks", type=int, default=300, help="per kind and group")
    given = parser.parse_args()
    for name, makers in seasons(given.seed).items():
        some = [(clean, Ideal(clean)) for clean in (make() for make in makers)]
        for kind in KINDS:
            if kind.name in ADDING_UP:
                say(f"{name}: {kind.name}: {careful(kind, given.seed, some, given.weeks)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
