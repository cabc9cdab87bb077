"""How the last apply left the masters, as git has it: what somebody did since is what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from aum_sync.cli.past import applies
from aum_sync.cli.season import recorded_at, tree_of
from aum_sync.config.types import Config
from aum_sync.errors import StateError
from aum_sync.git.commit import CommitTree, resolve, versions
from aum_sync.git.process import GitError
from aum_sync.plan.drift import Left, Lefts
from aum_sync.season.items import Snapshot, State, content_digest
from aum_sync.store.document import read_document
from aum_sync.store.files import decode_snapshot, master_path, other_path
from aum_sync.store.tree import Tree

if TYPE_CHECKING:
    from aum_sync.plan.rollback import Snapshots

NOTHING_HELD: Snapshots = MappingProxyType({})


def lefts(
    root: Path, commit: str | None, config: Config, state: State, held: Snapshots = NOTHING_HELD
) -> Lefts:
    """How each playlist of ``state`` was left: by the last apply, else by the last pull.

    ``commit`` is where the history is followed from, HEAD where None; ``held`` are the snapshots
    that were reviewed already. While an apply is unfinished nothing is known: what differs may be
    its own doing.
    """
    if state.pending:
        return {}
    files = tuple(_files(config, state))
    found = {file.key: Left(file.snapshot, "the last pull") for file in files}
    with suppress(GitError):
        found |= dict(_applied(root, _revision(root, config, commit), files))
    return {key: replace(left, held=held.get(key)) for key, left in found.items()}


def committed(root: Path, config: Config, state: State) -> Snapshots:
    """The snapshots of playlists that HEAD has; those of ``state`` where there is no commit."""
    files = tuple(_files(config, state))
    try:
        tree, _ = tree_of(root, _revision(root, config))
        found = {file.key: file.recorded(tree) for file in files}
    except GitError:
        return {file.key: file.snapshot for file in files}
    return {key: snapshot for key, snapshot in found.items() if snapshot}


@dataclass(frozen=True, slots=True)
class _File:
    """The snapshot of a playlist under the key that it has now, and where commits may have it.

    That of a master which was given another key is under the old one until the next pull, and in
    older commits.
    """

    key: str
    snapshot: Snapshot
    paths: tuple[str, ...]

    def recorded(self, tree: Tree) -> Snapshot | None:
        """The snapshot in a tree; None where there is none that can be read."""
        contents = filter(None, map(tree.read, self.paths))
        return next(filter(None, map(self.decoded, contents)), None)

    def decoded(self, data: bytes) -> Snapshot | None:
        """The snapshot in a version of the file; None where that cannot be read."""
        decode = partial(decode_snapshot, self.key)
        try:
            return read_document(self.paths[0], data, "master", decode)
        except StateError:
            return None


def _files(config: Config, state: State) -> Iterator[_File]:
    was = {master.key: master.was for master in config.masters if master.was}
    there = {one.key for one in state.snapshots}
    renamed = {old: key for key, old in was.items() if key not in there}
    for one in state.snapshots:
        key = renamed.get(one.key, one.key)
        keys = (key, was[key]) if key in was else (key,)
        yield _File(key, one, tuple(map(master_path, keys)))
    for one in state.others:
        yield _File(one.key, one, (other_path(one.key),))


def _revision(root: Path, config: Config, commit: str | None = None) -> str:
    """Where outputs are recorded, as far as this clone has that."""
    outputs = recorded_at(root, config.policy.state_branch)
    return outputs.commit if outputs else commit or "HEAD"


def _applied(root: Path, revision: str, files: Iterable[_File]) -> Iterator[tuple[str, Left]]:
    last = next(applies(root, revision), None)
    if last is None:
        return
    tree = CommitTree(*resolve(root, last.commit))
    for file in files:
        left, snapshot = file.recorded(tree), file.snapshot
        if left and left.applied == snapshot.applied:
            yield file.key, Left(left, f"apply {last.applied.number}")
        elif snapshot.applied and (found := _as_applied(root, revision, file)):
            yield file.key, Left(found, "the last apply")


def _as_applied(root: Path, revision: str, file: _File) -> Snapshot | None:
    """The playlist as an apply left it that did not come to its end."""
    for path in file.paths:
        for _, data in versions(root, revision, path):
            found = file.decoded(data)
            if found and content_digest(found.slots) == file.snapshot.applied:
                return found
    return None
