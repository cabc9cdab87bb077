"""Who put a commit on its branch, and by which pull requests it came, as far as git says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from aum_sync.git.process import GitError, git

_PULL = re.compile(r"\AMerge pull request #([0-9]{1,9})\b|\(#([0-9]{1,9})\)\Z")
"""How GitHub writes the first line of a merge, and of a squash."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a plan came from: the author of its commit (None: not here), and its pull requests.

    ``pulls`` are the numbers since the plan before, newest first. They are as the commits say, and
    anybody can write a commit: no gate rests on them.
    """

    author: str | None
    pulls: tuple[int, ...]


def origin_of(repository: Path, commit: str, before: str | None) -> Origin:
    """The origin of ``commit``; ``before`` is the commit of the plan before, None for the first."""
    since = (f"^{before}",) if before else ()
    try:
        author = _log(repository, "%aN", "--max-count=1", "--end-of-options", commit)[0]
        subjects = _log(repository, "%s", "--first-parent", "--end-of-options", commit, *since)
    except GitError:
        return Origin(None, ())
    found = [match for subject in subjects if (match := _PULL.search(subject))]
    return Origin(author, tuple(dict.fromkeys(int(one[1] or one[2]) for one in found)))


def _log(repository: Path, what: str, *ways: str) -> list[str]:
    return (
        git(repository, "log", "-z", f"--format={what}", *ways).decode(errors="replace").split("\0")
    )
