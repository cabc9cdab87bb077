"""Two playlists compared: what they share, the rules between them, the cleanups that could be."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.config.loader import LoadedConfig, load
from aum_sync.config.parse import reference
from aum_sync.config.types import PlaylistRef
from aum_sync.plan.overlap import Overlap, Way, compare, settle, side_of
from aum_sync.plan.workings import work_out
from aum_sync.season.items import Snapshot, State
from tests.seasons import HEAD, LOCAL, MASTERS, Slots, short, slots, state, track, uri

OTHER = "00000000000000000other"
WEEK_1 = f"{1:0>22}"


def loaded(text: str = MASTERS) -> LoadedConfig:
    return load({"config/season.yaml": (HEAD + text).encode()}.get)


def made(text: str = MASTERS, **bases: Slots) -> State:
    """Week 1 has a and b for rap, week 2 has b and c for soul."""
    weeks = {1: ("Rap 2", "a b"), 2: ("Soul 2", "b c")}
    return state(loaded(text).config, weeks, bases)


def beside(st: State, content: Slots, playlist: str = OTHER) -> State:
    other = Snapshot(playlist, playlist, "Mixtape", "", True, "v1", None, slots(content))
    return replace(st, others=(*st.others, other))


def compared(one: str, two: str, st: State, text: str = MASTERS) -> Overlap:
    file = loaded(text)
    workings = work_out(file.config, st)
    refs = [settle(reference(t, file.config.season, file.config.masters), st) for t in (one, two)]
    first, second = (side_of(ref, workings) for ref in refs)
    assert first
    assert second
    return compare(first, second, workings, file.source)


def held(overlap: Overlap) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(short(one.slot), one.first, one.second) for one in overlap.after]


def refused(overlap: Overlap) -> list[tuple[str, ...]]:
    """Why the cleanup of the first, and that of the second, are not offered."""
    return [way.refused for way in overlap.ways]


# What they share


def test_masters_are_compared_as_the_plan_leaves_them_and_as_they_are() -> None:
    overlap = compared("rap", "soul", made(rap="x b", soul="x"))
    assert held(overlap) == [("x", (0,), (0,)), ("b", (1,), (1,))]
    assert [short(one.slot) for one in overlap.now] == ["x"]
    assert (overlap.first.name, overlap.second.name) == ("rap", "soul")


def test_the_same_music_under_another_uri_is_shared_and_every_position_told() -> None:
    same = [track(name, isrc="GBAYE0601498") for name in "pq"]
    st = beside(made(rap=(same[0], *slots("- y"))), (LOCAL, same[1], *slots("z -"), same[1]))
    assert held(compared("rap", OTHER, st)) == [("p", (0,), (1, 4))]


def test_a_week_is_known_by_its_number_and_by_its_playlist() -> None:
    overlap = compared("1", f"spotify:playlist:{2:0>22}", made())
    assert (overlap.first.name, overlap.second.ref) == ("Aum#1", PlaylistRef("week", "2"))
    assert held(overlap) == [("b", (1,), (0,))]


def test_a_playlist_that_a_cleanup_empties_is_compared_as_the_plan_leaves_it() -> None:
    text = f"{MASTERS}cleanup: [{{remove_from: {OTHER}, also_in: rap}}]"
    overlap = compared(OTHER, "1", beside(made(text), "a z"), text)
    assert (overlap.after, [short(one.slot) for one in overlap.now]) == ((), ["a"])
    assert [short(slot) for slot in overlap.first.after] == ["z"]


def test_a_cleanup_of_a_playlist_that_was_never_read_changes_nothing_yet() -> None:
    text = f"{MASTERS}cleanup: [{{remove_from: 1, also_in: soul}}]"
    assert held(compared("1", "2", made(text), text)) == [("b", (1,), (0,))]


def test_the_snapshot_of_a_released_master_is_a_playlist_that_is_known() -> None:
    st = made()
    released = Snapshot("old", OTHER, "Old", "", None, "v1", None, slots("a"))
    st = replace(st, snapshots=(*st.snapshots, released))
    assert held(compared(OTHER, "rap", st)) == [("a", (0,), (0,))]


def test_what_state_does_not_hold_is_not_known() -> None:
    st = made()
    workings = work_out(loaded().config, replace(st, snapshots=st.snapshots[1:]))
    for ref in (
        PlaylistRef("master", "rap"),
        PlaylistRef("week", "3"),
        PlaylistRef("playlist", OTHER),
    ):
        assert side_of(ref, workings) is None


def test_a_master_that_has_no_playlist_yet_is_known_to_be_empty() -> None:
    text = MASTERS.replace('soul: {playlist: "000000000000000000soul", ', "soul: {")
    overlap = compared("rap", "soul", made(text), text)
    assert (overlap.second.now, held(overlap)) == ((), [("b", (1,), (0,))])


# The rules between them


def test_the_rules_between_two_are_named_with_their_places() -> None:
    text = MASTERS.replace("genres: [Soul]", "genres: [Soul], excludes: [sort, rap]")
    text = (
        text.replace("[sort, rap]", "[rap, rap]")
        + f"""
