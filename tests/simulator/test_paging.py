"""Pages: limits, offsets, links, and that following them gives the whole list."""

from __future__ import annotations

import pytest

from tests.simulator.ask import ME, a_list, an_id, ask, spotify, told, world
from tests.simulator_fixture import serve

TRACKS = [f"t{n}" for n in range(123)]


def test_spotipy_pages_a_playlist_to_its_end() -> None:
    with serve(world(a_list("Week", *TRACKS))) as simulator, spotify(simulator) as client:
        page = client.playlist_items(an_id("Week"))
        sizes, names = [], []
        while page:
            sizes.append(len(page["items"]))
            names += [row["item"]["name"] for row in page["items"]]
            page = client.next(page)
    assert sizes == [50, 50, 23]
    assert names == TRACKS


def test_spotipy_pages_the_library_in_its_own_order() -> None:
    lists = [a_list(f"L{n}") for n in range(70)]
    with serve(world(*lists)) as simulator, spotify(simulator) as client:
        first = client.current_user_playlists(limit=50)
        second = client.next(first)
    assert [one["name"] for one in first["items"] + second["items"]] == [
        one["name"] for one in lists
    ]
    assert second["next"] is None


def test_spotipy_asks_who_i_am_with_a_slash_at_the_end() -> None:
    with serve(world()) as simulator, spotify(simulator) as client:
        assert client.me()["id"] == ME
        assert [entry.path for entry in simulator.requests] == ["/v1/me/"]
        assert told(simulator, "me") == client.me()


def test_a_page_says_where_it_is() -> None:
    with serve(world(a_list("Week", *TRACKS))) as simulator:
        path = f"playlists/{an_id('Week')}/items"
        page = told(simulator, path, offset=40, limit=30, additional_types="track")
        here = f"{simulator.url}/v1/{path}"
    assert (page["total"], page["limit"], page["offset"]) == (123, 30, 40)
    assert page["href"] == f"{here}?offset=40&limit=30&additional_types=track"
    assert page["next"] == f"{here}?offset=70&limit=30&additional_types=track"
    assert page["previous"] == f"{here}?offset=10&limit=30&additional_types=track"


@pytest.mark.parametrize(
    ("path", "default", "most"),
    [("me/playlists", 20, 50), (f"playlists/{an_id('L0')}/items", 20, 50)],
)
def test_limits_are_spotifys(path: str, default: int, most: int) -> None:
    with serve(world(a_list("L0", *TRACKS), *(a_list(f"M{n}") for n in range(80)))) as simulator:
        assert len(told(simulator, path)["items"]) == default
        assert len(told(simulator, path, limit=most)["items"]) == most
        for limit in (0, most + 1, "ten", "-1", "", "٣"):
            answer = ask(simulator, path, limit=limit)
            assert (answer.status_code, answer.json()["error"]["message"]) == (
                400,
                "Invalid limit",
            )


def test_old_apps_page_tracks_by_a_hundred() -> None:
    with serve(world(a_list("Week", *TRACKS), generation="old")) as simulator:
        page = told(simulator, f"playlists/{an_id('Week')}/tracks")
        assert (page["limit"], len(page["items"])) == (100, 100)
        assert ask(simulator, f"playlists/{an_id('Week')}/tracks", limit=101).status_code == 400


@pytest.mark.parametrize("offset", ["-1", "x", "100001", "9" * 30])
def test_an_offset_that_is_none_is_refused(offset: str) -> None:
    with serve(world(a_list("Week", "a"))) as simulator:
        assert ask(simulator, f"playlists/{an_id('Week')}/items", offset=offset).status_code == 400


def test_an_offset_behind_the_end_is_an_empty_page() -> None:
    with serve(world(a_list("Week", "a"))) as simulator:
        page = told(simulator, f"playlists/{an_id('Week')}/items", offset=5)
    assert (page["items"], page["total"], page["next"]) == ([], 1, None)


@pytest.mark.parametrize("generation", ["new", "old", "both"])
def test_the_page_inside_a_playlist_leads_to_the_rest(generation: str) -> None:
    with (
        serve(world(a_list("Week", *TRACKS), generation=generation)) as simulator,
        spotify(simulator) as client,
    ):
        found = client.playlist(an_id("Week"))
        for name, row_name in (("items", "item"), ("tracks", "track")):
            page, names = found.get(name), []
            while page:
                names += [row[row_name]["name"] for row in page["items"]]
                page = client.next(page)
            assert names == (TRACKS if generation in ("both", _of(name)) else [])


def _of(name: str) -> str:
    return "new" if name == "items" else "old"
