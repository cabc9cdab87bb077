"""Which slots are the same music."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from aum_sync.config.types import Duplicates
from aum_sync.season.items import Artist, Slot
from aum_sync.season.recordings import Recordings
from tests.seasons import EPISODE, LOCAL, NULL, track, uri


def same(one: Slot, other: Slot, *more: Slot, duplicates: Duplicates = "recording") -> bool:
    recordings = Recordings((one, other, *more), duplicates=duplicates)
    return recordings.of_slot(one) == recordings.of_slot(other)


def test_a_relinked_track_is_the_one_it_was_linked_from() -> None:
    relinked = replace(track("b"), linked_from=uri("a"))
    assert same(track("a"), relinked)
    assert same(track("b"), relinked)
    assert same(track("a"), relinked, duplicates="uri")


def test_equal_isrc_is_one_recording_however_it_is_written() -> None:
    assert same(track("a", isrc="USUM71703861"), track("b", isrc="us-um7-17-03861"))
    assert not same(track("a", isrc="USUM71703861"), track("b", isrc="USUM71703862"))
    assert not same(track("a", isrc=""), track("b", isrc=""))


def test_equal_title_and_artists_within_two_seconds_is_one_recording() -> None:
    one = track("a", "x", title="Song  ONE", ms=180_000)
    assert same(one, track("b", "x", title="song one", ms=182_000))
    assert not same(one, track("b", "x", title="song one", ms=182_001))
    assert not same(one, track("b", "y", title="song one", ms=180_000))
    assert not same(one, track("b", "x", title="song one (live)", ms=180_000))


def test_lengths_chain_from_one_to_the_next() -> None:
    first, last = track("a", "x", title="t", ms=1000), track("c", "x", title="t", ms=5000)
    assert not same(first, last)
    assert same(first, last, track("b", "x", title="t", ms=3000))


def test_the_order_of_artists_does_not_matter_and_their_names_do_not() -> None:
    one = replace(track("a", title="t"), artists=(Artist("1", "Odeya"), Artist("2", "B")))
    other = replace(track("b", title="t"), artists=(Artist("2", "B"), Artist("1", "אודיה")))
    assert same(one, other)


def test_a_title_alone_is_not_enough() -> None:
    anonymous = (Artist(None, "Someone"),)
    one, other = (replace(track(name, title="t"), artists=anonymous) for name in "ab")
    assert not same(one, other)
    untitled = [replace(track(name, "x"), name="") for name in "ab"]
    assert not same(*untitled)


def test_with_duplicates_uri_only_the_uri_counts() -> None:
    one, other = track("a", isrc="USUM71703861"), track("b", isrc="USUM71703861")
    assert not same(one, other, duplicates="uri")


def test_what_is_no_track_is_no_recording() -> None:
    recordings = Recordings((LOCAL, EPISODE, NULL))
    assert [recordings.of_slot(slot) for slot in (LOCAL, EPISODE, NULL)] == [None] * 3
    assert recordings.of("spotify:track:unknown") == "spotify:track:unknown"


SLOTS = st.builds(
    lambda name, by, title, isrc, ms: track(name, by, title=title, isrc=isrc, ms=ms * 1000),
    st.sampled_from("abcdefgh"),
    st.sampled_from("xy"),
    st.sampled_from(["t", "T", "u"]),
    st.sampled_from([None, "I1", "I2"]),
    st.integers(1, 9),
)


@given(st.lists(SLOTS, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_slots_does_not_matter(slots: list[Slot], random: Random) -> None:
    shuffled = list(slots)
    random.shuffle(shuffled)
    one, other = Recordings(slots), Recordings(shuffled)
    assert [one.of_slot(slot) for slot in slots] == [other.of_slot(slot) for slot in slots]
    assert all(one.of(uri(name)) <= uri(name) for name in "abcdefgh")


def test_artists_without_an_id_do_not_make_two_tracks_the_same() -> None:
    known, unknown = Artist("1", "A"), Artist(None, "B")
    one = replace(track("a", title="t"), artists=(known, unknown))
    other = replace(track("b", title="t"), artists=(known,))
    assert not same(one, other)


def test_what_only_a_master_holds_never_makes_one_of_two() -> None:
    first, last = track("a", "x", title="t", ms=1000), track("c", "x", title="t", ms=5000)
    bridge = track("b", "x", title="t", ms=3000)
    recordings = Recordings((first, last), (bridge,))
    assert recordings.of_slot(first) != recordings.of_slot(last)
    assert recordings.of_slot(bridge) == recordings.of_slot(first)


def test_what_a_master_holds_joins_by_uri_before_isrc_before_title() -> None:
    by_isrc, by_title = track("a", "x", title="t", isrc="I1"), track("b", "y", title="u")
    weeks = (by_isrc, by_title)
    stranger = replace(track("c", "y", title="u"), isrc="I1")
    assert Recordings(weeks, (stranger,)).of_slot(stranger) == uri("a")
    relinked = replace(stranger, linked_from=uri("b"))
    assert Recordings(weeks, (relinked,)).of_slot(relinked) == uri("b")
    assert Recordings(weeks, (relinked,)).of(uri("c")) == uri("b")


def test_strangers_in_masters_are_compared_with_each_other() -> None:
    one, other = track("c", isrc="I9"), track("d", isrc="I9")
    recordings = Recordings((track("a"),), (one, other))
    assert recordings.of_slot(one) == recordings.of_slot(other)
    assert not recordings.in_weeks(uri("c"))
    apart = Recordings((track("a", isrc="I9"),), (one,), "uri")
    assert apart.of_slot(one) == uri("c")


def test_what_a_master_holds_joins_the_nearest_length_within_two_seconds() -> None:
    weeks = (track("a", "x", title="t", ms=10_000), track("b", "x", title="t", ms=13_000))
    for ms, name in ((8_000, "a"), (12_000, "b"), (15_000, "b")):
        stranger = track("c", "x", title="t", ms=ms)
        assert Recordings(weeks, (stranger,)).of_slot(stranger) == uri(name)
    apart = track("c", "x", title="t", ms=15_001)
    assert Recordings(weeks, (apart,)).of_slot(apart) == uri("c")


def test_a_long_chain_leads_to_the_smallest_uri_from_every_link() -> None:
    links = (
        track("d", isrc="I1"),
        track("c", isrc="I1"),
        replace(track("c"), linked_from=uri("b")),
    )
    slots = (*links, replace(track("b"), linked_from=uri("a")))
    recordings = Recordings(slots)
    assert [recordings.of(uri(name)) for name in "dcba"] == [uri("a")] * 4
    ends = [track("h", isrc="I1"), track("g", "x", title="t", isrc="I1")]
    joined = Recordings((*ends, track("f", "x", title="t")))
    assert [joined.of(uri(name)) for name in "hgf"] == [uri("f")] * 3
