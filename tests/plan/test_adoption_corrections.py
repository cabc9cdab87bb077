"""What season.yaml must say so that an edit stays: corrections, what excludes, the catch-all."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.plan.adoption import Answer, Change
from tests.plan.editing import EXCLUDING, Contents, Weeks, adopted, edited
from tests.seasons import MASTERS, track, uri

PATH = f"corrections.tracks.{uri('a')}"
ZOUK = '  zouk: {playlist: "000000000000000000zouk", genres: [Zouk]}\n'


def corrected(masters: str | list[str], *, of: str = "a") -> tuple[Change, ...]:
    """A new correction of a track."""
    value = {"master": masters, "reason": "why"}
    return (Change(("corrections", "tracks", uri(of)), value),)


def written(given: dict[str, Answer]) -> dict[str, tuple[str, tuple[Change, ...]]]:
    """What was written for each; all of it was."""
    assert {one.verdict for one in given.values()} == {"written"}
    return {key: (one.text, one.changes) for key, one in given.items()}


def told(config: str, weeks: Weeks, then: Contents, now: Contents) -> dict[str, str]:
    """In words what becomes of each."""
    return {
        key: f"{one.verdict}: {one.text}" for key, one in adopted(config, weeks, then, now).items()
    }


def test_a_track_taken_out_of_its_only_master_belongs_nowhere() -> None:
    given = adopted(MASTERS, {1: ("♩ Rap 2", "a b")}, {"rap": "a b"}, {"rap": "b"})
    assert written(given) == {"rap Song a": (f"{PATH}: none", corrected("none"))}


def test_of_music_in_two_weeks_one_correction_speaks() -> None:
    weeks = {1: ("♩ Rap 1", "a"), 2: ("♩ Soul 1", "a")}
    given = adopted(MASTERS, weeks, {"rap": "a", "soul": "a"}, {"rap": "", "soul": "a"})
    assert written(given) == {"rap Song a": (f"{PATH}: soul", corrected("soul"))}


def test_a_second_home_is_listed_with_the_first() -> None:
    weeks = {1: ("♩ Soul 1", "a")}
    given = adopted(MASTERS, weeks, {"soul": "a"}, {"soul": "a", "rap": "a"})
    expected = {"rap Song a": (f"{PATH}: rap, soul", corrected(["rap", "soul"]))}
    assert written(given) == expected


def test_a_track_that_moved_is_corrected_once_and_told_in_both_masters() -> None:
    given = adopted(MASTERS, {1: ("♩ Rap 1", "a")}, {"rap": "a"}, {"soul": "a"})
    assert written(given) == {
        "rap Song a": (f"{PATH}: soul", corrected("soul")),
        "soul Song a": (f"{PATH}: soul", ()),
    }


def test_every_recording_has_a_correction_of_its_own_in_the_order_of_the_edits() -> None:
    weeks = {1: ("♩ Soul 3", "a b c")}
    given = adopted(MASTERS, weeks, {"soul": "a b c"}, {"soul": "a b c", "rap": "b a"})
    assert [*written(given).items()] == [
        (f"rap Song {n}", (f"corrections.tracks.{uri(n)}: rap, soul", corrected(both, of=n)))
        for n, both in (("b", ["rap", "soul"]), ("a", ["rap", "soul"]))
    ]


def test_a_correction_names_the_copy_that_the_first_week_holds() -> None:
    early, late = track("e", isrc="X1"), track("a", isrc="X1")
    weeks: Weeks = {1: ("♩ Rap 1", (early,)), 2: ("♩ Rap 1", (late,))}
    (answer,) = edited(MASTERS, weeks, {"rap": (late,)}, {}).answers
    assert answer.changes == corrected("none", of="e")
    relinked = replace(track("z"), linked_from=uri("e"))
    (answer,) = edited(MASTERS, {1: ("♩ Rap 1", (relinked,))}, {"rap": (relinked,)}, {}).answers
    assert answer.changes == corrected("none", of="e")


def test_a_correction_that_is_there_is_changed_in_its_place() -> None:
    lines = "".join(
        f"    {uri(name)}: {{master: soul, reason: {reason}}}\n"
        for name, reason in (("a", "no week has it"), ("b", "of another"), ("c", "an ear"))
    )
    weeks = {1: ("♩ Rap 2", "c b")}
    config = f"{MASTERS}corrections:\n  tracks:\n{lines}"
    given = adopted(config, weeks, {"soul": "c b"}, {"rap": "c", "soul": "b"})
    way = ("corrections", "tracks", uri("c"))
    changes = (Change((*way, "master"), "rap"), Change((*way, "reason"), "an ear; why"))
    path = ".".join(way)
    assert written(given) == {
        "rap Song c": (f"{path}: rap", changes),
        "soul Song c": (f"{path}: rap", ()),
    }


def test_a_correction_of_a_uri_that_no_week_holds_is_none() -> None:
    other, asked = track("a", isrc="X1"), track("c", isrc="X1")
    config = MASTERS + f"corrections: {{tracks: {{{uri('a')}: {{master: soul, reason: ear}}}}}}\n"
    given = adopted(config, {1: ("♩ Rap 1", (asked,))}, {"rap": (other,)}, {})
    assert written(given) == {
        "rap Song a": (f"corrections.tracks.{uri('c')}: none", corrected("none", of="c"))
    }


def test_a_correction_by_another_uri_of_the_same_music_is_the_one_that_is_changed() -> None:
    asked, other = track("a", isrc="X1"), track("c", isrc="X1")
    config = MASTERS + f"corrections: {{tracks: {{{uri('c')}: {{master: soul, reason: ear}}}}}}\n"
    weeks: Weeks = {1: ("♩ Rap 2", (asked, other))}
    given = adopted(config, weeks, {"soul": (asked,)}, {})
    way = ("corrections", "tracks", uri("c"))
    changes = (Change((*way, "master"), "none"), Change((*way, "reason"), "ear; why"))
    assert written(given) == {"soul Song a": (f"{'.'.join(way)}: none", changes)}


def test_out_of_the_catch_all_a_track_is_sorted_by_hand() -> None:
    weeks = {1: ("♩ Polka 1", "a")}
    given = adopted(MASTERS, weeks, {"sort": "a"}, {"sort": "a", "rap": "a"})
    assert written(given) == {"rap Song a": (f"{PATH}: rap", corrected("rap"))}


def test_a_dropped_track_that_was_added_to_the_catch_all_belongs_there() -> None:
    given = adopted(f"{MASTERS}drop: [Polka]\n", {1: ("♩ Polka 1", "a")}, {}, {"sort": "a"})
    assert written(given) == {"sort Song a": (f"{PATH}: sort", corrected("sort"))}


def test_the_catch_all_gives_way_unless_a_track_left_for_it() -> None:
    weeks = {1: ("♩ Rap 1", "a")}
    config = f"{MASTERS}{ZOUK}"
    assert told(config, weeks, {"rap": "a"}, {"rap": "a", "sort": "a", "zouk": "a"}) == {
        "sort Song a": "refused: the catch-all gives way to every master that weeks place it in, "
        "so the next apply takes it out; to keep it there: take it out of rap, zouk on Spotify, "
        "then aum-sync pull, and aum-sync adopt --all",
        "zouk Song a": f"written: {PATH}: rap, zouk",
    }
    given = adopted(MASTERS, weeks, {"rap": "a"}, {"sort": "a"})
    assert written(given) == {
        "rap Song a": (f"{PATH}: sort", corrected("sort")),
        "sort Song a": (f"{PATH}: sort", ()),
    }


def test_the_catch_all_gives_way_to_a_master_that_gained_the_track_too() -> None:
    config = f"{MASTERS}drop: [Polka]\n".replace("  sort:", "  all:")
    given = adopted(config, {1: ("♩ Polka 1", "a")}, {}, {"rap": "a", "all": "a"})
    assert given["all Song a"].verdict == "refused"
    assert given["all Song a"].text.startswith("the catch-all gives way")
    assert (given["rap Song a"].text, given["rap Song a"].changes) == (
        f"{PATH}: rap",
        corrected("rap"),
    )


def test_a_master_that_excludes_the_one_that_holds_a_track_cannot_have_it() -> None:
    assert told(EXCLUDING, {1: ("♩ Rap 1", "a")}, {"rap": "a"}, {"rap": "a", "soul": "a"}) == {
        "soul Song a": "refused: masters.soul.excludes[0] keeps it out, since rap holds it: "
        "take it out there first"
    }


def test_once_a_track_has_left_it_no_master_stands_in_the_way() -> None:
    given = adopted(EXCLUDING, {1: ("♩ Rap 1", "a")}, {"rap": "a"}, {"soul": "a"})
    assert written(given)["rap Song a"] == (f"{PATH}: soul", corrected("soul"))


def test_a_track_that_two_masters_gained_of_which_one_excludes_the_other() -> None:
    config = f"{EXCLUDING}drop: [Polka]\n"
    assert told(config, {1: ("♩ Polka 1", "a")}, {}, {"rap": "a", "soul": "a"}) == {
        "rap Song a": "refused: masters.soul.excludes[0] would take it out of soul: "
        "take it out there first",
        "soul Song a": "refused: masters.soul.excludes[0] keeps it out, since rap holds it: "
        "take it out there first",
    }


def test_a_track_is_not_added_where_that_would_take_it_out_of_its_master() -> None:
    assert told(EXCLUDING, {1: ("♩ Soul 1", "a")}, {"soul": "a"}, {"soul": "a", "rap": "a"}) == {
        "rap Song a": "refused: masters.soul.excludes[0] would take it out of soul: "
        "take it out there first"
    }


def test_of_several_masters_in_the_way_the_first_by_key_is_named_with_its_place() -> None:
    config = MASTERS.replace("genres: [Soul]", "genres: [Soul], excludes: [zouk, rap]") + ZOUK
    weeks = {1: ("♩ Rap 1 ♩ Zouk 1", "a b"), 2: ("♩ Zouk 1", "a")}
    both = {"rap": "a", "zouk": "b a"}
    assert told(config, weeks, both, {**both, "soul": "a b"}) == {
        "soul Song a": "refused: masters.soul.excludes[1] keeps it out, since rap holds it: "
        "take it out there first",
        "soul Song b": "refused: masters.soul.excludes[0] keeps it out, since zouk holds it: "
        "take it out there first",
    }


def test_what_stays_in_a_master_for_the_sake_of_a_held_week_is_in_the_way_too() -> None:
    weeks = {1: ("♩ Rap 2", "a")}
    assert told(EXCLUDING, weeks, {"rap": "a"}, {"rap": "a", "soul": "a"}) == {
        "soul Song a": "refused: masters.soul.excludes[0] keeps it out, since rap holds it: "
        "take it out there first"
    }


def test_a_cleanup_between_masters_stands_in_the_way_like_an_exclusion() -> None:
    cleanup = "{remove_from: soul, also_in: zouk}, {remove_from: soul, also_in: rap}"
    config = f"{MASTERS}{ZOUK}cleanup: [{cleanup}]\n"
    assert told(config, {1: ("♩ Soul 1", "a")}, {"soul": "a"}, {"soul": "a", "rap": "a"}) == {
        "rap Song a": "refused: cleanup[1] would take it out of soul: take it out there first"
    }


def test_a_cleanup_that_keeps_a_track_does_not_speak_against_it() -> None:
    cleanup = f"cleanup: [{{remove_from: soul, also_in: rap, keep: ['{uri('a')}']}}]\n"
    weeks = {1: ("♩ Rap 1", "a")}
    given = adopted(MASTERS + cleanup, weeks, {"rap": "a"}, {"rap": "a", "soul": "a"})
    expected = {"soul Song a": (f"{PATH}: rap, soul", corrected(["rap", "soul"]))}
    assert written(given) == expected
    given = adopted(
        MASTERS + cleanup, {1: ("♩ Soul 1", "a")}, {"soul": "a"}, {"soul": "a", "rap": "a"}
    )
    assert written(given) == {"rap Song a": expected["soul Song a"]}
    without = MASTERS + cleanup.replace(uri("a"), uri("b"))
    given = adopted(without, {1: ("♩ Soul 1", "a")}, {"soul": "a"}, {"soul": "a", "rap": "a"})
    assert given["rap Song a"].text.startswith("cleanup[0] would take it out of soul")


def test_where_one_of_two_additions_is_refused_the_other_is_written() -> None:
    config = EXCLUDING + ZOUK
    now = {"rap": "a", "soul": "a", "zouk": "a"}
    given = adopted(config, {1: ("♩ Rap 1", "a")}, {"rap": "a"}, now)
    assert given["soul Song a"].verdict == "refused"
    assert written({"zouk": given["zouk Song a"]}) == {
        "zouk": (f"{PATH}: rap, zouk", corrected(["rap", "zouk"]))
    }
