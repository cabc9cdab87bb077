"""The demo's folder: a git repository of its own that no setting of the machine reaches into.

Its remote, in place of what GitHub would be, is a bare repository inside of it: so the folder can
be moved, copied and thrown away as a whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from aum_sync.errors import AumSyncError
from aum_sync.git.process import git

ORIGIN = ".origin.git"
"""The remote, seen from the folder."""

_MARK = Path(".git", "aum-sync-demo")
"""A file in a folder's .git by which the demo knows its own."""

_SETTINGS = {
    "user.name": "Lowtide Radio",
    "user.email": "curator@lowtide.invalid",
    "commit.gpgSign": "false",
    "core.hooksPath": "/dev/null",
    "core.excludesFile": "/dev/null",
    "core.attributesFile": "/dev/null",
    "core.autocrlf": "false",
    "core.fsmonitor": "false",
    "remote.origin.url": f"./{ORIGIN}",
    "remote.origin.fetch": "+refs/heads/*:refs/remotes/origin/*",
    "branch.main.remote": "origin",
    "branch.main.merge": "refs/heads/main",
    "push.default": "simple",
    "push.gpgSign": "false",
    "pull.rebase": "true",
    "rebase.autoStash": "true",
}
"""The repository's own settings: they beat the reader's, so that no hook, signature, ignore list
or missing name comes into the way, now or when the reader commits. A reader's commits go behind
the state commits that an apply pushed meanwhile."""


class DemoError(AumSyncError):
    """The demo cannot be played here."""


def cannot(what: str, folder: Path, error: OSError) -> DemoError:
    """What the machine does not let us do, as an error with a way on."""
    where = f" ({error.filename})" if error.filename not in (None, str(folder)) else ""
    return DemoError(
        f"cannot {what} {folder}: {error.strerror or type(error).__name__}{where}",
        hint="name a folder that you may write, or make room: aum-sync demo --force FOLDER",
    )


def is_demo(folder: Path) -> bool:
    """Whether the demo made this folder."""
    return not folder.is_symlink() and (folder / _MARK).is_file()


def prepare(folder: Path) -> None:
    """Make a repository without commits, and its remote, in a new or empty folder.

    Raises DemoError where git is missing, or where the folder is anything else.
    """
    if shutil.which("git") is None:
        raise DemoError(
            "the demo keeps its season in a git repository, and git is not installed",
            hint="install git (https://git-scm.com/downloads), then run the demo again",
        )
    try:
        if folder.is_symlink() or (folder.exists() and any(folder.iterdir())):
            raise DemoError(
                f"{folder} is there already and is no demo of ours; nothing in it was touched",
                hint="name a new folder: aum-sync demo FOLDER",
            )
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot("make the folder", folder, error) from error
    git(folder, "init", "--quiet", "--template=")
    git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    for name, value in _SETTINGS.items():
        git(folder, "config", name, value)
    git(folder, "init", "--quiet", "--bare", "--template=", ORIGIN)
    git(folder, f"--git-dir={ORIGIN}", "symbolic-ref", "HEAD", "refs/heads/main")
    git(folder, f"--git-dir={ORIGIN}", "config", "core.hooksPath", "/dev/null")
    (folder / _MARK).touch()


def clear(folder: Path, made: frozenset[str]) -> None:
    """Empty a former demo. ``made`` are the names at its top that the demo makes.

    Raises DemoError where there is anything else: that is somebody's work.
    """
    foreign = sorted(path.name for path in folder.iterdir() if path.name not in made)
    if foreign:
        raise DemoError(
            f"{folder} also holds what the demo did not make: {', '.join(foreign)}",
            hint="move that away first, or name a new folder: aum-sync demo FOLDER",
        )
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files at these paths inside the folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)


def commit(folder: Path, message: str) -> None:
    """Commit all that there is."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def push(folder: Path) -> None:
    """Give the remote what is committed."""
    git(folder, "push", "--quiet")


def follow(folder: Path) -> None:
    """Take what an apply recorded on the remote."""
    git(folder, "pull", "--quiet")
