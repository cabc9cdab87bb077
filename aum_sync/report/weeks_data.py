"""The weeks of a season, checked, for programs and for spreadsheets."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from aum_sync.errors import Fault
from aum_sync.report.sheet import sheet_of
from aum_sync.report.validation import Validation, WeekCheck
from aum_sync.text.words import ranges


def as_json(validation: Validation, warnings: tuple[Fault, ...]) -> str:
    """Everything that was found."""
    value = {
        "weeks": [_week(check) for check in validation.weeks],
        "unknown_genres": [
            {
                "genre": unknown.genre,
                "weeks": unknown.weeks,
                "tracks": unknown.tracks,
                "nearest": unknown.nearest,
            }
            for unknown in validation.unknown
        ],
        "not_read": ranges(validation.not_read),
        "outside": ranges(validation.outside),
        "idle": {idle.kind: idle.paths for idle in validation.idle},
        "warnings": [str(fault) for fault in warnings],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _week(check: WeekCheck) -> dict[str, object]:
    return {
        "week": check.week,
        "name": check.judged.reading.name,
        "status": check.status,
        "use": check.use,
        "declared": check.declared,
        "real": check.real,
        "difference": check.difference,
        "segments": [asdict(segment) for segment in check.judged.description.segments],
    }


@dataclass(frozen=True, slots=True)
class _Line:
    """A week: what its checksum says, what a plan makes of it, the text, and its playlist."""

    week: int
    name: str
    status: str
    use: str
    declared: int
    real: int
    difference: int
    edited: str
    text: str
    playlist: str


def as_csv(validation: Validation) -> str:
    """A row per week that has a lock."""
    return sheet_of(_Line, map(_line, validation.weeks))


def _line(check: WeekCheck) -> _Line:
    reading = check.judged.reading
    return _Line(
        check.week,
        reading.name,
        check.status,
        check.use,
        check.declared,
        check.real,
        check.difference,
        "by hand" if reading.edited else "",
        check.text,
        reading.playlist,
    )
