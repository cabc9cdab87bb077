from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from aum_sync.plan.types import Plan
from aum_sync.report.changes import Row
from aum_sync.report.style import Style
from aum_sync.report.terminal import render
from aum_sync.report.tracks import TrackTable
from aum_sync.report.view import EVERYTHING, View
from aum_sync.text.cells import LRM
from tests.report.generated import plans
from tests.report.plans import FULL, NOTHING, add, fate, master, plan, problem, remove
from tests.text.hostile import hostile

OUR_COLOURS = regex.compile(r"\x1b\[(?:0|1|2|31|32|33|36)m")


@settings(max_examples=30)
@given(plans, st.integers(40, 160), st.booleans())
def test_every_line_fits_the_terminal_and_carries_only_our_colours(
    shown: Plan, cells: int, colour: bool
) -> None:
    text = render(shown, EVERYTHING, Style(colour=colour, cells=cells))
    for line in OUR_COLOURS.sub("", text).split("\n"):
        assert wcswidth(line) <= cells
        assert not {unicodedata.category(char) for char in line} & {"Cc", "Cs", "Zl", "Zp"}
    assert colour or "\x1b" not in text


@settings(max_examples=30)
@given(plans, st.integers(40, 160))
def test_colour_changes_nothing_but_colour(shown: Plan, cells: int) -> None:
    plain = render(shown, EVERYTHING, Style(cells=cells))
    coloured = render(shown, EVERYTHING, Style(colour=True, cells=cells))
    stripped = [line.rstrip() for line in OUR_COLOURS.sub("", coloured).split("\n")]
    assert stripped == [line.rstrip() for line in plain.split("\n")]


@given(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=6), st.integers(72, 160))
def test_columns_begin_at_the_same_cell_whatever_the_titles_are(
    titles: list[tuple[str, str]], cells: int
) -> None:
    rows = [Row("add", "uri", name, artists, "¤word", 281, "¤genre") for name, artists in titles]
    table = TrackTable(rows, Style(), cells)
    offsets = set()
    for row in rows:
        (line,) = table.lines(row)
        week, genre, word = line.rfind("#281"), line.rfind("¤g"), line.rfind("¤w")
        offsets.add(tuple(wcswidth(line[:at]) for at in (week, genre, word)))
    assert len(offsets) == 1


def test_right_to_left_text_is_closed_so_that_no_column_is_swapped() -> None:
    rows = [Row("add", "uri", "נחכה לך", "שלמה ארצי", "added by alias", 281, "מזרחי")]
    (line,) = TrackTable(rows, Style(), 100).lines(rows[0])
    for text in ("נחכה לך", "שלמה ארצי", "מזרחי"):
        assert text + LRM in line


def test_problems_come_first_and_errors_before_warnings() -> None:
    lines = render(FULL, EVERYTHING, Style()).split("\n")
    assert lines[0] == "error: namesake"
    titles = [lines.index("2 warnings: checksum-mismatch"), lines.index("warning: unused-aliases")]
    first_master = next(index for index, line in enumerate(lines) if line.startswith("♩"))
    assert titles == sorted(titles)
    assert titles[-1] < first_master


def test_problems_of_one_code_share_a_hint_that_is_the_same() -> None:
    problems = [problem("unread", f"master {n}", hint="aum-sync pull") for n in (1, 2)]
    text = render(plan(problems=(*problems, problem("other", "x"))), EVERYTHING, Style())
    assert text.count("aum-sync pull") == 1
    assert text.index("master 2") < text.index("aum-sync pull") < text.index("other")


def test_additions_are_listed_in_the_order_of_the_target() -> None:
    shuffled = master("a", add=(add("Third", at=9), add("First", at=2), add("Second", at=5)))
    text = render(plan(shuffled), EVERYTHING, Style())
    assert text.index("First") < text.index("Second") < text.index("Third")


