"""State commits of a run: every change of state, with its audit rows, onto the branch at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from aum_sync.git.publish import Branch
from aum_sync.season.items import State
from aum_sync.spotify.ledger import add, hour_of
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
    _counted: int = field(default=0, init=False)

    def record(
        self, state: State, subject: str, files: Mapping[str, bytes | None] | None = None
    ) -> None:
        """Commit and push what changed in ``state``, and other files beside it."""
        after = self._with_count(state)
        changed = changed_files(self.state, after) | dict(files or {})
        if changed:
            self.tip = self.branch.publish(self.tip, changed, f"{subject}\n")
            self.began = self.began or self.tip
        self.state = after

    def _with_count(self, state: State) -> State:
        sent, self._counted = self.requests() - self._counted, self.requests()
        if state.account is None:
            return state
        known = self.state.account.requests if self.state.account else ()
        ledger = add(known, hour_of(time.time()), sent)
        return replace(state, account=replace(state.account, requests=ledger))


def moment(seconds: float) -> str:
    """A time, given in seconds since 1970, as state files have it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
