"""CSV (RFC 4180) that is safe to open in a spreadsheet: the one way in which tables are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import Field, astuple, fields
from typing import Any, ClassVar, Protocol

from aum_sync.report.escape import spreadsheet


class _Record(Protocol):
    """A value of any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


def sheet(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """The head and the rows as text, None as an empty cell; lines end in CR LF."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    for row in rows:
        writer.writerow(map(_cell, row))
    return out.getvalue()


def sheet_of(kind: type[_Record], rows: Iterable[_Record]) -> str:
    """The same of rows that are a dataclass of plain values: its fields are the head."""
    return sheet((field.name for field in fields(kind)), map(astuple, rows))


def _cell(value: object) -> str:
    """Numbers as they are, so that -2 can be added up; all else as text that is no formula."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) else spreadsheet(str(value))
