"""Every track as one row: each item of each week, and what masters hold, gain or lose beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from aum_sync.plan.orphans import MasterOrphans, Orphan
from aum_sync.plan.types import Fate, FateName, MasterPlan, Plan
from aum_sync.report.changes import Kind, Row, ordinal, rows_of
from aum_sync.report.page.types import Report
from aum_sync.report.view import EVERYTHING

SlotOutcome = Literal["removed", "moved", "orphan"]
Outcome = FateName | SlotOutcome
"""What became of a track: an item's fate, or what happens to a slot of a master."""


@dataclass(frozen=True, slots=True)
class Track:
    """One row. ``change`` says what the plan does with it in ``masters``; None: nothing.

    ``position`` is set for an item of a week alone: its index there. ``word`` says why in a few
    words, ``rule`` is the config path behind it.
    """

    change: Kind | None
    outcome: Outcome
    name: str
    artists: str
    masters: tuple[str, ...]
    word: str
    rule: str
    uri: str
    week: int | None = None
    position: int | None = None
    genre: str | None = None
    review: bool = False


def tracks_of(report: Report) -> tuple[Track, ...]:
    """Items of weeks in order; then what leaves, moves or joins without a week; then orphans."""
    return (*_items(report.plan), *_slots(report.plan.masters), *_orphans(report.stats.orphans))


def _items(plan: Plan) -> Iterator[Track]:
    added: defaultdict[tuple[int | None, int | None], list[Row]] = defaultdict(list)
    for master in plan.masters:
        for row in _rows(master):
            added[row.week, row.position].append(row)
    for fate in plan.fates:
        yield _item(fate, added[fate.week, fate.position])


def _rows(master: MasterPlan) -> Iterable[Row]:
    """The tracks that weeks bring into a master."""
    return (row for row in rows_of(master, EVERYTHING) if row.position is not None)


def _item(fate: Fate, added: list[Row]) -> Track:
    words = dict.fromkeys(row.word for row in added) or {_word(fate): None}
    return Track(
        change="add" if added else None,
        outcome=fate.fate,
        name=fate.name,
        artists=fate.artists,
        masters=fate.masters,
        word="; ".join(words),
        rule=fate.rule,
        uri=fate.uri or "",
        week=fate.week,
        position=fate.position,
        genre=fate.genre,
        review=fate.review,
    )


def _word(fate: Fate) -> str:
    """Why an item that joins nothing is where it is."""
    by = ", ".join(refusal.by for refusal in fate.refused if refusal.by)
    match fate.fate:
        case "placed":
            return "there already"
        case "triage":
            return "to sort, there already"
        case "duplicate" if fate.of:
            return f"repeats week {fate.of[0]}, track {ordinal(fate.of[1])}"
        case "excluded":
            return f"belongs in {by}"
        case "held":
            refused = ", ".join(refusal.master for refusal in fate.refused)
            return f"waits for {refused}" if refused else "its week does not add up"
        case _:
            return fate.fate


def _slots(masters: Iterable[MasterPlan]) -> Iterator[Track]:
    for master in masters:
        for row in rows_of(master, EVERYTHING):
            if row.position is None:
                yield _slot(master.key, row)


_OUTCOMES: dict[Kind, Outcome] = {"add": "orphan", "remove": "removed", "move": "moved"}


def _slot(key: str, row: Row) -> Track:
    return Track(
        change=row.kind,
        outcome=_OUTCOMES[row.kind],
        name=row.name,
        artists=row.artists,
        masters=(key,),
        word=row.word,
        rule=row.path or "",
        uri=row.uri,
        week=row.week,
        genre=row.genre,
    )


def _orphans(groups: Iterable[MasterOrphans]) -> Iterator[Track]:
    """Those that stay; the others are among what leaves and joins."""
    for group in groups:
        yield from (_orphan(group.master.key, one) for one in group.orphans if one.stays)


def _orphan(key: str, orphan: Orphan) -> Track:
    slot = orphan.slot
    return Track(
        change=None,
        outcome="orphan",
        name=slot.name,
        artists=slot.byline,
        masters=(key,),
        word=f"in no week: {orphan.fate}",
        rule=orphan.rule,
        uri=slot.written_uri or "",
    )
