"""Where every master stands between git and Spotify: changed here, edited there, or both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from aum_sync.plan.drift import Drift, Reworded, Touched
from aum_sync.plan.types import MasterPlan
from aum_sync.report.changes import MARKS, Kind, Row, ordinal, shown_value
from aum_sync.report.columns import GAP, Column, align
from aum_sync.report.style import Style
from aum_sync.report.tracks import TrackTable, mark
from aum_sync.season.items import Applied, Pending
from aum_sync.text.cells import visible, wrap
from aum_sync.text.words import minute, plural, ranges

Word = Literal["in sync", "pending", "edited on Spotify", "both", "not read", "blocked"]
Counts = tuple[int, int, int, int]
"""How many tracks enter, leave and move, and how many details change."""

KINDS: tuple[Kind, ...] = ("add", "remove", "move", "detail")
"""What each of the ``Counts`` is of."""

_COLUMNS = (Column(3), Column(2), Column(), Column(4))
_PAINT: Mapping[Word, Callable[[Style, str], str]] = {
    "in sync": Style.green,
    "pending": Style.cyan,
    "edited on Spotify": Style.yellow,
    "both": Style.yellow,
    "not read": Style.dim,
    "blocked": Style.red,
}
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """One playlist: what a plan would do to it, and what somebody did to it on Spotify.

    ``recorded``: the commit knows it as it is now. ``barred`` says why nothing is planned for it
    though it has a playlist, and what to do; ``way`` what keeps what would be undone.
    """

    plan: MasterPlan
    drift: Drift | None = None
    recorded: bool = True
    barred: tuple[str, str | None] | None = None
    way: str | None = None

    @property
    def pending(self) -> Counts:
        """What the plan changes beside undoing what somebody did."""
        plan = self.plan
        all_ = (len(plan.add), len(plan.remove), len(plan.move), len(plan.details))
        if self.drift is None:
            return all_
        added, removed, moved, details = self.drift.counts(undone=True)
        add, remove, move, change = all_
        return add - removed, remove - added, max(move - moved, 0), change - details

    @property
    def edited(self) -> bool:
        """Whether somebody did something that git does not know, or that would be undone."""
        return self.drift is not None and (self.drift.undone or not self.recorded)

    @property
    def word(self) -> Word:
        """Where it stands, in a word or two."""
        if self.plan.status == "blocked":
            return "blocked"
        if self.plan.status == "unread":
            return "not read"
        if any(self.pending):
            return "both" if self.edited else "pending"
        return "edited on Spotify" if self.edited else "in sync"


@dataclass(frozen=True, slots=True)
class Status:
    """A season as it stands. ``live``: compared with Spotify just now. ``held``: weeks."""

    standings: tuple[Standing, ...]
    pending: Pending | None
    applied: Applied | None
    held: tuple[int, ...]
    live: bool


def render(status: Status, style: Style) -> str:
    """The lines for a terminal: the applies, a line per playlist, one for the whole."""
    lines = [*_pending(status, style), _applied(status), ""]
    cells = [_cells(standing) for standing in status.standings]
    drifts = [standing.drift for standing in status.standings if standing.drift]
    rows = [row for drift in drifts for row in _rows(drift)]
    table = TrackTable(rows, style, style.cells)
    for standing, placed in zip(status.standings, align(cells, _COLUMNS, style.cells), strict=True):
        placed[2] = _PAINT[standing.word](style, placed[2])
        lines.append(GAP.join(placed).rstrip())
        lines += _barred(standing, style)
        lines += _edits(standing, table, style)
    return "\n".join([*lines, "", *map(style.bold, wrap(_summary(status), style.cells))])


def _pending(status: Status, style: Style) -> Iterator[str]:
    if pending := status.pending:
        text = f"Apply {pending.number} is unfinished: the plan of {pending.commit[:_SHORT]}"
        yield from map(style.yellow, wrap(visible(f"{text}, begun by {pending.run}"), style.cells))
        if pending.retry_at:
            yield f"  Spotify may be asked again at {_time(pending.retry_at)}"
        yield f"  {style.cyan('→')} run the apply again: it goes on from where Spotify stands"


def _applied(status: Status) -> str:
    if (applied := status.applied) is None:
        return "Nothing was applied yet."
    return f"Last apply: {applied.number}, {_time(applied.at)}, plan of {applied.commit[:_SHORT]}"


def _time(iso: str) -> str:
    return visible(minute(iso))


def _cells(standing: Standing) -> tuple[str, str, str, str]:
    plan = standing.plan
    return visible(plan.title), visible(plan.key), standing.word, _what(standing)


def _what(standing: Standing) -> str:
    parts = []
    if any(standing.pending):
        new = "new, " if standing.plan.status == "create" else ""
        parts.append(f"{new}{signs(standing.pending)}")
    if drift := standing.drift:
        kept = "" if standing.edited else "kept from Spotify: "
        parts.append(f"{kept}{signs(drift.counts())} since {drift.since}")
    return "; ".join(parts)


def signs(counts: Counts) -> str:
    """Counts with their marks: ``+3 -1``."""
    pairs = zip(KINDS, counts, strict=True)
    return " ".join(f"{MARKS[kind]}{count:,}" for kind, count in pairs if count)


def _barred(standing: Standing, style: Style) -> Iterator[str]:
    if standing.barred:
        text, hint = standing.barred
        yield from (f"    {line}" for line in wrap(visible(text), style.cells - 4))
        yield from _way(hint or "", style)


def _way(text: str, style: Style) -> Iterator[str]:
    for n, line in enumerate(wrap(visible(text), style.cells - 6)):
        yield f"    {' ' if n else style.cyan('→')} {line}"


def _edits(standing: Standing, table: TrackTable, style: Style) -> Iterator[str]:
    """What somebody did, track by track, and how to keep what would be undone."""
    drift = standing.drift
    if drift is None or not standing.edited:
        return
    for one in drift.details:
        first, *rest = wrap(visible(_reworded(one)), style.cells - 4)
        yield f"  {mark('detail', style)} {first}"
        yield from (f"    {line}" for line in rest)
    for row in _rows(drift):
        yield from table.lines(row)
    if not standing.recorded:
        yield from _way("in no commit yet: aum-sync pull brings it into one", style)
    if standing.way:
        yield from _way(standing.way, style)


def _reworded(one: Reworded) -> str:
    end = "would change back" if one.undone else "stays"
    return f"{one.field}: “{shown_value(one.old)}” → “{shown_value(one.new)}”, {end}"


def _rows(drift: Drift) -> Iterator[Row]:
    for one in drift.added:
        yield _row("add", one, f"added, {'would leave' if one.undone else 'stays'}")
    for one in drift.removed:
        yield _row("remove", one, f"taken out, {'would come back' if one.undone else 'stays out'}")
    for one in drift.moved:
        way = f"moved from {ordinal(one.origin)} to {ordinal(one.at)}"
        yield _row("move", one, f"{way}, {'would go back' if one.undone else 'stays'}")


def _row(kind: Kind, one: Touched, word: str) -> Row:
    slot = one.slot
    return Row(kind, slot.uri or "an item", slot.name, slot.byline, word)


def _summary(status: Status) -> str:
    counts = Counter(standing.word for standing in status.standings)
    parts = [f"{counts[word]:,} {word}" for word in get_args(Word) if counts[word]]
    text = f"{plural(len(status.standings), 'playlist')}: {', '.join(parts)}."
    if status.held:
        text += f" {plural(len(status.held), 'week')} held: {ranges(status.held)}."
    return text if status.live else f"{text} Compared with the last pull, not with Spotify."
