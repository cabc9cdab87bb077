"""In which words the plan tells of edits on Spotify, and what it says keeps them."""

from __future__ import annotations

from aum_sync.plan.types import Problem
from aum_sync.season.items import Pin
from aum_sync.text.cells import quoted
from tests.plan.editing import AS_EVER, EXCLUDING, MANAGED, Contents, Details, Weeks, edited
from tests.seasons import MASTERS, slots, track

BY_WEEK = MASTERS.replace("Hip Hop]", "Hip Hop], order: oldest-first")
SINCE = "since apply 7 somebody on Spotify"
KEEPS = "aum-sync adopt --master rap keeps it"
LIST = "0000000000000000000abc"
SOME = "aum-sync adopt --master rap keeps some of it and says why not all"


def news(text: str, hint: str | None = None) -> Problem:
    """What a plan says of an edit of ``rap``."""
    return Problem("warning", "edited", f"{SINCE} {text}", master="rap", hint=hint)


def test_the_plan_tells_apart_what_is_undone_and_what_stays() -> None:
    weeks = {1: ("♩ Rap 2", "a b"), 2: ("♩ Soul 1", "c")}
    found = edited(MASTERS, weeks, {"rap": "a x b y z"}, {"rap": "z a c x n"})
    assert found.problems == [
        news(
            "added 'Song c', which the next apply takes out; "
            "took out 'Song b', which the next apply adds again",
            KEEPS,
        ),
        news("added 'Song n'; took out 'Song y'; moved 'Song z': that stays"),
    ]


def test_a_track_that_moves_back_is_told() -> None:
    order = "masters.rap.order is oldest-first; with append tracks stay where they are put"
    found = edited(BY_WEEK, {1: ("♩ Rap 3", "a b c")}, {"rap": "a b c"}, {"rap": "c a b"})
    assert found.problems == [news("moved 'Song c', which the next apply moves back", order)]


def test_details_are_told_by_name() -> None:
    details = Details("Rap", "all", public=True), Details("New", "all", public=False)
    found = edited(MANAGED, {}, {}, {"rap": "x"}, details=details)
    assert found.problems == [
        news("changed its name and public, which the next apply changes back", KEEPS),
        news("added 'Song x': that stays"),
    ]
    details = Details("Rap", ""), Details("New", "mine")
    found = edited(MASTERS, {}, {}, {}, details=details)
    assert found.problems == [news("changed its name and description: that stays")]
    details = Details("Rap", "all", public=True), Details("Rap", "my", public=True)
    (one,) = edited(MANAGED, {}, {}, {}, details=details).problems
    assert one.text == f"{SINCE} changed its description, which the next apply changes back"


def test_up_to_three_tracks_are_named_and_more_are_counted() -> None:
    three = edited(MASTERS, {}, {}, {"rap": "x y z"}).problems
    assert three == [news("added 'Song x', 'Song y' and 'Song z': that stays")]
    four = edited(MASTERS, {}, {"rap": "x y z w"}, {}).problems
    assert four == [news("took out 4 tracks: that stays")]


def test_what_stays_is_no_news_where_a_commit_has_it_and_what_is_undone_is() -> None:
    weeks = {1: ("♩ Rap 1", "a")}
    then, now = {"rap": "a"}, {"rap": "x"}
    assert edited(MASTERS, weeks, then, now, held=now).problems == [
        news("took out 'Song a', which the next apply adds again", KEEPS)
    ]
    assert len(edited(MASTERS, weeks, then, now, held=then).problems) == 2


def test_every_master_is_told_on_its_own() -> None:
    found = edited(MASTERS, {}, {"rap": "x", "soul": "y"}, {"soul": "y z"})
    assert [(one.master, one.text) for one in found.problems] == [
        ("rap", f"{SINCE} took out 'Song x': that stays"),
        ("soul", f"{SINCE} added 'Song z': that stays"),
    ]


def hints(
    config: str,
    weeks: Weeks,
    then: Contents,
    now: Contents,
    details: tuple[Details, Details] = AS_EVER,
) -> dict[str | None, str | None]:
    """What the plan says keeps what it undoes, by master."""
    found = edited(config, weeks, then, now, details=details).problems
    return {one.master: one.hint for one in found if one.hint}


