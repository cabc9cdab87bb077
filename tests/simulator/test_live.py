"""What changes while the simulator runs: edits, snapshot ids, the lag, the log, the world."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from aum_sync.simulator.live import LiveWorld
from aum_sync.simulator.server import Simulator
from aum_sync.simulator.world import Playlist, World
from tests.simulator.ask import a_list, an_id, ask, refresh, told, world
from tests.simulator_fixture import serve

WEEK, OTHER = an_id("Week"), an_id("Other")
LIBRARY = world(a_list("Week", "a", "b"), a_list("Other", "c"))


def snapshots(simulator: Simulator) -> dict[str, str]:
    listed = told(simulator, "me/playlists")["items"]
    return {one["id"]: one["snapshot_id"] for one in listed}


def rename(simulator: Simulator, name: str) -> None:
    simulator.edit(lambda w: w.changed(WEEK, lambda one: replace(one, name=name)))


def test_the_same_world_has_the_same_snapshot_ids_on_every_start() -> None:
    with serve(LIBRARY) as one, serve(LIBRARY) as two:
        assert snapshots(one) == snapshots(two)
        assert len(set(snapshots(one).values())) == 2
        assert told(one, f"playlists/{WEEK}")["snapshot_id"] == snapshots(one)[WEEK]


def test_a_snapshot_id_is_a_counter_and_a_hash() -> None:
    with serve(LIBRARY) as simulator:
        first = base64.b64decode(snapshots(simulator)[WEEK])
        rename(simulator, "other")
        second = base64.b64decode(snapshots(simulator)[WEEK])
    assert (len(first), first[:4], second[:4]) == (24, b"\0\0\0\1", b"\0\0\0\2")


def test_every_change_of_a_playlist_changes_its_snapshot_id_and_no_other() -> None:
    with serve(LIBRARY) as simulator:
        seen = [snapshots(simulator)]
        for change in (
            lambda one: replace(one, name="renamed"),
            lambda one: replace(one, description="new"),
            lambda one: replace(one, tracks=one.tracks[::-1]),
            lambda one: replace(one, tracks=one.tracks[::-1]),
            lambda one: replace(one, name="Week"),
        ):
            simulator.edit(lambda w, c=change: w.changed(WEEK, c))  # type: ignore[misc]
            seen.append(snapshots(simulator))
    assert len({one[WEEK] for one in seen}) == len(seen)
    assert len({one[OTHER] for one in seen}) == 1


def test_an_edit_that_changes_nothing_is_no_version() -> None:
    with serve(LIBRARY) as simulator:
        before = snapshots(simulator)
        rename(simulator, "Week")
        assert snapshots(simulator) == before


def test_a_playlist_may_come_and_go() -> None:
    with serve(LIBRARY) as simulator:
        fresh = Playlist(an_id("Fresh"), "Fresh")
        simulator.edit(lambda w: replace(w, playlists=(fresh, *w.playlists[1:])))
        assert list(snapshots(simulator)) == [an_id("Fresh"), OTHER]
        assert ask(simulator, f"playlists/{WEEK}").status_code == 404


def test_a_new_snapshot_id_is_told_only_after_the_lag() -> None:
    now = 0.0
    live = LiveWorld(World(snapshot_lag_s=30, playlists=(Playlist(WEEK, "old"),)), lambda: now)
    before = live.view().snapshots[WEEK]
    live.edit(lambda w: w.changed(WEEK, lambda one: replace(one, name="new")))
    now = 29.9
    assert live.view().snapshots[WEEK] == before
    assert live.world.playlist(WEEK) == Playlist(WEEK, "new")
    now = 30.0
    assert live.view().snapshots[WEEK] != before


def test_the_world_as_it_now_is_can_be_asked_for_without_a_token() -> None:
    with serve(LIBRARY) as simulator:
        rename(simulator, "now")
        answer = ask(simulator, "/simulator/world", bearer=None)
        assert World.from_json(answer.text, "answer") == simulator.world
        assert answer.json()["playlists"][0]["name"] == "now"
        assert ask(simulator, "/simulator/world", method="POST").status_code == 404


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_request_is_a_line_of_the_log_before_it_is_answered(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    with serve(LIBRARY, log=log) as simulator:
        told(simulator, "me/playlists", limit=5, offset=1)
        assert lines(log) == [
            {
                "n": 1,
                "method": "GET",
                "path": "/v1/me/playlists",
                "query": "limit=5&offset=1",
                "status": 200,
                "fault": None,
            }
        ]
        ask(simulator, "nowhere", method="PUT")
        assert [(line["n"], line["method"], line["status"]) for line in lines(log)] == [
            (1, "GET", 200),
            (2, "PUT", 404),
        ]
        assert lines(log) == [asdict(entry) for entry in simulator.requests]
    assert len(simulator.requests) == 2


def test_a_log_goes_on_behind_what_it_holds(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    for _ in range(2):
        with serve(LIBRARY, log=log) as simulator:
            told(simulator, "me")
    assert [line["n"] for line in lines(log)] == [1, 1]


def test_no_secret_reaches_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    with serve(LIBRARY, log=log) as simulator:
        token = refresh(simulator, "writer", ("client-id", "hidden-secret")).json()["access_token"]
        ask(simulator, "me", bearer=token)
        ask(simulator, "/api/token", refresh_token="in-the-query")
    text = log.read_text("utf-8")
    assert [line["path"] for line in lines(log)] == ["/api/token", "/v1/me", "/api/token"]
    for secret in (token, "hidden-secret", "writer", "in-the-query"):
        assert secret not in text
