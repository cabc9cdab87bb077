"""An explanation as a person reads it, and as a program does."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aum_sync.canonical import canonical_json
from aum_sync.plan.explain.types import Candidate, Explanation
from aum_sync.report.explained import MOST_CANDIDATES, render, render_candidates
from aum_sync.report.explained_json import candidates_json, explanation_json
from aum_sync.report.style import Style
from aum_sync.season.items import Artist, Slot
from aum_sync.text.cells import visible, width
from tests.plan.explaining import SEASON, explain, explainer, explainer_of, loaded
from tests.seasons import NULL, Slots, plan, state, track, uri
from tests.seasons import config as configured
from tests.text.hostile import hostile

PLAIN = Style(cells=100)


def text(explanation: Explanation, cells: int = 100) -> list[str]:
    return render(explanation, Style(cells=cells)).splitlines()


def test_an_answer_says_where_it_is_what_came_of_it_and_by_which_lines() -> None:
    weeks: dict[int, tuple[str, Slots]] = {1: ("Rap 1", "a"), 3: ("Soul 2", "b a")}
    base = {"rap": (track("x"), replace(track("a"), added_at="2025-03-04T05:06:07Z"))}
    assert text(explain("a", weeks, base)) == [
        "Song a",
        "Artist a",
        uri("a"),
        "By this plan it is in ♩ Soul.",
        "",
        "In the weeks",
        "  week 1, position 1, typed as 'Rap'",
        "    state/weeks/1.json:10:5",
        "    kept out of rap",
        "      rap takes the genre 'Rap'",
        "        config/season.yaml:9:54 masters.rap.genres[0]",
        "      but ♩ Soul has it at 2, and rap holds nothing that ♩ Soul holds",
        "        config/season.yaml:9:80 masters.rap.excludes[0]",
        "  week 3, position 2, typed as 'Soul'",
        "    state/weeks/3.json:11:5",
        "    placed in ♩ Soul",
        "      ♩ Soul takes the genre 'Soul'",
        "        config/season.yaml:10:71 masters.soul.genres[0]",
        "",
        "In the masters",
        "  - rap: leaves from 2, it gives way to ♩ Soul, added 2025-03-04",
        "    state/masters/rap.json:11:5",
        "      rap holds nothing that ♩ Soul holds",
        "        config/season.yaml:9:80 masters.rap.excludes[0]",
        "  + ♩ Soul: enters at 2, by its genre",
        "      ♩ Soul takes the genre 'Soul'",
        "        config/season.yaml:10:71 masters.soul.genres[0]",
        "",
        "What would place it elsewhere",
        "  Without this exclusion it would be in rap too.",
        "    config/season.yaml:9:80 masters.rap.excludes[0]",
    ]


def fate_lines(explanation: Explanation) -> list[str]:
    """The lines below the first week's place that say what came of it."""
    lines = text(explanation)
    start = next(i for i, line in enumerate(lines) if line.startswith("    state/weeks/"))
    return [line.strip() for line in lines[start + 1 :] if line.startswith("    ")][:2]


@pytest.mark.parametrize(
    ("weeks", "text", "said"),
    [
        ({1: ("Dubstep 1", "a")}, "", "goes to no master"),
        ({1: ("Polka 1", "a")}, "", "to sort, in sort"),
        ({1: ("Rap 2", "a")}, "", "waits: nothing of this week is placed"),
        ({60: ("Rap 1", "a")}, "", "known, but the week is not in the season"),
        ({1: ("Rap 1", "a")}, "", "placed in rap"),
        ({1: ("Rap 2", "a")}, "policy: {on_mismatch: triage}", "to sort, in sort"),
    ],
)
def test_every_kind_of_fate_has_its_words(
    weeks: dict[int, tuple[str, Slots]], text: str, said: str
) -> None:
    assert fate_lines(explain("a", weeks, text=f"{SEASON}{text}\n"))[0].startswith(said)


