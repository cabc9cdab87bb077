"""CSV (RFC 4180) that is safe to open in a spreadsheet: the one way in which tables are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from aum_sync.report.escape import spreadsheet


def sheet(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """The head and the rows as text, None as an empty cell; lines end in CR LF."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    for row in rows:
        writer.writerow("" if cell is None else spreadsheet(str(cell)) for cell in row)
    return out.getvalue()
