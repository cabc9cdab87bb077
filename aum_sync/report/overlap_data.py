"""What two playlists share, for programs and for spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aum_sync.config.source import SourceMap, line_of
from aum_sync.plan.overlap import Overlap, Shared, Side
from aum_sync.report.changes import ordinal
from aum_sync.report.overlap import written
from aum_sync.report.sheet import sheet_of


def as_json(overlap: Overlap, source: SourceMap) -> str:
    """The comparison for programs; positions count from 0."""
    value = {
        "first": _side_record(overlap.first),
        "second": _side_record(overlap.second),
        "after": [_record(shared) for shared in overlap.after],
        "now": [_record(shared) for shared in overlap.now],
        "rules": [
            {
                "remove_from": written(rule.loser),
                "also_in": written(rule.winner),
                "rule": rule.path,
                "place": line_of(source.at_rule(rule.path)),
            }
            for rule in overlap.rules
        ],
        "cleanups": [
            {
                "remove_from": written(way.loser),
                "also_in": written(way.winner),
                "refused": way.refused,
            }
            for way in overlap.ways
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _side_record(side: Side) -> dict[str, object]:
    return {
        side.ref.kind: written(side.ref),
        "name": side.name,
        "now": len(side.now),
        "after": len(side.after),
    }


def _record(shared: Shared) -> dict[str, object]:
    slot = shared.slot
    return {
        "uri": slot.written_uri,
        "name": slot.name,
        "artists": slot.byline,
        "first": shared.first,
        "second": shared.second,
    }


@dataclass(frozen=True, slots=True)
class _Line:
    """A recording that both hold: as the plan leaves them (``after``), or ``now``."""

    when: str
    in_a: str
    in_b: str
    track: str
    artists: str
    album: str
    uri: str | None


def as_csv(overlap: Overlap) -> str:
    """A row per recording, those that the plan leaves first; positions count from 1."""
    return sheet_of(_Line, (*_lines("after", overlap.after), *_lines("now", overlap.now)))


def _lines(when: str, found: Sequence[Shared]) -> Iterator[_Line]:
    for shared in found:
        slot, places = shared.slot, (_places(shared.first), _places(shared.second))
        yield _Line(when, *places, slot.name, slot.byline, slot.album, slot.written_uri)


def _places(indexes: Sequence[int]) -> str:
    return " ".join(map(ordinal, indexes))
