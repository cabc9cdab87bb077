"""Adding items: where they go, what they become, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from aum_sync.simulator.world import Item, Playlist, World
from tests.simulator.ask import a_list, a_uri, an_id, names, send, told, world
from tests.simulator_fixture import serve

WEEK = an_id("Week")
ITEMS = f"playlists/{WEEK}/items"
TALK = a_uri("talk", "episode")


def uris(*letters: str) -> list[str]:
    return [a_uri(letter) for letter in letters]


@pytest.mark.parametrize(
    ("body", "query", "expected"),
    [
        ({"uris": uris("x", "y")}, {}, "abcxy"),
        ({"uris": uris("x", "y"), "position": 0}, {}, "xyabc"),
        ({"uris": uris("x", "y"), "position": 2}, {}, "abxyc"),
        ({"uris": uris("x"), "position": 3}, {}, "abcx"),
        ({"uris": uris("b", "x", "x")}, {}, "abcbxx"),
        (uris("x", "y"), {}, "abcxy"),
        (uris("x", "y"), {"position": 1}, "axybc"),
        (None, {"uris": ",".join(uris("x", "y"))}, "abcxy"),
        (None, {"uris": ", ".join(uris("x", "y")), "position": 0}, "xyabc"),
        ({"uris": uris("q"), "position": 0}, {"uris": a_uri("x")}, "xabc"),
        ({"uris": uris("x"), "position": 0}, {"position": 1}, "axbc"),
    ],
)
def test_items_go_where_they_are_told(body: object, query: dict[str, Any], expected: str) -> None:
    with serve(world(a_list("Week", "a", "b", "c"))) as simulator:
        answer = send(simulator, "POST", ITEMS, body, **query)
        assert (answer.status_code, list(answer.json())) == (201, ["snapshot_id"])
        assert names(simulator, "Week") == list(expected)


@pytest.mark.parametrize(
    ("body", "query", "message"),
    [
        ({"uris": [*uris("x"), "spotify:local:DJ::song:1"]}, {}, "JSON body contains an invalid"),
        ({"uris": ["spotify:track:short"]}, {}, "invalid track uri: spotify:track:short"),
        ({"uris": [a_uri("album", "album")]}, {}, "JSON body contains an invalid track uri"),
        (None, {"uris": "spotify:local:DJ::song:1"}, "Invalid track uri: spotify:local:DJ::song:1"),
        ({"uris": uris("x") * 101}, {}, "You can add a maximum of 100 tracks per request."),
        (None, {"uris": ",".join(uris("x") * 101)}, "You can add a maximum of 100 tracks"),
        ({"uris": []}, {}, "No uris provided"),
        (None, {}, "No uris provided"),
        (None, {"uris": ""}, "No uris provided"),
        ({"uris": uris("x"), "position": 4}, {}, "Given positions are out of bounds"),
        ({"uris": uris("x"), "position": -1}, {}, "Given positions are out of bounds"),
        (uris("x"), {"position": "4"}, "Given positions are out of bounds"),
        (uris("x"), {"position": "first"}, "Given positions are out of bounds"),
        ({"uris": uris("x"), "position": True}, {}, "Error parsing JSON."),
        ({"uris": uris("x"), "position": "1"}, {}, "Error parsing JSON."),
        ({"uris": a_uri("x")}, {}, "Error parsing JSON."),
        ({"uris": [1]}, {}, "Error parsing JSON."),
        ("text", {}, "Error parsing JSON."),
        (b"{", {}, "Error parsing JSON."),
        (b"\xff", {}, "Error parsing JSON."),
        (b"[" * 100_000, {}, "Error parsing JSON."),
        ({"uris": uris("x"), "where": 1}, {}, "Unknown field: where"),
    ],
)
def test_what_cannot_be_added_is_refused_whole(
    body: object, query: dict[str, Any], message: str
) -> None:
    with serve(world(a_list("Week", "a", "b", "c"))) as simulator:
        before = simulator.world
        answer = send(simulator, "POST", ITEMS, body, **query)
        assert answer.status_code == 400
        assert message in answer.json()["error"]["message"]
        assert simulator.world == before


def test_a_hundred_are_added_at_once_and_ten_thousand_fit() -> None:
    almost = Playlist(WEEK, tracks=(Item(a_uri("a")),) * 9_900)
    with serve(World(playlists=(almost,))) as simulator:
        assert send(simulator, "POST", ITEMS, uris("x") * 100).status_code == 201
        full = send(simulator, "POST", ITEMS, uris("x"))
        assert (full.status_code, full.json()["error"]["message"]) == (
            400,
            "Playlist size limit reached",
        )
        assert told(simulator, ITEMS)["total"] == 10_000


def test_what_is_added_is_the_track_that_the_world_knows() -> None:
    song = {
        "uri": a_uri("x"),
        "name": "Song",
        "album": "Album",
        "isrc": "ILA012600001",
        "duration_ms": 123,
        "artists": [{"id": an_id("A"), "name": "A"}],
        "added_at": "2020-01-01T00:00:00Z",
    }
    with serve(world(a_list("Week"), a_list("Other", song))) as simulator:
        send(simulator, "POST", ITEMS, uris("x"))
        ours, theirs = (
            told(simulator, f"playlists/{an_id(name)}/items")["items"][0]
            for name in ("Week", "Other")
        )
    assert ours["item"] == theirs["item"]
    assert ours["added_at"] > theirs["added_at"]


def test_a_track_that_was_nowhere_has_a_title_of_its_own() -> None:
    with serve(world(a_list("Week"))) as simulator:
        send(simulator, "POST", ITEMS, [*uris("x", "y"), TALK])
        rows = told(simulator, ITEMS, additional_types="track,episode")["items"]
    assert len({row["item"]["name"] for row in rows}) == 3
    assert [row["item"]["type"] for row in rows] == ["track", "track", "episode"]


def test_a_track_is_still_known_when_it_has_left_every_list() -> None:
    song = {"uri": a_uri("x"), "name": "Song"}
    with serve(world(a_list("Week", song))) as simulator:
        send(simulator, "PUT", ITEMS, {"uris": []})
        send(simulator, "POST", ITEMS, uris("x"))
        assert told(simulator, ITEMS)["items"][0]["item"]["name"] == "Song"


def test_additions_are_dated_by_a_clock_that_goes_on_with_each_write() -> None:
    old = {"uri": a_uri("a"), "added_at": "2020-01-01T00:00:00Z"}
    late = {"uri": a_uri("b"), "added_at": "2031-12-31T23:59:58Z"}
    never = [{"uri": a_uri("c"), "added_at": text} for text in ("2026-02-31T00:00:00Z", None)]
    end = {"uri": a_uri("d"), "added_at": "9999-12-31T23:59:59Z"}
    for given, first in (((old,), "2026-11-01T00:00:01Z"), ((late,), "2031-12-31T23:59:59Z")):
        with serve(world(a_list("Week", *given, *never, end))) as simulator:
            send(simulator, "POST", ITEMS, uris("x", "y"))
            send(simulator, "POST", ITEMS, uris("z"))
            dates = [row["added_at"] for row in told(simulator, ITEMS)["items"]]
        assert dates[-3:-1] == [first, first]
        assert dates[-1] > first
        assert dates[0] == given[0]["added_at"]


def test_the_same_writes_give_the_same_world() -> None:
    def written() -> tuple[str, str]:
        with serve(world(a_list("Week", "a"))) as simulator:
            send(simulator, "POST", ITEMS, uris("x"))
            created = send(simulator, "POST", "me/playlists", {"name": "New"}).json()
            return simulator.world.to_json(), created["id"]

    assert written() == written()


def test_old_apps_add_below_tracks_and_new_ones_may_not() -> None:
    for generation, status in (("old", 201), ("both", 201), ("new", 403)):
        with serve(world(a_list("Week"), generation=generation)) as simulator:
            answer = send(simulator, "POST", f"playlists/{WEEK}/tracks", {"uris": uris("x")})
            assert answer.status_code == status
            assert send(simulator, "POST", ITEMS, uris("x")).status_code == 201
