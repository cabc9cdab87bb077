"""A rollback follows playlists whatever they are called, and lets no track out of the last one."""

from __future__ import annotations

import json

from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.pull.conftest import playlist

MOVING = CONFIG + "policy: {orphans: {move_to: sort}}\n"
ORPHANS = (
    playlist("rap", "Rap", tracks="o1 o2"),
    playlist("soul", "Soul", tracks="s"),
    MASTERS[2],
    *WEEKS[:1],
)


def moved(start: Start) -> Season:
    """A season whose apply moved the orphans of two masters to a third."""
    season = start(config=MOVING, playlists=ORPHANS)
    season.apply()
    assert season.holds("sort") == "o1 o2 s"
    return season


def rename(season: Season) -> None:
    season.configure("  rap: {", "  hop: {was: rap, ")
    season.configure("excludes: [rap]", "excludes: [hop]")


def test_a_renamed_master_is_the_one_that_it_was(start: Start) -> None:
    season = moved(start)
    rename(season)
    season.pull()
    said = season.run("rollback", "--undo", 1)
    assert "Not there at that time" not in said.err
    season.push("rollback")
    season.apply()
    held = [season.holds(key) for key in ("rap", "soul", "sort")]
    assert held == ["o1 o2", "s", ""]


def test_so_it_is_before_a_pull_has_seen_the_new_key(start: Start) -> None:
    season = moved(start)
    rename(season)
    season.run("rollback", "--undo", 1)
    season.push("rollback")
    season.apply()
    assert season.holds("rap") == "o1 o2"


def test_keys_that_changed_places_are_told_apart_by_their_playlists(start: Start) -> None:
    season = moved(start)
    path = season.root / "config" / "season.yaml"
    text = path.read_text("utf-8").replace("  rap:", "  x:").replace("  soul:", "  rap:")
    text = text.replace("  x:", "  soul:").replace(", excludes: [rap]", "")
    path.write_text(text, "utf-8")
    season.push("swap")
    for file in ("rap", "soul"):
        (season.root / "state" / "masters" / f"{file}.json").unlink()
    season.pull()
    season.run("rollback", "--undo", 1)
    season.push("rollback")
    season.apply()
    assert (season.holds("rap"), season.holds("soul")) == ("o1 o2", "s")


def test_a_master_that_has_another_playlist_now_stands_in_for_its_key(start: Start) -> None:
    again = playlist("again", "Rap", tracks="a b")
    season = start(config=MOVING, playlists=(*ORPHANS, again))
    season.apply()
    season.configure("0000000000000000000rap", again.id)
    season.pull()
    season.run("rollback", "--undo", 1)
    season.push("rollback")
    season.apply()
    assert season.holds("again") == "o1 o2"


def test_where_a_master_is_gone_its_tracks_are_named_and_nothing_is_pinned(start: Start) -> None:
    season = moved(start)
    rap = next(line for line in MOVING.splitlines(keepends=True) if line.startswith("  rap:"))
    season.configure(rap, "")
    season.configure("genres: [Soul], excludes: [rap]", "genres: [Soul, Rap]")
    told = season.run("rollback", "--undo", 1, code=4).err
    assert "Song o1" in told
    assert "Song o2" in told
    assert "2 tracks would be lost" in told
    assert season.clone.git("status", "--porcelain") == ""
    season.run("rollback", "--undo", 1, "--lose", 1, code=4)
    done = season.run("rollback", "--undo", 1, "--lose", 2)
    assert "in no playlist any more: Song o1" in done.out
    assert "Rap is not managed any more" in done.err
    assert "to masters in config/season.yaml" in done.err


def test_what_would_leave_the_only_playlist_needs_its_number(start: Start) -> None:
    season = start()
    season.apply()
    season.edit("rap", tracks="a x b mine")
    season.pull()
    value = json.loads(season.run("rollback", 1, "--format", "json", code=4).out)
    assert "mine" in value["errors"][0]["message"].casefold()
    value = json.loads(season.run("rollback", 1, "--lose", 1, "--format", "json").out)
    assert [uri[-4:] for uri in value["nowhere"]] == ["mine"]


def test_what_a_week_or_a_playlist_beside_holds_is_not_lost(start: Start) -> None:
    mix = playlist("mix", "Mix", tracks="mine")
    cleanup = f"cleanup: [{{remove_from: 2, also_in: {mix.id}}}]\n"
    season = start(config=CONFIG + cleanup, playlists=(*MASTERS, *WEEKS, mix))
    season.apply()
    season.edit("rap", tracks="a x b mine c")
    season.pull()
    assert "rap: pinned to 3 tracks" in season.run("rollback", 1, "--pin").out


def test_an_apply_records_a_master_under_the_key_that_no_pull_has_seen_yet(start: Start) -> None:
    season = start()
    rename(season)
    season.apply()
    assert [one.key for one in season.state.snapshots] == ["hop", "sort", "soul"]
    assert season.in_sync
