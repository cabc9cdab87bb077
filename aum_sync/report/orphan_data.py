"""Orphans for programs and for spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Sequence

from aum_sync.config.source import SourceMap, line_of
from aum_sync.plan.orphans import MasterOrphans, Orphan
from aum_sync.report.changes import ordinal
from aum_sync.report.sheet import sheet

_TRACK = ("master", "title", "position", "track", "artists", "album", "uri", "added_at")
_OUTCOME = ("fate", "to", "rule", "place")


def as_json(groups: Sequence[MasterOrphans], source: SourceMap) -> str:
    """The masters with their sizes, and all orphans; positions count from 0."""
    value = {
        "masters": {
            group.master.key: {
                "title": group.master.title,
                "status": group.status,
                "tracks": group.size,
                "orphans": len(group.orphans),
            }
            for group in groups
        },
        "orphans": [_record(group, orphan, source) for group in groups for orphan in group.orphans],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _record(group: MasterOrphans, orphan: Orphan, source: SourceMap) -> dict[str, object]:
    slot = orphan.slot
    return {
        "master": group.master.key,
        "position": orphan.position,
        "uri": slot.written_uri,
        "name": slot.name,
        "artists": slot.byline,
        "album": slot.album,
        "added_at": slot.added_at,
        "fate": orphan.fate,
        "to": orphan.to,
        "rule": orphan.rule,
        "place": _place(orphan, source),
    }


def as_csv(groups: Sequence[MasterOrphans], source: SourceMap) -> str:
    """One row per orphan; positions count from 1."""
    rows = (
        (
            group.master.key,
            group.master.title,
            ordinal(orphan.position),
            orphan.slot.name,
            orphan.slot.byline,
            orphan.slot.album,
            orphan.slot.written_uri,
            orphan.slot.added_at,
            orphan.fate,
            ", ".join(orphan.to),
            orphan.rule,
            _place(orphan, source),
        )
        for group in groups
        for orphan in group.orphans
    )
    return sheet((*_TRACK, *_OUTCOME), rows)


def _place(orphan: Orphan, source: SourceMap) -> str | None:
    """File and line of the rule; None for a default."""
    place = source.place(orphan.rule)
    return line_of(place) if place else None
