"""What the demo tells is what happened, and what it leaves can be played on with."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from aum_sync.cli.main import VERBS
from aum_sync.demo.incidents import Misspelling, Visit, cancelled_out
from aum_sync.demo.season import DemoSeason
from aum_sync.season.items import Snapshot
from aum_sync.simulator.world import World
from aum_sync.store.state import load_state
from aum_sync.store.tree import WorkTree
from tests.conftest import Aum
from tests.demo.played import Played, aum_process, git

COMMIT = "$ git add --all && git commit --message "


def snapshots(folder: Path) -> Mapping[str, Snapshot]:
    return {one.key: one for one in load_state(WorkTree(folder)).snapshots}


def world_of(folder: Path) -> World:
    text = (folder / "world.json").read_text(encoding="utf-8")
    return World.from_json(text, "world.json")


def contents(world: World, playlist: str) -> list[str | None]:
    found = world.playlist(playlist)
    assert found
    return [track.uri if track else None for track in found.tracks]


@pytest.fixture
def mine(played: Played, tmp_path: Path) -> Path:
    """A copy of the demo's folder, remote and all."""
    return Path(shutil.copytree(played.folder, tmp_path / "mine"))


def test_it_ends_well_with_an_empty_home_and_shows_the_commands(played: Played) -> None:
    assert played.code == 0, played.err
    shown = [line for line in played.err.splitlines() if line.startswith("$ ")]
    plan = "--week 123 --week 164 --master israeli-music --master mizrahi"
    assert shown == [
        f"$ cd {played.folder}",
        "$ aum-sync pull | tail -n 2",
        f"{COMMIT}'Pull Low Tide, weeks 101 to 200'",
        "$ aum-sync validate --week 157",
        "$ aum-sync typos",
        "$ aum-sync typos --week 154 | tail -n 5",
        "$ aum-sync fix --week 154 | head -n 1",
        "$ aum-sync plan --week 154 --master mizrahi | head -n 5",
        f"{COMMIT}'Week 154, counted by ear'",
        f"$ aum-sync plan {plan}",
        "$ aum-sync pull | tail -n 1",
        "$ git push",
        "$ aum-sync apply",
        "$ git pull && $EDITOR config/season.yaml",
        f"{COMMIT}'Melodic Huose is Melodic House' && git push",
        "$ aum-sync apply",
        "$ aum-sync apply",
        "$ git pull && aum-sync status | tail -n 10",
        "$ aum-sync pull | tail -n 1",
        "$ aum-sync rollback 2 --lose 1 | head -n 1",
        f"{COMMIT}'Roll back to apply 2' && git push",
        "$ aum-sync apply",
        "$ git pull && aum-sync rollback --release | head -n 1",
        f"{COMMIT}'Release Reggae, Dub' && git push",
        "$ aum-sync status | tail -n 1",
    ]


def test_it_is_told_on_a_few_screens_without_what_acts_on_a_terminal(played: Played) -> None:
    assert len((played.out + played.err).splitlines()) < 225
    assert not {"\x1b", "\u202e"} & set(played.out + played.err)


def test_errors_that_cancel_out_are_found_and_put_right_before_anything_is_applied(
    played: Played, pulled: Path, season: DemoSeason
) -> None:
    week = season.weeks[cancelled_out()]
    checked = aum_process(pulled, "validate", "--root", pulled, "--week", week.number)
    assert "1 week: 1 ok." in checked.stdout
    assert f"\n {week.number}  typo  " in played.out
    assert f"✓ week {week.number}: Mizrachi 4, not 2; Israeli Indie 6, not 8" in played.out
    (part,) = (part for part in week.parts if part.home == "mizrahi")
    true = {slot.uri for slot in part.slots}
    assert len(true) == 4
    masters = snapshots(played.folder)
    assert true <= {slot.uri for slot in masters["mizrahi"].slots}
    assert true.isdisjoint(slot.uri for slot in masters["israeli-music"].slots)


def test_the_second_pull_costs_one_request_per_fifty_playlists(played: Played) -> None:
    assert "That took 3 requests." in played.err


def test_the_faults_strike_and_the_same_command_ends_at_the_target(
    played: Played, season: DemoSeason
) -> None:
    songs = len(Misspelling.of(season).slots)
    stopped, went_on = re.findall(r"Apply 2(.*) \((\d+) requests\)", played.out)
    assert stopped[0].startswith(" stopped: 1 master changed")
    assert "quota for this developer account is used up: DELETE" in played.err
    assert f"Exit 6 after {stopped[1]} requests. {songs} songs are in both lists now" in played.err
    assert f"{went_on[1]} requests, 1 write among them" in played.err
    assert f"{songs} songs have {songs} places in Melodic House and 0 in To sort" in played.err


def test_the_write_whose_answer_was_lost_was_done_once(
    played: Played, pulled: Path, season: DemoSeason
) -> None:
    wrong, world = Misspelling.of(season), world_of(played.folder)
    uris = {slot.uri for slot in wrong.slots}
    assert Counter(uri for uri in contents(world, wrong.to) if uri in uris) == Counter(uris)
    assert uris.isdisjoint(contents(world, wrong.waiting))
    before = {slot.uri for one in snapshots(pulled).values() for slot in one.slots}
    after = [slot.uri for one in snapshots(played.folder).values() for slot in one.slots]
    assert before <= set(after)
    for one in snapshots(played.folder).values():
        assert max(Counter(slot.uri for slot in one.slots if slot.uri).values()) == 1


