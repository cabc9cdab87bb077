"""Reading one state file: bytes to JSON to a value, or every fault with its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from typing import TypeVar

from aum_sync.errors import DataError, Fault, StateError
from aum_sync.formats.json_text import Document, read_json_bytes
from aum_sync.formats.verdicts import shape_faults
from aum_sync.store.raw import FORMAT, UnlikeError

Value = TypeVar("Value")

_UPGRADE = "upgrade aum-sync to the version that wrote it"


def schema_text(name: str) -> str:
    """The JSON Schema of a state file: one of the names in ``store/schemas``."""
    file = files("aum_sync.store") / "schemas" / f"{name}.json"
    return file.read_text(encoding="utf-8")


def read_document(path: str, data: bytes, name: str, decode: Callable[[object], Value]) -> Value:
    """The value in ``data``, a file of the kind whose schema is ``name``; raises StateError.

    Its faults have no hint where the way on is to restore the file.
    """
    try:
        document = read_json_bytes(data, path)
        _refuse_newer(document)
        try:
            return decode(document.value)
        except UnlikeError:
            faults = shape_faults(document, schema_text(name))
            assert faults, "what a decoder refuses, the schema refuses too"
    except DataError as error:
        faults = list(error.faults)
    raise StateError(*(replace(fault, hint=None) for fault in faults))


def _refuse_newer(document: Document) -> None:
    number = document.value.get("format") if isinstance(document.value, dict) else None
    if type(number) is int and number > FORMAT:
        message = f"this file has format {number}; this aum-sync reads {FORMAT}"
        raise StateError(Fault(message, document.place(("format",)), _UPGRADE))
