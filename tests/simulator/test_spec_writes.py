"""Every answer to a write against Spotify's published description."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.simulator.ask import a_list, a_uri, an_id, ask, send, world
from tests.simulator.spec import unlike
from tests.simulator_fixture import serve

LIST, ITEMS = "/playlists/{playlist_id}", "/playlists/{playlist_id}/items"
TRACKS, COVER = "/playlists/{playlist_id}/tracks", "/playlists/{playlist_id}/images"
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0 a picture")
GONE = {"uri": a_uri("a")}
WRITES: list[tuple[str, str, object, int]] = [
    ("POST", ITEMS, {"uris": [a_uri("x")]}, 201),
    ("PUT", ITEMS, {"uris": [a_uri("x")]}, 200),
    ("PUT", ITEMS, {"range_start": 0, "insert_before": 1}, 200),
    ("DELETE", ITEMS, {"items": [GONE]}, 200),
    ("POST", TRACKS, {"uris": [a_uri("x")]}, 201),
    ("PUT", TRACKS, {"uris": [a_uri("x")]}, 200),
    ("DELETE", TRACKS, {"tracks": [GONE]}, 200),
    ("PUT", LIST, {"name": "After"}, 200),
    ("PUT", COVER, JPEG, 202),
    ("POST", "/me/playlists", {"name": "New"}, 201),
    ("DELETE", "/me/library", None, 200),
    ("DELETE", "/playlists/{playlist_id}/followers", None, 200),
]
OLD_ONLY = ("/tracks", "/followers")


@pytest.fixture
def spec(shared: Path) -> Path:
    return shared / "specs" / "spotify-openapi.yml"


def query(path: str) -> dict[str, str]:
    uri = f"spotify:playlist:{an_id('Week')}"
    return {"uris": uri} if path.endswith("/library") else {}


@pytest.mark.parametrize("generation", ["new", "old", "both"])
@pytest.mark.parametrize(("method", "path", "body", "status"), WRITES)
def test_every_write_is_answered_as_described(
    spec: Path, method: str, path: str, body: object, status: int, generation: str
) -> None:
    if generation == "new" and path.endswith(OLD_ONLY):
        status = 403
    with serve(world(a_list("Week", "a"), generation=generation)) as simulator:
        where = path.replace("{playlist_id}", an_id("Week")).removeprefix("/")
        answer = send(simulator, method, where, body, **query(path))
    assert answer.status_code == status
    assert unlike(spec, f"{method} {path}", answer) == []


@pytest.mark.parametrize(("method", "path", "body", "status"), WRITES)
def test_every_refusal_of_a_write_is_as_described(
    spec: Path, method: str, path: str, body: object, status: int
) -> None:
    faults = {"rules": [{"do": "quota"}]}
    with serve(world(a_list("Week", "a"), generation="old"), faults) as limited:
        where = path.replace("{playlist_id}", an_id("Week")).removeprefix("/")
        assert unlike(spec, f"{method} {path}", send(limited, method, where, body)) == []
    with serve(world(a_list("Week", "a"), generation="old")) as simulator:
        for bearer, expected in (("reader", 403), ("nobody", 401)):
            answer = send(simulator, method, where, body, bearer=bearer)
            assert answer.status_code == expected != status
            assert unlike(spec, f"{method} {path}", answer) == []


def test_an_answer_that_is_not_as_described_is_seen(spec: Path) -> None:
    with serve(world(a_list("Week", "a"))) as simulator:
        me, week = ask(simulator, "me"), ask(simulator, f"playlists/{an_id('Week')}")
        gone = ask(simulator, f"playlists/{an_id('Gone')}")
    assert unlike(spec, f"DELETE {ITEMS}", me) == [": 'snapshot_id' is a required property"]
    assert unlike(spec, f"PUT {LIST}", week)[0].startswith("a body: ")
    assert unlike(spec, f"GET {LIST}", gone)[0].startswith("status 404 is none of 200, 401")
    assert unlike(spec, f"GET {LIST}", week) == []