def test_an_item_whose_master_was_never_read_waits_and_says_for_which() -> None:
    season = loaded(SEASON)
    st = replace(state(season.config, {1: ("Rap 1", "a")}), snapshots=())
    answer = explainer_of(season, st).explain(uri("a"))
    assert fate_lines(answer)[0] == "waits: nothing is planned for rap"


def test_a_duplicate_says_what_it_was_folded_into_and_what_is_there_instead() -> None:
    one, other = track("a", isrc="I1"), track("b", isrc="I1")
    lines = text(explain("a", {1: ("Rap 1", (one,)), 2: ("Hip Hop 1", (other,))}))
    assert "    already in rap, for week 1, position 1" in lines
    assert f"    the master has it as {uri('a')}" in lines
    assert "  week 2, position 1, typed as 'Hip Hop', there 'Song b' by Artist b" in lines
    start = lines.index("One recording under 2 addresses")
    assert lines[start + 1 : start + 4] == [
        f"  {uri('a')} 3:00",
        f"  {uri('b')} 3:00",
        f"    the same ISRC, I1: {uri('a')}",
    ]
    there = text(explain("a", {1: ("Rap 1", (one,))}, {"rap": (other,)}))
    assert f"  = rap: stays at 1, by its genre, as {uri('b')}" in there


def test_readings_that_do_not_count_say_so() -> None:
    newer = text(explain("a", {1: ("Rap 1", "a")}, held={1: ("Rap 3", "a b")}))
    assert "    not used: this newer reading does not pass" in newer
    assert "    week 1: declares 3 tracks and holds 2: its counts are 1 too high" in newer
    older = text(explain("a", {1: ("Rap 1", "a")}, held={1: ("Rap 1", "b")}))
    assert "    not used: a newer reading of the week counts" in older


def test_a_correction_and_a_review_are_shown() -> None:
    fix = 'corrections: {weeks: {1: {genres: Rap 1, was: "Rap 2", reason: by ear}}}\n'
    also = "genres: [Soul], also: [{script: Hebrew, review: true}]"
    config = SEASON.replace("genres: [Soul]", also).replace(", excludes: [soul]", "") + fix
    lines = text(explain("a", {1: ("Rap 2", (track("a", title="שלום"),))}, text=config))
    assert "    placed in rap and ♩ Soul, marked for review" in lines
    assert "      the description of week 1 is corrected: by ear" in lines


def test_a_default_says_what_to_write_to_change_it() -> None:
    lines = text(explain("x", {}, {"rap": "x"}), 120)
    assert "  in none" in lines
    assert "  = rap: stays at 1, it is in no week" in lines
    assert any("a default; to change it, add policy: with orphans: remove" in one for one in lines)


def test_a_master_that_is_not_planned_is_told_in_the_first_lines() -> None:
    pinned = SEASON.replace("genres: [Soul]", "genres: [Soul], pin: state/pins/gone.json")
    lines = text(explain("a", {1: ("Soul 1", "a")}, {"soul": "a"}, text=pinned))
    assert lines[3] == "By this plan it is in no master; nothing is planned for ♩ Soul."
    said = "  ? ♩ Soul: nothing planned, now at 1, aum-sync plan says what must be solved first"
    assert said in lines


def test_an_item_without_a_title_or_any_master_is_explained_too() -> None:
    lines = text(explainer({1: ("Rap 1", (NULL,))}).explain("1:1"))
    assert lines[:2] == ["1:1", "By this plan it is in no master."]
    assert "    counts as a position, and is placed nowhere" in lines
    assert "  in none, and none is asked to take it" in lines


def test_a_track_that_moves_says_from_where() -> None:
    ordered = SEASON.replace("genres: [Rap", "order: oldest-first, genres: [Rap")
    weeks: dict[int, tuple[str, Slots]] = {1: ("Rap 2", "a b")}
    lines = text(explain("a", weeks, {"rap": "b a"}, text=ordered))
    assert "  = rap: stays, at 1 instead of 2, by its genre" in lines


