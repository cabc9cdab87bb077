"""`plan` as a curator and as CI call it: refreshed, offline, of a commit, narrowed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Aum, Outcome
from tests.pull.conftest import Season, Start


def plan(season: Season, *arguments: object) -> Outcome:
    return season.aum("plan", "--root", season.root, *arguments)


def value(season: Season, *arguments: object) -> dict[str, Any]:
    outcome = plan(season, "--format", "json", *arguments)
    assert outcome.code == 0, outcome.err
    loaded = json.loads(outcome.out)
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture
def pulled(season: Season) -> Season:
    season.pull()
    return season


def test_the_text_names_each_track_with_its_week_and_genre(pulled: Season) -> None:
    outcome = plan(pulled)
    assert outcome.code == 0
    (line,) = [line for line in outcome.out.splitlines() if "Song b" in line]
    assert line.split() == ["+", "Song", "b", "week", "1", "Rap", "added", "by", "alias"] or (
        line.strip().startswith("+") and "Rap" in line and "1" in line
    )
    assert outcome.out.splitlines()[-1].startswith("Plan: 2 to add")


def test_refreshing_against_an_unchanged_spotify_gives_the_same_digest(pulled: Season) -> None:
    offline, live = value(pulled, "--offline"), value(pulled)
    assert offline["digest"] == live["digest"]
    assert offline["inputs"]["base"].startswith("snapshots:")
    assert live["inputs"]["base"].startswith("live:")
    assert offline["inputs"]["base"].split(":")[1] == live["inputs"]["base"].split(":")[1]


def test_refreshing_costs_one_request_and_one_per_master_that_changed(pulled: Season) -> None:
    assert pulled.asked(lambda: plan(pulled)) == ["/v1/me/playlists"]
    pulled.edit("rap", tracks="a x")
    paths = pulled.asked(lambda: plan(pulled))
    assert paths == ["/v1/me/playlists", f"/v1/playlists/{'rap':0>22}/items"]


def test_refreshing_names_what_was_edited_on_spotify_and_plans_from_it(pulled: Season) -> None:
    before = pulled.files()
    pulled.edit("rap", tracks="a b c")
    outcome = plan(pulled, "--format", "json")
    assert "master-changed  rap  edited on Spotify: +2 tracks\n" in outcome.err
    assert json.loads(outcome.out)["masters"]["rap"]["add"] == []
    assert pulled.files() == before
    assert len(value(pulled, "--offline")["masters"]["rap"]["add"]) == 2


def test_hostile_texts_on_spotify_do_nothing_to_the_terminal(pulled: Season) -> None:
    evil = "\x1b[2J\x1b]0;pwn\x07\u202egnp.exe\ncompared with Spotify: no change"
    pulled.edit("rap", description=evil, name=evil)
    outcome = plan(pulled)
    for sign in ("\x1b", "\x07", "\u202e"):
        assert sign not in outcome.out + outcome.err
    assert "<U+001B>[2J<U+001B>]0;pwn<U+0007><U+202E>gnp.exe" in " ".join(outcome.err.split())
    assert sum(line.startswith("compared") for line in outcome.err.splitlines()) == 1


def test_without_access_the_snapshots_are_the_base(
    pulled: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUM_SYNC_SPOTIFY_URL")
    assert value(pulled)["inputs"]["base"].startswith("snapshots:")


def test_exit_codes_tell_pending_from_in_sync_and_from_refused(pulled: Season) -> None:
    assert plan(pulled).code == 0
    assert plan(pulled, "--detailed-exitcode").code == 10
    pulled.configure("masters:", "expect: [{at_most: {master: rap, tracks: 1}}]\nmasters:")
    outcome = plan(pulled, "--detailed-exitcode")
    assert outcome.code == 4
    assert "rap would hold 3 tracks, more than 1" in outcome.out
    assert outcome.out.splitlines()[-1].startswith("Plan: 2 to add")


def test_in_sync_says_so(pulled: Season) -> None:
    pulled.edit("rap", tracks="a b c")
    outcome = plan(pulled, "--detailed-exitcode")
    assert outcome.code == 0
    assert outcome.out.splitlines()[-1].startswith("No changes.")


def test_narrowing_hides_and_counts_and_leaves_the_digest(pulled: Season) -> None:
    whole, narrow = plan(pulled).out, plan(pulled, "--week", "2").out
    assert ("Song b" in whole, "Song b" in narrow, "Song c" in narrow) == (True, False, True)
    assert whole.splitlines()[-1] == narrow.splitlines()[-1]
    assert value(pulled, "--master", "rap")["digest"] == value(pulled)["digest"]
    missed = plan(pulled, "--master", "rpa")
    assert missed.code == 2
    assert "rap" in missed.err


def test_markdown_and_csv_come_from_the_same_plan(pulled: Season) -> None:
    assert "Song b" in plan(pulled, "--format", "markdown").out
    rows = plan(pulled, "--format", "csv").out.splitlines()
    assert len(rows) == 1 + 2


def test_show_renders_a_saved_plan_as_plan_did(pulled: Season, tmp_path: Path) -> None:
    saved = tmp_path / "plan.json"
    saved.write_text(plan(pulled, "--format", "json").out, encoding="utf-8")
    for form in ("text", "markdown", "csv", "json"):
        shown = pulled.aum("show", saved, "--format", form)
        assert (shown.code, shown.out) == (0, plan(pulled, "--format", form).out)


# The plan is a function of the commit.


def git(root: Path, *arguments: str) -> str:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(root),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "c",
        "GIT_AUTHOR_EMAIL": "c@example.org",
        "GIT_COMMITTER_NAME": "c",
        "GIT_COMMITTER_EMAIL": "c@example.org",
    }
    done = subprocess.run(
        ["git", *arguments], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def committed(pulled: Season) -> Season:
    git(pulled.root, "init", "-q", "-b", "main")
    git(pulled.root, "add", ".")
    git(pulled.root, "commit", "-q", "-m", "season")
    return pulled


def test_a_commit_is_planned_from_its_blobs_whatever_the_work_tree(committed: Season) -> None:
    before = value(committed, "--commit", "HEAD")
    assert before["inputs"]["commit"] == git(committed.root, "rev-parse", "HEAD")
    committed.configure("genres: [Rap]", "genres: [Polka]")
    committed.path("masters/rap.json").unlink()
    assert committed.asked(lambda: value(committed, "--commit", "HEAD")) == []
    assert value(committed, "--commit", "HEAD") == before
    assert value(committed, "--offline")["digest"] != before["digest"]


def test_a_commit_that_is_none_says_what_to_do(committed: Season) -> None:
    outcome = plan(committed, "--commit", "nowhere")
    assert outcome.code == 1
    assert "no commit here is named 'nowhere'" in outcome.err


def _bytes(root: Path, seed: str) -> bytes:
    """The plan of a process of its own that cannot reach any Spotify."""
    environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed, "HOME": str(root)}
    done = subprocess.run(
        [sys.executable, "-m", "aum_sync", "plan", "--offline", "--format", "json"],
        cwd=root,
        env=environment,
        capture_output=True,
        check=True,
    )
    return done.stdout


def test_offline_the_same_season_gives_the_same_bytes(pulled: Season) -> None:
    first = _bytes(pulled.root, "1")
    assert first == _bytes(pulled.root, "2")
    path = pulled.root / "config" / "season.yaml"
    document = yaml.safe_load(path.read_text("utf-8"))

    def permuted(node: object) -> object:
        if isinstance(node, dict):
            return {key: permuted(node[key]) for key in reversed(list(node))}
        return node

    path.write_text(yaml.safe_dump(permuted(document), sort_keys=False), encoding="utf-8")
    assert _bytes(pulled.root, "3") == first


def test_a_season_without_a_configuration_says_where_it_looked(tmp_path: Path, aum: Aum) -> None:
    outcome = aum("plan", "--root", tmp_path)
    assert outcome.code == 1
    assert "there is no config/season.yaml here" in outcome.err
    assert "to begin one: aum-sync init" in outcome.err


def test_what_is_worth_a_warning_in_the_configuration_is_said(pulled: Season) -> None:
    pulled.configure("genres: [Rap]", "genres: [Rap], also: [{artists_file: config/a.txt}]")
    (pulled.root / "config" / "a.txt").write_text("# nobody yet\n", encoding="utf-8")
    outcome = plan(pulled)
    assert outcome.code == 0
    assert "warning: config/a.txt names no artist" in outcome.err


def test_a_master_that_cannot_be_read_refuses_the_plan_with_the_remedy(pulled: Season) -> None:
    pulled.edit("rap", owner="somebody")
    outcome = plan(pulled, "--format", "json")
    assert outcome.code == 4
    value = json.loads(outcome.out)
    assert (value["masters"]["rap"]["status"], value["masters"]["rap"]["add"]) == ("blocked", [])
    (problem,) = value["problems"]
    assert problem["code"] == "unreadable"
    assert "belongs to somebody" in problem["text"]
    assert "give masters.rap.playlist" in problem["hint"]


def test_a_spotify_that_does_not_answer_stops_a_plan(start: Start) -> None:
    rule = {"method": "GET", "path": "me/playlists", "nth": 2, "do": "quota"}
    season = start(faults={"rules": [rule]})
    season.pull()
    outcome = plan(season)
    assert (outcome.code, outcome.out) == (1, "")
    assert "quota" in outcome.err
    assert plan(season, "--offline").code == 0
