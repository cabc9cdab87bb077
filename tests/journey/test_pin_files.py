"""Pins as files: made from a snapshot of an earlier commit, read by every plan."""

from __future__ import annotations

import json

import pytest

from tests.journey.test_plan_verb import plan, value
from tests.pull.conftest import Season


@pytest.fixture
def pinned(season: Season) -> Season:
    """The master rap pinned to what it held at the first pull."""
    season.pull()
    snapshot = json.loads(season.path("masters/rap.json").read_text("utf-8"))
    pin = {"format": 1, "since": "2026-11-22", "reason": "tried out", "slots": snapshot["slots"]}
    season.path("pins").mkdir()
    season.path("pins/rap.json").write_text(json.dumps(pin), encoding="utf-8")
    season.configure("{name: Rap,", "{name: Rap, pin: state/pins/rap.json,")
    return season


def test_a_pinned_master_is_planned_from_its_file_offline_and_live(pinned: Season) -> None:
    offline = value(pinned, "--offline")
    assert offline["masters"]["rap"]["add"] == []
    assert [p["code"] for p in offline["problems"]] == ["pinned"]
    pinned.edit("rap", tracks="a x")
    live = value(pinned)["masters"]["rap"]
    assert [(one["reason"], one["path"]) for one in live["remove"]] == [
        ("pinned", "masters.rap.pin")
    ]


def test_a_pull_leaves_pins_alone(pinned: Season) -> None:
    before = pinned.files()["state/pins/rap.json"]
    pinned.edit("rap", tracks="a x")
    pinned.pull()
    assert pinned.files()["state/pins/rap.json"] == before


def test_a_damaged_pin_is_named_with_its_place(pinned: Season) -> None:
    pinned.path("pins/rap.json").write_text('{"format": 1, "since": 3}', encoding="utf-8")
    outcome = plan(pinned, "--offline")
    assert outcome.code == 1
    assert "state/pins/rap.json:1:1: error: the key 'reason' is missing" in outcome.err
    assert "since: must be text" in outcome.err


def test_a_pin_that_is_gone_refuses_the_plan(pinned: Season) -> None:
    pinned.path("pins/rap.json").unlink()
    outcome = plan(pinned, "--offline")
    assert outcome.code == 4
    assert "state/pins/rap.json is not there" in outcome.out
