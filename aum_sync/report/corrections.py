"""The correction of a week: which proposal it takes, what it says, and the lines that say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aum_sync.config import edit
from aum_sync.config.types import Config
from aum_sync.errors import ConfigError, Fault
from aum_sync.report.fixed import Fix, reason
from aum_sync.report.typo_words import Titles, chance, changes
from aum_sync.season.rewriting import anew, correction, description
from aum_sync.season.typos.types import Finding, Proposal
from aum_sync.season.weeks import Judged, was_of
from aum_sync.text.cells import brief
from aum_sync.text.words import plural

DESCRIBE = "write its genres and their counts on Spotify, then aum-sync pull"

_ANEW = "listen, then write its description on Spotify anew"
_NEAR = 2
"""A proposal that is not so many times as likely as the next one is no choice yet."""


@dataclass(frozen=True, slots=True)
class Change:
    """The lines from ``first`` to ``last`` of a file, counted from 1, and those in their place.

    Where ``last`` is before ``first`` nothing is replaced: the lines come in behind ``last``.
    """

    first: int
    last: int
    lines: tuple[str, ...]


def undecided(finding: Finding) -> bool:
    """Whether the first two proposals are too near to choose without listening."""
    first, *others = finding.proposals
    return bool(others) and first.probability < _NEAR * others[0].probability


def chosen(finding: Finding, choose: int | None) -> Proposal | Fault:
    """The proposal to take; why there is none."""
    week, proposals = finding.week, finding.proposals
    if finding.verdict == "consistent":
        return _nothing(finding)
    if not proposals:
        hint = (
            "listen, then write its genres and counts on Spotify anew, or under "
            f"corrections.weeks.{week} in config/season.yaml"
        )
        return Fault(f"week {week}: no likely reading explains its tracks", hint=hint)
    if choose is not None:
        if choose > len(proposals):
            return Fault(f"week {week} has only {plural(len(proposals), 'proposal')}")
        return proposals[choose - 1]
    if undecided(finding):
        ways = "; ".join(
            f"{number}. {changes(finding, one)} ({chance(one.probability)})"
            for number, one in enumerate(proposals[:2], 1)
        )
        hint = f"listen, then aum-sync fix --week {week} --choose 1 (or 2)"
        return Fault(brief(f"week {week}: two proposals are near: {ways}"), hint=hint)
    return proposals[0]


def _nothing(finding: Finding) -> Fault:
    """Why there is nothing to fix."""
    if finding.declared:
        return Fault(f"week {finding.week} looks consistent: there is nothing to fix")
    return Fault(
        f"week {finding.week} is not described yet: there is nothing to fix", hint=DESCRIBE
    )


def fix_of(finding: Finding, proposal: Proposal, judged: Judged, config: Config) -> Fix | Fault:
    """What is to be written; why it is not. ``judged`` is the week's latest reading."""
    week = finding.week
    placed = zip((genre for genre, _ in finding.declared), judged.checksum.counts, strict=False)
    if judged.passes and tuple(placed) == proposal.counts:
        hint = _instead(finding, proposal, judged, config)
        return Fault(f"week {week} is placed like that already", hint=hint)
    genres = correction(proposal.counts, config.season.description)
    if genres is None:
        hint = _instead(finding, proposal, judged, config)
        return Fault(f"week {week}: no correction says that with these delimiters", hint=hint)
    return Fix(finding, proposal, genres)


def _instead(finding: Finding, proposal: Proposal, judged: Judged, config: Config) -> str:
    """What to do where no correction is written: the description, by our hand or the curator's."""
    rules = config.season.description
    if description(judged.reading.description, proposal.counts, rules) is None:
        return by_hand(proposal, config)
    index = finding.proposals.index(proposal) if proposal in finding.proposals[1:] else 0
    choose = f" --choose {index + 1}" if index or undecided(finding) else ""
    return (
        f"aum-sync fix --week {finding.week} --description{choose} prints the text with the count"
    )


def by_hand(proposal: Proposal, config: Config) -> str:
    """How somebody writes the description whom nothing of ours can help."""
    text = anew(proposal.counts, config.season.description)
    if text is None:
        return f"{_ANEW}: each genre with its count, and no other number"
    return f"{_ANEW}, with no number but the counts: {text}"


def corrected(text: str, fix: Fix, judged: Judged, titles: Titles) -> str:
    """The YAML with a week's correction; of one that fits the description only the genres change.

    Raises ConfigError where the layout does not let it be done safely.
    """
    way = ("corrections", "weeks", str(fix.week))
    if judged.correction and not judged.stale_correction:
        return edit.put(text, (*way, "genres"), fix.genres)
    entry = {
        "genres": fix.genres,
        "was": was_of(judged.reading.description),
        "reason": reason(fix.finding, fix.proposal, titles),
    }
    return edit.put(text, way, entry, block=True)


def change_of(text: str, fix: Fix, judged: Judged, titles: Titles) -> Change | None:
    """What :func:`corrected` changes in the YAML; None where that cannot be done."""
    try:
        after = corrected(text, fix, judged, titles).split("\n")
    except ConfigError:
        return None
    return changed(text.split("\n"), after)


def changed(before: Sequence[str], after: Sequence[str]) -> Change:
    """What makes the lines of one text those of another, as one change."""
    head = _alike(zip(before, after, strict=False))
    room = min(len(before), len(after)) - head
    tail = min(room, _alike(zip(reversed(before), reversed(after), strict=False)))
    return Change(head + 1, len(before) - tail, tuple(after[head : len(after) - tail]))


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs at the beginning are of equals."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count
