"""A branch that aum_sync proposes from: what differs in the work tree, and whose commits it has."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aum_sync.git.process import git
from aum_sync.git.publish import MAIL, NAME


@dataclass(frozen=True, slots=True)
class Signed:
    """A commit, its parents, and whether author and committer both bear our name.

    A name proves nothing: who pushed it, only GitHub knows.
    """

    commit: str
    parents: tuple[str, ...]
    ours: bool


def edited(folder: Path, paths: Sequence[str]) -> tuple[str, ...]:
    """The files below some paths that are not as HEAD has them, from the repository's top.

    New ones are among them, ignored ones are not.
    """
    listing = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all")
    rows = os.fsdecode(git(folder, *listing, "--", *paths)).split("\0")
    return tuple(row[3:] for row in rows if row)


def signatures(repository: Path, base: str, tip: str) -> tuple[Signed, ...]:
    """The commits that ``tip`` has and ``base`` has not."""
    # NUL parts fields: names are anybody's choice. Each record ends with one.
    form = "--format=%H%x00%P%x00%an%x00%ae%x00%cn%x00%ce"
    span = ("--end-of-options", f"{base}..{tip}", "--")
    fields = os.fsdecode(git(repository, "log", "-z", "--no-patch", form, *span)).split("\0")
    rows = [fields[at : at + 6] for at in range(0, len(fields) - 5, 6)]
    return tuple(
        Signed(row[0], tuple(row[1].split()), row[2:] == [NAME, MAIL, NAME, MAIL]) for row in rows
    )


def parents(repository: Path, commit: str) -> tuple[str, ...]:
    """The parents of a commit."""
    return tuple(git(repository, "rev-parse", f"{commit}^@").decode().split())
