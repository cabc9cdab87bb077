"""Text of any length as a piece of Markdown that is not too long: a cell, a name, a key."""

from __future__ import annotations

from functools import lru_cache

from aum_sync.report.changes import Row
from aum_sync.report.escape import code, markdown
from aum_sync.text.cells import clip, visible

_CELLS = 200
_MOST = 400
"""Characters: marks and joiners take no cell of their own."""


@lru_cache(maxsize=1 << 16)
def words(text: str, cells: int = _CELLS) -> str:
    """``text`` as plain words, cut where it is endless.

    It is remembered: what fits is found by writing a review again and again, with less in it.
    """
    return markdown(clip(visible(text)[:_MOST], cells))


def key(text: str) -> str:
    """A master's key, or an address on Spotify."""
    return code(clip(visible(text)[:_MOST], _CELLS))


def name(text: str) -> str:
    """Something that has a name, in italics, wherever blanks are around it."""
    return f"*{words(text.strip()) or '(no name)'}*"


def track(row: Row, note: str = "") -> tuple[str, ...]:
    """What a row says of its track; ``note`` stands behind the reason, Markdown already."""
    week = "" if row.week is None else str(row.week)
    why = words(row.word) + (" **review**" if row.review else "") + note
    return words(row.title), words(row.artists), week, words(row.genre or ""), why


TRACK = ("Track", "Artists", "Week", "Genre", "Why")
"""The columns of :func:`track`."""
