"""The first commits of a season's repository: on a branch of their own, nothing written over."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aum_sync.git.process import GitError, GitFailedError, git
from aum_sync.git.remote import known_default

_MAIN = ("main", "master")
_ORIGIN = re.compile(
    r"(?:https://(?:[^@/]*@)?github\.com/|(?:ssh://)?git@github\.com[:/])"
    r"([0-9A-Za-z-]+/[0-9A-Za-z._-]+?)(?:\.git)?/?"
)


@dataclass(frozen=True, slots=True)
class Ground:
    """A repository to begin in. ``prefix`` is the way from its top to the season, "" at the top.

    ``branch`` is the one that is applied from, ``here`` the one that is checked out.
    """

    top: Path
    prefix: str
    branch: str
    here: str

    @property
    def is_empty(self) -> bool:
        """Whether it has no commit yet."""
        return not _succeeds(self.top, "rev-parse", "--verify", "--quiet", "HEAD")

    @property
    def has_origin(self) -> bool:
        """Whether it knows a remote called origin."""
        return _succeeds(self.top, "remote", "get-url", "origin")

    def has_branch(self, name: str) -> bool:
        """Whether there is a branch of this name."""
        return _succeeds(self.top, "rev-parse", "--verify", "--quiet", f"refs/heads/{name}")

    def switch(self, name: str) -> None:
        """Check a new branch out, whatever is edited in the work tree."""
        git(self.top, "switch", "--quiet", "--create", name)

    def commit(self, paths: Sequence[str], message: str) -> bool:
        """Commit these files and nothing else that waits; False where they are committed.

        The first commit of all is made in any case.
        """
        if paths:
            git(self.top, "add", "--", *paths)
        elif not self.is_empty:
            return False
        if not self.is_empty and not git(self.top, "diff", "--cached", "--name-only", "--", *paths):
            return False
        git(self.top, "commit", "--quiet", "--allow-empty", "--only", "-m", message, "--", *paths)
        return True


def ground_at(root: Path, beside: str) -> Ground:
    """The repository that ``root`` is in; where it is in none, a new one, at ``root``.

    ``beside`` is the branch of a proposal, which is never what is applied from.
    Raises GitError where git cannot make one, or does not know whose commits these are.
    """
    root.mkdir(parents=True, exist_ok=True)
    if not _succeeds(root, "rev-parse", "--git-dir"):
        git(root, "init", "--quiet", f"--initial-branch={_MAIN[0]}")
    if not _succeeds(root, "var", "GIT_AUTHOR_IDENT"):
        raise GitError(
            "git does not know whose commits these are",
            hint="git config --global user.name 'Your Name' "
            "&& git config --global user.email you@example.com",
        )
    top = Path(_line(git(root, "rev-parse", "--show-toplevel")))
    prefix = _line(git(root, "rev-parse", "--show-prefix")).removesuffix("/")
    here = _line(git(root, "symbolic-ref", "--quiet", "--short", "HEAD"))
    ground = Ground(top, prefix, known_default(root) or here, here)
    if ground.branch != beside:
        return ground
    base = next((name for name in _MAIN if ground.has_branch(name)), _MAIN[0])
    return replace(ground, branch=base)


def github_of(folder: Path) -> str | None:
    """``owner/name`` of the repository on GitHub that ``folder`` was cloned from, if any."""
    try:
        url = _line(git(folder, "remote", "get-url", "origin"))
    except GitError:
        return None
    found = _ORIGIN.fullmatch(url)
    return found[1] if found else None


def commit_of(folder: Path) -> str | None:
    """The commit that is checked out at ``folder``, which is a repository's top; else None."""
    if not (folder / ".git").exists() or not _succeeds(folder, "rev-parse", "--verify", "HEAD"):
        return None
    return _line(git(folder, "rev-parse", "HEAD"))


def _line(answer: bytes) -> str:
    return os.fsdecode(answer).removesuffix("\n")


def _succeeds(folder: Path, *arguments: str) -> bool:
    try:
        git(folder, *arguments)
    except GitFailedError:
        return False
    return True
