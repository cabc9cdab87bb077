from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings

from aum_sync.config.types import PlaylistRef
from aum_sync.plan.overlap import Overlap, Side, compare, side_of
from aum_sync.plan.workings import Workings, work_out
from aum_sync.report.overlap import render, summary
from aum_sync.report.overlap_data import as_json
from aum_sync.report.style import Style
from aum_sync.season.items import Snapshot, State
from tests.report.hostile_seasons import hostile_seasons, loaded, styles, widest
from tests.seasons import MASTERS, Slots, slots, state, track, uri

OTHER = "00000000000000000other"
RAP, SOUL, SORT = (PlaylistRef("master", key) for key in ("rap", "soul", "sort"))
WEEK, PLAYLIST = PlaylistRef("week", "1"), PlaylistRef("playlist", OTHER)


ADD = "add to config/season.yaml:"
PINNED = MASTERS.replace("[Soul]", "[Soul], pin: state/pins/gone.json")
"""Soul stays as it is, since its pin is not there."""


def made(text: str = MASTERS, **bases: Slots) -> State:
    st = state(loaded(text).config, {1: ("Rap 2", "a b")}, bases)
    other = Snapshot(OTHER, OTHER, "Mixtape", "", True, "v1", None, slots("b z a"))
    return replace(st, others=(other,))


def compared(one: PlaylistRef, two: PlaylistRef, st: State, text: str = MASTERS) -> Overlap:
    file = loaded(text)
    return of(work_out(file.config, st), one, two, text)


def of(workings: Workings, one: PlaylistRef, two: PlaylistRef, text: str = MASTERS) -> Overlap:
    first, second = side_of(one, workings), side_of(two, workings)
    assert first
    assert second
    return compare(first, second, workings, loaded(text).source)


def shown(
    one: PlaylistRef,
    two: PlaylistRef,
    st: State | None = None,
    text: str = MASTERS,
    style: Style | None = None,
) -> list[str]:
    overlap = compared(one, two, st or made(text), text)
    return render(overlap, loaded(text).source, style or Style(cells=120)).split("\n")


def test_both_sides_the_tracks_and_both_cleanups_are_shown() -> None:
    assert shown(RAP, PLAYLIST, made(rap="x")) == [
        "A  rap  rap  3 after the plan, 1 now",
        f"B  Mixtape  {OTHER}  3 items",
        "",
        "in A  in B  title   artists",
        "   2     3  Song a  Artist a",
        "   3     1  Song b  Artist b",
        "",
        "2 recordings are in both as the plan leaves them; 0 now.",
        "",
        f"→ to take 2 recordings out of rap (A) and leave them in {OTHER} (B), {ADD}",
        "    cleanup:",
        f"      - {{remove_from: rap, also_in: {OTHER}}}",
        "",
        f"→ to take 2 recordings out of {OTHER} (B) and leave them in rap (A), {ADD}",
        "    cleanup:",
        f"      - {{remove_from: {OTHER}, also_in: rap}}",
    ]


def test_what_is_in_both_is_summed_up() -> None:
    assert summary(compared(SOUL, SORT, made())) == "No recording is in both."
    assert summary(compared(SOUL, SORT, made(soul="x", sort="x"))) == "1 recording is in both."
    one = compared(RAP, SOUL, made(soul="a", rap="a"))
    assert summary(one) == "No recording is in both as the plan leaves them; 1 now."


def test_nothing_is_offered_where_nothing_is_shared_but_rules_are_named() -> None:
    text = MASTERS.replace("[Soul]", "[Soul], excludes: [rap]")
    assert shown(RAP, SOUL, made(text, soul="a"), text) == [
        "A  rap  rap  2 after the plan, 0 now",
        "B  soul  soul  0 after the plan, 1 now",
        "",
        "No recording is in both as the plan leaves them; 0 now.",
        "",
        "soul gives way to rap by masters.soul.excludes[0] (config/season.yaml:10).",
    ]


def test_a_cleanup_that_would_be_refused_is_not_offered_and_said_why() -> None:
    text = f"{MASTERS}cleanup:\n  - {{remove_from: rap, also_in: soul, keep: ['{uri('x')}']}}\n"
    lines = shown(RAP, SOUL, made(text, rap="x", soul="x"), text)
    assert (
        "✗ out of rap (A): not by a cleanup; it is there: cleanup[0] (config/season.yaml:13)"
        in (lines)
    )
    back = "✗ out of soul (B): not by a cleanup; rap gives way to soul: rap excludes soul"
    assert any(line.startswith(back) for line in lines)
    assert not any("remove_from" in line for line in lines)


