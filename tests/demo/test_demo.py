"""``aum-sync demo``: a story that ends well and leaves a repository to go on playing with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aum_sync.demo.repository import DemoError
from aum_sync.demo.stage import Stage
from aum_sync.demo.story import play
from aum_sync.report.style import Style
from tests.conftest import Aum
from tests.demo.played import Played, git, make_former


@pytest.fixture
def former(tmp_path: Path) -> Path:
    return make_former(tmp_path / "former")


def quiet(_: str) -> None:
    """What is said where nobody listens."""


def test_a_second_time_it_leaves_the_folder_alone_and_shows_the_way_on(
    played: Played, aum: Aum
) -> None:
    before = git(played.folder, "rev-parse", "HEAD")
    again = aum("demo", played.folder)
    assert again.code == 0
    assert "is there already" in again.err
    assert f"aum-sync demo --force {played.folder}" in again.err
    assert git(played.folder, "rev-parse", "HEAD") == before


def test_a_reader_can_commit_in_the_folder(played: Played, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(played.folder, folder)
    (folder / "config" / "season.yaml").write_text("version: 1\n")
    git(folder, "commit", "--all", "--message", "mine")
    assert git(folder, "status", "--porcelain") == ""


def test_no_setting_of_the_machine_reaches_into_the_folder(played: Played) -> None:
    assert played.code == 0, played.err
    assert git(played.folder, "symbolic-ref", "HEAD") == "refs/heads/main"
    assert "state/weeks/101.json" in git(played.folder, "ls-files")
    assert git(played.folder, "status", "--porcelain") == ""
    assert not (played.folder / "config" / "old.txt").exists()


def test_force_spares_what_the_demo_did_not_make(former: Path, aum: Aum) -> None:
    (former / "notes.txt").write_text("mine")
    done = aum("demo", "--force", former)
    assert done.code == 1
    assert "notes.txt" in done.err
    assert (former / "config" / "old.txt").exists()
    assert (former / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("options", [(), ("--force",)])
def test_a_folder_that_is_no_demo_is_not_touched(
    options: tuple[str, ...], aum: Aum, tmp_path: Path
) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter.txt").write_text("one")
    done = aum("demo", *options, folder)
    assert done.code == 1
    assert "is no demo of ours" in done.err
    assert [path.name for path in folder.iterdir()] == ["chapter.txt"]


def test_a_link_to_a_former_demo_is_not_followed(former: Path, aum: Aum, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(former)
    done = aum("demo", "--force", tmp_path / "link")
    assert done.code == 1
    assert (former / "config" / "old.txt").exists()


def test_a_file_in_the_way_is_named(aum: Aum, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = aum("demo", tmp_path / "file")
    assert done.code == 1
    assert "cannot make the folder" in done.err


def test_without_git_it_says_what_to_install(
    aum: Aum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = aum("demo", tmp_path / "new")
    assert done.code == 1
    assert "git is not installed" in done.err
    assert "→ install git" in done.err
    assert not (tmp_path / "new").exists()


def test_the_way_on_names_the_program_where_it_is_not_on_the_path(
    former: Path, aum: Aum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "export PATH=" in aum("demo", former).err
    (tmp_path / "aum-sync").touch(mode=0o755)
    assert "export PATH=" not in aum("demo", former).err


def test_a_verb_that_fails_ends_the_story_with_its_exit_code(tmp_path: Path) -> None:
    stage = Stage(lambda _: 4, quiet, quiet, Style())
    with pytest.raises(DemoError, match="aum-sync pull ended with exit 4"):
        play(tmp_path / "demo", stage, force=False)


def test_an_interrupted_verb_interrupts_the_story(tmp_path: Path) -> None:
    stage = Stage(lambda _: 130, quiet, quiet, Style())
    with pytest.raises(KeyboardInterrupt):
        play(tmp_path / "demo", stage, force=False)


def test_the_simulator_is_there_for_the_verbs_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", "http://127.0.0.1:1")
    here = Path.cwd()
    seen: list[tuple[str, Path]] = []

    def run(arguments: list[str]) -> int:
        seen.append((os.environ["AUM_SYNC_SPOTIFY_URL"], Path.cwd()))
        return 1 if arguments[0] == "plan" else 0

    with pytest.raises(DemoError, match="aum-sync plan ended with exit 1"):
        play(tmp_path / "demo", Stage(run, quiet, quiet, Style()), force=False)
    assert {folder for _, folder in seen} == {tmp_path / "demo"}
    assert {url for url, _ in seen} != {"http://127.0.0.1:1"}
    assert os.environ["AUM_SYNC_SPOTIFY_URL"] == "http://127.0.0.1:1"
    assert Path.cwd() == here


def test_a_disk_that_takes_no_more_ends_it_with_an_error(tmp_path: Path) -> None:
    # ulimit counts blocks: the world has more, everything before it less.
    line = 'ulimit -f 300; exec "$0" -m aum_sync demo "$1"'
    # Nor may what measures coverage be cut off.
    environment = {name: value for name, value in os.environ.items() if "COV" not in name}
    folder = tmp_path / "season"
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, str(folder)],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert f"cannot play the demo in {folder}: File too large" in done.stderr
    assert "make room: aum-sync demo --force FOLDER" in done.stderr


def test_a_folder_that_cannot_be_made_ends_it_with_an_error(tmp_path: Path, aum: Aum) -> None:
    (tmp_path / "file").touch()
    outcome = aum("demo", tmp_path / "file" / "season")
    assert outcome.code == 1
    assert f"cannot make the folder {tmp_path / 'file' / 'season'}: Not a directory" in outcome.err
    assert "name a folder that you may write" in outcome.err