cleanup:
  - {{remove_from: soul, also_in: rap}}
  - {{remove_from: soul, also_in: 1}}
  - {{remove_from: '{WEEK_1}', also_in: {OTHER}}}
"""
    )
    overlap = compared("rap", "soul", made(text), text)
    assert [(rule.loser.value, rule.winner.value, rule.path) for rule in overlap.rules] == [
        ("soul", "rap", "masters.soul.excludes[0]"),
        ("soul", "rap", "masters.soul.excludes[1]"),
        ("soul", "rap", "cleanup[0]"),
    ]
    by_playlist = compared(OTHER, "1", beside(made(text), "a"), text)
    assert [rule.path for rule in by_playlist.rules] == ["cleanup[2]"]
    assert "reverse" in refused(by_playlist)[0][0]


# The cleanups that could be


def test_both_directions_are_offered_where_no_rule_is_against_them() -> None:
    rap, soul = (PlaylistRef("master", key) for key in ("rap", "soul"))
    overlap = compared("rap", "soul", made())
    assert overlap.ways == (Way(rap, soul, ()), Way(soul, rap, ()))


def test_a_cleanup_that_is_there_is_not_offered_nor_is_its_reverse() -> None:
    text = f"{MASTERS}cleanup:\n  - {{remove_from: 1, also_in: '{2:0>22}'}}\n"
    there, reverse = refused(compared("1", "2", made(text), text))
    assert there == ("it is there: cleanup[0] (config/season.yaml:13)",)
    (why,) = reverse
    assert why.startswith("this cleanup is the reverse of the one at config/season.yaml:13")


def test_a_cleanup_that_would_close_a_circle_names_the_way_back() -> None:
    text = MASTERS.replace("[Soul]}", "[Soul], excludes: [pop]}").replace(
        "soul:", "pop: {excludes: [rap]}\n  soul:"
    )
    good, bad = refused(compared("soul", "rap", made(text), text))
    assert good == ()
    (why,) = bad
    there, back = "soul excludes pop (config/season.yaml:11)", "pop excludes rap"
    assert why == f"soul gives way to rap: {there}; {back} (config/season.yaml:10)"


def test_an_exclusion_of_a_third_master_is_in_no_ones_way() -> None:
    text = MASTERS.replace("soul:", "pop: {excludes: [rap]}\n  soul:")
    assert refused(compared("soul", "rap", made(text), text)) == [(), ()]


def test_a_cleanup_against_a_correction_or_the_catch_all_is_not_offered() -> None:
    text = f"{MASTERS}corrections: {{tracks: {{'{uri('b')}': {{master: [rap, soul], reason: x}}}}}}"
    for reasons in refused(compared("rap", "soul", made(text), text)):
        assert [reason.split(":")[0] for reason in reasons] == [
            "this track cannot be in rap and soul"
        ]
    of_sort, of_rap = refused(compared("sort", "rap", made(sort="o", rap="o")))
    assert of_sort == ()
    assert of_rap[0].startswith("'sort' is the catch-all and cannot be excluded")
