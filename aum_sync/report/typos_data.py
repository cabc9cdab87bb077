"""What is found of every week, for programs; positions count from 0."""

from __future__ import annotations

import json
from collections.abc import Sequence

from aum_sync.report.typo_words import forecast
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
