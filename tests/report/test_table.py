from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings

from aum_sync.plan.types import Plan
from aum_sync.report.escape import spreadsheet
from aum_sync.report.table import csv_rows
from aum_sync.report.view import EVERYTHING, View
from tests.report.generated import plans
from tests.report.plans import FULL


def parsed(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@settings(max_examples=30)
@given(plans)
def test_the_table_parses_back_to_one_row_per_change(shown: Plan) -> None:
    rows = parsed(csv_rows(shown, EVERYTHING))
    changes = [
        (m, len(m.add) + len(m.remove) + len(m.move) + len(m.details)) for m in shown.masters
    ]
    assert len(rows) == sum(count for _, count in changes)
    assert {tuple(row) for row in rows} <= {tuple(parsed(csv_rows(FULL, EVERYTHING))[0])}
    added = [row for row in rows if row["action"] == "add"]
    assert len(added) == sum(len(m.add) for m in shown.masters)


@settings(max_examples=30)
@given(plans)
def test_no_cell_is_taken_for_a_formula_or_acts_on_a_terminal(shown: Plan) -> None:
    text = csv_rows(shown, EVERYTHING)
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.lstrip().startswith(tuple("=+-@\t\r")) for cell in row)
    assert all(char.isprintable() or char in "\r\n" or ord(char) > 0x7F for char in text)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "' =1+1"),
        ("\r=1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("1=1", "1=1"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text: str, cell: str) -> None:
    assert spreadsheet(text) == cell


def test_positions_count_from_one_and_rules_are_named() -> None:
    rows = {row["track"]: row for row in parsed(csv_rows(FULL, EVERYTHING))}
    moved = rows["Sicko Mode"]
    assert (moved["action"], moved["origin"], moved["position"]) == ("move", "4", "10")
    gone = rows["Broke Toys"]
    assert (gone["action"], gone["origin"], gone["week"], gone["why"]) == (
        "remove", "41", "245", "duplicate",
    )  # fmt: skip
    come = rows["أنا مش أنا"]
    assert (come["position"], come["review"]) == ("912", "review")
    assert come["rule"] == "masters.hip-hop.genres[1]"


def test_details_have_their_old_and_new_value() -> None:
    rows = [row for row in parsed(csv_rows(FULL, EVERYTHING)) if row["action"] == "detail"]
    assert [(row["field"], row["old"]) for row in rows][::2] == [
        ("name", "Hip Hop"),
        ("public", "(not set)"),
    ]


def test_a_narrowed_table_has_fewer_rows() -> None:
    rows = parsed(csv_rows(FULL, View(weeks=frozenset({282}))))
    assert [row["master"] for row in rows] == ["mizrahi"]


def test_lines_end_as_rfc_4180_says() -> None:
    assert csv_rows(FULL, EVERYTHING).count("\r\n") == len(parsed(csv_rows(FULL, EVERYTHING))) + 1
