"""State commits of a run: every change of state, with its audit rows, onto the branch at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from aum_sync.errors import StateError
from aum_sync.git.commit import CommitTree
from aum_sync.git.publish import Branch, OvertakenError
from aum_sync.season.items import Applied, Pending, State
from aum_sync.spotify.ledger import add, hour_of
from aum_sync.store.document import read_document
from aum_sync.store.files import encode
from aum_sync.store.runs import APPLIED, PENDING, decode_applied, decode_pending
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
        """Commit and push what changed in ``state``, and other files beside it.

        Raises OvertakenError where somebody else changed it first, another apply by its name.
        """
        after = self._with_count(state)
        changed = changed_files(self.state, after) | dict(files or {})
        if changed:
            try:
                self.tip = self._ours = self.branch.publish(self.tip, changed, f"{subject}\n")
            except OvertakenError as error:
                raise self._rival(self._fetched(), after) or error from error
            self.began = self.began or self.tip
        self.state = after

    def check(self) -> None:
        """Raise OvertakenError where the pending apply is another's by now, or nobody's.

        Git is asked before every write: two runs that write one plan would double its tracks.
        """
        if self.branch.tip() == self._ours:
            return
        tree = self._fetched()
        pending = self.state.pending
        assert pending, "whoever writes has recorded that before"
        if tree is None or tree.read(PENDING) != encode(pending):
            raise self._rival(tree, self.state) or OvertakenError(
                f"apply {pending.number} was abandoned while it ran: {PENDING} is no longer on "
                f"{self.branch.name}",
                hint="run it again: it starts from what is there now",
            )
        self._ours = tree.commit

    def _fetched(self) -> CommitTree | None:
        """The tip of the branch as it is now."""
        tip = self.branch.fetch()
        return CommitTree(self.branch.repository, tip, self.branch.prefix) if tip else None

    def _rival(self, tree: CommitTree | None, state: State) -> OvertakenError | None:
        """The apply that came in between while ``state`` was to be recorded; None for none."""
        pending, applied = _runs_of(tree) if tree else (None, None)
        ours = state.pending or state.applied
        if pending and pending != self.state.pending:
            return OvertakenError(
                f"apply {pending.number} runs elsewhere: {pending.run} goes on with it, "
                "so this run stops",
                hint="let it end, then run again: it starts from what is there then",
            )
        if applied and ours and applied.number >= ours.number and applied != self.state.applied:
            return OvertakenError(
                f"another run was first: {applied.run} has finished apply {applied.number}",
                hint="git pull brings what it did; run again if something is left to do",
            )
        return None

    def _with_count(self, state: State) -> State:
        if state.account is None:
            return state
        sent, self._counted = self.requests() - self._counted, self.requests()
        known = (self.state.account or state.account).requests
        ledger = add(known, hour_of(time.time()), sent)
        return replace(state, account=replace(state.account, requests=ledger))


def _runs_of(tree: CommitTree) -> tuple[Pending | None, Applied | None]:
    """The apply that runs as a commit has it, and the last that ended; damaged ones are none."""
    pending, applied = tree.read(PENDING), tree.read(APPLIED)
    try:
        return (
            read_document(PENDING, pending, "pending", decode_pending) if pending else None,
            read_document(APPLIED, applied, "applied", decode_applied) if applied else None,
        )
    except StateError:
        return None, None