def test_colour_means_something_and_none_is_there_unasked() -> None:
    weeks: dict[int, tuple[str, Slots]] = {1: ("Rap 1", "a"), 2: ("Soul 1", "a"), 3: ("Rap 2", "a")}
    answer = explain("a", weeks, {"rap": "a"})
    coloured = render(answer, Style(colour=True, cells=100))
    for shown in (
        "\x1b[32mplaced in ♩ Soul\x1b[0m",
        "\x1b[31mkept out of rap\x1b[0m",
        "\x1b[33mwaits: nothing of this week is placed\x1b[0m",
        "\x1b[32m+ ♩ Soul",
        "\x1b[31m- rap",
    ):
        assert shown in coloured
    assert "\x1b" not in render(answer, PLAIN)


@settings(max_examples=60)
@given(hostile, hostile, st.integers(40, 140), st.booleans())
def test_hostile_titles_do_no_harm_and_fit(title: str, artist: str, cells: int, rtl: bool) -> None:
    slot = Slot(uri("a"), title + "שיר" * rtl, (Artist("id", artist),), "", 1000)
    asked = explainer({1: ("Rap 1", (slot,)), 2: ("Soul 2", (track("b"), slot))})
    candidates = [asked.candidate(name) for name in asked.names]
    for shown in (
        render(asked.explain(uri("a")), Style(cells=cells)),
        render_candidates(candidates, Style(cells=cells)),
    ):
        for line in shown.split("\n"):
            assert visible(line) == line.replace("\u200e", "")
            assert width(line) <= min(max(cells, 60), 120)


def test_a_long_title_goes_on_below_itself_and_fits() -> None:
    title = "Views " * 40
    weeks: dict[int, tuple[str, Slots]] = {
        1: ("Rap 1", "b"),
        2: ("Rap 1", (track("a", title=title),)),
    }
    asked = explainer({**weeks, 3: ("Rap 1", (replace(track("a"), name="x" * 300),))})
    lines = text(asked.explain(uri("a")), 60)
    assert max(map(width, lines)) == 60
    start = next(i for i, line in enumerate(lines) if line.startswith("  week 3, position 1"))
    assert [line[:6].isspace() for line in lines[start : start + 3]] == [False, True, True]


def test_several_recordings_are_listed_with_how_to_ask_for_each() -> None:
    some = (
        Candidate(uri("a"), "Views", "Noga Erez", (1, 2, 5), ("rap",), ()),
        Candidate("spotify:local:a:$(x):b:1", "שיר", "אסף", (), ("rap", "soul"), ()),
    )
    assert render_candidates(some, PLAIN).splitlines() == [
        "2 recordings may be meant. Ask for one of them:",
        "  Views  Noga Erez  #1-2, 5, rap",
        f"    aum-sync explain {uri('a')}",
        "  שיר\u200e    אסף\u200e        rap, soul",
        "    aum-sync explain 'spotify:local:a:$(x):b:1'",
    ]


def test_too_many_recordings_are_counted() -> None:
    one = Candidate(uri("a"), "Views", "Noga Erez", (1,), (), ())
    lines = render_candidates([one] * (MOST_CANDIDATES + 1234), PLAIN).splitlines()
    assert len(lines) == 2 * MOST_CANDIDATES + 2
    assert lines[-1] == "and 1,234 more: add words of the title or the artists"


def test_json_is_canonical_and_places_are_file_line_and_column() -> None:
    made = plan(configured(), state(configured(), {}))
    answer = explain("a", {1: ("Rap 1", "a")})
    shown = explanation_json("song a", answer, made)
    value = json.loads(shown)
    assert canonical_json(value) + "\n" == shown
    head = {"format": 1, "question": "song a", "digest": made.digest, "commit": None}
    assert {key: value[key] for key in value if key != "explanation"} == head
    (one,) = value["explanation"]["appearances"]
    assert one["place"] == {"path": "state/weeks/1.json", "line": 10, "column": 5}
    (rule,) = one["rules"]
    assert rule["place"] == {"path": "config/season.yaml", "line": 9, "column": 54}
    several = json.loads(candidates_json("x", [Candidate("u", "t", "a", (1,), (), ())], made))
    assert several["candidates"] == [
        {"ask": "u", "title": "t", "artists": "a", "weeks": [1], "masters": [], "others": []}
    ]
