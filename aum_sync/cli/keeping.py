"""Where the values of a login go: to GitHub's secrets, into a file of one's own, or on the screen.

They reach `gh` by its standard input: a command line can be seen by everybody on the machine.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from aum_sync.cli.forge import ENVIRONMENT
from aum_sync.config.loader import load
from aum_sync.errors import AumSyncError
from aum_sync.git.begin import github_of
from aum_sync.git.process import GitError, GitFailedError, git
from aum_sync.redact import redact
from aum_sync.spotify.apps import WRITING, App
from aum_sync.store.tree import WorkTree
from aum_sync.text.cells import brief

_PLAIN = {"GIT_LITERAL_PATHSPECS": "0"}
"""Without which check-ignore does nothing."""
_HIDDEN = ("AUM_SYNC_", "SPOTIPY_")


def environment_of(root: Path, app: App) -> str | None:
    """The environment that keeps the secrets of an app; None: the repository itself does.

    A private repository on a free plan, which reviews by `acknowledge`, has no environments.
    """
    if app is not WRITING:
        return None
    try:
        review = load(WorkTree(root).read).config.policy.review
    except AumSyncError:
        return ENVIRONMENT
    return None if review == "acknowledge" else ENVIRONMENT


class GitHubKeeper:
    """Hands values to GitHub by its own command line."""

    def __init__(self, root: Path, environment: str | None) -> None:
        program = shutil.which("gh")
        if program is None:
            raise AumSyncError(
                "gh is not installed, which hands secrets to GitHub",
                hint="install it (cli.github.com), or keep the values here: --to FILE",
            )
        self._gh, self._root, self._environment = program, root, environment
        self._repository = github_of(root)

    def check(self) -> None:
        """Raise AumSyncError where gh does not know which repository this is, or may not."""
        self._run("repo", "view", *filter(None, [self._repository]), "--json", "nameWithOwner")

    def keep(self, secrets: Mapping[str, str], variables: Mapping[str, str]) -> str:
        """Set all of them; where they are then."""
        # Of a fork with two remotes gh might take the other one.
        there = ("--repo", self._repository) if self._repository else ()
        place = ("--env", self._environment) if self._environment else ()
        for name, value in secrets.items():
            self._run("secret", "set", name, *place, *there, stdin=value)
        for name, value in variables.items():
            self._run("variable", "set", name, "--body", value, *there)
        inside = f"the environment {self._environment}" if self._environment else "the repository"
        named = f" of {self._repository}" if self._repository else ""
        return f"the secrets of {inside}{named} on GitHub: {', '.join(secrets)}"

    def _run(self, *arguments: str, stdin: str = "") -> None:
        clean = {name: v for name, v in os.environ.items() if not name.startswith(_HIDDEN)}
        # No shell; the arguments are ours, and no value is among them.
        done = subprocess.run(  # noqa: S603
            [self._gh, *arguments],
            cwd=self._root,
            env=clean,
            input=stdin.encode(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            said = brief(redact(done.stderr.decode("utf-8", "replace")).strip())
            raise AumSyncError(
                f"gh {' '.join(arguments[:3])} failed: {said or 'no reason given'}",
                hint="gh auth status; or keep the values here: --to FILE",
            )


class FileKeeper:
    """Puts values into a new file that nobody else can read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def check(self) -> None:
        """Raise AumSyncError where the file is there, or git would take it up."""
        path = self._path
        if os.path.lexists(path):
            raise AumSyncError(
                f"{path} is there already", hint=f"name another file, or remove it: rm {path}"
            )
        if not path.absolute().parent.is_dir():
            raise AumSyncError(f"there is no folder for {path}", hint=f"mkdir -p {path.parent}")
        if _would_be_committed(path):
            raise AumSyncError(
                f"git would take {path} up, and everybody could read it then",
                hint=f"name it like reader.env (git ignores *.env), or: echo {path.name} "
                ">>.gitignore",
            )

    def keep(self, secrets: Mapping[str, str], variables: Mapping[str, str]) -> str:
        """Write them as lines for a shell; where they are then."""
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(lines({**secrets, **variables}) + "\n")
        except OSError as error:
            raise AumSyncError(
                f"cannot write {self._path}: {error.strerror}", hint="name another file"
            ) from None
        return f"{self._path}, which only you can read. To use it:\n  . {_path(self._path)}"


def lines(values: Mapping[str, str]) -> str:
    """Values as a shell takes them."""
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in values.items())


def _path(path: Path) -> str:
    return shlex.quote(str(path if path.is_absolute() or len(path.parts) > 1 else f"./{path}"))


def _would_be_committed(path: Path) -> bool:
    folder = path.absolute().parent
    try:
        git(folder, "rev-parse", "--is-inside-work-tree")
        git(folder, "check-ignore", "--quiet", "--", path.name, variables=_PLAIN)
    except GitFailedError as error:
        return error.status == 1
    except GitError:
        return False
    return False
