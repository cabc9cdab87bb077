"""``aum-sync apply``: the reviewed plan becomes fact, or goes on where it was cut off."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import click

from aum_sync.apply.job import Job, Outcome
from aum_sync.apply.run import apply
from aum_sync.cli import options
from aum_sync.cli.journal import GitJournal, moment
from aum_sync.cli.origin import Origin, Tip
from aum_sync.cli.output import Progress, result, say, style_for
from aum_sync.cli.show import print_plan
from aum_sync.errors import AumSyncError, ExitCode, StoppedError, worst
from aum_sync.git.commit import versions
from aum_sync.git.remote import is_ancestor
from aum_sync.plan.build import plan_of
from aum_sync.plan.types import Fate, Plan
from aum_sync.plan.workings import work_out
from aum_sync.report import applied as applied_report
from aum_sync.report.audit import audit_head, audit_rows
from aum_sync.report.faults import render_faults
from aum_sync.report.view import EVERYTHING
from aum_sync.season.items import Applied, Pending, State
from aum_sync.spotify.connect import connect_writer
from aum_sync.spotify.limits import Limits
from aum_sync.spotify.writer import SpotifyWriter
from aum_sync.store.runs import PENDING, decode_pending


class StaleError(AumSyncError):
    """An apply that had begun cannot go on with the plan that it began."""

    exit_code = ExitCode.STALE


class UngatedError(AumSyncError):
    """There is no gate yet that a write to Spotify itself could come through."""

    exit_code = ExitCode.REFUSED


@click.command("apply")
@options.root
@click.option("--remote", default="origin", metavar="NAME", help="Default: origin.")
@click.option("--branch", metavar="NAME", help="Default: the remote's default branch.")
@options.form("json")
def command(root: Path, remote: str, branch: str | None, form: str) -> int:
    """Bring Spotify to where the season on the remote's branch wants it.

    What is applied is the plan of the branch's tip, read from its blobs; the work tree has no say.
    State is recorded by commits on that branch, before the first write and after the last. Where
    an earlier run was cut off, it is finished first. Run again, it goes on from where it stands.
    """
    origin = Origin.of(root, remote, branch)
    tip = origin.tip()
    limits = Limits(budget=tip.config.policy.budget)
    writer = connect_writer(os.environ, limits)
    if not writer.loopback:
        raise UngatedError(
            "aum-sync applies to a simulator only, as long as nothing checks the review",
            hint="set AUM_SYNC_SPOTIFY_URL to the first line that `aum-sync simulate` prints",
        )
    run = _Applying(origin, writer, form)
    codes = []
    if tip.state.pending:
        codes.append(run.resume(tip, tip.state.pending))
        tip = origin.tip()
    if not tip.state.pending:
        codes.append(run.begin(tip))
    return worst(codes)


@dataclass(frozen=True, slots=True)
class _Applying:
    """The applies of one run: the one that was left, then that of the tip."""

    origin: Origin
    writer: SpotifyWriter
    form: str

    def begin(self, tip: Tip) -> ExitCode:
        """Apply the plan of the tip. Raises AumSyncError where nothing was written."""
        workings = work_out(tip.config, tip.state)
        plan = plan_of(workings, commit=tip.commit, base_from="snapshots")
        if any(problem.level == "error" for problem in plan.problems):
            return self._refuse(plan)
        if not plan.changed:
            say("Nothing to apply: all masters are as configured.")
            return ExitCode.OK
        number = (tip.state.applied.number if tip.state.applied else 0) + 1
        pending = Pending(tip.commit, plan.digest, number, _run_name(), tip.state_commit)
        return self._apply(tip, Job(workings, plan, tip.state, pending))

    def resume(self, tip: Tip, pending: Pending) -> ExitCode:
        """Finish the apply that was cut off. Raises StaleError where its plan is not that one."""
        repository = self.origin.branch.repository
        if not is_ancestor(repository, pending.commit, tip.commit):
            raise StaleError(
                f"{PENDING} names {pending.commit[:12]}, which is no part of this branch",
                hint=f"abandon that apply by a pull request that deletes {PENDING}",
            )
        begun = self.origin.at(pending.commit, pending.state_commit)
        workings = work_out(begun.config, begun.state)
        plan = plan_of(workings, commit=pending.commit, base_from="snapshots")
        if plan.digest != pending.digest:
            raise StaleError(
                f"the plan of {pending.commit[:12]} is {plan.digest[:16]} by now, not the "
                f"{pending.digest[:16]} that was begun: another version of aum-sync made it",
                hint=f"resume with that version, or delete {PENDING} in a pull request",
            )
        say(f"Resuming apply {pending.number}, begun by {pending.run}")
        return self._apply(tip, Job(workings, plan, tip.state, pending, resumed=True))

    def _refuse(self, plan: Plan) -> ExitCode:
        print_plan(plan, self.form, EVERYTHING)
        say("Refused: the plan has errors, so nothing was written.")
        return ExitCode.REFUSED

    def _apply(self, tip: Tip, job: Job) -> ExitCode:
        requests = self.writer.requests
        journal = GitJournal(tip.outputs, tip.recorded_at, tip.state, lambda: self.writer.requests)
        progress = Progress()
        try:
            outcome = apply(job, self.writer, journal, self.writer.settle, progress)
        finally:
            progress.clear()
        self._record(tip, job, outcome, journal)
        number, sent = job.pending.number, self.writer.requests - requests
        if self.form == "json":
            result(applied_report.as_json(number, outcome, sent), json=True)
        else:
            result(applied_report.render(number, outcome, sent, style_for(sys.stdout)))
        return self._exit_code(outcome)

    def _record(self, tip: Tip, job: Job, outcome: Outcome, journal: GitJournal) -> None:
        """The last state commit of the run: what came of it."""
        number = job.pending.number
        if outcome.void:
            journal.record(outcome.state, f"Apply {number}: off, nothing was written")
        elif outcome.error:
            journal.record(_paused(outcome), f"Apply {number}: paused")
        else:
            applied = _applied(job.pending, _before(tip, job, journal))
            state = replace(outcome.state, applied=applied)
            journal.record(state, f"Apply {number}: done", self._audit(tip, job, outcome, applied))

    def _audit(self, tip: Tip, job: Job, outcome: Outcome, applied: Applied) -> dict[str, bytes]:
        path = f"state/audit/{applied.at[:4]}.csv"
        known = tip.tree.read(path) or audit_head().encode()
        stamp = (applied.number, applied.at, applied.commit)
        rows = audit_rows(stamp, outcome, job.plan.fates, self._fates_before(tip))
        return {path: known + rows.encode()}

    def _fates_before(self, tip: Tip) -> tuple[Fate, ...]:
        """The fates as of the last apply; none where there was none or its commit is gone."""
        last = tip.state.applied
        if last is None or not is_ancestor(self.origin.branch.repository, last.commit, tip.commit):
            return ()
        then = self.origin.at(last.commit)
        return plan_of(work_out(then.config, then.state), commit=None, base_from="snapshots").fates

    def _exit_code(self, outcome: Outcome) -> ExitCode:
        if outcome.error:
            say(render_faults(outcome.error.faults, style_for(sys.stderr)))
            say("Stopped half-way: run it again to go on (aum-sync apply).")
            return ExitCode.PARTIAL
        codes = [ExitCode.STALE for one in outcome.results if one.ending != "applied"]
        codes += [ExitCode.ERROR] if outcome.refused else []
        return worst(codes)


def _paused(outcome: Outcome) -> State:
    """The state with when Spotify may be asked again, where it said so."""
    state, error = outcome.state, outcome.error
    if state.pending is None or not isinstance(error, StoppedError) or error.retry_at is None:
        return state
    retry_at = moment(error.retry_at)
    return replace(state, pending=replace(state.pending, retry_at=retry_at))


def _applied(pending: Pending, before: str) -> Applied:
    return Applied(
        pending.number, pending.commit, pending.digest, pending.run, before, moment(time.time())
    )


def _before(tip: Tip, job: Job, journal: GitJournal) -> str:
    """The state commit that holds the masters as they were before the first write."""
    if not job.resumed:
        return journal.began or tip.commit
    branch = tip.outputs
    path = f"{branch.prefix}/{PENDING}" if branch.prefix else PENDING
    first = tip.recorded_at or tip.commit
    for commit, data in versions(branch.repository, first, path):
        if decode_pending(json.loads(data)).number != job.pending.number:
            break
        first = commit
    return first


def _run_name() -> str:
    """The run on GitHub that this is, as a link; else that it is nobody's."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    server, repository, run = (os.environ.get(name, "") for name in names)
    return f"{server}/{repository}/actions/runs/{run}" if run else "a run on somebody's machine"
