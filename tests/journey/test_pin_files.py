"""Pins as files: made from a snapshot of an earlier commit, read by every plan."""

from __future__ import annotations

import json

import pytest

from tests.journey.test_plan_verb import git, plan, value
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


def line_of_pin(season: Season) -> tuple[int, int, str]:
    """Line and column of the pin in the configuration, and the line itself."""
    lines = (season.root / "config/season.yaml").read_text("utf-8").split("\n")
    row = next(row for row, line in enumerate(lines) if "pin:" in line)
    return row + 1, lines[row].index("state/pins") + 1, lines[row]


def test_validate_names_a_pin_that_is_gone_by_its_line_and_says_the_way_back(
    pinned: Season,
) -> None:
    assert pinned.aum("validate", "--root", pinned.root).code == 0
    git(pinned.root, "init", "-q", "-b", "main")
    git(pinned.root, "add", ".")
    git(pinned.root, "commit", "-q", "-m", "season")
    sha = git(pinned.root, "rev-parse", "HEAD")
    pinned.path("pins/rap.json").unlink()
    row, column, text = line_of_pin(pinned)
    outcome = pinned.aum("validate", "--root", pinned.root)
    said = outcome.err
    assert (outcome.code, outcome.out) == (1, "")
    assert f"config/season.yaml:{row}:{column}: error: there is no state/pins/rap.json" in said
    caret = " " * (column - 1) + "^" * len("state/pins/rap.json")
    assert f"  {row} | {text}\n  {' ' * len(str(row))} | {caret}\n" in said
    assert f"→ restore it: git checkout {sha[:12]} -- state/pins/rap.json; or take" in said
    of_week = pinned.aum("validate", "--root", pinned.root, "--week", 1, "--format", "json")
    assert of_week.code == 1
    place = f"config/season.yaml:{row}:{column}"
    assert [one["place"] for one in json.loads(of_week.out)["errors"]] == [place]


def test_validate_shows_where_a_pin_is_damaged(pinned: Season) -> None:
    pinned.path("pins/rap.json").write_text('{"format": 1,\n "since": 3', encoding="utf-8")
    outcome = pinned.aum("validate", "--root", pinned.root)
    assert (outcome.code, outcome.out) == (1, "")
    assert "state/pins/rap.json:2:12: error: " in outcome.err
    assert '  2 |  "since": 3\n    |            ^\n' in outcome.err
    assert "→ restore it: git log --oneline -- state/pins/rap.json" in outcome.err


def test_a_pin_may_have_a_dot_in_its_name(pinned: Season) -> None:
    pinned.path("pins/rap.json").rename(pinned.path("pins/rap.2026-11.json"))
    pinned.configure("pins/rap.json", "pins/rap.2026-11.json")
    assert pinned.aum("validate", "--root", pinned.root).code == 0
    assert [p["code"] for p in value(pinned, "--offline")["problems"]] == ["pinned"]
    pinned.path("pins/rap.2026-11.json").write_text("{}", encoding="utf-8")
    assert pinned.aum("validate", "--root", pinned.root).code == 1
