"""Every way in which Spotify can say no, over real HTTP: its type, its words, its remedy."""

from __future__ import annotations

import pytest

from aum_sync.errors import ExitCode, UnreadableError
from aum_sync.spotify.access import Access, Credentials, Endpoint
from aum_sync.spotify.apps import READING
from aum_sync.spotify.errors import (
    AccessError,
    DeniedError,
    ForbiddenError,
    LoginError,
    NotFoundError,
    RateLimitError,
    RejectedError,
    ShapeError,
    SpotifyError,
    UnavailableError,
)
from aum_sync.spotify.gateway import Gateway
from aum_sync.spotify.limits import Limits, Time
from aum_sync.spotify.reader import SpotifyLibrary
from tests.spotify.conftest import FakeTime, Reach
from tests.spotify.scripted import Say, error, ok, scripted

ID = "37i9dQZF1DXcBWIGoYBM5M"
ITEMS = f"GET /v1/playlists/{ID}/items"
ONCE = Limits(budget=300, retries=0)


def fail(reach: Reach, answer: Say, limits: Limits = ONCE) -> tuple[SpotifyError, str, str]:
    """The error of reading a playlist, its message and its hint."""
    with scripted(answer) as server, pytest.raises(SpotifyError) as caught:
        reach(server.url, limits).slots(ID)
    (fault,) = caught.value.faults
    assert caught.value.exit_code == ExitCode.ERROR
    return caught.value, fault.message, fault.hint or ""


@pytest.mark.parametrize(
    ("answer", "kind", "words", "remedy"),
    [
        (error(403, "Forbidden"), ForbiddenError, "(403 Forbidden)", "owner nor collaborator"),
        (
            error(403, "Insufficient client scope"),
            DeniedError,
            "scope”",
            "playlist-read-private",
        ),
        (
            Say("User not registered in the Developer Dashboard", 403),
            DeniedError,
            "“User not registered in the Developer Dashboard”",
            "User Management",
        ),
        (
            Say("Active premium subscription required for the owner of the app.", 403),
            DeniedError,
            "premium",
            "Premium subscription",
        ),
        (error(404, "Resource not found"), NotFoundError, "“Resource not found”", ID),
        (error(400, "Invalid base62 id"), NotFoundError, "“Invalid base62 id”", ID),
        (error(400, "Invalid limit"), RejectedError, "“Invalid limit”", "update aum_sync"),
        (Say("", 302, {"Location": "http://example.com/"}), RejectedError, "(302 Found)", "API"),
        (error(500, "Server error."), UnavailableError, "“Server error.”", "try again later"),
        (Say("upstream request timeout", 504), UnavailableError, "“upstream request", "later"),
        (Say("<html><b>Oops</b></html>", 502), UnavailableError, "(502 Bad Gateway)", "later"),
        (Say("", 599), UnavailableError, "(599)", "later"),
        (Say("<html>Hello</html>"), UnavailableError, "no JSON", "proxy or a login page"),
        (Say('{"total": 3, "ite'), UnavailableError, "no JSON", "try again later"),
        (Say(""), UnavailableError, "no JSON", "try again later"),
        (Say("[" * 100_000), UnavailableError, "no JSON", "try again later"),
        (
            Say("{}", how="cut"),
            UnavailableError,
            "the answer breaks off",
            "is the simulator running",
        ),
        (
            Say(how="drop"),
            UnavailableError,
            "no connection, or it was cut",
            "is the simulator running",
        ),
        (Say("null"), ShapeError, "not of the expected shape", "update aum_sync"),
        (Say("[]"), ShapeError, "not of the expected shape", "update aum_sync"),
    ],
)
def test_each_failure_has_its_type_its_words_and_its_remedy(
    reach: Reach, answer: Say, kind: type[SpotifyError], words: str, remedy: str
) -> None:
    found, message, hint = fail(reach, answer)
    assert type(found) is kind
    assert ITEMS in message
    assert words in message
    assert "<" not in message
    assert remedy in hint


@pytest.mark.parametrize(
    "body", ['{"error": "text"}', '{"error": null}', '{"error": []}', "[]", "null", "7", '"x"', ""]
)
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, LoginError),
        (403, ForbiddenError),
        (404, NotFoundError),
        (418, RejectedError),
        (429, RateLimitError),
        (500, UnavailableError),
    ],
)
def test_odd_error_bodies_change_nothing(
    reach: Reach, status: int, kind: type[SpotifyError], body: str
) -> None:
    found, message, _ = fail(reach, Say(body, status), Limits(budget=300, retries=0, wait_s=0))
    assert type(found) is kind
    assert f"({status}" in message


