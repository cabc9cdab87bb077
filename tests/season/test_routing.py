"""Homes of items: by genre, by `also`, by correction; and what is placed nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.errors import DataError
from aum_sync.season.items import Artist
from aum_sync.season.wanted import want
from tests.seasons import (
    EPISODE,
    LOCAL,
    MASTERS,
    NULL,
    changes,
    config,
    fates,
    plan,
    state,
    targets,
    track,
    uri,
)

HEBREW = """
masters:
  rap: {playlist: "0000000000000000000rap", genres: [Rap]}
  israeli:
    playlist: "000000000000000israeli"
    genres: [Israeli]
    also:
      - script: Hebrew
      - {artists: [Noga Erez, 0000000000000000artist], review: true}
  sort: {playlist: "000000000000000000sort", catch_all: true}
drop: [Dubstep]
"""


def test_segments_follow_each_other_in_order() -> None:
    cfg = config()
    st = state(cfg, {1: ("Rap 2, Soul 1", "a b c"), 2: ("Soul 1", "d")})
    assert targets(cfg, st) == {"rap": "a b", "soul": "c d", "sort": ""}


def test_an_inferred_count_places_tracks() -> None:
    cfg = config()
    assert targets(cfg, state(cfg, {1: ("♩ Rap ♩ Soul 1", "a b c")}))["rap"] == "a b"


def test_an_unknown_genre_goes_to_the_catch_all() -> None:
    cfg = config()
    made = plan(cfg, state(cfg, {1: ("Polka 1, Rap 1", "a b")}))
    assert fates(made) == {"1.0": "triage", "1.1": "placed"}
    assert changes(made, "sort") == ["+a catch-all"]
    assert made.fates[0].rule == "masters.sort.catch_all"


def test_a_script_in_title_or_artist_gives_a_second_home() -> None:
    cfg = config(HEBREW)
    by_title = track("a", title="שלום Remix")
    by_artist = replace(track("b"), artists=(Artist("1", "Someone"), Artist("2", "נועה")))
    only_a_mark = track("c", title="Song \u05be 4")
    st = state(cfg, {1: ("Rap 3", (by_title, by_artist, only_a_mark))})
    assert targets(cfg, st) == {"rap": "a b c", "israeli": "a b", "sort": ""}
    assert [
        (a.rule, a.path) for m in plan(cfg, st).masters for a in m.add if m.key == "israeli"
    ] == [("also", "masters.israeli.also[0]")] * 2


def test_an_artist_counts_by_whole_name_or_id_and_is_marked_for_review() -> None:
    cfg = config(HEBREW)
    named = replace(track("a"), artists=(Artist("1", "  NOGA  erez "),))
    longer = replace(track("b"), artists=(Artist("2", "Noga Erezi"),))
    by_id = replace(track("c"), artists=(Artist("0000000000000000artist", "Anyone"),))
    st = state(cfg, {1: ("Rap 3", (named, longer, by_id))})
    assert targets(cfg, st)["israeli"] == "a c"
    adds = {a.uri: a.review for m in plan(cfg, st).masters for a in m.add if m.key == "israeli"}
    assert adds == {uri("a"): True, uri("c"): True}


def test_a_second_home_that_is_the_first_is_one() -> None:
    cfg = config(HEBREW)
    made = plan(cfg, state(cfg, {1: ("Israeli 1", (track("a", title="שלום"),))}))
    assert made.fates[0].masters == ("israeli",)
    assert made.fates[0].rule == "masters.israeli.genres[0]"


def test_dropped_items_get_no_second_home_and_unknown_ones_do() -> None:
    cfg = config(HEBREW)
    st = state(
        cfg, {1: ("Dubstep 1, Polka 1", (track("a", title="שלום"), track("b", title="שלום")))}
    )
    assert targets(cfg, st) == {"rap": "", "israeli": "b", "sort": "b"}
    made = plan(cfg, st)
    assert fates(made) == {"1.0": "dropped", "1.1": "placed"}
    assert made.fates[0].rule == "drop[0]"


def test_held_weeks_place_nothing_and_say_so() -> None:
    cfg = config(HEBREW)
    made = plan(cfg, state(cfg, {1: ("Rap 9", (track("a", title="שלום"), NULL))}))
    assert fates(made) == {"1.0": "held", "1.1": "held"}
    assert not made.changed


def test_triage_sends_the_whole_held_reading_to_the_catch_all() -> None:
    cfg = config(HEBREW + "policy: {on_mismatch: triage}")
    st = state(cfg, {1: ("Rap 9", (track("a", title="שלום"), track("b")))})
    assert targets(cfg, st) == {"rap": "", "israeli": "", "sort": "a b"}


def test_fail_makes_no_plan_and_names_every_week() -> None:
    cfg = config(MASTERS + "policy: {on_mismatch: fail}")
    st = state(cfg, {1: ("Rap 1", "a"), 2: ("Rap 9", "b"), 3: ("", "c")})
    with pytest.raises(DataError) as caught:
        plan(cfg, st)
    assert [fault.message.split(" does")[0] for fault in caught.value.faults] == [
        "week 2",
        "week 3",
    ]
    good = state(cfg, {1: ("Rap 1", "a")})
    assert plan(cfg, good).changed


def test_nulls_local_files_and_episodes_keep_their_position_and_are_not_placed() -> None:
    cfg = config()
    content = (NULL, track("a"), LOCAL, EPISODE, track("b"))
    made = plan(cfg, state(cfg, {1: ("Rap 4, Soul 1", content)}))
    assert [fates(made)[f"1.{n}"] for n in range(5)] == [
        "unaddressable",
        "placed",
        "unaddressable",
        "unsupported",
        "placed",
    ]
    assert changes(made, "soul") == ["+b alias"]


CORRECTION = """
corrections:
  tracks:
    {uri}: {{master: {master}, reason: heard}}
