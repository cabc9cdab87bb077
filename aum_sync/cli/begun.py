"""An apply that was cut off: the plan that it began, and whether that is to be finished."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from aum_sync.apply.job import Job
from aum_sync.cli.journal import GitJournal
from aum_sync.cli.origin import Origin, Tip
from aum_sync.errors import AumSyncError, ExitCode, StateError, StoppedError
from aum_sync.git.commit import versions
from aum_sync.git.lineage import between, has_touched
from aum_sync.git.publish import Branch
from aum_sync.git.remote import is_ancestor
from aum_sync.plan.build import plan_of
from aum_sync.plan.workings import work_out
from aum_sync.season.items import Applied, Pending
from aum_sync.season.pins import pins_of
from aum_sync.store.document import read_document
from aum_sync.store.runs import APPLIED, PENDING, decode_applied, decode_pending
from aum_sync.text.words import minute
from aum_sync.times import minute_after, moment, seconds_of

_ABANDON = f"abandon that apply by a pull request that deletes {PENDING}"


class StaleError(AumSyncError):
    """An apply that had begun cannot go on with the plan that it began."""

    exit_code = ExitCode.STALE


class EndedError(AumSyncError):
    """What seems to have begun is over: the season goes on as if it were not there."""


def begun(origin: Origin, tip: Tip, pending: Pending) -> Job:
    """The plan that an apply began, made anew from its commit.

    Raises EndedError where that is over, StaleError where that plan cannot be made any more, and
    StoppedError where it can but Spotify asked to wait longer.
    """
    here = origin.branch.repository
    places = [(pending.commit, tip.commit, origin.branch.name)]
    if pending.state_commit and tip.recorded_at:
        places.append((pending.state_commit, tip.recorded_at, tip.outputs.name))
    for commit, newest, name in places:
        if not is_ancestor(here, commit, newest):
            raise StaleError(
                f"{PENDING} names {commit[:12]}, which is no part of {name}", hint=_ABANDON
            )
    if why := _ended(tip, pending):
        raise EndedError(f"{PENDING} counts for nothing, the season's own plan goes on: {why}")
    then = origin.at(pending.commit, pending.state_commit)
    workings = work_out(then.config, then.state)
    plan = plan_of(workings, commit=pending.commit, base_from="snapshots")
    if plan.digest != pending.digest:
        raise StaleError(
            f"the plan of {pending.commit[:12]} is {plan.digest[:16]} by now, not the "
            f"{pending.digest[:16]} that was begun: another version of aum-sync made it",
            hint=f"resume with that version, or {_ABANDON}",
        )
    _wait(pending)
    return Job(workings, plan, tip.state, pending, resumed=True)


def _ended(tip: Tip, pending: Pending) -> str | None:
    """Why an apply that seems to have begun is not to be finished; None where nothing says so.

    Whoever may push can make a state commit, and let it name an old plan, which was reviewed. What
    was finished or abandoned since only the history of the branch tells: its tip is as easily
    forged.
    """
    outputs, newest = tip.outputs, tip.recorded_at or tip.commit
    here = outputs.repository
    applied, began = (_at_top(outputs, path) for path in (APPLIED, PENDING))
    missed = between(here, pending.commit, tip.commit)
    for one in _finished(versions(here, newest, applied, most=-1, whole=True)):
        if one.number >= pending.number or one.commit in missed:
            return f"apply {one.number}, of {one.commit[:12]}, is done"
    since = pending.commit if newest == tip.commit else pending.state_commit
    span = f"{since}..{newest}" if since else newest
    if has_touched(here, span, applied):
        return "an apply has ended since"
    return "it was abandoned" if has_touched(here, span, began, "D") else None


def _finished(found: Iterable[tuple[str, bytes]]) -> Iterator[Applied]:
    for _, data in found:
        with suppress(StateError):
            yield read_document(APPLIED, data, "applied", decode_applied)


def set_aside(origin: Origin, tip: Tip) -> Tip:
    """The season as if nothing were pending; what is recorded is still known, to be dropped."""
    clean = origin.at(tip.commit, tip.state_commit)
    return replace(clean, state=replace(clean.state, pending=None), newest=tip.recorded)


def _at_top(branch: Branch, path: str) -> str:
    return f"{branch.prefix}/{path}" if branch.prefix else path


def _wait(pending: Pending) -> None:
    until = seconds_of(pending.retry_at or "")
    if until is not None and time.time() < until:
        raise StoppedError(
            f"Spotify asked to wait until {minute_after(until)}, so it was not asked anything now",
            hint=f"run it again then: aum-sync apply; or {_ABANDON}",
        )


def rolls_back(job: Job, tip: Tip) -> bool:
    """Whether the tip pins what the plan that was begun does not: then that is not finished."""
    then = set(pins_of(job.workings.config, job.workings.state))
    return any(pin not in then for pin in pins_of(tip.config, tip.state))


def before(tip: Tip, job: Job, journal: GitJournal) -> str:
    """The state commit that holds the masters as they were before the first write of an apply."""
    first = tip.recorded_at or tip.commit
    if not job.resumed:
        return journal.began or first
    branch = tip.outputs
    path = _at_top(branch, PENDING)
    for commit, data in versions(branch.repository, first, path, most=-1):
        try:
            known = read_document(PENDING, data, "pending", decode_pending)
        except StateError:
            continue
        if (known.number, known.commit) != (job.pending.number, job.pending.commit):
            break
        first = commit
    return first


def run_name() -> str:
    """The run on GitHub that this is, as a link; else when and where it was begun."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT")
    server, repository, run, attempt = (os.environ.get(name, "") for name in names)
    if run:
        return f"{server}/{repository}/actions/runs/{run}/attempts/{attempt or 1}"
    # What tells two runs apart: each asks git whether the apply is still its own.
    token = secrets.token_hex(4)
    begun = minute(moment(time.time()))
    return f"an apply outside GitHub, begun {begun} (process {os.getpid()}, {token})"
