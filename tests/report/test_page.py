"""The report as one HTML file: what is in it, and what never is."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from aum_sync.plan.workings import Workings, work_out
from aum_sync.report.page.figures import Figure, figures_of
from aum_sync.report.page.types import HUES, Report, colours_of
from tests.report.hostile_seasons import hostile_seasons
from tests.report.paging import Read, read, report_from, report_of
from tests.seasons import HEAD, LOCAL, MASTERS, NULL, Slots, config, slots, state, track

_MASTERS = """
masters:
  rap: {playlist: "0000000000000000000rap", genres: [Rap, Hip Hop], excludes: [soul]}
  soul: {playlist: "000000000000000000soul", genres: [Soul], order: oldest-first,
         also: [{artists: [Both], review: true}]}
  folk: {playlist: "000000000000000000folk", genres: [Folk]}
  sort: {playlist: "000000000000000000sort", catch_all: true}
drop: [Dub]
cleanup:
  - {remove_from: "0000000000000000000old", also_in: rap}
"""
_SEASON = config(_MASTERS)
_STATE = state(
    _SEASON,
    {
        1: ("Rap 2, Soul 1", "a b s"),
        2: ("Dub 1, Polka 1, Rap 3", (*slots("d p a"), NULL, LOCAL)),
        3: ("Soul 1 | Rap 1", (track("x", "Both"), track("s"))),
        5: ("", "q"),
        6: ("Rap ♩ Soul 2 ♩ Folk", "u v w"),
        7: ("Soul 1 ♩ Rap ♩ Folk", "m n k"),
        8: ("30/04/2022 ♩ Polka With A Name That Fits In No Bar 1", "z"),
    },
    {"rap": "b s o", "soul": "x y s", "folk": "f", "sort": "p"},
    held={3: ("Rap 9", "x"), 4: ("Rap 1, Soul 5", "h i")},
)


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(_SEASON, _STATE)


@pytest.fixture(scope="module")
def page(report: Report) -> Read:
    return read(report)


def test_every_track_has_a_row_with_its_change_and_the_reason(page: Read) -> None:
    held = [row for row in page.tracks if "held" in row]
    assert len(held) == 9
    assert held[0] == " 4.0 Song h [] held: its week does not add up"
    assert [row for row in page.tracks if row not in held] == [
        "add 1.0 Song a [rap] placed: added by alias",
        " 1.1 Song b [rap] placed: there already",
        " 1.2 Song s [soul] placed: there already",
        " 2.0 Song d [] dropped: dropped",
        " 2.1 Song p [sort] triage: to sort, there already",
        " 2.2 Song a [rap] duplicate: repeats week 1, track 1",
        " 2.3  [] unaddressable: unaddressable",
        " 2.4 My file [] unaddressable: unaddressable",
        " 3.0 Song x [soul] placed: there already",
        " 3.1 Song s [] excluded: belongs in soul",
        "add 8.0 Song z [sort] triage: to sort: unknown genre",
        "remove 1. Song s [rap] removed: excluded: belongs in soul",
        "move Song s [soul] moved: moved from 3 to 1",
        " Song f [folk] orphan: in no week: kept",
        " Song o [rap] orphan: in no week: kept",
        " Song y [soul] orphan: in no week: kept",
    ]


def test_an_orphan_that_moves_leaves_and_joins_and_stays_nowhere() -> None:
    text = f"{MASTERS}policy: {{orphans: {{move_to: sort}}}}\n"
    found = read(report_of(config(text), state(config(text), {1: ("Rap 1", "a")}, {"soul": "o"})))
    assert found.tracks == [
        "add 1.0 Song a [rap] placed: added by alias",
        "add Song o [sort] orphan: orphan, moved here",
        "remove Song o [soul] removed: orphan: belongs in sort",
    ]


def test_what_waits_for_a_master_that_was_never_read_says_for_which() -> None:
    known = state(config(), {1: ("Rap 1", "a")})
    unread = replace(known, snapshots=known.snapshots[1:])
    [row] = read(report_of(config(), unread)).tracks
    assert row == " 1.0 Song a [] held: waits for rap"


def test_a_week_that_fails_says_how_it_may_be_meant_and_what_speaks_for_it() -> None:
    ann = {n: track(f"a{n}", "Ann") for n in range(10)}
    bob = {n: track(f"b{n}", "Bob") for n in range(10)}
    weeks: dict[int, tuple[str, Slots]] = {
        n: ("Rap 2, Soul 2", (ann[n], ann[n + 1], bob[n], bob[n + 1])) for n in range(1, 8)
    }
    four = (track("c", "Ann"), track("d", "Ann"), track("e", "Bob"), track("f", "Bob"))
    weeks[9] = ("Rap 3, Soul 2", four)
    found = read(report_of(config(), state(config(), weeks))).texts
    assert "Declares 5 tracks and holds 4: its counts are 1 too high." in found
    assert "Rap 2, not 3" in found
    assert "aum-sync fix --week 9 --choose 1" in found
    assert any("Bob is soul in 7 other weeks" in text for text in found)


def test_segments_are_counted_by_what_is_known_of_them(page: Read) -> None:
    assert page.data["marks"] == {
        "1": [2, 1],
        "2": [1, 1, 3],
        "4": [1, 5],
        "5": [],
        "6": [],
        "7": [1],
        "8": [1],
    }
    assert "Notes: passed over the date '30/04/2022'." in page.texts


def figures(report: Report) -> dict[str, Figure]:
    return {figure.id: figure for figure in figures_of(report, colours_of(report))}


def total(figure: Figure) -> int:
    return sum(cell.number for row in figure.rows for cell in row if cell)


def test_pictures_add_up_to_what_the_plan_says(report: Report) -> None:
    found = figures(report)
    fates = report.plan.fates
    counts = Counter(fate.fate for fate in fates)
    assert list(found) == ["growth", "flow", "strip", "repeats", "triage"]
    assert total(found["flow"]) == sum(max(len(fate.masters), 1) for fate in fates)
    assert total(found["strip"]) == sum(check.real for check in report.checks.weeks)
    assert total(found["repeats"]) == counts["duplicate"]
    assert total(found["triage"]) == counts["triage"]
    last = sum(row[-1].number for row in found["growth"].rows if row[-1])
    placed = [fate for fate in fates if fate.fate in ("placed", "triage")]
    assert last == sum(len(fate.masters) for fate in placed)


def test_rare_genres_of_a_master_are_one_part_of_its_bar() -> None:
    many = MASTERS.replace("[Rap, Hip Hop]", f"[{', '.join(f'R{c}' for c in 'abcdefghi')}]")
    text = ", ".join(f"R{c} 1" for c in "abcdefghi")
    made = report_of(config(many), state(config(many), {1: (text, "a b c d e f g h i")}))
    [column] = zip(*figures(made)["flow"].rows, strict=True)
    assert [cell.label for cell in column if cell][-1] == "3 other genres"
    assert sum(cell.number for cell in column if cell) == 9


def test_a_season_of_which_nothing_is_known_is_a_page_too() -> None:
    found = read(report_of(config(), state(config(), {})))
    assert found.tracks == []
    assert "None." not in found.texts
    assert not any(tag == "svg" for tag, _ in found.tags)


def test_a_season_without_problems_says_so_and_names_its_commit() -> None:
    workings = work_out(config(), state(config(), {n: ("Rap 1", f"t{n}") for n in range(1, 51)}))
    found = read(report_from(workings, commit="c" * 40))
    assert "None." in found.texts
    assert f"plan of commit {'c' * 12}" in found.texts


def test_a_refused_plan_says_first_that_nothing_can_be_applied() -> None:
    text = f"{MASTERS}expect: [{{never_empty: [soul]}}]\n"
    found = read(report_of(config(text), state(config(text), {1: ("Rap 1", "a")})))
    refused = "Nothing of this can be applied before its errors are solved."
    assert found.texts.index(refused) < found.texts.index("Masters")


def test_more_masters_than_colours_take_them_in_turn() -> None:
    masters = "".join(
        f'  m{n}: {{playlist: "{n:0>22}", genres: [G{chr(97 + n)}]}}\n' for n in range(HUES + 1)
    )
    text = f'{HEAD}masters:\n{masters}  z: {{playlist: "{99:0>22}", catch_all: true}}\n'
    made = report_of(config(text), state(config(text), {1: ("Ga 1", "a")}))
    colours = colours_of(made)
    keys = list(made.titles)
    assert colours.of(keys[HUES]) == colours.of(keys[0]) == "m0"
    assert colours.of(None) == "none"


_TAGS = {
    *("html", "head", "meta", "link", "title", "style", "script", "body", "header", "nav", "main"),
    *("section", "noscript", "h1", "h2", "h3", "p", "a", "small", "span", "bdi", "code", "pre"),
    *("dl", "dt", "dd", "div", "ul", "ol", "li", "strong", "mark", "blockquote", "dialog"),
    *("table", "thead", "tbody", "tr", "th", "td", "details", "summary", "figure", "figcaption"),
    *("label", "input", "select", "option", "button", "svg", "desc", "g", "path", "rect", "text"),
}


@given(hostile_seasons())
@settings(max_examples=15)
def test_hostile_text_is_never_markup_and_never_unseen(workings: Workings) -> None:
    made = report_from(workings)
    found = read(made)
    assert {tag for tag, _ in found.tags} <= _TAGS
    assert [tag for tag, _ in found.tags].count("script") == 2
    assert not any(name.startswith("on") for _, names in found.tags for name in names)
    own = found.html.replace("\n", "")
    assert not {unicodedata.category(char) for char in own} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {"\u202e", "\u2066", "\u200b"} & set(own)
    assert read(made).html == found.html
    assert len(found.tracks) >= len(made.plan.fates)
    found.html.encode("utf-8")


def test_the_library_of_pictures_leaves_no_finder_of_modules_behind(report: Report) -> None:
    before = {type(one) for one in sys.meta_path}
    read(report)
    assert "PluginImportFixer" not in {one.__name__ for one in before} | {
        type(one).__name__ for one in sys.meta_path
    }


def test_a_detail_that_changes_is_told_beside_its_master() -> None:
    text = MASTERS.replace("[Soul]}", '[Soul], description: "New & <old>"}')
    found = read(report_of(config(text), state(config(text), {1: ("Soul 1", "a")}, {"soul": "a"})))
    assert "description: " in found.texts
    assert "New & <old>" in " ".join(found.texts)
    assert "~1" in found.texts
