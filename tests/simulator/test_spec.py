"""Every answer of the reading half against Spotify's published description."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aum_sync.simulator.server import Simulator
from tests.simulator.ask import a_list, a_uri, an_id, ask, told, world
from tests.simulator.spec import differences, shape, unlike
from tests.simulator_fixture import serve

GENERATIONS = ("new", "old", "both")
FULL = {
    "uri": a_uri("full"),
    "name": "Song",
    "artists": [{"id": an_id("X"), "name": "X"}],
    "album": "Album",
    "isrc": "ILA012600001",
    "added_at": "2026-01-02T03:04:05Z",
    "linked_from": a_uri("before"),
}
KINDS = (
    "bare",
    FULL,
    {**FULL, "uri": a_uri("other"), "read_as": a_uri("got")},
    {**FULL, "uri": a_uri("gone"), "read_as": None},
    {"uri": a_uri("talk", "episode"), "name": "Episode", "added_at": "2026-01-02T03:04:05Z"},
    {"uri": "spotify:local:DJ::song:1", "name": "song", "artists": [{"name": "DJ"}]},
    None,
)


@pytest.fixture
def spec(shared: Path) -> Path:
    return shared / "specs" / "spotify-openapi.yml"


def answers(simulator: Simulator) -> Iterator[tuple[str, Any]]:
    """Every readable answer of a simulator, with the name of what it should be."""
    yield "PrivateUserObject", told(simulator, "me")
    path = "/v1/me/playlists?limit=50"
    while path:
        listed = told(simulator, path)
        yield "PagingPlaylistObject", listed
        path = (listed["next"] or "").removeprefix(simulator.url)
    for one in simulator.world.playlists:
        if one is None or ask(simulator, f"playlists/{one.id}").status_code != 200:
            continue
        types = {"additional_types": "track,episode"}
        yield "PlaylistObject", told(simulator, f"playlists/{one.id}", **types)
        if one.owner == simulator.world.user.id or one.collaborative:
            path = f"playlists/{one.id}/items"
            yield "PagingPlaylistTrackObject", told(simulator, path, limit=50, **types)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_every_kind_of_position_is_as_described(spec: Path, generation: str) -> None:
    lists = [
        a_list("Week", *KINDS, description="x"),
        a_list("Empty", public=None, description=None),
        None,
        a_list("Theirs", "a", owner="them"),
        a_list("Shared", "a", owner="them", collaborative=True),
    ]
    with serve(world(*lists, generation=generation)) as simulator:
        found = list(answers(simulator))
        assert len(found) == 9
        for name, answer in found:
            assert differences(spec, name, answer) == []


@pytest.mark.parametrize(
    ("folder", "generation"),
    [("season-201-250", "new"), ("season-201-250-odd", "old"), ("season-201-250-odd", "both")],
)
def test_a_real_season_is_as_described(
    spec: Path, shared: Path, folder: str, generation: str
) -> None:
    season = json.loads((shared / "data" / folder / "world.json").read_text("utf-8"))
    with serve({**season, "generation": generation}) as simulator:
        seen: set[Any] = set()
        for name, answer in answers(simulator):
            for page in _pages(name, answer):
                page["items"] = [row for row in page["items"] if _is_new(row, seen)]
            assert differences(spec, name, answer) == []


def _pages(name: str, answer: Any) -> list[dict[str, Any]]:
    if name.startswith("Paging"):
        return [answer]
    twins = ("items", "tracks") if name == "PlaylistObject" else ()
    return [answer[twin] for twin in twins if twin in answer]


def _is_new(row: object, seen: set[Any]) -> bool:
    """Whether a row may fail where no row before it did: thousands are alike, and jsonschema
    takes milliseconds for each."""
    if shape(row) in seen:
        return False
    seen.add(shape(row))
    return True


@pytest.mark.parametrize(
    ("path", "bearer", "status"),
    [("me", None, 401), (f"playlists/{an_id('Theirs')}/items", "reader", 403)],
)
def test_refusals_are_as_described(spec: Path, path: str, bearer: str | None, status: int) -> None:
    with serve(world(a_list("Theirs", owner="them"))) as simulator:
        answer = ask(simulator, path, bearer=bearer)
    assert answer.status_code == status
    assert differences(spec, "ErrorObject", answer.json()["error"]) == []


@pytest.mark.parametrize(
    ("query", "bearer", "faults", "status"),
    [
        ({"uris": f"spotify:playlist:{an_id('Week')},{a_uri('a')}"}, "reader", {}, 200),
        ({}, "reader", {}, 400),
        ({"uris": "nothing"}, "reader", {}, 400),
        ({"uris": ",".join([a_uri("a")] * 41)}, "reader", {}, 400),
        ({"uris": a_uri("a")}, "nobody", {}, 401),
        ({"uris": a_uri("a")}, "narrow", {}, 403),
        ({"uris": a_uri("a")}, "reader", {"rules": [{"do": "quota"}]}, 429),
    ],
)
def test_what_the_library_holds_is_answered_as_described(
    spec: Path, query: dict[str, str], bearer: str, faults: dict[str, Any], status: int
) -> None:
    with serve(world(a_list("Week")), faults) as simulator:
        answer = ask(simulator, "me/library/contains", bearer=bearer, **query)
    assert answer.status_code == status
    if status == 400:  # Described without the `error` that Spotify puts around it everywhere.
        assert differences(spec, "ErrorObject", answer.json()["error"]) == []
    else:
        assert unlike(spec, "GET /me/library/contains", answer) == []


def test_what_is_not_as_described_is_seen(spec: Path) -> None:
    with serve(world(a_list("Week", "a"))) as simulator:
        whole = told(simulator, f"playlists/{an_id('Week')}")
        row = whole["items"]["items"][0]
    assert differences(spec, "PlaylistObject", {**whole, "name": None})
    assert differences(spec, "PlaylistTrackObject", {**row, "is_local": None})
    for key in row["item"].keys() - {"episode", "track"}:
        item = {name: value for name, value in row["item"].items() if name != key}
        assert differences(spec, "TrackObject", item) or key == "preview_url"
