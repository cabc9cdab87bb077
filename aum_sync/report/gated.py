"""What the gate says, as text and as data; and its rules in words."""

from __future__ import annotations

from aum_sync.gate.findings import TITLES, Finding, Rule, Verdict
from aum_sync.report.style import Style
from aum_sync.text.cells import visible

RULES: dict[Rule, str] = {
    "G1": "This is a run for a push to the default branch, or a dispatch on it, and its commit is "
    "the tip, state commits aside. An older commit is superseded; a forced push is refused.",
    "G2": "The season is read from the blobs of the commit: regular files, in a clone that has all "
    "of its history.",
    "G3": "What decides came by exactly one merged pull request, which changes data or code, never "
    "both. What was merged before it and never applied is part of its plan.",
    "G4": "What was merged is what merging the last commit of that pull request gives: by merge, "
    "squash or rebase, and not edited by hand.",
    "G5": "Enough people with write access approved that last commit, and had no hand in it. With "
    "policy.review: environment, somebody let this run into an environment with reviewers; with "
    "acknowledge, somebody with write access named the plan: approve and 16 digits.",
    "G6": "Everything that would be written now is in the plan of that last commit, computed here "
    "anew from git; or somebody who counts has named the new plan: approve and 16 digits. A plan "
    "whose removals and problems are more than a review can show is to be named in any case.",
}
"""What each rule asks for."""


def explain() -> str:
    """The rules in words."""
    return "\n".join(f"{rule} {TITLES[rule]}\n    {text}" for rule, text in RULES.items())


def render(verdict: Verdict, style: Style, *, proposed: bool = False) -> str:
    """The findings as lines, refusals with their way on; ``proposed``: of a merge to come."""
    if verdict.superseded_by:
        return f"Superseded by {verdict.superseded_by[:12]}: the run of that commit applies it all."
    if not verdict.findings:
        return "Nothing is to be written, so no gate is needed."
    lines = [line for finding in verdict.findings for line in _lines(finding, style)]
    word = "The gate is open." if verdict.opens else "Refused by the gate."
    if proposed:
        word = f"Merged now, it would be {'applied' if verdict.opens else 'refused'}."
    return "\n".join([*lines, style.bold(word)])


def _lines(finding: Finding, style: Style) -> list[str]:
    mark = style.green("holds  ") if finding.holds else style.red("refused")
    title = f"{finding.rule} {TITLES[finding.rule]:<12}"
    lines = [f"{title} {mark} {visible(finding.found)}"]
    if not finding.holds and finding.way_on:
        lines.append(f"{'':<24}{style.cyan('→')} {visible(finding.way_on)}")
    return lines


def as_value(verdict: Verdict) -> dict[str, object]:
    """The verdict, for a program."""
    return {
        "opens": verdict.opens,
        "superseded_by": verdict.superseded_by,
        "findings": [
            {
                "rule": finding.rule,
                "title": TITLES[finding.rule],
                "holds": finding.holds,
                "found": finding.found,
                "way_on": finding.way_on,
            }
            for finding in verdict.findings
        ],
    }
