"""Cleanup from playlist to playlist: what counts of each is what it will hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.config.types import Config
from aum_sync.errors import DataError
from aum_sync.plan.workings import work_out
from aum_sync.season.items import Snapshot, State
from tests.seasons import MASTERS, Slots, changes, config, plan, slots, state, targets, track, uri

MIX, LIVE, WEEK_9 = (f"{name:0>22}" for name in ("mixtape", "live", "9"))
SAME = (track("a", isrc="GBAYE0601498"), track("b", isrc="GBAYE0601498"))


def cleanups(*rules: str) -> Config:
    return config(MASTERS + f"cleanup: [{', '.join(rules)}]")


def beside(st: State, **contents: Slots) -> State:
    """The state with other playlists that were read."""
    others = (
        Snapshot(key, key, name, "", True, "v1", None, slots(content))
        for name, content in contents.items()
        for key in [f"{name.removeprefix('week'):0>22}"]
    )
    return replace(st, others=(*st.others, *others))


def test_what_leaves_another_playlist_cleans_no_master_any_more() -> None:
    cfg = cleanups(
        f"{{remove_from: {MIX}, also_in: {LIVE}}}", f"{{remove_from: soul, also_in: {MIX}}}"
    )
    made = plan(cfg, beside(state(cfg, {}, {"soul": "a b"}), mixtape="a b", live="a"))
    assert changes(made, MIX) == ["-a cleanup"]
    assert changes(made, "soul") == ["-b cleanup"]


def test_a_chain_goes_from_master_to_playlist_to_master() -> None:
    cfg = cleanups(
        f"{{remove_from: {MIX}, also_in: rap}}", f"{{remove_from: soul, also_in: {MIX}}}"
    )
    made = plan(cfg, beside(state(cfg, {}, {"rap": "a", "soul": "a b"}), mixtape="a b"))
    assert changes(made, MIX) == ["-a cleanup"]
    assert changes(made, "soul") == ["-b cleanup"]


def test_it_goes_on_through_several_playlists_whatever_their_order_in_the_yaml() -> None:
    cfg = cleanups(
        f"{{remove_from: rap, also_in: {MIX}}}",
        f"{{remove_from: {MIX}, also_in: {LIVE}}}",
        f"{{remove_from: {LIVE}, also_in: soul}}",
    )
    st = beside(state(cfg, {}, {"rap": "a", "soul": "a"}), mixtape="a", live="a")
    made = plan(cfg, st)
    assert changes(made, LIVE) == ["-a cleanup"]
    assert changes(made, MIX) == []
    assert changes(made, "rap") == ["-a cleanup"]


def test_the_catch_all_gives_way_to_a_playlist_and_another_one_to_the_catch_all() -> None:
    cfg = cleanups(
        f"{{remove_from: sort, also_in: {MIX}}}", f"{{remove_from: {LIVE}, also_in: sort}}"
    )
    st = beside(state(cfg, {}, {"sort": "a b"}), mixtape="a", live="a b")
    made = plan(cfg, st)
    assert changes(made, "sort") == ["-a cleanup"]
    assert changes(made, LIVE) == ["-b cleanup"]


def test_a_week_that_loses_tracks_counts_as_it_will_be() -> None:
    cfg = cleanups(f"{{remove_from: 9, also_in: {MIX}}}", "{remove_from: soul, also_in: 9}")
    weeks: dict[int, tuple[str, Slots]] = {1: ("Soul 2", "a b"), 9: ("Rap 2", "a b")}
    st = beside(state(cfg, weeks, {"soul": "a b"}), mixtape="a")
    assert changes(plan(cfg, beside(st, week9="a b")), "soul") == ["-b cleanup"]
    # Until its playlist was read for the first time, the lock says what it holds.
    assert changes(plan(cfg, st), "soul") == ["-a cleanup", "-b cleanup"]


def test_a_circle_that_a_week_hides_behind_its_number_is_refused() -> None:
    cfg = cleanups("{remove_from: rap, also_in: 9}", f"{{remove_from: {WEEK_9}, also_in: rap}}")
    st = state(cfg, {9: ("Rap 1", "a")})
    with pytest.raises(DataError, match=f"in a circle: rap → {WEEK_9} → rap") as caught:
        plan(cfg, st)
    hint = "one of them must have the last word: take one of these cleanups out"
    assert caught.value.faults[0].hint == hint
    # As long as the week was not read nobody knows that it is that playlist.
    assert not plan(cfg, beside(state(cfg, {}), week9="a")).changed


def test_keep_names_a_track_of_either_playlist() -> None:
    cfg = cleanups(f"{{remove_from: rap, also_in: soul, keep: ['{uri('b')}']}}")
    one, other = SAME
    st = state(cfg, {}, {"rap": (one,), "soul": (other,)})
    assert targets(cfg, st)["rap"] == "a"
    st = state(cfg, {}, {"rap": (other,), "soul": (one,)})
    assert targets(cfg, st)["rap"] == "b"


def test_keep_does_not_rest_on_an_equal_track_that_a_third_playlist_may_lose() -> None:
    cfg = cleanups(f"{{remove_from: rap, also_in: soul, keep: ['{uri('b')}']}}")
    one, other = SAME
    st = state(cfg, {}, {"rap": (one,), "soul": (one,), "sort": (other,)})
    assert targets(cfg, st)["rap"] == ""


def test_keep_names_a_track_of_a_week() -> None:
    cfg = cleanups(f"{{remove_from: rap, also_in: soul, keep: ['{uri('b')}']}}")
    one, other = SAME
    weeks: dict[int, tuple[str, Slots]] = {1: ("Rap 1, Soul 1", (other, other))}
    st = state(cfg, weeks, {"rap": (one,), "soul": (one,)})
    assert targets(cfg, st)["rap"] == "a"


def test_of_two_playlists_that_keep_a_track_out_one_that_was_read_counts() -> None:
    both = "  both: {playlist: '000000000000000000both', genres: [Both]}\n"
    rules = "{remove_from: rap, also_in: soul}, {remove_from: rap, also_in: both}"
    cfg = config(f"{MASTERS}{both}cleanup: [{rules}]")
    st = state(cfg, {1: ("Soul 1, Both 1", SAME)}, {"rap": "a"})
    unread = replace(st, snapshots=tuple(one for one in st.snapshots if one.key != "soul"))
    for seen, path in ((st, "cleanup[0]"), (unread, "cleanup[1]")):
        (barrier,) = work_out(cfg, seen).targets["rap"].barriers.values()
        assert (barrier.path, barrier.firm) == (path, True)
