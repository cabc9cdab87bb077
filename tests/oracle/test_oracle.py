"""The engine and the oracle agree. `make oracle` asks the same of 10,000 seasons."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings

from aum_sync.plan.types import FateName, MasterStatus
from aum_sync.season.merge import Reason
from aum_sync.season.routing import HomeRule
from tests.generated_seasons import Generated, seasons
from tests.oracle.compare import disagreements, planned
from tests.oracle.features import features

SEASONS = 300

EVERYTHING = {
    *(f"fate: {name}" for name in get_args(FateName)),
    *(f"master: {name}" for name in get_args(MasterStatus)),
    *(f"removed: {name}" for name in get_args(Reason)),
    *(f"added by {name}" for name in (*get_args(HomeRule), "orphan", "pin")),
    *(f"on_mismatch: {name}" for name in ("hold", "triage", "fail")),
    *(f"orphans: {name}" for name in ("keep", "remove", "move_to")),
    *(f"correction of a track to {number} masters" for number in range(3)),
    "week: lock passes, held passes",
    "week: lock passes, held fails",
    "week: lock fails, held fails",
    "no plan",
}
"""What the seasons of one test run must hold at least once, or they prove too little."""


@pytest.mark.hypothesis
def test_the_engine_and_the_oracle_agree_and_the_seasons_have_everything() -> None:
    found: set[str] = set()

    @settings(max_examples=SEASONS)
    @given(seasons())
    def agree(season: Generated) -> None:
        plan = planned(season)
        assert not disagreements(season, plan), "\n".join(disagreements(season, plan))
        found.update(features(season, plan))

    agree()
    assert EVERYTHING - found == set()
