"""Configuration and state that contradict each other: said at once, by every verb."""

from __future__ import annotations

import pytest

from tests.pull.conftest import CONFIG, MASTERS, WEEK_1, Season, Start, pid, said


@pytest.mark.parametrize("verb", ["validate", "plan", "pull"])
def test_a_master_that_is_a_locked_week_is_an_error_with_its_place(
    verb: str, season: Season
) -> None:
    season.pull()
    season.configure("0000000000000000000rap", pid("w1"))
    outcome = season.aum(verb, "--root", season.root)
    assert outcome.code == 1
    assert f"{pid('w1')} is week 1 (state/weeks/), so it cannot be a master" in outcome.err
    assert "season.yaml:8:" in outcome.err


def test_a_master_that_bears_a_weeks_number_is_no_week_and_said(start: Start) -> None:
    config = CONFIG.replace("0000000000000000000rap", pid("w1"))
    season = start(MASTERS[1], WEEK_1, config=config)
    report = season.pull(code=1)
    assert "is the playlist of the master rap" in said(report, "master-is-week", week=1)[0]
    assert season.state.weeks == ()
    season.configure("match: 'Aum", "ignore: ['Aum#1']\n  match: 'Aum")
    assert said(season.pull(), "master-is-week") == []


def test_two_locks_of_one_playlist_are_an_error(season: Season) -> None:
    season.pull()
    lock = season.path("weeks/1.json").read_text("utf-8")
    season.path("weeks/5.json").write_text(lock.replace('"week": 1', '"week": 5'), "utf-8")
    outcome = season.aum("plan", "--offline", "--root", season.root)
    assert outcome.code == 1
    assert "state/weeks/1.json and state/weeks/5.json are one playlist" in outcome.err
