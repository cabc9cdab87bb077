"""Names, descriptions and the public flag that a plan would write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.config.types import Master
from aum_sync.plan.details import details, fill
from aum_sync.plan.types import Detail
from aum_sync.season.items import Pin, Snapshot
from aum_sync.season.wanted import want
from tests.seasons import MASTERS, config, state

MASTER = replace(config(MASTERS).master("rap"), name="Rap", description="{tracks}")
SEEN = Snapshot("rap", "p", "Rap", "3", None, "v", None, ())
PIN = Pin("state/pins/rap.json", "2026-11-22", "why", ())
NAME, TEXT = Detail("name", "Rap", "Old", "Old"), Detail("description", "3", "two", "two")


@pytest.mark.parametrize(
    ("master", "text", "seen", "pin", "expected"),
    [
        (MASTER, "3", SEEN, None, []),
        (MASTER, "4", SEEN, None, [Detail("description", "3", "4", "{tracks}")]),
        (MASTER, "3", SEEN, PIN, []),
        (MASTER, "3", SEEN, replace(PIN, name="Old"), [NAME]),
        (MASTER, "3", SEEN, replace(PIN, description="two"), [TEXT]),
        (MASTER, None, SEEN, replace(PIN, description="two"), [TEXT]),
        (replace(MASTER, name=None), None, SEEN, None, []),
        (replace(MASTER, name=None), None, None, None, [Detail("name", None, "rap", "rap")]),
        (MASTER, "", None, None, [Detail("name", None, "Rap", "Rap")]),
        (MASTER, "", None, replace(PIN, name="", description=""), []),
    ],
)
def test_texts_that_differ_are_written_and_those_of_a_pin_go_first(
    master: Master, text: str | None, seen: Snapshot | None, pin: Pin | None, expected: list[Detail]
) -> None:
    assert list(details(master, text, seen, pin)) == expected


@pytest.mark.parametrize(
    ("seen", "tried", "wanted", "written"),
    [
        (True, None, True, False),
        (True, None, False, True),
        (True, False, False, False),
        (True, True, False, True),
        (None, None, False, False),
        (True, None, None, False),
    ],
)
def test_the_public_flag_is_written_once_where_it_differs(
    seen: bool | None, tried: bool | None, wanted: bool | None, written: bool
) -> None:
    master = replace(MASTER, public=wanted)
    found = list(details(master, "3", replace(SEEN, public=seen, tried_public=tried)))
    assert found == ([Detail("public", seen, False, False)] if written else [])


def test_the_public_flag_of_a_playlist_that_is_made_is_written() -> None:
    *_, public = details(replace(MASTER, public=True), "3", None)
    assert public == Detail("public", None, True, True)


def test_what_is_no_placeholder_stays_as_it_is_written() -> None:
    cfg = config()
    wanted = want(cfg, state(cfg, {2: ("Rap 1", "a"), 4: ("Rap 1", "b"), 5: ("Rap 9", "c")}))
    text = fill("{tracks} {season} {weeks} {first_week}-{last_week} {other} {}", cfg, wanted, 7)
    assert text == "7 Test season 2 2-4 {other} {}"
    assert fill("{weeks} {first_week}-{last_week}", cfg, want(cfg, state(cfg, {})), 0) == "0 1-50"
