"""Reading one state file: bytes to JSON to a value, or every fault with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TypeVar

from aum_sync.errors import Fault, StateError
from aum_sync.store.damage import shape_faults
from aum_sync.store.files import FORMAT
from aum_sync.store.positions import offsets, place_at
from aum_sync.store.raw import Raw, UnlikeError

Value = TypeVar("Value")

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_UPGRADE = "upgrade aum-sync to the version that wrote it"


class _DoubledError(Exception):
    """An object of the JSON text has one key twice."""


def read_document(path: str, data: bytes, name: str, decode: Callable[[object], Value]) -> Value:
    """The value in ``data``, a file of the kind whose schema is ``name``; raises StateError."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = place_at(data.decode("utf-8", "replace"), path, len(data[: error.start].decode()))
        raise StateError(Fault("this is not UTF-8 text", place)) from error
    try:
        value = _parse(path, text)
        _refuse_newer(path, text, value)
        return decode(value)
    except UnlikeError as error:
        faults = shape_faults(path, text, value, name)
        assert faults, "what a decoder refuses, the schema refuses too"
        raise StateError(*faults) from error
    except RecursionError as error:
        raise StateError(Fault(f"{path}: nested too deeply to be of ours")) from error


def _parse(path: str, text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except _DoubledError as error:
        _, doubled = offsets(text)
        assert doubled is not None, "the parser saw a doubled key"
        steps, offset = doubled
        fault = Fault(f"the key {steps[-1]!r} is there twice", place_at(text, path, offset))
        raise StateError(fault) from error
    except json.JSONDecodeError as error:
        conflict = _CONFLICT.search(text)
        if conflict:
            message = "a merge left its conflict markers here"
            raise StateError(Fault(message, place_at(text, path, conflict.start()))) from None
        at_end = error.pos >= len(text.rstrip())
        message = "the file ends too early" if at_end else f"this is no JSON: {error.msg}"
        raise StateError(Fault(message, place_at(text, path, error.pos))) from error
    except ValueError as error:
        raise StateError(Fault(f"{path}: this is no JSON: {error}")) from error


def _object(pairs: list[tuple[str, object]]) -> Raw:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _DoubledError
    return value


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no number here")


def _refuse_newer(path: str, text: str, value: object) -> None:
    if not isinstance(value, dict):
        return
    number = value.get("format")
    if type(number) is int and number > FORMAT:
        message = f"this file has format {number}; this aum-sync reads {FORMAT}"
        raise StateError(
            Fault(message, place_at(text, path, offsets(text)[0]["format",]), _UPGRADE)
        )
