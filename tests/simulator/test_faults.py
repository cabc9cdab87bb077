"""Every kind of fault over real HTTP, and which requests a rule strikes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import requests
import spotipy

from tests.simulator.ask import a_list, an_id, ask, refresh, spotify, told, world
from tests.simulator_fixture import serve

WEEK = an_id("Week")
LIBRARY = world(a_list("Week", "a", "b"))


def rules(*given: dict[str, Any], seed: int = 0) -> dict[str, Any]:
    return {"seed": seed, "rules": list(given)}


@pytest.mark.parametrize(
    ("do", "status", "message"),
    [
        ("429", 429, "API rate limit exceeded"),
        ("quota", 429, "Too many requests"),
        ("500", 500, "Server error."),
        ("502", 502, "Bad gateway."),
        ("401", 401, "The access token expired"),
        ("403", 403, "Forbidden"),
        ("404", 404, "Resource not found"),
    ],
)
def test_an_error_comes_in_spotifys_words(do: str, status: int, message: str) -> None:
    with serve(LIBRARY, rules({"do": do})) as simulator:
        answer = ask(simulator, "me")
        assert answer.status_code == status
        assert answer.json()["error"]["message"] == message
        assert [(one.status, one.fault) for one in simulator.requests] == [(status, do)]


def test_a_rate_limit_says_how_long_to_wait() -> None:
    with serve(LIBRARY, rules({"do": "429", "retry_after": 7, "nth": 1}, {"do": "429"})) as sim:
        assert [ask(sim, "me").headers["retry-after"] for _ in range(2)] == ["7", "1"]


def test_a_used_up_quota_says_so_and_waits_for_tomorrow() -> None:
    with (
        serve(LIBRARY, rules({"do": "quota"})) as simulator,
        spotify(simulator) as client,
        pytest.raises(spotipy.SpotifyException) as caught,
    ):
        client.me()
    assert caught.value.reason == "QUOTA_EXCEEDED"
    assert int(caught.value.headers["Retry-After"]) > 12 * 3600


def test_a_gateway_may_answer_in_plain_text() -> None:
    with serve(LIBRARY, rules({"do": "504"})) as simulator:
        answer = ask(simulator, "me")
    assert (answer.status_code, answer.text) == (504, "upstream request timeout")
    assert answer.headers["content-type"] == "text/plain"


def test_a_page_of_html_may_come_for_json() -> None:
    with serve(LIBRARY, rules({"do": "html"})) as simulator, spotify(simulator) as client:
        answer = ask(simulator, "me")
        assert (answer.status_code, answer.text[:15]) == (200, "<!DOCTYPE html>")
        assert answer.headers["content-type"].startswith("text/html")
        assert client.me() is None


def test_an_answer_may_be_cut_in_the_middle() -> None:
    with serve(LIBRARY, rules({"do": "truncate", "nth": 2})) as simulator:
        whole, cut = ask(simulator, "me"), ask(simulator, "me")
    assert (cut.status_code, cut.headers["content-type"]) == (200, whole.headers["content-type"])
    assert cut.text == whole.text[: len(whole.text) // 2]
    assert int(cut.headers["content-length"]) == len(cut.content)


def test_a_connection_may_be_dropped_without_an_answer() -> None:
    with serve(LIBRARY, rules({"do": "drop", "times": 1})) as simulator:
        with pytest.raises(requests.ConnectionError):
            ask(simulator, "me")
        assert told(simulator, "me")
        assert [(one.status, one.fault) for one in simulator.requests] == [
            (None, "drop"),
            (200, None),
        ]


def test_a_stale_answer_is_from_before_the_latest_change() -> None:
    with serve(LIBRARY, rules({"do": "stale", "every": 2})) as simulator:
        assert told(simulator, f"playlists/{WEEK}") == told(simulator, f"playlists/{WEEK}")
        for name in ("first", "second"):
            simulator.edit(lambda w, n=name: w.changed(WEEK, lambda p: replace(p, name=n)))  # type: ignore[misc]
        now, stale = (told(simulator, f"playlists/{WEEK}") for _ in range(2))
    assert (now["name"], stale["name"]) == ("second", "first")
    assert now["snapshot_id"] != stale["snapshot_id"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_token_request_may_fail_before_or_after_it_took_effect(when: str) -> None:
    fault = {"path": "^/api/token$", "do": "500", "when": when, "nth": 1}
    with serve(LIBRARY, rules(fault)) as simulator:
        assert refresh(simulator).status_code == 500
        second = refresh(simulator).json()["access_token"]
    with serve(LIBRARY) as simulator:
        first, another = (refresh(simulator).json()["access_token"] for _ in range(2))
    # Tokens are numbered: after an effect that nobody saw, the next one is the second.
    assert second == (first if when == "before" else another)


def struck(simulator: Any, count: int, path: str = "me") -> list[int]:
    for _ in range(count):
        ask(simulator, path)
    return [one.n for one in simulator.requests if one.fault]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, [1, 2, 3, 4, 5, 6, 7]),
        ({"nth": 3}, [3]),
        ({"every": 3}, [3, 6]),
        ({"times": 2}, [1, 2]),
        ({"every": 2, "times": 2}, [2, 4]),
        ({"method": "POST"}, []),
        ({"method": "GET", "nth": 1}, [1]),
        ({"path": "playlists"}, []),
        ({"path": "^/v1/me$", "nth": 2}, [2]),
        ({"p": 0}, []),
        ({"p": 1, "times": 3}, [1, 2, 3]),
    ],
)
def test_a_rule_strikes_the_requests_that_it_names(
    rule: dict[str, Any], expected: list[int]
) -> None:
    with serve(LIBRARY, rules({"do": "500", **rule})) as simulator:
        assert struck(simulator, 7) == expected


def test_a_path_is_searched_in_the_query_too() -> None:
    with serve(LIBRARY, rules({"do": "500", "path": r"offset=50\b"})) as simulator:
        assert ask(simulator, "me/playlists", offset=5).status_code == 200
        assert ask(simulator, "me/playlists", offset=50).status_code == 500


def test_the_first_rule_that_strikes_decides_and_all_count() -> None:
    given = rules({"do": "500", "nth": 2}, {"do": "502", "every": 2}, {"do": "403", "nth": 3})
    with serve(LIBRARY, given) as simulator:
        assert struck(simulator, 4) == [2, 3, 4]
        assert [one.fault for one in simulator.requests] == [None, "500", "403", "502"]


def test_chance_is_decided_by_the_seed() -> None:
    def run(seed: int) -> list[str | None]:
        given = rules({"do": "500", "p": 0.5}, {"do": "502", "p": 0.5}, seed=seed)
        with serve(LIBRARY, given) as simulator:
            struck(simulator, 24)
            return [one.fault for one in simulator.requests]

    assert run(1) == run(1)
    assert run(1) != run(2)
    assert set(run(1)) == {None, "500", "502"}


def test_the_world_can_be_asked_for_through_any_fault() -> None:
    with serve(LIBRARY, rules({"do": "drop"})) as simulator:
        assert json.loads(ask(simulator, "/simulator/world").text)["playlists"][0]["id"] == WEEK


def test_any_error_may_carry_a_wait() -> None:
    with serve(LIBRARY, rules({"do": "502", "retry_after": 3, "nth": 1})) as sim:
        answer = ask(sim, "me")
        assert (answer.status_code, answer.headers["Retry-After"]) == (502, "3")
