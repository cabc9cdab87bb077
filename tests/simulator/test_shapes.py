"""What answers look like: the generations, and every kind of position."""

from __future__ import annotations

from typing import Any

import pytest

from aum_sync.simulator.server import Simulator
from tests.simulator.ask import ME, a_list, a_uri, an_id, ask, told, world
from tests.simulator_fixture import serve

WEEK = an_id("Week")
LOCAL = {"uri": "spotify:local:DJ+Unknown::freestyle:143", "artists": [{"name": "DJ Unknown"}]}
EPISODE = {"uri": a_uri("Talk", "episode"), "name": "Episode 112"}


def rows(simulator: Simulator, **query: Any) -> list[Any]:
    page = told(simulator, f"playlists/{WEEK}/items", limit=50, **query)
    return list(page["items"])


@pytest.mark.parametrize(
    ("generation", "lists", "items"),
    [
        ("new", {"items"}, {"item"}),
        ("old", {"tracks"}, {"track"}),
        ("both", {"items", "tracks"}, {"item", "track"}),
    ],
)
def test_each_generation_has_its_keys(generation: str, lists: set[str], items: set[str]) -> None:
    with serve(world(a_list("Week", "a"), generation=generation)) as simulator:
        listed = told(simulator, "me/playlists")["items"][0]
        whole = told(simulator, f"playlists/{WEEK}")
        row = rows(simulator)[0]
    assert {"items", "tracks"} & listed.keys() == lists
    assert {"items", "tracks"} & whole.keys() == lists
    assert {"item", "track"} & row.keys() == items
    assert {row[name]["uri"] for name in items} == {a_uri("a")}
    for name in lists:
        assert listed[name] == {
            "href": f"{simulator.url}/v1/playlists/{WEEK}/{name}",
            "total": 1,
        }


def test_only_old_apps_get_the_fields_that_were_removed() -> None:
    for generation, there in (("new", False), ("old", True), ("both", True)):
        with serve(world(a_list("Week", "a", EPISODE), generation=generation)) as simulator:
            name = "item" if generation == "new" else "track"
            track, episode = (
                row[name] for row in rows(simulator, additional_types="track,episode")
            )
        assert ("available_markets" in track) == there
        assert ("popularity" in track) == there
        assert ("publisher" in episode["show"]) == there


def test_a_track_carries_what_its_world_says() -> None:
    track = {
        "uri": a_uri("a"),
        "name": "Sing",
        "duration_ms": 201_000,
        "artists": [{"id": an_id("X"), "name": "X"}, {"id": an_id("Y"), "name": "Y"}],
        "album": "Songs",
        "isrc": "ILA012600001",
        "added_at": "2026-01-02T03:04:05Z",
    }
    with serve(world(a_list("Week", track, "bare"))) as simulator:
        row, bare = rows(simulator)
    item = row["item"]
    assert row["added_at"] == "2026-01-02T03:04:05Z"
    assert row["added_by"]["id"] == ME
    assert (item["id"], item["name"], item["duration_ms"]) == (an_id("a"), "Sing", 201_000)
    assert [(artist["id"], artist["name"]) for artist in item["artists"]] == [
        (an_id("X"), "X"),
        (an_id("Y"), "Y"),
    ]
    assert item["album"]["name"] == "Songs"
    assert item["external_ids"] == {"isrc": "ILA012600001"}
    assert (item["is_local"], item["type"]) == (False, "track")
    assert "linked_from" not in item
    assert (bare["added_at"], bare["added_by"], bare["item"]["external_ids"]) == (None, None, {})


def test_a_lost_item_is_null_and_keeps_its_position() -> None:
    with serve(world(a_list("Week", "a", None, "b"))) as simulator:
        page = told(simulator, f"playlists/{WEEK}/items")
    assert [row["item"] and row["item"]["name"] for row in page["items"]] == ["a", None, "b"]
    assert page["total"] == 3


def test_a_local_file_has_no_id_anywhere() -> None:
    with serve(world(a_list("Week", LOCAL))) as simulator:
        row = rows(simulator)[0]
    item = row["item"]
    assert row["is_local"]
    assert item["is_local"]
    assert item["uri"] == LOCAL["uri"]
    assert (item["id"], item["href"], item["album"]["id"]) == (None, None, None)
    assert [(artist["id"], artist["name"]) for artist in item["artists"]] == [(None, "DJ Unknown")]
    assert item["external_urls"] == {}


@pytest.mark.parametrize("types", [None, "track", "track,episode"])
def test_an_episode_is_null_unless_it_is_asked_for(types: str | None) -> None:
    with serve(world(a_list("Week", EPISODE))) as simulator:
        item = rows(simulator, additional_types=types)[0]["item"]
    if types == "track,episode":
        assert (item["type"], item["uri"], item["name"]) == (
            "episode",
            EPISODE["uri"],
            "Episode 112",
        )
    else:
        assert item is None


def test_the_page_inside_a_playlist_hides_episodes_too() -> None:
    with serve(world(a_list("Week", EPISODE))) as simulator:
        hidden = told(simulator, f"playlists/{WEEK}", additional_types="track")
        shown = told(simulator, f"playlists/{WEEK}", additional_types="track,episode")
    assert hidden["items"]["items"][0]["item"] is None
    assert shown["items"]["items"][0]["item"]["uri"] == EPISODE["uri"]


