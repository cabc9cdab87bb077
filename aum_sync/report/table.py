"""The changes of a plan as CSV (RFC 4180): one row per change, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aum_sync.plan.types import MasterPlan, Plan
from aum_sync.report.changes import Row, details_of, ordinal, rows_of, shown_value
from aum_sync.report.sheet import sheet_of
from aum_sync.report.view import View


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table. Positions count from 1, ``origin`` in base, ``position`` in target."""

    master: str
    title: str
    action: str
    uri: str = ""
    track: str = ""
    artists: str = ""
    week: int | None = None
    genre: str | None = None
    why: str = ""
    rule: str | None = None
    review: str = ""
    origin: str = ""
    position: str = ""
    field: str = ""
    old: str = ""
    new: str = ""


def csv_rows(plan: Plan, view: View) -> str:
    """The changes that the view shows, with a head line; lines end in CR LF."""
    lines = (line for master in plan.masters for line in _lines(master, view))
    return sheet_of(_Line, lines)


def _lines(master: MasterPlan, view: View) -> Iterator[_Line]:
    for detail in details_of(master, view):
        old, new = shown_value(detail.old), shown_value(detail.new)
        yield _Line(master.key, master.title, "detail", field=detail.field, old=old, new=new)
    for row in rows_of(master, view):
        yield _track(master, row)


def _track(master: MasterPlan, row: Row) -> _Line:
    return _Line(
        master.key,
        master.title,
        row.kind,
        row.uri,
        row.name,
        row.artists,
        row.week,
        row.genre,
        row.word,
        row.path,
        "review" if row.review else "",
        ordinal(row.origin),
        ordinal(row.to),
    )
