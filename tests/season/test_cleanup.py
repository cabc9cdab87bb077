"""Cleanup: on a master it is an exclusion, on any other owned playlist it only removes."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.season.cleaning import other_playlists
from aum_sync.season.items import Snapshot, State
from tests.seasons import (
    LOCAL,
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

OTHER = "00000000000000000other"
WEEK_9 = "0000000000000000000009"


def cleanup(rule: str) -> str:
    return f"{MASTERS}cleanup: [{rule}]"


def beside(st: State, content: Slots, playlist: str = OTHER) -> State:
    """The state with another playlist that was read."""
    other = Snapshot(playlist, playlist, "Mixtape", "", True, "v1", None, slots(content))
    return replace(st, others=(*st.others, other))


def test_on_a_master_it_is_an_exclusion_with_its_own_path() -> None:
    cfg = config(cleanup("{remove_from: rap, also_in: soul}"))
    st = state(cfg, {1: ("Rap 2", "a b"), 2: ("Soul 1", "a")}, {"rap": "a o", "soul": "o"})
    assert targets(cfg, st) == {"rap": "b", "soul": "o a", "sort": ""}
    made = plan(cfg, st)
    assert changes(made, "rap") == ["-a cleanup", "-o cleanup", "+b alias"]
    assert fates(made)["1.0"] == "excluded"
    assert made.fates[0].refused[0].rule == "cleanup[0]"


def test_what_keep_names_stays() -> None:
    cfg = config(cleanup(f"{{remove_from: rap, also_in: soul, keep: ['{uri('a')}']}}"))
    st = state(cfg, {1: ("Rap 2", "a b"), 2: ("Soul 2", "a b")})
    assert targets(cfg, st)["rap"] == "a"


def test_a_week_or_another_playlist_can_be_what_is_compared_with() -> None:
    cfg = config(cleanup("{remove_from: rap, also_in: 60}, {remove_from: soul, also_in: 99}"))
    st = state(cfg, {1: ("Rap 2", "a b"), 60: ("Rap 1", "a")}, {"rap": "a"})
    assert targets(cfg, st)["rap"] == "b"
    cfg = config(cleanup(f"{{remove_from: rap, also_in: {OTHER}}}"))
    st = beside(state(cfg, {1: ("Rap 2", "a b")}), "b x")
    assert targets(cfg, st)["rap"] == "a"


def test_another_playlist_is_managed_for_removals_only() -> None:
    cfg = config(cleanup(f"{{remove_from: {OTHER}, also_in: rap}}"))
    st = beside(state(cfg, {1: ("Rap 1", "a")}), (*slots("x a"), LOCAL, *slots("- a x")))
    made = plan(cfg, st)
    assert changes(made, OTHER) == ["-a cleanup", "-a cleanup"]
    other = made.masters[-1]
    assert (other.key, other.title, other.size) == (OTHER, "Mixtape", (6, 4))
    assert other.remove[0].path == "cleanup[0]"
    assert other.remove[0].to == ("rap",)


def test_the_same_music_counts_under_another_uri() -> None:
    cfg = config(cleanup(f"{{remove_from: {OTHER}, also_in: rap}}"))
    weeks = {1: ("Rap 1", (track("a", isrc="GBAYE0601498"),))}
    st = beside(state(cfg, weeks), (track("b", isrc="GBAYE0601498"),))
    assert changes(plan(cfg, st), OTHER) == ["-b cleanup"]


def test_a_week_can_lose_tracks_too_and_one_playlist_has_one_plan() -> None:
    cfg = config(
        cleanup(f"{{remove_from: 9, also_in: rap}}, {{remove_from: {WEEK_9}, also_in: soul}}")
    )
    weeks = {1: ("Rap 1, Soul 1", "a s"), 9: ("Polka 3", "a s p")}
    st = beside(state(cfg, weeks), "a s p", WEEK_9)
    made = plan(cfg, st)
    assert [one.key for one in made.masters] == ["rap", "sort", "soul", WEEK_9]
    assert changes(made, WEEK_9) == ["-a cleanup", "-s cleanup"]


def test_one_that_was_never_read_has_no_effects() -> None:
    cfg = config(
        cleanup(f"{{remove_from: {OTHER}, also_in: rap}}, {{remove_from: 40, also_in: rap}}")
    )
    made = plan(cfg, state(cfg, {1: ("Rap 1", "a")}))
    assert made.masters[-1].status == "unread"
    assert codes(made) == ["unread", "cleanup-unread"]


def test_the_limit_on_removals_holds_there_too() -> None:
    cfg = config(cleanup(f"{{remove_from: {OTHER}, also_in: rap}}"))
    names = [f"t{n}" for n in range(26)]
    st = state(cfg, {1: ("Rap 26", tuple(map(track, names)))})
    made = plan(cfg, beside(st, " ".join([*names, "x"])))
    assert codes(made) == ["max-removals"]
    assert made.problems[0].master == OTHER


def test_what_keep_names_stays_in_another_playlist_too() -> None:
    rule = f"{{remove_from: {OTHER}, also_in: rap, keep: ['{uri('a')}']}}"
    cfg = config(cleanup(rule))
    st = beside(state(cfg, {1: ("Rap 2", "a b")}), "a b")
    assert changes(plan(cfg, st), OTHER) == ["-b cleanup"]


def test_two_playlists_that_are_no_masters_can_be_compared() -> None:
    cfg = config(cleanup(f"{{remove_from: {OTHER}, also_in: {WEEK_9}}}"))
    st = beside(beside(state(cfg, {1: ("Rap 1", "a")}), "a b"), "b", WEEK_9)
    assert changes(plan(cfg, st), OTHER) == ["-b cleanup"]


def test_playlists_beside_the_masters_are_those_that_are_read_or_that_lose_tracks() -> None:
    third = "00000000000000000third"
    cfg = config(
        cleanup(
            f"{{remove_from: rap, also_in: soul}}, {{remove_from: soul, also_in: {OTHER}}}, "
            f"{{remove_from: {third}, also_in: {OTHER}}}, {{remove_from: 9, also_in: rap}}, "
            "{remove_from: rap, also_in: 8}, {remove_from: 7, also_in: rap}"
        )
    )
    st = state(cfg, {8: ("Rap 1", "a"), 9: ("Rap 1", "b")})
    # The content of week 8 is in its lock; week 7 was never read, so nobody knows its playlist.
    assert other_playlists(cfg, st) == {
        OTHER: "cleanup[1].also_in",
        third: "cleanup[2].remove_from",
        WEEK_9: "cleanup[3].remove_from",
    }


def test_a_cleanup_of_what_was_never_read_is_told_with_the_way_to_read_it() -> None:
    cfg = config(
        cleanup(
            f"{{remove_from: rap, also_in: {OTHER}}}, {{remove_from: soul, also_in: 9}}, "
            "{remove_from: 8, also_in: soul}, {remove_from: rap, also_in: 99}"
        )
    )
    st = state(cfg, {1: ("Rap 1", "a")})
    told = [(one.level, one.text, one.hint) for one in plan(cfg, st).problems]
    rule, pull = "takes nothing out", "aum-sync pull"
    by_id = "name it by its playlist's id: pull reads the weeks of season.weeks alone"
    assert told == [
        ("warning", f"cleanup[0] {rule}: {OTHER}, its also_in, was never read", pull),
        ("warning", f"cleanup[1] {rule}: week 9, its also_in, was never read", pull),
        ("warning", f"cleanup[2] {rule}: week 8, its remove_from, was never read", pull),
        ("warning", f"cleanup[3] {rule}: week 99, its also_in, was never read", by_id),
    ]
    read = state(cfg, {1: ("Rap 1", "a"), 8: ("Rap 1", "b"), 9: ("Rap 1", "c"), 99: ("Rap 1", "d")})
    assert codes(plan(cfg, beside(read, "x"))) == ["unread"]
