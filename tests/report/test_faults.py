from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aum_sync.errors import Fault, Place
from aum_sync.report.faults import render_fault, render_faults
from aum_sync.report.style import Style
from aum_sync.text.cells import width
from tests.text.hostile import hostile


def test_a_fault_shows_its_place_line_caret_and_way_on() -> None:
    place = Place("config/season.yaml", 12, 13, "    genres: [Rapp]", 4)
    fault = Fault("no such genre", place, "did you mean 'Rap'?")
    assert render_fault(fault, Style()).split("\n") == [
        "config/season.yaml:12:13: error: no such genre",
        "  12 |     genres: [Rapp]",
        "     |             ^^^^",
        "  → did you mean 'Rap'?",
    ]


def test_the_caret_stands_below_wide_letters() -> None:
    place = Place("a.yaml", 1, 4, "漢字 Rap", 3)
    lines = render_fault(Fault("x", place), Style()).split("\n")
    assert width(lines[2].rstrip("^")) == width(lines[1].removesuffix("Rap"))


@given(hostile, st.integers(1, 60), st.integers(0, 60), st.integers(30, 120))
def test_an_excerpt_fits_the_terminal_and_the_caret_its_line(
    excerpt: str, column: int, length: int, cells: int
) -> None:
    place = Place("a.yaml", 7, column, excerpt or "x", length)
    _, line, caret = render_fault(Fault("x", place), Style(cells=cells)).split("\n")
    assert width(line) <= cells
    assert width(caret) <= cells + 1
    assert caret.endswith("^")


def test_several_faults_are_counted_and_one_is_not() -> None:
    faults = [Fault("a"), Fault("b"), Fault("c", level="warning")]
    assert render_faults(faults, Style()).split("\n")[-1] == "2 errors, 1 warning"
    assert render_faults(faults[:1], Style()) == "error: a"
