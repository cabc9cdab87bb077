"""The words around a review: its verdict, what it costs, and what happens on merge."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aum_sync.config.types import Policy
from aum_sync.config.types import Review as Mode
from aum_sync.gate.findings import TITLES, Finding
from aum_sync.plan.inputs import effects_of
from aum_sync.plan.types import Plan
from aum_sync.report.escape import code, markdown
from aum_sync.report.review.blocks import Block, Section
from aum_sync.report.review.cells import words
from aum_sync.report.review.types import Review
from aum_sync.report.summary import hidden_line, numbers_line, short_digest
from aum_sync.text.words import plural

_URL = re.compile(r"https?://[\w.:-]+/[\w./-]*", re.ASCII)
_CELLS = 300


def verdict(review: Review) -> list[str]:
    """What this is, in a heading and in a few sentences."""
    plan = review.plan
    lines = [f"### {_verdict(plan)}", f"{_numbers(plan)} {_leaving(plan)}".strip()]
    return [*lines, _earlier(review), markdown(hidden_line(plan, review.view))]


def of_commit(commit: str | None) -> str:
    """Which commit was looked at: whoever pushes another may keep this from being made anew."""
    if commit is None:
        return ""
    return (
        f"Review of commit {code(commit[:12])}; if the last commit of the pull request is another "
        "one, this is out of date."
    )


def _verdict(plan: Plan) -> str:
    refused = sum(problem.level == "error" for problem in plan.problems)
    if refused:
        return f"Refused: {plural(refused, 'error')} to solve before anything is written"
    if not plan.changed:
        return "Nothing changes on Spotify"
    return f"This changes {plural(sum(one.changed for one in plan.masters), 'master')} on Spotify"


def _numbers(plan: Plan) -> str:
    return f"{numbers_line(plan)} digest {code(short_digest(plan))}."


def _leaving(plan: Plan) -> str:
    gone = any(master.remove for master in plan.masters)
    return "No track leaves a master." if plan.changed and not gone else ""


def _earlier(review: Review) -> str:
    effects = effects_of(review.plan)
    before = len(effects & review.earlier)
    if not before:
        return ""
    counts = f"{before:,} of {plural(len(effects), 'effect')}"
    return f"Changed before and not applied yet: {counts}; new: {len(effects) - before:,}."


def sacrificed(review: Review, lost: Sequence[str], *, more: bool) -> str:
    """What is missing of the review, and where it is found; ``more``: in the job summary."""
    if not lost:
        return ""
    where = "`aum-sync plan` shows all of it."
    if more and review.run_url and _URL.fullmatch(review.run_url):
        where = f"The [job summary]({review.run_url}) has more."
    elif more:
        where = "The job summary has more."
    return f"**Too long to be shown whole.** Left out: {', '.join(lost)}. {where}"


def too_long(plan: Plan) -> str:
    """What follows where removals and problems cannot be shown in full anywhere."""
    return (
        f"The removals and problems of this plan do not fit what GitHub can show, so that nobody "
        f"can have read them here: a review needs the line `approve {short_digest(plan)}`."
    )


def cost(plan: Plan, policy: Policy | None) -> str:
    """How many requests applying takes; empty where nothing is written."""
    if not plan.changed:
        return ""
    read, write = plan.requests.read, plan.requests.write
    budget = f"; policy.budget allows {policy.budget:,}" if policy else ""
    return (
        f"Applying takes {plural(read + write, 'request')}: {read:,} read, {write:,} write{budget}."
    )


_MODES: dict[Mode, str] = {
    "pull-request": "After the merge the apply workflow writes this, if {people} with write access "
    "approved the last commit, and had no hand in it.",
    "environment": "After the merge the apply workflow waits until a reviewer of its environment "
    "lets it in, and writes this then.",
    "acknowledge": "After the merge the apply workflow writes this, if {people} with write access "
    "approved the last commit or named this plan in a review with the line `{line}`.",
}


def merging(review: Review, *, shown: bool) -> list[str]:
    """What happens on merge: as the gate says, else as the policy says."""
    return ["#### On merge", _on_merge(review), "" if shown else too_long(review.plan)]


def _on_merge(review: Review) -> str:
    plan = review.plan
    if any(problem.level == "error" for problem in plan.problems):
        return "Nothing is written to Spotify as long as there are errors."
    if not plan.changed:
        return "Nothing is written to Spotify."
    if review.gate:
        word = "would open for it" if review.gate.opens else "would refuse it"
        return (
            f"The apply workflow comes to the gate, which {word} as of this commit and its reviews "
            "so far (`aum-sync gate --preview --pull N` says it of now):"
        )
    if review.policy is None:
        return "The apply workflow comes to the gate (`aum-sync gate --explain` has its rules)."
    people = "somebody" if review.policy.approvals == 1 else f"{review.policy.approvals} people"
    line = f"approve {short_digest(plan)}"
    return _MODES[review.policy.review].format(people=people, line=line)


def gate(review: Review) -> Section:
    """What each rule of the gate found."""
    findings = review.gate.findings if review.gate and review.plan.changed else ()
    return Section("findings of the gate", 11, (Block(tuple(map(_finding, findings))),))


def _finding(finding: Finding) -> str:
    word = "holds" if finding.holds else "**refused**"
    way_on = f" → {words(finding.way_on, _CELLS)}" if finding.way_on and not finding.holds else ""
    title = f"{finding.rule} {TITLES[finding.rule]}"
    return f"- {title}: {word}. {words(finding.found, _CELLS)}{way_on}"


def digest(plan: Plan) -> str:
    """All digits of it."""
    return f"Digest of the effects: {code(plan.digest)}"
