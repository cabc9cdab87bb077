"""What one run tells a program: one value, whatever came of it."""

from __future__ import annotations

import csv
import io
import json

from aum_sync.text.words import minute
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


def test_what_stopped_it_is_part_of_that_value(start: Start) -> None:
    season = start()
    refuse(season, GH006)
    value = json.loads(season.run("apply", "--format", "json", code=1).out)
    (error,) = value["errors"]
    assert GH006 in error["message"]
    assert "policy.state_branch" in error["hint"]
    refuse(season, GH006, after=2)
    value = json.loads(season.run("apply", "--format", "json", code=6).out)
    assert GH006 in value["errors"][0]["message"]
    assert value["applies"][0]["finished"] is False


def test_what_stops_a_pull_is_part_of_its_value(start: Start) -> None:
    rule = {"method": "GET", "path": "items", "nth": 2, "do": "quota"}
    season = start(faults={"rules": [rule]}, pulled=False)
    value = json.loads(season.run("pull", "--format", "json", code=1).out)
    assert "quota" in value["errors"][0]["message"]
    assert value["files"]


def test_what_moved_is_in_the_audit_and_the_history(start: Start) -> None:
    season = start(config=CONFIG.replace("genres: [Rap]", "genres: [Rap], order: oldest-first"))
    season.apply()
    assert season.holds("rap") == "a x b"
    season.edit("rap", tracks="b a x")
    season.pull()
    season.apply()
    assert season.holds("rap") == "a x b"
    (path,) = (season.root / "state" / "audit").iterdir()
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    moved = [(r["track"], r["old"], r["new"]) for r in rows if r["what"] == "move"]
    assert moved == [("Song b", "1", "3")]
    assert json.loads(season.run("history", "--format", "json").out)[0]["changes"] == {"move": 1}
    assert season.run("history").out.splitlines()[1].endswith("↕1")


def test_times_are_told_in_one_way(start: Start) -> None:
    season = start()
    season.apply()
    assert season.state.applied is not None
    told = minute(season.state.applied.at)
    assert told.endswith(" UTC")
    assert told in season.run("history").out
    assert f"Last apply: 1, {told}" in season.run("status").out


def test_a_rollback_tells_a_program_what_it_wrote(start: Start) -> None:
    season = start()
    season.apply()
    nothing = json.loads(season.run("rollback", 1, "--format", "json").out)
    assert not any(nothing.values())
    season.configure("genres: [Soul]", "genres: [Funk]")
    season.apply()
    commit = json.loads(season.run("history", "--format", "json").out)[1]["commit"]
    value = json.loads(season.run("rollback", 1, "--format", "json").out)
    assert (value["instead"], value["pinned"]) == (commit, {})
    value = json.loads(season.run("rollback", 1, "--pin", "--format", "json").out)
    assert value["pinned"] == {
        "soul": {"pin": "state/pins/soul.json", "tracks": 3, "lost": []},
        "sort": {"pin": "state/pins/sort.json", "tracks": 0, "lost": []},
    }
    value = json.loads(season.run("rollback", "--release", "--format", "json").out)
    assert (value["released"], value["pinned"]) == (["sort", "soul"], {})
    done = season.run("rollback", "--release", "--format", "json")
    assert json.loads(done.out)["released"] == []
    assert "No master is pinned." in done.err


def test_masters_that_were_not_there_then_are_named(start: Start) -> None:
    line = (
        "  soul: {name: Soul, playlist: 000000000000000000soul, genres: [Soul], excludes: [rap]}\n"
    )
    season = start(config=CONFIG.replace(line, ""))
    season.apply()
    season.configure("  sort:", f"{line}  sort:")
    season.pull()
    season.apply()
    assert season.holds("soul") == "c d e"
    done = season.run("rollback", 1, "--pin", "--format", "json")
    value = json.loads(done.out)
    assert (list(value["pinned"]), value["young"]) == (["sort"], ["soul"])
    assert "Not there at that time, and left as they are: soul" in done.err
