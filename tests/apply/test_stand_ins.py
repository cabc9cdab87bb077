"""The same music under two URIs: the one that is there goes only once the other is seen there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.simulator.world import Item
from tests.apply.conftest import MASTERS, WEEKS, Season, Start
from tests.apply.test_apply import endings
from tests.apply.test_found_by_campaign import pin_rap
from tests.apply.test_ignored import spoil
from tests.apply.test_troubles import before_write
from tests.apply.test_walk import rules
from tests.seasons import uri

BOTH = {name: Item(uri(name), "Song", isrc="USAUM2600009") for name in "mn"}
NEW = {"method": "POST", "path": "rap/items"}


@pytest.fixture
def pinned(start: Start) -> Season:
    """A master that holds one of two URIs of a song beside other tracks, pinned to the other."""
    week = replace(WEEKS[0], tracks=(BOTH["m"], BOTH["n"], *WEEKS[0].tracks[2:]))
    rap = replace(MASTERS[0], tracks=(*MASTERS[0].tracks, BOTH["m"]))
    season = start(playlists=(rap, *MASTERS[1:], week, WEEKS[1]))
    pin_rap(season, uri("n"))
    return season


def test_the_other_one_takes_its_place(pinned: Season) -> None:
    pinned.apply()
    assert pinned.holds("rap") == "n"
    assert pinned.in_sync


def test_where_spotify_does_not_take_the_other_one_it_stays(pinned: Season) -> None:
    spoil(pinned, NEW | {"body": '0n"', "do": "400"})
    report = pinned.apply(code=1)
    assert [refused[-1] for refused in report["refused"]] == ["n"]
    assert pinned.holds("rap") == "m"
    spoil(pinned)
    pinned.apply()
    assert pinned.holds("rap") == "n"


def test_it_leaves_only_once_the_other_one_was_seen(pinned: Season) -> None:
    spoil(pinned, NEW | {"nth": 1, "do": "ignored"}, {"method": "DELETE", "do": "500"})
    pinned.apply(code=6)
    assert "n" in pinned.holds("rap").split()
    spoil(pinned)
    pinned.apply()
    assert pinned.holds("rap") == "n"


def test_of_several_copies_one_stands_in(start: Start) -> None:
    week = replace(WEEKS[0], tracks=(BOTH["m"], BOTH["n"], *WEEKS[0].tracks[2:]))
    rap = replace(MASTERS[0], tracks=(BOTH["m"], BOTH["m"]))
    season = start(
        playlists=(rap, *MASTERS[1:], week, WEEKS[1]),
        faults=rules(NEW | {"body": '0n"', "do": "400"}),
    )
    pin_rap(season, uri("n"))
    season.apply(code=1)
    assert season.holds("rap") == "m"


def test_an_edit_before_it_was_seen_leaves_the_master_alone(
    pinned: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_write(monkeypatch, 2, lambda: pinned.edit("rap", tracks="z"))
    report = pinned.apply(code=5)
    assert endings(report)["rap"] == "drifted"
    assert pinned.holds("rap") == "z"
