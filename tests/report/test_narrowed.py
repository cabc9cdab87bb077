"""A view of some weeks or masters: only what it shows, in numbers that fit."""

from __future__ import annotations

import pytest

from aum_sync.plan.types import Plan, Refusal
from aum_sync.report.review.render import render as reviewed
from aum_sync.report.review.types import Review
from aum_sync.report.style import Style
from aum_sync.report.terminal import render
from aum_sync.report.view import EVERYTHING, View
from tests.report.plans import add, fate, master, move, plan, problem, remove

WEEK = View(weeks=frozenset({281}))
SEASON = plan(
    master("rap", size=(171, 172), add=(add("One"), add("Two", week=282)), remove=(remove("Old"),)),
    master("pop", size=(50, 50), move=(move("Far", 0, 9),)),
    master("jazz", size=(9, 10), add=(add("Blue", week=282),)),
    master("folk", status="unread"),
    master("rest"),
)


def test_masters_without_a_shown_change_are_one_line() -> None:
    lines = render(SEASON, WEEK, Style()).split("\n")
    assert lines[0] == "rap  rap  +1"
    assert "+ One" in lines[1]
    assert lines[2:4] == ["", "4 masters with no change shown: pop, jazz, folk, rest"]


def test_in_markdown_they_are_one_line_too() -> None:
    text = reviewed(Review(SEASON, WEEK))
    assert "| rap | `rap` |  | 1 |  |  |  |  |" in text
    assert "`jazz`" not in text
    assert "4 masters with no change shown: pop, jazz, folk, rest" in text


def test_a_view_of_one_master_shows_all_of_it() -> None:
    text = render(SEASON, View(masters=frozenset({"rap"})), Style())
    assert text.startswith("rap  rap  171 → 172  +2 -1\n")
    assert "    170 unchanged\n" in text
    assert "without change" not in text
    assert render(SEASON, View(masters=frozenset({"folk"})), Style()).startswith(
        "folk  folk  not read, not planned"
    )


def test_the_items_of_a_master_are_those_that_it_took() -> None:
    refusal = Refusal("rap", "masters.rap.excludes[0]", "pop")
    fates = (
        fate("placed", masters=("rap",)),
        fate("duplicate", 281, 1, masters=("rap",)),
        fate("placed", 281, 2, masters=("pop",), refused=(refusal,)),
        fate("excluded", 281, 3, refused=(refusal,)),
        fate("dropped", 281, 4),
    )
    shown = plan(master("rap"), master("pop"), fates=fates)
    lines = render(shown, View(masters=frozenset({"rap"})), Style()).split("\n")
    assert "2 items: 1 placed, 1 duplicate" in lines
    assert "5 items: 2 placed, 1 duplicate, 1 excluded, 1 dropped" in render(
        shown, EVERYTHING, Style()
    )


def last_line(shown: Plan) -> str:
    return render(shown, EVERYTHING, Style()).split("\n")[-1]


@pytest.mark.parametrize(
    "code", ["checksum-mismatch", "missing-counts", "not-described", "stale-correction"]
)
def test_a_held_week_without_items_counts_as_held(code: str) -> None:
    problems = (problem(code, "x", week=281), problem(code, "x", week=282))
    shown = plan(master("rap"), problems=problems, fates=(fate("held", 282),))
    assert "; 2 weeks held. digest" in last_line(shown)


def test_a_week_whose_older_reading_still_places_is_not_held() -> None:
    problems = (problem("checksum-mismatch", "x", week=281), problem("inferred-count", "x", week=5))
    shown = plan(master("rap"), problems=problems, fates=(fate("placed", 281),))
    assert "held" not in last_line(shown)


def test_where_no_week_was_read_nothing_is_said_of_the_masters() -> None:
    shown = plan(master("rap"), problems=(problem("no-weeks", "x"),))
    assert last_line(shown).startswith("No changes. digest ")
    assert reviewed(Review(shown)).startswith(
        "### Nothing changes on Spotify\n\nNo changes. digest "
    )


@pytest.mark.parametrize("cells", [40, 80, 120])
def test_an_endless_excerpt_is_cut_and_the_end_of_its_problem_stays(cells: int) -> None:
    text = f"{'x' * 3000!r} is no master's genre: 3 tracks in week 281"
    long = plan(master("rap"), problems=(problem("unknown-genre", text),))
    for shown in (render(long, EVERYTHING, Style(cells=cells)), reviewed(Review(long))):
        assert 100 < shown.count("x") < 300
        assert "isnomaster'sgenre:3tracksinweek281" in "".join(shown.split())


def test_an_endless_genre_does_not_flood_a_table() -> None:
    text = reviewed(Review(plan(master("rap", add=(add("A", genre="g" * 3000),)))))
    assert 50 < text.count("g") < 250


def test_at_eighty_cells_artists_and_titles_are_cut_before_a_genre() -> None:
    wide = add("T" * 60, "A" * 60, genre="Reggae, Dancehall", rule="alias")
    row = render(plan(master("rap", add=(wide,))), EVERYTHING, Style(cells=80)).split("\n")[1]
    assert "Reggae, Dancehall" in row
    assert 8 < row.count("A") < row.count("T") < 60
