from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.config.types import DescriptionRules
from aum_sync.report.marked import marked
from aum_sync.season.descriptions import Segment, parse
from aum_sync.text.cells import LRM, visible, width
from tests.text.hostile import hostile


def test_every_segment_is_underlined_up_to_its_count() -> None:
    text = "Apr 7 | ♩ 𝘐𝘯𝘥𝘪𝘦 𝘗𝘰𝘱⁵ ♩ 漢字 12 ♩ Rap"
    segments = parse(text, DescriptionRules()).segments
    assert marked(text, segments, (), 80) == [
        (text, "          ─────────5   ─────12   ──?"),
    ]


def test_an_inferred_count_stands_where_none_is_written() -> None:
    segments = (Segment("Rap", None, (0, 3)), Segment("Soul", 2, (5, 11)))
    assert marked("Rap, Soul 2", segments, (7, 2), 40) == [("Rap, Soul 2", "──7  ─────2")]


def test_a_count_wider_than_its_segment_pushes_the_rest_on() -> None:
    segments = (Segment("R", None, (0, 1)), Segment("S", 1, (2, 4)))
    assert marked("R S1", segments, (1000, 1), 40) == [("R    S1", "1000 ─1")]


def test_a_line_is_broken_between_segments() -> None:
    text = "Indie Pop 5, Afrobeat 5"
    segments = parse(text, DescriptionRules()).segments
    assert marked(text, segments, (), 14) == [
        ("Indie Pop 5,", "──────────5"),
        ("Afrobeat 5", "─────────5"),
    ]


@given(
    st.lists(st.tuples(hostile, hostile.filter(bool)), max_size=4), hostile, st.integers(30, 100)
)
def test_lines_fit_lose_nothing_and_mark_as_many_cells_as_the_segments_take(
    parts: list[tuple[str, str]], end: str, cells: int
) -> None:
    text, segments = "", []
    for before, genre in parts:
        start = len(text) + len(before)
        text += before + genre
        segments.append(Segment(genre, 5, (start, len(text))))
    lines = marked(text + end, segments, (), cells)
    assert all(width(line) <= cells and width(marks) <= cells for line, marks in lines)
    pieces = [visible(piece) for pair in parts for piece in pair] + [visible(end)]
    shown = "".join(line for line, _ in lines).replace(LRM, "")
    assert "".join(shown.split()) == "".join("".join(pieces).split())
    assert all(not regex.search("[^ ─5]", marks) for _, marks in lines)


def test_no_line_begins_with_a_blank() -> None:
    segments = (Segment("Rap", 5, (2, 7)),)
    assert marked("  Rap 5", segments, (), 40) == [("Rap 5", "────5")]
