"""``aum-sync apply``: the reviewed plan becomes fact, or goes on where it was cut off."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from aum_sync.apply.job import Job, Outcome
from aum_sync.apply.run import apply, survey
from aum_sync.cli import options
from aum_sync.cli.begun import EndedError, begun, rolls_back, run_name, set_aside
from aum_sync.cli.closing import close, pause
from aum_sync.cli.gating import Guard
from aum_sync.cli.journal import GitJournal
from aum_sync.cli.origin import Origin, Tip
from aum_sync.cli.output import Progress, result, say, style_for, tell
from aum_sync.cli.reporting import Report
from aum_sync.cli.show import print_plan
from aum_sync.errors import AumSyncError, DataError, ExitCode, Fault, StoppedError, worst
from aum_sync.gate.findings import Verdict
from aum_sync.git.publish import OvertakenError
from aum_sync.plan.build import plan_of
from aum_sync.plan.codec import to_json
from aum_sync.plan.types import Plan
from aum_sync.plan.workings import work_out
from aum_sync.report import applied as applied_report
from aum_sync.report import gated as gate_report
from aum_sync.report.faults import as_values, render_faults
from aum_sync.report.view import EVERYTHING
from aum_sync.season.items import Pending
from aum_sync.spotify.connect import connect_writer
from aum_sync.spotify.limits import Limits
from aum_sync.spotify.writer import SpotifyWriter


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
    In GitHub Actions, and to Spotify itself always, only what was reviewed (aum-sync gate).
    """
    guard = Guard.of(root)
    origin, tip = guard.open(remote, branch)
    limits = Limits(budget=tip.config.policy.budget)
    writer = connect_writer(os.environ, limits)
    guard = replace(guard, library=writer)
    report = Report(origin, tip, on=guard.on)
    run = _Applying(origin, guard, writer, form, report)
    try:
        return run.all(tip)
    except AumSyncError as error:
        run.errors += error.faults
        report.failed(error)
        raise
    finally:
        run.tell()
        report.post()


