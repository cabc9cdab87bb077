"""Which addresses are one recording, and what joins each to the others."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.plan.explain.members import members_of
from aum_sync.plan.explain.types import Member
from aum_sync.season.items import Slot
from tests.plan.explaining import SEASON, explain
from tests.seasons import NULL, short_uri, track, uri


def links(members: tuple[Member, ...]) -> list[str]:
    """``b isrc a``: b is one recording with a by its ISRC."""
    return [
        f"{short_uri(one.uri)} {one.link.kind} {short_uri(one.link.to)}"
        if one.link
        else short_uri(one.uri)
        for one in members
    ]


def joined(*slots: Slot) -> list[str]:
    return links(members_of(slots, "recording"))


def song(name: str, ms: int = 180_000) -> Slot:
    return track(name, "z", title="Song", ms=ms)


def test_one_address_is_one_member_however_often_it_stands() -> None:
    assert joined(track("a"), track("a"), replace(track("a"), name="Other")) == ["a"]


def test_an_equal_isrc_joins_and_is_named() -> None:
    one, other = track("a", isrc="US-AB1-20-00001"), track("b", isrc="usab12000001")
    assert joined(one, other) == ["a", "b isrc a"]
    link = members_of((one, other), "recording")[1].link
    assert link is not None
    assert link.words == "the same ISRC, USAB12000001"


def test_an_equal_title_with_equal_artists_joins_over_neighbouring_lengths() -> None:
    assert joined(song("a", 100_000), song("b", 101_500), song("c", 103_500)) == [
        "a",
        "b title a",
        "c title b",
    ]
    link = members_of((song("a"), song("b", 181_500)), "recording")[1].link
    assert link is not None
    assert link.words == "the same title and artists, lengths 1.5 s apart"
    link = members_of((song("a"), song("b", 181_951)), "recording")[1].link
    assert link is not None
    assert link.words == "the same title and artists, lengths 2.0 s apart"


def test_what_spotify_hands_out_is_a_member_joined_to_what_was_written() -> None:
    relinked = replace(track("u"), linked_from=uri("w"))
    assert joined(relinked) == ["w", "u relinked w"]
    assert joined(track("w"), relinked) == ["w", "u relinked w"]
    assert joined(track("u"), relinked) == ["u", "w relinked u"]
    for seen in ((relinked,), (track("w"), relinked), (track("u"), relinked)):
        link = members_of(seen, "recording")[1].link
        assert link is not None
        assert link.words == "Spotify hands out one in place of the other"


def test_where_duplicates_are_by_uri_nothing_else_joins() -> None:
    one, other = track("a", isrc="I1"), track("b", isrc="I1")
    assert links(members_of((one, other), "uri")) == ["a", "b"]


def test_what_has_no_address_is_no_member() -> None:
    assert joined(NULL) == []
    assert joined(NULL, track("a")) == ["a"]


def test_the_members_of_a_recording_come_from_weeks_and_masters() -> None:
    weeks = {1: ("Rap 1", (track("b", isrc="I1"),)), 2: ("Soul 1", (track("a", isrc="I1"),))}
    answer = explain("a", weeks, {"soul": (track("m", isrc="I1"),)}, text=SEASON)
    assert links(answer.members) == ["b", "a isrc b", "m isrc b"]
    assert answer.appearances[1].held_as == uri("m")
    assert [one.uri for one in answer.holdings if one.action == "stays"] == [uri("m")]
