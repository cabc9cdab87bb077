"""Refusals in Spotify's words: who may ask, what is not there, what was taken away."""

from __future__ import annotations

import http.client
import socket

import pytest
import requests
import spotipy

from aum_sync.simulator.world import Item, Playlist, World
from tests.simulator.ask import a_list, a_uri, an_id, ask, refresh, spotify, told, world
from tests.simulator_fixture import serve

WEEK = an_id("Week")


def error(status: int, message: str) -> dict[str, object]:
    return {"error": {"status": status, "message": message}}


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        (f"playlists/{an_id('Gone')}", 404, "Resource not found"),
        (f"playlists/{an_id('Gone')}/items", 404, "Resource not found"),
        ("playlists/no-id", 400, "Invalid base62 id"),
        ("playlists/short/items", 400, "Invalid base62 id"),
        (f"playlists/{an_id('Theirs')}/items", 403, "Forbidden"),
        ("nothing/here", 404, "Not found."),
        ("me/nothing", 404, "Not found."),
        (f"playlists/{WEEK}/tracks", 403, "Forbidden"),
        (f"playlists/{WEEK}/followers/contains", 403, "Forbidden"),
        ("tracks/?ids=a", 403, "Forbidden"),
        ("users/me/playlists", 403, "Forbidden"),
        ("browse/new-releases", 403, "Forbidden"),
        ("/", 404, "Not found."),
        ("/v2/me", 404, "Not found."),
        ("/simulator/other", 404, "Not found."),
    ],
)
def test_what_is_not_there_is_refused(path: str, status: int, message: str) -> None:
    with serve(world(a_list("Week"), a_list("Theirs", owner="them"))) as simulator:
        answer = ask(simulator, path)
    assert (answer.status_code, answer.json()) == (status, error(status, message))


def test_what_was_removed_is_not_forbidden_to_old_apps() -> None:
    with serve(world(a_list("Week"), generation="old")) as simulator:
        assert ask(simulator, f"playlists/{WEEK}/tracks").status_code == 200
        assert ask(simulator, "markets").status_code == 404


@pytest.mark.parametrize("method", ["POST", "DELETE", "PATCH", "OPTIONS"])
def test_another_method_is_not_allowed(method: str) -> None:
    with serve(world(a_list("Week"))) as simulator:
        answer = ask(simulator, f"playlists/{WEEK}", method=method)
    assert (answer.status_code, answer.json()) == (405, error(405, "Method not allowed"))


def test_spotipy_sees_the_status_and_the_words() -> None:
    with (
        serve(world()) as simulator,
        spotify(simulator) as client,
        pytest.raises(spotipy.SpotifyException) as caught,
    ):
        client.playlist(WEEK)
    assert caught.value.http_status == 404
    assert "Resource not found" in caught.value.msg


@pytest.mark.parametrize(
    ("token", "code", "message"),
    [
        (None, "missing_token", "No token provided"),
        ("who-knows", "invalid_token", "Invalid access token"),
    ],
)
def test_nobody_asks_without_a_token(token: str | None, code: str, message: str) -> None:
    with serve(world()) as simulator:
        for path in ("me", "me/playlists", "nothing/here"):
            answer = ask(simulator, path, bearer=token)
            assert (answer.status_code, answer.json()) == (401, error(401, message))
            assert f'error="{code}"' in answer.headers["www-authenticate"]


def test_a_refreshed_token_asks_until_it_expires() -> None:
    with serve(world()) as simulator:
        granted = refresh(simulator).json()
        token = granted.pop("access_token")
        assert granted == {
            "token_type": "Bearer",
            "expires_in": 3600,
            "scope": "playlist-read-private playlist-read-collaborative",
        }
        assert ask(simulator, "me", bearer=token).status_code == 200
        simulator.expire_tokens()
        for old in (token, "reader"):
            answer = ask(simulator, "me", bearer=old)
            assert answer.json() == error(401, "The access token expired")
        fresh = refresh(simulator).json()["access_token"]
        assert fresh != token
        assert ask(simulator, "me", bearer=fresh).status_code == 200


def test_a_writer_is_granted_more() -> None:
    with serve(world()) as simulator:
        scopes = refresh(simulator, "writer").json()["scope"].split()
    modify = ["playlist-modify-public", "playlist-modify-private", "ugc-image-upload"]
    assert scopes[2:] == modify


def test_two_tokens_of_one_app_widen_each_other() -> None:
    def scopes(token: str, app: str) -> list[str]:
        answer = refresh(simulator, token, (app, "secret")).json()
        granted: list[str] = answer["scope"].split()
        status = ask(simulator, "me/library", method="PUT", bearer=answer["access_token"])
        # With the right to write, it is the missing parameter that is wrong.
        assert (status.status_code == 400) == ("playlist-modify-public" in granted)
        return granted

    with serve(world()) as simulator:
        narrow, reader = scopes("narrow", "one"), scopes("reader", "one")
        writer = scopes("writer", "one")
        assert (len(narrow), len(reader), len(writer)) == (0, 2, 5)
        assert scopes("reader", "one") == scopes("narrow", "one") == writer
        assert scopes("reader", "another") == reader


