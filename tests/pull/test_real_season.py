"""Fifty weeks of a real season, as they are and with the faults that real seasons have."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from aum_sync.pull.compare import Content
from aum_sync.store.state import load_state
from aum_sync.store.tree import WorkTree
from tests.conftest import Aum
from tests.simulator_fixture import serve

COUNTABLE = {221, 223, 227, 238}
"""Weeks whose fault makes the counts disagree with the playlist, or leaves nothing to count."""


@pytest.mark.parametrize(
    ("name", "held"), [("season-201-250", set[int]()), ("season-201-250-odd", COUNTABLE)]
)
def test_every_week_is_found_and_only_wrong_counts_are_held(
    name: str,
    held: set[int],
    shared: Path,
    tmp_path: Path,
    aum: Aum,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(shared / "data" / name / "config", tmp_path / "config")
    world = json.loads((shared / "data" / name / "world.json").read_text(encoding="utf-8"))
    tracks = {one["id"]: len(one["tracks"]) for one in world["playlists"]}
    with serve(world) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        assert aum("pull", "--root", tmp_path).code == 0
        state = load_state(WorkTree(tmp_path))
        assert [week.week for week in state.weeks] == list(range(201, 251))
        assert {week.week for week in state.weeks if week.held} == held
        contents: list[Content] = [week.latest for week in state.weeks]
        for content in (*contents, *state.snapshots):
            assert len(content.slots) == tracks[content.playlist]
        assert len(state.snapshots) == 11
        before = len(simulator.requests)
        assert aum("pull", "--root", tmp_path).code == 0
        asked = [entry.path for entry in simulator.requests[before:]]
    assert [path for path in asked if path.startswith("/v1/")] == ["/v1/me/playlists"] * 2
    assert load_state(WorkTree(tmp_path)) == state
