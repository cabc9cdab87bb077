"""How the last apply left the masters, as git has it: what somebody did since is what differs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from aum_sync.cli.past import applies
from aum_sync.cli.season import recorded_at, tree_of
from aum_sync.config.types import Config
from aum_sync.errors import StateError
from aum_sync.git.commit import CommitTree, resolve, versions
from aum_sync.git.process import GitError
from aum_sync.plan.drift import Left, Lefts
from aum_sync.plan.rollback import Snapshots
from aum_sync.season.items import Snapshot, State, content_digest
from aum_sync.store.document import read_document
from aum_sync.store.files import decode_snapshot, master_path
from aum_sync.store.tree import Tree

NOTHING_HELD: Snapshots = MappingProxyType({})


def lefts(
    root: Path, commit: str | None, config: Config, state: State, held: Snapshots = NOTHING_HELD
) -> Lefts:
    """How each master of ``state`` was left: by the last apply, else by the last pull.

    ``commit`` is where the history is followed from, HEAD where None; ``held`` are the snapshots
    that were reviewed already. While an apply is unfinished nothing is known: what differs may be
    its own doing.
    """
    if state.pending:
        return {}
    found = {one.key: Left(one, "the last pull") for one in state.snapshots}
    with suppress(GitError):
        found |= dict(_applied(root, _revision(root, config, commit), state))
    return {key: replace(left, held=held.get(key)) for key, left in found.items()}


def committed(root: Path, config: Config, state: State) -> Snapshots:
    """The snapshots of masters that HEAD has; those of ``state`` where there is no commit."""
    try:
        tree, _ = tree_of(root, _revision(root, config))
        found = {one.key: _recorded(tree, one.key) for one in state.snapshots}
    except GitError:
        return {one.key: one for one in state.snapshots}
    return {key: snapshot for key, snapshot in found.items() if snapshot}


def _revision(root: Path, config: Config, commit: str | None = None) -> str:
    """Where outputs are recorded, as far as this clone has that."""
    outputs = recorded_at(root, config.policy.state_branch)
    return outputs.commit if outputs else commit or "HEAD"


def _applied(root: Path, revision: str, state: State) -> Iterator[tuple[str, Left]]:
    last = next(applies(root, revision), None)
    if last is None:
        return
    repository, commit, prefix = resolve(root, last.commit)
    tree = CommitTree(repository, commit, prefix)
    for snapshot in state.snapshots:
        left = _recorded(tree, snapshot.key)
        if left and left.applied == snapshot.applied:
            yield snapshot.key, Left(left, f"apply {last.applied.number}")
        elif snapshot.applied and (found := _as_applied(root, revision, snapshot)):
            yield snapshot.key, Left(found, "the last apply")


def _as_applied(root: Path, revision: str, snapshot: Snapshot) -> Snapshot | None:
    """The master as an apply left it that did not come to its end."""
    for _, data in versions(root, revision, master_path(snapshot.key)):
        found = _decoded(snapshot.key, data)
        if found and content_digest(found.slots) == snapshot.applied:
            return found
    return None


def _recorded(tree: Tree, key: str) -> Snapshot | None:
    """The snapshot of a master in a tree; None where there is none that can be read."""
    data = tree.read(master_path(key))
    return None if data is None else _decoded(key, data)


def _decoded(key: str, data: bytes) -> Snapshot | None:
    try:
        return read_document(master_path(key), data, "master", partial(decode_snapshot, key))
    except StateError:
        return None
