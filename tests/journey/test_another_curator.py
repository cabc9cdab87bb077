"""docs/another-curator.md as it stands: her descriptions on the simulator, her season.yaml."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Aum
from tests.project.places import ROOT
from tests.simulator_fixture import serve

PAGE = (ROOT / "docs" / "another-curator.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"^```(text|yaml)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
SHOWN = re.findall(r"^```console\n\$ aum-sync (.*?)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
WEEKS = re.findall(r"^(Cinta #(\d+)) \((\d+) tracks\)  (.*)$", BLOCKS["text"], re.MULTILINE)


def week(name: str, number: str, tracks: str, description: str) -> dict[str, Any]:
    songs = [f"{number}{place}" for place in range(1, int(tracks) + 1)]
    return {
        "id": f"{number:0>22}",
        "name": name,
        "description": description,
        "tracks": [
            {"uri": f"spotify:track:{song:0>22}", "name": f"Canción {song}"} for song in songs
        ],
    }


@pytest.fixture
def season(tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = tmp_path / "config" / "season.yaml"
    config.parent.mkdir()
    config.write_text(BLOCKS["yaml"], "utf-8")
    with serve({"playlists": [week(*one) for one in WEEKS]}) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        assert aum("pull", "--root", tmp_path).code == 0
    return tmp_path


def test_the_page_shows_what_validate_and_plan_say(season: Path, aum: Aum) -> None:
    assert len(WEEKS) == 3
    for arguments, shown in SHOWN:
        done = aum(*arguments.split(), "--root", season)
        assert done.code == 0, done.err
        assert [line.rstrip() for line in done.out.splitlines()] == shown.splitlines()
    assert [arguments for arguments, _ in SHOWN] == ["validate", "plan --offline"]


def counts(season: Path, aum: Aum) -> dict[int, list[int | None]]:
    """What each week says of how many tracks, and that its checksum passes."""
    done = aum("validate", "--format", "json", "--root", season)
    weeks = json.loads(done.out)["weeks"]
    return {
        one["week"]: [segment["count"] for segment in one["segments"]]
        for one in weeks
        if one["use"] != "held"
    }


def test_counts_and_ranges_are_read_in_one_season_and_a_correction_in_counts(
    season: Path, aum: Aum
) -> None:
    assert counts(season, aum) == {1: [4, 2], 2: [3, 1, 2]}
    assert aum("fix", "--week", 3, "--choose", 1, "--root", season).code == 0
    assert counts(season, aum) == {1: [4, 2], 2: [3, 1, 2], 3: [2, 3]}