def test_a_recording_that_stands_more_than_once_and_one_without_a_name_are_shown() -> None:
    st = made(rap=(replace(track("n"), name=" "),))
    other = replace(st.others[0], slots=slots("a n q n n"))
    lines = shown(RAP, PLAYLIST, replace(st, others=(other,)))
    assert f"   1  2 +2  {uri('n')}  Artist n" in lines


def test_one_recording_is_it_and_a_week_that_would_lose_it_is_warned_of() -> None:
    lines = shown(WEEK, SOUL, made(soul=(track("a"),), rap=(track("b"),)), text=PINNED)
    assert any(
        "to take 1 recording out of week 1 (A) and leave it in soul (B)" in one for one in lines
    )
    at = lines.index("      - {remove_from: 1, also_in: soul}")
    assert lines[at + 1].startswith("A week that loses tracks needs its description to say so")


@pytest.mark.parametrize(
    ("more", "where", "pasted"),
    [
        ("", "add to config/season.yaml", "    cleanup:\n      - {remove_from: soul"),
        (
            "cleanup: []\n",
            "write in place of cleanup (config/season.yaml:12)",
            "    cleanup: [{",
        ),
        (
            "cleanup:\n  - {remove_from: rap, also_in: 9}\n",
            "add to cleanup (config/season.yaml:12)",
            "    - {remove_from: soul",
        ),
    ],
)
def test_the_stanza_is_as_the_yaml_has_room_for_it(more: str, where: str, pasted: str) -> None:
    text = MASTERS + more
    lines = shown(SOUL, RAP, made(text, soul="x", rap="x"), text)
    told = f"→ to take 1 recording out of soul (A) and leave it in rap (B), {where}:"
    assert "\n".join(lines[lines.index(told) + 1 :]).startswith(pasted)


def test_every_stanza_that_is_offered_can_be_pasted() -> None:
    keys = ("on", "no-1", "soul", "1e3")
    masters = "".join(f"  '{key}': {{genres: ['{key}']}}\n" for key in keys if key != "soul")
    refs = [*(PlaylistRef("master", key) for key in keys), WEEK, PlaylistRef("playlist", "1" * 22)]
    text = MASTERS + masters
    file, st = loaded(text), made(text)
    workings = work_out(file.config, st)
    sides = [Side(ref, ref.value, slots("a"), slots("a")) for ref in refs]
    for first, second in permutations(sides, 2):
        overlap = compare(first, second, workings, file.source)
        shown = render(overlap, file.source, Style(cells=120)).split("    cleanup:\n")[1:]
        assert len(shown) == 2
        for stanza, way in zip(shown, overlap.ways, strict=True):
            pasted = f"cleanup:\n{stanza.splitlines()[0][4:]}\n"
            (cleanup,) = loaded(text + pasted).config.cleanup
            assert (cleanup.remove_from, cleanup.also_in) == (way.loser, way.winner)


def test_the_json_says_what_is_shared_now_and_after_and_what_could_be_done() -> None:
    text = f"{MASTERS}cleanup: [{{remove_from: rap, also_in: 1, keep: ['{uri('a')}']}}]"
    overlap = compared(RAP, WEEK, made(text, rap="x a"), text)
    value = json.loads(as_json(overlap, loaded(text).source))
    assert value["first"] == {"master": "rap", "name": "rap", "now": 2, "after": 2}
    assert value["second"] == {"week": 1, "name": "Aum#1", "now": 2, "after": 2}
    shared = {"uri": uri("a"), "name": "Song a", "artists": "Artist a"}
    assert value["after"] == [shared | {"first": [1], "second": [0]}]
    assert value["now"] == value["after"]
    rule = {"remove_from": "rap", "also_in": 1, "rule": "cleanup[0]"}
    assert value["rules"] == [rule | {"place": "config/season.yaml:12"}]
    assert [(way["remove_from"], bool(way["refused"])) for way in value["cleanups"]] == [
        ("rap", True),
        (1, True),
    ]


@settings(max_examples=30)
@given(hostile_seasons(), styles)
def test_hostile_text_fits_the_terminal_and_does_nothing_to_it(
    workings: Workings, style: Style
) -> None:
    text = render(of(workings, RAP, SOUL), loaded().source, style)
    assert widest(text) <= style.cells
    assert style.colour or "\x1b" not in text
