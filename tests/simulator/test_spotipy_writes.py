"""Spotipy's own write methods as they are: which paths they ask for, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import spotipy

from tests.simulator.ask import ME, a_list, a_uri, an_id, names, spotify, told, world
from tests.simulator_fixture import serve

WEEK = an_id("Week")
GENERATIONS = ("new", "old", "both")
Write = Callable[[spotipy.Spotify], Any]


def uris(*letters: str) -> list[str]:
    return [a_uri(letter) for letter in letters]


@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize(
    ("write", "status", "expected"),
    [
        (lambda s: s.playlist_add_items(WEEK, uris("x", "y")), 201, "abcaxy"),
        (lambda s: s.playlist_add_items(WEEK, uris("x"), position=1), 201, "axbca"),
        (lambda s: s.playlist_replace_items(WEEK, uris("x", "b")), 200, "xb"),
        (lambda s: s.playlist_replace_items(WEEK, []), 200, ""),
        (lambda s: s.playlist_reorder_items(WEEK, 0, 3, range_length=2), 200, "caba"),
        (lambda s: s.playlist_reorder_items(WEEK, 2, 0, snapshot_id="any"), 200, "caba"),
        (lambda s: s.playlist_remove_all_occurrences_of_items(WEEK, uris("a")), 200, "bc"),
        (
            lambda s: s.playlist_remove_specific_occurrences_of_items(
                WEEK, [{"uri": a_uri("a"), "positions": [3]}]
            ),
            200,
            "bc",
        ),
    ],
)
def test_items_are_written_below_the_new_path_whatever_the_app(
    write: Write, status: int, expected: str, generation: str
) -> None:
    with (
        serve(world(a_list("Week", "a", "b", "c", "a"), generation=generation)) as simulator,
        spotify(simulator, "writer") as client,
    ):
        answer = write(client)
        assert list(answer) == ["snapshot_id"]
        assert answer["snapshot_id"] == told(simulator, f"playlists/{WEEK}")["snapshot_id"]
        sent = simulator.requests[0]
        assert (sent.path, sent.status) == (f"/v1/playlists/{WEEK}/items", status)
        assert names(simulator, "Week") == list(expected)


def test_details_change_and_spotipy_returns_nothing() -> None:
    with serve(world(a_list("Week"))) as simulator, spotify(simulator, "writer") as client:
        assert client.playlist_change_details(WEEK, name="After", description="R&B") is None
        found = told(simulator, f"playlists/{WEEK}")
        assert (found["name"], found["description"]) == ("After", "R&amp;B")


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_playlist_is_created_and_can_be_filled(generation: str) -> None:
    with (
        serve(world(generation=generation)) as simulator,
        spotify(simulator, "writer") as client,
    ):
        made = client.current_user_playlist_create("New", description="x")
        assert (made["name"], made["owner"]["id"]) == ("New", ME)
        client.playlist_add_items(made["id"], uris("x"))
        assert client.playlist_items(made["id"])["total"] == 1
        assert [one["id"] for one in client.current_user_playlists()["items"]] == [made["id"]]
        sent = [(one.method, one.path, one.status) for one in simulator.requests[:2]]
        assert sent[0] == ("POST", "/v1/me/playlists", 201)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize(
    ("write", "path"),
    [
        (lambda s: s.user_playlist_create(ME, "New"), f"/v1/users/{ME}/playlists"),
        (lambda s: s.current_user_unfollow_playlist(WEEK), f"/v1/playlists/{WEEK}/followers"),
    ],
)
def test_what_spotipy_asks_of_removed_endpoints_only_old_apps_get(
    write: Write, path: str, generation: str
) -> None:
    with (
        serve(world(a_list("Week"), generation=generation)) as simulator,
        spotify(simulator, "writer") as client,
    ):
        before = simulator.world
        if generation == "new":
            with pytest.raises(spotipy.SpotifyException) as caught:
                write(client)
            assert caught.value.http_status == 403
        else:
            write(client)
        assert (simulator.world == before) == (generation == "new")
        assert simulator.requests[0].path == path


def test_the_library_is_left_and_entered_again() -> None:
    with serve(world(a_list("Week"))) as simulator, spotify(simulator, "writer") as client:
        client._delete("me/library", uris=f"spotify:playlist:{WEEK}")
        assert told(simulator, "me/playlists")["total"] == 0
        client.current_user_follow_playlist(WEEK)
        assert told(simulator, "me/playlists")["total"] == 1


def test_a_cover_is_uploaded() -> None:
    with serve(world(a_list("Week"))) as simulator, spotify(simulator, "writer") as client:
        assert client.playlist_upload_cover_image(WEEK, "/9j/4AAQ") is None
        assert simulator.requests[0].status == 202


@pytest.mark.parametrize(
    ("write", "status", "message"),
    [
        (lambda s: s.playlist_add_items(WEEK, []), 400, "No uris provided"),
        (lambda s: s.playlist_add_items(WEEK, uris("x") * 101), 400, "maximum of 100 tracks"),
        (lambda s: s.playlist_replace_items(WEEK, uris("x") * 101), 400, "maximum of 100 tracks"),
        (lambda s: s.playlist_change_details(WEEK), 400, "Error parsing JSON."),
        (lambda s: s.playlist_change_details(WEEK, description="www.x.y"), 400, "description"),
    ],
)
def test_spotipy_sees_why_a_write_is_refused(write: Write, status: int, message: str) -> None:
    with serve(world(a_list("Week", "a"))) as simulator, spotify(simulator, "writer") as client:
        with pytest.raises(spotipy.SpotifyException) as caught:
            write(client)
        assert (caught.value.http_status, message in caught.value.msg) == (status, True)
        assert names(simulator, "Week") == ["a"]


def test_spotipys_own_retries_add_twice_after_a_fault_behind_the_effect() -> None:
    fault = {"method": "POST", "do": "502", "when": "after", "times": 1}
    with serve(world(a_list("Week")), {"rules": [fault]}) as simulator:
        client = spotipy.Spotify(auth="writer", requests_timeout=10, backoff_factor=0)
        client._session.trust_env = False
        client.prefix = f"{simulator.url}/v1/"
        client.playlist_add_items(WEEK, uris("x"))
        assert names(simulator, "Week") == ["x", "x"]
