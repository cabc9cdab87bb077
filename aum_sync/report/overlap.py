"""What two playlists share, for a terminal: both, the recordings, the rules, the ways to part."""

from __future__ import annotations

from collections.abc import Sequence

from aum_sync.config.source import SourceMap, line_of
from aum_sync.config.types import PlaylistRef
from aum_sync.plan.overlap import Between, Overlap, Shared, Side, Way
from aum_sync.report.changes import ordinal
from aum_sync.report.columns import GAP, Column, align
from aum_sync.report.paste import stanza, where_to
from aum_sync.report.style import Style
from aum_sync.text.cells import clip, steady, visible, width, wrap
from aum_sync.text.words import plural

_WIDEST = 120
_NARROWEST = 60
_INDENT = 2
_COLUMNS = (Column(right=True), Column(right=True), Column(4), Column(3))
_HEAD = ("in A", "in B", "title", "artists")


def render(overlap: Overlap, source: SourceMap, style: Style) -> str:
    """The comparison in lines of at most ``style.cells`` cells (at least 60).

    Only what is to be pasted is never broken. Positions count from 1, as the plan leaves them.
    """
    cells = max(min(style.cells, _WIDEST), _NARROWEST)
    blocks = [
        [_side(letter, side, style, cells) for letter, side in _sides(overlap)],
        _table(overlap.after, style, cells),
        [style.bold(line) for line in wrap(summary(overlap), cells)],
        [line for rule in overlap.rules for line in wrap(_rule(rule, source), cells)],
        *(_way(way, overlap, source, style, cells) for way in overlap.ways if overlap.after),
    ]
    return "\n".join(line for block in blocks if block for line in (*block, "")).rstrip("\n")


def summary(overlap: Overlap) -> str:
    """``3 recordings are in both as the plan leaves them, 5 now.``: what the list comes to."""
    after, now = len(overlap.after), len(overlap.now)
    planned = any(side.now != side.after for side in (overlap.first, overlap.second))
    if not planned:
        return f"{_in_both(after)}."
    return f"{_in_both(after)} as the plan leaves them; {now:,} now."


def _in_both(number: int) -> str:
    if not number:
        return "No recording is in both"
    return f"{plural(number, 'recording')} {'is' if number == 1 else 'are'} in both"


def called(ref: PlaylistRef) -> str:
    """How people and commands name a playlist: its key, ``week 281``, its id."""
    return f"week {ref.value}" if ref.kind == "week" else ref.value


def _sides(overlap: Overlap) -> tuple[tuple[str, Side], ...]:
    return ("A", overlap.first), ("B", overlap.second)


def _side(letter: str, side: Side, style: Style, cells: int) -> str:
    size = f"{len(side.after):,} after the plan, {len(side.now):,} now"
    if side.now == side.after:
        size = plural(len(side.now), "item")
    key = steady(clip(visible(called(side.ref)), cells // 3))
    room = cells - 1 - width(key) - width(size) - 3 * len(GAP)
    title = steady(clip(visible(side.name), room))
    parts = (style.bold(letter), style.bold(title), style.dim(key), size)
    return GAP.join(part for part in parts if part)


def _table(shared: Sequence[Shared], style: Style, cells: int) -> list[str]:
    rows = [_HEAD, *map(_row, shared)]
    head, *lines = [GAP.join(row).rstrip() for row in align(rows, _COLUMNS, cells)]
    return [style.dim(head), *lines] if shared else []


def _row(shared: Shared) -> tuple[str, ...]:
    slot = shared.slot
    title = slot.name if slot.name.strip() else slot.written_uri or ""
    return (_at(shared.first), _at(shared.second), visible(title), visible(slot.byline))


def _at(places: Sequence[int]) -> str:
    """The first position, and how many more there are."""
    return ordinal(places[0]) + (f" +{len(places) - 1}" if len(places) > 1 else "")


def _rule(rule: Between, source: SourceMap) -> str:
    place = line_of(source.at_rule(rule.path))
    return f"{called(rule.loser)} gives way to {called(rule.winner)} by {rule.path} ({place})."


def _way(way: Way, overlap: Overlap, source: SourceMap, style: Style, cells: int) -> list[str]:
    """What to paste so that what both hold leaves one of them, or why that cannot be."""
    names = {side.ref: f"{called(side.ref)} ({letter})" for letter, side in _sides(overlap)}
    out, mark = f"out of {names[way.loser]}", style.cyan("→")
    if way.refused:
        mark, text = style.yellow("✗"), f"{out}: not by a cleanup; {'; '.join(way.refused)}"
    else:
        number = plural(len(overlap.after), "recording")
        them = "it" if len(overlap.after) == 1 else "them"
        where = where_to("cleanup", source)
        text = f"to take {number} {out} and leave {them} in {names[way.winner]}, {where}:"
    first, *rest = wrap(visible(text), cells - _INDENT)
    lines = [f"{mark} {first}", *(" " * _INDENT + line for line in rest)]
    return lines if way.refused else [*lines, *_pasted(way, source, style, cells)]


def _pasted(way: Way, source: SourceMap, style: Style, cells: int) -> list[str]:
    pair = {"remove_from": written(way.loser), "also_in": written(way.winner)}
    lines = [f"    {line}" for line in stanza("cleanup", pair, source)]
    if way.loser.kind == "week":
        note = "A week that loses tracks needs its description to say so, or it is held."
        lines += [style.yellow(line) for line in wrap(note, cells)]
    return lines


def written(ref: PlaylistRef) -> str | int:
    """A reference as YAML and JSON have it: weeks as numbers."""
    return int(ref.value) if ref.kind == "week" else ref.value
