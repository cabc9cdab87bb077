"""A live slot is known again, however Spotify shows it today."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.season.items import NULL_SLOT, Slot
from aum_sync.season.matching import carry_over, identify, matches
from tests.seasons import LOCAL, NULL, slots, track, uri

A, B = track("a"), track("b")
RELINKED = replace(B, linked_from=A.uri)


def test_a_track_is_itself_by_uri_relinked_or_not() -> None:
    assert matches(A, A)
    assert matches(RELINKED, A)
    assert matches(A, replace(A, uri=uri("z"), linked_from=A.uri))
    assert not matches(B, A)


def test_a_track_is_itself_by_isrc_but_not_by_having_none() -> None:
    assert matches(track("x", isrc="GB1"), track("y", isrc="GB1"))
    assert not matches(track("x", isrc="GB1"), track("y", isrc="GB2"))
    assert not matches(track("x"), track("y"))


def test_a_null_may_be_any_track_but_no_local_file() -> None:
    assert matches(NULL, A)
    assert not matches(NULL, LOCAL)
    assert matches(LOCAL, LOCAL)
    assert not matches(LOCAL, NULL)


def test_a_null_may_have_healed_but_not_to_a_track_that_is_about_to_be_added() -> None:
    assert matches(A, NULL)
    assert matches(NULL, NULL)
    assert not matches(A, NULL, {A.uri or ""})
    assert not matches(RELINKED, NULL, {A.uri or ""})
    assert not matches(RELINKED, NULL, {B.uri or ""})


def test_live_keeps_the_uri_that_was_written() -> None:
    found = identify((RELINKED, NULL, replace(B, linked_from=None)), (A, B, B))
    assert found is not None
    assert [slot.written_uri for slot in found] == [A.uri, B.uri, B.uri]
    assert found[0].uri == B.uri
    assert found[1] is B
    assert found[2].linked_from is None


def test_a_track_known_by_isrc_is_removed_by_the_uri_that_was_written() -> None:
    written, live = track("old", isrc="GB1"), track("new", isrc="GB1")
    (found,) = identify((live,), (written,)) or ()
    assert (found.uri, found.written_uri) == (live.uri, written.uri)


def test_a_longer_or_another_list_is_not_the_expected_one() -> None:
    assert identify((A,), (A, B)) is None
    assert identify((A, B), (B, A)) is None
    assert identify((), ()) == ()


def test_a_healed_null_stays_what_it_is_now() -> None:
    assert identify((A,), (NULL,)) == (A,)
    assert identify((RELINKED,), (NULL,)) == (RELINKED,)
    assert identify((A,), (NULL,), {A.uri or ""}) is None


def shown(found: tuple[Slot, ...]) -> str:
    return " ".join((slot.uri or "-").rsplit(":", 1)[-1].lstrip("0") for slot in found)


@pytest.mark.parametrize(
    ("live", "known", "result"),
    [
        ("a - c", "a b c", "a b c"),
        ("- b", "a b", "a b"),
        ("a -", "a b", "a b"),
        ("- -", "a b", "a b"),
        ("a - - d", "a b c d", "a b c d"),
        ("a - c", "a - c", "a - c"),
        ("a - c x", "a b c", "a b c x"),
        ("a - c", "a b b c", "a - c"),
        ("a - c", "a c b", "a - c"),
        ("a - c", "c b a", "a - c"),
        ("x - c", "a b c", "x - c"),
        ("a - c b", "a b c", "a - c b"),
        ("a - a", "a b a", "a - a"),
        ("a - c", "a b c a", "a - c"),
        ("a b", "a c", "a b"),
        ("a - - d", "a - c d", "a - c d"),
        ("- a - c", "a b c", "- a b c"),
        ("-", "", "-"),
    ],
)
def test_a_null_is_the_track_that_it_was_only_where_that_is_certain(
    live: str, known: str, result: str
) -> None:
    assert shown(carry_over(slots(live), slots(known))) == result


def dated(name: str, day: int, isrc: str = "GB1") -> Slot:
    """A track that was added on this day of a month."""
    return replace(track(name, isrc=isrc), added_at=f"2026-11-{day:02}T00:00:00Z")


UNDATED = replace(dated("x", 1), added_at=None)
NULL_OF_DAY_1 = replace(NULL, added_at=dated("a", 1).added_at)


@pytest.mark.parametrize(
    ("live", "known", "written"),
    [
        ((dated("x", 1),), (dated("a", 1),), "a"),
        ((dated("z", 2), dated("x", 1)), (dated("a", 1), dated("b", 2, "GB2")), "z a"),
        ((dated("x", 2),), (dated("a", 1),), "x"),
        ((UNDATED,), (replace(UNDATED, uri=uri("a")),), "x"),
        ((dated("x", 1, "GB2"),), (dated("a", 1),), "x"),
        ((dated("x", 1),), (dated("a", 1), dated("b", 1)), "x"),
        ((dated("x", 1),), (dated("a", 1), dated("b", 1, "GB2")), "a"),
        ((dated("a", 1), dated("x", 1)), (dated("a", 1),), "a x"),
        ((dated("x", 1),), (dated("x", 1), dated("a", 1)), "x"),
        ((dated("z", 2), NULL_OF_DAY_1), (dated("a", 1),), "z -"),
    ],
    ids=[
        "same-day",
        "each-by-its-own",
        "another-day",
        "no-day",
        "other-music",
        "two-of-that-day",
        "one-of-that-music",
        "still-there",
        "known-itself",
        "null",
    ],
)
def test_what_is_read_as_another_track_of_the_same_day_keeps_the_uri_that_wrote_it(
    live: tuple[Slot, ...], known: tuple[Slot, ...], written: str
) -> None:
    found = carry_over(live, known)
    assert shown(tuple(replace(slot, uri=slot.written_uri) for slot in found)) == written
    assert [slot.uri for slot in found] == [slot.uri for slot in live]


NAMES = st.lists(st.sampled_from("abcdef"), max_size=6, unique=True)


@given(NAMES, st.data())
def test_whatever_turns_null_for_a_while_is_known_again(
    names: list[str], data: st.DataObject
) -> None:
    known = slots(" ".join(names))
    hidden = data.draw(st.sets(st.integers(0, 5)))
    live = tuple(NULL_SLOT if at in hidden else slot for at, slot in enumerate(known))
    assert carry_over(live, known) == known
    assert identify(live, known) == known
