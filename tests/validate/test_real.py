from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from aum_sync.simulator.world import World
from tests.conftest import Aum
from tests.simulator_fixture import serve


def pulled(aum: Aum, folder: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(folder / "config", root / "config")
    world = World.from_json((folder / "world.json").read_text(encoding="utf-8"), "world.json")
    with serve(world) as simulator, monkeypatch.context() as context:
        context.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        assert aum("pull", "--root", root).code == 0


def test_every_week_of_the_real_season_passes(
    aum: Aum, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulled(aum, shared / "data" / "season-201-250", tmp_path, monkeypatch)
    value = json.loads(aum("validate", "--root", tmp_path, "--format", "json").out)
    assert [(week["week"], week["status"]) for week in value["weeks"]] == [
        (week, "ok") for week in range(201, 251)
    ]


def test_the_typos_of_the_odd_season_show_and_no_other_week_is_disturbed(
    aum: Aum, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulled(aum, shared / "data" / "season-201-250-odd", tmp_path, monkeypatch)
    value = json.loads(aum("validate", "--root", tmp_path, "--format", "json").out)
    odd = {week["week"]: week["status"] for week in value["weeks"] if week["status"] != "ok"}
    assert odd == {
        221: "mismatch",
        223: "mismatch",
        227: "mismatch",
        228: "inferred",
        238: "missing-counts",
    }
    assert 242 in {week for unknown in value["unknown_genres"] for week in unknown["weeks"]}
