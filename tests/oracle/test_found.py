"""Seasons on which the engine and the oracle once disagreed, at their smallest, and two more."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.plan.build import build
from aum_sync.season.items import Pin, Snapshot, State
from aum_sync.season.recordings import Recordings
from tests.seasons import (
    MASTERS,
    Slots,
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

MIX = f"{'mixtape':0>22}"
HERE, THERE = track("a", isrc="GBAYE0601498"), track("b", isrc="GBAYE0601498")


def beside(st: State, content: Slots) -> State:
    """The state with another playlist that was read."""
    return replace(st, others=(Snapshot(MIX, MIX, "Mix", "", True, "v1", None, slots(content)),))


def unread(st: State, key: str) -> State:
    """The state before this master was ever read."""
    return replace(st, snapshots=tuple(one for one in st.snapshots if one.key != key))


def pinned(st: State, content: Slots) -> State:
    return replace(st, pins=(Pin("state/pins/rap.json", "2026-11-22", "", slots(content)),))


PINNED = MASTERS.replace("[Rap, Hip Hop]", "[Rap], pin: state/pins/rap.json")


def test_an_alias_with_a_slash_is_a_part_of_a_compound() -> None:
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", "[Dub/Rap, Polka]"))
    made = plan(cfg, state(cfg, {1: ("Dub/Rap/Polka 1, Dub / Rap 1", "a b")}))
    assert changes(made, "rap") == ["+a compound", "+b compound"]


def test_what_the_catch_all_excludes_by_its_own_list_is_excluded() -> None:
    cfg = config(MASTERS.replace("catch_all: true", "catch_all: true, excludes: [rap]"))
    made = plan(cfg, state(cfg, {}, {"rap": "o", "sort": "o"}))
    assert changes(made, "sort") == ["-o excluded"]


def test_two_tellings_of_strangers_never_make_one_of_two_recordings() -> None:
    weeks = (track("a", isrc="I1"), track("e", isrc="I2"))
    bridge = (track("u", "V", title="Bridge"), track("v", "V", title="Bridge"))
    masters = (track("u", isrc="I1"), *bridge, track("v", isrc="I2"))
    recordings = Recordings(weeks, masters)
    assert [recordings.of(uri(name)) for name in "uv"] == [uri("a"), uri("e")]
    assert recordings.of(uri("a")) != recordings.of(uri("e"))


def test_what_another_home_refuses_for_an_unread_master_stays() -> None:
    cfg = config()
    st = state(cfg, {1: ("Soul 1", "a"), 2: ("Polka 1", "a")}, {"rap": "a"})
    made = plan(cfg, unread(st, "soul"))
    assert not made.changed
    assert "unexplained" not in codes(made)


def test_what_its_only_home_is_cleaned_of_stays() -> None:
    cfg = config(MASTERS + "cleanup: [{remove_from: soul, also_in: 1}]")
    made = plan(cfg, state(cfg, {1: ("Soul 1", "a")}, {"rap": "a"}))
    assert not made.changed
    assert codes(made) == []


def test_an_orphan_that_its_destination_is_cleaned_of_stays() -> None:
    yaml = f"cleanup: [{{remove_from: sort, also_in: {MIX}}}]\n"
    cfg = config(MASTERS + yaml + "policy: {orphans: {move_to: sort}}")
    made = plan(cfg, beside(state(cfg, {}, {"rap": "o p"}), "o"))
    assert changes(made, "rap") == ["-p orphan"]
    assert changes(made, "sort") == ["+p orphan"]


def test_an_orphan_moves_into_a_pin_that_holds_it_and_into_no_other() -> None:
    cfg = config(PINNED + "policy: {orphans: {move_to: rap}}")
    st = pinned(state(cfg, {1: ("Soul 1", "s")}, {"soul": "o p"}), "o")
    assert targets(cfg, st) == {"rap": "o", "soul": "p s", "sort": ""}


def test_a_master_that_cannot_be_read_keeps_its_orphans_and_what_excludes_it_waits() -> None:
    cfg = config(MASTERS.replace("[Soul]", "[Soul], excludes: [rap]") + "policy: {orphans: remove}")
    st = state(cfg, {}, {"rap": "o", "soul": "o p"})
    made = build(
        cfg, st, commit=None, base_from="snapshots", unreadable={"rap": ("it is gone", None)}
    )
    assert changes(made, "soul") == ["-p orphan"]


def test_a_stale_correction_makes_no_orphans_of_what_the_lock_holds() -> None:
    correction = "corrections: {weeks: {1: {genres: Rap 1, was: Another text, reason: ear}}}"
    cfg = config(MASTERS + correction + "\npolicy: {orphans: remove}")
    st = state(config(), {1: ("Rap 1", "a")}, {"rap": "a b o"}, held={1: ("Rap 9", "b")})
    assert changes(plan(cfg, st), "rap") == ["-o orphan"]


def test_a_playlist_loses_nothing_for_a_master_that_was_never_read() -> None:
    cfg = config(MASTERS + f"cleanup: [{{remove_from: {MIX}, also_in: rap}}]")
    st = beside(state(cfg, {1: ("Rap 1", "a")}), "a")
    assert changes(plan(cfg, unread(st, "rap")), MIX) == []
    assert changes(plan(cfg, st), MIX) == ["-a cleanup"]


def test_what_a_pin_holds_under_its_own_id_is_not_held_as_another() -> None:
    cfg = config(PINNED)
    st = state(cfg, {1: ("Rap 1", (HERE,))})
    assert plan(cfg, pinned(st, (HERE, THERE))).fates[0].held_as is None
    other = plan(cfg, pinned(st, (THERE,)))
    assert (other.fates[0].held_as, fates(other)) == (uri("b"), {"1.0": "placed"})


def test_a_correction_counts_only_for_a_track_that_a_week_holds() -> None:
    correction = f"corrections: {{tracks: {{'{uri('b')}': {{master: soul, reason: ear}}}}}}"
    cfg = config(MASTERS + correction)
    made = plan(cfg, state(cfg, {1: ("Rap 1", (HERE,))}, {"soul": (THERE,)}))
    assert changes(made, "soul") == ["-b misplaced"]
    assert changes(made, "rap") == ["+a alias"]


def test_excluded_is_said_before_triage() -> None:
    cfg = config(PINNED.replace("[Soul]", "[Soul], excludes: [rap], also: [{script: Hebrew}]"))
    hebrew = track("g", title="שלום")
    made = plan(cfg, pinned(state(cfg, {1: ("Polka 1", (hebrew,))}), (hebrew,)))
    assert (fates(made), made.fates[0].masters) == ({"1.0": "excluded"}, ("sort",))


def test_an_orphan_that_stays_where_it_is_is_not_sent_on() -> None:
    blocked = {"rap": ("it cannot be read now", None)}
    cfg = config(
        MASTERS.replace("[Soul]", "[Soul], excludes: [rap]") + "policy: {orphans: {move_to: sort}}"
    )
    made = build(
        cfg,
        state(cfg, {}, {"rap": "o", "soul": "o p"}),
        commit=None,
        base_from="snapshots",
        unreadable=blocked,
    )
    assert changes(made, "soul") == ["-p orphan"]
    assert changes(made, "sort") == ["+p orphan"]


def test_an_orphan_that_leaves_for_whom_its_master_gives_way_to_is_not_sent_on() -> None:
    kept = MASTERS.replace("[Rap, Hip Hop]", f"[Rap], keep: ['{uri('o')}']")
    cfg = config(
        kept.replace("[Soul]", "[Soul], excludes: [rap]") + "policy: {orphans: {move_to: sort}}"
    )
    st = state(cfg, {}, {"rap": "o", "soul": "o p"})
    assert targets(cfg, st) == {"rap": "o", "soul": "", "sort": "p"}
