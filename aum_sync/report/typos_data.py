"""What is found of every week, for programs and for spreadsheets; positions count from 0."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from aum_sync.report.sheet import sheet_of
from aum_sync.report.typo_words import changes, forecast, pairs
from aum_sync.season.items import Slot
from aum_sync.season.typos.types import Clue, Finding, Move, Proposal


def as_json(findings: Sequence[Finding]) -> str:
    """Every week in order; masters by key, null for no master. ``forecast`` is of moving tracks."""
    value = {"weeks": [_week(finding) for finding in findings]}
    return json.dumps(value, ensure_ascii=False, indent=2)


def _week(finding: Finding) -> dict[str, object]:
    return {
        "week": finding.week,
        "verdict": finding.verdict,
        "declared": finding.declared,
        "proposals": [_proposal(proposal) for proposal in finding.proposals],
        "evidence": [_clue(clue) for clue in finding.evidence],
        "forecast": round(forecast(finding), 3),
    }


def _proposal(proposal: Proposal) -> dict[str, object]:
    return {
        "counts": proposal.counts,
        "probability": round(proposal.probability, 6),
        "moves": [_move(move) for move in proposal.moves],
    }


def _move(move: Move) -> dict[str, object]:
    return {**_track(move.position, move.slot), "was": move.was, "becomes": move.becomes}


def _clue(clue: Clue) -> dict[str, object]:
    return {
        **_track(clue.position, clue.slot),
        "what": clue.what,
        "of": clue.name,
        "master": clue.home,
        "weeks": clue.weeks,
        "weight": round(clue.weight, 3),
    }


def _track(position: int, slot: Slot) -> dict[str, object]:
    return {
        "position": position,
        "uri": slot.written_uri,
        "name": slot.name,
        "artists": slot.byline,
    }


@dataclass(frozen=True, slots=True)
class _Line:
    """A way in which a week may be meant, or a week without one; ``tracks`` would change master."""

    week: int
    verdict: str
    held: str
    declared: str
    proposal: int | None = None
    probability: float | None = None
    tracks: int | None = None
    changes: str = ""
    counts: str = ""


def as_csv(findings: Sequence[Finding], waiting: Collection[int]) -> str:
    """A row per proposal, the likeliest of a week first; ``waiting`` are weeks that do not pass."""
    return sheet_of(_Line, (line for one in findings for line in _lines(one, waiting)))


def _lines(finding: Finding, waiting: Collection[int]) -> Iterator[_Line]:
    held = "held" if finding.week in waiting else ""
    declared = pairs(finding.declared)
    if not finding.proposals:
        yield _Line(finding.week, finding.verdict, held, declared)
    for number, one in enumerate(finding.proposals, 1):
        yield _Line(
            finding.week,
            finding.verdict,
            held,
            declared,
            number,
            round(one.probability, 6),
            len(one.moves),
            changes(finding, one),
            pairs(one.counts),
        )
