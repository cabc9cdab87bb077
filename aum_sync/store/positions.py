"""Where the values of a JSON text stand in it. Slow, and only asked once something is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Generator

from aum_sync.errors import Place

Steps = tuple[str | int, ...]
"""The way from the top of a JSON text to one of its values: keys and indexes."""

_BLANKS = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def place_at(text: str, path: str, offset: int) -> Place:
    """The line and column of an offset in ``text``, with the line it is on."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    excerpt = text[start : end if end >= 0 else len(text)].rstrip("\r")
    return Place(path, text.count("\n", 0, offset) + 1, offset - start + 1, excerpt)


def offsets(text: str) -> tuple[dict[Steps, int], tuple[Steps, int] | None]:
    """The offset of every value of a well-formed JSON text, and the first key that is doubled."""
    found: dict[Steps, int] = {}
    doubled = None
    for steps, offset in _walk(text, 0, ()):
        if steps in found and doubled is None:
            doubled = steps, offset
        found[steps] = offset
    return found, doubled


def _skip(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    assert blanks is not None, "the pattern matches nothing too"
    return blanks.end()


def _walk(text: str, at: int, steps: Steps) -> Generator[tuple[Steps, int], None, int]:
    at = _skip(text, at)
    yield steps, at
    opening = text[at]
    if opening not in "{[":
        return _DECODER.raw_decode(text, at)[1]
    at = _skip(text, at + 1)
    index = 0
    while text[at] not in "}]":
        step: str | int = index
        if opening == "{":
            step, at = _DECODER.raw_decode(text, at)
            at = _skip(text, at) + 1
        at = _skip(text, (yield from _walk(text, at, (*steps, step))))
        at = _skip(text, at + 1) if text[at] == "," else at
        index += 1
    return at + 1
