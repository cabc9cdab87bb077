"""Every kind of fault on a write, before and after its effect."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.simulator.ask import a_list, a_uri, an_id, ask, names, send, told, world
from tests.simulator_fixture import serve

WEEK = an_id("Week")
ITEMS = f"playlists/{WEEK}/items"
ADD = {"uris": [a_uri("x")]}
KINDS = ("400", "401", "403", "404", "429", "quota", "500", "502", "504", "drop", "html")
WRITES: list[tuple[str, str, object, list[str]]] = [
    ("POST", ITEMS, ADD, ["a", "b", "x"]),
    ("PUT", ITEMS, ADD, ["x"]),
    ("PUT", ITEMS, {"range_start": 0, "insert_before": 2}, ["b", "a"]),
    ("DELETE", ITEMS, {"items": [{"uri": a_uri("a")}]}, ["b"]),
]


def rules(**rule: Any) -> dict[str, Any]:
    return {"rules": [{"times": 1, **rule}]}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("do", KINDS)
@pytest.mark.parametrize(("method", "path", "body", "then"), WRITES)
def test_a_write_that_fails_has_happened_or_not(
    method: str, path: str, body: object, then: list[str], do: str, when: str
) -> None:
    with serve(world(a_list("Week", "a", "b")), rules(method=method, do=do, when=when)) as sim:
        if do == "drop":
            with pytest.raises(requests.ConnectionError):
                send(sim, method, path, body)
        else:
            answer = send(sim, method, path, body)
            status = {"quota": 429, "html": 200}.get(do) or int(do)
            assert (answer.status_code, "snapshot_id" in answer.text) == (status, False)
        assert names(sim, "Week") == (then if when == "after" else ["a", "b"])


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("PUT", f"playlists/{WEEK}", {"name": "New"}), ("POST", "me/playlists", {"name": "New"})],
)
def test_details_and_creations_fail_likewise(
    method: str, path: str, body: object, when: str
) -> None:
    with serve(world(a_list("Week")), rules(method=method, do="502", when=when)) as simulator:
        assert send(simulator, method, path, body).status_code == 502
        listed = [one["name"] for one in told(simulator, "me/playlists")["items"]]
        assert ("New" in listed) == (when == "after")
        assert len(listed) == (2 if when == "after" and method == "POST" else 1)


def test_a_cut_answer_to_a_write_comes_after_its_effect() -> None:
    with serve(world(a_list("Week")), rules(do="truncate")) as simulator:
        answer = send(simulator, "POST", ITEMS, ADD)
        with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
            answer.json()
        assert answer.status_code == 201
        assert names(simulator, "Week") == ["x"]


def test_a_stale_answer_to_a_write_names_the_version_of_before() -> None:
    with serve(world(a_list("Week")), rules(method="POST", do="stale", every=1)) as simulator:
        before = told(simulator, f"playlists/{WEEK}")["snapshot_id"]
        assert send(simulator, "POST", ITEMS, ADD).json()["snapshot_id"] == before
        assert names(simulator, "Week") == ["x"]
        assert told(simulator, f"playlists/{WEEK}")["snapshot_id"] != before


def test_a_stale_write_loses_nothing_that_was_written_before_it() -> None:
    with serve(world(a_list("Week")), {"rules": [{"method": "POST", "do": "stale"}]}) as simulator:
        for letter in "uvw":
            send(simulator, "POST", ITEMS, [a_uri(letter)])
        assert send(simulator, "POST", "me/playlists", {"name": "New"}).json()["snapshot_id"]
        assert names(simulator, "Week") == ["u", "v", "w"]


def test_a_stale_reading_after_a_write_is_of_before_it() -> None:
    stale = {"method": "GET", "do": "stale", "path": "items|me/playlists"}
    with serve(world(a_list("Week")), {"rules": [stale]}) as simulator:
        send(simulator, "POST", ITEMS, ADD)
        assert names(simulator, "Week") == []
        send(simulator, "POST", "me/playlists", {"name": "New"})
        assert [one["name"] for one in told(simulator, "me/playlists")["items"]] == ["Week"]
        assert names(simulator, "Week") == ["x"]


def test_an_ignored_write_is_answered_as_if_it_had_been_done() -> None:
    with serve(world(a_list("Week", "a", "b")), {"rules": [{"do": "ignored"}]}) as simulator:
        before = simulator.world
        for method, path, body, _ in WRITES:
            answer = send(simulator, method, path, body)
            assert answer.ok
            assert answer.json()["snapshot_id"]
        made = send(simulator, "POST", "me/playlists", {"name": "New"})
        assert made.status_code == 201
        assert ask(simulator, f"playlists/{made.json()['id']}").status_code == 404
        assert send(simulator, "PUT", f"playlists/{WEEK}", {"name": "New"}).status_code == 200
        assert simulator.world == before
        assert names(simulator, "Week") == ["a", "b"]


def test_a_rule_may_name_what_a_body_holds() -> None:
    bad = {"method": "POST", "body": a_uri("bad"), "do": "400"}
    with serve(world(a_list("Week")), {"rules": [bad]}) as simulator:
        for _ in range(2):
            answer = send(simulator, "POST", ITEMS, [a_uri("a"), a_uri("bad")])
            message = "Payload contains a non-existing ID"
            assert (answer.status_code, answer.json()["error"]["message"]) == (400, message)
        assert send(simulator, "POST", ITEMS, [a_uri("a")]).status_code == 201
        assert send(simulator, "POST", ITEMS, b"\xff" + a_uri("bad").encode()).status_code == 400
        assert names(simulator, "Week") == ["a"]
        assert [one.fault for one in simulator.requests[:4]] == ["400", "400", None, "400"]
