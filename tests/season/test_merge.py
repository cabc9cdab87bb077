"""merge(base, wanted): why every slot stays or goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.seasons import (
    EPISODE,
    LOCAL,
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


def test_what_stays_keeps_its_order_and_new_tracks_follow_by_week_and_position() -> None:
    cfg = config()
    st = state(cfg, {2: ("Rap 2", "d c"), 1: ("Rap 2", "b a")}, {"rap": "c o a"})
    assert targets(cfg, st)["rap"] == "c o a b d"


def test_an_orphan_stays() -> None:
    cfg = config()
    assert targets(cfg, state(cfg, {1: ("Rap 1", "a")}, {"soul": "o"}))["soul"] == "o"


def test_a_known_track_in_a_wrong_master_goes_with_the_master_it_belongs_in() -> None:
    cfg = config()
    made = plan(cfg, state(cfg, {1: ("Rap 1", "a")}, {"soul": "a"}))
    assert changes(made, "soul") == ["-a misplaced"]
    assert changes(made, "rap") == ["+a alias"]
    remove = next(m for m in made.masters if m.key == "soul").remove[0]
    assert (remove.to, remove.path, remove.week) == (("rap",), "masters.rap.genres[0]", 1)


def test_a_second_slot_of_a_recording_goes() -> None:
    cfg = config()
    made = plan(cfg, state(cfg, {1: ("Rap 1", "a")}, {"rap": "a b a", "soul": "o p o"}))
    assert changes(made, "rap") == ["-a duplicate"]
    assert changes(made, "soul") == ["-o duplicate"]
    assert next(m for m in made.masters if m.key == "rap").remove[0].at == 2


def test_the_member_that_a_master_already_holds_stays() -> None:
    cfg = config()
    twin, other = track("x", isrc="GBAYE0601498"), track("a", isrc="GBAYE0601498")
    made = plan(cfg, state(cfg, {1: ("Rap 1", (other,))}, {"rap": (twin,)}))
    assert not made.changed
    assert made.fates[0].held_as == uri("x")
    assert fates(made) == {"1.0": "placed"}


def test_one_recording_under_two_uris_is_placed_once_and_the_second_says_where() -> None:
    cfg = config()
    weeks = {
        2: ("Rap 1", (track("b", isrc="GBAYE0601498"),)),
        1: ("Rap 1", (track("a", isrc="GBAYE0601498"),)),
    }
    made = plan(cfg, state(cfg, weeks))
    assert changes(made, "rap") == ["+a alias"]
    assert fates(made) == {"1.0": "placed", "2.0": "duplicate"}
    assert (made.fates[1].of, made.fates[1].held_as) == ((1, 0), uri("a"))


def test_one_recording_in_two_masters_by_genre_is_allowed_and_listed() -> None:
    cfg = config()
    made = plan(cfg, state(cfg, {1: ("Rap 1", "a"), 2: ("Soul 1", "a")}))
    assert fates(made) == {"1.0": "placed", "2.0": "placed"}
    assert "overlap" in codes(made)


def test_unaddressable_slots_and_episodes_stay_where_they_are() -> None:
    cfg = config()
    base = (*slots("- a"), LOCAL, EPISODE, *slots("-"))
    st = state(cfg, {1: ("Rap 1", "a")}, {"rap": base})
    assert not plan(cfg, st).changed


def test_a_dropped_genre_leaves_the_masters() -> None:
    cfg = config(MASTERS + "drop: [Dubstep]")
    made = plan(cfg, state(cfg, {1: ("Dubstep 1", "a")}, {"rap": "a"}))
    assert changes(made, "rap") == ["-a dropped"]
    assert codes(made) == []


def test_tracks_of_weeks_that_never_passed_stay_wherever_they_are() -> None:
    cfg = config()
    made = plan(cfg, state(cfg, {1: ("Rap 9", "a b")}, {"soul": "a", "rap": "b"}))
    assert not made.changed


def test_tracks_only_in_a_newer_reading_that_fails_stay_too() -> None:
    cfg = config()
    st = state(cfg, {1: ("Rap 1", "a")}, {"soul": "b"}, held={1: ("Rap 9", "a b")})
    assert changes(plan(cfg, st), "soul") == []


def test_a_correction_moves_a_track_with_its_reason() -> None:
    yaml = f"corrections: {{tracks: {{{uri('a')}: {{master: soul, reason: heard}}}}}}"
    cfg = config(MASTERS + yaml)
    made = plan(cfg, state(cfg, {1: ("Rap 1", "a")}, {"rap": "a"}))
    assert changes(made, "rap") == ["-a corrected"]
    none = config(MASTERS + yaml.replace("master: soul", "master: none"))
    made = plan(none, state(none, {1: ("Rap 1", "a")}, {"rap": "a"}))
    assert (changes(made, "rap"), codes(made)) == (["-a corrected"], [])


def test_a_track_of_a_week_outside_the_range_would_go_and_is_refused() -> None:
    cfg = config()
    made = plan(cfg, state(cfg, {51: ("Rap 1", "a")}, {"rap": "a"}))
    assert changes(made, "rap") == ["-a out-of-range"]
    assert codes(made) == ["unexplained", "no-weeks"]


def test_nothing_leaves_for_a_master_that_was_never_read() -> None:
    cfg = config()
    st = state(cfg, {1: ("Rap 1", "a")}, {"soul": "a"})
    unread = replace(st, snapshots=tuple(s for s in st.snapshots if s.key != "rap"))
    made = plan(cfg, unread)
    assert not made.changed
    assert codes(made) == ["unread"]


ORPHANS = {
    "remove": {"rap": "a k", "soul": "", "sort": ""},
    "{move_to: sort}": {"rap": "a k", "soul": "", "sort": "o p"},
    "keep": {"rap": "o a k", "soul": "p o", "sort": ""},
}


@pytest.mark.parametrize(("policy", "expected"), ORPHANS.items())
def test_orphans_follow_the_policy_and_keep_beats_it(policy: str, expected: dict[str, str]) -> None:
    cfg = config(
        MASTERS.replace("[Rap, Hip Hop]", f"[Rap], keep: ['{uri('k')}']")
        + f"policy: {{orphans: {policy}}}"
    )
    st = state(cfg, {1: ("Rap 1", "a")}, {"rap": "o a k", "soul": "p o"})
    assert targets(cfg, st) == expected
    assert codes(plan(cfg, st)) == []


def test_an_orphan_that_its_destination_could_not_take_stays() -> None:
    yaml = f"""
    masters:
      rap: {{playlist: "0000000000000000000rap", genres: [Rap], keep: ["{uri("o")}"]}}
      soul: {{playlist: "000000000000000000soul", genres: [Soul]}}
      old: {{playlist: "0000000000000000000old", genres: [Old], excludes: [rap]}}
      sort: {{playlist: "000000000000000000sort", catch_all: true}}
    policy: {{orphans: {{move_to: old}}}}
    """
    cfg = config(yaml)
    st = state(cfg, {1: ("Rap 1", "a")}, {"rap": "a o -", "soul": "o p -"})
    assert targets(cfg, st) == {"rap": "a o -", "soul": "o -", "old": "p", "sort": ""}
    unread = replace(st, snapshots=tuple(s for s in st.snapshots if s.key != "old"))
    assert not plan(cfg, unread).changed


MOVING = """
masters:
  rap: {playlist: "0000000000000000000rap", genres: [Rap], excludes: [soul]}
  soul: {playlist: "000000000000000000soul", genres: [Soul]}
  sort: {playlist: "000000000000000000sort", catch_all: true}
