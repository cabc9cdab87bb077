"""The campaign, for ``make campaign``: thousands of applies that something goes wrong with.

Random seasons through random faults; one season through every kind of fault at every request; a
real process killed at every request of a first apply, a weekly update, a rollback, and of applies
that were cut off before. ``--only NAME`` repeats the one run whose name a failure tells.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.campaign.jobs import Job, kills, random_runs, sweeps
from tests.campaign.play import Score
from tests.campaign.workshop import workshop

_EVERY_S = 20.0


def jobs(seed: int, runs: int) -> Iterator[Job]:
    """All jobs of a campaign; each is done in a workshop of its own."""
    yield from kills()
    yield from sweeps()
    yield from random_runs(seed, runs)


def do(job: Job, only: str | None = None) -> Score:
    """Do one job, or that run of it which is asked for."""
    score = Score()
    with tempfile.TemporaryDirectory() as folder, workshop(Path(folder)) as shop:
        for one in job.runs(shop, only):
            score += one
    return score


def campaign(all_jobs: list[Job], workers: int, only: str | None = None) -> Score:
    """Do all jobs, telling now and then how far that is."""
    total, told = Score(), time.monotonic()
    with ProcessPoolExecutor(workers) as pool:
        for number, score in enumerate(pool.map(partial(do, only=only), all_jobs), 1):
            total += score
            for text in (*score.lost, *score.doubled, *score.wrong):
                say(text[:1000])
            if time.monotonic() - told > _EVERY_S:
                told = time.monotonic()
                say(f"{number} of {len(all_jobs)} jobs: {total}")
    return total


def say(text: str) -> None:
    """A line of progress."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """The command; 1 where anything was lost, doubled or wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=2500, help="random runs beside the others")
    parser.add_argument("--only", metavar="NAME", help="the one run of this name")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    chosen = [
        job for job in jobs(given.seed, given.runs) if not given.only or job.holds(given.only)
    ]
    total = campaign(chosen, given.workers, given.only)
    if total.failed:
        say(f"repeat one: --seed {given.seed} --runs {given.runs} --only NAME")
    say(str(total))
    return int(total.failed)


if __name__ == "__main__":
    sys.exit(main())
