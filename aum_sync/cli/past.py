"""The applies that were, as the history of ``state/applied.json`` tells them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aum_sync.errors import DataError, StateError
from aum_sync.git.commit import CommitTree, resolve, versions
from aum_sync.season.items import Applied
from aum_sync.store.document import read_document
from aum_sync.store.runs import APPLIED, decode_applied
from aum_sync.store.state import load_state
from aum_sync.text.words import ranges

if TYPE_CHECKING:
    from aum_sync.plan.rollback import Snapshots


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished apply; ``commit`` is the state commit that it ended with."""

    applied: Applied
    commit: str


@dataclass(frozen=True, slots=True)
class Past:
    """The applies up to a revision, newest first."""

    revision: str
    repository: Path
    prefix: str
    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, root: Path, revision: str) -> Past:
        """The applies that ``revision`` knows of; a damaged file between them is left out."""
        repository, commit, prefix = resolve(root, revision)
        return cls(commit, repository, prefix, tuple(applies(root, revision)))

    def entry(self, number: int) -> Entry:
        """The apply of this number; raises DataError where there is none."""
        for entry in self.entries:
            if entry.applied.number == number:
                return entry
        numbers = sorted(entry.applied.number for entry in self.entries)
        known = f"those there are: {ranges(numbers)}" if numbers else "nothing was applied yet"
        raise DataError(f"there is no apply {number}; {known}", hint="aum-sync history")

    def after(self, entry: Entry) -> Snapshots:
        """What the playlists held when an apply had ended."""
        return self._snapshots(entry.commit)

    def before(self, entry: Entry) -> Snapshots:
        """What the playlists held before its first write."""
        return self._snapshots(entry.applied.before)

    def _snapshots(self, commit: str) -> Snapshots:
        state = load_state(CommitTree(self.repository, commit, self.prefix))
        return {snapshot.key: snapshot for snapshot in (*state.others, *state.snapshots)}


def applies(root: Path, revision: str) -> Iterator[Entry]:
    """The applies that ``revision`` knows of, newest first, looked up as they are taken."""
    seen: set[int] = set()
    for commit, data in versions(root, revision, APPLIED, most=-1):
        try:
            applied = read_document(APPLIED, data, "applied", decode_applied)
        except StateError:
            continue
        if applied.number not in seen:
            seen.add(applied.number)
            yield Entry(applied, commit)
