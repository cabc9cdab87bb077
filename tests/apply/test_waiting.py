"""Where Spotify asks to wait, or the budget ends: a clean stop, and no request before its time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from aum_sync.times import minute_after
from tests.apply.conftest import CONFIG, Season, Start
from tests.apply.test_troubles import GH006, refuse

DONE = ("a x b", "c d e")


def rule(do: str, nth: int, **more: Any) -> dict[str, Any]:
    return {"rules": [{"method": "POST", "path": "items", "nth": nth, "do": do, **more}]}


def contents(season: Season) -> tuple[str, str]:
    return season.holds("rap"), season.holds("soul")


def readings(season: Season) -> int:
    """How many pages of playlists were read."""
    return sum(one.method == "GET" and "items" in one.path for one in season.simulator.requests)


def wait_over(season: Season, retry_at: str = "2020-01-01T00:00:00Z") -> None:
    """Let the time to wait have passed."""
    path = season.root / "state" / "pending.json"
    text = re.sub(r'"retry_at": ".*?"', f'"retry_at": "{retry_at}"', path.read_text("utf-8"))
    path.write_text(text, encoding="utf-8")
    season.push("time passes")


@pytest.mark.parametrize(
    ("faults", "seconds"),
    [(rule("quota", 2), 82_661), (rule("429", 2, retry_after=5000), 5000)],
    ids=["quota", "429"],
)
def test_a_long_wait_ends_the_run_at_a_clean_step_and_says_until_when(
    start: Start, faults: dict[str, Any], seconds: int
) -> None:
    season = start(faults=faults)
    season.run("apply", code=6)
    season.follow()
    assert contents(season) == ("a x b", "")
    pending = season.state.pending
    assert pending is not None
    assert pending.retry_at is not None
    until = datetime.fromisoformat(pending.retry_at)
    left = until - datetime.now(UTC)
    assert timedelta(seconds=seconds - 600) < left <= timedelta(seconds=seconds)

    asked = len(season.simulator.requests)
    head = season.origin.git("rev-parse", "main")
    said = season.run("apply", code=6).err
    assert f"asked to wait until {minute_after(until.timestamp())}" in said
    assert "or abandon that apply by a pull request that deletes state/pending.json" in said
    assert len(season.simulator.requests) == asked
    assert season.origin.git("rev-parse", "main") == head

    wait_over(season)
    season.apply()
    assert contents(season) == DONE
    assert season.state.pending is None
    assert season.in_sync


def test_a_wait_that_nobody_can_read_is_over(start: Start) -> None:
    season = start(faults=rule("quota", 2))
    season.run("apply", code=6)
    season.follow()
    wait_over(season, "tomorrow, perhaps")
    season.apply()
    assert contents(season) == DONE


def test_a_quota_met_while_a_resumed_run_reads_is_recorded(start: Start) -> None:
    reading = {"method": "GET", "path": "items", "do": "quota"}
    season = start(faults={"rules": [*rule("quota", 2)["rules"], {**reading, "nth": 8}]})
    season.run("apply", code=6)
    season.follow()
    wait_over(season)
    assert readings(season) == 7, "the next reading is the one that the fault strikes"
    season.run("apply", code=6)
    season.follow()
    assert season.state.pending is not None
    assert season.state.pending.retry_at is not None
    assert season.state.pending.retry_at > "2021"
    wait_over(season)
    season.apply()
    assert contents(season) == DONE


def test_a_quota_before_anything_is_begun_is_remembered_and_nothing_else(start: Start) -> None:
    season = start(faults={"rules": [{"method": "GET", "path": "items", "nth": 6, "do": "quota"}]})
    assert season.writes(lambda: season.run("apply", code=6)) == []
    season.follow()
    assert season.clone.git("diff", "--name-only", "HEAD~1", "HEAD").splitlines() == [
        "state/account.json",
        "state/pending.json",
    ]
    asked = len(season.simulator.requests)
    assert "Spotify asked to wait until" in season.run("apply", code=6).err
    assert len(season.simulator.requests) == asked

    wait_over(season)
    report = season.apply()
    assert report["apply"] == 1
    assert contents(season) == DONE
    assert season.state.pending is None
    assert season.in_sync


def test_a_quota_met_while_a_rollback_looks_where_things_stand_is_remembered(start: Start) -> None:
    removal = rule("quota", 1)["rules"][0] | {"method": "DELETE"}
    reading = rule("quota", 13)["rules"][0] | {"method": "GET"}
    season = start(faults={"rules": [removal, reading]})
    season.apply()
    season.configure("genres: [Soul]", "genres: [Funk]")
    season.run("apply", code=6)
    season.follow()
    season.run("rollback", 1)
    wait_over(season)
    assert readings(season) == 12, "the next reading is the one that the fault strikes"
    season.run("apply", code=6)
    season.follow()
    assert season.state.pending is not None
    assert (season.state.pending.retry_at or "") > "2021"
    asked = len(season.simulator.requests)
    season.run("apply", code=6)
    assert len(season.simulator.requests) == asked
    wait_over(season)
    season.apply()
    assert contents(season) == DONE


def test_a_quota_that_cannot_be_recorded_is_told_with_why(start: Start) -> None:
    season = start(faults={"rules": [{"method": "GET", "path": "items", "nth": 6, "do": "quota"}]})
    refuse(season, GH006)
    said = season.run("apply", code=6).err
    assert "quota" in said
    assert GH006 in said


def test_a_budget_that_is_used_up_half_way_is_a_clean_stop(start: Start) -> None:
    # Seven are just enough; a first write that fails costs three readings more.
    season = start(config=CONFIG + "policy: {budget: 11}\n", faults=rule("504", 1))
    season.configure("budget: 11", "budget: 7")
    done = season.run("apply", code=6)
    assert "the budget of 7 requests is used up" in done.err
    season.follow()
    assert season.state.pending is not None
    assert season.state.pending.retry_at is None
    codes = [season.aum("apply", "--root", season.root).code for _ in range(3)]
    assert codes == [6, 0, 0]
    season.follow()
    assert contents(season) == DONE
    assert season.in_sync
