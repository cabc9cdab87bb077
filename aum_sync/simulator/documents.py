"""JSON files that people write for the simulator: every fault at once, and the way on."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

from aum_sync.errors import DataError
from aum_sync.formats.json_text import Document, read_json
from aum_sync.formats.verdicts import shape_faults

_HINT = "mend it there; docs/simulator.md says what such a file holds"


def read_document(text: str, path: str, schema: str) -> Document:
    """The document in ``text``, once the packaged ``schema`` file has no fault to find.

    ``path`` names the file in messages. Raises :class:`DataError` with all faults.
    """
    rules = files("aum_sync.simulator").joinpath(schema).read_text(encoding="utf-8")
    try:
        document = read_json(text, path)
        faults = shape_faults(document, rules)
    except DataError as error:
        faults = list(error.faults)
    if faults:
        raise DataError(*(replace(fault, hint=fault.hint or _HINT) for fault in faults))
    return document
