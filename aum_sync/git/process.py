"""One way to run git: fixed arguments, a clean environment, bytes in and out."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from aum_sync.errors import AumSyncError

_KEPT = (
    *("PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR", "SYSTEMROOT", "SSH_AUTH_SOCK"),
    *("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"),
)
"""The user's configuration stays reachable for ``safe.directory`` and for a remote's credentials.
Variables of git itself (a hook sets them) are left out."""

_FULL = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")

_FIXED = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    # What is read is the commit itself: nothing put in its place, nothing fetched for it.
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
}


class GitError(AumSyncError):
    """A repository cannot be read as it was asked to be."""


class GitFailedError(GitError):
    """Git ran and said no: with which status, and in which words."""

    def __init__(self, message: str, status: int, words: bytes) -> None:
        super().__init__(message)
        self.status = status
        self.words = words


def git(
    folder: Path,
    *arguments: str,
    stdin: bytes = b"",
    variables: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """What git writes to stdout, run in ``folder``; ``variables`` join its environment.

    Raises GitFailedError where it says no, and GitError where it cannot even be asked.
    """
    program = shutil.which("git")
    if program is None:
        raise GitError("git is not installed", hint="install git")
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    # No shell; the program is git, and what a user typed stands behind --end-of-options.
    done = subprocess.run(  # noqa: S603
        [program, "--no-pager", "-C", str(folder), *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env=environment | _FIXED | dict(variables),
    )
    if done.returncode:
        if b"dubious ownership" in done.stderr:
            raise _of_another(folder.resolve())
        words = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        message = f"git {arguments[0]} failed in {folder}: {words[0]}"
        raise GitFailedError(message, done.returncode, done.stderr)
    return done.stdout


@lru_cache(maxsize=1024)
def lasting(folder: Path, *arguments: str) -> bytes:
    """What git says of objects by their full names, which never changes: it is asked once.

    Raises as ``git`` does; that is not remembered, since what is missing may still be fetched.
    """
    return git(folder, *arguments)


def is_full(name: str) -> bool:
    """Whether this is the full name of an object, which means the same for ever."""
    return _FULL.fullmatch(name) is not None


def _of_another(folder: Path) -> GitError:
    top = next((d for d in (folder, *folder.parents) if (d / ".git").exists()), folder)
    return GitError(
        f"git reads nothing in {top}: the repository belongs to another user (dubious ownership)",
        hint=f"if you trust it: git config --global --add safe.directory {shlex.quote(str(top))}",
    )
