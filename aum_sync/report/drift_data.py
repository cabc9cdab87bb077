"""Where every master stands, for programs and for spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from aum_sync.plan.drift import Touched
from aum_sync.report.drift import KINDS, Standing, Status
from aum_sync.report.sheet import sheet_of


def as_json(status: Status) -> str:
    """All of it for a program; positions count from 0."""
    pending, applied = status.pending, status.applied
    value = {
        "pending": pending
        and {
            "apply": pending.number,
            "commit": pending.commit,
            "run": pending.run,
            "retry_at": pending.retry_at,
        },
        "applied": applied
        and {"apply": applied.number, "at": applied.at, "commit": applied.commit},
        "base": "live" if status.live else "snapshots",
        "held": status.held,
        "masters": {one.plan.key: _standing_json(one) for one in status.standings},
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _standing_json(one: Standing) -> dict[str, object]:
    drift = one.drift
    return {
        "playlist": one.plan.playlist,
        "state": one.word,
        "recorded": one.recorded,
        "why": one.barred and one.barred[0],
        "hint": one.barred and one.barred[1],
        "pending": dict(zip(KINDS, one.pending, strict=True)),
        "edited": drift
        and {
            "since": drift.since,
            "added": _tracks_json(drift.added),
            "removed": _tracks_json(drift.removed),
            "moved": _tracks_json(drift.moved),
            "details": {
                changed.field: {"old": changed.old, "new": changed.new, "undone": changed.undone}
                for changed in drift.details
            },
        },
    }


def _tracks_json(tracks: Sequence[Touched]) -> list[dict[str, object]]:
    return [
        {
            "uri": one.slot.written_uri,
            "name": one.slot.name,
            "artists": one.slot.byline,
            "at": one.at,
            **({} if one.origin is None else {"from": one.origin}),
            "undone": one.undone,
        }
        for one in tracks
    ]


@dataclass(frozen=True, slots=True)
class _Line:
    """A playlist: what a plan would do to it, then what somebody did to it on Spotify."""

    master: str
    title: str
    playlist: str | None
    state: str
    add: int
    remove: int
    move: int
    details: int
    edited_since: str
    edited_add: int
    edited_remove: int
    edited_move: int
    edited_details: int
    why: str


def as_csv(status: Status) -> str:
    """A row per playlist."""
    return sheet_of(_Line, map(_line, status.standings))


def _line(one: Standing) -> _Line:
    plan, drift = one.plan, one.drift
    since, edited = (drift.since, drift.counts()) if drift else ("", (0, 0, 0, 0))
    return _Line(
        plan.key,
        plan.title,
        plan.playlist,
        one.word,
        *one.pending,
        since,
        *edited,
        one.barred[0] if one.barred else "",
    )
