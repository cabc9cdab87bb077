"""Real repositories, made with git as a person would make them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Repository:
    """A git repository on disk."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> Repository:
        """A new one without commits."""
        shutil.copytree(_within(_new(bare=False), bare=False), root / ".git")
        return cls(root)

    @classmethod
    def bare(cls, root: Path) -> Repository:
        """A new one without commits and work tree, as a remote is."""
        shutil.copytree(_within(_new(bare=True), bare=True), root)
        return cls(root)

    def git(self, *arguments: str) -> str:
        """Run git here."""
        who = {
            f"GIT_{role}_{key}": "a@b.c"
            for role in ("AUTHOR", "COMMITTER")
            for key in ("NAME", "EMAIL")
        }
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=os.environ | who,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def commit(self, **files: str | bytes) -> str:
        """Commit files, given by path with ``__`` for ``/`` and ``_`` for the dot; the commit."""
        for name, content in files.items():
            path = self.root / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")
        return self.git("rev-parse", "HEAD")


@cache
def _new(*, bare: bool) -> tempfile.TemporaryDirectory[str]:
    """What new repositories are copies of; gone with the process.

    They are too small and too short-lived to be tidied: after each commit, fetch and push git
    would begin a process that only finds that out.
    """
    folder = tempfile.TemporaryDirectory()
    made = Repository(Path(folder.name))
    kind = ("--bare",) if bare else ()
    made.git("init", "--quiet", "--initial-branch=main", "--template=", *kind)
    for setting in ("gc.auto=0", "maintenance.auto=false", "receive.autoGC=false"):
        made.git("config", *setting.split("="))
    (_within(folder, bare=bare) / "hooks").mkdir()
    return folder


def _within(folder: tempfile.TemporaryDirectory[str], *, bare: bool) -> Path:
    return Path(folder.name) / ("" if bare else ".git")
