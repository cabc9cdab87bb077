"""A playlist that only `cleanup` takes tracks from comes back like a master."""

from __future__ import annotations

import json

import pytest

from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.pull.conftest import pid, playlist

MIX = pid("mix")
MIXES = (*MASTERS, playlist("mix", "Mix", tracks="a z b q"), *WEEKS)
CLEANUPS = {
    "block": f"cleanup:\n  - remove_from: {MIX}\n    also_in: rap  # heard there\n",
    "flow": f"cleanup: [{{remove_from: {MIX}, also_in: soul}}, "
    f"{{remove_from: {MIX}, also_in: rap}}]\n",
}


@pytest.fixture(params=list(CLEANUPS.values()), ids=list(CLEANUPS))
def cleaned(start: Start, request: pytest.FixtureRequest) -> Season:
    """A season whose first apply took a and b out of a playlist that is no master."""
    season = start(config=CONFIG + request.param, playlists=MIXES)
    season.apply()
    assert season.holds("mix") == "z q"
    return season


def test_what_a_cleanup_took_out_comes_back_and_leaves_again_when_released(cleaned: Season) -> None:
    before = (cleaned.root / "config" / "season.yaml").read_text("utf-8")
    done = cleaned.run("rollback", "--undo", 1, "--master", MIX)
    assert f"{MIX}: pinned to 4 tracks" in done.out
    cleaned.push("rollback")
    warnings = [one["text"] for one in cleaned.plan()["problems"]]
    assert any("2 recordings that cleanup would take out" in text for text in warnings)
    cleaned.apply()
    assert cleaned.holds("mix") == "a z b q"
    assert cleaned.in_sync
    cleaned.run("rollback", "--release", "--master", MIX)
    assert (cleaned.root / "config" / "season.yaml").read_text("utf-8") == before
    cleaned.push("release")
    cleaned.apply()
    assert cleaned.holds("mix") == "z q"


def test_it_is_among_all_that_an_apply_changed_and_as_that_apply_left_it(cleaned: Season) -> None:
    cleaned.run("rollback", "--undo", 1)
    cleaned.push("undo")
    cleaned.apply()
    assert (cleaned.holds("mix"), cleaned.holds("rap")) == ("a z b q", "a x")
    cleaned.run("rollback", 1, "--pin")
    cleaned.push("and on again")
    cleaned.apply()
    assert (cleaned.holds("mix"), cleaned.holds("rap")) == ("z q", "a x b")
    assert cleaned.in_sync


def test_another_name_is_nothing_to_bring_back(cleaned: Season) -> None:
    cleaned.edit("mix", name="Mixed")
    cleaned.pull()
    assert "nothing to bring back" in cleaned.run("rollback", 1).err


def test_a_pin_that_is_not_there_stops_it_and_is_named(cleaned: Season) -> None:
    cleaned.run("rollback", "--undo", 1, "--master", MIX)
    (cleaned.root / "state" / "pins" / f"{MIX}.json").unlink()
    commit = cleaned.push("rollback without its file")
    assert f"there is no state/pins/{MIX}.json" in cleaned.run("validate", code=1).err
    plan = cleaned.run("plan", "--commit", commit, "--format", "json", code=4).out
    value = json.loads(plan)
    assert [one["code"] for one in value["problems"]] == ["no-pin"]
    assert value["masters"][MIX]["status"] == "blocked"


def test_explain_names_the_pin(cleaned: Season) -> None:
    cleaned.run("rollback", "--undo", 1, "--master", MIX)
    assert f"playlist {MIX} is pinned: it holds just that" in cleaned.run("explain", "Song z").out


def test_one_that_no_cleanup_names_any_more_is_told_track_by_track(start: Start) -> None:
    season = start(config=CONFIG + CLEANUPS["block"], playlists=MIXES)
    season.apply()
    season.configure(CLEANUPS["block"], "")
    season.edit("w2", description="♩ Rap 1 ♩ Soul 1")
    season.pull()
    season.apply()
    told = season.run("rollback", "--undo", 1, "--master", "rap")
    assert "Mix" not in told.err
    season.clone.git("checkout", "--quiet", "config")
    told = season.run("rollback", "--undo", 1)
    assert "rap: pinned" in told.out
    assert "Song a" in told.err
    assert "Song b" in told.err
    assert f"remove_from: {MIX}" in told.err


def test_where_only_such_a_one_changed_that_is_an_error(start: Start) -> None:
    masters = (playlist("rap", "Rap", tracks="a b"), playlist("soul", "Soul", tracks="c d e"))
    mixes = (*masters, MASTERS[2], *MIXES[3:])
    season = start(config=CONFIG + CLEANUPS["block"], playlists=mixes)
    season.apply()
    season.configure(CLEANUPS["block"], "")
    told = season.run("rollback", "--undo", 1, code=1).err
    assert "Song a" in told
    assert "nothing to bring back" not in told
    assert f"remove_from: {MIX}" in told


def test_what_was_never_read_and_what_left_the_season_unchanged_says_nothing(start: Start) -> None:
    season = start(config=CONFIG + CLEANUPS["block"], playlists=MIXES)
    season.apply()
    ever = f"also_in: rap\n  - {{remove_from: {pid('ever')}, also_in: rap}}"
    season.configure("also_in: rap", ever)
    late = f"late: {{playlist: {pid('late')}, genres: [Soul]}}"
    soul = next(line for line in CONFIG.splitlines() if "soul:" in line)
    season.configure(soul, f"  {late}")
    told = season.run("rollback", 1)
    assert "nothing to bring back" in told.err