def test_the_edit_shows_as_drift_and_the_rollback_restores_exactly(
    played: Played, season: DemoSeason
) -> None:
    visit = Visit.of(season)
    assert "edited on Spotify  +1 -2 since apply 2" in played.out
    assert visit.stranger.name in played.out
    left = git(played.folder, "log", "--format=%H", "--grep=^Apply 2: done", "origin/main")
    then = json.loads(git(played.folder, "show", f"{left}:state/masters/reggae.json"))
    uris = [slot["uri"] for slot in then["slots"]]
    assert contents(world_of(played.folder), visit.playlist) == uris
    assert f"{len(uris)} of {len(uris)} songs stand where apply 2 had left them" in played.err
    assert "and 0 beside them" in played.err


def test_every_number_of_an_apply_is_that_of_history(played: Played) -> None:
    done = aum_process(played.folder, "history", "--root", played.folder, "--format", "json")
    assert [one["apply"] for one in json.loads(done.stdout)] == [3, 2, 1]


def test_it_ends_in_sync_with_what_it_leaves_as_spotify(played: Played) -> None:
    assert "12 playlists: 12 in sync. 4 weeks held" in played.out.splitlines()[-1]
    world = world_of(played.folder)
    for one in snapshots(played.folder).values():
        assert contents(world, one.playlist) == [slot.uri for slot in one.slots], one.key
    state = load_state(WorkTree(played.folder))
    assert state.pending is None
    assert state.pins == ()


def test_it_leaves_a_clean_repository_on_main(played: Played) -> None:
    folder = played.folder
    assert git(folder, "status", "--porcelain", "--branch") == "## main...origin/main"
    by_hand = git(folder, "log", "--reverse", "--author=Lowtide", "--format=%s").splitlines()
    assert by_hand == [
        "An invented season: its configuration",
        "Pull Low Tide, weeks 101 to 200",
        "Week 154, counted by ear",
        "Melodic Huose is Melodic House",
        "Roll back to apply 2",
        "Release Reggae, Dub",
    ]


def test_the_repository_holds_the_season_and_neither_spotify_nor_the_remote(
    played: Played,
) -> None:
    files = git(played.folder, "ls-files").splitlines()
    assert {"README.md", "config/season.yaml", "state/weeks/101.json"} <= set(files)
    assert not [name for name in files if name.startswith((".origin.git", "world.json"))]


EDITOR = """
import pathlib, socket, sys
path = pathlib.Path(sys.argv[1])
begin = "genres: [Afrobeats,"
path.write_text(path.read_text("utf-8").replace(begin, begin + " Afrobaets,"), "utf-8")
# Nobody types faster than the simulator starts.
while socket.socket().connect_ex(("127.0.0.1", {port})):
    pass
"""


def typed(text: str, port: int) -> list[str]:
    """The commands that the demo ends with, without their comments, on a port of ours."""
    ways = text.partition("Go on:\n\n")[2].partition("\n\n")[0]
    return [line.split("  #")[0].strip().replace("8910", str(port)) for line in ways.splitlines()]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def test_the_commands_that_it_ends_with_do_what_they_say(
    played: Played, mine: Path, tmp_path: Path
) -> None:
    port = free_port()
    editor = tmp_path / "editor"
    editor.write_text(f"#!{sys.executable}\n{EDITOR.format(port=port)}")
    editor.chmod(0o755)
    (tmp_path / "aum-sync").write_text(f'#!/bin/sh\nexec {sys.executable} -m aum_sync "$@"\n')
    (tmp_path / "aum-sync").chmod(0o755)
    commands = [line for line in typed(played.err, port) if not line.startswith("export P")]
    commands[0] = f"cd {mine}"
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join([*commands, "wait"])],
        env={**os.environ, "EDITOR": str(editor), "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "'Afrobaets' is no master's genre" in done.stdout
    assert "✓ ♩ Afrobeats: 3 added\n✓ ♩ To sort: 3 removed\nApply 4: 2 masters" in done.stdout
    assert git(mine, "log", "-1", "--format=%s") == "Apply 4: done"
    afrobeats = snapshots(mine)["afrobeats"]
    uris = [slot.uri for slot in afrobeats.slots]
    assert contents(world_of(mine), afrobeats.playlist) == uris
    assert "Ginger Wahala" in [slot.name for slot in afrobeats.slots[-3:]]


def test_the_commands_of_its_readme_exist_and_find_what_they_name(mine: Path, aum: Aum) -> None:
    text = (mine / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"aum-sync ([a-z]+)", text)) <= set(VERBS)
    for name in re.findall(r"^\| `([^`]+)`", text, re.MULTILINE):
        assert (mine / name).exists(), name
    first = git(mine, "log", "--format=%h", "--grep", "Pull")
    assert "12 masters" in aum("plan", "--commit", first, "--root", mine).out.splitlines()[-1]
    assert "melodic-house" in aum("explain", "Guitarra de Sal", "--root", mine).out
    assert aum("validate", "--root", mine).code == 0


def test_the_misspelling_that_is_left_to_the_reader_is_in_the_plan(played: Played) -> None:
    done = aum_process(played.folder, "plan", "--root", played.folder, "--week", "162")
    assert "'Afrobaets' is no master's genre: 3 tracks in week 162" in done.stdout
