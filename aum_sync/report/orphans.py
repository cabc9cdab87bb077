"""Orphans for a terminal: per master what stays and what leaves, by which rule, and how to keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from aum_sync.config.source import SourceMap, line_of
from aum_sync.plan.orphans import MasterOrphans, Orphan, OrphanFate
from aum_sync.report.changes import ordinal
from aum_sync.report.columns import GAP, Column, align
from aum_sync.report.paste import stanza, where_to
from aum_sync.report.style import Style
from aum_sync.text.cells import clip, steady, visible, width, wrap
from aum_sync.text.words import plural

_WIDEST = 140
_NARROWEST = 60
_ONE_LINE = 110
"""With fewer cells the address of a track stands below its name."""

_MEANING = "Orphans are tracks of a master that no week holds."

_INDENT = 4
_TRACK = (Column(right=True), Column(4), Column(3), Column(), Column())
_DAY = len("2026-11-22")

_WORDS: dict[OrphanFate, tuple[str, Callable[[Style, str], str]]] = {
    "kept": ("stay", Style.green),
    "waiting": ("stay: the master is not planned", Style.yellow),
    "pinned": ("stay: the pin has them", Style.green),
    "moved": ("go to", Style.cyan),
    "removed": ("leave", Style.red),
    "excluded": ("leave: they are in", Style.red),
    "duplicate": ("leave: they stand there already", Style.red),
    "unpinned": ("leave: the pin does not have them", Style.red),
}

Groups = Sequence[MasterOrphans]


def render(groups: Groups, source: SourceMap, style: Style) -> str:
    """Every orphan in lines of at most ``style.cells`` cells (at least 60); the last one sums up.

    Only what is to be pasted is never broken. ``source`` knows the lines of the configuration.
    """
    cells = max(min(style.cells, _WIDEST), _NARROWEST)
    tracks = _Tracks(groups, style, cells)
    blocks = [
        *(_master(group, tracks, source, style, cells) for group in groups if group.orphans),
        _way_on(groups, source, style, cells),
        [line for text in _beside(groups) for line in wrap(text, cells)],
        [*map(style.dim, wrap(_MEANING, cells)), *map(style.bold, wrap(summary(groups), cells))],
    ]
    return "\n".join(line for block in blocks if block for line in (*block, "")).rstrip("\n")


def summary(groups: Groups) -> str:
    """``13 orphans in 8 of 11 masters: 12 stay, 1 leave``: what the list comes to."""
    orphans = [orphan for group in groups for orphan in group.orphans]
    masters = sum(bool(group.orphans) for group in groups)
    if not orphans:
        return f"No orphans in {plural(len(groups), 'master')}."
    counts = Counter(
        "stay" if orphan.stays else "move" if orphan.fate == "moved" else "leave"
        for orphan in orphans
    )
    parts = [f"{counts[word]:,} {word}" for word in ("stay", "move", "leave") if counts[word]]
    where = f"{masters:,} of {plural(len(groups), 'master')}"
    return f"{plural(len(orphans), 'orphan')} in {where}: {', '.join(parts)}."


class _Tracks:
    """The orphans of all masters as one table, so that the columns are as wide in each."""

    def __init__(self, groups: Groups, style: Style, cells: int) -> None:
        self._style = style
        self._below = cells < _ONE_LINE
        columns = _TRACK[:-1] if self._below else _TRACK
        found = [(group.master.key, orphan) for group in groups for orphan in group.orphans]
        rows = [_cells(orphan)[: len(columns)] for _, orphan in found]
        aligned = align(rows, columns, cells - _INDENT)
        self._rows = {
            (key, orphan.position): row for (key, orphan), row in zip(found, aligned, strict=True)
        }

    def lines(self, master: str, orphan: Orphan) -> Iterator[str]:
        """One orphan as one line, or as two."""
        row = self._rows[master, orphan.position]
        if self._below:
            yield " " * _INDENT + GAP.join(row).rstrip()
            indent = " " * (_INDENT + width(row[0]) + len(GAP))
            yield indent + self._style.dim(visible(orphan.slot.written_uri or ""))
        else:
            row[-1] = self._style.dim(row[-1])
            yield " " * _INDENT + GAP.join(row)


def _cells(orphan: Orphan) -> tuple[str, ...]:
    slot = orphan.slot
    uri = slot.written_uri or ""
    title = slot.name if slot.name.strip() else uri
    row = map(visible, (ordinal(orphan.position), title, slot.byline, slot.added_at or "", uri))
    number, title, byline, added, uri = row
    return number, title, byline, added[:_DAY], uri


def _master(
    group: MasterOrphans, tracks: _Tracks, source: SourceMap, style: Style, cells: int
) -> list[str]:
    """A heading, then the orphans by what becomes of them and why."""
    lines = [_heading(group, style, cells)]
    outcomes: dict[str, list[Orphan]] = {}
    for orphan in group.orphans:
        outcomes.setdefault(_outcome(orphan, source), []).append(orphan)
    for words, orphans in outcomes.items():
        paint = _WORDS[orphans[0].fate][1]
        lines += [f"  {paint(style, line)}" for line in wrap(words, cells - 2)]
        lines += [line for orphan in orphans for line in tracks.lines(group.master.key, orphan)]
    return lines


def _heading(group: MasterOrphans, style: Style, cells: int) -> str:
    key = steady(clip(visible(group.master.key), cells // 3))
    counts = f"{len(group.orphans):,} of {plural(group.size, 'track')}"
    room = cells - width(key) - len(counts) - 2 * len(GAP)
    title = steady(clip(visible(group.master.title), room))
    return GAP.join((style.bold(title), style.dim(key), counts))


def _outcome(orphan: Orphan, source: SourceMap) -> str:
    """``stay, by policy.orphans (config/season.yaml:76)``: what happens, the rule, its line."""
    words = " ".join((_WORDS[orphan.fate][0], ", ".join(orphan.to))).strip()
    if orphan.fate == "waiting" and orphan.to:
        words = f"stay until {', '.join(orphan.to)} can be written"
    return f"{words}, by {orphan.rule} ({where(orphan.rule, source)})"


def where(rule: str, source: SourceMap) -> str:
    """The line of a rule; that it is a default where the YAML does not say it."""
    place = source.place(rule)
    return line_of(place) if place else "the default"


def _way_on(groups: Groups, source: SourceMap, style: Style, cells: int) -> list[str]:
    """How to keep an orphan whatever the policy: one that leaves by it, else one that stays."""
    found = [(group, orphan) for group in groups for orphan in group.orphans]
    by_policy = [pair for pair in found if pair[1].rule == "policy.orphans"]
    if not by_policy:
        return []
    group, orphan = next((pair for pair in by_policy if not pair[1].stays), by_policy[0])
    path = f"{group.master.path}.keep"
    text = f"to keep one whatever the policy, {where_to(path, source)}:"
    first, *rest = wrap(text, cells - 2)
    return [
        f"{style.cyan('→')} {first}",
        *(f"  {line}" for line in rest),
        *(f"    {line}" for line in stanza(path, orphan.slot.written_uri, source)),
    ]


def _beside(groups: Groups) -> Iterator[str]:
    some = any(group.orphans for group in groups)
    for words, found in (
        ("without orphans", [g for g in groups if some and not g.orphans and g.status != "unread"]),
        ("never read (aum-sync pull)", [g for g in groups if g.status == "unread"]),
    ):
        keys = ", ".join(group.master.key for group in found)
        if found:
            yield f"{plural(len(found), 'master')} {words}: {keys}"