def test_a_link_is_told_as_the_world_says() -> None:
    track = {"uri": a_uri("here"), "linked_from": a_uri("there")}
    with serve(world(a_list("Week", track))) as simulator:
        item = rows(simulator)[0]["item"]
    assert item["uri"] == a_uri("here")
    assert item["linked_from"]["uri"] == a_uri("there")


def test_a_reader_may_get_another_track_and_only_an_old_app_learns_of_it() -> None:
    track = {"uri": a_uri("written"), "name": "Song", "read_as": a_uri("got")}
    with serve(world(a_list("Week", track))) as simulator:
        item = rows(simulator)[0]["item"]
        assert (item["uri"], item["id"], item["name"]) == (a_uri("got"), an_id("got"), "Song")
        assert "linked_from" not in item
        assert told(simulator, "/simulator/world")["playlists"][0]["tracks"][0] == {
            "duration_ms": 180000,
            "artists": [],
            "album": "",
            **track,
        }
    with serve(world(a_list("Week", track), generation="old")) as simulator:
        assert rows(simulator)[0]["track"]["linked_from"]["uri"] == a_uri("written")


def test_a_reader_may_get_null_for_a_track_that_is_there() -> None:
    track = {"uri": a_uri("a"), "added_at": "2026-01-02T03:04:05Z", "read_as": None}
    with serve(world(a_list("Week", track))) as simulator:
        row = rows(simulator)[0]
    assert (row["item"], row["added_at"]) == (None, "2026-01-02T03:04:05Z")


def test_descriptions_are_served_as_they_stand() -> None:
    escaped = "14-18&#x2F;02 | 𝑅&amp;𝐵⁵\t♩"
    with serve(world(a_list("Week", description=escaped), a_list("B", description=None))) as sim:
        assert told(sim, f"playlists/{WEEK}")["description"] == escaped
        listed = told(sim, "me/playlists")["items"]
    assert [one["description"] for one in listed] == [escaped, None]


def test_details_are_told_alike_in_lists_and_alone() -> None:
    lists = [
        a_list("Week", "a", public=None, owner="someone.else", collaborative=True),
        a_list("Empty", public=False),
    ]
    with serve(world(*lists, user={"id": ME, "display_name": "Aum.Music"})) as simulator:
        listed = told(simulator, "me/playlists")["items"]
        alone = [told(simulator, f"playlists/{one['id']}") for one in lists]
    for card, whole in zip(listed, alone, strict=True):
        both = (card.keys() & whole.keys()) - {"items"}
        assert {key: card[key] for key in both} == {key: whole[key] for key in both}
        assert {"name", "public", "snapshot_id", "owner", "images", "collaborative"} <= both
    assert (listed[0]["public"], listed[0]["collaborative"]) == (None, True)
    assert listed[0]["owner"]["display_name"] == "someone.else"
    assert listed[1]["owner"]["display_name"] == "Aum.Music"
    assert listed[1]["images"] is None


def test_a_library_may_list_null() -> None:
    with serve(world(a_list("A"), None, a_list("B"))) as simulator:
        page = told(simulator, "me/playlists")
    assert [one and one["name"] for one in page["items"]] == ["A", None, "B"]
    assert page["total"] == 3


def test_a_followed_playlist_shows_no_items_to_a_new_app() -> None:
    foreign = a_list("Week", "a", owner="someone.else")
    with serve(world(foreign)) as simulator:
        assert told(simulator, "me/playlists")["items"][0]["items"]["total"] == 1
        assert "items" not in told(simulator, f"playlists/{WEEK}")
        assert ask(simulator, f"playlists/{WEEK}/items").status_code == 403
    with serve(world(foreign, generation="old")) as simulator:
        assert len(told(simulator, f"playlists/{WEEK}")["tracks"]["items"]) == 1
        assert len(told(simulator, f"playlists/{WEEK}/tracks")["items"]) == 1
        assert ask(simulator, f"playlists/{WEEK}/items").status_code == 403


def test_who_collaborates_may_read() -> None:
    shared = a_list("Week", "a", owner="someone.else", collaborative=True)
    with serve(world(shared)) as simulator:
        assert len(told(simulator, f"playlists/{WEEK}")["items"]["items"]) == 1
        assert len(rows(simulator)) == 1


def test_spotifys_own_lists_are_listed_but_not_there_for_a_new_app() -> None:
    for generation, status in (("new", 404), ("old", 200), ("both", 200)):
        theirs = a_list("Week", owner="spotify")
        with serve(world(theirs, generation=generation)) as simulator:
            assert told(simulator, "me/playlists")["items"][0]["name"] == "Week"
            assert ask(simulator, f"playlists/{WEEK}").status_code == status


def test_me_has_an_account_id_of_its_own() -> None:
    with serve(world(user={"id": "häns / 1", "display_name": "Häns"})) as simulator:
        me = told(simulator, "me")
    assert (me["id"], me["display_name"]) == ("häns / 1", "Häns")
    assert len(me["account_id"]) == 10
    assert me["href"] == f"{simulator.url}/v1/users/h%C3%A4ns%20%2F%201"
