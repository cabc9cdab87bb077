"""What the pictures show, as figures: one value makes the picture and the table beneath it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlencode

from aum_sync.plan.types import Fate
from aum_sync.report.page.types import Colours, Report
from aum_sync.report.validation import WeekStatus
from aum_sync.text.words import plural

_MOST_GENRES = 6
"""So many genres of a master are shown each for itself."""
_MOST_UNKNOWN = 15


@dataclass(frozen=True, slots=True)
class Cell:
    """One number: what it counts, and the fragment of the page that shows it."""

    number: int
    label: str
    link: str | None = None
    colour: str = "none"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture's numbers: one column of ``rows`` per label; an empty cell is None.

    ``kind``: areas over the labels, or bars over them, or bars that lie beside them. ``names``
    are those of the rows; without a name they are told by the labels of their cells.
    """

    id: str
    title: str
    text: str
    kind: Literal["areas", "bars", "lying"]
    head: str
    labels: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    names: tuple[str, ...] = ()


def figures_of(report: Report, colours: Colours) -> tuple[Figure, ...]:
    """All pictures of a report that have something to show."""
    made = (
        _growth(report, colours),
        _flow(report, colours),
        _strip(report),
        _repeats(report),
        _triage(report, colours),
    )
    return tuple(figure for figure in made if any(any(row) for row in figure.rows))


def tracks_link(**wanted: str | int) -> str:
    """The fragment that shows the table of tracks, filtered."""
    return f"#tracks?{urlencode(wanted)}"


def _weeks(report: Report) -> tuple[int, ...]:
    return tuple(check.week for check in report.checks.weeks)


def _growth(report: Report, colours: Colours) -> Figure:
    """Recordings that each master has from weeks, added up week by week."""
    brought: Counter[tuple[str, int]] = Counter(
        (key, fate.week)
        for fate in report.plan.fates
        if fate.fate in ("placed", "triage")
        for key in fate.masters
    )
    weeks = _weeks(report)
    totals = {key: sum(brought[key, week] for week in weeks) for key in report.titles}
    keys = [key for key in report.titles if totals[key]]
    rows = []
    for key in keys:
        sums = [0]
        for week in weeks:
            sums.append(sums[-1] + brought[key, week])
        title, colour = report.titles[key], colours.of(key)
        rows.append(tuple(Cell(number, title, None, colour) for number in sums[1:]))
    return Figure(
        "growth",
        "Masters over the weeks",
        "How many tracks the weeks have brought into each master so far.",
        "areas",
        "week",
        tuple(map(str, weeks)),
        tuple(rows),
        tuple(report.titles[key] for key in keys),
    )


def _flow(report: Report, colours: Colours) -> Figure:
    """By master, the genres as typed that lead there; the rare ones of a master together."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fate in report.plan.fates:
        for end in fate.masters or (f"({fate.fate})",):
            counts[end][fate.genre or "(no genre)"] += 1
    ends = [*(key for key in report.titles if key in counts)]
    ends += sorted(counts.keys() - set(ends))
    columns = [_genres(end, counts[end], colours) for end in ends]
    height = max(map(len, columns), default=0)
    rows = [
        tuple(column[rank] if rank < len(column) else None for column in columns)
        for rank in range(height)
    ]
    return Figure(
        "flow",
        "From genres as typed to masters",
        "How many tracks each spelling of a genre sends to each master, "
        "and what became of those that no master takes.",
        "lying",
        "master",
        tuple(report.titles.get(end, end) for end in ends),
        tuple(rows),
    )


def _genres(end: str, genres: Counter[str], colours: Colours) -> list[Cell]:
    ordered = sorted(genres.items(), key=lambda pair: (-pair[1], pair[0]))
    colour = colours.of(end)
    wanted = {"outcome": end.strip("()")} if end.startswith("(") else {"master": end}
    cells = [
        Cell(number, genre, tracks_link(**wanted, q=genre), colour)
        for genre, number in ordered[:_MOST_GENRES]
    ]
    if rest := ordered[_MOST_GENRES:]:
        number = sum(count for _, count in rest)
        label = f"{plural(len(rest), 'other genre')}"
        cells.append(Cell(number, label, tracks_link(**wanted), colour))
    return cells


def _strip(report: Report) -> Figure:
    """A bar per week, as high as it has tracks, in the colour of its checksum."""
    statuses = get_args(WeekStatus)
    found = [s for s in statuses if any(check.status == s for check in report.checks.weeks)]
    rows = tuple(
        tuple(
            Cell(check.real, words(status), f"#week-{check.week}", status)
            if check.status == status
            else None
            for check in report.checks.weeks
        )
        for status in found
    )
    return Figure(
        "strip",
        "Checksums",
        "One bar per week, as high as it has tracks; its colour says "
        "whether its description adds up.",
        "bars",
        "week",
        tuple(map(str, _weeks(report))),
        rows,
        tuple(map(words, found)),
    )


def words(status: str) -> str:
    """A status for people."""
    return status.replace("-", " ")


def _repeats(report: Report) -> Figure:
    counts = Counter(fate.week for fate in report.plan.fates if fate.fate == "duplicate")
    cells = tuple(
        Cell(counts[week], "repeats", tracks_link(week=week, outcome="duplicate"), "duplicate")
        if counts[week]
        else None
        for week in _weeks(report)
    )
    return Figure(
        "repeats",
        "Duplicates",
        "Tracks of each week that an earlier week, or the same one, has already.",
        "bars",
        "week",
        tuple(map(str, _weeks(report))),
        (cells,),
        ("repeats",),
    )


def _triage(report: Report, colours: Colours) -> Figure:
    """What went to the catch-all, by genre as typed."""
    counts = Counter(_typed(report.plan.fates))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_UNKNOWN]
    colour = colours.of(report.config.catch_all.key)
    cells = tuple(
        Cell(number, genre, tracks_link(outcome="triage", q=genre), colour)
        for genre, number in ordered
    )
    return Figure(
        "triage",
        "To sort",
        "Genres as typed that no alias knows: their tracks wait in "
        f"{report.config.catch_all.title}.",
        "lying",
        "genre as typed",
        tuple(genre for genre, _ in ordered),
        (cells,),
        ("tracks",),
    )


def _typed(fates: Iterable[Fate]) -> Iterator[str]:
    return (fate.genre or "(no genre)" for fate in fates if fate.fate == "triage")
