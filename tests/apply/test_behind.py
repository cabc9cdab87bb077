"""A clone that has not what the last apply recorded: that is said, and nobody is blamed for it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.apply.conftest import Season, Start
from tests.apply.test_troubles import GH006, refuse

BEHIND = "origin/main has an apply that is not in this work tree: git pull brings it"


def plan(season: Season, *arguments: object) -> Any:
    return json.loads(season.run("plan", "--format", "json", *arguments).out)


def edits(season: Season) -> list[str]:
    return [one["text"] for one in plan(season)["problems"] if one["code"] == "edited"]


@pytest.fixture
def behind(start: Start) -> Season:
    """A season with two applies, of which the clone has the first alone."""
    season = start()
    season.apply()
    season.configure("genres: [Soul]", "genres: [Soul], description: '{tracks} tracks'")
    season.edit("w2", description="♩ Rap 2")
    season.pull()
    season.run("apply")
    return season


def test_apply_says_how_the_clone_gets_what_it_recorded(behind: Season) -> None:
    said = "This clone is behind origin/main; to go on in it: git pull origin main"
    assert said in behind.run("apply").err
    behind.follow()
    assert "behind" not in behind.run("apply").err


def test_what_an_apply_wrote_is_nobodys_edit(behind: Season) -> None:
    done = behind.run("plan")
    assert BEHIND in done.err
    assert "edited on Spotify" not in done.err
    assert "somebody" not in done.out
    assert edits(behind) == []
    assert not any(one["add"] or one["remove"] for one in plan(behind)["masters"].values())
    done = behind.run("status", "--detailed-exitcode", code=0)
    assert BEHIND in done.err
    assert "Last apply: 2" in done.out
    assert "3 in sync" in done.out


def test_what_somebody_did_after_it_is_still_told(behind: Season) -> None:
    behind.edit("rap", tracks="x b d e")
    (said,) = edits(behind)
    assert said == (
        "since apply 2 somebody on Spotify took out 'Song a', which the next apply adds again"
    )
    found = json.loads(behind.run("status", "--format", "json", "--detailed-exitcode", code=5).out)
    assert found["masters"]["rap"]["edited"]["since"] == "apply 2"


def test_offline_the_work_tree_counts_as_it_is_and_that_is_said(behind: Season) -> None:
    done = behind.run("status", "--offline", "--detailed-exitcode", code=10)
    assert BEHIND in done.err
    assert BEHIND in behind.run("pull").err
    behind.clone.git("checkout", "--quiet", ".")
    behind.follow()
    assert BEHIND not in behind.run("status", "--offline", "--detailed-exitcode").err


def test_an_apply_that_is_unfinished_there_is_nobodys_edit_either(start: Start) -> None:
    season = start()
    refuse(season, GH006, after=1)
    season.run("apply", code=6)
    assert edits(season) == []
    assert "Apply 1 is unfinished" in season.run("status").out
