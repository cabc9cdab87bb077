"""A season whose outputs live on a branch of their own: only there, and read from its tip."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from typing import Any

import pytest

from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.apply.test_resume import cut_off
from tests.git.repository import Repository
from tests.pull.conftest import playlist

BRANCHED = CONFIG + "policy: {state_branch: aum-state}\n"
DONE = ("a x b", "c d e")


def contents(season: Season) -> tuple[str, str]:
    return season.holds("rap"), season.holds("soul")


def on_branch(season: Season) -> list[str]:
    return season.origin.git("ls-tree", "-r", "--name-only", "aum-state").splitlines()


def logged_out(nth: int) -> dict[str, Any]:
    """Faults that end a run at a write: Spotify does not accept the token, nor the next one."""
    write = {"method": "POST", "path": "items", "do": "401"}
    return {"rules": [write | {"nth": nth}, write | {"nth": nth + 1}]}


@pytest.fixture
def applied(start: Start) -> Season:
    """A season after its first apply."""
    season = start(config=BRANCHED)
    season.apply()
    return season


def test_the_first_apply_begins_the_branch_with_all_outputs_and_nothing_else(
    start: Start,
) -> None:
    season = start(config=BRANCHED)
    head = season.origin.git("rev-parse", "main")
    assert "origin/aum-state is not here" in season.run("plan", "--offline").err
    season.apply()
    assert contents(season) == DONE
    assert season.origin.git("rev-parse", "main") == head
    assert season.origin.git("rev-list", "--max-parents=0", "aum-state") != head
    names = on_branch(season)
    assert [name for name in names if not name.startswith("state/audit/")] == [
        "state/account.json",
        "state/applied.json",
        "state/masters/rap.json",
        "state/masters/sort.json",
        "state/masters/soul.json",
    ]


def test_what_is_offline_reads_outputs_from_its_tip(applied: Season) -> None:
    season = applied
    done = season.run("plan", "--offline", "--format", "json")
    masters = json.loads(done.out)["masters"].values()
    assert done.err == ""
    assert not any(one["add"] or one["remove"] for one in masters)
    assert season.in_sync
    assert "b" in json.dumps(json.loads(season.run("explain", "Song b", "--format", "json").out))
    assert json.loads(season.run("history", "--format", "json").out)[0]["changes"] == {"add": 4}
    season.run("validate")
    assert season.writes(lambda: season.run("apply")) == []


def test_the_next_apply_and_a_rollback_go_on_from_there(applied: Season) -> None:
    season = applied
    season.configure("genres: [Soul]", "genres: [Funk]")
    report = season.apply()
    assert report["apply"] == 2
    assert (*contents(season), season.holds("sort")) == ("a x b", "", "c d e")
    season.run("rollback", 1, "--pin")
    season.push("rollback")
    assert season.apply()["apply"] == 3
    assert (*contents(season), season.holds("sort")) == (*DONE, "")
    assert season.in_sync
    assert [one["apply"] for one in json.loads(season.run("history", "--format", "json").out)] == [
        3,
        2,
        1,
    ]


def test_cut_off_it_is_resumed_from_the_branch(start: Start) -> None:
    season = start(config=BRANCHED, faults=logged_out(2))
    season.run("apply", code=6)
    assert "state/pending.json" in on_branch(season)
    assert contents(season) == ("a x b", "")
    # The default branch goes on meanwhile; what was begun is finished first, then that.
    season.configure("genres: [Rap]", "genres: [Rap], description: '{tracks} tracks'")
    assert season.apply()["apply"] == 2
    assert contents(season) == DONE
    assert season.playlist("rap").description == "3 tracks"
    assert "state/pending.json" not in on_branch(season)


def test_a_state_branch_that_was_written_anew_is_stale(start: Start) -> None:
    season = start(config=BRANCHED, faults=logged_out(3))
    season.apply()
    season.edit("w2", description="♩ Rap 2")
    season.pull()
    season.run("apply", code=6)
    tree = season.origin.git("rev-parse", "aum-state^{tree}")
    anew = season.origin.git("commit-tree", tree, "-m", "anew")
    season.origin.git("update-ref", "refs/heads/aum-state", anew)
    said = season.run("apply", code=5).err
    assert "which is no part of aum-state" in said


def test_a_branch_that_may_not_be_begun_leaves_everything_as_it_is(start: Start) -> None:
    season = start(config=BRANCHED)
    hook = season.origin.root / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\ncat >/dev/null\necho 'error: GH013: rules' >&2\nexit 1\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    assert season.writes(lambda: season.run("apply", code=1)) == []
    assert season.origin.git("branch", "--list", "aum-state") == ""


def test_a_master_that_was_created_has_its_id_on_the_branch(start: Start) -> None:
    config = BRANCHED.replace("playlist: 000000000000000000soul, ", "")
    season = start(config=config, playlists=(MASTERS[0], MASTERS[2], *WEEKS))
    season.apply()
    assert season.in_sync
    assert season.writes(lambda: season.run("apply")) == []
    made = [one for one in season.simulator.world.playlists if one and one.name == "Soul"]
    assert len(made) == 1


def test_cut_off_at_each_request_it_creates_a_master_once(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = BRANCHED.replace("playlist: 000000000000000000soul, ", "")
    season = start(config=config, playlists=(MASTERS[0], MASTERS[2], *WEEKS))
    number = 1
    while cut_off(season, monkeypatch, number, answered=True):
        number += 1
    assert number > 5
    made = [one for one in season.simulator.world.playlists if one and one.name == "Soul"]
    assert [len(one.tracks) for one in made] == [3]
    season.run("plan", "--commit", "HEAD")
    assert season.in_sync


def test_a_damaged_output_names_the_commit_of_the_branch(applied: Season) -> None:
    season = applied
    season.clone.git("switch", "--quiet", "aum-state")
    good = season.clone.git("rev-parse", "--short=12", "HEAD")
    (season.root / "state" / "masters" / "rap.json").write_text("{", encoding="utf-8")
    season.clone.git("commit", "--quiet", "--all", "--message", "damage")
    season.clone.git("push", "--quiet", "origin", "aum-state")
    season.clone.git("switch", "--quiet", "main")
    assert f"git checkout {good} --" in season.run("apply", code=1).err
    assert f"git checkout {good} --" in season.run("validate", code=1).err


def test_outputs_move_to_the_branch_with_what_was_applied_before(start: Start) -> None:
    season = start(playlists=(*MASTERS, *WEEKS, playlist("w3", "Aum#3", "♩ Funk 1", "f")))
    season.apply()
    season.configure("genres: [Soul]", "genres: [Soul, Funk]")
    season.configure("version: 1", "version: 1\npolicy: {state_branch: aum-state}")
    assert season.apply()["apply"] == 2
    assert contents(season) == ("a x b", "c d e f")
    assert season.in_sync


def test_a_configuration_that_is_wrong_is_told_once(applied: Season) -> None:
    season = applied
    path = season.root / "config" / "season.yaml"
    path.write_text(path.read_text("utf-8").replace("version: 1", "version: 2"), encoding="utf-8")
    assert season.run("validate", code=1).err.count("version") >= 1


def single_branch(season: Season) -> Season:
    """The season seen from a clone that follows the default branch alone."""
    clone = Repository(season.root.parent / "single")
    place = f"file://{season.origin.root}"
    season.origin.git("clone", "--quiet", "--single-branch", place, str(clone.root))
    return replace(season, clone=clone)


def test_a_clone_of_one_branch_is_told_how_to_have_the_other(applied: Season) -> None:
    season = single_branch(applied)
    said = season.run("status", "--offline").err
    way = "git fetch origin +refs/heads/aum-state:refs/remotes/origin/aum-state"
    assert f"({way} brings it" in said
    season.clone.git(*way.split()[1:])
    done = season.run("status", "--offline")
    assert done.err == ""
    assert "3 in sync" in done.out


def test_a_clone_of_one_branch_knows_what_it_recorded_itself(start: Start) -> None:
    season = single_branch(start(config=BRANCHED))
    season.run("apply")
    assert "3 in sync" in season.run("status", "--offline").out
    season.configure("genres: [Soul]", "genres: [Funk]")
    season.run("apply")
    assert "3 in sync" in season.run("status", "--offline").out


@pytest.mark.parametrize("verb", ["apply", "plan", "validate", "status"])
def test_the_branch_that_the_season_is_on_takes_no_outputs(start: Start, verb: str) -> None:
    season = start(config=CONFIG + "policy: {state_branch: main}\n", pulled=False)
    said = season.run(verb, code=1).err
    assert "config/season.yaml:11:24: error: main is the branch that the season itself is" in said
    assert "policy: {state_branch: main}\n" in said
    assert "^^^^" in said
    assert "take the line out" in said


def test_what_pull_sees_goes_to_the_branch_and_weeks_into_the_work_tree(applied: Season) -> None:
    season = applied
    season.edit("rap", tracks="a x")
    season.edit("w2", description="♩ Soul 1 ♩ Rap 1")
    head = season.origin.git("rev-parse", "aum-state")
    files = json.loads(season.run("pull", "--format", "json").out)["files"]
    # Of Soul the version id alone is new: after an apply it is not known (SPOTIFY.md 3.12).
    seen = {"state/account.json", "state/masters/rap.json", "state/masters/soul.json"}
    assert set(files) == seen | {"state/weeks/2.json", "state/requests/1.json"}
    assert season.clone.git("diff", "--name-only") == "state/weeks/2.json"
    changed = season.origin.git("diff", "--name-only", head, "aum-state").splitlines()
    assert set(changed) == seen
    assert "edited on Spotify" not in season.run("pull").out
    season.push("pull")
    season.apply()
    assert contents(season) == ("a x b e", "c d")
    assert season.in_sync


def test_what_pull_cannot_push_is_said_and_weeks_are_saved(applied: Season) -> None:
    season = applied
    season.edit("rap", tracks="a x")
    season.edit("w2", description="♩ Soul 1 ♩ Rap 1")
    hook = season.origin.root / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\ncat >/dev/null\necho 'error: GH013: rules' >&2\nexit 1\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    done = season.run("pull", "--format", "json", code=1)
    assert "GH013" in json.loads(done.out)["errors"][0]["message"]
    assert season.clone.git("diff", "--name-only") == "state/weeks/2.json"


def test_an_edit_is_adopted_from_the_branch(applied: Season) -> None:
    season = applied
    season.edit("rap", tracks="a x")
    season.run("adopt", "--all", code=1)  # It is not pulled yet.
    season.run("pull")
    found = json.loads(season.run("adopt", "--all", "--format", "json").out)
    assert [one["verdict"] for one in found["edits"]] == ["written"]
    assert found["files"] == ["config/season.yaml"]
    season.push("adopt")
    assert season.writes(lambda: season.run("apply")) == []
    assert contents(season) == ("a x", "c d e")


def test_a_rollback_pins_what_the_branch_has(applied: Season) -> None:
    season = applied
    season.edit("rap", tracks="b a x")
    season.run("pull")
    value = json.loads(season.run("rollback", 1, "--pin", "--format", "json").out)
    assert list(value["pinned"]) == ["rap"]
    season.push("rollback")
    season.apply()
    assert contents(season) == DONE
