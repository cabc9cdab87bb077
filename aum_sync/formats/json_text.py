"""JSON as files of ours may have it: strictly read, and a place for everything wrong in it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aum_sync.errors import DataError, Fault, Place
from aum_sync.formats.places import Steps, conflict, label, place_at
from aum_sync.text.cells import clip

_BLANKS = re.compile(r"[ \t\n\r]*")
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s\[\]{},:"]+')
_DECODER = json.JSONDecoder(parse_int=str)
_MOST_DIGITS = 300
_SHOWN_CELLS = 40


class _DoubledError(Exception):
    """An object of the text has one key twice."""


class _NumberError(Exception):
    """A number, given as it is written, that we do not take."""


@dataclass(frozen=True)
class Document:
    """A JSON text with its value; ``path`` is how messages name the file."""

    text: str
    path: str
    value: object

    def place(self, steps: Steps) -> Place:
        """Where a value stands. Slow, and only asked once something is wrong."""
        return place_at(self.text, self.path, self.offsets[steps])

    def fault(self, steps: Steps, message: str, hint: str | None = None) -> Fault:
        """A fault at a value, which the message names: ``slots[3].uri: must be text``."""
        within = label(steps)
        return Fault(f"{within}: {message}" if within else message, self.place(steps), hint)

    @cached_property
    def offsets(self) -> dict[Steps, int]:
        """The offset of every value. Raises DataError where there are too many levels."""
        return _offsets(self.text, self.path)[0]


def read_json(text: str, path: str) -> Document:
    """The document in ``text``, whose byte order mark counts for nothing.

    Raises DataError for what is no JSON, and for keys that occur twice, NaN, and numbers or
    nestings of absurd size.
    """
    text = text.removeprefix("\ufeff")
    return Document(text, path, _value(text, path))


def read_json_bytes(data: bytes, path: str) -> Document:
    """Like :func:`read_json`; raises DataError for what is not UTF-8, too."""
    try:
        return read_json(data.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        place = place_at(data.decode("utf-8", "replace"), path, len(data[: error.start].decode()))
        raise DataError(Fault("this is not UTF-8 text", place)) from None


def _value(text: str, path: str) -> object:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_int=_number(int, lambda digits: len(digits) <= _MOST_DIGITS),
            parse_float=_number(float, lambda written: math.isfinite(float(written))),
        )
    except json.JSONDecodeError as error:
        raise DataError(_no_json(error, text, path)) from None
    except _DoubledError:
        _, (steps, offset) = _offsets(text, path)
        message = f"the key {clip(str(steps[-1]), _SHOWN_CELLS)!r} stands twice in one object"
        raise DataError(Fault(message, place_at(text, path, offset))) from None
    except _NumberError as error:
        written = str(error)
        tokens = (token for token in _TOKENS.finditer(text) if token[0] == written)
        message = f"{clip(written, _SHOWN_CELLS)} is no number that can stand here"
        raise DataError(Fault(message, place_at(text, path, next(tokens).start()))) from None
    except RecursionError:
        raise DataError(_too_deep(path)) from None


def _no_json(error: json.JSONDecodeError, text: str, path: str) -> Fault:
    if merge := conflict(text, path):
        return merge
    at_end = error.pos >= len(text.rstrip())
    message = "the file ends too early" if at_end else f"this is no JSON: {error.msg}"
    return Fault(message, place_at(text, path, error.pos))


def _too_deep(path: str) -> Fault:
    return Fault(f"{path}: nested too deeply to be of ours")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _DoubledError
    return value


def _number(kind: type[int | float], sound: Callable[[str], bool]) -> Callable[[str], float]:
    def parse(written: str) -> float:
        return kind(written) if sound(written) else _no_number(written)

    return parse


def _no_number(written: str) -> Any:  # noqa: ANN401 (it never returns)
    raise _NumberError(written)


def _offsets(text: str, path: str) -> tuple[dict[Steps, int], tuple[Steps, int]]:
    """The offset of every value, and the first that stands under a key for the second time."""
    found: dict[Steps, int] = {}
    doubled: tuple[Steps, int] = ((), 0)
    try:
        for steps, offset in _walk(text, 0, ()):
            if steps in found and not doubled[0]:
                doubled = steps, offset
            found[steps] = offset
    except RecursionError:
        raise DataError(_too_deep(path)) from None
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
