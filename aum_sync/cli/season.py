"""Opening a season: from a tree of files to its configuration and state, for every verb."""

from __future__ import annotations

from aum_sync.config.loader import LoadedConfig, load
from aum_sync.errors import AumSyncError, ConfigError
from aum_sync.git.commit import CommitTree, versions
from aum_sync.season.items import State
from aum_sync.store.damage import History
from aum_sync.store.state import load_state
from aum_sync.store.tree import Tree, WorkTree


def open_season(tree: Tree) -> tuple[LoadedConfig, State]:
    """The configuration and the state in ``tree``; raises AumSyncError with the faults of both."""
    errors: list[AumSyncError] = []
    loaded = state = None
    try:
        loaded = load(tree.read)
    except AumSyncError as error:
        errors.append(error)
    try:
        state = load_state(tree, _history(tree))
    except AumSyncError as error:
        errors.append(error)
    if loaded is None or state is None:
        faults = dict.fromkeys(fault for error in errors for fault in error.faults)
        raise ConfigError(*faults)
    return loaded, state


def _history(tree: Tree) -> History | None:
    """Where the committed versions of a damaged file are found."""
    match tree:
        case WorkTree(root=root):
            return lambda path: versions(root, "HEAD", path)
        case CommitTree(repository=repository, commit=commit, prefix=prefix):
            start = f"{prefix}/" if prefix else ""
            return lambda path: versions(repository, commit, f"{start}{path}")
        case _:
            return None
