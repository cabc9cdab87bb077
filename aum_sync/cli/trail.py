"""The audit trail of a season: read whole, or an error that says how to restore it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from aum_sync.cli.season import history_of_tree
from aum_sync.errors import Fault, StateError
from aum_sync.report.audit import read_audit
from aum_sync.store.damage import restore_hint, with_hint
from aum_sync.store.tree import Tree

_AUDIT = "state/audit"
_NAME = re.compile(r"[0-9]{4}\.csv")


def audit_path(at: str) -> str:
    """The file of the trail for a time (UTC, ISO): one a year."""
    return f"{_AUDIT}/{at[:4]}.csv"


def read_trail(tree: Tree) -> list[tuple[int, str]]:
    """Number of the apply and kind of every row there is; raises StateError with all faults."""
    faults: list[Fault] = []
    rows: list[tuple[int, str]] = []
    for path, data in _files(tree):
        try:
            rows += read_audit(path, data)
        except StateError as error:
            hint = partial(restore_hint, path, history_of_tree(tree), partial(_is_whole, path))
            faults += with_hint(error.faults, hint)
    if faults:
        raise StateError(*faults)
    return rows


def _files(tree: Tree) -> Iterator[tuple[str, bytes]]:
    for name in filter(_NAME.fullmatch, tree.names(_AUDIT)):
        path = f"{_AUDIT}/{name}"
        if (data := tree.read(path)) is not None:
            yield path, data


def _is_whole(path: str, data: bytes) -> bool:
    try:
        read_audit(path, data)
    except StateError:
        return False
    return True
