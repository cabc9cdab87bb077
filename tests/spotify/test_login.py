"""The token endpoint: what we send, what it may answer, and what then is to be done."""

from __future__ import annotations

import base64
import json

import pytest

from aum_sync.spotify.errors import (
    LoginError,
    RateLimitError,
    ShapeError,
    SpotifyError,
    UnavailableError,
)
from aum_sync.spotify.limits import Limits
from tests.spotify.conftest import FakeTime, Reach
from tests.spotify.scripted import ACCESS, TOKEN, Say, ok, scripted

ME = ok({"id": "aum.music"})


def oauth(status: int, code: str, description: str | None = None) -> Say:
    said = {"error": code} | ({"error_description": description} if description else {})
    return Say(json.dumps(said), status)


def test_the_refresh_token_buys_an_access_token_that_costs_no_budget(reach: Reach) -> None:
    with scripted(ME) as server:
        library = reach(server.url, Limits(budget=1))
        assert library.account_id() == "aum.music"
    (login,) = server.logins
    assert (login.method, login.path) == ("POST", "/api/token")
    assert login.form == {"grant_type": "refresh_token", "refresh_token": "reader"}
    assert (
        login.authorization == "Basic " + base64.b64encode(b"simulator:simulator-secret").decode()
    )
    assert server.api[0].authorization == f"Bearer {ACCESS}"
    assert library.requests == 1


@pytest.mark.parametrize("description", ["Refresh token expired", "Refresh token revoked", None])
def test_a_dead_refresh_token_is_told_by_its_code(reach: Reach, description: str | None) -> None:
    with (
        scripted(tokens=(oauth(400, "invalid_grant", description),)) as server,
        pytest.raises(LoginError, match="no longer accepts the refresh token") as caught,
    ):
        reach(server.url).account_id()
    hint = caught.value.faults[0].hint or ""
    assert (description or "invalid_grant") in str(caught.value)
    assert "six months" in hint
    assert "AUM_SYNC_READ_TOKEN" in hint
    assert "playlist-read-private and playlist-read-collaborative" in hint
    assert len(server.logins) == 1
    assert server.api == []


@pytest.mark.parametrize(
    ("answer", "kind", "words", "remedy"),
    [
        (
            oauth(400, "invalid_client", "Invalid client"),
            LoginError,
            "does not know the reading app (invalid_client: Invalid client)",
            "AUM_SYNC_READ_CLIENT_SECRET",
        ),
        (
            oauth(400, "unsupported_grant_type"),
            LoginError,
            "(400 Bad Request, “unsupported_grant_type”)",
            "AUM_SYNC_READ_TOKEN",
        ),
        (Say("denied", 403), LoginError, "“denied”", "AUM_SYNC_READ_CLIENT_ID"),
        (Say('{"error": 7}', 400), LoginError, "(400 Bad Request)", "AUM_SYNC_READ_CLIENT_ID"),
        (Say("{}"), ShapeError, "`access_token`", "proxy"),
        (ok({"access_token": ""}), ShapeError, "`access_token`", "proxy"),
        (ok({"access_token": 7}), ShapeError, "`access_token`", "proxy"),
        (ok({"access_token": "two words"}), ShapeError, "`access_token`", "proxy"),
        (ok({"access_token": "line\nend-of-it"}), ShapeError, "`access_token`", "proxy"),
        (ok({"access_token": "schlüssel"}), ShapeError, "`access_token`", "proxy"),
        (Say("[]"), ShapeError, "no object", "proxy"),
        (Say("<html></html>"), UnavailableError, "no JSON", "login page"),
        (Say("{", how="cut"), UnavailableError, "breaks off", "is the simulator running"),
        (Say(how="drop"), UnavailableError, "POST /api/token", "is the simulator running"),
        (Say("", 503), UnavailableError, "(503 Service Unavailable)", "try again later"),
        (Say("", 429, {"Retry-After": "4000"}), RateLimitError, "POST /api/token", "1 h 7 min"),
    ],
)
def test_each_failure_of_the_login_has_its_type_its_words_and_its_remedy(
    reach: Reach, answer: Say, kind: type[SpotifyError], words: str, remedy: str
) -> None:
    with scripted(tokens=(answer,)) as server, pytest.raises(SpotifyError) as caught:
        reach(server.url).account_id()
    assert type(caught.value) is kind
    assert words in str(caught.value)
    assert remedy in (caught.value.faults[0].hint or "")
    assert server.api == []


def test_what_may_pass_is_tried_again(reach: Reach, time: FakeTime) -> None:
    with scripted(ME, tokens=(Say("", 503), Say(how="drop"), TOKEN)) as server:
        library = reach(server.url)
        assert library.account_id() == "aum.music"
    assert time.slept == [0.5, 1.0]
    assert library.requests == 1


def test_a_token_endpoint_that_hangs_is_given_up(reach: Reach) -> None:
    limits = Limits(budget=300, retries=0, timeout_s=(0.3, 0.3))
    with (
        scripted(tokens=(Say(how="hang"),)) as server,
        pytest.raises(UnavailableError, match="POST /api/token"),
    ):
        reach(server.url, limits).account_id()


def test_a_rotated_refresh_token_is_used_from_then_on(reach: Reach) -> None:
    rotated = ok({"access_token": "first-0123456789", "refresh_token": "rotated-0123456789"})
    expired = Say('{"error": {"status": 401, "message": "The access token expired"}}', 401)
    with scripted(expired, ME, tokens=(rotated, TOKEN)) as server:
        reach(server.url).account_id()
    assert [heard.form["refresh_token"] for heard in server.logins] == [
        "reader",
        "rotated-0123456789",
    ]


@pytest.mark.parametrize("scope", ["", "playlist-read-collaborative  playlist-read-private x"])
def test_enough_or_unnamed_scopes_are_fine(reach: Reach, scope: str) -> None:
    with scripted(ME, tokens=(ok({"access_token": ACCESS, "scope": scope}),)) as server:
        assert reach(server.url).account_id() == "aum.music"


def test_a_missing_scope_is_told_since_spotify_would_just_hide_playlists(reach: Reach) -> None:
    narrow = ok({"access_token": ACCESS, "scope": "playlist-read-private"})
    with (
        scripted(ME, tokens=(narrow,)) as server,
        pytest.raises(LoginError, match="lacks the scope playlist-read-collaborative"),
    ):
        reach(server.url).account_id()
    assert server.api == []