policy: {orphans: {move_to: rap}}
"""


def test_an_orphan_moves_out_of_a_master_that_the_destination_excludes() -> None:
    cfg = config(MOVING)
    st = state(cfg, {1: ("Rap 1", "a")}, {"soul": "o", "sort": "p"})
    assert targets(cfg, st) == {"rap": "a p o", "soul": "", "sort": ""}


def test_an_orphan_in_two_masters_moves_once_and_leaves_both() -> None:
    cfg = config(MOVING.replace(", excludes: [soul]", ""))
    st = state(cfg, {1: ("Rap 1", "a")}, {"soul": "o", "sort": "o"})
    assert targets(cfg, st) == {"rap": "a o", "soul": "", "sort": ""}


def test_what_only_a_superseded_lock_holds_is_an_orphan() -> None:
    yaml = 'corrections: {weeks: {1: {genres: Rap 1, was: "Rap 9", reason: ear}}}'
    cfg = config(MASTERS + yaml)
    # The correction lets the held reading pass, so the lock that held b no longer counts.
    st = state(config(), {1: ("Rap 2", "a b")}, {"rap": "a b"}, held={1: ("Rap 9", "a")})
    assert targets(cfg, st)["rap"] == "a b"


def test_an_orphan_in_two_masters_that_the_destination_excludes_leaves_both() -> None:
    cfg = config(MOVING.replace("[soul]}", "[soul, old]}").replace("  sort:", OLD + "  sort:"))
    st = state(cfg, {1: ("Rap 1", "a")}, {"soul": "o", "old": "o"})
    assert targets(cfg, st) == {"old": "", "rap": "a o", "soul": "", "sort": ""}


OLD = '  old: {playlist: "0000000000000000000old", genres: [Old]}\n'


def test_what_a_held_week_or_one_out_of_range_knows_is_no_orphan_and_moves_nowhere() -> None:
    cfg = config(MOVING)
    st = state(cfg, {1: ("Rap 9", "a"), 60: ("Rap 1", "b")}, {"sort": "a b"})
    assert targets(cfg, st)["rap"] == ""


def test_where_a_recording_is_a_uri_every_uri_is_placed() -> None:
    cfg = config(MASTERS + "policy: {duplicates: uri}")
    twins = (track("a", isrc="GBAYE0601498"), track("b", isrc="GBAYE0601498"))
    assert targets(cfg, state(cfg, {1: ("Rap 2", twins)}))["rap"] == "a b"
    assert targets(config(), state(config(), {1: ("Rap 2", twins)}))["rap"] == "a"


def test_every_held_week_and_every_one_out_of_range_is_known() -> None:
    cfg = config(MOVING)
    weeks = {1: ("Rap 9", "a"), 2: ("Rap 9", "b"), 60: ("Rap 1", "c"), 61: ("Rap 1", "d")}
    st = state(cfg, weeks, {"sort": "a b", "soul": "c d"})
    assert targets(cfg, st) == {"rap": "", "soul": "", "sort": "a b"}
    assert changes(plan(cfg, st), "soul") == ["-c out-of-range", "-d out-of-range"]


def test_a_relinked_track_is_corrected_under_either_uri() -> None:
    one = replace(track("a"), linked_from=uri("b"))
    for name in "ab":
        yaml = f"corrections: {{tracks: {{{uri(name)}: {{master: soul, reason: heard}}}}}}"
        cfg = config(MASTERS + yaml)
        assert changes(plan(cfg, state(cfg, {1: ("Rap 1", (one,))})), "soul") == ["+b correction"]


MOVED = "policy: {orphans: {move_to: sort}}"


def test_an_orphan_that_stays_in_its_master_is_not_sent_on() -> None:
    kept = MASTERS.replace("[Soul]", f"[Soul], keep: ['{uri('x')}']")
    blocked = MASTERS.replace("[Soul]", "[Soul], pin: state/pins/soul.json")
    for yaml in (kept, blocked):
        cfg = config(yaml + MOVED)
        made = plan(cfg, state(cfg, {}, {"soul": "x", "sort": "y"}))
        assert changes(made, "soul") == changes(made, "sort") == []


def test_what_cannot_be_written_keeps_its_orphans() -> None:
    cfg = config(
        MASTERS.replace("[Soul]", "[Soul], pin: state/pins/soul.json") + "policy: {orphans: remove}"
    )
    found = targets(cfg, state(cfg, {}, {"rap": "x", "soul": "x"}))
    assert (found["rap"], found["soul"]) == ("", "x")


def test_an_orphan_that_gives_way_to_its_copy_is_not_sent_on() -> None:
    yaml = MASTERS.replace("[Soul]", f"[Soul], keep: ['{uri('x')}']")
    cfg = config(yaml.replace("[Rap, Hip Hop]", "[Rap], excludes: [soul]") + MOVED)
    made = plan(cfg, state(cfg, {}, {"rap": "x", "soul": "x"}))
    assert changes(made, "rap") == ["-x excluded"]
    assert changes(made, "sort") == []
