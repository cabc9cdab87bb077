"""What the campaign found: each was lost, doubled or wrong in a random season."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.season.items import Pin, Slot
from aum_sync.simulator.world import Item
from aum_sync.store.files import encode
from aum_sync.store.state import load_state
from aum_sync.store.tree import WorkTree
from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.apply.test_apply import endings, finish
from tests.apply.test_ignored import spoil
from tests.pull.conftest import pid, playlist

TRACK = f"spotify:track:{'d':0>22}"
OTHER = f"spotify:track:{'D':0>22}"


def test_a_library_that_lags_behind_has_nothing_created_twice(start: Start) -> None:
    answered_no = {
        "method": "POST",
        "path": "me/playlists",
        "nth": 1,
        "do": "400",
        "when": "after",
    }
    lagging = {"method": "GET", "path": "me/playlists", "nth": 2, "do": "stale"}
    season = start(
        config=CONFIG.replace("playlist: 000000000000000000soul, ", ""),
        playlists=(MASTERS[0], MASTERS[2], *WEEKS),
        faults={"rules": [answered_no, lagging]},
    )
    season.apply(code=6)
    finish(season)
    names = [one.name for one in season.simulator.world.playlists if one]
    assert names.count("Soul") == 1


def pin_rap(season: Season, uri: str) -> None:
    """Pin a master to one track."""
    path = season.root / "state" / "pins" / "rap.json"
    path.parent.mkdir()
    path.write_bytes(encode(Pin("state/pins/rap.json", "2026-11-22", "back", (Slot(uri),))))
    season.configure("name: Rap,", "name: Rap, pin: state/pins/rap.json,")


def test_nothing_leaves_a_pinned_master_before_it_is_where_a_week_wants_it(start: Start) -> None:
    season = start(playlists=(*MASTERS, playlist("w1", "Aum#1", "♩ Soul 3", "a b c")))
    pin_rap(season, f"spotify:track:{'x':0>22}")
    season.edit("soul", tracks="y")
    report = season.apply(code=5)
    assert endings(report) == {"rap": "waits", "soul": "drifted"}
    assert season.holds("rap") == "a x"
    season.pull()
    finish(season)
    assert (season.holds("rap"), season.holds("soul")) == ("x", "y a b c")


def test_a_track_that_reads_as_another_can_be_removed_after_a_pull(start: Start) -> None:
    plain = Item(TRACK, "Song d", isrc="USAUM2600001", added_at="2026-01-02T03:04:05Z")
    week = replace(WEEKS[1], description="♩ Soul 1", tracks=(plain,))
    strange = replace(playlist("odd", "Odd"), tracks=(replace(plain, read_as=OTHER),))
    season = start(playlists=(*MASTERS, WEEKS[0], week, strange))
    season.apply()
    assert season.holds("soul") == "c d"
    edited = (*season.playlist("soul").tracks, Item(f"spotify:track:{'z':0>22}", "Song z"))
    season.simulator.edit(
        lambda world: world.changed(pid("soul"), lambda one: replace(one, tracks=edited))
    )
    season.edit("w2", description="♩ Rap 1")
    season.pull()
    finish(season)
    assert (season.holds("rap"), season.holds("soul")) == ("a x b d", "c z")


def test_a_reading_that_lags_behind_the_apply_before_is_nobodys_edit(start: Start) -> None:
    season = start()
    season.apply()
    season.configure("genres: [Soul]", "genres: [Funk]")
    season.apply()
    season.configure("genres: [Rap]", "genres: [Jazz]")
    season.configure("genres: [Funk]", "genres: [Rap]")
    spoil(season, {"method": "GET", "path": "soul/items", "nth": 1, "do": "stale"})
    report = season.apply()
    assert endings(report) == {"rap": "applied", "soul": "applied"}
    assert season.in_sync


def test_what_was_written_before_an_edit_elsewhere_stopped_it_is_known(start: Start) -> None:
    season = start(playlists=(*MASTERS, playlist("w1", "Aum#1", "♩ Soul 1 ♩ Rap 1", "x d")))
    spoil(season, {"method": "DELETE", "do": "500"})
    season.apply(code=6)
    assert season.holds("rap") == "a x d"
    season.edit("soul", tracks="z")
    spoil(season)
    season.apply(code=5)
    known = load_state(WorkTree(season.root)).snapshot("rap")
    assert known
    assert [str(one.written_uri)[-1] for one in known.slots] == ["a", "x", "d"]
