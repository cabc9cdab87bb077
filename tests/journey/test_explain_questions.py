"""``aum-sync explain``, asked with what people have at hand, and with what is not there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from aum_sync.season.items import Reading, Snapshot, WeekState
from tests.conftest import Aum
from tests.journey.test_explain import LIST, TEXT, write
from tests.plan.explaining import SEASON, loaded
from tests.seasons import LOCAL, reading, slots, state, track, uri

ID = uri("a").rsplit(":", 1)[-1]
OLD = Snapshot("old", "0" * 19 + "old", "Former", "", None, "v1", None, slots("x z"))
OTHER = Snapshot(LIST, LIST, "Mix", "", None, "v1", None, slots("x y"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two readings of week 1, an empty week 9, two playlists beside the masters."""
    text = TEXT.replace(", pin: state/pins/soul.json", "")
    held: Reading = reading(1, "Rap 9", "b a c")
    dated = replace(track("x"), added_at="2026-01-02T03:04:05Z")
    st = state(loaded(text).config, {9: ("", "")}, {"rap": (dated, LOCAL)})
    weeks = (WeekState(1, reading(1, "Rap 1", "a"), held), *st.weeks)
    write(tmp_path, replace(st, weeks=weeks, others=(OTHER,), snapshots=(OLD, *st.snapshots)), text)
    return tmp_path


@pytest.mark.parametrize(
    "question",
    [
        f"https://open.spotify.com/embed/track/{ID}",
        f"https://open.spotify.com/embed/track/{ID}?utm_source=generator&theme=0",
        f"{uri('a')}?si=0123456789abcdef",
        "#1:2",
        "1:2",
        "01:02",
    ],
)
def test_what_spotify_and_other_reports_copy_is_understood(
    question: str, aum: Aum, root: Path
) -> None:
    shown = aum("explain", question, "--root", root)
    assert (shown.code, shown.out.split("\n")[2]) == (0, uri("a")), shown.err


@pytest.mark.parametrize(
    ("question", "message", "hint"),
    [
        ("1:4", "week 1 has 3 positions, so there is no 1:4", "ask for 1:1 to 1:3"),
        ("#1:0", "week 1 has 3 positions, so there is no 1:0", "ask for 1:1 to 1:3"),
        ("9:1", "week 9 has 0 positions, so there is no 9:1", "ask by title, or with a link"),
        ("7:1", "state/ does not hold week 7", "the nearest is 9: 9:1"),
        ("5:1", "state/ does not hold week 5", "the nearest is 1: 1:1"),
    ],
)
def test_a_place_that_is_not_there_says_what_there_is(
    question: str, message: str, hint: str, aum: Aum, root: Path
) -> None:
    shown = aum("explain", question, "--root", root)
    assert (shown.code, shown.out) == (1, "")
    assert shown.err.startswith(f"error: {message}\n  → {hint}\n")


def test_without_any_week_a_place_says_to_pull(aum: Aum, tmp_path: Path) -> None:
    write(tmp_path, state(loaded(SEASON).config, {}, {"rap": "x"}))
    shown = aum("explain", "4:44", "--root", tmp_path)
    assert "state/ does not hold week 4\n  → aum-sync pull\n" in shown.err
    titled = (track("t", title="4:44"),)
    write(tmp_path, state(loaded(SEASON).config, {}, {"rap": titled}))
    assert aum("explain", "4:44", "--root", tmp_path).out.startswith("4:44\nArtist t\n")


def test_playlists_that_are_no_masters_stand_apart(aum: Aum, root: Path) -> None:
    shown = aum("explain", uri("x"), "--root", root).out
    masters, beside = shown.split("In the masters\n")[1].split("In playlists that are no masters\n")
    assert masters.startswith("  = rap: stays at 1, it is in no week, added 2026-01-02\n")
    assert [line for line in beside.split("\n") if "Mix" in line or "Former" in line] == [
        "  - Mix: leaves from 1, it is also in rap",
        "  ? Former: nothing planned, now at 1, no master any more",
    ]
    only = aum("explain", uri("z"), "--root", root).out
    assert "In the masters\n  in none, and none is asked to take it\n" in only
    assert "By this plan it is in no master.\n" in only


def test_candidates_say_which_playlists_are_masters_and_which_are_none(
    aum: Aum, root: Path
) -> None:
    text = aum("explain", "artist", "--root", root).out
    assert "  Song x  Artist x  rap, Former (no master), Mix (no master)\n" in text
    value = json.loads(aum("explain", "artist", "--root", root, "--format", "json").out)
    found = {one["ask"]: one for one in value["candidates"]}
    assert found[uri("a")]["masters"] == found[uri("a")]["others"] == []
    assert found[uri("x")]["masters"] == ["rap"]
    assert found[uri("x")]["others"] == [
        {"key": OLD.playlist, "title": "Former"},
        {"key": LIST, "title": "Mix"},
    ]
