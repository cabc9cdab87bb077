"""How a branch came to be: what landed on it, and what merging would have given: for the gate.

All commits are asked for by their full ids, so that git is asked once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aum_sync.git.process import GitFailedError, lasting
from aum_sync.git.publish import MAIL, NAME


@dataclass(frozen=True, slots=True)
class Landing:
    """A commit on the first-parent line of a branch, and the paths that it changed there.

    ``signed`` says that it bears the name under which state commits are made. A name proves
    nothing; what such a commit changes is only ever an observation. A path with signs that git
    quotes is given in its quotes.
    """

    commit: str
    parents: tuple[str, ...]
    subject: str
    paths: tuple[str, ...]
    signed: bool


def landings(repository: Path, span: str, folders: Sequence[str] = ()) -> Iterator[Landing]:
    """The commits of a span (``tip``, ``from..tip``), newest first.

    With ``folders``, only those that changed something there, and those of their paths.
    """
    ends = ("--end-of-options", span, "--", *folders)
    listing = ("log", "--first-parent", "--diff-merges=first-parent", "--no-renames")
    # Names and subjects are anybody's choice, and may hold any sign but a NUL; paths are quoted.
    rows = lasting(repository, *listing, "-z", "--no-patch", "--format=%cn%x00%ce%x00%s", *ends)
    fields = iter(os.fsdecode(rows).split("\0"))
    names = lasting(repository, *listing, "--name-only", "--format=%x01%H %P", *ends)
    for record in os.fsdecode(names).split("\x01")[1:]:
        ids, _, paths = record.partition("\n")
        commit, *parents = ids.split()
        signed = (next(fields), next(fields)) == (NAME, MAIL)
        changed = tuple(path for path in paths.split("\n") if path)
        yield Landing(commit, tuple(parents), next(fields), changed, signed)


def between(repository: Path, since: str, tip: str) -> frozenset[str]:
    """The commits that ``tip`` contains and ``since`` does not."""
    listing = ("rev-list", "--end-of-options", f"{since}..{tip}")
    return frozenset(lasting(repository, *listing).decode().split())


def has_touched(repository: Path, span: str, path: str, kinds: str = "ADMT") -> bool:
    """Whether a commit of a span changed a file (git's letters for how), on any side of a merge.

    The very first commit of a branch changes nothing.
    """
    how = ("--full-history", "--min-parents=1", "--diff-merges=first-parent", "--no-renames")
    listing = ("log", *how, f"--diff-filter={kinds}", "--name-only", "--format=")
    return bool(lasting(repository, *listing, "--end-of-options", span, "--", path).strip())


def changed(repository: Path, since: str, head: str) -> tuple[str, ...]:
    """The paths that differ between two commits."""
    listing = ("diff", "--name-only", "-z", "--no-renames", "--end-of-options", since, head, "--")
    return tuple(filter(None, os.fsdecode(lasting(repository, *listing)).split("\0")))


def merged(repository: Path, base: str, head: str) -> str | None:
    """The tree that merging ``head`` into ``base`` gives; None where the two conflict."""
    try:
        found = lasting(repository, "merge-tree", "--write-tree", "--end-of-options", base, head)
    except GitFailedError as error:
        if error.status == 1:
            return None
        raise
    return found.decode().split("\n", 1)[0]


def tree_entries(repository: Path, tree: str, paths: Sequence[str]) -> dict[str, str]:
    """The objects at some paths of a tree or commit, by path; what is not there is left out."""
    listing = ("ls-tree", "-z", "--full-tree", "--end-of-options", tree, "--", *paths)
    rows = os.fsdecode(lasting(repository, *listing)).split("\0")
    found = (row.split("\t", 1) for row in rows if row)
    return {path: head.split()[2] for head, path in found}


def merge_base(repository: Path, one: str, other: str) -> str | None:
    """The commit at which two lines parted; None where they have nothing in common."""
    try:
        return lasting(repository, "merge-base", one, other).decode().strip()
    except GitFailedError:
        return None
