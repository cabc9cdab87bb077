"""A season as one commit has it: read from the commit's blobs, never from the work tree."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from aum_sync.errors import Fault
from aum_sync.git.process import GitError, GitFailedError, git, is_full, lasting
from aum_sync.paths import MAX_BYTES, ROOMS, path_error, refuse_unsafe

_REGULAR = ("100644", "100755")
_KINDS = {"120000": "a symbolic link", "160000": "a submodule"}
_VERSIONS = 50


def resolve(root: Path, revision: str) -> tuple[Path, str, str]:
    """The repository that ``root`` is in, the commit that ``revision`` names, root's prefix.

    The prefix is the way from the repository's top to ``root``, ``""`` at the top itself. Raises
    GitError where there is no repository, only a shallow one, or no such commit.
    """
    whole = root
    with suppress(FileNotFoundError):  # Git says it where the folder that we are in is gone.
        whole = root.absolute()
    top, prefix = _where(root, whole)
    unknown = GitError(
        f"no commit here is named {revision!r}",
        hint="git log --oneline --all lists them; git fetch brings those of others",
    )
    if not revision.isprintable() or revision.startswith("-"):
        raise unknown
    try:
        name = f"{revision}^{{commit}}"
        found = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    except GitFailedError as error:
        raise unknown from error
    return top, found.decode().strip(), prefix


@lru_cache
def _where(root: Path, _absolute: Path) -> tuple[Path, str]:
    """Asked once, wherever a relative root leads. What it refuses is asked again."""
    try:
        # A folder's name may hold any sign, line ends too: each path is the rest of an answer.
        first = git(root, "rev-parse", "--is-shallow-repository", "--show-toplevel")
        prefix = git(root, "rev-parse", "--show-prefix")
    except GitFailedError as error:
        raise GitError(
            f"{root} is not inside a git work tree ({error})",
            hint="run it in the season's repository, or name that with --root",
        ) from error
    shallow, top = os.fsdecode(first).removesuffix("\n").split("\n", 1)
    if shallow == "true":
        raise GitError(
            f"{top} is a shallow clone: it does not hold the history that is asked about",
            hint="git fetch --unshallow (in GitHub Actions: fetch-depth: 0 for actions/checkout)",
        )
    return Path(top), os.fsdecode(prefix).removesuffix("\n").removesuffix("/")


@dataclass(frozen=True)
class CommitTree:
    """The files of the season at ``prefix`` in a commit, given by its full name.

    Implements ``store.tree.Tree``. Two processes in all, however many files: the season's blobs
    are listed and fetched together when the first one is asked for.
    """

    repository: Path
    commit: str
    prefix: str = ""

    def __post_init__(self) -> None:
        if not is_full(self.commit):
            raise GitError(f"{self.commit!r} is no full commit id", hint="git rev-parse REVISION")

    def read(self, path: str) -> bytes | None:
        """The bytes of a regular file of the commit; None where it has none."""
        refuse_unsafe(path)
        blob = self._blobs.get(path)
        if blob is not None and blob.size > MAX_BYTES:
            raise path_error(path, f"is larger than {MAX_BYTES // 2**20} MiB in {self.commit[:12]}")
        return None if blob is None else self._contents[blob.name]

    def names(self, folder: str) -> tuple[str, ...]:
        """The sorted names of the files directly inside; () where there is no such folder."""
        refuse_unsafe(folder)
        start = f"{folder}/"
        inside = (path.removeprefix(start) for path in self._blobs if path.startswith(start))
        return tuple(sorted(name for name in inside if "/" not in name))

    @cached_property
    def _blobs(self) -> dict[str, _Blob]:
        start = f"{self.prefix}/" if self.prefix else ""
        rooms = [f"{start}{room}" for room in ROOMS]
        listing = ("ls-tree", "-r", "-z", "-l", "--full-tree", "--end-of-options", self.commit)
        rows = os.fsdecode(lasting(self.repository, *listing, "--", *rooms)).split("\0")
        blobs = [_Blob.parse(row, start) for row in rows if row]
        faults = [
            Fault(
                f"{blob.path} is {_KINDS.get(blob.mode, 'no regular file')} in {self.commit[:12]}",
                hint="put the file itself there: a season's files are regular files",
            )
            for blob in blobs
            if blob.mode not in _REGULAR
        ]
        if faults:
            raise GitError(*faults)
        return {blob.path: blob for blob in blobs}

    @cached_property
    def _contents(self) -> dict[str, bytes]:
        wanted = {blob.name: blob.size for blob in self._blobs.values() if blob.size <= MAX_BYTES}
        stdin = "".join(f"{name}\n" for name in wanted).encode()
        answer = git(self.repository, "cat-file", "--batch", stdin=stdin)
        contents: dict[str, bytes] = {}
        at = 0
        for name, size in wanted.items():
            header = f"{name} blob {size}\n".encode()
            if not answer.startswith(header, at):
                raise GitError(
                    f"the repository at {self.repository} does not hold {name[:12]}",
                    hint="a partial clone lacks files: git fetch --refetch --no-filter origin",
                )
            at += len(header)
            contents[name] = answer[at : at + size]
            at += size + 1
        return contents


@dataclass(frozen=True, slots=True)
class _Blob:
    mode: str
    name: str
    size: int
    path: str

    @classmethod
    def parse(cls, row: str, start: str) -> _Blob:
        """One row of ``ls-tree -l``: mode, type, name, size (``-`` where it has none), path."""
        head, path = row.split("\t", 1)
        mode, _, name, size = head.split()
        return cls(mode, name, int(size) if size.isdigit() else 0, path.removeprefix(start))


def blob(repository: Path, name: str) -> bytes | None:
    """The bytes of a blob, given by its full name; None where no such one of a file's size is."""
    try:
        size = int(git(repository, "cat-file", "-s", name))
        return git(repository, "cat-file", "blob", name) if size <= MAX_BYTES else None
    except GitFailedError:
        return None


def versions(
    folder: Path, revision: str, path: str, most: int = _VERSIONS, *, whole: bool = False
) -> Iterator[tuple[str, bytes]]:
    """The commits up to ``revision`` that touched a file, newest first, with what each left.

    ``path`` is relative to ``folder``; ``most`` is how many commits are looked at, -1 for all.
    ``whole``: of a merge all sides, also where the file came from one of them alone. Those that
    removed it are passed over, and so is what git cannot say.
    """
    sides = ("--full-history",) if whole else ()
    listing = ("rev-list", f"--max-count={most}", *sides, "--end-of-options", revision, "--", path)
    try:
        commits = git(folder, *listing).decode().split()
    except GitError:
        return
    for commit in commits:
        with suppress(GitError):
            yield commit, git(folder, "cat-file", "blob", f"{commit}:./{path}")
