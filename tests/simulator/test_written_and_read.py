"""What was written is not always what is read: relinked tracks, lost ones, late versions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.simulator.live import LiveWorld
from aum_sync.simulator.world import Playlist, World
from tests.simulator.ask import a_list, a_uri, an_id, names, send, told, world
from tests.simulator_fixture import serve

WEEK, OTHER = an_id("Week"), an_id("Other")
ITEMS = f"playlists/{WEEK}/items"
LINKED = {"uri": a_uri("got"), "linked_from": a_uri("sent"), "name": "Song"}
READ_AS = {"uri": a_uri("sent"), "read_as": a_uri("got"), "name": "Song"}
LOST = {"uri": a_uri("sent"), "read_as": None, "name": "Song"}


def remove(*letters: str) -> dict[str, object]:
    return {"items": [{"uri": a_uri(letter)} for letter in letters]}


@pytest.mark.parametrize("odd", [LINKED, READ_AS], ids=["linked_from", "read_as"])
@pytest.mark.parametrize("plain_first", [True, False])
def test_a_relinked_track_is_written_under_one_uri_and_read_under_another(
    odd: dict[str, object], *, plain_first: bool
) -> None:
    elsewhere = ["sent", odd] if plain_first else [odd, "sent"]
    with serve(world(a_list("Week"), a_list("Other", *elsewhere))) as simulator:
        send(simulator, "POST", ITEMS, [a_uri("sent")])
        row = told(simulator, ITEMS)["items"][0]["item"]
        assert (row["uri"], row["name"]) == (a_uri("got"), "Song")
        assert row.get("linked_from", {}).get("uri") == (a_uri("sent") if odd is LINKED else None)
        # The URI that is read takes nothing away.
        assert send(simulator, "DELETE", ITEMS, remove("got")).status_code == 200
        assert names(simulator, "Week") == ["got"]
        send(simulator, "DELETE", ITEMS, remove("sent"))
        assert names(simulator, "Week") == []


@pytest.mark.parametrize("odd", [LINKED, READ_AS], ids=["linked_from", "read_as"])
def test_what_is_read_of_a_relinked_track_can_be_written_too(odd: dict[str, object]) -> None:
    with serve(world(a_list("Week"), a_list("Other", odd))) as simulator:
        send(simulator, "POST", ITEMS, [a_uri("got")])
        row = told(simulator, ITEMS)["items"][0]["item"]
        assert (row["uri"], row["name"], "linked_from" in row) == (a_uri("got"), "Song", False)
        send(simulator, "DELETE", ITEMS, remove("got"))
        assert names(simulator, "Week") == []


def test_a_track_that_is_there_in_its_own_right_is_not_known_by_hearsay() -> None:
    own = {"uri": a_uri("got"), "name": "Own"}
    with serve(world(a_list("Week"), a_list("Other", READ_AS, own))) as simulator:
        send(simulator, "POST", ITEMS, [a_uri("got")])
        assert told(simulator, ITEMS)["items"][0]["item"]["name"] == "Own"


def test_a_written_track_may_be_read_as_null_and_goes_by_its_uri() -> None:
    with serve(world(a_list("Week", "a"), a_list("Other", "sent", LOST))) as simulator:
        assert send(simulator, "POST", ITEMS, [a_uri("sent")]).status_code == 201
        assert names(simulator, "Week") == ["a", None]
        assert told(simulator, ITEMS)["items"][1]["added_at"] is not None
        send(simulator, "DELETE", ITEMS, remove("sent"))
        assert names(simulator, "Week") == ["a"]


def test_what_somebody_adds_in_the_app_can_be_written_from_then_on() -> None:
    with serve(world(a_list("Week"), a_list("Other"))) as simulator:
        known = World.from_json('{"playlists": [{"tracks": [{"name": "Song"}]}]}', "w").playlists[0]
        assert known is not None
        simulator.edit(lambda w: w.changed(OTHER, lambda one: replace(one, tracks=known.tracks)))
        item = known.tracks[0]
        assert item is not None
        send(simulator, "POST", ITEMS, [item.uri])
        assert told(simulator, ITEMS)["items"][0]["item"]["name"] == "Song"


def test_every_write_makes_a_version_even_one_that_changes_nothing() -> None:
    with serve(world(a_list("Week", "a", "b"), a_list("Other"))) as simulator:

        def snapshot(name: str = WEEK) -> str:
            found: str = told(simulator, f"playlists/{name}")["snapshot_id"]
            return found

        other, seen = snapshot(OTHER), [snapshot()]
        for method, path, body in (
            ("POST", "items", {"uris": [a_uri("x")]}),
            ("PUT", "items", {"range_start": 0, "insert_before": 0}),
            ("PUT", "items", {"range_start": 0, "insert_before": 1}),
            ("DELETE", "items", remove("nowhere")),
            ("PUT", "items", {"uris": [a_uri("a")]}),
            ("PUT", "items", {"uris": [a_uri("a")]}),
        ):
            answer = send(simulator, method, f"playlists/{WEEK}/{path}", body).json()
            assert answer["snapshot_id"] == snapshot()
            seen.append(snapshot())
        for _ in range(2):
            send(simulator, "PUT", f"playlists/{WEEK}", {"name": "Week"})
            seen.append(snapshot())
        assert len(set(seen)) == len(seen)
        assert snapshot(OTHER) == other


def test_a_new_version_is_answered_at_once_and_read_late() -> None:
    with serve(world(a_list("Week", "a"), snapshot_lag_s=3600)) as simulator:
        before = told(simulator, f"playlists/{WEEK}")["snapshot_id"]
        written = send(simulator, "POST", ITEMS, [a_uri("x")]).json()["snapshot_id"]
        assert written != before
        assert told(simulator, f"playlists/{WEEK}")["snapshot_id"] == before
        assert names(simulator, "Week") == ["a", "x"]
        again = send(simulator, "POST", ITEMS, [a_uri("y")]).json()["snapshot_id"]
        # Neither what was there first nor what was written last: a version in between.
        assert told(simulator, f"playlists/{WEEK}")["snapshot_id"] == written != again


def test_a_written_version_is_read_when_the_lag_is_over() -> None:
    now = 0.0
    live = LiveWorld(World(snapshot_lag_s=30, playlists=(Playlist(WEEK),)), lambda: now)
    before = live.view().snapshots[WEEK]
    written = live.write(Playlist(WEEK, "written"))
    now = 29.9
    assert live.view().snapshots[WEEK] == before
    now = 30.0
    assert live.view().snapshots[WEEK] == written == live.newest(WEEK)


def test_the_world_is_saved_as_it_was_written() -> None:
    with serve(world(a_list("Week", "a"), a_list("Other", LOST, LINKED))) as simulator:
        send(simulator, "POST", ITEMS, [a_uri("sent"), a_uri("x")])
        send(simulator, "PUT", f"playlists/{OTHER}", {"description": "R&B"})
        send(simulator, "POST", "me/playlists", {"name": "New"})
        text = simulator.world.to_json()
        saved = World.from_json(text, "saved.json")
        assert saved == simulator.world
        rows = told(simulator, ITEMS)
    with serve(saved) as again:
        assert [r["added_at"] for r in told(again, ITEMS)["items"]] == [
            r["added_at"] for r in rows["items"]
        ]
        assert told(again, f"playlists/{OTHER}")["description"] == "R&amp;B"
        # The clock goes on where it stood: what is written now is the newest.
        send(again, "POST", ITEMS, [a_uri("y")])
        dates = [row["added_at"] for row in told(again, ITEMS)["items"]]
    assert dates[-1] > max(date for date in dates[:-1] if date)
