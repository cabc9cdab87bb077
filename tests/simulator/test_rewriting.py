"""Removing, replacing and moving items, with what Spotify ignores and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from aum_sync.simulator.world import Item, Playlist, World
from tests.simulator.ask import a_list, a_uri, an_id, names, send, told, world
from tests.simulator_fixture import serve

WEEK = an_id("Week")
ITEMS = f"playlists/{WEEK}/items"
LOCAL = {"uri": "spotify:local:DJ::song:1"}
OUT = "Given positions are out of bounds"


def rows(*letters: str, **more: Any) -> list[dict[str, Any]]:
    return [{"uri": a_uri(letter), **more} for letter in letters]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"items": rows("b")}, "aca"),
        ({"items": rows("a")}, "bc"),
        ({"items": rows("a", "c")}, "b"),
        ({"items": rows("a", positions=[3])}, "bc"),
        ({"items": rows("a", positions=[1])}, "bc"),
        ({"items": rows("a", "a")}, "bc"),
        ({"items": rows("nowhere")}, "abca"),
        ({"items": rows("b"), "snapshot_id": "of another day"}, "aca"),
    ],
)
def test_all_copies_go_and_positions_are_ignored(body: object, expected: str) -> None:
    with serve(world(a_list("Week", "a", "b", "c", "a"))) as simulator:
        answer = send(simulator, "DELETE", ITEMS, body)
        assert (answer.status_code, list(answer.json())) == (200, ["snapshot_id"])
        assert names(simulator, "Week") == list(expected)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"items": []}, "No uris provided"),
        ({"tracks": rows("a")}, "No uris provided"),
        ({"positions": [0], "snapshot_id": "x"}, "No uris provided"),
        ({"items": [{"positions": [0]}]}, "No uris provided"),
        (None, "No uris provided"),
        ({"items": [a_uri("a")]}, "Invalid base62 id"),
        ({"items": [1]}, "Error parsing JSON."),
        ({"items": [{"uri": 1}]}, "Error parsing JSON."),
        ({"items": a_uri("a")}, "Error parsing JSON."),
        ([a_uri("a")], "Error parsing JSON."),
        ({"items": rows("a", place=1)}, "Unknown field: place"),
        ({"items": rows("a"), "tracks": []}, "Unknown field: tracks"),
        ({"items": [LOCAL]}, "JSON body contains an invalid track uri: spotify:local:DJ::song:1"),
        ({"items": rows(*["x"] * 101)}, "You can remove a maximum of 100 tracks per request."),
    ],
)
def test_a_removal_that_names_no_uri_is_refused(body: object, message: str) -> None:
    with serve(world(a_list("Week", "a", LOCAL))) as simulator:
        before = simulator.world
        answer = send(simulator, "DELETE", ITEMS, body)
        assert (answer.status_code, answer.json()["error"]["message"]) == (400, message)
        assert simulator.world == before


def test_old_apps_remove_under_the_old_key() -> None:
    with serve(world(a_list("Week", "a", "b"), generation="old")) as simulator:
        path = f"playlists/{WEEK}/tracks"
        assert send(simulator, "DELETE", path, {"items": rows("a")}).status_code == 400
        assert send(simulator, "DELETE", path, {"tracks": rows("a")}).status_code == 200
        assert [row["track"]["name"] for row in told(simulator, path)["items"]] == ["b"]


@pytest.mark.parametrize(
    ("body", "query", "expected"),
    [
        ({"uris": [a_uri("b"), a_uri("x")]}, {}, "bx"),
        ({"uris": []}, {}, ""),
        (None, {"uris": a_uri("x")}, "x"),
        ({"uris": [a_uri("q")]}, {"uris": a_uri("x")}, "x"),
        ({"uris": [a_uri("x")] * 100}, {}, "x" * 100),
    ],
)
def test_a_replacement_leaves_nothing_of_what_was(
    body: object, query: dict[str, Any], expected: str
) -> None:
    dated = [{"uri": a_uri(one), "added_at": "2020-01-01T00:00:00Z"} for one in "abc"]
    with serve(world(a_list("Week", *dated, LOCAL, None))) as simulator:
        assert send(simulator, "PUT", ITEMS, body, **query).status_code == 200
        found = told(simulator, ITEMS, limit=50)
        assert names(simulator, "Week") == list(expected[:50])
        assert found["total"] == len(expected)
        # Even a track that stays is dated anew: it was added by this request.
        assert all(row["added_at"] > "2026-11" for row in found["items"])


@pytest.mark.parametrize(
    ("start", "before", "length", "expected"),
    [
        (0, 6, None, "bcdefa"),
        (5, 0, None, "fabcde"),
        (0, 2, None, "bacdef"),
        (1, 4, 2, "adbcef"),
        (3, 1, 2, "adebcf"),
        (2, 6, 2, "abefcd"),
        (1, 1, 3, "abcdef"),
        (1, 2, 3, "abcdef"),
        (1, 4, 3, "abcdef"),
        (0, 0, 6, "abcdef"),
        (0, 6, 6, "abcdef"),
    ],
)
def test_a_range_moves_before_the_index_that_held_before_the_move(
    start: int, before: int, length: int | None, expected: str
) -> None:
    body = {"range_start": start, "insert_before": before, "snapshot_id": "any"}
    if length is not None:
        body["range_length"] = length
    with serve(world(a_list("Week", *"abcdef"))) as simulator:
        answer = send(simulator, "PUT", ITEMS, body)
        assert (answer.status_code, list(answer.json())) == (200, ["snapshot_id"])
        assert names(simulator, "Week") == list(expected)


def test_what_has_no_uri_is_moved_like_anything_else_and_keeps_its_date() -> None:
    local = {**LOCAL, "added_at": "2020-01-01T00:00:00Z"}
    with serve(world(a_list("Week", "a", None, local, "b"))) as simulator:
        send(simulator, "PUT", ITEMS, {"range_start": 1, "range_length": 2, "insert_before": 4})
        found = told(simulator, ITEMS)["items"]
    assert [row["is_local"] for row in found] == [False, False, False, True]
    assert found[2]["item"] is None
    assert found[3]["added_at"] == "2020-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"range_start": 3, "insert_before": 0}, OUT),
        ({"range_start": -1, "insert_before": 0}, OUT),
        ({"range_start": 0, "insert_before": 4}, OUT),
        ({"range_start": 0, "insert_before": -1}, OUT),
        ({"range_start": 1, "insert_before": 0, "range_length": 3}, OUT),
        ({"range_start": 1, "insert_before": 0, "range_length": 0}, OUT),
        ({"range_start": 1}, "Missing insert_before parameter"),
        ({"insert_before": 1}, "Missing range_start parameter"),
        ({}, "Missing range_start parameter"),
        (None, "Missing range_start parameter"),
        ([a_uri("x")], "Error parsing JSON."),
        ({"range_start": "1", "insert_before": 0}, "Error parsing JSON."),
        ({"range_start": 1.0, "insert_before": 0}, "Error parsing JSON."),
        ({"range_start": 1, "insert_before": 0, "length": 1}, "Unknown field: length"),
        (
            {"uris": [], "range_start": 1, "insert_before": 0},
            "Replace and reorder cannot be applied together",
        ),
        ({"uris": [LOCAL["uri"]]}, "JSON body contains an invalid track uri: " + LOCAL["uri"]),
        ({"uris": [a_uri("x")] * 101}, "You can add a maximum of 100 tracks per request."),
    ],
)
def test_a_rewriting_that_makes_no_sense_is_refused(body: object, message: str) -> None:
    with serve(world(a_list("Week", "a", "b", "c"))) as simulator:
        before = simulator.world
        answer = send(simulator, "PUT", ITEMS, body)
        assert (answer.status_code, answer.json()["error"]["message"]) == (400, message)
        assert simulator.world == before


def test_a_hundred_move_at_once_and_no_more() -> None:
    tracks = tuple(Item(a_uri(str(n))) for n in range(102))
    move = {"range_start": 0, "insert_before": 102}
    with serve(World(playlists=(Playlist(WEEK, tracks=tracks),))) as simulator:
        assert send(simulator, "PUT", ITEMS, {**move, "range_length": 101}).status_code == 400
        assert send(simulator, "PUT", ITEMS, {**move, "range_length": 100}).status_code == 200
        found = simulator.world.playlist(WEEK)
    assert found is not None
    assert found.tracks == (*tracks[100:], *tracks[:100])
