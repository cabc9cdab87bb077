"""`typos` for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter

from tests.journey.test_typos_verbs import Run, root, run

__all__ = ["root", "run"]


def test_the_table_for_spreadsheets_has_a_row_per_proposal_and_per_week_without_one(
    run: Run,
) -> None:
    value = json.loads(run("typos", "--format", "json").out)["weeks"]
    rows = list(csv.DictReader(io.StringIO(run("typos", "--format", "csv").out, newline="")))
    told = Counter(int(row["week"]) for row in rows)
    assert told == {one["week"]: max(len(one["proposals"]), 1) for one in value}
    bare = {row["week"] for row in rows if not row["proposal"]}
    assert bare == {str(one["week"]) for one in value if not one["proposals"]}
    assert {"1", "17"} <= bare
    narrowed = run("typos", "--format", "csv", "--week", 14).out.splitlines()[1:]
    assert [line.split(",")[0] for line in narrowed] == ["14"] * told[14]
