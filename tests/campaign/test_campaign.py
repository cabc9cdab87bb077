"""A short campaign: some random seasons, some faults at every request, some real kills."""

from __future__ import annotations

import pytest

from tests.campaign.jobs import Job, Kills, RandomRuns
from tests.campaign.run import do

SHORT: list[Job] = [
    RandomRuns("short.1", 4),
    RandomRuns("short.2", 4),
    Kills("weekly", "weekly", None, range(7, 8)),
    Kills("first, cut off at 6", "first", 6, range(9, 10)),
]


@pytest.mark.parametrize("job", SHORT, ids=lambda job: job.name)
def test_nothing_is_lost_doubled_or_wrong(job: Job) -> None:
    score = do(job)
    assert score.runs > 0
    assert (score.lost, score.doubled, score.wrong) == ([], [], [])
