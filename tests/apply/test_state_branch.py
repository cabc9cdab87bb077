"""A season whose outputs live on a branch of their own: only there, and read from its tip."""

from __future__ import annotations

import json
import stat
from typing import Any

import pytest

from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
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
