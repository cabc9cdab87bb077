"""A description with its segments underlined, each with the count that was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from aum_sync.season.descriptions import Segment
from aum_sync.text.cells import steady, visible, width, wrap

_WORDS = regex.compile(r"\s+|\S+")
_RULE = "─"


def marked(
    text: str, segments: Sequence[Segment], counts: Sequence[int], cells: int
) -> list[tuple[str, str]]:
    """``text`` in lines of at most ``cells`` cells, each with the line of marks below it.

    A mark is as wide as its segment and ends in the count: the written one, else the inferred one
    of ``counts`` (per segment, or empty), else a question mark.
    """
    lines = [("", "")]
    for shown, mark in _atoms(text, segments, counts, cells):
        line, marks = lines[-1]
        taken = max(width(shown), len(mark))
        if line and len(marks) + taken > cells:
            line, marks = "", ""
            lines.append((line, marks))
        if line or shown.strip():
            below = mark.rjust(taken, _RULE if mark else " ")
            lines[-1] = (line + shown + " " * (taken - width(shown)), marks + below)
    return [(steady(line.rstrip()), marks.rstrip()) for line, marks in lines]


def _atoms(
    text: str, segments: Sequence[Segment], counts: Sequence[int], cells: int
) -> Iterator[tuple[str, str]]:
    """What a line is not broken inside of: words and blanks between segments, whole segments."""
    at = 0
    for index, segment in enumerate(segments):
        yield from _between(text[at : segment.span[0]], cells)
        at = segment.span[1]
        inferred = counts[index] if counts else "?"
        mark = str(inferred if segment.count is None else segment.count)
        for piece in wrap(visible(text[segment.span[0] : at]), cells):
            yield piece, mark
    yield from _between(text[at:], cells)


def _between(text: str, cells: int) -> Iterator[tuple[str, str]]:
    for word in _WORDS.findall(visible(text)):
        pieces = wrap(word, cells) if word.strip() else [" "]
        yield from ((piece, "") for piece in pieces)