def test_an_answer_that_never_comes_is_given_up(reach: Reach) -> None:
    limits = Limits(budget=300, retries=1, timeout_s=(0.3, 0.3))
    _, message, hint = fail(reach, Say(how="hang"), limits)
    words = f"the simulator cannot be reached: {ITEMS} (no answer in time), 2 times in a row"
    assert message == words
    assert "is the simulator running at http://127.0.0.1:" in hint


def test_a_simulator_that_is_not_there_is_not_asked_again(reach: Reach, time: FakeTime) -> None:
    with scripted() as server:
        url = server.url
    with pytest.raises(AccessError) as caught:
        reach(url).account_id()
    (fault,) = caught.value.faults
    assert fault.message == f"no simulator answers at {url}: POST /api/token"
    assert fault.hint == (
        f"is the simulator running at {url}? start it, or unset AUM_SYNC_SPOTIFY_URL"
    )
    assert time.slept == []


def test_a_spotify_that_is_not_there_is_asked_again_and_is_no_simulator(
    time: FakeTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with scripted() as server:
        endpoint = Endpoint(f"{server.url}/v1/", f"{server.url}/api/token", loopback=False)
    access = Access(READING, endpoint, Credentials("id", "secret", "token"))
    gateway = Gateway(access, Limits(budget=9), Time(time.now, time.sleep))
    with pytest.raises(UnavailableError) as caught:
        SpotifyLibrary(gateway).account_id()
    (fault,) = caught.value.faults
    assert fault.message.startswith("Spotify cannot be reached: POST /api/token (no connection")
    assert fault.message.endswith("5 times in a row")
    assert "HTTPS_PROXY" in str(fault.hint)
    assert len(time.slept) == 4


@pytest.mark.parametrize(
    ("status", "kind", "remedy"),
    [(403, DeniedError, "User Management"), (404, RejectedError, "update aum_sync")],
)
def test_a_no_to_the_account_is_not_a_no_to_a_playlist(
    reach: Reach, status: int, kind: type[SpotifyError], remedy: str
) -> None:
    with scripted(error(status, "No")) as server, pytest.raises(SpotifyError) as caught:
        reach(server.url).account_id()
    assert type(caught.value) is kind
    assert remedy in (caught.value.faults[0].hint or "")
    assert not isinstance(caught.value, UnreadableError)


@pytest.mark.parametrize(
    ("answer", "alone"),
    [
        (error(403, "Forbidden"), True),
        (error(404, "Not found."), True),
        (error(403, "Insufficient client scope"), False),
        (error(429, "Too many requests", reason="QUOTA_EXCEEDED"), False),
        (error(502, "Bad gateway."), False),
        (Say("[]"), False),
    ],
)
def test_only_what_concerns_one_playlist_lets_the_others_be_read(
    reach: Reach, answer: Say, alone: bool
) -> None:
    found, _, _ = fail(reach, answer)
    assert isinstance(found, UnreadableError) == alone


@pytest.mark.parametrize(
    ("headers", "reason", "when"),
    [
        ({"Retry-After": "82661"}, {}, "after 2026-11-23 10:59 UTC, in 22 h 58 min"),
        ({"Retry-After": "600"}, {}, "after 2026-11-22 12:11 UTC, in 10 min"),
        ({"Retry-After": "82661"}, {"reason": "QUOTA_EXCEEDED"}, "2026-11-23 10:59 UTC, in 22 h"),
        ({"Retry-After": "5"}, {"reason": "QUOTA_EXCEEDED"}, "2026-11-22 12:01 UTC, in 5 s"),
        ({"Retry-After": "0"}, {"reason": "QUOTA_EXCEEDED"}, "12:01 UTC; asking sooner makes"),
        ({}, {"reason": "QUOTA_EXCEEDED"}, "tomorrow"),
        ({"Retry-After": "9" * 5000}, {}, "after 2026-12-22"),
    ],
)
def test_long_waits_and_quotas_stop_at_once_and_say_until_when(
    reach: Reach, time: FakeTime, headers: dict[str, str], reason: dict[str, str], when: str
) -> None:
    said = error(429, "Too many requests", **reason)
    found, message, hint = fail(reach, Say(said.body, 429, headers), Limits(budget=300))
    assert isinstance(found, RateLimitError)
    assert found.quota == bool(reason)
    assert ("quota" in message) == bool(reason)
    assert when in hint
    assert time.slept == []


def test_spotifys_words_are_cut_and_cannot_act_on_a_terminal(reach: Reach) -> None:
    _, message, _ = fail(reach, error(400, "\x1b[2J\u202eA\n" + "long " * 100))
    assert "<U+001B>[2J<U+202E>A long" in message
    assert len(message) < 400


def test_a_success_is_not_judged_by_what_else_its_body_says(reach: Reach) -> None:
    strange = {"items": [], "total": 0, "error": {"status": 500, "message": "no"}}
    with scripted(ok(strange)) as server:
        assert reach(server.url).slots(ID) == ()
