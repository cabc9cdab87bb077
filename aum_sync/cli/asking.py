"""Asking for a review of what the state branch holds and nobody has seen (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from aum_sync.cli.requested import reviewed
from aum_sync.cli.season import outputs_of
from aum_sync.config.types import Config
from aum_sync.git.commit import CommitTree, resolve
from aum_sync.git.lineage import tree_entries
from aum_sync.season.items import Account, Snapshot, State
from aum_sync.store.files import ACCOUNT, master_path, other_path
from aum_sync.store.requests import Request, load_requests, request_path
from aum_sync.store.state import load_state
from aum_sync.store.tree import WorkTree


def ask(root: Path, config: Config) -> tuple[str, ...]:
    """Bring the next request in the work tree to what nobody has reviewed; the paths touched.

    It names what the state branch holds otherwise than the plan of HEAD starts from: with it a pull
    request shows what that leads to. Where there is no such thing it is taken out again.
    """
    branch, files = StateBranch.of(root, config), WorkTree(root)
    if branch is None:
        return ()
    paths, number = branch.unreviewed(), branch.next_number()
    path = request_path(number)
    data = None
    if paths:
        reason = f"seen on Spotify: {', '.join(map(_short, paths))}"
        data = Request(number, reason, branch.named(paths)).encode()
    if files.read(path) == data:
        return ()
    if data is None:
        files.remove(path)
    else:
        files.write(path, data)
    return (path,)


@dataclass(frozen=True, slots=True)
class StateBranch:
    """The state branch of a season at its tip, and the commit that is checked out beside it."""

    newest: CommitTree
    head: CommitTree

    @classmethod
    def of(cls, root: Path, config: Config) -> StateBranch | None:
        """That of the season at ``root``, fetched; None where outputs live beside ``config/``.

        So they do before the first apply, which begins it. Raises GitError where git cannot say.
        """
        branch = outputs_of(root, config)
        tip = branch.fetch() if branch else None
        if branch is None or tip is None:
            return None
        head = CommitTree(branch.repository, resolve(root, "HEAD")[1], branch.prefix)
        return cls(replace(head, commit=tip), head)

    def unreviewed(self) -> tuple[str, ...]:
        """The files that say something else than what the plan of HEAD starts from."""
        base = load_state(reviewed(self.head, self.newest))
        return tuple(_different(base, load_state(self.newest)))

    def named(self, paths: Collection[str]) -> tuple[tuple[str, str], ...]:
        """Files with the blobs that hold them, as far as they are there."""
        start = f"{self.newest.prefix}/" if self.newest.prefix else ""
        places = [f"{start}{path}" for path in sorted(paths)]
        # Git lists all where it is asked for no path.
        here, tip = self.newest.repository, self.newest.commit
        found = tree_entries(here, tip, places) if places else {}
        return tuple((path.removeprefix(start), blob) for path, blob in found.items())

    def next_number(self) -> int:
        """The number of the next request after those of HEAD."""
        return max((one.number for one in load_requests(self.head)), default=0) + 1


def _different(base: State, now: State) -> Iterator[str]:
    for snapshot in now.snapshots:
        if _seen(snapshot) != _seen(base.snapshot(snapshot.key)):
            yield master_path(snapshot.key)
    for other in now.others:
        if _seen(other) != _seen(base.other(other.key)):
            yield other_path(other.key)
    if _library(now.account) != _library(base.account):
        yield ACCOUNT


def _seen(snapshot: Snapshot | None) -> Snapshot | None:
    """What of a snapshot a plan can start from: version ids, dates and our records change alone."""
    if snapshot is None:
        return None
    slots = tuple(replace(slot, added_at=None) for slot in snapshot.slots)
    return replace(snapshot, snapshot=None, applied=None, tried_public=None, slots=slots)


def _library(account: Account | None) -> Account | None:
    """The account without the count of our requests."""
    return account and replace(account, requests=())


def _short(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".json")
