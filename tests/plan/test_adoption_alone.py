"""What happens to an edit that no correction is needed for, or that none could keep."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.plan.adoption import Answer, Change
from tests.plan.editing import EXCLUDING, PIN, PINNED, Details, adopted
from tests.seasons import EPISODE, LOCAL, MASTERS, slots, track, uri

KEPT = ("kept", "stays as it is: nothing is needed", ())
RELEASE = "it is pinned: aum-sync rollback --release --master rap takes the pin out"
PIN_STAYS = ("refused", RELEASE, ())
REMOVING = f"{MASTERS}policy: {{orphans: remove}}\n"


def said(given: dict[str, Answer]) -> dict[str, tuple[str, str, tuple[Change, ...]]]:
    """All of every answer."""
    return {key: (one.verdict, one.text, one.changes) for key, one in given.items()}


def refused(text: str) -> tuple[str, str, tuple[Change, ...]]:
    """An answer that writes nothing."""
    return "refused", text, ()


def test_what_stays_anyway_needs_nothing() -> None:
    given = adopted(
        MASTERS,
        {1: ("♩ Rap 1", "a")},
        {"rap": "x y"},
        {"rap": (track("a"), track("y"), track("mine"), LOCAL, EPISODE)},
    )
    names = ("Song a", "Song mine", "My file", "A talk", "Song x")
    assert said(given) == {f"rap {name}": KEPT for name in names}
    assert said(adopted(MASTERS, {}, {"rap": "x y"}, {"rap": "y x"})) == {"rap Song y": KEPT}


def test_an_added_orphan_that_would_leave_is_kept_by_name() -> None:
    path = ("masters", "rap", "keep")
    given = adopted(REMOVING, {}, {}, {"rap": "x"})
    expected = ("written", "masters.rap.keep", (Change(path, uri("x"), last=True),))
    assert said(given) == {"rap Song x": expected}
    relinked = replace(track("z"), linked_from=uri("x"))
    given = adopted(REMOVING, {}, {}, {"rap": (relinked,)})
    assert said(given) == {"rap Song z": expected}


def test_a_second_copy_of_what_is_there_is_not_added() -> None:
    given = adopted(MASTERS, {1: ("♩ Rap 1", "a")}, {"rap": "a"}, {"rap": "a a"})
    text = "the same music is in that master already, so the next apply takes it out"
    assert said(given) == {"rap Song a": refused(f"{text}: a master holds a track once")}
    first, second = track("a", isrc="X1"), track("c", isrc="X1")
    both = {"rap": (first, second, track("x"))}
    given = adopted(MASTERS, {1: ("♩ Rap 1", (first,))}, {"rap": "a x"}, both)
    way = f"to keep it in place of the other: put {uri('c')} into masters.rap.keep"
    assert said(given) == {"rap Song c": refused(f"{text}; {way}")}


def test_what_only_weeks_outside_the_season_hold_needs_a_longer_season() -> None:
    given = adopted(MASTERS, {60: ("♩ Rap 1", "a")}, {}, {"soul": "a"})
    text = "only weeks outside season.weeks hold it: widen season.weeks to place it"
    assert said(given) == {"soul Song a": refused(text)}


def test_what_a_cleanup_keeps_out_is_explained() -> None:
    cleanup = MASTERS + "cleanup: [{remove_from: soul, also_in: rap}]\n"
    given = adopted(cleanup, {1: ("♩ Rap 1", "a")}, {"rap": "a"}, {"rap": "a", "soul": "a"})
    text = (
        "cleanup[0] keeps it out, since rap holds it, so the next apply takes it out; "
        "to keep it there: put {} into cleanup[0].keep"
    )
    assert said(given) == {"soul Song a": refused(text.format(uri("a")))}
    given = adopted(cleanup, {}, {"rap": "x"}, {"rap": "x", "soul": "x"})
    assert said(given) == {"soul Song x": refused(text.format(uri("x")))}


def test_an_orphan_of_a_master_that_is_excluded_is_kept_out() -> None:
    given = adopted(EXCLUDING, {}, {"rap": "x"}, {"rap": "x", "soul": "x"})
    text = (
        "masters.soul.excludes[0] keeps it out, since rap holds it, so the next apply takes it "
        "out; to keep it there: take it out of rap on Spotify, "
        "then aum-sync pull, and aum-sync adopt --all"
    )
    assert said(given) == {"soul Song x": refused(text)}


def test_an_orphan_that_the_policy_moves_is_kept_where_it_comes_from() -> None:
    moving = MASTERS + "policy: {orphans: {move_to: soul}}\n"
    given = adopted(moving, {}, {"rap": "x", "soul": "x"}, {"rap": "x"})
    text = (
        "policy.orphans moves it there from rap: take it out of that, or put it into "
        "masters.rap.keep"
    )
    assert said(given) == {"soul Song x": refused(text)}


def test_an_orphan_that_the_policy_moves_from_two_masters_is_kept_in_the_first() -> None:
    moving = MASTERS.replace("genres: [Rap, Hip Hop]", "genres: [Rap, Hip Hop], excludes: [zouk]")
    moving += '  zouk: {playlist: "000000000000000000zouk", genres: [Zouk]}\n'
    moving += "policy: {orphans: {move_to: soul}}\n"
    now = {"rap": "y x", "sort": "x", "zouk": "y"}
    given = adopted(moving, {}, {**now, "soul": "x"}, now)
    text = (
        "policy.orphans moves it there from rap, sort: take it out of that, or put it into "
        "masters.rap.keep"
    )
    assert said(given) == {"soul Song x": refused(text)}


def test_a_place_that_the_order_decides_is_not_the_curators() -> None:
    config = MASTERS.replace("genres: [Soul]", "genres: [Soul], order: oldest-first")
    given = adopted(config, {1: ("♩ Soul 3", "a b c")}, {"soul": "a b c"}, {"soul": "c a b"})
    text = "masters.soul.order is oldest-first; with append tracks stay where they are put"
    assert said(given) == {"soul Song c": refused(text)}


def test_a_pinned_master_is_released_first_whatever_was_edited() -> None:
    pin = replace(PIN, slots=slots("p q r s"))
    weeks = {1: ("♩ Rap 1", "a")}
    given = adopted(PINNED, weeks, {"rap": "p q r s"}, {"rap": "s a p q"}, pins=(pin,))
    assert said(given) == {f"rap Song {name}": PIN_STAYS for name in "ars"}


def test_a_name_that_a_pin_holds_is_the_pins() -> None:
    details = Details("Rap"), Details("New")
    given = adopted(PINNED, {}, {"rap": "p"}, {"rap": "p"}, details=details, pins=(PIN,))
    assert said(given) == {"rap name": PIN_STAYS}


def test_a_name_that_nobody_manages_stays() -> None:
    details = Details(), Details("New", "of mine")
    given = adopted(MASTERS, {}, {}, {}, details=details)
    assert said(given) == {"rap name": KEPT, "rap description": KEPT}


def test_a_name_and_a_description_go_into_the_yaml_as_they_read() -> None:
    managed = MASTERS.replace("rap: {", "rap: {name: Rap, description: all, public: true, ")
    details = (
        Details("Rap", "all", public=True),
        Details("R&amp;B", "of\u00a0mine", public=False),
    )
    given = adopted(managed, {}, {}, {}, details=details)
    assert said(given) == {
        f"rap {field}": (
            "written",
            f"masters.rap.{field}",
            (Change(("masters", "rap", field), value),),
        )
        for field, value in (("name", "R&B"), ("description", "of\u00a0mine"), ("public", False))
    }


def test_what_is_empty_now_is_taken_out_by_hand() -> None:
    managed = MASTERS.replace("rap: {", "rap: {description: all, ")
    given = adopted(managed, {}, {}, {}, details=(Details(description="all"), Details()))
    text = "it is empty now: take masters.rap.description out by hand"
    assert said(given) == {"rap description": refused(text)}


def test_what_the_yaml_cannot_hold_is_changed_on_spotify() -> None:
    managed = MASTERS.replace("rap: {", "rap: {name: Rap, ")
    text = "it has a control character in it: change it on Spotify"
    for bad in ("N\x1b", "N\ud800", "N\u2028", "N\u2029"):
        given = adopted(managed, {}, {}, {}, details=(Details("Rap"), Details(bad)))
        assert said(given) == {"rap name": refused(text)}


def test_answers_come_by_master_details_first_and_corrections_last() -> None:
    config = REMOVING.replace("rap: {", "rap: {name: Rap, ")
    details = Details("Rap"), Details("New")
    weeks = {1: ("♩ Rap 1", "a"), 2: ("♩ Soul 1", "b")}
    now = {"rap": "x", "soul": "b y"}
    given = adopted(config, weeks, {"rap": "a", "soul": "b"}, now, details=details)
    assert [*given] == ["rap name", "rap Song x", "soul Song y", "rap Song a"]
