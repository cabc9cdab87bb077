"""A season in figures, for a terminal: weeks and items in words, then tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from aum_sync.config.types import Season
from aum_sync.plan.stats import GenreFigures, MasterFigures, Stats
from aum_sync.report.columns import GAP, Column, align
from aum_sync.report.orphans import summary as orphans_summary
from aum_sync.report.style import Style
from aum_sync.report.summary import items_line
from aum_sync.report.validation import Validation
from aum_sync.report.weeks import summary as weeks_summary
from aum_sync.season.genres import RouteKind
from aum_sync.text.cells import visible, wrap
from aum_sync.text.words import plural, ranges

_WIDEST = 120
_NARROWEST = 60
_GENRES = 15
_ARTISTS = 10
_PAIRS = 5
"""How many rows a table shows; JSON and CSV have all of them."""

_NUMBER = Column(right=True)
_MASTERS = (Column(1), *[_NUMBER] * 5, Column(1))
_MASTERS_HEAD = ("master", "now", "after", "share", "weeks", "orphans", "title")
_NARROW = 80
"""With fewer cells masters are known by their keys alone."""
_GENRE = (_NUMBER, _NUMBER, Column(1), Column(1))
_GENRE_HEAD = ("tracks", "weeks", "genre", "goes to")
_ARTIST = (_NUMBER, _NUMBER, Column(1))
_ARTIST_HEAD = ("tracks", "weeks", "artist")

_PAINT: dict[RouteKind, Callable[[Style, str], str]] = {
    "alias": Style.green,
    "compound": Style.green,
    "dropped": Style.red,
    "unknown": Style.yellow,
}


def render(stats: Stats, validation: Validation, season: Season, style: Style) -> str:
    """The figures in lines of at most ``style.cells`` cells (at least 60)."""
    cells = max(min(style.cells, _WIDEST), _NARROWEST)
    title = f"{visible(season.name)}, weeks {season.first_week}-{season.last_week}"
    blocks = [
        [style.bold(line) for line in wrap(title, cells)],
        [line for text in _season(stats, validation) for line in wrap(text, cells)],
        _masters(stats.masters, style, cells),
        [line for text in _beside(stats) for line in wrap(text, cells)],
        _genres(stats.genres, style, cells),
        _artists(stats, style, cells),
    ]
    return "\n".join(line for block in blocks if block for line in (*block, "")).rstrip("\n")


def _season(stats: Stats, validation: Validation) -> Iterator[str]:
    yield weeks_summary(validation)
    if validation.not_read:
        yield f"No file in state/weeks, not read yet or retired: {ranges(validation.not_read)}."
    if validation.outside:
        yield f"Known, and outside the season: {ranges(validation.outside)}."
    yield f"{items_line(stats.fates)}."
    repeats = f", {plural(stats.repeats, 'repeat')}" if stats.repeats else ""
    yield f"{plural(stats.recordings, 'recording')}{repeats}."
    if stats.ungenred:
        yield f"{plural(stats.ungenred, 'item')} without a genre, in weeks that do not pass."


def _masters(masters: Sequence[MasterFigures], style: Style, cells: int) -> list[str]:
    """A row per master and their sum; shares are of all slots after the plan."""
    total = sum(master.after for master in masters)
    rows = [_MASTERS_HEAD, *(_master(master, total) for master in masters)]
    sums = (sum(master.now for master in masters), total)
    orphans = sum(master.orphans for master in masters)
    rows.append(("all", *(f"{number:,}" for number in sums), "", "", f"{orphans:,}", ""))
    last = None if cells >= _NARROW else -1
    columns = _MASTERS[:last]
    aligned = align([row[:last] for row in rows], columns, cells)
    head, *lines, end = [GAP.join(row).rstrip() for row in aligned]
    return [style.dim(head), *lines, style.bold(end)]


def _master(master: MasterFigures, total: int) -> tuple[str, ...]:
    share = f"{master.after / total:.1%}" if total else ""
    numbers = (f"{master.now:,}", f"{master.after:,}", share, f"{master.weeks:,}")
    orphans = f"{master.orphans:,}" if master.orphans else ""
    status = "" if master.status == "managed" else f" ({master.status})"
    return (visible(master.key), *numbers, orphans, visible(master.title) + status)


def _beside(stats: Stats) -> Iterator[str]:
    """What the table of masters does not show, with the verb that does."""
    if stats.several:
        pairs = [f"{one} and {two} {count:,}" for one, two, count in stats.shared[:_PAIRS]]
        more = "" if len(stats.shared) <= _PAIRS else " and more"
        text = f"{plural(stats.several, 'recording')} in several masters after the plan"
        yield f"{text}: {', '.join(pairs)}{more} (aum-sync overlap A B)."
    if any(group.orphans for group in stats.orphans):
        yield f"{orphans_summary(stats.orphans).rstrip('.')} (aum-sync orphans)."
    beyond = [(m.key, m.unaddressable) for m in stats.masters if m.unaddressable]
    if beyond:
        named = ", ".join(f"{key} {count:,}" for key, count in beyond)
        count = plural(sum(count for _, count in beyond), "slot")
        yield f"{count} of masters that no plan can touch, gone or local files: {named}."


def _genres(genres: Sequence[GenreFigures], style: Style, cells: int) -> list[str]:
    """The most frequent genres, and every one that leads nowhere or that no alias knows."""
    shown = [
        genre
        for index, genre in enumerate(genres)
        if index < _GENRES or genre.kind in ("unknown", "dropped")
    ]
    rows = [_GENRE_HEAD, *map(_genre, shown)]
    head, *aligned = align(rows, _GENRE, cells)
    lines = [style.dim(GAP.join(head).rstrip())]
    for genre, row in zip(shown, aligned, strict=True):
        row[-1] = _PAINT[genre.kind](style, row[-1])
        lines.append(GAP.join(row))
    return [*lines, *_more(len(genres) - len(shown), "genre", style)] if shown else []


def _genre(genre: GenreFigures) -> tuple[str, ...]:
    words = {"dropped": "dropped", "unknown": f"{genre.master}: unknown"}
    to = words.get(genre.kind, genre.master or "")
    return f"{genre.tracks:,}", f"{len(genre.weeks):,}", visible(genre.genre), to


def _artists(stats: Stats, style: Style, cells: int) -> list[str]:
    shown = stats.artists[:_ARTISTS]
    rows = [(f"{a.recordings:,}", f"{a.weeks:,}", visible(a.name)) for a in shown]
    head, *lines = [GAP.join(row) for row in align([_ARTIST_HEAD, *rows], _ARTIST, cells)]
    left = len(stats.artists) - len(shown)
    return [style.dim(head), *lines, *_more(left, "artist", style)] if shown else []


def _more(number: int, noun: str, style: Style) -> list[str]:
    if not number:
        return []
    return [style.dim(f"and {number:,} {noun}{'s' * (number > 1)} more (--format json, csv)")]
