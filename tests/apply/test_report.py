"""What one run tells a program: one value, whatever came of it."""

from __future__ import annotations

import json

from tests.apply.conftest import CONFIG, Start
from tests.apply.test_troubles import GH006, apply, refuse


def test_two_applies_of_one_run_are_one_value_for_a_program(start: Start) -> None:
    season = start()
    hook = refuse(season, GH006, after=1)
    apply(season, code=6)
    hook.unlink()
    season.configure("[Soul]", "[Funk]")
    value = json.loads(season.run("apply", "--format", "json").out)
    assert [one["apply"] for one in value["applies"]] == [1, 2]
    assert value["refused"] is None
    assert json.loads(season.run("apply", "--format", "json").out)["applies"] == []


def test_a_refused_plan_is_part_of_that_value(start: Start) -> None:
    season = start(config=CONFIG + "expect: [{never_empty: [sort]}]\n")
    value = json.loads(season.run("apply", "--format", "json", code=4).out)
    assert value["applies"] == []
    assert value["refused"]["problems"][0]["level"] == "error"
