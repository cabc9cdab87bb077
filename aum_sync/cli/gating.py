"""The gate of one run: its rules, with GitHub, git and Spotify behind them."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from aum_sync.cli.descent import GitLineage, Plans, draft_of
from aum_sync.cli.forge import GitHubForge, pull_request
from aum_sync.cli.github import in_actions
from aum_sync.cli.origin import Origin, Tip
from aum_sync.cli.witness import LiveWitness
from aum_sync.errors import AumSyncError, ExitCode
from aum_sync.gate.findings import Finding, Verdict
from aum_sync.gate.gate import Case, Gate
from aum_sync.gate.provenance import Provenance
from aum_sync.git.process import GitError
from aum_sync.github.connect import connect
from aum_sync.github.errors import GitHubError
from aum_sync.github.pulls import Pull
from aum_sync.plan.build import build
from aum_sync.plan.types import Plan
from aum_sync.spotify.access import SIMULATOR_URL


class ClosedError(AumSyncError):
    """The gate cannot even be asked, so it says no."""

    exit_code = ExitCode.REFUSED


def beside_simulator() -> bool:
    """Whether Spotify is a simulator, so that GitHub is one too."""
    return bool(os.environ.get(SIMULATOR_URL, "").strip())


@dataclass(frozen=True, slots=True)
class Gatekeeper:
    """The gate of this run, on a season; ``tip`` is what it has on the remote now."""

    root: Path
    origin: Origin
    tip: Tip

    def judge(self, plan: Plan, at: Tip) -> Verdict:
        """Whether a plan may run that follows from a commit: the tip, or one to be resumed."""
        applied = self.tip.state.applied
        case = Case(at.commit, draft_of(plan, at), applied.commit if applied else None)
        return self._gate(at.state_commit).judge(case)

    def preview(self, number: int) -> Verdict:
        """What the gate would say if a pull request were merged now.

        Raises AumSyncError where it is not open, or goes elsewhere.
        """
        tip, lineage = self.tip, self._lineage()
        pull = pull_request(self._open(number, lineage.branch))
        lineage.bring(number, pull.head)
        tree = lineage.merge_of(pull.head)
        if tree is None:
            conflict = f"#{number} does not merge into {lineage.branch} without a conflict"
            way_on = "bring the branch up to date"
            return Verdict((Finding("G4", holds=False, found=conflict, way_on=way_on),))
        then = self.origin.at(tree, tip.state_commit, line=tip.commit)
        plan = build(then.config, then.state, commit=tree, base_from="snapshots")
        case = Case(tree, draft_of(plan, then), proposed=Provenance(pull, tip.commit))
        return self._gate(tip.state_commit).judge(case)

    def _open(self, number: int, branch: str) -> Pull:
        pull = self._forge().github.pull(number).pull
        if pull.base.ref != branch:
            raise AumSyncError(
                f"#{number} goes into {pull.base.ref}, and what is applied is {branch}",
                hint=f"let it go into {branch}, or name another with --branch",
            )
        if pull.state != "open":
            merged = "merged" if pull.merged_at else "closed"
            raise AumSyncError(
                f"#{number} is {merged} already: there is no merge to foresee",
                hint="aum-sync gate, without --preview, judges what was merged, in the apply run",
            )
        return pull

    def _gate(self, state_commit: str | None) -> Gate:
        plans = Plans(self.origin, state_commit)
        witness = LiveWitness(self.root, self.origin, state_commit)
        return Gate(self._forge(), self._lineage(), plans, witness)

    def _lineage(self) -> GitLineage:
        return GitLineage(self.origin.branch, self.tip.commit)

    def _forge(self) -> GitHubForge:
        try:
            github = connect(os.environ, spotify_loopback=beside_simulator())
        except GitHubError as error:
            raise ClosedError(*error.faults) from error
        if github is None:
            raise ClosedError(
                "nothing says which GitHub repository this is, or there is no token to ask with",
                hint="give the step `env: GITHUB_TOKEN: ${{ github.token }}`; the runner sets "
                "GITHUB_REPOSITORY. Elsewhere set both: GITHUB_TOKEN=$(gh auth token)",
            )
        run = os.environ.get("GITHUB_RUN_ID", "")
        number = int(run) if run.isascii() and run.isdigit() else None
        return GitHubForge(github, number, self._lineage().bring)


@dataclass(frozen=True, slots=True)
class Guard:
    """Whether what a verb does must come through the gate, and the gate then."""

    root: Path
    on: bool

    @classmethod
    def of(cls, root: Path) -> Guard:
        """To Spotify itself always, and only in CI; to a simulator exactly in GitHub Actions.

        Raises ClosedError where Spotify itself is meant elsewhere.
        """
        return cls(root, on=False) if beside_simulator() and not in_actions() else cls.in_ci(root)

    @classmethod
    def in_ci(cls, root: Path) -> Guard:
        """The gate itself. Raises ClosedError where this is no run of GitHub Actions."""
        if not in_actions():
            raise ClosedError(
                "aum-sync applies to Spotify in GitHub Actions only, where it sees the review",
                hint="open a pull request, have it reviewed and merge it: the apply workflow does "
                "the rest (aum-sync gate --explain has the rules); to try: aum-sync simulate",
            )
        return cls(root, on=True)

    def open(self, remote: str, branch: str | None) -> tuple[Origin, Tip]:
        """The season on the remote. Raises ClosedError where the tree is not sound (G2)."""
        try:
            origin = Origin.of(self.root, remote, branch)
            return origin, origin.tip()
        except GitError as error:
            if not self.on:
                raise
            faults = (replace(one, message=f"G2 tree: {one.message}") for one in error.faults)
            raise ClosedError(*faults) from error

    def judge(
        self, origin: Origin, tip: Tip, plan: Plan, then: tuple[str, str | None] | None = None
    ) -> Verdict:
        """Whether a plan of the tip may run, or one that was begun: then of which commits."""
        if not self.on:
            return Verdict(())
        at = origin.at(*then) if then else tip
        return Gatekeeper(self.root, origin, tip).judge(plan, at)
