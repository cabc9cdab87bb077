"""What is tried again, how often, after which wait, and what it costs. No real time passes."""

from __future__ import annotations

import logging

import pytest

from aum_sync.errors import ExitCode
from aum_sync.spotify.access import Access, Credentials, Endpoint
from aum_sync.spotify.apps import READING
from aum_sync.spotify.errors import BudgetError, LoginError, RateLimitError, UnavailableError
from aum_sync.spotify.gateway import Gateway
from aum_sync.spotify.limits import Limits, Time
from aum_sync.spotify.reader import SpotifyLibrary
from tests.spotify.conftest import FakeTime, Reach
from tests.spotify.scripted import TOKEN, Say, error, ok, scripted

ME = ok({"id": "aum.music"})
BUSY = error(429, "Too many requests")


def busy(retry_after: str) -> Say:
    return Say(BUSY.body, 429, {"Retry-After": retry_after})


@pytest.mark.parametrize(
    "failure",
    [
        error(500, "Server error."),
        error(502, "Bad gateway."),
        error(503, "Service unavailable"),
        Say("upstream request timeout", 504),
        Say(how="drop"),
        Say(ME.body, how="cut"),
        Say("<html></html>"),
        Say('{"id": "aum'),
    ],
    ids=["500", "502", "503", "504", "drop", "cut", "html", "cut json"],
)
def test_what_may_pass_is_tried_again_after_growing_waits(
    reach: Reach, time: FakeTime, failure: Say
) -> None:
    with scripted(failure, failure, failure, ME) as server:
        library = reach(server.url)
        assert library.account_id() == "aum.music"
    assert time.slept == [0.5, 1.0, 2.0]
    assert library.requests == len(server.api) == 4


def test_a_failure_that_stays_ends_after_five_attempts(reach: Reach, time: FakeTime) -> None:
    with (
        scripted(error(502, "Bad gateway.")) as server,
        pytest.raises(UnavailableError, match="5 times in a row"),
    ):
        reach(server.url).account_id()
    assert len(server.api) == 5
    assert time.slept == [0.5, 1.0, 2.0, 4.0]


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_clear_no_is_not_tried_again(reach: Reach, time: FakeTime, status: int) -> None:
    with scripted(error(status, "No")) as server, pytest.raises(Exception, match=str(status)):
        reach(server.url).account_id()
    assert len(server.api) == 1
    assert time.slept == []


def test_all_requests_share_one_number_of_retries(reach: Reach) -> None:
    with scripted(error(502, "no"), ME, error(502, "no"), ME, error(502, "no")) as server:
        library = reach(server.url, Limits(budget=300, retries_in_all=2))
        assert [library.account_id(), library.account_id()] == ["aum.music"] * 2
        with pytest.raises(UnavailableError) as caught:
            library.account_id()
    assert "in a row" not in str(caught.value)
    assert library.requests == 5


def test_short_waits_that_spotify_asks_for_are_kept(reach: Reach, time: FakeTime) -> None:
    with scripted(busy("7"), busy("0"), BUSY, ME) as server:
        library = reach(server.url)
        assert library.account_id() == "aum.music"
    assert time.slept == [7.0, 1.0, 1.0]
    assert library.requests == 4


def test_an_unreadable_wait_is_a_short_one(reach: Reach, time: FakeTime) -> None:
    with scripted(busy("Wed, 21 Oct 2026 07:28:00 GMT"), ME) as server:
        assert reach(server.url).account_id() == "aum.music"
    assert time.slept == [1.0]


def test_busy_answers_that_ask_for_no_wait_get_a_growing_one(reach: Reach, time: FakeTime) -> None:
    with scripted(BUSY) as server, pytest.raises(RateLimitError):
        reach(server.url).account_id()
    assert len(server.api) == 5
    assert time.slept == [1.0, 2.0, 4.0, 8.0]


def test_each_request_begins_with_the_shortest_wait_again(reach: Reach, time: FakeTime) -> None:
    with scripted(BUSY, error(502, "no"), BUSY, ME, BUSY, ME) as server:
        library = reach(server.url)
        assert [library.account_id(), library.account_id()] == ["aum.music"] * 2
    assert time.slept == [1.0, 1.0, 4.0, 1.0]


def test_waits_that_nobody_asked_for_count_towards_all_waits(reach: Reach, time: FakeTime) -> None:
    with scripted(BUSY, BUSY, busy("3"), BUSY) as server, pytest.raises(RateLimitError):
        reach(server.url, Limits(budget=300, wait_s=6.5)).account_id()
    assert len(server.api) == 4
    assert time.slept == [1.0, 2.0, 3.0]


