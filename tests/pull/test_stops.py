"""What happens where Spotify stops answering, and what is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Aum
from tests.pull.conftest import CONFIG, MASTERS, WEEK_1, WEEK_2, Season, Start, pid, said


def fault(path: str, do: str, **more: Any) -> dict[str, Any]:
    """A fault file with one rule that always strikes."""
    return {
        "rules": [{"method": "GET", "path": path, "every": 1, "do": do, "when": "before", **more}]
    }


def test_what_was_read_before_spotify_stopped_is_saved(start: Start) -> None:
    season = start(faults=fault(pid("w2"), "quota"))
    outcome = season.tell()
    assert outcome.code == 1
    assert "QUOTA" in outcome.err.upper()
    assert [week.week for week in season.state.weeks] == [1]
    assert "new" in outcome.out
    assert outcome.out.splitlines()[-1].startswith("weeks: 1 known, 1 new")


def test_machines_are_told_too_what_was_read_before_the_stop(start: Start) -> None:
    season = start(faults=fault(pid("w2"), "quota"))
    assert said(season.pull(code=1), "new", week=1)


def test_the_next_pull_goes_on_where_the_last_one_stopped(start: Start) -> None:
    season = start(faults=fault(pid("w2"), "quota", times=1))
    season.pull(code=1)
    asked = season.asked(season.pull)
    assert f"/v1/playlists/{pid('w1')}/items" not in asked
    assert [week.week for week in season.state.weeks] == [1, 2]


def test_the_budget_stops_a_pull_and_keeps_what_was_read(start: Start) -> None:
    season = start(config=CONFIG + "policy: {budget: 3}\n")
    season.pull(code=4)
    assert [week.week for week in season.state.weeks] == [1]


def test_an_answer_that_never_comes_leaves_everything_as_it_was(start: Start) -> None:
    season = start(faults=fault("/v1/me", "quota"))
    season.pull(code=1)
    assert not (season.root / "state").exists()


def test_one_week_that_cannot_be_read_does_not_stop_the_others(start: Start) -> None:
    season = start(faults=fault(f"playlists/{pid('w1')}/items", "403"))
    (text,) = said(season.pull(code=1), "unreadable", week=1)
    assert text.startswith(f"its playlist {pid('w1')} cannot be read: Spotify refuses: ")
    assert "403" in text
    assert [week.week for week in season.state.weeks] == [2]


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes no file more."""

    def no_room(path: Path, data: bytes) -> None:
        raise OSError(28, f"No space left for {len(data)} bytes of {path.name}")

    monkeypatch.setattr("aum_sync.store.tree.replace_file", no_room)


@pytest.mark.usefixtures("full_disk")
def test_a_state_that_cannot_be_written_is_an_error_below_what_was_read(start: Start) -> None:
    season = start()
    outcome = season.tell()
    assert outcome.code == 1
    assert outcome.out.splitlines()[-1].startswith("weeks: 2 known, 2 new")
    assert "state/account.json: cannot write it: " in outcome.err


@pytest.mark.usefixtures("full_disk")
def test_what_stopped_the_reading_and_the_writing_is_told_together(start: Start) -> None:
    season = start(faults=fault(pid("w2"), "quota"))
    outcome = season.tell()
    assert outcome.code == 1
    assert "quota" in outcome.err
    assert "cannot write it: " in outcome.err
    assert "2 errors" in outcome.err


def test_without_access_it_says_how_to_get_some(season: Season, aum: Aum, monkeypatch: Any) -> None:
    monkeypatch.delenv("AUM_SYNC_SPOTIFY_URL")
    outcome = aum("pull", "--root", season.root)
    assert outcome.code == 1
    for name in ("SPOTIFY_URL", "READ_CLIENT_ID", "READ_CLIENT_SECRET", "READ_TOKEN"):
        assert f"AUM_SYNC_{name}" in outcome.err


def test_faults_of_config_and_state_come_together(season: Season, aum: Aum) -> None:
    season.pull()
    season.configure("version: 1", "version: 1\nweels: 3")
    season.path("weeks/1.json").write_text("{", encoding="utf-8")
    outcome = aum("pull", "--root", season.root)
    assert outcome.code == 1
    assert "config/season.yaml:" in outcome.err
    assert "state/weeks/1.json:1:" in outcome.err


def test_people_see_a_table_with_the_most_important_first(season: Season) -> None:
    season.edit("w2", description="Rap 9")
    season.drop("rap")
    outcome = season.tell()
    rows = outcome.out.splitlines()
    assert rows[0].startswith("master-missing  rap     its playlist")
    kinds = [row.split()[0] for row in rows if not row.startswith(" ")]
    assert kinds == ["master-missing", "held", "master-read", "new", "new", "weeks:"]
    assert any(row.lstrip().startswith("→ correct masters.rap.playlist") for row in rows)
    assert rows[-1] == (
        "weeks: 2 known, 2 new, 0 edited, 1 held · masters: 1 read · requests: 6 (24 h: 6)"
    )
    assert outcome.err == ""


def test_hostile_names_do_nothing_to_the_terminal(start: Start) -> None:
    evil = "Aum#1 \x1b[2J\u202egnp.exe\nweeks: 0"
    season = start(*MASTERS, WEEK_2)
    season.pull()
    season.edit("w2", name=evil)
    outcome = season.tell()
    assert "\x1b" not in outcome.out
    assert "\u202e" not in outcome.out
    assert "<U+001B>" in outcome.out
    assert sum(line.startswith("weeks:") for line in outcome.out.splitlines()) == 1


def test_hostile_names_are_plain_ascii_for_machines(start: Start) -> None:
    season = start(*MASTERS, WEEK_1)
    season.edit("w1", name="Aum#1 \u202e שלום")
    outcome = season.aum("pull", "--root", season.root, "--format", "json")
    assert outcome.out.isascii()
    assert "\u202e שלום" in said(json.loads(outcome.out), "new")[0]
