"""What the plan does to the masters: totals, details, removals open, additions folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aum_sync.plan.inputs import Effect
from aum_sync.plan.types import MasterPlan, MasterStatus, Plan
from aum_sync.report.changes import (
    Kind,
    Row,
    details_of,
    rows_of,
    shown_masters,
    shown_value,
    size_of,
    still_line,
)
from aum_sync.report.markdown import FOLD_END, fold, table_head, table_row
from aum_sync.report.review.blocks import Block, Section
from aum_sync.report.review.cells import TRACK, key, track, words
from aum_sync.report.summary import tally
from aum_sync.report.view import View
from aum_sync.text.cells import brief

_STATUS: dict[MasterStatus, str] = {
    "managed": "",
    "create": "new",
    "unread": "not read yet",
    "blocked": "blocked",
}
_TOTALS = ("Master", "Key", "Tracks", "Add", "Remove", "Move", "Details", "State")
_DETAIL = 300


def totals(plan: Plan, view: View) -> Section:
    """A row per master with something to show; how many have nothing, in a line."""
    rows = tuple(_totals_row(master, view) for master in shown_masters(plan, view))
    still = still_line(plan, view)
    blocks = (
        Block(rows, table_head(_TOTALS, right="Tracks Add Remove Move Details")),
        Block((words(brief(still), 300),) if still else ()),
    )
    return Section("masters", 10, blocks)


def _totals_row(master: MasterPlan, view: View) -> str:
    counts = tally([master], view)
    whole = master.status in ("managed", "create") and not view.weeks
    numbers = (counts.add, counts.remove, counts.move, counts.details)
    return table_row(
        (
            words(master.title),
            key(master.key),
            size_of(master) if whole else "",
            *(f"{number:,}" if number else "" for number in numbers),
            _STATUS[master.status],
        )
    )


def first_contact(plan: Plan, view: View) -> Section:
    """The playlists that somebody filled and this plan would be the first to write to."""
    rows = tuple(
        table_row(
            (
                words(master.title),
                key(master.key),
                f"{master.size[0]:,}",
                f"{master.size[0] - len(master.remove):,}",
                f"{len(master.remove):,}" if master.remove else "",
            )
        )
        for master in shown_masters(plan, view)
        if master.first and master.changed
    )
    head = table_head(("Master", "Key", "Holds", "Stay", "Leave"), right="Holds Stay Leave")
    title = "#### First contact\n\nNo apply has ever written to these playlists; they hold tracks."
    return Section("first contacts", 10, (Block(rows, head),), title)


def details(plan: Plan, view: View) -> Section:
    """Names, descriptions and public flags that change."""
    rows = tuple(
        table_row(
            (
                key(master.key),
                detail.field,
                words(shown_value(detail.old), _DETAIL),
                words(shown_value(detail.new), _DETAIL),
            )
        )
        for master in shown_masters(plan, view)
        for detail in details_of(master, view)
    )
    head = table_head(("Master", "Detail", "Now", "Planned"))
    return Section("details", 5, (Block(rows, head),), "#### Details")


def removals(plan: Plan, view: View, earlier: frozenset[Effect]) -> Section:
    """Every track that leaves a master; those in ``earlier`` are marked as merged before."""
    rows = tuple(
        row for master in shown_masters(plan, view) for row in _removed(master, view, earlier)
    )
    head = table_head(("Master", *TRACK), right="Week")
    return Section("removals", 8, (Block(rows, head),), "#### Removals")


def _removed(master: MasterPlan, view: View, earlier: frozenset[Effect]) -> Iterator[str]:
    reasons = {gone.at: gone.reason for gone in master.remove}
    for row in _of_kinds(master, view, "remove"):
        reason = reasons[row.origin or 0]
        effect = (master.key, master.playlist or "", "remove", row.uri, reason)
        note = " (changed before)" if effect in earlier else ""
        yield table_row((key(master.key), *track(row, note)))


def additions(plan: Plan, view: View) -> Section:
    """What every master gains and moves, each in a fold."""
    blocks = (_arrivals(master, view) for master in shown_masters(plan, view))
    return Section("tracks to add or move", 0, tuple(blocks))


def _arrivals(master: MasterPlan, view: View) -> Block:
    rows = _of_kinds(master, view, "add", "move")
    added = sum(row.kind == "add" for row in rows)
    counts = [(added, "to add"), (len(rows) - added, "to move")]
    counted = ", ".join(f"{count:,} {word}" for count, word in counts if count)
    head = fold(f"{words(master.title)}: {counted}", table_head(TRACK, right="Week"))
    return Block(tuple(table_row(track(row)) for row in rows), head, FOLD_END)


def _of_kinds(master: MasterPlan, view: View, *kinds: Kind) -> Sequence[Row]:
    return [row for row in rows_of(master, view) if row.kind in kinds]
