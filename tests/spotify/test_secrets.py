"""No token, secret or Authorization header in any message, log record or representation."""

from __future__ import annotations

import base64
import logging
import traceback
from collections.abc import Callable

import pytest
import requests

from aum_sync.errors import AumSyncError
from aum_sync.redact import keep_secret
from aum_sync.spotify.access import Access, Credentials, Endpoint
from aum_sync.spotify.apps import READING, WRITING, App
from aum_sync.spotify.errors import SpotifyError
from aum_sync.spotify.gateway import Gateway
from aum_sync.spotify.limits import Limits, Meter, Time
from aum_sync.spotify.reader import SpotifyLibrary
from aum_sync.spotify.wire import open_session
from aum_sync.spotify.writer import SpotifyWriter
from aum_sync.spotify.writing import WritingGateway
from tests.spotify.conftest import FakeTime
from tests.spotify.scripted import ACCESS, Say, Scripted, error, ok, scripted

SECRET = "client-secret-abcdef"
REFRESH = "refresh-token-abcdef"
BASIC = base64.b64encode(f"client-id:{SECRET}".encode()).decode()
HIDDEN = (SECRET, REFRESH, ACCESS, BASIC)


def access_to(server: Scripted, app: App = READING) -> Access:
    """An access with secrets like real ones, as if the server were Spotify."""
    keep_secret(SECRET)
    keep_secret(REFRESH)
    endpoint = Endpoint(f"{server.url}/v1/", f"{server.url}/api/token", loopback=True)
    return Access(app, endpoint, Credentials("client-id", SECRET, REFRESH))


def library_of(server: Scripted, time: FakeTime) -> SpotifyLibrary:
    clock = Time(time.now, time.sleep)
    return SpotifyLibrary(Gateway(access_to(server), Limits(budget=300), clock))


def writer_of(server: Scripted, time: FakeTime) -> SpotifyWriter:
    clock = Time(time.now, time.sleep)
    return SpotifyWriter(WritingGateway(access_to(server, WRITING), Limits(budget=300), clock))


def check(text: str) -> None:
    for secret in HIDDEN:
        assert secret not in text


def ask(server: Scripted, time: FakeTime) -> None:
    library_of(server, time).account_id()


def write(server: Scripted, time: FakeTime) -> None:
    writer_of(server, time).create("New", "", public=None)


@pytest.mark.parametrize("send", [ask, write])
@pytest.mark.parametrize(
    "answer",
    [
        ok({"id": "aum.music"}),
        error(400, f"Bad track {ACCESS}"),
        error(401, f"Bad token {ACCESS}"),
        error(403, f"Basic {REFRESH}, Bearer {ACCESS}"),
        Say(f"Headers: Authorization: Bearer {ACCESS}; {SECRET}", 500),
        Say(how="drop"),
        error(429, f"{ACCESS}"),
        Say("[]"),
    ],
)
def test_nothing_leaks_even_with_all_logging_on(
    time: FakeTime,
    caplog: pytest.LogCaptureFixture,
    send: Callable[[Scripted, FakeTime], None],
    answer: Say,
) -> None:
    text = ""
    with caplog.at_level(logging.DEBUG), scripted(answer) as server:
        for name in ("spotipy", "spotipy.client", "spotipy.oauth2", "urllib3", "requests"):
            caplog.set_level(logging.DEBUG, logger=name)
        try:
            send(server, time)
        except AumSyncError as caught:
            text = "".join(traceback.format_exception(caught)) + repr(caught.faults)
    assert "/v1/me" in caplog.text + text
    check(caplog.text + text)


@pytest.mark.parametrize("code", ["invalid_grant", "invalid_client", "else"])
def test_a_token_endpoint_that_echoes_what_it_got_leaks_nothing(time: FakeTime, code: str) -> None:
    echo = f'{{"error": "{code}", "error_description": "{REFRESH} {SECRET}"}}'
    with scripted(tokens=(Say(echo, 400),)) as server, pytest.raises(SpotifyError) as caught:
        library_of(server, time).account_id()
    check("".join(traceback.format_exception(caught.value)) + repr(caught.value.faults))


def test_the_token_does_not_follow_a_redirect(time: FakeTime) -> None:
    with scripted(ok({"id": "thief"})) as thief:
        away = Say("", 307, {"Location": f"{thief.url}/v1/me"})
        with scripted(away) as server, pytest.raises(SpotifyError, match="307"):
            library_of(server, time).account_id()
    assert thief.heard == []


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "ALL_PROXY", "http_proxy"])
def test_a_simulator_is_reached_directly_whatever_proxy_is_set(
    time: FakeTime, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    with scripted() as proxy, scripted(ok({"id": "aum.music"})) as server:
        monkeypatch.setenv(variable, proxy.url)
        assert library_of(server, time).account_id() == "aum.music"
    assert proxy.heard == []


def test_a_netrc_file_changes_no_header(
    time: FakeTime, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    netrc = tmp_path_factory.mktemp("netrc") / "netrc"
    netrc.write_text("default login me password other\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with scripted(ok({"id": "aum.music"})) as server:
        endpoint = Endpoint(f"{server.url}/v1/", f"{server.url}/api/token", loopback=False)
        access = Access(READING, endpoint, Credentials("client-id", SECRET, REFRESH))
        Gateway(access, Limits(budget=9), Time(time.now, time.sleep)).read(lambda api: api.me())
    assert server.api[0].authorization == f"Bearer {ACCESS}"


def test_a_session_reaches_its_endpoint_and_nothing_else(time: FakeTime) -> None:
    meter = Meter(Limits(budget=9), Time(time.now, time.sleep))
    with scripted() as other, scripted() as server:
        endpoint = Endpoint(f"{server.url}/v1/", f"{server.url}/api/token", loopback=True)
        session = open_session(endpoint, READING, meter, time.now)
        for url in (f"{other.url}/v1/me/playlists?offset=50", f"{server.url}/simulator/world"):
            with pytest.raises(requests.exceptions.InvalidSchema):
                session.get(url)
        assert session.get(f"{server.url}/v1/me", timeout=5).json() == {}
        session.close()
    assert (other.heard, len(server.heard), meter.sent) == ([], 1, 1)
