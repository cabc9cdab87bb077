"""``aum-sync import --backup``: what an older tool saved, as pins."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from aum_sync.simulator.server import Simulator
from tests.conftest import Aum

SEASON = "config/season.yaml"


@pytest.fixture
def season(begun: Path, tmp_path: Path) -> Path:
    """A season that was pulled."""
    shutil.copytree(begun, tmp_path / "season")
    return tmp_path / "season"


BACKUP = {
    "♩ Hip Hop": [f"spotify:track:{'a':0>22}", f"spotify:track:{'new':0>22}", None],
    "Gone": ["spotify:local:a:b:c:1", "spotify:episode:" + "1" * 22],
}


def test_a_backup_becomes_pins_and_the_plan_shows_what_they_bring_back(
    spotify: Simulator, season: Path, tmp_path: Path, aum: Aum
) -> None:
    file = tmp_path / "backup.json"
    file.write_text(json.dumps(BACKUP), "utf-8")
    done = aum("import", "--root", season, "--backup", file)
    assert done.code == 0
    assert "hip-hop: pinned to 3 tracks, 1 of them unknown to state/" in done.out
    assert "  the plan adds 1 and removes 3\n" in done.out
    assert "all else leaves it" in done.out
    assert "'Gone'" in done.err
    assert spotify.requests == ()
    pin = json.loads((season / "state/pins/hip-hop.json").read_text("utf-8"))
    assert [one["uri"] for one in pin["slots"]] == BACKUP["♩ Hip Hop"]
    assert pin["slots"][0]["name"] == "Song a"
    plan = json.loads(aum("plan", "--offline", "--root", season, "--format", "json").out)
    master = plan["masters"]["hip-hop"]
    assert [one["uri"][-3:] for one in master["add"]] == ["new"]
    assert [one["reason"] for one in master["remove"]] == ["pinned"] * 3
    (pinned,) = (one for one in plan["problems"] if one["code"] == "pinned")
    way_on = pinned["hint"].partition(" returns ")[0]
    assert way_on == "aum-sync rollback --release --master hip-hop"
    again = aum("import", "--root", season, "--backup", file, "--master", "hip-hop")
    assert again.code == 1
    assert "rollback --release" in again.err
    released = aum(*way_on.split()[1:], "--root", season)
    assert released.code == 0, released.err
    assert "state/pins" not in (season / SEASON).read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"♩ Hip Hop": ["spotify:track:x", 7], "Soul": {}}', "a track's URI"),
        ("[]", "a backup is an object"),
        ('{"Nobody": []}', "no master bears a name"),
        ('{"♩ Soul": [], "soul": []}', "are both soul"),
        ("{", "backup.json:1:2"),
    ],
)
def test_a_backup_that_cannot_be_used_changes_nothing(
    season: Path, tmp_path: Path, aum: Aum, text: str, words: str
) -> None:
    before = (season / SEASON).read_bytes()
    file = tmp_path / "backup.json"
    file.write_text(text, "utf-8")
    done = aum("import", "--root", season, "--backup", file)
    assert done.code == 1
    assert words in done.err
    assert (season / SEASON).read_bytes() == before
    assert not (season / "state" / "pins").exists()
