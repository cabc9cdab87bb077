"""Masters: read where they changed, reported where they cannot be, never mixed up."""

from __future__ import annotations

import json
from dataclasses import replace

from aum_sync.season.items import Pending, State
from aum_sync.store.files import encode
from aum_sync.store.state import save_state
from aum_sync.store.tree import WorkTree
from tests.pull.conftest import CONFIG, MASTERS, WEEK_1, Season, Start, hints, pid, playlist, said

NO_ID = CONFIG.replace("playlist: 0000000000000000000rap, ", "")


def apply_left(season: Season, digest: str) -> None:
    """Write into every snapshot what an apply would have left."""
    before = season.state
    snapshots = tuple(replace(one, applied=digest) for one in before.snapshots)
    after = State(before.weeks, snapshots, before.account)
    assert save_state(WorkTree(season.root), before, after)


def test_an_edit_in_the_app_arrives_as_a_new_snapshot_and_keeps_what_was_applied(
    season: Season,
) -> None:
    season.pull()
    apply_left(season, "d" * 64)
    season.edit("rap", tracks="a x y", description="mine &amp; yours", public=False)
    report = season.pull()
    text = said(report, "master-changed", master="rap")[0]
    assert text == (
        "edited on Spotify: description “” → “mine & yours”, public true → false, +2 tracks"
    )
    snapshot = season.state.snapshot("rap")
    assert snapshot is not None
    assert snapshot.applied == "d" * 64
    assert len(snapshot.slots) == 3


def test_an_unchanged_master_is_not_read_again(season: Season) -> None:
    season.pull()
    season.edit("rap", tracks="a x")
    items = f"/v1/playlists/{pid('rap')}/items"
    assert season.asked(season.pull) == ["/v1/me/playlists", items]


def test_a_new_version_of_the_same_master_is_no_change(season: Season) -> None:
    season.pull()
    season.edit("rap", lambda one: replace(one, collaborative=True))
    report = season.pull()
    assert said(report, "unchanged", master="rap")
    assert report["changed"] is False
    assert report["masters"]["read"] == 1


def test_a_master_that_is_not_ours_is_an_error_and_the_rest_goes_on(start: Start) -> None:
    season = start(playlist("rap", "Rap", owner="someone"), MASTERS[1], WEEK_1)
    report = season.pull(code=1)
    assert said(report, "not-ours", master="rap") == [
        f"its playlist {pid('rap')} “Rap” belongs to someone and is not collaborative"
    ]
    assert "masters.rap.playlist" in hints(report, "not-ours")[0]
    assert [snapshot.key for snapshot in season.state.snapshots] == ["sort"]
    assert len(season.state.weeks) == 1


def test_a_collaborative_master_of_another_is_read(start: Start) -> None:
    season = start(playlist("rap", "Rap", owner="x", collaborative=True), MASTERS[1], WEEK_1)
    season.pull()
    assert season.state.snapshot("rap")


def test_a_missing_master_is_an_error_with_a_remedy_and_the_rest_goes_on(start: Start) -> None:
    season = start(MASTERS[1], WEEK_1)
    report = season.pull(code=1)
    assert pid("rap") in said(report, "master-missing", master="rap")[0]
    assert "404" in said(report, "master-missing")[0]
    assert "masters.rap.playlist" in hints(report, "master-missing")[0]
    assert [snapshot.key for snapshot in season.state.snapshots] == ["sort"]


def test_a_missing_master_keeps_the_snapshot_that_was_there(season: Season) -> None:
    season.pull()
    known = season.state.snapshot("rap")
    season.drop("rap")
    season.pull(code=1)
    assert season.state.snapshot("rap") == known


