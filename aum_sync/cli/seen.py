"""What a work tree is held against: Spotify as it is now, and how the last apply left it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aum_sync.cli.left import committed, lefts
from aum_sync.cli.live import Live, look
from aum_sync.cli.output import say
from aum_sync.config.types import Config
from aum_sync.errors import AumSyncError
from aum_sync.git.commit import CommitTree, resolve
from aum_sync.git.remote import known_default
from aum_sync.plan.drift import Lefts
from aum_sync.plan.inputs import BaseFrom
from aum_sync.plan.workings import ALL_READ, Unreadable
from aum_sync.season.items import State
from aum_sync.store.state import load_state

if TYPE_CHECKING:
    from aum_sync.plan.rollback import Snapshots


@dataclass(frozen=True, slots=True)
class Seen:
    """``known`` is what was recorded last, ``state`` what is there now, as far as that was asked.

    ``committed`` are the snapshots that HEAD has.
    """

    known: State
    state: State
    lefts: Lefts
    committed: Snapshots
    live: Live | None

    @property
    def base_from(self) -> BaseFrom:
        """Where the masters were read."""
        return "live" if self.live else "snapshots"

    @property
    def unreadable(self) -> Unreadable:
        """Why masters cannot be planned for."""
        return self.live.unreadable if self.live else ALL_READ


def see(root: Path, config: Config, state: State, *, offline: bool) -> Seen:
    """Look at Spotify, where there is access, for what differs from ``state`` of a work tree.

    Where the remote's branch, as this clone knows it, has a newer apply, what that wrote is no
    edit of anybody's: it is compared with what was recorded there. Says so.
    """
    held = committed(root, config, state)
    ahead = ahead_of(root, config, state)
    if ahead:
        say(ahead.text)
        there = ahead.state
        if not offline and (live := look(config, there)):
            left = lefts(root, ahead.commit, config, there, held)
            return Seen(there, live.state, left, held, live)
    left = lefts(root, None, config, state, held)
    live = None if offline else look(config, state)
    return Seen(state, live.state if live else state, left, held, live)


@dataclass(frozen=True, slots=True)
class Ahead:
    """The tip of a remote's branch that has a newer apply; ``state`` is with what that recorded."""

    branch: str
    commit: str
    state: State

    @property
    def text(self) -> str:
        """What to do about it."""
        return f"{self.branch} has an apply that is not in this work tree: git pull brings it"


def ahead_of(root: Path, config: Config, state: State) -> Ahead | None:
    """The remote's branch, as this clone knows it, where it has an apply that ``state`` has not."""
    branch = known_default(root)
    if branch is None or config.policy.state_branch:
        return None  # Outputs on a branch of their own are read from there anyway.
    try:
        repository, commit, prefix = resolve(root, f"refs/remotes/origin/{branch}")
        there = load_state(CommitTree(repository, commit, prefix))
    except AumSyncError:
        return None
    last, ours = (one.applied.number if one.applied else 0 for one in (there, state))
    if last <= ours and there.pending in (None, state.pending):
        return None
    recorded = replace(
        there, weeks=state.weeks, pins=state.pins, account=there.account or state.account
    )
    return Ahead(f"origin/{branch}", commit, recorded)
