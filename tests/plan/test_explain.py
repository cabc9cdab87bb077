"""What an explanation says of every position of every week that holds a track."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.plan.explain.types import Appearance
from aum_sync.season.items import Pin, State, WeekState
from tests.plan.explaining import SEASON, explain, explainer, explainer_of, loaded, paths
from tests.seasons import LOCAL, NULL, reading, state, track, uri


def said(one: Appearance) -> tuple[int, int, str | None, str, str | None]:
    return one.week, one.position, one.genre, one.standing, one.fate


def test_every_appearance_has_its_place_its_genre_and_its_fate() -> None:
    answer = explain("b", {1: ("Rap 2", "a b"), 3: ("Soul 1 ♩ Hip Hop 1", "c b")})
    assert [said(one) for one in answer.appearances] == [
        (1, 1, "Rap", "counts", "placed"),
        (3, 1, "Hip Hop", "counts", "duplicate"),
    ]
    first, second = answer.appearances
    assert (str(first.place), paths(first.rules)) == (
        "state/weeks/1.json:11:5",
        ["masters.rap.genres[0]"],
    )
    assert second.of == (1, 1)
    assert [(home.master, home.taken) for home in second.homes] == [("rap", True)]


def test_a_refusal_names_the_rule_the_holder_and_where_it_stands_there() -> None:
    (one, _) = explain("a", {1: ("Rap 1", "a"), 2: ("Soul 2", "b a")}).appearances
    (home,) = one.homes
    assert (one.fate, home.taken, paths(home.rules)) == (
        "excluded",
        False,
        ["masters.rap.genres[0]"],
    )
    assert paths(home.barred_by) == ["masters.rap.excludes[0]"]
    assert home.holder is not None
    assert (home.holder.key, home.holder.title, home.holder_at) == ("soul", "♩ Soul", 1)


def test_all_rules_that_keep_a_track_out_are_named() -> None:
    text = """
masters:
  rap: {playlist: "0000000000000000000rap", genres: [Rap], excludes: [soul, jazz]}
  soul: {playlist: "000000000000000000soul", genres: [Soul]}
  jazz: {playlist: "000000000000000000jazz", genres: [Jazz]}
  sort: {playlist: "000000000000000000sort", catch_all: true}