def test_an_owned_playlist_bearing_the_name_of_a_master_without_an_id_is_recorded(
    start: Start,
) -> None:
    twins = (playlist("t1", " 𝐑𝐚𝐩 "), playlist("t2", "Rap", owner="someone"))
    season = start(*twins, MASTERS[1], WEEK_1, config=NO_ID)
    report = season.pull()
    account = season.state.account
    assert account is not None
    assert account.namesakes == ((pid("t1"), " 𝐑𝐚𝐩 "),)
    assert pid("t1") in said(report, "namesake", master="rap")[0]
    assert f"masters.rap: playlist: {pid('t1')}" in hints(report, "namesake")[0]
    season.drop("t1")
    season.pull()
    assert season.state.account is not None
    assert season.state.account.namesakes == ()


def test_the_playlist_of_another_master_is_no_namesake(start: Start) -> None:
    season = start(playlist("sort", "Rap"), WEEK_1, config=NO_ID)
    assert said(season.pull(), "namesake") == []


def test_a_snapshot_moves_with_a_renamed_key(season: Season) -> None:
    season.pull()
    apply_left(season, "d" * 64)
    content = season.files()["state/masters/rap.json"]
    season.configure("  rap: {", "  hip-hop: {was: rap, ")
    report = season.pull()
    assert said(report, "master-renamed", master="hip-hop")
    files = season.files()
    assert "state/masters/rap.json" not in files
    assert files["state/masters/hip-hop.json"] == content
    assert said(season.pull(), "master-renamed") == []


def test_a_released_master_keeps_its_snapshot(season: Season) -> None:
    season.pull()
    content = season.files()["state/masters/rap.json"]
    season.configure(next(line for line in CONFIG.splitlines(keepends=True) if "rap:" in line), "")
    season.edit("rap", tracks="")
    season.pull()
    assert season.files()["state/masters/rap.json"] == content


def test_a_master_with_another_playlist_is_read_anew_and_was_never_applied(season: Season) -> None:
    season.pull()
    apply_left(season, "d" * 64)
    season.add(playlist("rap2", "Rap", tracks="q"))
    season.configure(pid("rap"), pid("rap2"))
    assert said(season.pull(), "master-read", master="rap") == ["read for the first time: 1 track"]
    snapshot = season.state.snapshot("rap")
    assert snapshot is not None
    assert snapshot.applied is None


def test_masters_and_namesakes_are_left_alone_while_an_apply_is_unfinished(start: Start) -> None:
    season = start(playlist("t1", "Rap"), MASTERS[1], WEEK_1, config=NO_ID)
    (season.root / "state").mkdir()
    season.path("pending.json").write_bytes(encode(Pending("c0ffee", "d1", 1, "run 1")))
    report = season.pull()
    assert "state/pending.json" in said(report, "masters-left")[0]
    assert season.state.snapshots == ()
    assert season.state.account is not None
    assert season.state.account.namesakes == ()
    assert len(season.state.weeks) == 1
    season.path("pending.json").unlink()
    season.pull()
    assert len(season.state.snapshots) == 1


def test_a_snapshot_edited_by_hand_is_read_again(season: Season) -> None:
    season.pull()
    path = season.path("masters/rap.json")
    raw = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(raw | {"slots": []}), encoding="utf-8")
    report = season.pull()
    assert said(report, "master-changed", master="rap") == ["edited on Spotify: +1 track"]
    snapshot = season.state.snapshot("rap")
    assert snapshot is not None
    assert len(snapshot.slots) == 1


def test_a_track_of_a_master_that_turns_null_for_a_while_stays_known(season: Season) -> None:
    season.edit("rap", tracks="a b")
    season.pull()
    season.edit("rap", tracks="- b c")
    report = season.pull()
    assert said(report, "master-changed", master="rap") == ["edited on Spotify: +1 track"]
    snapshot = season.state.snapshot("rap")
    assert snapshot is not None
    assert [slot.name for slot in snapshot.slots] == ["Song a", "Song b", "Song c"]
    plan = json.loads(
        season.aum("plan", "--offline", "--format", "json", "--root", season.root).out
    )
    assert "rap" not in {key for key, one in plan["masters"].items() if one["add"]}
