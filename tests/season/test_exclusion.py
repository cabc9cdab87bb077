"""Mutual exclusion works on recordings, over the whole season, on what masters will hold."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.season.items import Pin
from tests.seasons import (
    MASTERS,
    changes,
    codes,
    config,
    fates,
    plan,
    slots,
    state,
    targets,
    track,
    uri,
)

YAML = """
masters:
  israeli: {playlist: "000000000000000israeli", genres: [Israeli], excludes: [mizrahi, rap]}
  mizrahi: {playlist: "000000000000000mizrahi", genres: [Mizrahi]}
  rap: {playlist: "0000000000000000000rap", genres: [Rap], excludes: [mizrahi]}
  sort: {playlist: "000000000000000000sort", catch_all: true}
"""


def test_a_recording_leaves_a_master_for_one_that_it_excludes_whatever_the_week() -> None:
    cfg = config(YAML)
    st = state(cfg, {1: ("Israeli 1", "a"), 9: ("Mizrahi 1", "a")})
    assert targets(cfg, st) == {"israeli": "", "mizrahi": "a", "rap": "", "sort": ""}
    made = plan(cfg, st)
    assert fates(made) == {"1.0": "excluded", "9.0": "placed"}
    refusal = made.fates[0].refused[0]
    assert (refusal.master, refusal.by) == ("israeli", "mizrahi")
    assert refusal.rule == made.fates[0].rule == "masters.israeli.excludes[0]"


def test_it_holds_for_the_recording_under_another_uri() -> None:
    cfg = config(YAML)
    one, other = track("a", isrc="GBAYE0601498"), track("b", isrc="GBAYE0601498")
    st = state(cfg, {1: ("Israeli 1", (one,)), 9: ("Mizrahi 1", (other,))}, {"israeli": (one,)})
    assert targets(cfg, st)["israeli"] == ""
    assert changes(plan(cfg, st), "israeli") == ["-a excluded"]


def test_orphans_of_the_excluded_master_count_too() -> None:
    cfg = config(YAML)
    st = state(cfg, {1: ("Israeli 1", "o")}, {"mizrahi": "o"})
    # The week asks for israeli alone, so o is known and not wanted in mizrahi: it moves.
    assert targets(cfg, st) == {"israeli": "o", "mizrahi": "", "rap": "", "sort": ""}
    orphan = state(cfg, {1: ("Rap 1", "a")}, {"mizrahi": "o", "israeli": "o"})
    assert targets(cfg, orphan) == {"israeli": "", "mizrahi": "o", "rap": "a", "sort": ""}
    assert changes(plan(cfg, orphan), "israeli") == ["-o excluded"]


def test_exclusion_beats_keep_and_held() -> None:
    keeping = YAML.replace("genres: [Israeli]", f"genres: [Israeli], keep: ['{uri('o')}']")
    cfg = config(keeping)
    st = state(cfg, {1: ("Israeli 9", "h")}, {"mizrahi": "o h", "israeli": "o h"})
    assert targets(cfg, st)["israeli"] == ""


def test_masters_are_resolved_in_the_order_of_their_exclusions() -> None:
    cfg = config(YAML)
    # rap loses a to mizrahi, so israeli is barred by mizrahi alone and not by rap.
    st = state(cfg, {1: ("Rap 1, Israeli 1", "a b"), 2: ("Mizrahi 1", "a"), 3: ("Rap 1", "b")})
    assert targets(cfg, st) == {"israeli": "", "mizrahi": "a", "rap": "b", "sort": ""}
    assert fates(plan(cfg, st)) == {
        "1.0": "excluded",
        "1.1": "excluded",
        "2.0": "placed",
        "3.0": "placed",
    }


def test_the_catch_all_gives_way_to_a_genre_and_not_to_also() -> None:
    yaml = YAML.replace("genres: [Israeli]", "genres: [Israeli], also: [{script: Hebrew}]")
    cfg = config(yaml)
    st = state(cfg, {1: ("Polka 2", (track("a"), track("b", title="שלום"))), 2: ("Rap 1", "a")})
    assert targets(cfg, st) == {"israeli": "b", "mizrahi": "", "rap": "a", "sort": "b"}
    made = plan(cfg, st)
    assert fates(made) == {"1.0": "excluded", "1.1": "placed", "2.0": "placed"}
    assert made.fates[0].rule == "masters.sort.catch_all"
    moved = state(cfg, {1: ("Polka 1", "a"), 2: ("Rap 1", "a")}, {"sort": "a"})
    assert changes(plan(cfg, moved), "sort") == ["-a misplaced"]


def test_nothing_leaves_for_the_sake_of_a_master_that_was_never_read() -> None:
    cfg = config(YAML)
    st = state(cfg, {1: ("Israeli 1", "a"), 9: ("Mizrahi 2", "a b")}, {"israeli": "a"})
    unread = replace(st, snapshots=tuple(s for s in st.snapshots if s.key != "mizrahi"))
    made = plan(cfg, unread)
    assert changes(made, "israeli") == []
    assert codes(made)[0] == "unread"
    assert changes(plan(cfg, st), "israeli") == ["-a excluded"]


def test_a_twin_in_the_list_counts_once_and_the_path_is_the_yamls() -> None:
    cfg = config(YAML.replace("[mizrahi, rap]", "[mizrahi, mizrahi, rap]"))
    made = plan(cfg, state(cfg, {1: ("Israeli 1", "a"), 2: ("Rap 1", "a")}))
    assert made.fates[0].rule == "masters.israeli.excludes[2]"


def test_a_master_that_was_never_read_does_not_hide_another_exclusion() -> None:
    cfg = config("""
    masters:
      open: {playlist: "000000000000000000open", genres: [Open], excludes: [unread, rap]}
      rap: {playlist: "0000000000000000000rap", genres: [Rap]}
      unread: {playlist: "0000000000000000unread", genres: [Unread]}
      sort: {playlist: "000000000000000000sort", catch_all: true}
    """)
    st = state(cfg, {1: ("Unread 1", "a"), 2: ("Rap 1", "a")}, {"open": "a"})
    unread = replace(st, snapshots=tuple(s for s in st.snapshots if s.key != "unread"))
    made = plan(cfg, unread)
    assert changes(made, "open") == ["-a excluded"]
    assert next(m for m in made.masters if m.key == "open").remove[0].to == ("rap",)


def test_a_recording_that_two_excluded_masters_hold_is_refused_by_the_first() -> None:
    cfg = config(YAML.replace("[Rap], excludes: [mizrahi]", "[Rap]"))
    made = plan(cfg, state(cfg, {1: ("Israeli 1", "a"), 2: ("Rap 1", "a"), 3: ("Mizrahi 1", "a")}))
    (refusal,) = made.fates[0].refused
    assert (refusal.rule, refusal.by) == ("masters.israeli.excludes[0]", "mizrahi")


def test_a_track_leaves_for_a_master_that_gives_way_to_one_that_holds_it() -> None:
    pin = Pin("state/pins/both.json", "2026-11-22", "mine", slots("a"))
    both = "  both: {playlist: '000000000000000000both', genres: [Both], pin: state/pins/both.json}"
    cfg = config(MASTERS.replace("[Soul]", "[Soul], excludes: [both]") + both)
    st = state(cfg, {1: ("Soul 1", "a")}, {"rap": "a"})
    made = plan(cfg, replace(st, pins=(pin,)))
    assert changes(made, "rap") == ["-a misplaced"]
    assert changes(made, "soul") == []
    assert changes(made, "both") == ["+a pin"]