@pytest.mark.parametrize(
    ("token", "auth", "form", "expected"),
    [
        ("reader", None, {}, {"error": "invalid_client"}),
        (
            "reader",
            ("any", "wrong"),
            {},
            {"error": "invalid_client", "error_description": "Invalid client"},
        ),
        (
            "reader",
            ("any", ""),
            {},
            {"error": "invalid_client", "error_description": "Invalid client"},
        ),
        (
            "expired",
            ("any", "secret"),
            {},
            {"error": "invalid_grant", "error_description": "Refresh token expired"},
        ),
        (
            "other",
            ("any", "secret"),
            {},
            {"error": "invalid_grant", "error_description": "Invalid refresh token"},
        ),
        (
            "reader",
            ("any", "secret"),
            {"grant_type": "password"},
            {"error": "unsupported_grant_type"},
        ),
    ],
)
def test_a_token_request_is_refused_with_400(
    token: str, auth: tuple[str, str] | None, form: dict[str, str], expected: dict[str, str]
) -> None:
    with serve(world()) as simulator:
        answer = refresh(simulator, token, auth, **form)
    assert (answer.status_code, answer.json()) == (400, expected)


def test_a_header_that_is_no_base64_is_no_client() -> None:
    with serve(world()) as simulator:
        for coded in ("Basic é", "Basic ***", "Basic", "Bearer YTpi"):
            answer = _raw(simulator.url, "/api/token", f"Authorization: {coded}", method="POST")
            assert b"invalid_client" in answer
        assert ask(simulator, "/api/token").status_code == 405


def test_spotipys_own_refresh_works() -> None:
    with serve(world()) as simulator:
        oauth = spotipy.SpotifyOAuth(
            client_id="any",
            client_secret="secret",
            redirect_uri="http://127.0.0.1:9/callback",
            requests_timeout=10,
            cache_handler=spotipy.MemoryCacheHandler(),
        )
        oauth.OAUTH_TOKEN_URL = f"{simulator.url}/api/token"
        token = oauth.refresh_access_token("reader")["access_token"]
        assert ask(simulator, "me", bearer=token).status_code == 200
        with pytest.raises(spotipy.SpotifyOauthError) as caught:
            oauth.refresh_access_token("expired")
        assert caught.value.error == "invalid_grant"


def test_lists_that_a_token_may_not_see_are_missing() -> None:
    lists = [
        a_list("Open"),
        a_list("Closed", public=False),
        a_list("Shared", collaborative=True, public=False),
        a_list("Unsaid", public=None),
    ]
    with serve(world(*lists)) as simulator:
        narrow = told(simulator, "me/playlists", bearer="narrow")
        whole = told(simulator, "me/playlists")
    assert [one["name"] for one in narrow["items"]] == ["Open", "Unsaid"]
    assert (narrow["total"], whole["total"]) == (2, 4)


def _raw(url: str, path: str, *headers: str, method: str = "GET") -> bytes:
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        lines = [f"{method} {path} HTTP/1.1", "Host: x", "Connection: close", *headers, "", ""]
        connection.sendall("\r\n".join(lines).encode())
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize(
    "header",
    [
        "Content-Length: many",
        "Content-Length: -1",
        "Content-Length: 1000000",
        f"Content-Length: {'9' * 5000}",
        "Transfer-Encoding: chunked",
    ],
)
def test_a_body_of_unknown_or_great_length_is_refused(header: str) -> None:
    with serve(world()) as simulator:
        assert _raw(simulator.url, "/v1/me", header).startswith(b"HTTP/1.1 400 ")
        assert told(simulator, "me")


def test_one_connection_serves_many_requests() -> None:
    headers = {"Authorization": "Bearer reader"}
    with serve(world()) as simulator:
        host, port = simulator.url.removeprefix("http://").split(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        sockets = set()
        for path, status in (("me", 200), ("nothing", 404), ("me/playlists", 200)):
            connection.request("GET", f"/v1/{path}", headers=headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == status
            sockets.add(connection.sock)
        connection.close()
    assert len(sockets) == 1


def test_a_client_that_hangs_up_harms_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    with serve(world()) as simulator:
        host, port = simulator.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.sendall(b"GET /v1/me HTTP/1.1\r\nAuthorization: Bearer reader\r\n")
        assert told(simulator, "me")
    assert capfd.readouterr().err == ""


def test_asking_for_the_head_alone_leaves_the_connection_usable() -> None:
    with serve(world()) as simulator, requests.Session() as session:
        session.trust_env = False
        session.headers["Authorization"] = "Bearer reader"
        assert session.head(f"{simulator.url}/v1/me", timeout=10).status_code == 405
        assert session.get(f"{simulator.url}/v1/me", timeout=10).status_code == 200


def test_a_bug_of_ours_is_seen(capfd: pytest.CaptureFixture[str]) -> None:
    broken = Playlist(WEEK, tracks=(Item(a_uri("a"), linked_from="no URI"),))
    with serve(World(playlists=(broken,))) as simulator:
        with pytest.raises(requests.ConnectionError):
            ask(simulator, f"playlists/{WEEK}")
        assert told(simulator, "me")
    assert "IndexError" in capfd.readouterr().err


def test_the_end_hangs_up_on_everybody() -> None:
    with serve(world()) as simulator:
        host, port = simulator.url.removeprefix("http://").split(":")
        connection = socket.create_connection((host, int(port)), timeout=10)
        told(simulator, "me")
    with connection:
        assert connection.recv(1) == b""
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((host, int(port)), timeout=10)
