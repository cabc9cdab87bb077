"""The demo, played once per process: over a former one, in a hostile home."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

_OURS = ("AUM_SYNC_", "GIT_", "GITHUB_", "FORCE_COLOR")


def aum_process(
    home: Path, *arguments: object, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, with nothing of this machine's settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return subprocess.run(
        [sys.executable, "-m", "aum_sync", *map(str, arguments)],
        env={**clean, "HOME": str(home), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@dataclass(frozen=True)
class Played:
    """The demo after it was played: its folder, and what it said."""

    folder: Path
    code: int
    out: str
    err: str


def make_former(folder: Path) -> Path:
    """What the demo takes for a season of its own."""
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "aum-sync-demo").touch()
    (folder / "config").mkdir()
    (folder / "config" / "old.txt").touch()
    (folder / "README.md").touch()
    return folder


def _hostile(home: Path) -> Path:
    """A home whose settings of git would break each step of the demo, if any reached it."""
    template = home / "template" / "hooks"
    template.mkdir(parents=True)
    for hooks in (template, home / "hooks"):
        hooks.mkdir(exist_ok=True)
        for hook in ("pre-commit", "pre-push", "pre-receive", "pre-rebase"):
            (hooks / hook).write_text("#!/bin/sh\nexit 1\n")
            (hooks / hook).chmod(0o755)
    (home / "ignore").write_text("state\n*.yaml\n")
    (home / ".gitconfig").write_text(
        f"[init]\n\ttemplateDir = {template.parent}\n\tdefaultBranch = trunk\n"
        "[push]\n\tgpgSign = true\n\tdefault = nothing\n[pull]\n\tff = only\n"
        f"[core]\n\thooksPath = {home}/hooks\n\texcludesFile = {home}/ignore\n"
        "\tautocrlf = true\n[commit]\n\tgpgSign = true\n[user]\n\tuseConfigOnly = true\n"
    )
    return home


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    place = tmp_path_factory.mktemp("demo")
    home, folder = _hostile(place / "home"), make_former(place / "demo-season")
    done = aum_process(home, "demo", "--force", folder, GIT_DIR=str(place))
    return Played(folder, done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def pulled(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The season as the first pull left it: before the story applied anything."""
    folder = tmp_path_factory.mktemp("pulled") / "season"
    git(played.folder, "clone", "--quiet", ".", str(folder))
    git(folder, "checkout", "--quiet", git(folder, "log", "--format=%H", "--grep=^Pull Low Tide"))
    return folder