cleanup: [{remove_from: rap, also_in: 4}, {remove_from: rap, also_in: 5}]
"""
    weeks = {1: ("Rap 1", "a"), 2: ("Soul 1", "a"), 3: ("Jazz 1", "a"), 4: ("Soul 1", "a")}
    answer = explain("a", {**weeks, 5: ("Soul 1", "b")}, text=text)
    ruled = ["masters.rap.excludes[0]", "masters.rap.excludes[1]", "cleanup[0]"]
    assert paths(answer.appearances[0].homes[0].barred_by) == ruled
    assert answer.nearest.words == "Without these 3 rules it would be in rap too."
    assert paths(answer.nearest.rules) == ruled


def test_a_week_may_hold_it_instead_of_a_master() -> None:
    text = SEASON + "cleanup: [{remove_from: rap, also_in: 60}]\n"
    answer = explain("a", {1: ("Rap 1", "a"), 60: ("Soul 1", "a")}, text=text)
    home = answer.appearances[0].homes[0]
    assert home.holder is not None
    assert (home.holder.title, home.holder_at) == ("week 60", None)
    assert answer.nearest.words == "Without this cleanup it would be in rap too."
    assert [rule.words for rule in answer.nearest.rules] == ["what is in week 60 leaves rap"]


def test_a_week_that_does_not_pass_says_why_and_which_rule_holds_it() -> None:
    (one,) = explain("a", {1: ("Rap 2", "a")}).appearances
    assert said(one) == (1, 0, None, "held", "held")
    assert one.complaint == "declares 2 tracks and holds 1: its counts are 1 too high"
    assert paths(one.rules) == ["policy.on_mismatch"]
    assert one.homes == ()


def test_all_of_a_week_goes_to_the_catch_all_under_triage() -> None:
    text = SEASON + "policy: {on_mismatch: triage}\n"
    (one,) = explain("a", {1: ("Rap 2", "a")}, text=text).appearances
    assert said(one) == (1, 0, None, "triage", "triage")
    assert [home.master for home in one.homes] == ["sort"]


def test_a_newer_reading_that_does_not_pass_is_told_beside_the_one_that_counts() -> None:
    newer, counts = explain("a", {1: ("Rap 1", "a")}, held={1: ("Rap 3", "a b")}).appearances
    assert said(newer) == (1, 0, None, "newer", None)
    assert (newer.complaint, paths(newer.rules)) == (
        "declares 3 tracks and holds 2: its counts are 1 too high",
        ["policy.on_mismatch"],
    )
    assert said(counts) == (1, 0, "Rap", "counts", "placed")


def test_a_lock_that_a_newer_reading_replaces_says_so_at_its_own_line() -> None:
    older, one = "Rap 1", "Rap 1 ♩ Soul 1"
    answer = explain("a", {1: (older, "a")}, held={1: (one, "b a")})
    assert [said(one) for one in answer.appearances] == [
        (1, 1, "Soul", "counts", "placed"),
        (1, 0, "Rap", "older", None),
    ]
    (rule,) = answer.appearances[1].rules
    assert (rule.path, str(rule.place)) == ("built-in.older", "state/weeks/1.json:10:5")


def test_a_week_outside_the_season_is_known_with_its_genre() -> None:
    (one,) = explain("a", {60: ("Rap 1", "a")}).appearances
    assert said(one) == (60, 0, "Rap", "out-of-range", None)
    assert paths(one.rules) == ["season.weeks"]


def test_a_corrected_week_shows_the_correction_that_its_genre_comes_from() -> None:
    text = SEASON + 'corrections: {weeks: {1: {genres: Soul 1, was: "Rap 2", reason: ear}}}\n'
    (one,) = explain("a", {1: ("Rap 2", "a")}, text=text).appearances
    assert said(one) == (1, 0, "Soul", "counts", "placed")
    assert one.corrected is not None
    assert (one.corrected.path, one.corrected.words) == (
        "corrections.weeks.1",
        "the description of week 1 is corrected: ear",
    )
    (stale,) = explain("a", {1: ("Rap 1", "a")}, text=text).appearances
    assert (stale.corrected, stale.genre, stale.standing) == (None, None, "held")
    assert stale.complaint is not None
    assert "was: Rap 2; now: Rap 1" in stale.complaint


def test_a_pin_that_leaves_a_track_out_is_the_rule() -> None:
    text = SEASON.replace("genres: [Soul]", "genres: [Soul], pin: state/pins/soul.json")
    config = loaded(text)
    st = state(config.config, {1: ("Soul 1", "a")})
    pinned = replace(st, pins=(Pin("state/pins/soul.json", "2026-01-01", "back", (track("b"),)),))
    answer = explainer_of(config, pinned).explain(uri("a"))
    (one,) = answer.appearances
    assert (one.fate, paths(one.rules)) == ("pinned", ["masters.soul.pin"])
    assert paths(one.homes[0].barred_by) == ["masters.soul.pin"]
    assert answer.nearest.words == "Without this pin it would be in ♩ Soul too."


def test_what_has_no_uri_is_explained_by_its_place() -> None:
    asked = explainer({1: ("Rap 3", (track("a"), NULL, LOCAL)), 2: ("Rap 1", (NULL,))})
    assert asked.names == (uri("a"), "1:2", LOCAL.uri, "2:1")
    null = asked.explain("1:2")
    (one,) = null.appearances
    assert (one.fate, null.members, null.holdings) == ("unaddressable", (), ())
    (rule,) = one.rules
    assert (rule.path, str(rule.place)) == ("built-in.null", "state/weeks/1.json:11:5")


def test_one_content_in_two_readings_of_a_week_is_told_apart() -> None:
    config = loaded(SEASON)
    one = reading(1, "Rap 1", "a")
    week = WeekState(1, one, replace(one, snapshot="v2"))
    answer = explainer_of(config, State((week,))).explain(uri("a"))
    assert [one.standing for one in answer.appearances] == ["counts", "older"]
