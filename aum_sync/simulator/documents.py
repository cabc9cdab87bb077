"""JSON files that people write for the simulator: every fault at once, and the way on."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

from aum_sync.errors import DataError
from aum_sync.formats.json_text import Document, read_json
from aum_sync.formats.verdicts import shape_faults

_HINT = "mend it there; docs/simulator.md says what such a file holds"


def schema_text(name: str) -> str:
    """The JSON Schema of a kind of file: ``world`` or ``faults``."""
    return files("aum_sync.simulator").joinpath(f"{name}.schema.json").read_text("utf-8")


def read_document(text: str, path: str, name: str) -> Document:
    """The document in ``text``, once the schema called ``name`` has no fault to find.

    ``path`` names the file in messages. Raises :class:`DataError` with all faults.
    """
    try:
        document = read_json(text, path)
        faults = shape_faults(document, schema_text(name))
    except DataError as error:
        faults = list(error.faults)
    if faults:
        raise DataError(*(replace(fault, hint=fault.hint or _HINT) for fault in faults))
    return document
