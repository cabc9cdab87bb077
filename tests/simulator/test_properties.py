"""What holds for any world: its file gives it again, and its pages give it whole."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from aum_sync.simulator.pages import Window, page
from aum_sync.simulator.server import Simulator
from aum_sync.simulator.world import Item, World
from tests.simulator.ask import told
from tests.simulator.worlds import worlds
from tests.simulator_fixture import serve


@given(worlds)
def test_a_world_file_gives_its_world_again(world: World) -> None:
    text = world.to_json()
    assert World.from_json(text, "world.json") == world
    assert World.from_json(text, "world.json").to_json() == text


def test_a_lone_surrogate_survives_the_file_and_the_wire() -> None:
    text = '{"playlists": [{"name": "a\\ud800b"}]}'
    world = World.from_json(text, "world.json")
    assert World.from_json(world.to_json(), "world.json") == world
    world.to_json().encode("utf-8")
    with serve(world) as simulator:
        assert told(simulator, "me/playlists")["items"][0]["name"] == "a\ud800b"


@settings(max_examples=25, deadline=None)
@given(worlds, st.integers(1, 5))
def test_pages_over_http_give_every_list_whole(world: World, limit: int) -> None:
    row_name = "track" if world.generation == "old" else "item"
    with serve(world) as simulator:
        cards = _all(simulator, f"/v1/me/playlists?limit={limit}")
        assert [card and card["id"] for card in cards] == [
            one and one.id for one in world.playlists if one is None or one.in_library
        ]
        for one in world.playlists:
            if one is None or not (one.collaborative or one.owner == world.user.id):
                continue
            path = f"/v1/playlists/{one.id}/items?limit={limit}&additional_types=track,episode"
            rows = _all(simulator, path)
            assert [row[row_name] and row[row_name]["uri"] for row in rows] == [
                _read(item) for item in one.tracks
            ]
            assert [row["added_at"] for row in rows] == [
                item.added_at if item else None for item in one.tracks
            ]


def _all(simulator: Simulator, path: str) -> list[Any]:
    found: list[Any] = []
    while path:
        answer = told(simulator, path)
        found += answer["items"]
        path = (answer["next"] or "").removeprefix(simulator.url)
    assert len(found) == answer["total"]
    return found


def _read(item: Item | None) -> str | None:
    if item is None or not item.readable:
        return None
    return item.read_as or item.uri


@given(st.lists(st.integers()), st.integers(1, 9), st.integers(0, 30))
def test_a_page_links_to_its_neighbours(values: list[int], limit: int, offset: int) -> None:
    asked = Window(limit, offset)
    found = page(values, asked, lambda value: value, "http://x", {})
    assert found["items"] == values[offset : offset + limit]
    behind = f"http://x?offset={offset + limit}&limit={limit}"
    before = f"http://x?offset={max(offset - limit, 0)}&limit={limit}"
    assert found["next"] == (behind if offset + limit < len(values) else None)
    assert found["previous"] == (before if offset else None)