"""


@pytest.mark.parametrize(
    ("master", "expected"),
    [
        ("soul", {"rap": "b", "soul": "a", "sort": ""}),
        ("[rap, soul]", {"rap": "a b", "soul": "a", "sort": ""}),
        ("none", {"rap": "b", "soul": "", "sort": ""}),
    ],
)
def test_a_track_correction_beats_genre_in_every_week(
    master: str, expected: dict[str, str]
) -> None:
    cfg = config(MASTERS + CORRECTION.format(uri=uri("a"), master=master))
    st = state(cfg, {1: ("Rap 2", "a b"), 2: ("Polka 1", "a")})
    assert targets(cfg, st) == expected
    made = plan(cfg, st)
    assert made.fates[0].rule.startswith("corrections.tracks")
    assert fates(made)["2.0"] == ("dropped" if master == "none" else "duplicate")


def test_a_correction_holds_for_the_recording_not_for_the_uri_alone() -> None:
    cfg = config(MASTERS + CORRECTION.format(uri=uri("a"), master="soul"))
    twin = track("b", isrc="USUM71703861")
    st = state(cfg, {1: ("Rap 2", (twin, track("a", isrc="USUM71703861")))})
    assert targets(cfg, st) == {"rap": "", "soul": "b", "sort": ""}


def test_weeks_outside_the_range_place_nothing() -> None:
    cfg = config()
    st = state(cfg, {50: ("Rap 1", "a"), 51: ("Rap 1", "b")})
    assert targets(cfg, st)["rap"] == "a"
    assert list(fates(plan(cfg, st))) == ["50.0"]


@pytest.mark.parametrize(
    "odd", ["", "javascript:x", "spotify:episode:" + "0" * 22, "spotify:track:a"]
)
def test_a_track_whose_uri_is_none_is_not_placed_and_said(odd: str) -> None:
    cfg = config()
    made = plan(cfg, state(cfg, {1: ("Rap 2", (replace(track("a"), uri=odd), track("b")))}))
    assert fates(made) == {"1.0": "unsupported", "1.1": "placed"}
    assert changes(made, "rap") == ["+b alias"]
    assert [problem.code for problem in made.problems] == ["odd-uri"]


def test_what_has_a_home_is_routed_and_what_a_correction_sends_nowhere_dropped() -> None:
    tracks = f"{{{uri('b')}: {{master: soul, reason: x}}, {uri('c')}: {{master: none, reason: x}}}}"
    cfg = config(f"{MASTERS}corrections: {{tracks: {tracks}}}")
    routed = want(cfg, state(cfg, {1: ("Rap 3, Polka 1", "a b c d")})).routed
    assert [one.outcome for one in routed] == ["routed", "routed", "dropped", "routed"]
    assert [bool(one.homes) for one in routed] == [True, True, False, True]


def test_what_goes_to_the_catch_all_with_its_whole_week_is_routed_too() -> None:
    cfg = config(f"{MASTERS}policy: {{on_mismatch: triage}}")
    (one,) = want(cfg, state(cfg, {1: ("Rap 2", "a")})).routed
    assert (one.outcome, [home.rule for home in one.homes]) == ("routed", ["catch-all"])
