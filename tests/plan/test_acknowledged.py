"""Larger losses that are meant: by number, for masters and for playlists that are cleaned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.plan.idle import idle_rules
from aum_sync.plan.types import Problem
from aum_sync.plan.workings import work_out
from aum_sync.season.items import Pin, Snapshot, State
from tests.seasons import MASTERS, codes, config, plan, slots, state

MIX, WEEK_9 = f"{'mixtape':0>22}", f"{9:0>22}"
NONE_FREE = "policy: {max_removals: {percent: 0, tracks: 0}, acknowledge: [%s]}\n"


def yaml(*said: str) -> str:
    return MASTERS + NONE_FREE % ", ".join(f"{{{one}, reason: meant}}" for one in said)


def cleaned(st: State, playlist: str) -> State:
    other = Snapshot(playlist, playlist, "Mixtape", "", True, "v1", None, slots("a b x"))
    return replace(st, others=(other,))


def problem(text: str, bases: dict[str, str]) -> Problem | None:
    """What is said of the removals of a plan for a season whose week 1 wants a and b in soul."""
    cfg = config(text)
    made = plan(cfg, state(cfg, {1: ("Soul 2", "a b")}, {"soul": "a b", **bases}))
    return next(iter(made.problems), None)


@pytest.mark.parametrize(
    "name", [MIX, f"spotify:playlist:{MIX}", f"https://open.spotify.com/playlist/{MIX}?si=1"]
)
def test_a_playlist_that_is_cleaned_is_named_by_its_id_uri_or_url(name: str) -> None:
    rule = f"cleanup: [{{remove_from: {MIX}, also_in: soul}}]\n"
    for number, expected in ((2, []), (1, ["max-removals"])):
        cfg = config(yaml(f"master: '{name}', removals: {number}") + rule)
        st = cleaned(state(cfg, {1: ("Soul 2", "a b")}, {"soul": "a b"}), MIX)
        assert codes(plan(cfg, st)) == expected


def test_a_week_that_is_cleaned_is_named_by_the_id_that_the_plan_gives() -> None:
    cfg = config(yaml() + "cleanup: [{remove_from: 9, also_in: soul}]")
    weeks = {1: ("Soul 2", "a b"), 9: ("Soul 1", "x")}
    (told,) = plan(cfg, cleaned(state(cfg, weeks, {"soul": "a b x"}), WEEK_9)).problems
    word = f"master: '{WEEK_9}', removals: 3"
    assert word.replace("'", "") in str(told.hint)
    cfg = config(yaml(word) + "cleanup: [{remove_from: 9, also_in: soul}]")
    assert codes(plan(cfg, cleaned(state(cfg, weeks, {"soul": "a b x"}), WEEK_9))) == []


def test_a_master_is_named_by_its_playlist_too() -> None:
    said = "master: '0000000000000000000rap', removals: 2"
    assert problem(yaml(said), {"rap": "a b"}) is None


def test_another_number_than_the_plan_takes_is_told_where_it_stands() -> None:
    told = problem(yaml("master: rap, removals: 1"), {"rap": "a b"})
    assert told is not None
    assert (told.level, told.code) == ("error", "max-removals")
    assert told.text.endswith("policy.max_removals allows 0, and policy.acknowledge[0] 1")
    assert told.hint == "if that is meant, set policy.acknowledge[0].removals to 2"


def test_one_that_has_served_is_told_with_what_to_do() -> None:
    told = problem(yaml("master: rap, removals: 2"), {"rap": "r"})
    assert told is not None
    assert (told.level, told.code, told.master) == ("warning", "stale-acknowledgement", "rap")
    assert told.text == "policy.acknowledge[0] lets 'rap' lose 2 tracks; this plan takes none"
    assert str(told.hint).startswith("take policy.acknowledge[0] out")


def test_one_for_a_master_that_may_lose_what_it_likes_is_stale_by_its_number_alone() -> None:
    said = "master: sort, removals: 1"
    assert problem(yaml(said), {"sort": "a"}) is None
    told = problem(yaml(said), {"sort": "a b"})
    assert told is not None
    assert told.text.endswith("this plan takes 2")


def test_nothing_is_said_of_one_for_a_master_that_was_never_read() -> None:
    cfg = config(yaml("master: rap, removals: 1"))
    st = state(cfg, {1: ("Soul 1", "a")}, {"soul": "a"})
    unread = replace(st, snapshots=tuple(one for one in st.snapshots if one.key != "rap"))
    assert codes(plan(cfg, unread)) == ["unread"]


def test_validate_counts_those_that_fit_nothing() -> None:
    said = ("master: rap, removals: 2", f"master: '{MIX}', removals: 3")
    rule = f"cleanup: [{{remove_from: {MIX}, also_in: soul}}]\n"

    def stale(bases: dict[str, str], weeks: str) -> list[tuple[str, ...]]:
        cfg = config(yaml(*said) + rule)
        st = cleaned(state(cfg, {1: (f"Soul {len(weeks.split())}", weeks)}, bases), MIX)
        found = idle_rules(work_out(cfg, st))
        return [one.paths for one in found if one.kind == "acknowledgements"]

    assert stale({"rap": "a b"}, "a b x") == []
    assert stale({"rap": "a"}, "a b x") == [("policy.acknowledge[0]",)]
    assert stale({"rap": "a b"}, "a b") == [("policy.acknowledge[1]",)]


def test_one_for_a_playlist_that_was_never_read_may_serve_yet() -> None:
    text = yaml(f"master: '{WEEK_9}', removals: 3") + "cleanup: [{remove_from: 9, also_in: soul}]"
    cfg = config(text)
    st = state(cfg, {1: ("Soul 1", "a")}, {"soul": "a"})
    assert codes(plan(cfg, st)) == ["cleanup-unread"]
    assert "acknowledgements" not in [one.kind for one in idle_rules(work_out(cfg, st))]


def test_one_of_a_master_that_is_yet_to_be_made_fits_nothing() -> None:
    text = yaml("master: rap, removals: 1").replace('playlist: "0000000000000000000rap", ', "")
    cfg = config(text)
    assert codes(plan(cfg, state(cfg, {1: ("Rap 1", "a")}))) == ["stale-acknowledgement"]


def test_a_pinned_master_needs_none() -> None:
    text = yaml("master: rap, removals: 1").replace(
        "[Rap, Hip Hop]", "[Rap], pin: state/pins/r.json"
    )
    cfg = config(text)
    st = state(cfg, {1: ("Soul 1", "a")}, {"soul": "a", "rap": "r s"})
    pinned = replace(st, pins=(Pin("state/pins/r.json", "2026-11-22", "back", ()),))
    assert sorted(codes(plan(cfg, pinned))) == ["pinned", "stale-acknowledgement"]