@dataclass(slots=True)
class _Applying:
    """The applies of one run: the one that was left, then that of the tip."""

    origin: Origin
    guard: Guard
    writer: SpotifyWriter
    form: str
    report: Report
    errors: list[Fault] = field(default_factory=list)
    """What stopped it or kept it from being recorded, and warnings of what was not checked."""
    _applies: list[object] = field(default_factory=list)
    _refused: Plan | None = None
    _gate: Verdict | None = None

    def all(self, tip: Tip) -> ExitCode:
        """Finish what was left, then apply the tip."""
        codes = []
        if (pending := tip.state.pending) and (job := self._begun(tip, pending)):
            then = (pending.commit, pending.state_commit)
            verdict = self.guard.judge(self.origin, tip, job.plan, then)
            if not (verdict.opens or verdict.lapsed):
                return self._shut(verdict, job.plan, then)
            if verdict.lapsed or rolls_back(job, tip):
                return self._turn(tip, job)
            codes.append(self._resume(tip, job))
            tip = self.origin.tip()
        elif pending:
            tip = set_aside(self.origin, tip)
        if not tip.state.pending:
            codes.append(self._begin(tip))
        return worst(codes)

    def _begun(self, tip: Tip, pending: Pending) -> Job | None:
        """The plan of an apply that was cut off; None where it is over, which is said."""
        try:
            return begun(self.origin, tip, pending)
        except EndedError as error:
            self._warn([replace(fault, level="warning") for fault in error.faults])
            return None

    def tell(self) -> None:
        """For a program: one value for all of the run."""
        if self.form == "json":
            plan = json.loads(to_json(self._refused)) if self._refused else None
            gate = gate_report.as_value(self._gate) if self._gate else None
            errors = as_values(self.errors)
            value = {"applies": self._applies, "refused": plan, "gate": gate, "errors": errors}
            result(json.dumps(value, ensure_ascii=False, indent=2), json=True)
        if way_on := self.origin.way_to_follow():
            say(way_on)

    def _begin(self, tip: Tip) -> ExitCode:
        """Apply the plan of the tip. Raises AumSyncError where nothing was written."""
        workings = work_out(tip.config, tip.state)
        plan = plan_of(workings, commit=tip.commit, base_from="snapshots")
        if any(problem.level == "error" for problem in plan.problems):
            self.report.refused(plan, (tip.commit, tip.state_commit))
            return self._refuse(plan)
        if not plan.changed:
            self._leave(tip)
            say("Nothing to apply: all masters are as configured, as far as they were read last.")
            return ExitCode.OK
        if tip.state.account is None:
            raise DataError(
                "state/account.json is not there: nothing says whose playlists these are",
                hint="aum-sync pull writes it; put that into a pull request",
            )
        verdict = self.guard.judge(self.origin, tip, plan)
        if not verdict.opens:
            return self._shut(verdict, plan, (tip.commit, tip.state_commit))
        known = (tip.state.applied, tip.state.pending)
        number = max((one.number for one in known if one), default=0) + 1
        pending = Pending(tip.commit, plan.digest, number, run_name(), tip.state_commit)
        return self._apply(tip, Job(workings, plan, tip.state, pending))

    def _resume(self, tip: Tip, job: Job) -> ExitCode:
        """Finish the apply that was cut off; first it becomes this run's, for all to see."""
        number = job.pending.number
        say(f"Resuming apply {number}, begun by {job.pending.run}")
        job = replace(job, pending=replace(job.pending, run=run_name(), retry_at=None))
        job = replace(job, state=replace(job.state, pending=job.pending))
        journal = self._journal(tip)
        try:
            journal.record(job.state, f"Apply {number}: resumed")
        except AumSyncError as error:
            if isinstance(error, OvertakenError):
                raise
            return self._stopped(error)
        return self._apply(tip, job, journal)

    def _turn(self, tip: Tip, job: Job) -> ExitCode:
        """Apply the tip, a rollback, from where the apply that it overtakes was cut off."""
        number = job.pending.number
        say(f"Apply {number} is not finished: the season goes on from where it stands")
        journal, progress = self._journal(tip), Progress()
        try:
            state = survey(job, self.writer, journal, self.writer.settle, progress)
        except StoppedError as error:
            pause(tip.state, error, number, journal)
            return self._stopped(error)
        finally:
            progress.clear()
        journal.record(state, f"Apply {number}: where it was cut off")
        return self._begin(self.origin.tip())

    def _leave(self, tip: Tip) -> None:
        """Drop what is pending where nothing is left to do."""
        known = tip.recorded if tip.recorded.pending else tip.state
        if pending := known.pending:
            state = replace(known, pending=None)
            self._journal(tip).record(state, f"Apply {pending.number}: off")

    def _refuse(self, plan: Plan) -> ExitCode:
        self._refused = plan
        if self.form != "json":
            print_plan(plan, self.form, EVERYTHING)
        say("Refused: the plan has errors, so nothing was written.")
        return ExitCode.REFUSED

    def _shut(self, verdict: Verdict, plan: Plan, at: tuple[str, str | None]) -> ExitCode:
        """The gate did not let a plan of a commit through: tell why."""
        self.report.refused(plan, at, verdict)
        self._gate = verdict
        say(gate_report.render(verdict, style_for(sys.stderr)))
        return ExitCode.OK if verdict.superseded_by else ExitCode.REFUSED

    def _journal(self, tip: Tip) -> GitJournal:
        return GitJournal(tip.outputs, tip.recorded_at, tip.recorded, lambda: self.writer.requests)

    def _apply(self, tip: Tip, job: Job, journal: GitJournal | None = None) -> ExitCode:
        requests = self.writer.requests
        journal = journal or self._journal(tip)
        progress = Progress()
        self.writer.ask_before_writing(journal.check)
        try:
            outcome = apply(job, self.writer, journal, self.writer.settle, progress)
        except StoppedError as error:
            if error.retry_at is None:
                raise
            # Nothing has begun, but the next run must know until when to ask nothing.
            outcome = Outcome(replace(job.state, pending=job.pending), error=error)
        finally:
            progress.clear()
        try:
            close(self.origin, tip, job, outcome, journal)
        except AumSyncError as error:
            if not (journal.began or job.resumed or outcome.error):
                raise
            outcome = replace(outcome, error=_both(outcome.error, error))
        self._warn(outcome.warnings)
        number, sent = job.pending.number, self.writer.requests - requests
        self.report.done(job, outcome, sent)
        if self.form == "json":
            self._applies.append(applied_report.as_value(number, outcome, sent))
        else:
            tell(applied_report.render(job, outcome, sent, style_for(sys.stdout)))
        return self._exit_code(outcome)

    def _warn(self, warnings: Sequence[Fault]) -> None:
        """Say what could not be checked; once, though it holds for several applies."""
        if new := [fault for fault in warnings if fault not in self.errors]:
            self.errors += new
            say(render_faults(new, style_for(sys.stderr)))

    def _exit_code(self, outcome: Outcome) -> ExitCode:
        if isinstance(outcome.error, OvertakenError):
            raise outcome.error
        if outcome.error:
            return self._stopped(outcome.error)
        codes = [ExitCode.STALE for one in outcome.results if one.ending != "applied"]
        codes += [ExitCode.ERROR] if outcome.refused else []
        return worst(codes)

    def _stopped(self, error: AumSyncError) -> ExitCode:
        self.errors += error.faults
        self.report.failed(error)
        say(render_faults(error.faults, style_for(sys.stderr)))
        say("Stopped half-way: run it again to go on (aum-sync apply).")
        return ExitCode.PARTIAL


def _both(first: AumSyncError | None, second: AumSyncError) -> AumSyncError:
    """What stopped the writing, and why that cannot be recorded."""
    return AumSyncError(*first.faults, *second.faults) if first else second
