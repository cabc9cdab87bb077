"""Which tracks no playlist of the season has once pins bring others back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.plan.rollback import Gone, Return, nowhere
from aum_sync.season.items import Pin
from tests.plan.snapshots import MIX, WEEK, other, snapshot
from tests.seasons import MASTERS, config, short, slots, state


def back(key: str, content: str) -> Return:
    """A master, or another playlist at the first cleanup, that is to hold this again."""
    way = ("masters", key, "pin") if key in ("rap", "soul") else ("cleanup", 0, "pin")
    pin = Pin(f"state/pins/{key}.json", "2026-11-22", "x", slots(content))
    return Return(key, way, pin, ())


ALSO_IN = f'cleanup: [{{remove_from: rap, also_in: "{MIX}"}}]\n'
REMOVE_FROM = f'cleanup: [{{remove_from: "{MIX}", also_in: soul}}]\n'
FROM_WEEK = "cleanup: [{remove_from: 7, also_in: soul}]\n"


@pytest.mark.parametrize(
    ("cleanup", "found", "homeless"),
    [
        ("", [], ""),
        ("", [back("rap", "a")], "b"),
        ("", [back("rap", "")], "a b"),
        ("", [back("rap", "b")], "a"),
        ("", [back("rap", ""), back("soul", "a b s")], ""),
        ("", [back("rap", ""), back("soul", "b")], "s a"),
        ("", [back("soul", "")], "s"),
        (ALSO_IN, [back("rap", "")], "a"),
        (REMOVE_FROM, [back("rap", "")], "a"),
        (REMOVE_FROM, [back("rap", ""), back(MIX, "b")], "m a"),
        (REMOVE_FROM, [back("rap", ""), back(MIX, "a m")], "b"),
    ],
)
def test_nowhere_is_what_no_playlist_of_the_season_has_with_these_pins(
    cleanup: str, found: list[Return], homeless: str
) -> None:
    """Rap holds a and b, soul s, and a playlist beside the masters b and m; week 7 has w."""
    cfg = config(MASTERS + cleanup)
    here = state(cfg, {7: ("♩ Rap 1", "w")}, {"rap": "a b", "soul": "s -"})
    here = replace(here, others=(other(MIX, "b m"),))
    left = nowhere(cfg, here, found, [])
    assert sorted(short(slot) for slot in left) == sorted(homeless.split())


def test_a_week_holds_what_no_cleanup_takes_out_of_it() -> None:
    for cleanup, homeless in (("", []), (FROM_WEEK, ["s"])):
        cfg = config(MASTERS + cleanup)
        here = state(cfg, {7: ("♩ Soul 2", "s t")}, {"soul": "s t"})
        here = replace(here, others=(other(WEEK, "s t"),))
        found = [back("soul", "t"), back("rap", "t")]
        # Soul keeps t, so the week loses t; s it keeps, unless it was pinned away there too.
        assert nowhere(cfg, here, found, []) == ()
        pinned = [*found, back(WEEK, "t")] if cleanup else found
        assert [short(one) for one in nowhere(cfg, here, pinned, [])] == homeless


def test_a_pin_of_before_is_replaced_and_those_of_others_stay() -> None:
    text = MASTERS.replace("[Rap, Hip Hop]", "[Rap], pin: state/pins/rap.json")
    text = text.replace("[Soul]", "[Soul], pin: state/pins/soul.json")
    cfg = config(text)
    pins = (back("rap", "a").pin, back("soul", "b").pin)
    here = replace(state(cfg, {}, {"rap": "a b", "soul": ""}), pins=pins)
    assert nowhere(cfg, here, [back("rap", "")], []) == slots("a")
    assert nowhere(cfg, here, [], []) == ()


def test_what_a_vanished_playlist_lacks_is_homeless_once() -> None:
    cfg = config(MASTERS)
    here = state(cfg, {}, {"rap": "a"})
    vanished = [Gone(snapshot("a b", "old"), slots("a b")), Gone(snapshot("b c"), slots("b c -"))]
    assert nowhere(cfg, here, [back("rap", "a")], vanished) == slots("b c")
    assert nowhere(cfg, here, [back("rap", ""), back("soul", "b")], vanished) == slots("a c")
