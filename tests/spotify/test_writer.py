"""The writer against the simulator and a script: what is sent, what it does, how long it waits."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from aum_sync.apply.ports import Writer
from aum_sync.spotify.access import Access, Credentials, Endpoint, find_access
from aum_sync.spotify.apps import READING, WRITING
from aum_sync.spotify.errors import DeniedError, LoginError
from aum_sync.spotify.gateway import Gateway
from aum_sync.spotify.limits import Limits, Time
from aum_sync.spotify.reader import SpotifyLibrary
from aum_sync.spotify.writer import SpotifyWriter
from aum_sync.spotify.writing import WritingGateway
from tests.simulator_fixture import serve
from tests.spotify.conftest import FakeTime, ReachWriter
from tests.spotify.scripted import ACCESS, Say, ok, scripted
from tests.spotify.writes import OURS, WORLD, WRITES, A, B, D, held

ITEMS = f"/v1/playlists/{OURS}/items"
VERSION = ok({"snapshot_id": "AAAA"})


@pytest.mark.parametrize("write", WRITES)
def test_each_write_is_one_request_and_does_what_it_says(
    reach_writer: ReachWriter, write: str
) -> None:
    with serve(WORLD) as simulator:
        writer = reach_writer(simulator.url)
        assert writer.requests == 0
        WRITES[write].send(writer)
        assert held(simulator.world) == WRITES[write].after
    assert writer.requests == 1


def test_what_was_written_is_read_back_with_the_same_token(reach_writer: ReachWriter) -> None:
    with serve(WORLD) as simulator:
        writer: Writer = reach_writer(simulator.url)
        playlist = writer.create("נגב & Co", "R&B <3", public=None)
        writer.insert(playlist, [B, D], 0)
        writer.insert(playlist, [A], 1)
        writer.move(playlist, 0, 2, 3)
        assert [slot.uri for slot in writer.slots(playlist)] == [D, B, A]
        card = writer.card(playlist)
        logins = [one for one in simulator.requests if one.path == "/api/token"]
    assert (card.name, card.description) == ("נגב & Co", "R&amp;B &lt;3")
    assert (card.public, card.total) == (True, 3)
    assert len(logins) == 1


@pytest.mark.parametrize(
    ("write", "method", "path", "body"),
    [
        (
            lambda writer: writer.create("New", "text", public=None),
            "POST",
            "/v1/me/playlists",
            {"name": "New", "description": "text", "public": True, "collaborative": False},
        ),
        (
            lambda writer: writer.create("New", "", public=False),
            "POST",
            "/v1/me/playlists",
            {"name": "New", "description": "", "public": False, "collaborative": False},
        ),
        (
            lambda writer: writer.change_details(OURS, name=None, description="", public=None),
            "PUT",
            f"/v1/playlists/{OURS}",
            {"description": ""},
        ),
        (
            lambda writer: writer.change_details(OURS, name="N", description="d", public=False),
            "PUT",
            f"/v1/playlists/{OURS}",
            {"name": "N", "description": "d", "public": False},
        ),
        (lambda writer: writer.insert(OURS, (A, B), 0), "POST", f"{ITEMS}?position=0", [A, B]),
        (
            lambda writer: writer.remove(OURS, (A, B)),
            "DELETE",
            ITEMS,
            {"items": [{"uri": A}, {"uri": B}]},
        ),
        (
            lambda writer: writer.move(OURS, 4, 3, 9),
            "PUT",
            ITEMS,
            {"range_start": 4, "range_length": 3, "insert_before": 9},
        ),
    ],
)
def test_a_write_sends_what_it_was_given_and_nothing_else(
    reach_writer: ReachWriter,
    write: Callable[[SpotifyWriter], object],
    method: str,
    path: str,
    body: object,
) -> None:
    with scripted(ok({"id": OURS, "snapshot_id": "AAAA"})) as server:
        write(reach_writer(server.url))
    (heard,) = server.api
    query = "&".join(f"{key}={value}" for key, value in heard.query.items())
    assert heard.method == method
    assert heard.path + (f"?{query}" if query else "") == path
    assert json.loads(heard.body) == body


def test_a_readers_access_stays_narrow_beside_a_writer(
    reach_writer: ReachWriter, time: FakeTime
) -> None:
    # Tokens of one client id widen each other: with a shared one the reader could write.
    with serve(WORLD) as simulator:
        WRITES["move"].send(reach_writer(simulator.url))
        access = find_access({"AUM_SYNC_SPOTIFY_URL": simulator.url}, READING)
        assert access
        clock = Time(time.now, time.sleep)
        rogue = SpotifyWriter(WritingGateway(access, Limits(budget=9), clock))
        with pytest.raises(DeniedError, match="Insufficient client scope"):
            rogue.remove(OURS, [A])
        assert held(simulator.world) == WRITES["move"].after


def test_a_reader_has_no_way_to_write() -> None:
    writes = {"create", "change_details", "insert", "remove", "move"}
    assert writes <= set(dir(SpotifyWriter))
    assert not writes & set(dir(SpotifyLibrary))
    assert not hasattr(Gateway, "write")


def test_a_simulator_needs_no_time_to_settle(reach_writer: ReachWriter, time: FakeTime) -> None:
    with serve(WORLD) as simulator:
        writer = reach_writer(simulator.url)
    writer.settle(1)
    assert writer.loopback
    assert time.slept == []


def test_spotify_gets_longer_to_settle_with_every_look(time: FakeTime) -> None:
    endpoint = Endpoint("http://127.0.0.1:1/v1/", "http://127.0.0.1:1/api/token", loopback=False)
    access = Access(WRITING, endpoint, Credentials("id", "secret", "token"))
    clock = Time(time.now, time.sleep)
    writer = SpotifyWriter(WritingGateway(access, Limits(budget=1), clock))
    for times in (1, 2, 3):
        writer.settle(times)
    assert not writer.loopback
    assert time.slept == [2.0, 4.0, 8.0]


@pytest.mark.parametrize(
    "missing", ["playlist-modify-private", "playlist-modify-public", "playlist-read-private"]
)
def test_a_token_that_may_not_write_is_told_at_the_login(
    reach_writer: ReachWriter, missing: str
) -> None:
    granted = " ".join(scope for scope in WRITING.scopes if scope != missing)
    narrow = ok({"access_token": ACCESS, "scope": granted})
    with (
        scripted(VERSION, tokens=(narrow,)) as server,
        pytest.raises(
            LoginError, match=f"AUM_SYNC_WRITE_TOKEN lacks the scope {missing}$"
        ) as caught,
    ):
        reach_writer(server.url).insert(OURS, [A], 0)
    hint = caught.value.faults[0].hint or ""
    assert "authorize the writing app again" in hint
    assert all(scope in hint for scope in WRITING.scopes)
    assert server.api == []


@pytest.mark.parametrize(
    ("code", "remedy"),
    [("invalid_grant", "AUM_SYNC_WRITE_TOKEN"), ("invalid_client", "AUM_SYNC_WRITE_CLIENT_ID")],
)
def test_the_login_speaks_of_the_writing_app(
    reach_writer: ReachWriter, code: str, remedy: str
) -> None:
    refusal = Say(json.dumps({"error": code}), 400)
    with scripted(tokens=(refusal,)) as server, pytest.raises(LoginError) as caught:
        reach_writer(server.url).insert(OURS, [A], 0)
    hint = caught.value.faults[0].hint or ""
    assert remedy in hint
    assert "READ_" not in hint + str(caught.value)
    assert "reading app" not in hint + str(caught.value)
