"""Completion: what a shell asks through the variable, and a real bash that was taught."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aum_sync.cli.main import run
from tests.conftest import Aum
from tests.project.places import ROOT


@pytest.fixture
def season(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    weeks = tmp_path / "state" / "weeks"
    weeks.mkdir(parents=True)
    for name in ("101.json", "101.held.json", "99.json", "110.held.json", "README.md"):
        (weeks / name).write_text("{}", "utf-8")
    return tmp_path


class Shell:
    """Asks as bash does: the words so far, and which of them is being typed."""

    def __init__(self, env: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._env = env
        self._capsys = capsys

    def __call__(self, *words: object) -> list[str]:
        self._env.setenv("_AUM_SYNC_COMPLETE", "bash_complete")
        self._env.setenv("COMP_WORDS", " ".join(["aum-sync", *map(str, words)]))
        self._env.setenv("COMP_CWORD", str(len(words)))
        with pytest.raises(SystemExit):
            run([])
        said = self._capsys.readouterr()
        assert said.err == ""
        return [line.removeprefix("plain,") for line in said.out.splitlines() if line]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


def test_verbs_options_and_choices(shell: Shell) -> None:
    assert shell("expl") == ["explain"]
    assert shell("plan", "--mas") == ["--master"]
    assert shell("completion", "z") == ["zsh"]


@pytest.mark.parametrize("verb", ["plan", "orphans", "request", "rollback", "adopt"])
def test_masters_of_the_season_at_root(verb: str, shell: Shell, season: Path) -> None:
    assert shell(verb, "--root", season, "--master", "hip") == ["hip-hop"]


@pytest.mark.parametrize("verb", ["plan", "validate", "typos", "fix"])
def test_weeks_that_state_has(verb: str, shell: Shell, season: Path) -> None:
    assert shell(verb, "--root", season, "--week", "1") == ["101", "110"]
    assert shell(verb, "--root", season, "--week", "9") == ["99"]


def test_the_season_is_the_one_here_where_no_root_is_named(
    shell: Shell, season: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(season)
    assert shell("plan", "--master", "hip") == ["hip-hop"]
    assert shell("plan", "--week", "11") == ["110"]


def test_nothing_is_offered_and_nothing_said_where_there_is_nothing(
    shell: Shell, season: Path
) -> None:
    assert shell("plam", "--master", "z") == []
    (season / "config" / "season.yaml").write_text("masters: [", "utf-8")
    assert shell("plan", "--root", season, "--master", "h") == []
    (season / "state" / "weeks").rename(season / "elsewhere")
    assert shell("plan", "--root", season, "--week", "1") == []
    (season / "state" / "weeks").symlink_to(season / "elsewhere")
    assert shell("plan", "--root", season, "--week", "1") == []


def test_a_bash_that_was_taught(season: Path) -> None:
    script = """
    eval "$(aum-sync completion bash)"
    complete -p aum-sync
    COMP_WORDS=(aum-sync plan --master hip) COMP_CWORD=3
    _aum_sync_completion aum-sync
    echo "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=season,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "hip-hop"
    assert done.stdout.startswith("complete ")


@pytest.mark.parametrize(("name", "word"), [("zsh", "compdef"), ("fish", "complete --no-files")])
def test_other_shells_have_a_script(name: str, word: str, aum: Aum) -> None:
    done = aum("completion", name)
    assert (done.code, done.err) == (0, "")
    assert word in done.out
    assert "_AUM_SYNC_COMPLETE" in done.out
