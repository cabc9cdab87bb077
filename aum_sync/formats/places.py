"""Where things stand in a text: steps into its values, lines and columns, what a merge left."""

from __future__ import annotations

import re

from aum_sync.errors import Fault, Place
from aum_sync.text.cells import clip, visible

Steps = tuple[str | int, ...]
"""The way from the top of a document to one of its values: keys and indexes."""

_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_LABEL_CELLS = 120
_AHEAD = 200
"""How much of a line is kept behind the place that matters: a file may be one line."""


def dotted(steps: Steps) -> str:
    """A way as rules and messages name it: ``masters.hip-hop.genres[3]``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")


def label(steps: Steps) -> str:
    """A way as messages name it: on one line, and cut, since keys may be of any length."""
    return clip(visible(dotted(steps)), _LABEL_CELLS)


def place_at(text: str, path: str, offset: int) -> Place:
    """The line and column of an offset in ``text``, with the line it is on."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset, offset + _AHEAD)
    excerpt = text[start : end if end >= 0 else offset + _AHEAD].rstrip("\r")
    return Place(path, text.count("\n", 0, offset) + 1, offset - start + 1, excerpt)


def conflict(text: str, path: str) -> Fault | None:
    """The fault of the first conflict marker that a merge left in ``text``, without a hint."""
    marker = _CONFLICT.search(text)
    if marker is None:
        return None
    return Fault("a merge left its conflict markers here", place_at(text, path, marker.start()))
