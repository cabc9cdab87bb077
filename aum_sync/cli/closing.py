"""What an apply records in the end: what came of it, the audit rows, until when to wait."""

from __future__ import annotations

import time
from dataclasses import replace

from aum_sync.apply.job import Job, Outcome
from aum_sync.cli.begun import before
from aum_sync.cli.journal import GitJournal
from aum_sync.cli.origin import Origin, Tip
from aum_sync.errors import AumSyncError, StoppedError
from aum_sync.git.publish import OvertakenError
from aum_sync.git.remote import is_ancestor
from aum_sync.plan.build import plan_of
from aum_sync.plan.types import Fate
from aum_sync.plan.workings import work_out
from aum_sync.report.audit import audit_head, audit_rows
from aum_sync.season.items import Applied, Pending, State
from aum_sync.times import moment


def close(origin: Origin, tip: Tip, job: Job, outcome: Outcome, journal: GitJournal) -> None:
    """Record the end of a run, for all to see. Raises AumSyncError where that is not taken."""
    number = job.pending.number
    if outcome.void:
        journal.record(outcome.state, f"Apply {number}: off, nothing was written")
    elif isinstance(outcome.error, OvertakenError):
        pass  # It is another run's to record.
    elif outcome.error:
        pause(outcome.state, outcome.error, number, journal)
    elif not (journal.began or job.resumed):
        pass  # Everything was edited on Spotify: nothing began.
    else:
        applied = _applied(job.pending, before(tip, job, journal))
        state = replace(outcome.state, applied=applied)
        files = _audit(origin, tip, job, outcome, applied)
        journal.record(state, f"Apply {number}: done", files)


def pause(state: State, error: AumSyncError, number: int, journal: GitJournal) -> None:
    """Record that an apply goes on later, and when Spotify may be asked, where it said so."""
    retry_at = error.retry_at if isinstance(error, StoppedError) else None
    if state.pending and retry_at is not None:
        state = replace(state, pending=replace(state.pending, retry_at=moment(retry_at)))
    journal.record(state, f"Apply {number}: paused")


def _applied(pending: Pending, before: str) -> Applied:
    return Applied(
        pending.number, pending.commit, pending.digest, pending.run, before, moment(time.time())
    )


def _audit(
    origin: Origin, tip: Tip, job: Job, outcome: Outcome, applied: Applied
) -> dict[str, bytes]:
    path = f"state/audit/{applied.at[:4]}.csv"
    known = tip.tree.read(path) or audit_head().encode()
    stamp = (applied.number, applied.at, applied.commit)
    rows = audit_rows(stamp, outcome, job.plan.fates, _fates_before(origin, tip))
    return {path: known + rows.encode()}


def _fates_before(origin: Origin, tip: Tip) -> tuple[Fate, ...]:
    """The fates as of the last apply; none where nobody can say any more."""
    last = tip.state.applied
    if last is None or not is_ancestor(origin.branch.repository, last.commit, tip.commit):
        return ()
    try:
        then = origin.at(last.commit, last.before)
        plan = plan_of(work_out(then.config, then.state), commit=None, base_from="snapshots")
    except AumSyncError:
        return ()
    return plan.fates
