"""Tracks that change, as a table for a terminal: the same columns in every master."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aum_sync.report.changes import MARKS, Kind, Row
from aum_sync.report.columns import GAP, Column, place, share
from aum_sync.report.style import Style
from aum_sync.text.cells import visible, wrap

INDENT = 4
"""Where titles begin: behind two blanks, the mark and one more."""

_TITLE, _ARTISTS, _WEEK, _GENRE, _WORD = (
    Column(4),
    Column(3),
    Column(right=True),
    Column(6),
    Column(4),
)
"""Where room is short, artists go first and genres last: a plan is read for its genres."""
_ONE_LINE = ((_TITLE, _ARTISTS, _WEEK, _GENRE, _WORD),)
_TWO_LINES = ((_TITLE, _ARTISTS), (_WEEK, _GENRE, _WORD))
_NARROW = 72
"""With fewer cells a track takes two lines: who it is, and why."""
_PAINT: dict[Kind, Callable[[Style, str], str]] = {
    "add": Style.green,
    "remove": Style.red,
    "detail": Style.yellow,
    "move": Style.cyan,
}


def mark(kind: Kind, style: Style) -> str:
    """The sign of a change, in its colour."""
    return _PAINT[kind](style, MARKS[kind])


class TrackTable:
    """How wide the columns are for all rows of one rendering. Words are wrapped, never cut."""

    def __init__(self, rows: Iterable[Row], style: Style, cells: int) -> None:
        self._style = style
        grid = [_texts(row) for row in rows]
        self._parts = []
        start = 0
        for number, columns in enumerate(_TWO_LINES if cells < _NARROW else _ONE_LINE, 1):
            part = slice(start, start + len(columns))
            indent = INDENT * number
            widths = share([texts[part] for texts in grid], columns, cells - indent)
            self._parts.append((part, indent, columns, widths))
            start = part.stop

    def lines(self, row: Row) -> list[str]:
        """One row, with its mark, as one line or more."""
        lines = []
        *_, (_, _, _, (*_, word_cells)) = self._parts
        *texts, word = _texts(row)
        for index, words in enumerate(wrap(word, word_cells)):
            cells = (*(texts if not index else [""] * len(texts)), words)
            for part, indent, columns, widths in self._parts:
                if any(cells[part]):
                    shown = place(cells[part], widths, columns)
                    if part.stop == len(cells):
                        shown[-1] = self._word_paint(row)(shown[-1])
                    lines.append(" " * indent + GAP.join(shown))
        lines[0] = f"  {mark(row.kind, self._style)} {lines[0][INDENT:]}"
        return lines

    def _word_paint(self, row: Row) -> Callable[[str], str]:
        return self._style.yellow if row.review else self._style.dim


def _texts(row: Row) -> tuple[str, ...]:
    week = "" if row.week is None else f"#{row.week}"
    word = f"{row.word}, review" if row.review else row.word
    return tuple(map(visible, (row.title, row.artists, week, row.genre or "", word)))
