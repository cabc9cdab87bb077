"""What ``fix`` wrote: which counts were put right, and how to go on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from aum_sync.report.style import Style
from aum_sync.report.typo_words import Titles, chance, changes, evidence
from aum_sync.season.typos.types import Finding, Proposal
from aum_sync.text.cells import brief, visible, wrap
from aum_sync.text.words import plural

_NARROWEST = 60
_CONFIG = "config/season.yaml"


@dataclass(frozen=True, slots=True)
class Fix:
    """A week's correction: the proposal that was taken, and the text that says so."""

    finding: Finding
    proposal: Proposal
    genres: str

    @property
    def week(self) -> int:
        """The week's number."""
        return self.finding.week


def reason(finding: Finding, proposal: Proposal, titles: Titles) -> str:
    """Why the correction says what it says, in words, with the probability."""
    text = f"{changes(finding, proposal)}: {chance(proposal.probability)} by aum-sync fix"
    if finding.evidence and proposal is finding.proposals[0]:
        text += f"; {evidence(finding.evidence[0], titles)}"
    return brief(text)


def render(fixes: Sequence[Fix], left: int, style: Style) -> str:
    """A line or two per week, and how to go on; ``left`` flagged weeks were not written."""
    cells = max(style.cells, _NARROWEST)
    lines = [line for fix in fixes for line in _lines(fix, style, cells)]
    if left:
        text = f"Not written: {plural(left, 'week')}. aum-sync typos says how sure each is."
        lines += wrap(text, cells)
    elif not fixes:
        lines.append("There is nothing to fix: every week that is described looks consistent.")
    if fixes:
        weeks = " ".join(f"--week {fix.week}" for fix in fixes)
        lines += ["", "See what it changes, then put it into a pull request:"]
        lines += [f"  aum-sync plan {weeks}", f"  git add {_CONFIG} && git commit"]
    return "\n".join(lines)


def _lines(fix: Fix, style: Style, cells: int) -> list[str]:
    words = f"{changes(fix.finding, fix.proposal)} ({chance(fix.proposal.probability)})"
    first, *rest = wrap(visible(f"week {fix.week}: {words}"), cells - 2)
    written = wrap(visible(f"corrections.weeks.{fix.week}: {fix.genres}"), cells - 4)
    more = [*(f"  {line}" for line in rest), *(f"    {line}" for line in written)]
    return [f"{style.green('✓')} {first}", *more]


def as_json(fixes: Sequence[Fix], left: int) -> str:
    """The same for a program."""
    value = {
        "weeks": [
            {
                "week": fix.week,
                "counts": fix.proposal.counts,
                "probability": round(fix.proposal.probability, 6),
                "genres": fix.genres,
                "text": changes(fix.finding, fix.proposal),
            }
            for fix in fixes
        ],
        "left": left,
        "files": [_CONFIG] if fixes else [],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)
