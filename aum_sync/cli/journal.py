"""State commits of a run: every change of state, with its audit rows, onto the branch at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from aum_sync.git.commit import CommitTree
from aum_sync.git.publish import Branch, OvertakenError
from aum_sync.season.items import State
from aum_sync.spotify.ledger import add, hour_of
from aum_sync.store.files import encode
from aum_sync.store.runs import PENDING
from aum_sync.store.state import changed_files


@dataclass(slots=True)
class GitJournal:
    """Implements ``apply.ports.Journal`` on a branch whose tip holds ``state``.

    ``requests`` says how many this process has sent; they are counted into the account with every
    record. ``began`` is the first record of this run.
    """

    branch: Branch
    tip: str | None
    state: State
    requests: Callable[[], int]
    began: str | None = None
    _counted: int = field(init=False)
    _ours: str | None = field(default=None, init=False)
    """The newest commit that is known to have our ``pending``."""

    def __post_init__(self) -> None:
        self._counted = self.requests()

    def record(
        self, state: State, subject: str, files: Mapping[str, bytes | None] | None = None
    ) -> None:
        """Commit and push what changed in ``state``, and other files beside it."""
        after = self._with_count(state)
        changed = changed_files(self.state, after) | dict(files or {})
        if changed:
            self.tip = self._ours = self.branch.publish(self.tip, changed, f"{subject}\n")
            self.began = self.began or self.tip
        self.state = after

    def check(self) -> None:
        """Raise OvertakenError where the pending apply is another's by now, or nobody's.

        Git is asked before every write: two runs that write one plan would double its tracks.
        """
        if self.branch.tip() == self._ours:
            return
        tip = self.branch.fetch()
        tree = CommitTree(self.branch.repository, tip, self.branch.prefix) if tip else None
        assert self.state.pending, "whoever writes has recorded that before"
        if tree is None or tree.read(PENDING) != encode(self.state.pending):
            raise OvertakenError(
                f"another run goes on with apply {self.state.pending.number}, or it was abandoned: "
                f"{PENDING} on {self.branch.name} is not what this run wrote",
                hint="see what the other run does; then run it again",
            )
        self._ours = tip

    def _with_count(self, state: State) -> State:
        if state.account is None:
            return state
        sent, self._counted = self.requests() - self._counted, self.requests()
        known = (self.state.account or state.account).requests
        ledger = add(known, hour_of(time.time()), sent)
        return replace(state, account=replace(state.account, requests=ledger))


def moment(seconds: float) -> str:
    """A time, given in seconds since 1970, as state files have it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
