"""How a branch came to be: what landed on it, and what merging would have given: for the gate."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aum_sync.git.process import GitFailedError, git
from aum_sync.git.publish import MAIL, NAME

_FORMAT = "%x01%H%x02%P%x02%cn%x02%ce%x02"


@dataclass(frozen=True, slots=True)
class Landing:
    """A commit on the first-parent line of a branch, and the paths that it changed there.

    ``signed`` says that it bears the name under which state commits are made. A name proves
    nothing; what such a commit changes is only ever an observation.
    """

    commit: str
    parents: tuple[str, ...]
    paths: tuple[str, ...]
    signed: bool


def landings(repository: Path, tip: str, folders: Sequence[str]) -> Iterator[Landing]:
    """The commits that changed something in these folders, newest first."""
    listing = ("log", "-z", "--first-parent", "--diff-merges=first-parent", "--no-renames")
    rows = ("--name-only", f"--format={_FORMAT}", "--end-of-options", tip, "--", *folders)
    for record in os.fsdecode(git(repository, *listing, *rows)).split("\x01")[1:]:
        commit, parents, name, mail, paths = record.split("\x02")
        changed = tuple(path.strip("\n") for path in paths.split("\0") if path.strip("\n"))
        yield Landing(commit, tuple(parents.split()), changed, (name, mail) == (NAME, MAIL))


def merged(repository: Path, base: str, head: str) -> str | None:
    """The tree that merging ``head`` into ``base`` gives; None where the two conflict."""
    try:
        found = git(repository, "merge-tree", "--write-tree", "--end-of-options", base, head)
    except GitFailedError as error:
        if error.status == 1:
            return None
        raise
    return found.decode().split("\n", 1)[0]


def tree_entries(repository: Path, tree: str, paths: Sequence[str]) -> dict[str, str]:
    """The objects at some paths of a tree or commit, by path; what is not there is left out."""
    listing = ("ls-tree", "-z", "--full-tree", "--end-of-options", tree, "--", *paths)
    rows = os.fsdecode(git(repository, *listing)).split("\0")
    found = (row.split("\t", 1) for row in rows if row)
    return {path: head.split()[2] for head, path in found}


def merge_base(repository: Path, one: str, other: str) -> str | None:
    """The commit at which two lines parted; None where they have nothing in common."""
    try:
        return git(repository, "merge-base", one, other).decode().strip()
    except GitFailedError:
        return None
