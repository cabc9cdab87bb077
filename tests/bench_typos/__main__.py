"""The benchmark, for ``make bench-typos``: typos of every kind in clean seasons, and a table.

An hour on one core, or as long as ``--minutes`` says, with fewer weeks of each kind. What
thresholds were chosen on is not reported: tuning drew the seeds that docs/typos.md names, this
draws others. The one real season is the exception: its tracks were seen, the typos were not.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from math import inf

from aum_sync.demo.dice import Dice
from tests.bench_typos.figures import Row, calibration_error, false_alarms, rows
from tests.bench_typos.ideal import Ideal
from tests.bench_typos.kinds import KINDS
from tests.bench_typos.play import Result, Timing, play, possible
from tests.bench_typos.seasons import Clean, invented_season, shared_season, with_strays

_MOST_RUNS = 600


def seasons(seed: int) -> dict[str, list[Callable[[], Clean]]]:
    """Groups of seasons that are reported together."""
    shared = shared_season()
    invented = [partial(invented_season, seed + n, size) for n, size in enumerate((30, 60, 120))]
    groups: dict[str, list[Callable[[], Clean]]] = {
        "invented": list(invented),
        "invented, 5 % strays": [
            partial(with_strays, make(), seed + n) for n, make in enumerate(invented)
        ],
    }
    if shared:
        groups["shared"] = [partial(shared_season_again)]
        groups["shared, 5 % strays"] = [partial(with_strays, shared, seed + n) for n in range(40)]
    return groups


def shared_season_again() -> Clean:
    """The shared season, which is there."""
    found = shared_season()
    assert found is not None, "it was there a moment ago"
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is measured of each group: so many weeks of these kinds, all where none is named.

    After so many ``seconds`` no other run begins: then all kinds have about equally few weeks.
    """

    seed: int
    weeks: int
    seconds: float
    kinds: frozenset[str]


def measure(name: str, wanted: Wanted, part: int, parts: int) -> Measured:
    """Part of the results of one group: runs until every kind has its share of weeks."""
    seed, end = wanted.seed, time.monotonic() + wanted.seconds
    clean = [make() for make in seasons(seed)[name]]
    named = [kind for kind in KINDS if kind.name in wanted.kinds] or KINDS
    kinds = [kind for kind in named if any(possible(one, kind) for one in clean)]
    ideals = [Ideal(one, kinds) for one in clean]
    results: list[Result] = []
    timings: list[Timing] = []
    seen: Counter[str] = Counter()
    for run in range(_MOST_RUNS):
        lacking = [kind for kind in kinds if seen[kind.name] < wanted.weeks / parts]
        if not lacking or time.monotonic() > end:
            break
        at = run % len(clean)
        everything = frozenset(clean[at].weeks)
        some, timing = play(
            clean[at], ideals[at], f"{seed} {name} {part} {run}", everything, lacking
        )
        seen.update(one.kind for one in some if one.kind)
        results += some
        timings.append(timing)
    return results, timings


Measured = tuple[list[Result], list[Timing]]


def say(text: str) -> None:
    """A line of output."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def show(name: str, results: Sequence[Result], timings: Sequence[Timing]) -> None:
    """The table of one group."""
    say(
        f"\n{name}\n{'':22}{'weeks':>6}  {'flagged':22}{'untold':>7}  {'right by master':22}"
        f"{'untold':>7}{'told':>8}  {'among three':22}{'told':>8}"
    )
    for row in rows(results):
        say(
            f"{row.kind:22}{row.best.of:6}  {row.flagged!s:22}{row.blind_flagged.value:7.1%}  "
            f"{row.best!s:22}{row.blind_best.value:7.1%}{row.best_ceiling.value:8.1%}  "
            f"{row.among!s:22}{row.among_ceiling.value:8.1%}"
        )
    error, of = calibration_error(_mixed(results))
    say(
        f"false alarms on clean weeks {false_alarms(results)}; "
        f"calibration error {error:.3f} over {of} weeks; {_seconds(timings):.2f} s per 100 weeks"
    )


def as_json(results: Sequence[Result], timings: Sequence[Timing]) -> dict[str, object]:
    """The same for machines."""
    error, of = calibration_error(_mixed(results))
    return {
        "kinds": [_plain(row) for row in rows(results)],
        "false_alarms": asdict(false_alarms(results)),
        "calibration_error": error,
        "calibration_weeks": of,
        "seconds_per_100_weeks": _seconds(timings),
    }


def _plain(row: Row) -> dict[str, object]:
    shares = (
        *("flagged", "blind_flagged"),
        *("best", "blind_best", "best_ceiling"),
        *("among", "among_ceiling"),
    )
    return {
        "kind": row.kind,
        **{
            name: {**asdict(share), "share": share.value, "interval": share.interval}
            for name in shares
            for share in (getattr(row, name),)
        },
    }


def _mixed(results: Sequence[Result]) -> list[Result]:
    """All weeks in another order, so that the first ones are of all kinds."""
    return Dice("mixed").shuffled(results)


def _seconds(timings: Sequence[Timing]) -> float:
    weeks = sum(one.weeks for one in timings)
    return 100 * sum(one.seconds for one in timings) / weeks


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="bench_typos", description=__doc__)
    parser.add_argument("--seed", type=int, default=337)
    parser.add_argument("--weeks", type=int, default=300, help="per kind and group")
    parser.add_argument("--kind", action="append", default=[], help="of these kinds alone")
    parser.add_argument("--minutes", type=float, default=inf, help="for all groups together")
    parser.add_argument("--only", help="one group of seasons")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    names = [name for name in seasons(given.seed) if given.only in (None, name)]
    if given.format == "table":
        say(f"seed {given.seed}, {given.weeks} weeks of each kind per group of seasons")
    seconds = 60 * given.minutes / len(names)
    wanted = Wanted(given.seed, given.weeks, seconds, frozenset(given.kind))
    found: dict[str, object] = {}
    with ProcessPoolExecutor(given.workers) as pool:
        for name in names:
            parts = [
                pool.submit(measure, name, wanted, part, given.workers)
                for part in range(given.workers)
            ]
            done = [part.result() for part in parts]
            results = [one for some, _ in done for one in some]
            timings = [one for _, some in done for one in some]
            if given.format == "table":
                show(name, results, timings)
            found[name] = as_json(results, timings)
    if given.format == "json":
        say(json.dumps({"seed": given.seed, "groups": found}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
