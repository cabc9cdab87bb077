"""Real repositories, made with git as a person would make them."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Repository:
    """A git repository on disk."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> Repository:
        """A new one without commits."""
        root.mkdir(parents=True)
        repository = cls(root)
        repository.git("init", "--quiet", "--initial-branch=main")
        return repository

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