def test_waits_are_kept_up_to_two_minutes_in_all(reach: Reach, time: FakeTime) -> None:
    with scripted(busy("60"), ME, busy("60"), ME, busy("1")) as server:
        library = reach(server.url)
        assert [library.account_id(), library.account_id()] == ["aum.music"] * 2
        with pytest.raises(RateLimitError, match="Too many requests") as caught:
            library.account_id()
    assert time.slept == [60.0, 60.0]
    assert caught.value.wait_s == 1.0
    assert "after 2026-11-22 12:03 UTC" in (caught.value.faults[0].hint or "")


def test_busy_answers_without_end_stop_at_the_number_of_retries(reach: Reach) -> None:
    with scripted(BUSY) as server, pytest.raises(RateLimitError):
        reach(server.url, Limits(budget=300, retries_in_all=3)).account_id()
    assert len(server.api) == 4


def test_a_long_wait_is_announced(reach: Reach, caplog: pytest.LogCaptureFixture) -> None:
    with scripted(busy("30"), busy("3"), ME) as server, caplog.at_level(logging.WARNING):
        reach(server.url).account_id()
    (record,) = caplog.records
    assert record.getMessage().startswith("trying again in 30 s: Too many requests: GET /v1/me/")


def test_the_request_beyond_the_budget_is_not_sent(reach: Reach) -> None:
    with scripted(ME) as server:
        library = reach(server.url, Limits(budget=2))
        library.account_id()
        library.account_id()
        with pytest.raises(BudgetError, match="budget of 2 requests is used up") as caught:
            library.account_id()
    assert library.requests == len(server.api) == 2
    assert caught.value.exit_code == ExitCode.REFUSED
    assert "GET /v1/me/" in str(caught.value)
    assert "policy.budget" in (caught.value.faults[0].hint or "")


def test_retries_cost_budget_too(reach: Reach) -> None:
    with scripted(error(502, "no"), ME) as server, pytest.raises(BudgetError):
        reach(server.url, Limits(budget=1)).account_id()
    assert len(server.api) == 1


def test_a_token_that_is_not_accepted_is_renewed_once(reach: Reach, time: FakeTime) -> None:
    second = ok({"access_token": "second-token-9876543210"})
    expired = error(401, "The access token expired")
    with scripted(expired, ME, tokens=(TOKEN, second)) as server:
        library = reach(server.url)
        assert library.account_id() == "aum.music"
    assert [heard.authorization.split()[0] for heard in server.api] == ["Bearer", "Bearer"]
    assert server.api[1].authorization == "Bearer second-token-9876543210"
    assert len(server.logins) == 2
    assert library.requests == 2
    assert time.slept == []


def test_a_second_refusal_of_the_token_is_final(reach: Reach) -> None:
    with (
        scripted(error(401, "Invalid access token")) as server,
        pytest.raises(
            LoginError, match=r"GET /v1/me/ \(401 Unauthorized, “Invalid access"
        ) as caught,
    ):
        reach(server.url).account_id()
    assert len(server.api) == 2
    assert "AUM_SYNC_READ_TOKEN" in (caught.value.faults[0].hint or "")


def test_each_request_may_renew_the_token(reach: Reach) -> None:
    expired = error(401, "The access token expired")
    with scripted(expired, ME, expired, ME) as server:
        library = reach(server.url)
        assert [library.account_id(), library.account_id()] == ["aum.music"] * 2
    assert len(server.logins) == 3


def test_requests_keep_their_distance_and_simulators_need_none(time: FakeTime) -> None:
    with scripted(ME) as server:
        endpoint = Endpoint(f"{server.url}/v1/", f"{server.url}/api/token", loopback=False)
        access = Access(READING, endpoint, Credentials("id", "secret", "token"))
        library = SpotifyLibrary(
            Gateway(access, Limits(budget=9, interval_s=2.0), Time(time.now, time.sleep))
        )
        library.account_id()
        time.seconds += 0.5
        library.account_id()
        time.seconds += 5.0
        library.account_id()
        time.seconds -= 3600.0  # a clock that is set back delays nothing for long
        library.account_id()
    assert time.slept == [1.5, 2.0]


def test_a_simulator_is_not_paced(reach: Reach, time: FakeTime) -> None:
    with scripted(ME) as server:
        library = reach(server.url)
        for _ in range(3):
            library.account_id()
    assert time.slept == []