def test_what_only_a_part_of_can_be_adopted_says_so() -> None:
    weeks = {1: ("♩ Rap 2", "a b")}
    assert hints(MASTERS, weeks, {"rap": "a b"}, {"rap": "a a"}) == {"rap": SOME}


def test_what_stays_anyway_does_not_count_as_adopted() -> None:
    weeks = {1: ("♩ Rap 1", "a")}
    once = "the same music is in that master already, so the next apply takes it out: "
    then, now = {"rap": "a"}, {"rap": "a a x"}
    assert hints(MASTERS, weeks, then, now) == {"rap": f"{once}a master holds a track once"}


def test_what_can_be_adopted_only_with_the_edits_of_other_masters_says_so() -> None:
    weeks = {1: ("♩ Rap 1", "a")}
    assert hints(EXCLUDING, weeks, {"rap": "a"}, {"soul": "a"}) == {
        "rap": KEEPS,
        "soul": "aum-sync adopt --all keeps it",
    }
    assert hints(EXCLUDING, weeks, {"rap": "a"}, {"soul": "a x x"}) == {
        "rap": KEEPS,
        "soul": "aum-sync adopt --all keeps some of it and says why not all",
    }


def test_what_cannot_be_adopted_says_what_else_keeps_it_each_reason_once() -> None:
    managed = MASTERS.replace("rap: {", "rap: {name: Rap, description: all, ")
    details = Details("Rap", "all"), Details("N\x1b", "")
    weeks = {1: ("♩ Rap 1", "a"), 60: ("♩ Rap 2", "e f")}
    control = "it has a control character in it: change it on Spotify"
    empty = "it is empty now: take masters.rap.description out by hand"
    wide = "only weeks outside season.weeks hold it: widen season.weeks to place it"
    then = {"rap": "a"}
    for now, texts in (("a", (control, empty)), ("a e f", (control, empty, wide))):
        assert hints(managed, weeks, then, {"rap": now}, details) == {"rap": "; ".join(texts)}
    assert hints(managed, weeks, then, {"rap": "a e f a"}, details) == {
        "rap": "aum-sync adopt --master rap says of each track what keeps it"
    }


def test_what_came_into_a_playlist_that_is_only_cleaned_is_kept_by_its_cleanups() -> None:
    cleanup = f"{MASTERS}cleanup: [{{remove_from: {LIST}, also_in: rap}}, "
    cleanup += f"{{remove_from: {LIST}, also_in: soul}}]\n"
    weeks = {1: ("♩ Rap 2 ♩ Soul 1", "a b c")}
    filled = {"rap": "a b", "soul": "c"}
    assert hints(cleanup, weeks, {**filled, LIST: "x"}, {**filled, LIST: "x b a y"}) == {
        LIST: "to keep it there: put it into cleanup[0].keep"
    }
    assert hints(cleanup, weeks, {**filled, LIST: "a"}, {**filled, LIST: "c a b"}) == {
        LIST: "to keep it there: put it into cleanup[0].keep and cleanup[1].keep"
    }
    assert hints(cleanup, weeks, {**filled, LIST: "b"}, {**filled, LIST: "b c"}) == {
        LIST: "to keep it there: put it into cleanup[1].keep"
    }
    found = edited(cleanup, weeks, {**filled, LIST: "x y"}, {**filled, LIST: "y"})
    assert [(one.master, one.text) for one in found.problems] == [
        (LIST, f"{SINCE} took out 'Song x': that stays")
    ]


def test_a_pinned_playlist_that_is_no_master_is_released_first() -> None:
    path = f"state/pins/{LIST}.json"
    cleanup = f"{MASTERS}cleanup: [{{remove_from: 60, also_in: rap}}, "
    cleanup += f"{{remove_from: {LIST}, also_in: rap, pin: {path}}}]\n"
    pin = Pin(path, "2026-11-22", "why", slots("p q"))
    found = edited(cleanup, {}, {LIST: "p q"}, {LIST: "p"}, pins=(pin,))
    assert [one.hint for one in found.problems] == [
        f"it is pinned: aum-sync rollback --release --master {LIST} takes the pin out"
    ]


def test_names_from_spotify_are_shown_as_they_are_safe_to_show() -> None:
    title = "It's\x1b[2J"
    (one,) = edited(MASTERS, {}, {}, {"rap": (track("a", title=title),)}).problems
    assert one.text == f"{SINCE} added {quoted(title)}: that stays"
    assert "\x1b" not in one.text