def test_a_long_run_of_additions_is_not_hidden() -> None:
    many = tuple(add(f"Song {n}", at=n) for n in range(2000))
    lines = render(plan(master("a", add=many, size=(0, 2000))), EVERYTHING, Style()).split("\n")
    assert sum(line.startswith("  + Song") for line in lines) == 2000
    assert lines[-1].startswith("Plan: 2,000 to add in 1 master; 11 requests. digest ")


def test_a_removal_names_the_master_that_the_track_belongs_in() -> None:
    gone = remove("Song", reason="misplaced", to=("mizrahi", "triage"))
    text = render(plan(master("a", remove=(gone,), size=(3, 2))), EVERYTHING, Style())
    assert "- Song" in text
    assert "misplaced: belongs in mizrahi, triage" in text
    assert "    2 unchanged" in text


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        ("alias", "added by alias"),
        ("correction", "added by correction"),
        ("catch-all", "to sort: unknown genre"),
        ("orphan", "orphan, moved here"),
        ("rule of tomorrow", "added by rule of tomorrow"),
    ],
)
def test_an_addition_says_which_kind_of_rule_adds_it(rule: str, word: str) -> None:
    text = render(plan(master("a", add=(add("Song", rule=rule),))), EVERYTHING, Style())
    assert word in text


def test_a_track_without_a_name_is_shown_by_its_uri() -> None:
    text = render(plan(master("a", add=(add(" ", uri="spotify:track:x"),))), EVERYTHING, Style())
    assert "+ spotify:track:x" in text


def test_a_master_that_cannot_be_planned_is_never_counted_as_unchanged() -> None:
    text = render(
        plan(master("a", status="unread"), master("b", status="blocked"), master("c")),
        EVERYTHING,
        Style(),
    )
    assert "a  a  not read, not planned" in text
    assert "b  b  blocked, not planned" in text
    assert "1 master without change: c" in text
    assert text.endswith("No changes; 2 masters not planned. digest 1a2b3c4d5e6f7890")


def test_a_plan_without_changes_says_so() -> None:
    text = render(NOTHING, EVERYTHING, Style())
    assert text.split("\n")[-1].startswith("No changes. All masters are as configured. digest ")


def test_held_weeks_are_counted_in_the_last_line() -> None:
    held = replace(NOTHING, fates=(fate("held", 221), fate("held", 221, 1), fate("held", 223)))
    assert "; 2 weeks held. digest" in render(held, EVERYTHING, Style()).split("\n")[-1]


def test_a_narrowed_view_says_what_it_hides_and_keeps_the_summary_of_the_whole() -> None:
    lines = render(FULL, View(frozenset({281}), frozenset({"hip-hop"})), Style()).split("\n")
    assert "Shown: week 281, master hip-hop. Hidden: 7 changes, 1 error, 2 warnings." in lines
    whole = render(FULL, EVERYTHING, Style()).split("\n")
    assert lines[-2:] == whole[-2:]
    assert not any("Broke Toys" in line or "Mizrahi  mizrahi" in line for line in lines)


def test_a_view_that_hides_nothing_says_that_too() -> None:
    text = render(NOTHING, View(masters=frozenset({"hip-hop"})), Style())
    assert "Shown: master hip-hop. Hidden: nothing." in text


def test_a_heading_gives_up_its_counts_before_its_title() -> None:
    wide = master("indie-and-country", "♩ Indie", size=(1_000, 1_001), add=(add("One"),))
    heading = render(plan(wide), EVERYTHING, Style(cells=40)).split("\n")[0]
    assert "♩ Indie" in heading
    assert "+1" not in heading
    assert "+1" in render(plan(wide), EVERYTHING, Style(cells=80)).split("\n")[0]


def test_a_long_reason_goes_on_below_itself_on_a_narrow_terminal() -> None:
    gone = remove("One", reason="excluded", to=("mizrahi", "israeli-hip-hop", "israeli-music"))
    lines = render(plan(master("rap", remove=(gone,))), EVERYTHING, Style(cells=60)).split("\n")
    at = next(index for index, line in enumerate(lines) if "One" in line)
    reason = " ".join(" ".join(lines[at:]).split())
    assert "excluded: belongs in mizrahi, israeli-hip-hop, israeli-music" in reason
