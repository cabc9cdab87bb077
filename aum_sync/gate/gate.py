"""The gate itself: the six rules, all evaluated and shown together (DESIGN 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from aum_sync.config.types import Policy
from aum_sync.config.types import Review as Mode
from aum_sync.errors import AumSyncError
from aum_sync.gate.event import event
from aum_sync.gate.facts import Draft, Landing, stricter
from aum_sync.gate.findings import Finding, Rule, Verdict
from aum_sync.gate.policy import in_force
from aum_sync.gate.ports import Forge, Lineage, Planner, Witness
from aum_sync.gate.provenance import (
    Hands,
    Provenance,
    ProvenanceError,
    code_in,
    hands_of,
    provenance,
)
from aum_sync.gate.reviews import Bar, Jury, judge
from aum_sync.gate.sameness import beyond, told
from aum_sync.text.words import plural


@dataclass(frozen=True, slots=True)
class Case:
    """A plan that wants to run: ``plan`` is that of ``commit``, as it would be applied now.

    ``applied`` is the commit of the last finished apply. ``proposed`` is the pull request whose
    merge is only imagined: ``commit`` is the tree that it would give.
    """

    commit: str
    plan: Draft
    applied: str | None = None
    proposed: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """The rules, with whom they ask."""

    forge: Forge
    lineage: Lineage
    planner: Planner
    witness: Witness

    def judge(self, case: Case) -> Verdict:
        """Whether the plan may run: every rule, whatever the others say."""
        if not case.proposed and (superseded := self._superseded_by()):
            return Verdict((), superseded)
        rules = _Rules(self, case)
        rest = tuple(rules.findings())
        return Verdict((_asked("G1", rules.event), *rest))

    def _superseded_by(self) -> str | None:
        """The newest commit above that of this run, state commits aside."""
        try:
            above = self.lineage.above(self.forge.run().commit) or ()
        except AumSyncError:
            return None  # G1 tells it.
        return next((one.commit for one in above if not one.recorded), None)


class _Rules:
    """G2 to G6 of one case. What one rule finds out, the next ones use."""

    def __init__(self, gate: Gate, case: Case) -> None:
        self._forge, self._lineage = gate.forge, gate.lineage
        self._planner, self._witness = gate.planner, gate.witness
        self._case = case
        self._came: Provenance | None = case.proposed
        self._jury: Jury | None = None
        self._mode: Mode = "pull-request"
        self._entered = False

    def findings(self) -> Iterator[Finding]:
        """What each rule found, in order."""
        case = self._case
        read = f"read from the blobs of {case.commit[:12]}: regular files, and the clone is whole"
        yield Finding("G2", holds=True, found=read)
        yield _asked("G3", self._provenance)
        rules: tuple[tuple[Rule, Callable[[Provenance], Finding]], ...] = (
            ("G4", self._inputs),
            ("G5", self._review),
            ("G6", self._plan),
        )
        for rule, find in rules:
            yield self._judged(rule, find)

    def event(self) -> Finding:
        """G1, of the merge to come where there was none yet."""
        if self._case.proposed:
            found = f"the run that a merge into {self._lineage.branch} starts is judged then"
            return Finding("G1", holds=True, found=found)
        return event(self._forge, self._lineage, self._came.onto if self._came else None)

    def _judged(self, rule: Rule, find: Callable[[Provenance], Finding]) -> Finding:
        came = self._came
        if came is None:
            return Finding(rule, holds=False, found="there is no pull request to judge, see G3")
        return _asked(rule, lambda: find(came))

    def _provenance(self) -> Finding:
        case, lineage = self._case, self._lineage
        if self._came is None:
            self._came = provenance(case.commit, case.applied, self._forge, lineage)
        came = self._came
        pull = came.pull
        code = code_in(lineage.brought(came.onto, pull.head), lineage)
        if code and self._planner.draft(pull.head).effects:
            return Finding(
                "G3",
                holds=False,
                found=f"#{pull.number} changes inputs together with {_few(code)}",
                way_on="split it: data or code, never both in one pull request",
            )
        who = f" by @{pull.author.login}" if pull.author else ""
        return Finding("G3", holds=True, found=f"#{pull.number}{who}{self._with_earlier(came)}")

    def _with_earlier(self, came: Provenance) -> str:
        names = [
            f"{one.commit[:12]} “{one.subject}”"
            + ("" if self._lineage.contains(came.pull.head, one.commit) else " (not in its head)")
            for one in came.earlier
        ]
        return f", with what was never applied: {_few(tuple(names))}" if names else ""

    def _inputs(self, came: Provenance) -> Finding:
        pull = came.pull
        same = self._lineage.merges_to(came.onto, pull.head, self._case.commit)
        what = f"merging {pull.head[:12]} into {came.onto[:12]}"
        if same:
            return Finding("G4", holds=True, found=f"the inputs are those that {what} gives")
        found = f"{what} gives other inputs than {self._case.commit[:12]} has"
        if same is None:
            found = f"{what} is a conflict, so somebody decided by hand what became of it"
        way_on = "bring the branch up to date, have that reviewed, and merge it unedited"
        return Finding("G4", holds=False, found=found, way_on=way_on)

    # -- G5

    def _review(self, came: Provenance) -> Finding:
        after = self._lineage.policy(self._case.commit) or Policy()
        landings = self._lineage.landings(came.onto)
        force = in_force(landings, self._lineage.policy, partial(self._lowers, came.onto))
        self._mode, approvals = stricter(after, force.policy if force else after)
        hands = hands_of(came, self._forge, self._lineage)
        jury = self._jury = self._jury_of(came, hands)
        finding = judge(jury, self._bar(came, hands, self._mode, approvals))
        self._entered = finding.holds and self._mode == "environment"
        if finding.holds or force is None or force.vain is None:
            return finding
        found = f"{finding.found}; {force.vain.found}"
        return replace(finding, found=found, way_on=f"{finding.way_on}; or {force.vain.way_on}")

    def _jury_of(self, came: Provenance, hands: Hands) -> Jury:
        opinions = self._forge.opinions(came.pull)
        return Jury(came.pull, hands.people, opinions, self._forge.may_write)

    def _bar(self, came: Provenance, hands: Hands, mode: Mode, approvals: int) -> Bar:
        pull = came.pull
        doubts, unasked = tuple[str, ...](), tuple[str, ...]()
        # Whoever may push a workflow can have a bot push anything, to anybody's pull request.
        if hands.bot or (pull.author and pull.author.bot):
            paths = self._lineage.brought(came.onto, pull.head)
            inputs = tuple(filter(self._lineage.is_input, paths))
            doubts = self._witness.doubts(inputs, came.onto, self._case.commit)
            unasked = self._witness.unasked(inputs)
        entries, first = None, True
        if mode == "environment" and self._case.proposed:
            entries = self._forge.foreseen()
        elif mode == "environment":
            entries, first = self._forge.entries(), self._forge.run().attempt == 1
        digests: tuple[str, ...] = ()
        if mode == "acknowledge":
            digests = (self._case.plan.name, self._planner.draft(pull.head).name)
        proposed = bool(self._case.proposed)
        return Bar(mode, approvals, digests, entries, first, proposed, doubts, unasked)

    def _lowers(self, onto: str, landing: Landing, older: Policy) -> Finding:
        """Whether a landing below ``onto`` might weaken the policy that was in force before it."""
        name = landing.commit[:12]
        try:
            weak = provenance(landing.commit, landing.commit, self._forge, self._lineage, onto)
            name = f"#{weak.pull.number}"
            hands = hands_of(weak, self._forge, self._lineage)
            bar = self._bar(weak, hands, older.review, older.approvals)
            finding = judge(self._jury_of(weak, hands), bar)
        except ProvenanceError as error:
            finding = _unasked("G5", error)
        return replace(
            finding,
            found=f"{name} weakened policy.review, and the policy before it, which is in force "
            f"until then, asked for more: {finding.found}",
            way_on=f"{finding.way_on}; or set the policy back by a pull request",
        )

    # -- G6

    def _plan(self, came: Provenance) -> Finding:
        now, pull = self._case.plan, came.pull
        reviewed = self._planner.draft(pull.head)
        more = beyond(now, reviewed)
        if not more and reviewed.fits:
            found = f"all that plan {now.name} does is in that of {pull.head[:12]}"
            return Finding("G6", holds=True, found=found)
        if self._entered and self._was_shown(now):
            return Finding("G6", holds=True, found=f"plan {now.name} was shown before this job")
        names = {now.name} if more else {now.name, reviewed.name}
        named = self._jury.namers(frozenset(names), self._mode) if self._jury else ()
        if named:
            return Finding("G6", holds=True, found=f"@{named[0].login} named this plan")
        found = f"plan {reviewed.name} removes more, or has more problems, than a review can show"
        if more:
            found = (
                f"plan {now.name} does what that of {pull.head[:12]} does not "
                f"({plural(len(more), 'effect')}): {_few(told(more))}"
            )
        then = "" if self._case.proposed else "; then run the workflow again"
        way_on = f"review #{pull.number} with the line: approve {now.name}{then}"
        if not more:
            way_on = f"read it all (aum-sync plan --commit {pull.head[:12]}), then {way_on}"
        return Finding("G6", holds=False, found=found, way_on=way_on)

    def _was_shown(self, now: Draft) -> bool:
        """Whether the first job of this run, which plans its commit, has shown all of the plan."""
        shown = self._planner.draft(self._forge.run().commit)
        return shown.fits and not beyond(now, shown)


def _asked(rule: Rule, find: Callable[[], Finding]) -> Finding:
    try:
        return find()
    except AumSyncError as error:
        return _unasked(rule, error)


def _unasked(rule: Rule, error: AumSyncError) -> Finding:
    fault = error.faults[0]
    judged = isinstance(error, ProvenanceError)
    return Finding(rule, holds=False, found=str(fault), way_on=fault.hint, judged=judged)


def _few(names: tuple[str, ...]) -> str:
    most = 3
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
