"""The real season with its troubles: what `fix` makes of it."""

from __future__ import annotations

import pytest

from tests.journey.conftest import RealSeason
from tests.journey.test_typos_verbs import value


def statuses(real: RealSeason) -> dict[int, str]:
    """What the checksums of all weeks say."""
    weeks = value(real.run("validate", "--format", "json"))["weeks"]
    return {week["week"]: week["status"] for week in weeks}


@pytest.mark.parametrize("real", ["season-201-250-odd"], indirect=True)
def test_the_real_season_is_fixed_and_passes(real: RealSeason) -> None:
    failing = {221, 223, 227}
    outcome = real.run("fix", "--all")
    assert outcome.code == 0, outcome.err
    less_sure = failing - {week for week, status in statuses(real).items() if status == "corrected"}
    assert less_sure < failing
    for week in less_sure:
        assert real.run("fix", "--week", week).code == 0
    assert {statuses(real)[week] for week in failing} == {"corrected"}
    placed = {fate["week"] for fate in real.plan("--offline")["fates"] if fate["masters"]}
    assert failing <= placed
