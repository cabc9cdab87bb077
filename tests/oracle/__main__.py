"""``make oracle``: the engine against the oracle on many random seasons, from fixed seeds."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.generated_seasons import Generated, seasons
from tests.oracle.compare import disagreements, planned
from tests.oracle.features import features

SEEDS = range(1, 21)
EACH = 500

LIMITS = settings(
    max_examples=EACH, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@dataclass
class Tally:
    """How many seasons were tried, how many disagreed, and what was in them."""

    seasons: int = 0
    disagreements: int = 0
    features: Counter[str] = field(default_factory=Counter)

    def run(self, number: int) -> None:
        """All seasons of one seed."""

        @seed(number)
        @settings(LIMITS, phases=[Phase.generate])
        @given(seasons())
        def count(season: Generated) -> None:
            plan = planned(season)
            self.seasons += 1
            self.disagreements += bool(disagreements(season, plan))
            self.features.update(features(season, plan))

        count()


def shrink(number: int) -> None:
    """Fail with the smallest season of a seed on which the two disagree."""

    @seed(number)
    @settings(LIMITS)
    @given(seasons())
    def agree(season: Generated) -> None:
        found = disagreements(season, planned(season))
        assert not found, "\n".join(found)

    agree()


def main() -> int:
    """Print what was tried; 1 where anything disagrees."""
    tally = Tally()
    bad: list[int] = []
    for number in SEEDS:
        before = tally.disagreements
        tally.run(number)
        here = tally.disagreements - before
        bad += [number] if here else []
        sys.stdout.write(f"seed {number}: {EACH} seasons, {here} disagreements\n")
        sys.stdout.flush()
    for name, count in sorted(tally.features.items()):
        sys.stdout.write(f"{100 * count / tally.seasons:6.1f} %  {name}\n")
    if bad:
        try:
            shrink(bad[0])
        except AssertionError as error:
            notes = getattr(error, "__notes__", [])
            sys.stdout.write("\n".join([*notes, str(error)]) + "\n")
    sys.stdout.write(f"seasons={tally.seasons} disagreements={tally.disagreements}\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
